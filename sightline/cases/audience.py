"""Who may read which entry of a record that is open to them: one condition in SQL, asked by every read of entries.

    rule for the kind      reflections, unease, a manager's thinking: the agency that wrote them
    mark on the entry      police, not for disclosure, and named people only: who wrote it, and who was named
                           only the agency that wrote it · health and social care
    people in it           an entry about somebody who does not exist for this reader (people.hiding) is not there
    adult's health detail  health and social care; others are told that there is one, and what it means for the child

Defaults are those of "who sees what by default". `read` filters in SQL and blanks what SQL said is detail; nothing is
decided row by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from sightline.cases.entries import OWN_AGENCY
from sightline.cases.models import Appointment, Concern, Noted
from sightline.cases.models.handling import Audience, EntryReader, Handling, MayGoTo
from sightline.people.hiding import hidden_ids

if TYPE_CHECKING:
    from sightline.access.models import Worker

HEALTH_AND_CARE = frozenset(
    {"social_care", "health", "gp", "health_visitor", "midwifery", "hospital", "mental_health", "substance_service"}
)
HEALTH_TOPICS = ("mental_health", "physical_illness", "learning_disability", "alcohol", "drugs")
KEPT_BACK = "kept to health and social care"
# What is detail, and so blanked for others; what it means for the child stays.
DETAIL: dict[type[Any], tuple[str, ...]] = {
    Appointment: ("service", "purpose", "reason_given", "reason_checked", "barrier_codes", "imported_as"),
    Concern: ("concern_source",),
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


def _of_other_agency(worker: Worker) -> Q:
    marked = Handling.objects.filter(superseded_at=None).filter(of=OuterRef("fact"), audience=Audience.OWN_AGENCY)
    return Q(Exists(marked)) & (Q(agency=None) | ~Q(agency=worker.agency_id))


def readable(rows: QuerySet[Any], worker: Worker) -> QuerySet[Any]:
    """Those of `rows` (of any kind of entry) that this worker may read."""
    found: QuerySet[Any] = rows.exclude(closed_by_mark(worker) & (Q(recorded_by=None) | ~Q(recorded_by=worker)))
    found = found.exclude(_of_other_agency(worker))
    if rows.model is Noted:
        found = found.exclude(Q(kind__in=OWN_AGENCY) & (Q(agency=None) | ~Q(agency=worker.agency_id)))
    hidden = hidden_ids(worker)
    for field in rows.model._meta.concrete_fields:
        if field.is_relation and field.name != "child" and field.related_model._meta.label == "people.Person":
            found = found.exclude(**{f"{field.name}__isnull": False, f"{field.name}__in": hidden})
    detail = None if reads_health(worker) else _adults_health(rows.model)
    if detail is None:
        return found
    closed = Case(When(detail, then=Value(True)), default=Value(False), output_field=BooleanField())
    found = found.annotate(detail_is_closed=closed)
    return found


def read(rows: QuerySet[Any], worker: Worker) -> list[Any]:
    """The readable rows, with the detail blanked that is not for this reader. They are never saved."""
    return list(without_detail(readable(rows, worker)))


def without_detail(rows: Iterable[Any]) -> Iterable[Any]:
    """Blank the detail of rows that came out of `readable`."""
    for row in rows:
        if getattr(row, "detail_is_closed", False):
            for name in DETAIL[type(row)]:
                field = type(row)._meta.get_field(name)
                setattr(row, name, None if field.null else "")
            setattr(row, DETAIL[type(row)][0], KEPT_BACK)
        yield row
