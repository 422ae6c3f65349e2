"""Who may see a record, and what was opened for a reason: the pages, and the scoped reads they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from sightline.access import can, scope
from sightline.access.models import Worker
from sightline.access.queries import open_workers
from sightline.cases.models import Allocation, EntryReader, OpenedForReason
from sightline.cases.models.handling import Handling, MayGoTo
from sightline.cases.opening import openings_for
from sightline.cases.policy import CASE_ROLES, open_allocations
from sightline.desk.barrier_forms import AS_USUAL
from sightline.desk.pages.frame import PRINTS_THE_STORY, Frame, frame, known
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import count, day, moment
from sightline.people import keeping
from sightline.people.barriers import Conflict, NamedPerson, Restriction
from sightline.people.models import Person

if TYPE_CHECKING:
    from django import forms

    from sightline.desk.barrier_forms import NamesForm

ON_A_PAGE = 25


@dataclass(frozen=True)
class OpenPage:
    """Whose record, and the form."""

    name: str
    age: str
    form: Any


@dataclass(frozen=True)
class ReadPage:
    """One opening, and what to say of it."""

    rows: tuple[Row, ...]
    form: Any
    was_read: bool


@dataclass(frozen=True)
class FormPage:
    """A form on one child's record."""

    frame: Frame
    form: Any
    changing: bool


@dataclass(frozen=True)
class ConflictPage:
    """Whom the conflict of interest is about."""

    name: str
    form: Any


@dataclass(frozen=True)
class EndPage:
    """What ends, and why."""

    rows: tuple[Row, ...]
    form: Any


@dataclass(frozen=True)
class HandlingPage:
    """An entry's mark, and what it was before."""

    frame: Frame
    form: Any
    now: str
    history: Table
    entry: Link
    when: str


@dataclass(frozen=True)
class OpenedPage:
    """Records opened for a reason."""

    table: Table
    rows: Page[OpenedForReason]
    everything: bool
    waiting: str


@dataclass(frozen=True)
class WhoPage:
    """Who may see this record and why."""

    frame: Frame
    people: Table
    openings: Table
    restricted: tuple[Row, ...]
    restrict: str
    links: tuple[Link, ...]


def frame_of(child: Person) -> Frame:
    """The top of a page that belongs to none of the record's parts."""
    return frame(known(child, timezone.localdate()), "")


def who_page(child: Person, viewer: Worker, today: date) -> WhoPage:
    """Build the page."""
    about = known(child, today)
    rows = Allocation.objects.filter(open_allocations(), child=child).select_related("worker__agency")
    people = tuple(
        (
            row.worker.name,
            row.worker.job_title or row.worker.get_role_display(),
            str(row.worker.agency),
            row.get_role_display(),
            f"since {in_words(row.starts_on)}{f', until {in_words(row.ends_on)}' if row.ends_on else ''}",
        )
        for row in rows.order_by("role", "worker__name")
    )
    restriction = restriction_of(child)
    links: tuple[Link, ...] = (
        Link("I, or somebody in my team, know this family", reverse("declare-conflict", args=[child.key])),
        Link("Who reads which kind of entry", reverse("audiences")),
    )
    if can(viewer, "record.allocate", child):
        links = (Link("Allocate somebody, or end somebody’s part", reverse("allocate", args=[child.key])), *links)
    if can(viewer, "record.adopt", child):
        links = (*links, Link("The child was adopted", reverse("adoption", args=[child.key])))
    return WhoPage(
        frame=frame(about, ""),
        people=Table("Who works with the child", ("Name", "As", "Agency", "Part", "From when"), people),
        openings=_openings(child),
        restricted=_restricted(restriction, viewer) if restriction else (),
        restrict=reverse("restrict", args=[child.key]) if can(viewer, "record.restrict", child) else "",
        links=links,
    )


