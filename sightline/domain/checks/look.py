"""One look at a child's record by one check, on a day: its rows, its level, and predicates that know when they turn.

Every method that compares a day notes the day on which its answer changes by itself, so that `next_look` is right by
construction. Every answer about something that may not be recorded is a `Maybe`.

    look.rows("Injury")                        what has happened; look.coming("Meeting"): arranged and still ahead
    look.in_months(fact, 6)                    could lie in the window (both end days included)
    look.working_days_passed(fact, 10)         the limit is over: asks from the first moment after its last day
    look.quiet(rows, [plan], days=28)          none of these in 28 days, the clock starting at the plan (rulings, A5)
    look.unseen("Visit", days=28)              open when a row of that kind may be missing because it was not kept here
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from sightline.domain.dates import HolidayTableEnds, UncertainDate, add_months, leaves_window

from .boxes import Boxes
from .case import AS_CHILD_PROTECTION, LEVELS, OpenLevel, open_levels
from .coverage import gap
from .fact import Fact
from .looks import ONE_DAY, Looks, when_of
from .maybe import NO, YES, Maybe, all_in, any_in, known, not_, open_, yes
from .record import ChildRecord
from .rows import Rows

if TYPE_CHECKING:
    from .vocabulary import Check, Values

T = TypeVar("T")
When = Fact | UncertainDate | date


class Look(Boxes):
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

    # days

    def when(self, of: When, field: str | None = None) -> UncertainDate:
        """When something was: a row's own day, one of its other days, or a day given.

        Not filled or not known: no later than the day the row was recorded (another field: than `as_of`).
        """
        if not isinstance(of, Fact):
            return of if isinstance(of, UncertainDate) else UncertainDate.exact(of)
        if field is None or field == of.happens_on:
            return when_of(of)
        found = of.when(field)
        if found is None or found.latest is None:
            if found is not None:  # tomorrow it may have been tomorrow
                self.looks.add(self.as_of + ONE_DAY)
            return UncertainDate.between(found.earliest if found else None, self.as_of)
        return found

    def has_happened(self, fact: Fact, field: str) -> Maybe:
        """Whether a field that says that something happened is filled, and its day has come (rulings, A6)."""
        when = fact.when(field)
        if when is None:
            return NO
        if when.earliest is not None and when.earliest > self.as_of:
            self.looks.add(when.earliest)
            return NO
        return yes(fact)

    def in_days(self, of: When, days: int, field: str | None = None) -> Maybe:
        """Whether it could lie within the last `days` days, both end days included."""
        when = self.when(of, field)
        self.looks.add(when.latest and when.latest + timedelta(days=days + 1))
        return self._on_or_after(of, when, self.as_of - timedelta(days=days))

    def lately(self, rows: Iterable[Fact], days: int) -> list[Fact]:
        """The rows that may lie within the last `days` days. Those surely older go before anything is asked of them."""
        opens = self.as_of - timedelta(days=days)
        return [fact for fact in rows if (latest := when_of(fact).latest) is None or latest >= opens]

    def in_months(self, of: When, months: int, field: str | None = None) -> Maybe:
        """Whether it could lie within the last `months` calendar months, clamped, both end days included."""
        when = self.when(of, field)
        self.looks.add(when.latest and leaves_window(when.latest, months))
        return self._on_or_after(of, when, add_months(self.as_of, -months))

    def in_working_days(self, of: When, days: int, field: str | None = None) -> Maybe:
        """Whether it could lie within the last `days` working days: its limit of that many is not over."""
        when = self.when(of, field)
        if when.earliest is None:
            return not_(self.working_days_passed(of, days, field))
        latest = when.latest or when.earliest
        return not_(self.working_days_passed(latest, days)).citing(*_facts(of))

    def _on_or_after(self, of: When, when: UncertainDate, day: date) -> Maybe:
        if when.latest is not None and when.latest < day:
            return NO
        if when.earliest is None:
            return open_(self.undated(of), *_facts(of))
        return yes(of) if isinstance(of, Fact) else YES

    def since(self, of: When, start: When, field: str | None = None, start_field: str | None = None) -> Maybe:
        """Whether it could be on or after the day of `start`: "after X" counts when it could be (rulings, A9)."""
        when, anchor = self.when(of, field), self.when(start, start_field)
        if anchor.earliest is not None:
            return self._on_or_after(of, when, anchor.earliest)
        if when.earliest is not None and anchor.latest is not None and when.earliest >= anchor.latest:
            return yes(*_facts(of))
        return open_(self.undated(start if isinstance(start, Fact) else of), *_facts(of))

    def on_same_day(self, of: When, other: When) -> Maybe:
        """Whether it could be on the same day."""
        return self.since(of, other) & self.since(other, of).citing(*_facts(of))

    # limits

    def days_passed(self, start: When, days: int, field: str | None = None) -> Maybe:
        """Whether a limit of `days` days from `start` is over: from the day after its last day."""
        return self._over(start, field, lambda day: day + timedelta(days=days + 1))

    def months_passed(self, start: When, months: int, field: str | None = None) -> Maybe:
        """Whether it surely lies further back than the window of the last `months` calendar months (rulings, A1)."""
        return self._over(start, field, lambda day: leaves_window(day, months))

    def days_reached(self, start: When, days: int, field: str | None = None) -> Maybe:
        """Whether "at least `days` days" or "at `days` days" has come: on that day."""
        return self._over(start, field, lambda day: day + timedelta(days=days))

    def months_reached(self, start: When, months: int, field: str | None = None) -> Maybe:
        """Whether "at least `months` months" has come: on that day."""
        return self._over(start, field, lambda day: add_months(day, months))

    def working_days_passed(self, start: When, days: int, field: str | None = None) -> Maybe:
        """Whether a limit of `days` working days from `start` is over: from the day after its last day."""
        return self._working(start, field, days, ONE_DAY * 0)

    def working_days_reached(self, start: When, days: int, field: str | None = None) -> Maybe:
        """Whether the last day of a limit of working days has come (REF-02, ONL-01, HIS-03, and "at 2x")."""
        return self._working(start, field, days, ONE_DAY)

    def _over(self, start: When, field: str | None, asks_from: Callable[[date], date]) -> Maybe:
        when = self.when(start, field)
        if when.earliest is not None:
            day = asks_from(when.earliest)
            if self.as_of >= day:
                return yes(start) if isinstance(start, Fact) else YES
            self.looks.add(day)
            return NO
        surely = when.latest and asks_from(when.latest)
        self.looks.add(surely)
        return yes(*_facts(start)) if surely and self.as_of >= surely else open_(self.undated(start), *_facts(start))

    def _working(self, start: When, field: str | None, days: int, earlier: timedelta) -> Maybe:
        when = self.when(start, field)
        day = when.earliest or when.latest
        if day is None:
            return open_(self.undated(start), *_facts(start))
        try:
            is_over, asks_from = self.record.calendar.limit(day, days, self.as_of + earlier)
        except HolidayTableEnds as error:
            self.looks.add(self.as_of + ONE_DAY)
            return open_(str(error), *_facts(start))
        self.looks.add(asks_from - earlier)
        if is_over:
            return yes(*_facts(start))
        return NO if when.earliest is not None else open_(self.undated(start), *_facts(start))

    # what is ahead

    def within_next_working_days(self, of: When, days: int, field: str | None = None) -> Maybe:
        """Whether something arranged could be today or within the next `days` working days."""
        when = of.when(field) if isinstance(of, Fact) and field else self.when(of)
        if when is None or (when.earliest is None and when.latest is None):
            return open_(self.undated(of), *_facts(of))
        if when.latest is not None and when.latest < self.as_of:
            return NO
        self.looks.add(when.latest and when.latest + ONE_DAY)
        try:
            until = self.record.calendar.add(self.as_of, days)
            if when.earliest is None or when.earliest <= until:
                return yes(*_facts(of))
            self.looks.add(max(self.record.calendar.add(when.earliest, -days - 1), self.as_of + ONE_DAY))
            return NO
        except HolidayTableEnds as error:
            self.looks.add(self.as_of + ONE_DAY)
            return open_(str(error), *_facts(of))

    # nothing since

    def quiet(
        self,
        rows: Iterable[Fact | tuple[Fact, Maybe]],
        starts: Iterable[When],
        *,
        days: int | None = None,
        working_days: int | None = None,
        months: int | None = None,
        reached: bool = False,
    ) -> Maybe:
        """Whether there was none of these rows for that long; where there never was one, since the latest of `starts`.

        The start matters only "when there never was one" (rulings, A5): one from before the start that is long ago
        asks at once. A row may come with an answer to "does it count?". Each clock runs from the earliest day it can
        mean.
        `reached`: asks on the day itself ("at 2x", "at least") rather than after it. Cites neither rows nor starts.
        """

        def over(start: When) -> Maybe:
            if working_days is not None:
                return (self.working_days_reached if reached else self.working_days_passed)(start, working_days)
            if months is not None:
                return (self.months_reached if reached else self.months_passed)(start, months)
            return (self.days_reached if reached else self.days_passed)(start, days or 0)

        counted = [row if isinstance(row, tuple) else (row, YES) for row in rows]
        clocks: list[Maybe] = []
        since_each = all_in(_unless_not_counted(_clocks(counted, over), clocks))
        if since_each.is_no:
            return NO
        ever = any_in(counts for _, counts in counted)
        if ever.is_yes:
            return since_each.citing()
        began_long = all_in([over(start) for start in starts])
        if began_long.is_no and all(clock.is_no for clock in clocks):
            return NO  # whichever of them count
        return all_in((since_each, any_in((ever, began_long)))).citing()

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


def _unless_not_counted(found: Iterator[tuple[Maybe, Maybe]], clocks: list[Maybe]) -> Iterator[Maybe]:
    """Whether each clock is over, or its row does not count; the clocks of rows that may count are handed on."""
    for counts, clock in found:
        if not counts.is_no:
            clocks.append(clock)
        yield clock if counts is YES else any_in((not_(counts), clock))


def _clocks(counted: list[tuple[Fact, Maybe]], over: Callable[[When], Maybe]) -> Iterator[tuple[Maybe, Maybe]]:
    """Each row's "does it count?" and clock, newest first; none older than one whose clock has run out already."""
    run_out: date | None = None
    for fact, counts in reversed(counted):
        first = when_of(fact).earliest
        if first is not None and run_out is not None and first <= run_out:
            continue
        clock = over(fact)
        if first is not None and clock.is_yes:
            run_out = first
        yield counts, clock


def _as_open_kind(sentence: str) -> Maybe:
    return open_(sentence)


def _facts(of: When) -> tuple[Fact, ...]:
    return (of,) if isinstance(of, Fact) else ()
