"""Days as one look at a record sees them: windows, limits, what is ahead, and "none since".

Every predicate that compares a day notes the day on which its answer changes by itself.

    look.in_months(fact, 6)                    could lie in the window (both end days included)
    look.working_days_passed(fact, 10)         the limit is over: asks from the first moment after its last day
    look.quiet(rows, [plan], days=28)          none of these in 28 days, the clock starting at the plan (rulings, A5)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from sightline.domain.dates import HolidayTableEnds, UncertainDate, add_months, leaves_window

from .boxes import Boxes
from .fact import Fact
from .looks import ONE_DAY, when_of
from .maybe import NO, YES, Maybe, all_in, any_in, not_, open_, yes

When = Fact | UncertainDate | date
NO_DAYS = timedelta()


class Days(Boxes):
    """What `Look` knows about days."""

    __slots__ = ()

    # windows

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
        return self._working(start, field, days, NO_DAYS)

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


def _facts(of: When) -> tuple[Fact, ...]:
    return (of,) if isinstance(of, Fact) else ()
