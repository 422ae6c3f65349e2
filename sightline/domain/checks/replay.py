"""What checks would have said, day by day, in as few evaluations as the record allows.

    a check sleeps until   its next look · a change of a kind it reads · a change of what is kept here

Checks that wake on one day look at one and the same record, so that what many of them ask of it is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heapify, heapreplace

from .evaluate import evaluate
from .history import History
from .sets import not_collecting
from .vocabulary import Check, Outcome

ONE_DAY = timedelta(days=1)
WithNumbers = tuple[Check, Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Span:
    """The same outcome on every day from `start` to `end`, both included."""

    start: date
    end: date
    outcome: Outcome


@dataclass(slots=True)
class _Held:
    """One check on its way through the days: its spans so far, of which the last may still go on."""

    check: Check
    params: Mapping[str, object] | None
    found: list[Span] = field(default_factory=list)

    def add(self, start: date, end: date, outcome: Outcome) -> None:
        last = self.found[-1] if self.found else None
        if last is None or not last.outcome.says_the_same_as(outcome):
            self.found.append(Span(start, end, outcome))
            return
        if last.outcome.next_look != outcome.next_look:
            outcome = last.outcome._replace(next_look=outcome.next_look)
        self.found[-1] = Span(last.start, end, outcome)


def spans(
    history: History, check: Check, start: date, end: date, params: Mapping[str, object] | None = None
) -> Iterator[Span]:
    """The outcomes of a check from `start` to `end`, steps being changes of the record and next looks.

    Exact: equal to evaluating every day. Neighbours that say the same are one span.
    """
    [found] = spans_of_each(history, [(check, params)], start, end)
    yield from found


def spans_of_each(
    history: History, checks: Sequence[WithNumbers], start: date, end: date
) -> tuple[tuple[Span, ...], ...]:
    """The spans of each of these checks, in their order; the days are gone through once for all of them."""
    held = [_Held(check, params) for check, params in checks]
    if start > end or not held:
        return tuple(() for _ in held)
    with not_collecting():
        _go_through(history, held, start, end)
    return tuple(tuple(one.found) for one in held)


def _go_through(history: History, held: Sequence[_Held], start: date, end: date) -> None:
    waking = [(start, number) for number in range(len(held))]
    heapify(waking)
    record = history.as_of(start)
    while waking[0][0] <= end:
        day, number = waking[0]
        if record.as_of != day:
            record = history.as_of(day)
        one = held[number]
        outcome = evaluate(one.check, record, one.params)
        coming = (outcome.next_look, history.next_change_of(one.check.reads, day), history.next_coverage(day))
        last = min([found - ONE_DAY for found in coming if found], default=end)
        one.add(day, min(last, end), outcome)
        heapreplace(waking, (min(last, end) + ONE_DAY, number))
