"""Reading `sightline-record/1`: every problem found becomes one plain sentence, and nothing is guessed.

A code that nobody knows, also where yes or no belongs, is no problem of the file: the checks that look at it say
`unknown`, and the others run.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.domain.dates import DateError, UncertainDate

from .fact import Fact
from .kinds import KINDS
from .record import FORMAT, ChildRecord, Coverage, RecordError


def read_record(obj: Any, *, as_of: date | None = None) -> ChildRecord:
    """The record in a parsed JSON object. Raises RecordError with a sentence for each problem."""
    if not isinstance(obj, Mapping):
        raise RecordError(["A record is one JSON object with format, child, as_of and facts."])
    problems: list[str] = []
    if obj.get("format") != FORMAT:
        problems.append(f"The format should be '{FORMAT}', not {obj.get('format')!r}.")
    child = obj.get("child")
    if not isinstance(child, str) or not child.strip():
        problems.append("'child' should be the id of the child the record is about.")
    day = _exact_day(obj.get("as_of"), "as_of", problems)
    facts = _facts(obj.get("facts"), problems)
    coverage = _coverage(obj.get("coverage"), problems) if obj.get("coverage") is not None else None
    if isinstance(child, str) and not problems:
        _check_subject(child, facts, problems)
    if problems or day is None:
        raise RecordError(problems)
    return ChildRecord.build(child=str(child), as_of=as_of or day, facts=facts, coverage=coverage)


def _exact_day(value: Any, name: str, problems: list[str]) -> date | None:
    try:
        found = UncertainDate.from_json(value)
    except DateError as error:
        problems.append(f"'{name}' cannot be read: {error}.")
        return None
    if found is None or not found.is_exact:
        problems.append(f"'{name}' should be one day, written like 2026-11-18.")
        return None
    return found.earliest


def _facts(rows: Any, problems: list[str]) -> list[Fact]:
    if not isinstance(rows, list):
        problems.append("'facts' should be a list.")
        return []
    facts: list[Fact] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        fact = _fact(row, number, problems)
        if fact is None:
            continue
        if fact.id in seen:
            problems.append(f"The id '{fact.id}' is used by more than one fact; an id may be used once.")
        seen.add(fact.id)
        facts.append(fact)
    return facts


def _fact(row: Any, number: int, problems: list[str]) -> Fact | None:
    if not isinstance(row, Mapping) or not all(_is_word(row.get(key)) for key in ("type", "id")):
        problems.append(f"Fact number {number} needs a type and an id, both texts.")
        return None
    if not isinstance(row.get("fields"), Mapping):
        problems.append(f"{row['type']} '{row['id']}' needs its fields as an object.")
        return None
    fact = Fact(row["type"], row["id"], row["fields"])
    _check_fields(fact, problems)
    return fact


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_fields(fact: Fact, problems: list[str]) -> None:
    kind = KINDS.get(fact.type)
    for name in kind.dates if kind else ():
        _check_date(fact, name, problems)
    if not _check_date(fact, "recorded_at", problems):
        return
    if fact.recorded_on is None:
        problems.append(f"{fact.type} '{fact.id}' needs 'recorded_at', the day on which it was first written.")


def _check_date(fact: Fact, name: str, problems: list[str]) -> bool:
    try:
        fact.when(name)
    except ValueError as error:
        problems.append(f"{fact.type} '{fact.id}': '{name}' cannot be read: {error}.")
        return False
    return True


def _coverage(rows: Any, problems: list[str]) -> list[Coverage]:
    if not isinstance(rows, list):
        problems.append("'coverage' should be a list.")
        return []
    found: list[Coverage] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping) or not _is_word(row.get("kind")):
            problems.append(f"Coverage entry {number} needs a kind of record.")
            continue
        start, end = (_bound(row, key, number, problems) for key in ("from", "to"))
        if start and end and end < start:
            problems.append(f"Coverage entry {number} ends before it begins.")
        found.append(Coverage(row["kind"], str(row.get("source") or ""), start, end))
    return found


def _bound(row: Mapping[str, Any], key: str, number: int, problems: list[str]) -> date | None:
    value = row.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _exact_day(value, f"{key}' of coverage entry {number} of kind '{row['kind']}", problems)


def _check_subject(child: str, facts: list[Fact], problems: list[str]) -> None:
    people = [fact for fact in facts if fact.type == "Person"]
    subjects = [fact.id for fact in people if fact.yes("subject")]
    if len(subjects) > 1:
        problems.append("More than one person is marked as the subject; a record is about one child.")
    elif subjects and subjects != [child]:
        problems.append(f"The record is about '{child}', but the person marked as its subject is '{subjects[0]}'.")
    elif child not in {fact.id for fact in people}:
        problems.append(f"The record has no Person '{child}', the child it is about.")
