"""A run chart of one practice check: month by month, the children it applied to and how they stood.

Counting rule. A child counts in a month when on any day of it the check said something other than "n/a" of them. They
are counted once, as they stood on the month's last day (in the month under way: on the day looked at). Where the check
had stopped applying by then, as they last stood in that month. Four classes, which add up to the children counted:

    clear                    the check was clear
    ask                      it was asking
    answered without doing   it was asking, and in that month somebody had answered this asking, other than by recording
    unknown                  it could not be decided

Days to clear: for each asking that ended in "clear" in the months shown, the days from its first day to the first clear
day. What is still asking is counted apart, never as a number of days.

Small numbers are hidden so that nothing shown gives them back (`sightline.domain.disclosure.small_numbers`). All counts
come from a replay with one version of the check and one set of numbers; the caller answers for that. No direction is
called better: more asking may mean worse practice, or people looking where nobody looked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from typing import Final

from sightline.domain.dates import add_months, month_end
from sightline.domain.disclosure import INTERNAL, Cell, Sum, fewer_than, suppress
from sightline.domain.measures.replay import (
    ASK,
    CLEAR,
    DONE,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Asking,
    Span,
    askings,
    in_order,
    up_to,
)

ANSWERED: Final = "answered"
SERIES: Final = (CLEAR, ASK, ANSWERED, UNKNOWN)
"""The four classes, in the order in which tables and charts show them."""
SERIES_NAMES: Final = {
    CLEAR: "Clear",
    ASK: "Ask",
    ANSWERED: "Answered without doing",
    UNKNOWN: "Unknown",
}
APPLIED_NAME: Final = "Children it applied to"

FEWEST_FOR_A_MEDIAN: Final = 5
"""Fewer cleared askings than this have no median. Class: our default."""
FEWEST_FOR_A_SHIFT: Final = 10
"""With fewer points than this no shift is spoken of. Class: published practice elsewhere, to be checked."""

NOT_KEPT: Final = Cell(None, "not kept then")


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month. `month` is its first day; `so_far`: the month is still going on."""

    month: date
    so_far: bool
    applied: Cell
    clear: Cell
    ask: Cell
    answered_without_doing: Cell
    unknown: Cell

    def series(self, name: str) -> Cell:
        """The cell of one of `SERIES`."""
        return {
            CLEAR: self.clear,
            ASK: self.ask,
            ANSWERED: self.answered_without_doing,
            UNKNOWN: self.unknown,
        }[name]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All five, in the order of a table."""
        return (self.applied, *(self.series(name) for name in SERIES))


@dataclass(frozen=True, slots=True)
class DaysToClear:
    """How long askings lasted that ended in clear. `median` and quartiles in days; None when too few cleared."""

    cleared: Cell
    still_open: Cell
    ended_otherwise: Cell
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None


@dataclass(frozen=True, slots=True)
class RunChart:
    """A run chart, ready to be shown as table, words and drawing, which all hold the same facts."""

    check: str
    version: str
    as_of: date
    threshold: int
    months: tuple[MonthPoint, ...]
    days_to_clear: DaysToClear
    shared_on: tuple[date, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """A short narrative: see `sightline.domain.measures.narrative`."""
        from sightline.domain.measures.narrative import narrative

        return narrative(self)

    @property
    def months_shown(self) -> int:
        """Months of which at least the number of children can be shown."""
        return sum(not point.applied.hidden for point in self.months)

    @property
    def has_hidden(self) -> bool:
        """Whether any number is kept back."""
        return any(cell.hidden for point in self.months for cell in point.cells)


def run_chart(
    spans: Iterable[Span],
    *,
    check: str,
    version: str,
    first: date,
    as_of: date,
    answers: Iterable[Answer] = (),
    shared_on: Iterable[date] = (),
    kept_from: date | None = None,
    threshold: int = INTERNAL,
) -> RunChart:
    """Counts a replay by month, from the month of `first` to the month of `as_of`.

    `kept_from`: the first day on which the records the check needs were kept; months that ended before it show "not
    kept then", not zero. `threshold`: 5 inside the partnership, 10 for anything published. Raises ValueError when
    spans overlap, a result is unknown, `first` is after `as_of`, or the threshold is below 1.
    """
    if first > as_of:
        raise ValueError("A run chart cannot begin after the day it is looked at.")
    ordered = up_to(in_order(spans), as_of)
    asked = askings(ordered)
    months = _months(first, as_of)
    counts = _count(ordered, asked, tuple(answers), months, as_of)
    still_open = sum(asking.ended is None for asking in asked)
    points, open_cell = _points(counts, still_open, as_of=as_of, kept_from=kept_from, threshold=threshold)
    return RunChart(
        check=check,
        version=version,
        as_of=as_of,
        threshold=threshold,
        months=points,
        days_to_clear=_days_to_clear(asked, since=months[0], still_open=open_cell, threshold=threshold),
        shared_on=tuple(sorted({day for day in shared_on if months[0] <= day <= as_of})),
    )


def _months(first: date, as_of: date) -> tuple[date, ...]:
    """The first day of each month."""
    months = [first.replace(day=1)]
    while add_months(months[-1], 1) <= as_of:
        months.append(add_months(months[-1], 1))
    return tuple(months)


def _count(
    ordered: tuple[Span, ...],
    asked: tuple[Asking, ...],
    answers: tuple[Answer, ...],
    months: tuple[date, ...],
    as_of: date,
) -> dict[date, Counter[str]]:
    """Children per month and class. A later span of a month takes the place of an earlier one; "n/a" takes none."""
    stood: dict[date, dict[str, str]] = {month: {} for month in months}
    for span in ordered:
        if span.result == NOT_APPLICABLE:
            continue
        month = max(span.start.replace(day=1), months[0])
        while month in stood and month <= (span.end or as_of):
            stood[month][span.child] = span.result
            month = add_months(month, 1)
    without_doing = _answered(asked, answers, as_of)
    return {
        month: Counter(
            ANSWERED if result == ASK and (child, month) in without_doing else result
            for child, result in children.items()
        )
        for month, children in stood.items()
    }


def _answered(asked: tuple[Asking, ...], answers: tuple[Answer, ...], as_of: date) -> set[tuple[str, date]]:
    """Child and month, where an asking was answered without doing and went on for the rest of its days in the month.

    An answer to an earlier asking says nothing about a new one.
    """
    by_child: dict[str, list[Asking]] = {}
    for asking in asked:
        by_child.setdefault(asking.child, []).append(asking)
    found = set()
    for answer in answers:
        if answer.kind == DONE or answer.day > as_of:
            continue
        theirs = [a for a in by_child.get(answer.child, ()) if a.start <= answer.day]
        latest = _last_asking_of_month(by_child.get(answer.child, []), answer.day)
        if theirs and theirs[-1] is latest and (latest.ended is None or answer.day < latest.ended):
            found.add((answer.child, answer.day.replace(day=1)))
    return found


def _last_asking_of_month(theirs: list[Asking], day: date) -> Asking | None:
    started = [asking for asking in theirs if asking.start <= month_end(day)]
    return started[-1] if started else None


def _points(
    counts: Mapping[date, Counter[str]],
    still_open: int,
    *,
    as_of: date,
    kept_from: date | None,
    threshold: int,
) -> tuple[tuple[MonthPoint, ...], Cell]:
    """The months with small numbers hidden, and what is still asking, hidden together with the last month."""
    points = []
    open_cell = suppress({"open": still_open}, threshold=threshold)["open"]
    latest = max(counts)
    for month in counts:
        end = month_end(month)
        if kept_from is not None and end < kept_from:
            points.append(MonthPoint(month, False, *(NOT_KEPT,) * 5))
            continue
        cells = _hide(counts[month], still_open if month == latest else None, threshold)
        open_cell = cells.get("open", open_cell)
        points.append(
            MonthPoint(
                month,
                end > as_of,
                cells["applied"],
                cells[CLEAR],
                cells[ASK],
                cells[ANSWERED],
                cells[UNKNOWN],
            )
        )
    return tuple(points), open_cell


def _hide(counted: Counter[str], still_open: int | None, threshold: int) -> dict[str, Cell]:
    """One month. Still open and its last month say nearly the same, so they are hidden as one set of figures."""
    cells: dict[str, int] = {name: counted[name] for name in SERIES}
    cells["applied"] = sum(cells.values())
    sums = [Sum("applied", SERIES)]
    if still_open is None:
        return suppress(cells, sums, threshold=threshold)
    asked = cells[ASK] + cells[ANSWERED]
    cells |= {"asked": asked, "open": still_open, "stopped": asked - still_open}
    sums += [Sum("asked", (ASK, ANSWERED)), Sum("asked", ("open", "stopped"))]
    nobody_stopped = ("stopped",) if asked == still_open else ()
    return suppress(cells, sums, threshold=threshold, structural=nobody_stopped)


def _days_to_clear(asked: Iterable[Asking], *, since: date, still_open: Cell, threshold: int) -> DaysToClear:
    """Askings that ended in the months shown. Both askings and the children behind them must be enough to show."""
    ended = [asking for asking in asked if asking.ended is not None and asking.ended >= since]
    cleared = [asking for asking in ended if asking.cleared]
    otherwise = [asking for asking in ended if not asking.cleared]
    days = [(asking.ended - asking.start).days for asking in cleared if asking.ended is not None]
    shown = _enough(cleared, threshold)
    quarters: list[float] | None = None
    if not shown.hidden and len({a.child for a in cleared}) >= FEWEST_FOR_A_MEDIAN:
        quarters = quantiles(days, n=4, method="inclusive")
    return DaysToClear(
        cleared=shown,
        still_open=still_open,
        ended_otherwise=_enough(otherwise, threshold),
        median=quarters[1] if quarters else None,
        lower_quartile=quarters[0] if quarters else None,
        upper_quartile=quarters[2] if quarters else None,
    )


def _enough(found: list[Asking], threshold: int) -> Cell:
    """The number of askings, when enough children stand behind it: one child may ask many times."""
    if len({asking.child for asking in found}) < threshold:
        return Cell(None, fewer_than(threshold))
    return Cell(len(found), str(len(found)))
