"""What was filled of an entry and its line in the story doesn't say in its own way: as question and answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sightline.cases import codes
from sightline.cases.entries import ENTRIES
from sightline.cases.entries.words import Names, answers, asked, joined
from sightline.cases.noting import body_of, declared
from sightline.people.models import Person

# What the line of a kind says already. Of the child's words the adult's reading stays on the page of the voice.
SAID: dict[str, frozenset[str]] = {
    "Visit": frozenset({"planned", "where", "by", "seen", "seen_alone", "bedroom", "awake", "reason_if_not", "note"}),
    "Voice": frozenset({"words", "observation", "worker_makes_of_it"}),
    "Appointment": frozenset({"service", "purpose"}),
    "Contact": frozenset({"kind", "with_person", "note"}),
    "Statement": frozenset({"text", "said_by", "said_by_words"}),
    "AgencyContact": frozenset({"agency", "who", "advice"}),
    "Decision": frozenset({"what", "reasons", "child_impact", "dissent", "decided_by"}),
    "Concern": frozenset({"topic", "person", "status", "source"}),
    "Event": frozenset({"what", "source", "kind", "significance"}),
    "Meeting": frozenset({"kind", "agencies_present", "note"}),
}
USUAL = {"Decision": {"status": "made"}}  # what goes without saying


def the_rest(row: Any, names: Names | None = None) -> Iterator[str]:
    """Lines for what else was filled of a row of a kind with a table of its own.

    `names`: of everybody and everything it may point at; without, only people who were read with the row are named,
    and what else it points at stands on the page of the entry.
    """
    kind = type(row).__name__
    entry, usual = ENTRIES[kind], USUAL.get(kind, {})
    body = {
        name: value
        for name, value in body_of(row, entry).items()
        if name not in SAID[kind] and usual.get(name) != value
    }
    near = {person.key: person.shown_name for person in _read_with(row)}
    if names is None:
        body = {
            name: value for name, value in body.items() if not declared(entry, name).refers_to or _known(value, near)
        }
    if not body:
        return
    called = names or (lambda key: near.get(key, ""))
    for ask, (label, said) in zip(entry.asks, answers(entry, body, called), strict=True):
        if ask.name in body and said:
            yield f"{asked(label)} {joined(said)}"


def _known(value: Any, near: dict[str, str]) -> bool:
    return isinstance(value, str) and value in near


def _read_with(row: Any) -> Iterable[Person]:
    """People this row points at, as far as they were read together with it."""
    return (one for one in row._state.fields_cache.values() if isinstance(one, Person))


def corroboration(found: dict[str, str]) -> str:
    """One check of an account in a line."""
    result = {"supported": "supports it", "contradicted": "says otherwise"}.get(found.get("result") or "", "")
    agency = codes.in_words(codes.AGENCY, found.get("agency"), "")
    parts = (found.get("source"), agency, found.get("date_words") or found.get("date"), found.get("how"), result)
    words = ", ".join(part for part in parts if part)
    origin = found.get("origin")
    return f"{words} (first heard from {origin})" if origin else words
