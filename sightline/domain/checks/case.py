"""On which levels a child's case is open on a day."""

from __future__ import annotations

from typing import NamedTuple

from sightline.domain.dates import UncertainDate

from .fact import Fact
from .looks import Looks, is_ahead, when_of
from .record import ChildRecord

LEVELS = ("EH", "CIN", "CP", "S47", "CLA")
# S47 and CLA take the numbers of CP where none is given.
AS_CHILD_PROTECTION = ("CP", "S47", "CLA")
LEVEL_IN_WORDS = {
    "EH": "early help",
    "CIN": "child in need",
    "CP": "child protection",
    "S47": "section 47 enquiry",
    "CLA": "looked after",
}


class OpenLevel(NamedTuple):
    """An involvement that is, or may be, open. `level` is "" when it is not recorded."""

    level: str
    fact: Fact
    since: UncertainDate
    is_certainly_open: bool

    @property
    def is_certain(self) -> bool:
        """Whether it is known to be open and at which level."""
        return self.is_certainly_open and self.level != ""

    def missing(self) -> str:
        """What is not recorded about it, as a sentence."""
        if self.level == "":
            return "The level of an open involvement is not recorded."
        return f"It is not recorded when the involvement at {LEVEL_IN_WORDS[self.level]} ended."


def open_levels(record: ChildRecord, looks: Looks) -> tuple[OpenLevel, ...]:
    """The involvements open on `as_of`. One whose end has bounds counts while it could be open."""
    found = []
    for fact in record.of("Involvement"):
        if is_ahead(fact, looks):
            continue
        is_open = _is_open(fact, looks)
        if is_open is not False:
            level = fact.text("level").upper()
            found.append(OpenLevel(level if level in LEVELS else "", fact, when_of(fact), is_open is True))
    return tuple(found)


def _is_open(fact: Fact, looks: Looks) -> bool | None:
    """Whether an involvement that has begun is open; None when it ended on a day nobody knows."""
    end = fact.when("to")
    if end is None:
        return True
    if not end.has_bounds and end.latest is None:
        return None
    looks.add(end.earliest, end.latest)
    return end.latest is None or end.latest > looks.as_of


def is_current(fact: Fact, looks: Looks) -> bool:
    """Whether a plan that has begun is not over on `as_of`."""
    return not is_ahead(fact, looks) and _is_open(fact, looks) is True
