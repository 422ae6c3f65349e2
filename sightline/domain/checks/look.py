"""One look at a child's record by one check, on a day: its rows, its level, and predicates that know when they turn.

Every method that compares a day notes the day on which its answer changes by itself, so that `next_look` is right by
construction. Every answer about something that may not be recorded is a `Maybe`.

    look.rows("Injury")                        what has happened; look.coming("Meeting"): arranged and still ahead
    look.in_months(fact, 6)                    windows, limits and "none since": `days.py`
    look.is_one_of(fact, "kind", codes, …)     single boxes, parts of lists, ages, words: `boxes.py`
    look.unseen("Visit", days=28)              open when a row of that kind may be missing because it was not kept here
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from sightline.domain.dates import HolidayTableEnds, UncertainDate, add_months, leaves_window

from .case import AS_CHILD_PROTECTION, LEVELS, OpenLevel, open_levels
from .coverage import gap
from .days import Days, When
from .looks import ONE_DAY, Looks
from .maybe import NO, YES, Maybe, any_in, known, open_
from .record import ChildRecord
from .rows import Rows

if TYPE_CHECKING:
    from .vocabulary import Check, Values

T = TypeVar("T")
__all__ = ["Look", "When", "open_levels_today"]


class Look(Days):
    """One check looking at one record. `params` are its numbers."""

    __slots__ = ("_levels", "as_of", "check", "for_child", "looks", "params", "record")

    def __init__(self, check: Check, record: ChildRecord, params: Values) -> None:
        self.check = check
        self.record = record
        self.params = params
        self.as_of = as_of = record.as_of
        self.looks = Looks(as_of)
        self._levels: tuple[OpenLevel, ...] | None = None
        # Whether the check is one for this child at all (its `for_child`).
        self.for_child = YES

    @property
    def child(self) -> str:
        """The id of the child asked about."""
        return self.record.child

    @property
    def name(self) -> str:
        """What the child is called in a sentence: the name, "the baby" before birth, or "this child"."""
        return self.record.name

    def number(self, name: str) -> int:
        """One of the check's numbers, as a whole number."""
        return int(self.params[name])

    # rows

    def rows(self, kind: str) -> Rows:
        """The rows of a kind that have happened by `as_of`, oldest first."""
        found = self.record.split.get(kind) or self.record.split_of(kind)
        if found[1] is not None:
            self.looks.add(found[1])
        return found[0]

    def coming(self, kind: str) -> Rows:
        """The rows of a kind that are arranged and still ahead on `as_of`."""
        found = self.record.split.get(kind) or self.record.split_of(kind)
        if found[1] is not None:
            self.looks.add(found[1])
        return found[2]

    def shared(self, key: Hashable, work_out: Callable[[Look], T]) -> T:
        """What many checks ask of a record, worked out by the first and remembered with its next look.

        Only for what depends on the record and the key alone: never on the numbers of one check.
        """
        found: tuple[T, date | None] | None = self.record.today.get(key)
        if found is None:
            own = Look(self.check, self.record, self.params)
            found = self.record.today[key] = (work_out(own), own.looks.first)
        if found[1] is not None:
            self.looks.add(found[1])
        return found[0]

    # levels

    @property
    def levels(self) -> tuple[OpenLevel, ...]:
        """The involvements that are, or may be, open on `as_of`."""
        if self._levels is None:
            looks, levels = open_levels_today(self.record)
            self.looks.add(looks)
            self._levels = levels
        return self._levels

    def at_level(self, *levels: str) -> Maybe:
        """Whether the case is open at one of these levels (all of them: at any)."""
        return self.each_level(lambda level: known(not levels or level in levels), levels=LEVELS)

    def each_level(self, judge: Callable[[str], Maybe], levels: Iterable[str] | None = None) -> Maybe:
        """Whether `judge` says yes for one of the open levels on which the check runs (or those of `levels`).

        A level nobody wrote down may be any of them; an end that nobody dated leaves it open.
        """
        return self.each_open(lambda level: judge(level.level), levels)

    def each_open(self, judge: Callable[[OpenLevel], Maybe], levels: Iterable[str] | None = None) -> Maybe:
        """`each_level` for a judge that also needs the row of the level, and since when it is open."""
        wanted = self.check.levels or LEVELS if levels is None else tuple(levels)
        return any_in([self._judged(level, judge, wanted) for level in self.levels])

    def _judged(self, level: OpenLevel, judge: Callable[[OpenLevel], Maybe], wanted: tuple[str, ...]) -> Maybe:
        if level.level:
            found = judge(level) if level.level in wanted else NO
        else:
            answers = [judge(level._replace(level=name)) if name in wanted else NO for name in LEVELS]
            found = answers[0]
            if len({answer.answer for answer in answers}) > 1:
                found = open_(level.missing(), level.fact)
        if level.is_certainly_open or found.is_no:
            return found
        return open_(level.missing(), level.fact)

    def since_level(self, over: Callable[[UncertainDate], Maybe]) -> Maybe:
        """Whether a clock that starts when an open level began is over, at one of the levels the check runs at."""
        wanted = self.check.levels or LEVELS
        return any_in(
            over(level.since) if level.is_certainly_open else over(level.since) & open_(level.missing(), level.fact)
            for level in self.levels
            if level.level in wanted or not level.level
        ).citing()

    def by_level(self, numbers: Mapping[str, float]) -> Callable[[str], float | None]:
        """The number for a level: S47 and CLA take CP's where none is given; None where the check does not run."""

        def number(level: str) -> float | None:
            if level in numbers:
                return numbers[level]
            return numbers.get("CP") if level in AS_CHILD_PROTECTION else None

        return number

    @property
    def runs(self) -> Maybe:
        """Whether the check runs on this child's case: yes when it runs on any child on record."""
        return self.shared(("runs", self.check.levels), Look._runs) if self.check.levels else YES

    def _runs(self) -> Maybe:
        kept = any_in(map(_as_open_kind, gap(self.record, "Involvement", self.as_of, self.looks)))
        found = self.each_level(lambda _level: YES)
        return found if found.is_yes else any_in((found, kept))

    # what may not be here

    def unseen(
        self,
        kind: str,
        *,
        days: int | None = None,
        months: int | None = None,
        working_days: int | None = None,
        since: date | None = None,
        not_before: date | None = None,
    ) -> Maybe:
        """Open when rows of a kind within that stretch may be missing because it was not kept here; else no.

        `since`: from that day; with nothing given, only `as_of` itself. `not_before`: the child's case, plan or birth
        began then, so nothing earlier is looked for.
        """
        if self.record.always_keeps(kind):
            return NO
        start = since or self.as_of
        if days is not None:
            start = self.as_of - timedelta(days=days)
        elif months is not None:
            start = add_months(self.as_of, -months)
        elif working_days is not None:
            start = self._working_days_back(working_days)
        start = min(max(start, not_before or date.min), self.as_of)
        found = gap(self.record, kind, start, self.looks)
        back_to = self.record.covered_back_to(kind)
        if found and back_to is not None and since is None:
            self.looks.add(max(self.as_of + (back_to - start), self.as_of + ONE_DAY))
            self.looks.add((months and leaves_window(back_to - ONE_DAY, months)) or None)
            self.looks.add(self.as_of + ONE_DAY if working_days is not None else None)
        return any_in(map(_as_open_kind, found))

    def _working_days_back(self, days: int) -> date:
        try:
            return self.record.calendar.add(self.as_of, -days)
        except HolidayTableEnds:
            return self.as_of - timedelta(days=4 * days + 14)


def open_levels_today(record: ChildRecord) -> tuple[date | None, tuple[OpenLevel, ...]]:
    """The open levels, worked out once for all checks, with the first day on which they change."""
    found: tuple[date | None, tuple[OpenLevel, ...]] | None = record.today.get("levels")
    if found is None:
        looks = Looks(record.as_of)
        levels = open_levels(record, looks)
        found = record.today["levels"] = (looks.first, levels)
    return found


def _as_open_kind(sentence: str) -> Maybe:
    return open_(sentence)
