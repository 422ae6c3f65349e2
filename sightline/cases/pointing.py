"""What an entry can point at, and what it is called: people, other entries, and rows of tables of their own.

A form offers the newest of each kind; a page names what its entries point at, however old it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from sightline.cases import models
from sightline.cases.audience import readable
from sightline.cases.entries import ENTRIES, Entry, part_types
from sightline.cases.entries.form import ANY_ENTRY, Around, same
from sightline.cases.entries.words import Names, headline
from sightline.cases.models import Noted
from sightline.cases.noting import about_shown, body_of, declared, is_uuid, noted
from sightline.cases.queries import day_known, when
from sightline.people.facts import DatedFact, Precision
from sightline.people.hiding import hidden_from
from sightline.people.models import Person
from sightline.people.queries import people_around

if TYPE_CHECKING:
    from sightline.access.models import Worker

MOST_TO_POINT_AT = 60  # the newest entries a form offers; older ones are found on their own pages


def around(child: Person, worker: Worker, entry: Entry) -> Around:
    """What an entry of this kind can point at on this record. A query for people, and one for each kind of entry."""
    wanted = _points_at(entry)
    people = [child, *people_around(child, worker)] if "Person" in wanted else []
    kinds = {kind for reference in wanted - {"Person"} for kind in same(reference)}
    anything = any(ask.anything for ask in entry.asks)
    entries: dict[str, tuple[str, str]] = {}
    if kinds or anything:
        names = names_from(people or [child, *people_around(child, worker)])
        for row in noted(child, worker, None if anything else kinds)[:MOST_TO_POINT_AT]:
            entries[str(row.fact)] = (row.kind, _label(row, ENTRIES[row.kind], row.body, names))
        entries |= _newest(child, worker, [kind for kind in TABLES if anything or kind in kinds])
    return Around(people, entries)


def _points_at(entry: Entry) -> set[str]:
    found = {declared(entry, ask.name).refers_to for ask in entry.asks}
    for ask in entry.asks:
        if ask.asks:
            types = part_types(entry.kind, ask.name)
            found |= {types[inner.name].refers_to for inner in ask.asks}
    found = {reference or "" for reference in found} - {""}
    lists = {declared(entry, ask.name).of[1:] for ask in entry.asks if declared(entry, ask.name).of.startswith("@")}
    return found | lists


# Kinds with tables of their own that an entry can point at, and what they are called in a list.
TABLES = {
    "Plan": "A plan", "Visit": "A visit", "Voice": "The child’s words", "Decision": "A decision",
    "Statement": "An account", "Meeting": "A meeting", "Appointment": "An appointment", "Event": "An event",
    "Contact": "A contact", "Referral": "A referral",
}  # fmt: skip


def _rows(child: Person, worker: Worker, kind: str) -> QuerySet[Any, Any]:
    """Current rows of one table that this worker may read: fact id, kind, and the four columns of a day."""
    model = getattr(models, kind)
    dated = issubclass(model, DatedFact)
    day = "at_date" if dated else "starts_on" if hasattr(model, "starts_on") else "received_on"
    no_day = Cast(Value(None), DateField())  # of a type in every part of a union
    return readable(model.objects.current(), worker, child).order_by().values_list(
        "fact", Value(kind), F(day), F("at_precision") if dated else Value(Precision.EXACT),
        F("at_earliest") if dated else no_day, F("at_latest") if dated else no_day,
    )  # fmt: skip


def _called(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[str, str]]:
    """(kind, what it is called) by fact id: "A visit, 3 May 2026"."""
    return {str(fact): (kind, f"{TABLES[kind]}, {day_known(*day).in_words()}") for fact, kind, *day in rows}


def _newest(child: Person, worker: Worker, kinds: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What the newest rows of these tables are called. A query for each: not every database cuts parts of a union."""
    found: dict[str, tuple[str, str]] = {}
    for kind in kinds:
        found |= _called(_rows(child, worker, kind).order_by("-pk")[:MOST_TO_POINT_AT])
    return found


def _of_facts(child: Person, worker: Worker, kinds: Iterable[str], facts: Collection[str]) -> dict[str, str]:
    """What rows with these fact ids are called, in whichever of these tables they stand. One query."""
    first, *others = (_rows(child, worker, kind).filter(fact__in=facts) for kind in kinds)
    return {fact: words for fact, (_kind, words) in _called(first.union(*others, all=True)).items()}


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


@dataclass(frozen=True)
class Pointing:
    """A row of a table of its own as a declared entry: its kind, and those of its fields that point at something."""

    kind: str
    body: Mapping[str, Any]


def pointing(entry: Entry, rows: Iterable[Any]) -> list[Pointing]:
    """What rows of a kind with a table of its own point at."""
    asked = {ask.name for ask in entry.asks if declared(entry, ask.name).refers_to}
    bodies = (body_of(row, entry).items() for row in rows)
    return [Pointing(entry.kind, {name: value for name, value in body if name in asked}) for body in bodies]


def table_names(child: Person, entry: Entry, rows: Iterable[Any], worker: Worker) -> Names:
    """Names for rows of a kind with a table of its own: people, and entries they rest on. Six queries at most, none
    where they point at nothing."""
    found = pointing(entry, rows)
    return names_for(child, found, worker) if any(one.body for one in found) else (lambda _key: "")


def _labels_elsewhere(
    child: Person, worker: Worker, rows: Iterable[Any], people: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """What rows point at and was not read with them, by fact id: other entries, and tables. Two queries at most."""
    missing: set[str] = set()
    kinds: set[str] = set()
    for row in rows:
        if facts := {text for text in _texts(row.body) if text not in known and is_uuid(text)}:
            missing |= facts
            kinds.add(row.kind)
    if not missing:
        return {}
    references = set().union(*(_points_at(ENTRIES[kind]) for kind in kinds))
    tables = set(TABLES) if references & ANY_ENTRY else references & set(TABLES)
    entries = about_shown(list(readable(Noted.objects.current(), worker, child).filter(fact__in=missing)), worker)
    found = {str(row.fact): headline(ENTRIES[row.kind], row.body, lambda key: people.get(key, "")) for row in entries}
    left = missing - set(found)
    return found | _of_facts(child, worker, sorted(tables), left) if left and tables else found


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
