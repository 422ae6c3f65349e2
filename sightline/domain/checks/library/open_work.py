"""Work that is open on a child: plans, assessments, and since when; whether the child is born yet."""

from __future__ import annotations

from ..around import is_current
from ..case import OpenLevel
from ..fact import Fact
from ..look import Look, When
from ..looks import ONE_DAY
from ..maybe import NO, YES, Maybe, not_, open_

CASE_LEVELS = ("CIN", "CP", "S47", "CLA")
WITH_EARLY_HELP = ("EH", *CASE_LEVELS)


def is_born(look: Look) -> Maybe:
    """No before the expected day of birth; open once that has passed with no birth recorded."""
    expected = look.record.subject.when("expected_dob")
    if not look.is_unborn() or expected is None:
        return YES
    if expected.latest is None or expected.latest >= look.as_of:
        look.looks.add(expected.latest and expected.latest + ONE_DAY)
        return NO
    return open_("The expected day of birth has passed and no date of birth is recorded.")


def open_plans(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    """The plans that are, or may be, open; worked out once a day."""
    return look.shared("open plans", _open_plans)


def _open_plans(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    found = ((plan, is_current(look, plan)) for plan in look.rows("Plan"))
    return tuple((plan, is_open) for plan, is_open in found if not is_open.is_no)


def open_assessments(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    """The assessments that have begun and are not signed yet; worked out once a day."""
    return look.shared("open assessments", _open_assessments)


def _open_assessments(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    found = ((row, not_(look.has_happened(row, "authorised_at")).citing(row)) for row in look.rows("Assessment"))
    return tuple((row, is_open) for row, is_open in found if not is_open.is_no)


def open_cases(look: Look) -> tuple[Fact, ...]:
    """The rows of the levels that are surely open and on which the check runs."""
    return tuple(level.fact for level in look.levels if level.is_certain and level.level in look.check.levels)


def level_began(look: Look, level: OpenLevel) -> list[When]:
    """Where there never was one, "none in n days" runs from the latest of level, plan, assessment and birth (A5)."""
    born = look.record.subject.when("dob")
    return [
        level.since,
        *(plan for plan, is_open in open_plans(look) if is_open.is_yes),
        *(row for row, is_open in open_assessments(look) if is_open.is_yes),
        *([born] if born else []),
    ]
