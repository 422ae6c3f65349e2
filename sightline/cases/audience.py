"""Who may read which entry of a record that is open to them: one condition in SQL, asked by every read of entries.

    rule for the kind      reflections, unease, a manager's thinking: the agency that wrote them; what a partnership has
                           changed of that counts for entries written since (`usual.py`)
    mark on the entry      police, not for disclosure, and named people only: who wrote it, and who was named
                           only the agency that wrote it · health and social care
    people in it           an entry about somebody who does not exist for this reader (people.hiding) is not there
    adult's health detail  health and social care; others are told that there is one, and what it means for the child

Defaults are those of "who sees what by default". `read` filters in SQL and blanks what SQL said is detail; nothing is
decided row by row.

A page of one record asks some twenty tables. It asks once which entries of the record marks keep from its reader (a
mark stands on the record of its entry, and moves with it: `moving`, `people.merging`), and then leaves those out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from sightline.cases.models import Appointment, Concern, Noted, Usual
from sightline.cases.models.handling import Audience, EntryReader, Handling, MayGoTo
from sightline.cases.usual import ADULTS_HEALTH, TABLES, usual_is
from sightline.people import prepared
from sightline.people.hiding import hidden_ids, once_a_page

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person

HEALTH_AND_CARE = frozenset(
    {"social_care", "health", "gp", "health_visitor", "midwifery", "hospital", "mental_health", "substance_service"}
)
HEALTH_TOPICS = ("mental_health", "physical_illness", "learning_disability", "alcohol", "drugs")
KEPT_BACK = "kept to health and social care"
# What is detail, and so blanked for others; what it means for the child stays.
DETAIL: dict[type[Any], tuple[str, ...]] = {
    Appointment: ("service", "purpose", "reason_given", "reason_checked", "barrier_codes", "imported_as"),
    Concern: ("concern_source", "service"),
}


def reads_health(worker: Worker) -> bool:
    """Whether the worker's agency is of health or social care."""
    return worker.agency.kind in HEALTH_AND_CARE


def _adults_health(model: type[Any]) -> Q | None:
    if model is Appointment:
        return ~Q(person=F("child")) & Q(person__is_child=False)
    if model is Concern:
        return Q(person__is_child=False, topic__in=HEALTH_TOPICS)
    return None


def closed_by_mark(worker: Worker, entry: str = "fact") -> Q:
    """Rows with an `entry` whose mark keeps this worker out, whoever wrote them; see `readable` for the writer."""
    marks = Handling.objects.filter(superseded_at=None).filter(of=OuterRef(entry))
    named = EntryReader.objects.filter(of=OuterRef(entry), worker=worker, ended_at=None)
    for_named = marks.filter(Q(may_go_to=MayGoTo.POLICE) | Q(audience=Audience.NAMED))
    closed = Q(Exists(for_named)) & ~Q(Exists(named))
    if not reads_health(worker):
        closed |= Q(Exists(marks.filter(audience=Audience.HEALTH_AND_CARE)))
    return closed


def _marked_for_agency() -> Q:
    return Q(
        Exists(Handling.objects.filter(superseded_at=None).filter(of=OuterRef("fact"), audience=Audience.OWN_AGENCY))
    )


@dataclass(frozen=True, slots=True)
class Marked:
    """Entries of one record that marks keep from a worker: unless they wrote it; unless their agency did."""

    closed: tuple[UUID, ...]
    of_agency: tuple[UUID, ...]


def marked(worker: Worker, child: Person) -> Marked:
    """The same as `closed_by_mark` and `_marked_for_agency`, for all tables of one record at once. One query."""
    health = reads_health(worker)
    rows = prepared.fetch(("marks", health), partial(_marks, health), worker=worker.pk, child=child.pk)
    return Marked(
        tuple(of for of, is_closed, _ in rows if is_closed),
        tuple(of for of, _, audience in rows if audience == Audience.OWN_AGENCY),
    )


def _marks(health: bool, worker: int, child: int) -> QuerySet[Handling, Any]:
    named = EntryReader.objects.filter(of=OuterRef("of"), worker=worker, ended_at=None)
    closed = Q(Q(may_go_to=MayGoTo.POLICE) | Q(audience=Audience.NAMED)) & ~Q(Exists(named))
    if not health:
        closed |= Q(audience=Audience.HEALTH_AND_CARE)
    is_closed = Case(When(closed, then=Value(True)), default=Value(False), output_field=BooleanField())
    marks = Handling.objects.filter(superseded_at=None, child=child).annotate(is_closed=is_closed)
    found: QuerySet[Handling, Any] = marks.order_by("pk").values_list("of", "is_closed", "audience")
    return found


