"""What a timeline is drawn from: happenings in lanes, bands that last, whose age stands on the axis.

A happening keeps both its own date and the day it was recorded. A date that is not known to the day is two bounds; an
open one is None at that end; with neither it is undated, and counted beside its lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sightline.domain.dates import UncertainDate

EXPECTED: Final = 28
"""Days without an entry after which a lane has a gap, unless it is told otherwise (our default)."""
NARROW: Final = 320
WIDE: Final = 960
WIDEST: Final = 2400
NO_LANE: Final = "Not recorded by whom"


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry. `lane`: its agency or person; `lasting`: it went on from `first` to `last`, not somewhere between.

    `when`: its date in words; `recorded`: the day it was written, in words; `key`: names its row in the table.
    """

    key: str
    lane: str
    first: date | None
    last: date | None
    what: str = ""
    when: str = ""
    recorded: str = ""
    source: str = ""
    lasting: bool = False
    note: bool = False
    href: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether there is anything to draw it at."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Band:
    """Something that lasts while other things happen: who lives there, who works with the child, the level of help."""

    row: str
    label: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a timeline is drawn.

    `since`, `to`: only this stretch. `until`: silence is reckoned to this day as well. `expected`: days by lane.
    `born`, `whose`: whose age stands on the axis. `table`: address of the list, which marks link to.
    """

    width: int = WIDE
    title: str = ""
    gap_days: int = EXPECTED
    expected: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    born: UncertainDate | None = None
    whose: str = ""
    since: date | None = None
    to: date | None = None
    until: date | None = None
    table: str = ""

    def expects(self, lane: str) -> int:
        """Days after which silence in a lane is a gap."""
        return self.expected.get(lane, self.gap_days)


def in_order(rows: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """By first possible day, then last, lane and words, whatever the input's order; undated ones last."""

    def place(row: Happening) -> tuple[object, ...]:
        first = row.first or (date.min if row.is_dated else date.max)
        return not row.is_dated, first, row.last or date.max, row.lane, row.what, row.key

    return tuple(sorted(rows, key=place))
