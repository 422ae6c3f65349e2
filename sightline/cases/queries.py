"""Scoped reads of a child's record.

Everything here takes a child (or children) that the caller was allowed to find; what the viewer may read of that
child is asked of `cases.audience`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from sightline.cases.audience import read, readable, without_detail
from sightline.cases.models import (
    AgencyContact,
    Allocation,
    Appointment,
    Assessment,
    Concern,
    Involvement,
    Meeting,
    Plan,
    RecordCoverage,
    Referral,
    Section47,
    Statement,
    Visit,
    Voice,
)
from sightline.cases.policy import open_allocations
from sightline.domain.dates import UncertainDate
from sightline.people.facts import KEPT_HERE, DatedFact, VersionedFact, looking_back_to

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person

M = TypeVar("M")
HAPPENED = Coalesce("at_date", "at_earliest", "at_latest")


def when(fact: DatedFact) -> UncertainDate:
    """When it happened, exactly as well as it is known."""
    return day_known(fact.at_date, fact.at_precision, fact.at_earliest, fact.at_latest)


def day_known(value: date | None, precision: str, earliest: date | None, latest: date | None) -> UncertainDate:
    """A day from the columns it is kept in; unknown when none of them is filled."""
    if not any((value, earliest, latest)):
        return UncertainDate.unknown()
    parts = {"value": value, "precision": precision, "earliest": earliest, "latest": latest, "basis": ""}
    return UncertainDate.from_json(parts) or UncertainDate.unknown()


def latest_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """By the day it happened, the newest first; what has no day comes last."""
    found: QuerySet[Any] = rows.annotate(happened=HAPPENED)
    return found.order_by(F("happened").desc(nulls_last=True), F("at_time").desc(), "-pk")


@dataclass(frozen=True)
class Coverage:
    """Which kinds of record are kept here for one child. No row for a kind: not kept here, silence says nothing."""

    rows: tuple[RecordCoverage, ...]

    def keeps(self, kind: str, on: date) -> bool:
        """Whether records of this kind are kept here on a day."""
        return any(
            row.kind in (kind, "*")
            and (row.starts_on is None or row.starts_on <= on)
            and (row.ends_on is None or row.ends_on >= on)
            for row in self.rows
        )

    def until(self, kind: str, on: date) -> date | None:
        """The last day up to which a kind was kept here, if it no longer is; None when it is, or never was."""
        if self.keeps(kind, on):
            return None
        return max((row.ends_on for row in self.rows if row.kind in (kind, "*") and row.ends_on), default=None)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rows come from, each source once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))

    @property
    def only_imported(self) -> bool:
        """Whether everything here came from a file."""
        return bool(self.rows) and all(row.source != KEPT_HERE for row in self.rows)


def coverage_of(children: Iterable[int], kinds: Sequence[str] = ()) -> dict[int, Coverage]:
    """The coverage of each child, of every kind or of these only (a list of children needs two). One query."""
    found: dict[int, list[RecordCoverage]] = {pk: [] for pk in children}
    rows = RecordCoverage.objects.filter(child__in=list(found)).defer("recorded_at")
    if kinds:
        rows = rows.filter(kind__in=[*kinds, "*"])
    for row in rows.order_by("source", "kind", "starts_on"):
        found[row.child_id].append(row)
    return {pk: Coverage(tuple(rows)) for pk, rows in found.items()}


def last_seen(children: Iterable[int]) -> dict[int, Visit]:
    """The latest visit at which each child was seen. One query; a child never seen has no entry."""
    number = Window(
        RowNumber(), partition_by=[F("child")], order_by=[F("happened").desc(nulls_last=True), F("pk").desc()]
    )
    rows = Visit.objects.current().filter(child__in=list(children), seen="Y").annotate(happened=HAPPENED)
    return {row.child_id: row for row in rows.annotate(number=number).filter(number=1)}


def levels(children: Iterable[int], on: date) -> dict[int, Involvement]:
    """The open involvement of each child on a day; the latest begun, if there are two. One query."""
    rows = Involvement.objects.current().filter(child__in=list(children))
    open_now = rows.filter(Q(starts_on=None) | Q(starts_on__lte=on)).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return {row.child_id: row for row in open_now.order_by("starts_on", "pk")}


def leads(children: Iterable[int]) -> dict[int, Allocation]:
    """The lead practitioner of each child today. One query."""
    rows = Allocation.objects.filter(open_allocations(), child__in=list(children), role="lead")
    return {row.child_id: row for row in rows.select_related("worker").order_by("starts_on", "pk")}


SHOWN = 40  # entries of one kind on a page (our default); the others are in the story, page by page


@dataclass(frozen=True)
class Newest(Generic[M]):
    """The newest rows of a list, and how many older ones there are."""

    rows: list[M]
    more: int


def newest(rows: QuerySet[Any], viewer: Worker, child: Person, most: int = SHOWN) -> Newest[Any]:
    """The newest of `rows` on a child's record that the viewer may read, however many there are. One query."""
    kept = latest_first(readable(rows, viewer, child)).annotate(of=Window(Count("pk")))[:most]
    found = list(without_detail(kept))
    return Newest(found, found[0].of - len(found) if found else 0)


def visits(child: Person, viewer: Worker) -> Newest[Visit]:
    """The newest visits that the viewer may read."""
    return newest(Visit.objects.current(), viewer, child)


