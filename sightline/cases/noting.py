"""Entries that are declared in `cases.entries`: written, amended and read, whichever table they stand in.

Who sees what is decided in `cases.audience`; every read here asks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, DateField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.utils import timezone

from sightline.cases.audience import closed_by_kind, closed_by_mark, readable
from sightline.cases.entries import ENTRIES, Entry
from sightline.cases.entries.form import ANY_ENTRY, Around, same
from sightline.cases.entries.words import Names, headline
from sightline.cases.models import Handling, Noted
from sightline.cases.once import fact_of, saved_before
from sightline.cases.queries import day_known, latest_first, when
from sightline.cases.usual import TABLES as TABLES_OF_KINDS
from sightline.domain.checks.kinds import Field
from sightline.domain.dates import UncertainDate, in_words
from sightline.people.changes import amend_fact, record_fact
from sightline.people.facts import DatedFact, Precision, VersionedFact
from sightline.people.hiding import hidden_from, hidden_ids, hidden_keys
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.people.queries import people_around
from sightline.people.reading import fetch_for

if TYPE_CHECKING:
    from sightline.access.models import Worker

MOST_TO_POINT_AT = 60  # the newest entries a form offers; older ones are found on their own pages


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
        [str(body[ask.name]) for ask in entry.asks if _type(entry, ask.name).type == "@Person" and ask.name in body],
        field_name="key",
    )
    found: dict[str, Any] = {}
    for ask in entry.asks:
        if ask.name in body or row is not None:
            column = entry.table._meta.get_field(entry.columns.get(ask.name, ask.name))
            value = body.get(ask.name)
            found[column.name] = _column_value(column, value, persons)
    return found


def _column_value(column: Any, value: Any, persons: Mapping[str, Person]) -> Any:
    if column.is_relation:
        return persons.get(str(value)) if value else None
    if column.get_internal_type() == "DateField":
        day = UncertainDate.from_json(value)
        return (day.value or day.earliest) if day else None
    if value is None and not column.null:
        return column.get_default() if column.has_default() else ""
    return value


def body_of(row: Any, entry: Entry) -> dict[str, Any]:
    """The fields of an entry as the record format has them, from whichever table it stands in."""
    if entry.table is None:
        return dict(row.body)
    found: dict[str, Any] = {}
    for ask in entry.asks:
        value = getattr(row, entry.columns.get(ask.name, ask.name))
        if isinstance(value, Person):
            value = value.key
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        if value is not None and value != "":
            found[ask.name] = value
    return found


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
    ids = [UUID(fact) for fact in sorted(given) if _is_uuid(fact)]
    keys = {fact for fact in given if not _is_uuid(fact)}
    found: set[str] = set()
    if ids:
        found |= {str(fact) for (fact,) in fetch_for("hidden facts", _hidden_facts, worker, ids=ids)}
    if keys:
        people = Person.objects.filter(key__in=keys).filter(hidden_from(worker))
        found |= set(people.values_list("key", flat=True))
    return frozenset(found)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def around(child: Person, worker: Worker, entry: Entry) -> Around:
    """What an entry of this kind can point at on this record. A query for people, and one for each kind of entry."""
    wanted = _points_at(entry)
    people = [child, *people_around(child, worker)] if "Person" in wanted else []
    kinds = {kind for reference in wanted - {"Person"} for kind in same(reference)}
    anything = bool(wanted & ANY_ENTRY)
    entries: dict[str, tuple[str, str]] = {}
    if kinds or anything:
        names = names_from(people or [child, *people_around(child, worker)])
        for row in noted(child, worker, None if anything else kinds)[:MOST_TO_POINT_AT]:
            entries[str(row.fact)] = (row.kind, _label(row, ENTRIES[row.kind], row.body, names))
        for model in TABLES:
            if anything or model in kinds:
                entries |= _of_table(child, model, worker)
    return Around(people, entries)


def _points_at(entry: Entry) -> set[str]:
    from sightline.cases.entries import part_types

    found = {_type(entry, ask.name).refers_to for ask in entry.asks}
    for ask in entry.asks:
        if ask.asks:
            types = part_types(entry.kind, ask.name)
            found |= {types[inner.name].refers_to for inner in ask.asks}
    found = {reference or "" for reference in found} - {""}
    lists = {_type(entry, ask.name).of[1:] for ask in entry.asks if _type(entry, ask.name).of.startswith("@")}
    return found | lists


def _type(entry: Entry, name: str) -> Field:
    return entry.types.get(name, Field(name))


# Kinds with tables of their own that an entry can point at, and what they are called in a list.
TABLES = {
    "Plan": "A plan", "Visit": "A visit", "Voice": "The child’s words", "Decision": "A decision",
    "Statement": "An account", "Meeting": "A meeting", "Appointment": "An appointment", "Event": "An event",
    "Contact": "A contact", "Referral": "A referral",
}  # fmt: skip


def _of_table(child: Person, kind: str, worker: Worker) -> dict[str, tuple[str, str]]:
    from sightline.cases import models

    model = getattr(models, kind)
    rows = readable(model.objects.current(), worker, child).order_by("-pk")[:MOST_TO_POINT_AT]
    return {str(row.fact): (kind, f"{TABLES[kind]}, {_day_of(row)}") for row in rows}


def _of_tables(child: Person, kinds: Iterable[str], worker: Worker, facts: Collection[str]) -> dict[str, str]:
    """What rows with these fact ids are called, in whichever of these tables they stand. One query."""
    from sightline.cases import models

    no_day = Cast(Value(None), DateField())  # of a type in every part of the query
    found = []
    for kind in kinds:
        model = getattr(models, kind)
        dated = issubclass(model, DatedFact)
        own = "at_date" if dated else "starts_on" if hasattr(model, "starts_on") else "received_on"
        rows = readable(model.objects.current(), worker, child).filter(fact__in=facts).order_by()
        found.append(
            rows.values_list(
                "fact", Value(kind), F(own), F("at_precision") if dated else Value(Precision.EXACT),
                F("at_earliest") if dated else no_day, F("at_latest") if dated else no_day,
            )
        )  # fmt: skip
    labels = {}
    for fact, kind, *day in found[0].union(*found[1:], all=True):
        labels[str(fact)] = f"{TABLES[kind]}, {day_known(*day).in_words()}"
    return labels


def _day_of(row: Any) -> str:
    if isinstance(row, DatedFact):
        return when(row).in_words()
    day = getattr(row, "starts_on", None) or getattr(row, "received_on", None)
    return in_words(day) if day else "day not recorded"


def _label(row: Noted, entry: Entry, body: Mapping[str, Any], names: Names) -> str:
    day = f", {when(row).in_words()}" if entry.when else ""
    return f"{headline(entry, body, names)}{day}"


def names_from(people: Sequence[Person], entries: Mapping[str, tuple[str, str]] | None = None) -> Names:
    """Names of people by key and headlines of entries by fact id, for the words of an entry."""
    known = {person.key: person.shown_name for person in people}
    known |= {fact: words for fact, (_kind, words) in (entries or {}).items()}
    return lambda key: known.get(key, "")


def names_for(child: Person, rows: Iterable[Any], worker: Worker, entries: Iterable[Noted] = ()) -> Names:
    """Names for a page of many entries: whoever is around the child or named in one of them, and what they point at.

    `entries`: those that were read already. Four queries at most.
    """
    people = {person.key: person.shown_name for person in (child, *people_around(child, worker))}
    named = {str(value) for row in rows for value in _texts(row.body) if 6 <= len(str(value)) <= 24} - set(people)
    if named:
        known = Person.objects.filter(key__in=named).exclude(hidden_from(worker))
        people |= {person.key: person.shown_name for person in known}
    labels = {str(row.fact): headline(ENTRIES[row.kind], row.body, lambda key: people.get(key, "")) for row in entries}
    labels |= _labels_elsewhere(child, worker, rows, people, labels)
    return lambda key: people.get(key) or labels.get(key, "")


def _labels_elsewhere(
    child: Person, worker: Worker, rows: Iterable[Noted], people: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """What rows point at and was not read with them, by fact id: other entries, and tables. Two queries at most."""
    missing: set[str] = set()
    kinds: set[str] = set()
    for row in rows:
        if facts := {text for text in _texts(row.body) if text not in known and _is_uuid(text)}:
            missing |= facts
            kinds.add(row.kind)
    if not missing:
        return {}
    references = set().union(*(_points_at(ENTRIES[kind]) for kind in kinds))
    tables = set(TABLES) if references & ANY_ENTRY else references & set(TABLES)
    entries = about_shown(list(readable(Noted.objects.current(), worker, child).filter(fact__in=missing)), worker)
    found = {str(row.fact): headline(ENTRIES[row.kind], row.body, lambda key: people.get(key, "")) for row in entries}
    left = missing - set(found)
    return found | _of_tables(child, sorted(tables), worker, left) if left and tables else found


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
