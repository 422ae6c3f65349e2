"""What a replay of one check found, child by child: the input of a run chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

CLEAR: Final = "clear"
ASK: Final = "ask"
UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "n/a"
RESULTS: Final = (CLEAR, ASK, UNKNOWN, NOT_APPLICABLE)

DONE: Final = "recorded_now"
"""The one answer that does what was asked; every other leaves it undone, rightly or not."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to and including `end` (None: still) the check said `result` of this child."""

    child: str
    start: date
    end: date | None
    result: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody answered the check's prompt about this child on this day."""

    child: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A check asking without a break: from `start`, until the day before `ended` (None: still).

    `cleared`: it ended because the check was clear, not because it no longer applied or could not be decided.
    """

    child: str
    start: date
    ended: date | None
    cleared: bool


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans by child and day. Raises ValueError for an unknown result, an end before its start, or an overlap."""
    ordered = tuple(sorted(spans, key=lambda span: (span.child, span.start)))
    for span in ordered:
        if span.result not in RESULTS:
            raise ValueError(f"A replay span has the unknown result {span.result!r}.")
        if span.end is not None and span.end < span.start:
            raise ValueError(f"A replay span ends on {span.end}, before its start on {span.start}.")
    for before, after in pairwise(ordered):
        if before.child == after.child and (before.end is None or before.end >= after.start):
            raise ValueError(f"Two replay spans of one child overlap on {after.start}.")
    return ordered


def up_to(spans: Iterable[Span], as_of: date) -> tuple[Span, ...]:
    """The spans as they stood on a day: nothing later, and what went on beyond that day still going on."""
    return tuple(
        Span(s.child, s.start, s.end if s.end is not None and s.end < as_of else None, s.result)
        for s in spans
        if s.start <= as_of
    )


def askings(ordered: Iterable[Span]) -> tuple[Asking, ...]:
    """Each unbroken asking. Spans that follow one another without a day between are one (severity may have changed)."""
    found: list[Asking] = []
    for _, group in groupby(ordered, key=lambda span: span.child):
        found.extend(_of_child(list(group)))
    return tuple(found)


def _of_child(spans: list[Span]) -> list[Asking]:
    found = []
    start: date | None = None
    for here, after in pairwise([*spans, None]):
        if here is None or here.result != ASK:
            continue
        start = start or here.start
        follows = after is not None and here.end is not None and after.start == here.end + timedelta(days=1)
        if follows and after is not None and after.result == ASK:
            continue
        ended = None if here.end is None else here.end + timedelta(days=1)
        found.append(Asking(here.child, start, ended, follows and after is not None and after.result == CLEAR))
        start = None
    return found
