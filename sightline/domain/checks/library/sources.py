"""Whether what somebody said has independent support.

Independent: another agency, or a person outside the household, not repeating the informant. A record or person whose
own source (`origin`) is the informant, or somebody they live with, only repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.dates import DateError

from ..fact import Fact
from ..looks import Looks, when_of
from ..record import ChildRecord

NO_ANSWER = frozenset({"cannot_be_checked", "not_known", "no_answer", "awaiting", "pending", "sought", "none"})
THE_SAME = frozenset({"parent", "carer", "same", "same person", "same_person", "self", "the parent", "the carer"})


def is_corroborated(record: ChildRecord, statement: Fact, looks: Looks) -> bool | None:
    """Whether an independent source has spoken to it; None when an empty box leaves that open.

    A list that is empty means no source; one never filled leaves it open only where the account is marked supported.
    """
    is_supported = statement.code("verification") == "supported"
    if statement.get("corroborations") is None:
        return None if is_supported else False
    key = ("sources", statement.id)
    sources: tuple[Source, ...] | None = record.memory.get(key)
    if sources is None:
        entries = statement.items("corroborations")
        sources = record.memory[key] = tuple(_source(record, statement, entry) for entry in entries)
    found = [_counts(record, source, is_supported, looks) for source in sources]
    if True in found:
        return True
    return None if None in found else False


@dataclass(frozen=True, slots=True)
class Source:
    """One corroboration as far as it does not depend on the day: when it came, its result, whose word it is."""

    earliest: date | None
    has_result: bool
    is_independent: bool | None
    rests_on_household: bool


def _source(record: ChildRecord, statement: Fact, entry: Any) -> Source:
    if not isinstance(entry, Mapping):
        return Source(None, True, None, False)
    row = Fact("Corroboration", statement.id, entry)
    result = row.code("result")
    independent, rests_on_household = _is_independent(record, statement, row)
    if result in NO_ANSWER:
        independent = False
    return Source(_earliest(row), bool(result), independent, rests_on_household)


def _counts(record: ChildRecord, source: Source, is_supported: bool, looks: Looks) -> bool | None:
    """Whether one corroboration counts: it has a result by now, and its source is independent."""
    if source.earliest is not None and source.earliest > looks.as_of:
        looks.add(source.earliest)
        return False
    independent = source.is_independent
    if independent and not source.has_result and not is_supported:
        return None
    if independent and source.rests_on_household and not record.covers("HouseholdMembership"):
        looks.add_all(record.coverage_changes("HouseholdMembership"))
        return None
    return independent


def _earliest(source: Fact) -> date | None:
    try:
        when = source.when("date")
    except DateError:
        return None
    return when.earliest if when else None


def _is_independent(record: ChildRecord, statement: Fact, source: Fact) -> tuple[bool | None, bool]:
    """Whether its origin, else its source, is somebody else than the informant and lives elsewhere.

    The second part says whether that rests on who is known to live in the household.
    """
    names = [source.text(name) for name in ("source", "origin")]
    if any(is_informant(record, statement, name) for name in names if name):
        return False, False
    people = [person for name in names if (person := _person(record, name))]
    if any(_is_at_home(record, statement, person.id) for person in people):
        return False, False
    if source.is_filled("agency") or names[1]:
        return True, False
    return (True, bool(people)) if names[0] else (None, False)


def is_informant(record: ChildRecord, statement: Fact, name: str) -> bool:
    said_by = statement.text("said_by")
    if name.lower() in THE_SAME or (said_by and name.lower() == said_by.lower()):
        return True
    person, informant = _person(record, name), _person(record, said_by)
    return person is not None and informant is not None and person.id == informant.id


def _person(record: ChildRecord, name: str) -> Fact | None:
    """The person on the record with that id, or with that name."""
    if not name:
        return None
    people = record.of("Person")
    by_id = next((person for person in people if person.id == name), None)
    return by_id or next((person for person in people if person.text("name").lower() == name.lower()), None)


def _is_at_home(record: ChildRecord, statement: Fact, person: str) -> bool:
    """Whether somebody lives, or lived since the account was given, with the child or with whoever gave it."""
    since = when_of(statement).earliest
    lived: dict[str, set[str]] = {}
    for fact in record.of("HouseholdMembership"):
        end = fact.when("to")
        is_over = since is not None and end is not None and end.is_certainly_before(since)
        if not is_over and fact.code("role") != "regular_contact" and fact.is_filled("household"):
            lived.setdefault(fact.text("person"), set()).add(fact.text("household"))
    homes = lived.get(record.child, set()) | lived.get(statement.text("said_by"), set())
    return person == record.child or bool(homes & lived.get(person, set()))
