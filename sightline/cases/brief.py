"""The few facts that stand at the top of every page of one child's record, in one query.

Five tables in common columns: three dates, a time, five texts. Pages that show lists of children read them in sets
(`queries.py`); a page of one child would else spend five of its twenty-five queries before it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Subquery, TimeField, Value
from django.db.models.functions import Cast

from sightline.cases.models import Involvement, Plan, RecordCoverage, Visit
from sightline.cases.models.involvement import Allocation
from sightline.cases.policy import open_allocations
from sightline.cases.queries import Coverage, latest_first
from sightline.people import prepared
from sightline.people.facts import looking_back_to

if TYPE_CHECKING:
    from sightline.people.models import Person

_DATES, _TEXTS = ("day_1", "day_2", "day_3"), ("text_1", "text_2", "text_3", "text_4", "text_5")
_COLUMNS = ("kind_of", *_DATES, "clock", *_TEXTS)


@dataclass(frozen=True)
class Colleague:
    """Somebody who works with the child today."""

    name: str
    title: str
    agency: str
    is_lead: bool
    since: date


@dataclass(frozen=True)
class Brief:
    """What is kept of the child, the level of help, the last visit at which the child was seen, plans, colleagues.

    The rows are filled as far as they are shown, and are never saved.
    """

    coverage: Coverage
    level: Involvement | None
    seen: Visit | None
    plans: tuple[Plan, ...]
    colleagues: tuple[Colleague, ...]


def brief(child: Person, on: date) -> Brief:
    """The brief of one child on a day. One query."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    back = looking_back_to() is not None
    rows = _rows(child.pk, on) if back else prepared.fetch("brief", _rows, child=child.pk, on=on)
    for kind, *values in rows:
        found.setdefault(kind, []).append(tuple(values))
    seen = [_visit(values) for values in found.get("Visit", ())]
    levels = sorted(
        (_level(values) for values in found.get("Involvement", ())), key=lambda row: row.starts_on or date.min
    )
    plans = sorted((_plan(values) for values in found.get("Plan", ())), key=lambda row: row.starts_on or date.min)
    coverage = sorted((_coverage(values) for values in found.get("RecordCoverage", ())), key=_coverage_order)
    people = sorted((_colleague(values) for values in found.get("Allocation", ())), key=_colleague_order)
    return Brief(
        Coverage(tuple(coverage)),
        levels[-1] if levels else None,
        seen[0] if seen else None,
        tuple(plans),
        tuple(people),
    )


def _begun(row: Involvement | Plan) -> date:
    return row.starts_on or date.min


def _rows(child: int, on: date) -> QuerySet[Any]:
    holds = (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))
    levels = Involvement.objects.current().filter(holds, child=child)
    plans = Plan.objects.current().filter(holds, child=child)
    latest = latest_first(Visit.objects.current().filter(child=child, seen="Y")).values("pk")[:1]
    visits = Visit.objects.filter(pk=Subquery(latest))
    working = Allocation.objects.filter(open_allocations(on), child=child)
    coverage = RecordCoverage.objects.filter(child=child)
    if (then := looking_back_to()) is not None:
        working, coverage = working.filter(recorded_at__lte=then), coverage.filter(recorded_at__lte=then)
    agency, seen_on = "worker__agency__name", ("at_date", "at_earliest", "at_latest")
    return _common("Involvement", levels, days=("starts_on", "ends_on"), texts=("level",)).union(
        _common("Plan", plans, days=("starts_on", "ends_on"), texts=("kind", "initial_category", "latest_category")),
        _common("Visit", visits, days=seen_on, at="at_time", texts=("at_precision", "by")),
        _common(
            "Allocation", working, days=("starts_on",),
            texts=("worker__name", "worker__job_title", agency, "role", "worker__role"),
        ),
        _common("RecordCoverage", coverage, days=("starts_on", "ends_on"), texts=("kind", "source")),
        all=True,
    )  # fmt: skip


def _common(
    kind: str, rows: QuerySet[Any], *, days: tuple[str, ...], texts: tuple[str, ...], at: str = ""
) -> QuerySet[Any, Any]:
    """Rows of one table in the common columns."""
    columns: dict[str, Any] = {"kind_of": Value(kind, CharField())}
    for number, name in enumerate(_DATES):
        columns[name] = F(days[number]) if number < len(days) else Cast(Value(None), DateField())
    columns["clock"] = F(at) if at else Cast(Value(None), TimeField())
    for number, name in enumerate(_TEXTS):
        columns[name] = Cast(texts[number], CharField()) if number < len(texts) else Value("", CharField())
    found: QuerySet[Any, Any] = rows.order_by().annotate(**columns).values_list(*_COLUMNS)
    return found


def _level(values: tuple[Any, ...]) -> Involvement:
    starts, ends, _, _, level, *_ = values
    return Involvement(level=level, starts_on=starts, ends_on=ends)


def _plan(values: tuple[Any, ...]) -> Plan:
    starts, ends, _, _, kind, first, latest, *_ = values
    return Plan(kind=kind, starts_on=starts, ends_on=ends, initial_category=first, latest_category=latest)


def _visit(values: tuple[Any, ...]) -> Visit:
    day, earliest, latest, clock, precision, by, *_ = values
    at: time | None = clock
    return Visit(at_date=day, at_earliest=earliest, at_latest=latest, at_time=at, at_precision=precision, by=by)


def _coverage(values: tuple[Any, ...]) -> RecordCoverage:
    starts, ends, _, _, kind, source, *_ = values
    return RecordCoverage(kind=kind, source=source, starts_on=starts, ends_on=ends)


def _coverage_order(row: RecordCoverage) -> tuple[str, str, date]:
    return row.source, row.kind, row.starts_on or date.min


def _colleague(values: tuple[Any, ...]) -> Colleague:
    since, _, _, _, name, title, agency, role, part = values
    return Colleague(name, title or part.replace("_", " "), agency, role == "lead", since)


def _colleague_order(row: Colleague) -> tuple[bool, date, str]:
    return not row.is_lead, row.since, row.name
