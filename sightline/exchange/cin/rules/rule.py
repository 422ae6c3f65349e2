"""What a rule is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from ..rows import Child, Episode, ProtectionPlan, Row

R = TypeVar("R", bound=Row)
Span = tuple[date | None, date | None]


@dataclass(slots=True)
class At:
    """Where the looking is: the period, the limits counted back from its end, and the rows around the one looked at."""

    start: date
    end: date
    year: int  # the census year whose rules apply
    days_45: date | None  # 45 working days before the end; None outside the table of bank holidays
    days_15: date | None
    child: Child
    # Set where a row of that kind, or inside it, is looked at; no other rule may ask for them.
    episode: Episode = field(default=cast(Episode, None))
    plan: ProtectionPlan = field(default=cast(ProtectionPlan, None))

    def outside(self, day: date | None) -> bool:
        """Whether a date is given and lies outside the period."""
        return day is not None and not self.start <= day <= self.end


class Rule(NamedTuple):
    """One rule: its code, the element it points at, one sentence, and a function that says whether it fails.

    `fails` returns False or None when all is well, True when the row itself fails, or the row that does.
    """

    code: str
    field: str
    sentence: str
    fails: Callable[[Any, At], bool | Row | None]

    @property
    def query(self) -> bool:
        """Whether the authority may explain it rather than correct it."""
        return self.code.endswith("Q")


def before(day: date | None, other: date | None) -> bool:
    """Whether both dates are known and the first is earlier."""
    return day is not None and other is not None and day < other


def second_open(rows: Iterable[R], is_open: Callable[[R], bool]) -> R | None:
    """The second row that is open, or None."""
    found = [row for row in rows if is_open(row)]
    return found[1] if len(found) > 1 else None


def overlapping(rows: Sequence[R], span: Callable[[R], Span], last: date, *, same_day: bool = False) -> R | None:
    """A row that begins while another runs, or None. A row without an end runs to `last`; one without a start is out.

    Beginning on the day another ends counts only with `same_day`.
    """
    spans = [(row, *span(row)) for row in rows]
    for place, (row, start, _) in enumerate(spans):
        for other_place, (_, other_start, other_end) in enumerate(spans):
            if place == other_place or start is None or other_start is None:
                continue
            if start == other_start and place < other_place:
                continue  # of two that begin on one day the later in the file is named
            if runs_on(start, other_start, other_end, last, same_day=same_day):
                return row
    return None


def runs_on(day: date, start: date, end: date | None, last: date, *, same_day: bool = False) -> bool:
    """Whether something that ran from `start` to `end` (or still runs on `last`) was running on `day`."""
    if day < start:
        return False
    if end is None:
        return day <= last
    return day < end or (same_day and day == end) or day == start
