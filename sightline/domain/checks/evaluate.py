"""The one way to run a check: validates the numbers, looks at coverage and level, then lets the check decide.

On a record that was built, and numbers the check knows, this never raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sightline.domain.dates import HolidayTableEnds

from .case import OpenLevel, open_levels
from .kinds import kind_in_words
from .looks import Looks
from .record import ChildRecord
from .vocabulary import Check, Outcome, Result, unknown

NOT_KEPT_HERE = "not kept here"


def evaluate(check: Check, record: ChildRecord, params: Mapping[str, object] | None = None) -> Outcome:
    """The outcome of a check on a record, with the check's default numbers or some of them replaced.

    Raises ParameterError when a number given does not belong to the check.
    """
    values = check.values(params)
    early = _not_applicable(check, record) or _not_kept_here(check, record)
    if early is not None:
        return early
    try:
        return check.decide(record, values)
    except HolidayTableEnds as error:
        tomorrow = record.as_of + timedelta(days=1)
        return unknown(check, (str(error),), next_look=tomorrow)


def _not_applicable(check: Check, record: ChildRecord) -> Outcome | None:
    """`n/a` when the check runs on open cases and this one is not open, or not at such a level."""
    if not check.levels or not record.was_ever_covered("Involvement"):
        return None
    looks = Looks(record.as_of)
    looks.add_all(record.coverage_changes("Involvement"))
    levels = open_levels(record, looks)
    if any(_runs_at(check, level) for level in levels):
        return None
    if not record.covers("Involvement"):
        missing = _never_kept(check, record)
        because = (_ended("Involvement"), *(_never(kind) for kind in missing))
        return unknown(check, because, next_look=looks.first, note=NOT_KEPT_HERE if missing else "")
    return Outcome(Result.NOT_APPLICABLE, next_look=looks.first)


def _runs_at(check: Check, level: OpenLevel) -> bool:
    return level.level in check.levels or level.level == ""


def _not_kept_here(check: Check, record: ChildRecord) -> Outcome | None:
    """`unknown` when a deciding kind has never been kept here."""
    missing = _never_kept(check, record)
    if not missing:
        return None
    looks = Looks(record.as_of)
    open_levels(record, looks)
    for kind in (*check.kinds, "Involvement"):
        looks.add_all(record.coverage_changes(kind))
    return unknown(check, tuple(_never(kind) for kind in missing), next_look=looks.first, note=NOT_KEPT_HERE)


def _never_kept(check: Check, record: ChildRecord) -> list[str]:
    return [kind for kind in check.kinds if not record.was_ever_covered(kind)]


def _never(kind: str) -> str:
    words = kind_in_words(kind)
    return f"{words[0].upper()}{words[1:]}: not kept here."


def _ended(kind: str) -> str:
    words = kind_in_words(kind)
    return f"{words[0].upper()}{words[1:]} are no longer kept here."
