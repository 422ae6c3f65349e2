"""The one way to run a check: validates the numbers, looks at level, kinds and coverage, then lets the check decide.

On a record that was built, and numbers the check knows, this never raises.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from traceback import extract_tb

from sightline.domain.dates import HolidayTableEnds

from .kinds import kind_in_words
from .look import Look, open_levels_today
from .looks import Looks
from .record import ChildRecord
from .vocabulary import Check, Outcome, Result, unknown

log = logging.getLogger("sightline.checks")
NOT_KEPT_HERE = "not kept here"
FAULT = "Sightline could not work this out because of a fault in its software. Tell whoever looks after Sightline."
NOTHING_TO_LOOK_AT = Outcome(Result.NOT_APPLICABLE)
NOT_ASKED_YET = Outcome(Result.UNKNOWN)


def log_fault(check: Check, error: Exception) -> None:
    """Say which check broke, how, and where in our code. What an error says may quote the record: it stays out."""
    place = extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno} in {place.name}"
    log.error("check_failed check=%s version=%s error=%s at=%s", check.id, check.version, type(error).__name__, where)


def evaluate(
    check: Check,
    record: ChildRecord,
    params: Mapping[str, object] | None = None,
    on_fault: Callable[[Check, Exception], None] = log_fault,
) -> Outcome:
    """The outcome of a check on a record, with the check's default numbers or some of them replaced.

    A fault in a check gives `unknown` with a reason, after `on_fault` was told; the other checks go on. Raises
    ParameterError when a number given does not belong to the check.
    """
    values = check.values(params)
    try:
        return _early(check, record) or _decided(Look(check, record, values))
    except HolidayTableEnds as error:
        return unknown(check, (str(error),), next_look=_tomorrow(record))
    except Exception as error:
        on_fault(check, error)
        return unknown(check, (FAULT,), next_look=_tomorrow(record))


def _tomorrow(record: ChildRecord) -> date | None:
    return record.as_of + timedelta(days=1) if record.as_of < date.max else None


def _early(check: Check, record: ChildRecord) -> Outcome | None:
    """What is settled before the check itself looks: the level, and whether there is anything to look at."""
    if check.levels:
        found = _not_at_its_level(check, record)
        if found is not None:
            return found
    if check.needs and not record.has_any(check.needs):
        if record.always_keeps(*check.needs):
            return NOTHING_TO_LOOK_AT
        return _not_kept_here(check, record, check.needs)
    return None


def _decided(look: Look) -> Outcome:
    check = look.check
    if check.for_child is not None:
        look.for_child = check.for_child(look)
        if look.for_child.is_no:
            return Outcome(Result.NOT_APPLICABLE, next_look=look.looks.first)
    if look.record.coverage is not None:
        found = _not_kept_here(check, look.record, check.kinds)
        if found is not None:
            return found
    return check.decide(look)


def _not_at_its_level(check: Check, record: ChildRecord) -> Outcome | None:
    """`n/a` when the check runs on open cases and this one is not open, or not at such a level."""
    key = ("not at", check.levels)
    found: Outcome | None = record.today.get(key, NOT_ASKED_YET)
    if found is NOT_ASKED_YET:  # the same for every check that runs at these levels
        found = record.today[key] = _off_level(check.levels, record)
    if found is None or found.result is Result.NOT_APPLICABLE:
        return found
    missing = _never_kept(check.kinds, record)
    because = (_ended("Involvement"), *(_never(kind) for kind in missing))
    looks = Looks(record.as_of)
    looks.add(found.next_look)
    for kind in missing:  # the day on which it begins to be kept is a day on which this says something else
        looks.add_all(record.coverage_changes(kind))
    return unknown(check, because, next_look=looks.first, note=NOT_KEPT_HERE if missing else "")


def _off_level(levels: tuple[str, ...], record: ChildRecord) -> Outcome | None:
    """None at one of these levels; else `n/a`, or `unknown` where involvements are no longer kept here."""
    first, open_now = open_levels_today(record)
    if any(level.level in levels or level.level == "" for level in open_now):
        return None
    if not record.was_ever_covered("Involvement"):
        return None
    looks = Looks(record.as_of)
    looks.add(first)
    looks.add_all(record.coverage_changes("Involvement"))
    if not record.covers("Involvement"):
        return Outcome(Result.UNKNOWN, next_look=looks.first)
    return Outcome(Result.NOT_APPLICABLE, next_look=looks.first) if looks.first else NOTHING_TO_LOOK_AT


def _not_kept_here(check: Check, record: ChildRecord, kinds: tuple[str, ...]) -> Outcome | None:
    """`unknown` when one of these kinds has never been kept here."""
    missing = _never_kept(kinds, record)
    if not missing:
        return None
    looks = Looks(record.as_of)
    looks.add(open_levels_today(record)[0])
    for kind in (*check.kinds, *check.needs, "Involvement"):
        looks.add_all(record.coverage_changes(kind))
    return unknown(check, tuple(_never(kind) for kind in missing), next_look=looks.first, note=NOT_KEPT_HERE)


def _never_kept(kinds: tuple[str, ...], record: ChildRecord) -> list[str]:
    if record.coverage is None or record.kept_kinds.issuperset(kinds):
        return []
    return [kind for kind in kinds if not record.was_ever_covered(kind)]


def _never(kind: str) -> str:
    words = kind_in_words(kind)
    return f"{words[0].upper()}{words[1:]}: not kept here."


def _ended(kind: str) -> str:
    words = kind_in_words(kind)
    return f"{words[0].upper()}{words[1:]} are no longer kept here."