def _openings(child: Person) -> Table:
    rows = OpenedForReason.objects.filter(child=child).select_related("worker__agency").order_by("-opened_at")[:50]
    shown = tuple(
        (moment(row.opened_at), f"{row.worker.name}, {row.worker.agency}", moment(row.ends_at), _verdict(row))
        for row in rows
    )
    head = ("Opened", "By whom", "Until", "Read by a manager")
    return Table("Opened for a reason", head, shown, empty="Nobody outside those above has opened this record.")


def _restricted(row: Restriction, viewer: Worker) -> tuple[Row, ...]:
    named = list(row.named.filter(ended_at=None).select_related("worker__agency").order_by("worker__name"))
    names = tuple(f"{one.worker.name}, {one.worker.agency}{' (keeper)' if one.is_keeper else ''}" for one in named)
    is_keeper = any(one.worker_id == viewer.pk and one.is_keeper for one in named)
    why = (Row("Why", row.reason),) if is_keeper else ()
    return (Row("Restricted since", day(row.begun_at)), Row("Open to", names), *why)


def restriction_of(child: Person) -> Restriction | None:
    """The restriction that holds."""
    return Restriction.objects.filter(person=child, ended_at=None).first()


def could_be_named(child: Person, by: Worker) -> list[Worker]:
    """Those who work with the child or are named already, and their supervisors; not the one who restricts."""
    working = Allocation.objects.filter(open_allocations(), child=child).values("worker")
    teams = Allocation.objects.filter(open_allocations(), child=child).values("worker__team")
    named = NamedPerson.objects.filter(restriction__person=child, ended_at=None).values("worker")
    rows = open_workers().filter(role__in=CASE_ROLES)
    manages = Q(role="supervisor", team__in=teams) | Q(role="supervisor", agency=by.agency_id)
    rows = rows.filter(Q(pk__in=working) | Q(pk__in=named) | manages).exclude(pk=by.pk)
    return list(rows.select_related("agency").order_by("name", "pk"))


def named_now(row: Restriction | None) -> dict[str, Any]:
    """How the form of a restriction is opened."""
    if row is None:
        return {}
    named = list(row.named.filter(ended_at=None))
    return {
        "reason": row.reason,
        "named": [str(one.worker_id) for one in named if not one.is_keeper],
        "keepers": [str(one.worker_id) for one in named if one.is_keeper],
    }


def save_names(row: Restriction | None, child: Person, *, by: Worker, form: NamesForm) -> None:
    """Restrict, or name exactly those who are ticked. Raises NotPossible."""
    named, keepers = form.chosen("named"), form.chosen("keepers")
    if row is None:
        keeping.restrict(child, by=by, reason=form.cleaned_data["reason"], named=named, keepers=keepers)
        return
    keeping.rename(row, by=by, named=named, keepers=keepers)


def supervised(worker: Worker) -> list[Worker]:
    """For whom a supervisor may declare a conflict of interest: their team, or agency if they are in no team."""
    if worker.role != "supervisor":
        return []
    rows = open_workers().filter(role__in=CASE_ROLES).exclude(pk=worker.pk)
    rows = rows.filter(team=worker.team_id) if worker.team_id else rows.filter(agency=worker.agency_id)
    return list(rows.order_by("name", "pk"))


def whom(worker: Worker, viewer: Worker) -> str:
    """ "you", or a colleague's name."""
    return "you" if worker.pk == viewer.pk else worker.name


def conflicts_for(manager: Worker) -> QuerySet[Conflict]:
    """Conflicts of interest that hold, of those this manager supervises, about people who exist for the manager."""
    theirs = Q(worker__team=manager.team_id) if manager.team_id else Q(worker__agency=manager.agency_id)
    found = scope(manager, "record.find", Person.objects.all()).values("pk")
    rows = Conflict.objects.filter(theirs, ended_at=None, person__in=found).exclude(worker=manager)
    return rows.select_related("worker", "person", "declared_by").order_by("worker__name", "pk")


