"""Days to px: evenly, but for long empty stretches, which are cut short and say so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sightline.domain.dates import in_words

BREAK: Final = 36.0
"""Width of a break in px."""
LEAST: Final = 730
"""Days without anything before a stretch may be cut short."""
SHARE: Final = 0.25
"""… and only if it takes more of the whole than this."""


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch in which nothing happened, not drawn to scale."""

    first: date
    last: date

    @property
    def words(self) -> str:
        return f"between {in_words(self.first)} and {in_words(self.last)} there is no entry; not drawn to scale"


@dataclass(frozen=True, slots=True)
class Scale:
    """Straight pieces from day to px. `days` and `places` are their ends."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    breaks: tuple[Break, ...]

    @property
    def first(self) -> date:
        return date.fromordinal(self.days[0])

    @property
    def last(self) -> date:
        return date.fromordinal(self.days[-1])

    def x(self, day: date) -> float:
        """Where a day stands; one outside the view stands at its edge."""
        number = min(max(day.toordinal(), self.days[0]), self.days[-1])
        piece = min(max(bisect_right(self.days, number) - 1, 0), len(self.days) - 2)
        before, after = self.days[piece], self.days[piece + 1]
        share = (number - before) / (after - before)
        return self.places[piece] + share * (self.places[piece + 1] - self.places[piece])

    @property
    def a_day(self) -> float:
        """Px for one day, where it is to scale."""
        pieces = zip(self.days, self.days[1:], self.places, self.places[1:], strict=False)
        return max((right - left) / (after - before) for before, after, left, right in pieces)

    def in_break(self, day: date) -> bool:
        """Whether a day lies in a stretch that is not to scale."""
        return any(one.first < day < one.last for one in self.breaks)


def scale(spans: Iterable[tuple[date, date]], first: date, last: date, left: float, right: float) -> Scale:
    """A scale for a view from `first` to `last`; `spans` are when something happened."""
    if last <= first:
        first, last = _moved(first, -15), _moved(last, 15)
    breaks = _breaks(sorted(spans), first, last)
    whole = (last - first).days - sum((one.last - one.first).days for one in breaks)
    per_day = (right - left - BREAK * len(breaks)) / max(1, whole)
    days, places = [first.toordinal()], [left]
    for one in breaks:
        start = places[-1] + (one.first.toordinal() - days[-1]) * per_day
        for day, place in ((one.first, start), (one.last, start + BREAK)):
            if day.toordinal() > days[-1]:
                days.append(day.toordinal())
                places.append(place)
    if last.toordinal() > days[-1]:
        days.append(last.toordinal())
        places.append(right)
    return Scale(tuple(days), tuple(places), tuple(breaks))


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max((day.toordinal() + days), 1), date.max.toordinal()))


def _breaks(spans: Sequence[tuple[date, date]], first: date, last: date) -> list[Break]:
    found: list[Break] = []
    until: date | None = None
    least = max(LEAST, SHARE * (last - first).days)
    for start, end in spans:
        if until and (start - until).days > least:
            # A little room to either side, so that a mark at the edge is not inside the break.
            room = timedelta(days=max(1, (last - first).days // 200))
            found.append(Break(until + room, start - room))
        until = max(until, end) if until else end
    return found
