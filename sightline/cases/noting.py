"""Entries that are declared in `cases.entries`: written, amended and read, whichever table they stand in.

Who sees what is decided in `cases.audience`; every read here asks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from sightline.cases.audience import closed_by_kind, closed_by_mark, readable
from sightline.cases.entries import Entry
from sightline.cases.models import Handling, Noted
from sightline.cases.once import fact_of, saved_before
from sightline.cases.queries import latest_first
from sightline.cases.usual import TABLES as TABLES_OF_KINDS
from sightline.domain.checks.kinds import Field
from sightline.domain.dates import UncertainDate
from sightline.people.changes import amend_fact, record_fact
from sightline.people.facts import VersionedFact
from sightline.people.hiding import hidden_from, hidden_ids, hidden_keys
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.people.reading import fetch_for

if TYPE_CHECKING:
    from sightline.access.models import Worker


def record_entry(
    entry: Entry, *, by: Worker, child: Person, body: Mapping[str, Any], at: Mapping[str, Any], opening: str = ""
) -> VersionedFact:
    """Write an entry. The same `opening` twice is one. `at`: the `at_*` columns. Raises AlreadySaved."""
    fact = fact_of(opening, by, entry.kind, child.key)
    if entry.table is None:
        # A kind without a day of its own stands in the story on the day it was written.
        moment = dict(at) or {"at_date": timezone.localdate()}
        row: VersionedFact = Noted(child=child, fact=fact, kind=entry.kind, body=dict(body), **moment)
    else:
        row = entry.table(child=child, fact=fact, **at, **columns(entry, body))
        if entry.kind == "AgencyContact":
            row.by = by.name  # type: ignore[attr-defined]
    found: VersionedFact = saved_before(row) or record_fact(
        row, by=by, verb=f"cases.record_{_snake(entry.kind)}", child=child
    )
    return found


def amend_entry(
    row: Any,
    entry: Entry,
    *,
    by: Worker,
    seen_version: int,
    body: Mapping[str, Any],
    at: Mapping[str, Any],
    because: str = "",
) -> VersionedFact:
    """Write the next version of an entry; the earlier one stays readable. Raises ChangedMeanwhile."""
    changes = {"body": dict(body)} if entry.table is None else columns(entry, body, row)
    amended: VersionedFact = amend_fact(
        row,
        by=by,
        verb=f"cases.amend_{_snake(entry.kind)}",
        child=row.child,
        changes={**at, **changes},
        because=because,
        seen_version=seen_version,
    )
    return amended


def _snake(kind: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind).lstrip("_")


def columns(entry: Entry, body: Mapping[str, Any], row: VersionedFact | None = None) -> dict[str, Any]:
    """The columns of a kind with a table of its own. With `row`, what was emptied is emptied there too."""
    persons = Person.objects.in_bulk(
        [str(body[ask.name]) for ask in entry.asks if declared(entry, ask.name).type == "@Person" and ask.name in body],
        field_name="key",
    )
    found: dict[str, Any] = {}
    for ask in entry.asks:
        if ask.name in body or row is not None:
            column = entry.table._meta.get_field(entry.columns.get(ask.name, ask.name))
            value = body.get(ask.name)
            found[column.name] = _column_value(column, value, persons)
    return entry.settle(found) if entry.settle else found


def declared(entry: Entry, name: str) -> Field:
    """How a field of an entry is declared in the record format."""
    return entry.types.get(name, Field(name))


def _column_value(column: Any, value: Any, persons: Mapping[str, Person]) -> Any:
    if column.is_relation:
        return persons.get(str(value)) if value else None
    if column.get_internal_type() == "DateField":
        day = UncertainDate.from_json(value)
        return (day.value or day.earliest) if day else None
    if column.get_internal_type() == "TimeField":
        return time.fromisoformat(value) if value else None
    if value is None and not column.null:
        return column.get_default() if column.has_default() else ""
    return LETTERS.get(value, value) if _is_letter(column) else value


# Yes and no as the older tables hold them.
LETTERS = {"yes": "Y", "no": "N"}
WORDS = {letter: word for word, letter in LETTERS.items()}


def _is_letter(column: Any) -> bool:
    return {letter for letter, _ in column.choices or ()} == set(WORDS)


def body_of(row: Any, entry: Entry) -> dict[str, Any]:
    """The fields of an entry as the record format has them, from whichever table it stands in."""
    if entry.table is None:
        return dict(row.body)
    found: dict[str, Any] = {}
    for ask in entry.asks:
        name = entry.columns.get(ask.name, ask.name)
        value = getattr(row, name)
        if isinstance(value, Person):
            value = value.key
        elif isinstance(value, UUID):
            value = str(value)
        elif isinstance(value, time):
            value = f"{value:%H:%M}"
        elif isinstance(value, str) and value in WORDS and _is_letter(row._meta.get_field(name)):
            value = WORDS[value]
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        if value is not None and value != "":
            found[ask.name] = value
    return entry.seen(found) if entry.seen else found


def noted(child: Person, worker: Worker, kinds: Iterable[str] | None = None, *, most: int | None = None) -> list[Noted]:
    """Current entries of the kinds without a table of their own, as this worker may read them, the newest first.

    `most`: of each kind only so many; every row then says in `of_kind` how many there are.
    """
    rows = readable(Noted.objects.current(), worker, child)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    rows = latest_first(rows.select_related("recorded_by", "agency"))
    if most is None or hidden_keys(worker):
        return _cut(about_shown(list(rows), worker), most)
    order = [F("happened").desc(nulls_last=True), F("at_time").desc(), F("pk").desc()]
    number = Window(RowNumber(), partition_by=[F("kind")], order_by=order)
    rows = rows.annotate(number=number, of_kind=Window(Count("pk"), partition_by=[F("kind")]))
    return list(rows.filter(number__lte=most))


def _cut(rows: list[Noted], most: int | None) -> list[Noted]:
    """The first so many of each kind, counted among those that are shown: a count may not tell of what is hidden."""
    if most is None:
        return rows
    of_kind = Counter(row.kind for row in rows)
    shown: Counter[str] = Counter()
    found = []
    for row in rows:
        row.of_kind = of_kind[row.kind]  # type: ignore[attr-defined]
        shown[row.kind] += 1
        if shown[row.kind] <= most:
            found.append(row)
    return found


# The fields that say whom an entry is about: an entry about somebody kept from a worker is not shown to that worker.
ABOUT = ("person", "with_person", "cared_for", "owner", "survivor")


def about_shown(rows: list[Noted], worker: Worker) -> list[Noted]:
    """Without entries about people who may not be named to this worker. A query where anybody is about."""
    about = {str(row.body[name]) for row in rows for name in ABOUT if row.body.get(name)}
    hidden = hidden_keys(worker) if about else frozenset()
    return [row for row in rows if not any(row.body.get(name) in hidden for name in ABOUT)] if hidden else rows


def about_hidden(child: Person, worker: Worker) -> frozenset[int]:
    """Ids of current entries about people who may not be named to this worker; nearly always none, and then no query
    of entries."""
    hidden = hidden_keys(worker)
    if not hidden:
        return frozenset()
    rows = Noted.objects.current().filter(child=child).values_list("pk", "body")
    return frozenset(pk for pk, body in rows if any(body.get(name) in hidden for name in ABOUT))


def find_entry(child: Person, worker: Worker, entry: Entry, fact: UUID) -> Any | None:
    """The current version of one entry on this child's record, if this worker may read it."""
    if entry.table is not None:
        kept = readable(entry.table._default_manager.current().filter(child=child, fact=fact), worker).first()
        return None if getattr(kept, "detail_is_closed", False) else kept
    rows = readable(Noted.objects.current().filter(child=child, kind=entry.kind), worker)
    return next(iter(about_shown(list(rows.filter(fact=fact).select_related("recorded_by")), worker)), None)