def conflicts_page(manager: Worker) -> Table:
    """The list of a manager's conflicts of interest."""
    rows = tuple(
        (row.worker.name, row.person.shown_name, "family and household" if row.whole_family else "this record only",
         row.reason or "not said", day(row.declared_at), Link("End it", reverse("end-conflict", args=[row.pk])))
        for row in conflicts_for(manager)
    )  # fmt: skip
    head = ("Who", "Knows", "Closed", "How", "Since", "")
    empty = "Nobody you supervise has declared a conflict of interest."
    return Table("Who stands aside from whom", head, rows, empty=empty)


def conflict_rows(row: Conflict) -> tuple[Row, ...]:
    """One conflict of interest."""
    return (Row("Who", row.worker.name), Row("Knows", row.person.shown_name), Row("How", row.reason))


def opened_page(manager: Worker, query: Mapping[str, str]) -> OpenedPage:
    """Records opened for a reason; those that nobody has read first of all."""
    rows = openings_for(manager)
    waiting, everything = rows.filter(read_at=None), query.get("show") == "all"
    page = Paginator(rows if everything else waiting, ON_A_PAGE).get_page(query.get("page", "1"))
    shown = tuple(
        (moment(row.opened_at), row.worker.name, row.child.shown_name, row.reason, _verdict(row),
         Link("Read", reverse("opened-read", args=[row.pk])))
        for row in page
    )  # fmt: skip
    head = ("Opened", "By", "Whose record", "Reason given", "Read by", "")
    table = Table("Openings", head, shown, empty="There is nothing to read here.")
    return OpenedPage(table, page, everything, _waiting(waiting.count()))


def _waiting(number: int) -> str:
    return f"{count(number, 'opening')} nobody has read yet." if number else "Every opening has been read."


def _verdict(row: OpenedForReason) -> str:
    if row.read_at is None:
        return "not yet"
    return f"{row.get_verdict_display()}{f', {row.read_by.name}' if row.read_by else ''}, {day(row.read_at)}"


def opening_rows(row: OpenedForReason) -> tuple[Row, ...]:
    """One opening."""
    return (
        Row("Whose record", row.child.shown_name),
        Row("Opened by", f"{row.worker.name}, {row.worker.agency}"),
        Row("When", f"{moment(row.opened_at)} until {moment(row.ends_at)}"),
        Row("Reason given", row.reason),
        Row("Read", _verdict(row), note=row.verdict_words),
    )


def could_read(child: Person, writer: Worker) -> list[Worker]:
    """Who can be named to read an entry: those who work with the child, and the supervisors."""
    return could_be_named(child, writer)


def handling_now(mark: Handling | None, fact: UUID) -> dict[str, Any]:
    """How the form of a mark is opened."""
    if mark is None:
        return {"may_go_to": MayGoTo.PROFESSIONALS, "audience": AS_USUAL, "seen_version": 0}
    readers = EntryReader.objects.filter(of=fact, ended_at=None).values_list("worker", flat=True)
    return {
        "may_go_to": mark.may_go_to,
        "audience": mark.audience or AS_USUAL,
        "readers": [str(one) for one in readers],
        "seen_version": mark.version,
    }


def mark_words(mark: Handling | None) -> str:
    """The mark in words, for the page of an entry."""
    if mark is None:
        return "Professionals only (nobody has said otherwise)"
    audience = f"; {mark.get_audience_display().lower()}" if mark.audience else ""
    return f"{mark.get_may_go_to_display()}{audience}"


def handling_page(
    child: Person, fact: UUID, form: forms.Form, mark: Handling | None, today: date, *, entry: Link, when: str
) -> HandlingPage:
    """Build the page."""
    rows = Handling.objects.filter(of=fact).select_related("recorded_by").order_by("-version")
    shown = tuple(
        (moment(row.recorded_at), row.recorded_by.name if row.recorded_by else "", mark_words(row), row.amended_because)
        for row in rows
    )
    history = Table("How it was marked", ("When", "By", "Mark", "Why"), shown, empty="Nobody has marked it yet.")
    top = replace(frame(known(child, today), "child-story"), sheet_words=PRINTS_THE_STORY)
    return HandlingPage(top, form, mark_words(mark), history, entry, when)
