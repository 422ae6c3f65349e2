"""A run chart of one practice check: month by month, the children it applied to and how they stood.

Counting rule. A child counts in a month when on any day of it the check said something other than "n/a" of them. They
are counted once, as they stood on the month's last day (in the month under way: on the day looked at). Where the check
had stopped applying by then, as they last stood in that month. Three classes, which add up to the children counted:

    clear                    the check was clear
    ask                      it was asking
      of these, answered without doing: in that month somebody had answered this asking, other than by recording
    unknown                  it could not be decided

Days to clear: for each asking that ended in "clear" in the months shown, the days from its first day to the first clear
day. What is still asking is counted apart, never as a number of days.

Small numbers are hidden so that nothing shown gives them back. Where a class is small, the total is what is hidden with
it, rather than a second class: a reader loses a sum and keeps the counts. All counts
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
from sightline.domain.disclosure import INTERNAL, NOT_SHOWN, Cell, fewer_than
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
"""What tables and charts show, in order. `ANSWERED` is a part of `ASK`, not beside it."""
CLASSES: Final = (CLEAR, ASK, UNKNOWN)
"""The classes that add up to the children counted."""
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
    """Children per month and class, and of those asked, how many were answered without doing.

    A later span of a month takes the place of an earlier one; "n/a" takes none.
    """
    stood: dict[date, dict[str, str]] = {month: {} for month in months}
    for span in ordered:
        if span.result == NOT_APPLICABLE:
            continue
        month = max(span.start.replace(day=1), months[0])
        while month in stood and month <= (span.end or as_of):
            stood[month][span.child] = span.result
            month = add_months(month, 1)
    without_doing = _answered(asked, answers, as_of)
    counts = {month: Counter(children.values()) for month, children in stood.items()}
    for child, month in without_doing:
        if month in stood and stood[month].get(child) == ASK:
            counts[month][ANSWERED] += 1
    return counts


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
    open_cell = _cell(still_open, threshold)
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
    """One month, and with the last month what is still asking.

    A small class is hidden, and the total with it, or the difference would give it back. Where one number is a part of
    another, the part is hidden when it or what is left over is small.
    """
    cells = {name: _cell(counted[name], threshold) for name in CLASSES}
    hidden = any(cell.hidden for cell in cells.values())
    total = sum(counted[name] for name in CLASSES)
    cells["applied"] = Cell(None, NOT_SHOWN) if hidden and total >= threshold else _cell(total, threshold)
    cells[ANSWERED] = _part(counted[ANSWERED], counted[ASK], threshold)
    if still_open is not None:
        whole = counted[ASK]
        cells["open"] = _cell(still_open, threshold) if still_open == whole else _part(still_open, whole, threshold)
    return cells


def _cell(count: int, threshold: int) -> Cell:
    return Cell(None, fewer_than(threshold)) if count < threshold else Cell(count, str(count))


def _part(part: int, whole: int, threshold: int) -> Cell:
    """A part of a number that may be shown beside it."""
    if part >= threshold and 0 <= whole - part < threshold:
        return Cell(None, NOT_SHOWN)
    return _cell(part, threshold)


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
