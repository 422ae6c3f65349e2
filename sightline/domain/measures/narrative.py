"""A run chart in words and as a table: the same facts, never more."""

from __future__ import annotations

from collections.abc import Sequence

from sightline.domain.dates import and_list, in_words, month_in_words
from sightline.domain.measures.run_chart import (
    ANSWERED,
    APPLIED_NAME,
    FEWEST_FOR_A_MEDIAN,
    FEWEST_FOR_A_SHIFT,
    NOT_KEPT,
    SERIES,
    SERIES_NAMES,
    DaysToClear,
    MonthPoint,
    RunChart,
)

_PART = {ANSWERED: " (part of Ask)"}
HEADINGS = ("Month", APPLIED_NAME, *(SERIES_NAMES[name] + _PART.get(name, "") for name in SERIES), "Learning shared")
"""The headings of the table under a chart."""

NO_DIRECTION = (
    "No direction is called better: more asking can mean that less was done, or that more people looked. "
    "There is no comparison group: a change here is not proof of a cause."
)


def table(chart: RunChart) -> tuple[tuple[str, ...], ...]:
    """The rows under `HEADINGS`, all as words: a hidden number says so, never nought and never blank."""
    return tuple(
        (
            month_name(point),
            *(cell.words for cell in point.cells),
            and_list([in_words(day) for day in chart.shared_on if day.replace(day=1) == point.month]),
        )
        for point in chart.months
    )


def month_name(point: MonthPoint) -> str:
    """`May 2026`, or `May 2026 (so far)`."""
    return month_in_words(point.month) + (" (so far)" if point.so_far else "")


def month_words(point: MonthPoint) -> str:
    """One month as a sentence."""
    parts = []
    for name in SERIES:
        words = f"{SERIES_NAMES[name].lower()} {point.series(name).words}"
        parts.append(f"of these {words}" if name == ANSWERED else words)
    return f"{month_name(point)}: children it applied to {point.applied.words}; {', '.join(parts)}."


def narrative(chart: RunChart) -> tuple[str, ...]:
    """What the chart shows, in a few sentences."""
    return (
        f"{chart.check}, version {chart.version}, looked at again for every day up to {in_words(chart.as_of)}: "
        "each month, the children it applied to, as they stood on the month's last day.",
        *_first_and_last(chart.months),
        *_hidden(chart),
        *_days(chart.days_to_clear),
        _shared(chart),
        *_points(chart.months_shown),
        NO_DIRECTION,
    )


def _first_and_last(months: Sequence[MonthPoint]) -> list[str]:
    ends = [months[0]] if len(months) == 1 else [months[0], months[-1]]
    return [month_words(point) for point in ends]


def _hidden(chart: RunChart) -> list[str]:
    """How many months hold hidden numbers, and how many were not kept: counted from what the table says."""
    not_kept = sum(point.applied == NOT_KEPT for point in chart.months)
    small = sum(any(cell.hidden for cell in point.cells) for point in chart.months) - not_kept
    said = []
    if small:
        why = f"groups under {chart.threshold}, and what would give them away"
        said.append(f"In {_months(small)} some numbers are not shown: {why}.")
    if not_kept:
        said.append(f"For {_months(not_kept)} the records the check needs were not kept.")
    return said


def _months(number: int) -> str:
    return f"{number} month" if number == 1 else f"{number} months"


def _days(days: DaysToClear) -> list[str]:
    """Askings that cleared, with their days; those still open are only counted."""
    said = f"Prompts that became clear: {days.cleared.words}"
    if days.median is not None and days.lower_quartile is not None and days.upper_quartile is not None:
        said += (
            f"; half of them within {plain(days.median)} days, "
            f"the middle half between {plain(days.lower_quartile)} and {plain(days.upper_quartile)} days"
        )
    elif not days.cleared.hidden:
        said += f"; for days to clear at least {FEWEST_FOR_A_MEDIAN} children are needed"
    others = f"still open: {days.still_open.words}; ended in another way: {days.ended_otherwise.words}"
    return [f"{said}.", f"Prompts {others}."]


def _shared(chart: RunChart) -> str:
    if not chart.shared_on:
        return "The learning was not shared on any day in these months."
    return f"The learning was shared on {and_list([in_words(day) for day in chart.shared_on])}."


def _points(shown: int) -> list[str]:
    if shown >= FEWEST_FOR_A_SHIFT:
        return []
    return [f"With fewer than {FEWEST_FOR_A_SHIFT} months to look at, no shift can be told from chance."]


def plain(days: float) -> str:
    """Whole days, half a day up: 11.5 as "12"."""
    return str(int(days + 0.5))
