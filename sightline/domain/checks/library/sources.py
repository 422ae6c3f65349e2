"""Whether what somebody said has independent support.

Independent: another agency, or a person outside the household, not repeating the informant. A record or person whose
own source (`origin`) is the informant, or somebody they live with, only repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sightline.domain.dates import DateError, UncertainDate

from ..fact import Fact
from ..looks import Looks, when_of
from ..record import ChildRecord

NO_ANSWER = frozenset({"cannot_be_checked", "not_known", "no_answer", "awaiting", "pending", "sought", "none"})
THE_SAME = frozenset({"parent", "carer", "same", "same person", "same_person", "self", "the parent", "the carer"})


def is_corroborated(record: ChildRecord, statement: Fact, looks: Looks) -> bool | None:
    """Whether an independent source has spoken to it; None when an empty box leaves that open.

    A list that is empty means no source; one never filled leaves it open only where the account is marked supported.
    """
    if statement.get("corroborations") is None:
        return None if statement.code("verification") == "supported" else False
    is_supported = statement.code("verification") == "supported"
    found = [_counts(record, statement, entry, is_supported, looks) for entry in statement.items("corroborations")]
    if any(counts is True for counts in found):
        return True
    return None if any(counts is None for counts in found) else False


def _counts(record: ChildRecord, statement: Fact, entry: Any, is_supported: bool, looks: Looks) -> bool | None:
    """Whether one corroboration counts: it has a result by now, and its source is independent."""
    if not isinstance(entry, Mapping):
        return None
    source = Fact("Corroboration", statement.id, entry)
    if not _has_come(source, looks):
        return False
    result = source.code("result")
    if result in NO_ANSWER:
        return False
    independent = _is_independent(record, statement, source)
    if independent and not result and not is_supported:
        return None
    return independent


def _has_come(source: Fact, looks: Looks) -> bool:
    try:
        when = source.when("date") or UncertainDate.unknown()
    except DateError:
        return True
    looks.add(when.earliest)
    return when.could_be_on_or_before(looks.as_of)


def _is_independent(record: ChildRecord, statement: Fact, source: Fact) -> bool | None:
    """Whether its origin, else its source, is somebody else than the informant and lives elsewhere."""
    names = [source.text(name) for name in ("source", "origin")]
    if any(_is_informant(record, statement, name) for name in names if name):
        return False
    people = [person for name in names if (person := _person(record, name))]
    if any(_is_at_home(record, statement, person.id) for person in people):
        return False
    if source.is_filled("agency") or names[1]:
        return True
    if not names[0]:
        return None
    return None if people and not record.covers("HouseholdMembership") else True


def _is_informant(record: ChildRecord, statement: Fact, name: str) -> bool:
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