def last_visits(child: Person, viewer: Worker, most: int = 3) -> list[tuple[Visit, Voice | None]]:
    """The last visits that the viewer may read, the newest first, each with what the child said. Two queries."""
    came = newest(Visit.objects.current(), viewer, child, most).rows
    said = readable(Voice.objects.current().filter(child=child, visit__in=[row.fact for row in came]), viewer)
    by_visit = {row.visit: row for row in without_detail(said.order_by("pk"))}
    return [(row, by_visit.get(row.fact)) for row in came]


_SEEN = ("by", "seen_alone", "at_date", "at_time", "at_precision", "at_earliest", "at_latest")


def seen_at(child: Person, viewer: Worker) -> list[Visit]:
    """Every visit at which the child was seen, the newest first: who came, whether alone, and when; never saved."""
    rows = latest_first(readable(Visit.objects.current().filter(seen="Y"), viewer, child))
    return [Visit(**dict(zip(_SEEN, values, strict=True))) for values in rows.values_list(*_SEEN)]


def voices(child: Person, viewer: Worker) -> Newest[Voice]:
    """The child's newest words, and what was observed."""
    return newest(Voice.objects.current().select_related("recorded_by"), viewer, child)


def appointments(child: Person, viewer: Worker) -> list[Appointment]:
    """Appointments of the child and of adults around the child, the newest first."""
    return read(latest_first(Appointment.objects.current().select_related("person")), viewer, child)


def without_outcome(child: Person, on: date, viewer: Worker) -> list[Appointment]:
    """Appointments whose day has come and whose outcome nobody has written."""
    rows = Appointment.objects.current().filter(outcome=None).select_related("person")
    found = read(latest_first(rows.annotate(day=HAPPENED).filter(Q(day=None) | Q(day__lte=on))), viewer, child)
    return [row for row in found if not getattr(row, "detail_is_closed", False)]


def appointment(child: Person, fact: UUID, viewer: Worker) -> Appointment | None:
    """The current version of one appointment on this child's record; None too where its detail is for others."""
    rows = Appointment.objects.current().filter(child=child, fact=fact)
    found: Appointment | None = readable(rows.select_related("person", "recorded_by"), viewer).first()
    return None if getattr(found, "detail_is_closed", False) else found


def statements(child: Person, viewer: Worker) -> Newest[Statement]:
    """What was said and whether it was checked, the newest."""
    rows = Statement.objects.current()
    return newest(rows.select_related("said_by_person", "about", "recorded_by"), viewer, child)


def statement(child: Person, fact: UUID, viewer: Worker) -> Statement | None:
    """The current version of one statement on this child's record."""
    rows = Statement.objects.current().filter(child=child, fact=fact)
    found: Statement | None = readable(rows.select_related("said_by_person", "about", "recorded_by"), viewer).first()
    return found


@dataclass(frozen=True)
class Statutory:
    """The child's statutory episodes and plans, the newest first."""

    involvements: Sequence[Involvement]
    referrals: Sequence[Referral]
    assessments: Sequence[Assessment]
    enquiries: Sequence[Section47]
    plans: Sequence[Plan]
    meetings: Newest[Meeting]


def statutory(child: Person, viewer: Worker, *, levels: bool = True) -> Statutory:
    """Everything of the child's plans and statutory episodes. Six queries, five without the levels of help."""

    def of(model: type[VersionedFact], day: str) -> list[Any]:
        return _from_the_latest(model, day, child, viewer)

    return Statutory(
        involvements=levels_of_help(child, viewer) if levels else [],
        referrals=of(Referral, "received_on"),
        assessments=of(Assessment, "started_on"),
        enquiries=of(Section47, "started_on"),
        plans=of(Plan, "starts_on"),
        meetings=newest(Meeting.objects.current().select_related("recorded_by", "agency"), viewer, child),
    )


def levels_of_help(child: Person, viewer: Worker) -> list[Involvement]:
    """Every level of help there was, the latest first. One query."""
    return _from_the_latest(Involvement, "starts_on", child, viewer)


def _from_the_latest(model: type[VersionedFact], day: str, child: Person, viewer: Worker) -> list[Any]:
    rows = model.objects.current().select_related("recorded_by", "agency")
    return read(rows.order_by(F(day).desc(nulls_last=True), "-pk"), viewer, child)


def in_force(plan: Plan, on: date) -> bool:
    """Whether a plan holds on a day, as far as its days are known."""
    return (plan.starts_on is None or plan.starts_on <= on) and (plan.ends_on is None or plan.ends_on >= on)


def versions(model: type[VersionedFact], child: Person, fact: UUID, viewer: Worker) -> list[Any]:
    """Every version of one fact of this child's record, the latest first; empty when there is none."""
    rows = model.objects.filter(fact=fact)
    rows = rows.filter(person=child) if not _has_child(model) else rows.filter(child=child)
    if (then := looking_back_to()) is not None:
        rows = rows.filter(recorded_at__lte=then)
    return read(rows.select_related("recorded_by", "agency").order_by("-version"), viewer)


def _has_child(model: type[VersionedFact]) -> bool:
    return any(field.name == "child" for field in model._meta.get_fields())


def agency_contacts(child: Person, viewer: Worker) -> Newest[AgencyContact]:
    """What other agencies were asked and told, the newest."""
    return newest(AgencyContact.objects.current(), viewer, child)


def concerns(child: Person, viewer: Worker) -> Newest[Concern]:
    """Worries by person and topic, the newest."""
    return newest(Concern.objects.current().select_related("person"), viewer, child)
