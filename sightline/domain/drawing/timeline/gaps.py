"""Silence in a lane: stretches longer than its expected interval, between entries known to within a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sightline.domain.dates import in_words

from .model import Happening, Options

SURE: Final = 31
"""An entry that may lie anywhere in more days than this ends no gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """From one entry to the next. `open_end`: to the day the drawing is for. `perhaps`: entries that may lie in it."""

    lane: str
    first: date
    last: date
    open_end: bool = False
    perhaps: int = 0

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    @property
    def words(self) -> str:
        """One sentence. A gap in what is written is not a gap in the work."""
        end = f"{in_words(self.last)}, the day this was drawn for" if self.open_end else in_words(self.last)
        some = f" {self.perhaps} whose day is not known may lie in it." if self.perhaps else ""
        return f"{self.lane}: nothing is recorded between {in_words(self.first)} and {end} ({self.days} days).{some}"


def gaps_in(lane: str, rows: Sequence[Happening], options: Options) -> list[Gap]:
    """The gaps of one lane, in order."""
    sure = sorted((row.first, row.last) for row in rows if row.first and row.last and (row.lasting or _is_sure(row)))
    if not sure:
        return []
    found: list[Gap] = []
    until = sure[0][1]
    for first, last in sure[1:]:
        if (first - until).days > options.expects(lane):
            found.append(Gap(lane, until, first))
        until = max(until, last)
    if options.until and (options.until - until).days > options.expects(lane):
        found.append(Gap(lane, until, options.until, open_end=True))
    vague = [row for row in rows if row.is_dated and not row.lasting and not _is_sure(row)]
    return [Gap(one.lane, one.first, one.last, one.open_end, _perhaps(one, vague)) for one in found]


def _is_sure(row: Happening) -> bool:
    return row.first is not None and row.last is not None and (row.last - row.first).days <= SURE


def _perhaps(gap: Gap, vague: Sequence[Happening]) -> int:
    return sum((row.first or date.min) < gap.last and (row.last or date.max) > gap.first for row in vague)