def marked_once(worker: Worker, child: Person) -> Marked | None:
    """The same, asked once for the page that is being built; None where none is."""
    return once_a_page(("marked", worker.pk, child.pk), lambda: marked(worker, child))


def remember_marked(worker: Worker, child: Person, marks: Marked) -> None:
    """Have it asked already: for a child and a worker who stand for any other (`cases.reading`)."""
    once_a_page(("marked", worker.pk, child.pk), lambda: marks)


def _kept_from(worker: Worker, child: Person | None) -> Q:
    """Entries that a mark keeps from this worker; empty where the record has no such mark."""
    theirs = Q(recorded_by=None) | ~Q(recorded_by=worker)
    of_others = Q(agency=None) | ~Q(agency=worker.agency_id)
    marks = marked_once(worker, child) if child else None
    if marks is None:
        return (closed_by_mark(worker) & theirs) | (_marked_for_agency() & of_others)
    found = Q(fact__in=marks.closed) & theirs if marks.closed else Q()
    return (found | (Q(fact__in=marks.of_agency) & of_others)) if marks.of_agency else found


def closed_by_kind(worker: Worker, model: type[Any]) -> Q:
    """Rows that the default audience of their kind, as it was when they were written, keeps from this worker."""
    if model is not Noted and model.__name__ not in TABLES:
        return Q(pk__in=())
    others = Q(agency=None) | ~Q(agency=worker.agency_id)
    named = EntryReader.objects.filter(of=OuterRef("fact"), worker=worker, ended_at=None)
    not_for = ~Q(Exists(named)) & (Q(recorded_by=None) | ~Q(recorded_by=worker))
    closed = (usual_is(Usual.OWN_AGENCY, model) & others) | (usual_is(Usual.NAMED, model) & not_for)
    return closed if reads_health(worker) else closed | usual_is(Usual.HEALTH_AND_CARE, model)


def _detail_closed(worker: Worker, model: type[Any]) -> Q | None:
    """Rows of which the detail, an adult's health, is not for this worker."""
    detail = _adults_health(model)
    if detail is None:
        return None
    closed = usual_is(Usual.OWN_AGENCY, model, ADULTS_HEALTH) & (Q(agency=None) | ~Q(agency=worker.agency_id))
    if not reads_health(worker):
        closed |= usual_is(Usual.HEALTH_AND_CARE, model, ADULTS_HEALTH)
    return detail & closed


def readable(rows: QuerySet[Any], worker: Worker, child: Person | None = None) -> QuerySet[Any]:
    """Those of `rows` (of any kind of entry) that this worker may read; with a `child`, only those of its record.

    While a page is built (`people.hiding.asked_once`), naming the child spares the page most of the work.
    """
    rows = rows.filter(child=child) if child else rows
    kept = _kept_from(worker, child)
    found: QuerySet[Any] = rows.exclude(kept) if kept else rows
    if rows.model is Noted or rows.model.__name__ in TABLES:
        found = found.exclude(closed_by_kind(worker, rows.model))
    hidden = hidden_ids(worker)
    if isinstance(hidden, tuple) and not hidden:
        return _with_detail(found, worker)
    for field in rows.model._meta.concrete_fields:
        if field.is_relation and field.name != "child" and field.related_model._meta.label == "people.Person":
            found = found.exclude(**{f"{field.name}__isnull": False, f"{field.name}__in": hidden})
    return _with_detail(found, worker)


def _with_detail(found: QuerySet[Any], worker: Worker) -> QuerySet[Any]:
    """With a note, by SQL, of where an adult's health detail is not for this worker."""
    detail = _detail_closed(worker, found.model)
    if detail is None:
        return found
    closed = Case(When(detail, then=Value(True)), default=Value(False), output_field=BooleanField())
    annotated: QuerySet[Any] = found.annotate(detail_is_closed=closed)
    return annotated


def read(rows: QuerySet[Any], worker: Worker, child: Person | None = None) -> list[Any]:
    """The readable rows, with the detail blanked that is not for this reader. They are never saved."""
    return list(without_detail(readable(rows, worker, child)))


def without_detail(rows: Iterable[Any]) -> Iterable[Any]:
    """Blank the detail of rows that came out of `readable`."""
    for row in rows:
        if getattr(row, "detail_is_closed", False):
            for name in DETAIL[type(row)]:
                field = type(row)._meta.get_field(name)
                setattr(row, name, None if field.null else "")
            setattr(row, DETAIL[type(row)][0], KEPT_BACK)
        yield row
