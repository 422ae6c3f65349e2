"""Where the clocks of an open case start, which row is the last, and what lies between two days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sightline.domain.dates import UncertainDate

from ..case import OpenLevel
from ..fact import Fact
from ..look import Look, When
from ..looks import first_moment, last_moment, when_of
from ..maybe import NO, YES, Maybe, open_
from .open_work import open_assessments, open_plans

Counted = tuple[Fact, Maybe]


def starts_of(look: Look, level: OpenLevel) -> tuple[When, ...]:
    """The day a level began and, once the child is born, birth: a clock runs from the later (rulings, A5)."""
    born = _birth(look)
    return (level.fact, born) if born else (level.fact,)


def work_began(look: Look, level: OpenLevel) -> tuple[When, ...]:
    """Where "none in n days" starts when there never was one: the latest of level, plan, assessment and birth (A5)."""
    work = (*open_plans(look), *open_assessments(look))
    return (*starts_of(look, level), *(row for row, is_open in work if is_open.is_yes))


def floor_of(look: Look, level: OpenLevel) -> date:
    """The first day on which anything is looked for: the later of the two, as early as it can be."""
    born = _birth(look)
    return max(level.since.earliest or date.min, (born and born.earliest) or date.min)


def _birth(look: Look) -> UncertainDate | None:
    """The day of birth, None before it; not recorded: no later than the day the child was first written down."""
    if look.is_unborn():
        return None
    born = look.record.subject.when("dob")
    return born if born and born.latest else UncertainDate.between(None, look.record.subject.recorded_on)


def last_of(rows: Iterable[Counted]) -> Fact | None:
    """The last row that surely counts."""
    return next((fact for fact, counts in reversed(list(rows)) if counts.is_yes), None)


def resting_on(answer: Maybe, *facts: Fact | None) -> Maybe:
    """An answer resting on these rows, as far as there are any."""
    return answer.citing(*(fact for fact in facts if fact is not None))


def first_in(parts: Iterable[Maybe]) -> Maybe:
    """`any_in` that is content with the first yes, else the first that is open: for long lists of rows."""
    undecided: Maybe = NO
    for part in parts:
        if part.is_yes:
            return part
        if undecided.is_no:
            undecided = part
    return undecided


def latest(rows: Iterable[Fact]) -> list[Counted]:
    """The rows that may be the last of them: more than one when days are shared or not exact; undated ones open."""
    found = list(rows)
    newest = max(map(first_moment, found), default=None)
    if newest is None:
        return []
    undated = [fact for fact in found if not when_of(fact).has_bounds]
    sentence = "It is not recorded which of them was the last."

    def is_surely(fact: Fact) -> bool:
        """Whether nothing undated could be later; an undated one is the last only when it is the only one."""
        if fact in undated:
            return len(found) == 1
        return all(last_moment(other) < first_moment(fact) for other in undated)

    return [(fact, YES if is_surely(fact) else open_(sentence, fact)) for fact in found if last_moment(fact) >= newest]


def between(look: Look, fact: Fact, start: When | None, end: When) -> Maybe:
    """Whether a row could lie after `start` and no later than `end`. On the day of `start` itself it is not after."""
    when, last = look.when(fact), look.when(end).latest
    if last is not None and when.earliest is not None and when.earliest > last:
        return NO
    if start is not None:
        first = look.when(start).earliest
        if first is not None and when.latest is not None and when.latest <= first:
            return NO
        if first is None:
            return open_(look.undated(start if isinstance(start, Fact) else fact), fact)
    if when.has_bounds and look.when(end).earliest is None:
        return open_(look.undated(end), fact)
    return YES.citing(fact) if when.has_bounds else open_(look.undated(fact), fact)