def _hidden_facts(worker: Worker, ids: Sequence[UUID]) -> QuerySet[Any, Any]:
    hidden = hidden_ids(worker)
    tables: tuple[type[Any], ...] = (Noted, *TABLES_OF_KINDS.values())
    kept = [model._default_manager.filter(closed_by_kind(worker, model), fact__in=ids) for model in tables]
    marks = Handling.objects.filter(superseded_at=None, of__in=ids).filter(closed_by_mark(worker, "of"))
    lives = HouseholdMembership.objects.filter(fact__in=ids, person__in=hidden)
    kin = Parentage.objects.filter(fact__in=ids).filter(Q(parent__in=hidden) | Q(child__in=hidden))
    return lives.values_list("fact").union(*(one.values_list("fact") for one in (kin, *kept)), marks.values_list("of"))


def hidden_facts(fact_ids: Iterable[str], worker: Worker) -> frozenset[str]:
    """Which of these facts, and people by key, are not for this worker to read. Two queries at most, none for none."""
    given = set(fact_ids)
    ids = [UUID(fact) for fact in sorted(given) if is_uuid(fact)]
    keys = {fact for fact in given if not is_uuid(fact)}
    found: set[str] = set()
    if ids:
        found |= {str(fact) for (fact,) in fetch_for("hidden facts", _hidden_facts, worker, ids=ids)}
    if keys:
        people = Person.objects.filter(key__in=keys).filter(hidden_from(worker))
        found |= set(people.values_list("key", flat=True))
    return frozenset(found)


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
