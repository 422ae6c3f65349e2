"""What a check would have said, day by day, in as few evaluations as the record allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .evaluate import evaluate
from .history import History
from .record import ChildRecord
from .vocabulary import Check, Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """The same outcome on every day from `start` to `end`, both included."""

    start: date
    end: date
    outcome: Outcome


def spans(
    history: History, check: Check, start: date, end: date, params: Mapping[str, object] | None = None
) -> Iterator[Span]:
    """The outcomes of a check from `start` to `end`, steps being changes of the record and next looks.

    Exact: equal to evaluating every day. Neighbours that say the same are one span.
    """
    held: Span | None = None
    for step in _steps(history, check, start, end, params):
        if held and held.outcome.says_the_same_as(step.outcome):
            outcome = replace(held.outcome, next_look=step.outcome.next_look)
            held = Span(held.start, step.end, outcome)
            continue
        if held:
            yield held
        held = step
    if held:
        yield held


def _may_differ(check: Check, outcome: Outcome, before: ChildRecord, record: ChildRecord) -> bool:
    """Whether a change of the record, or the calendar, can have changed an outcome: most rows are of other kinds."""
    if outcome.next_look is not None and outcome.next_look <= record.as_of:
        return True
    if before.coverage != record.coverage:
        return True
    return any(before.of(kind) != record.of(kind) for kind in check.reads)


def _steps(
    history: History, check: Check, start: date, end: date, params: Mapping[str, object] | None
) -> Iterator[Span]:
    day, outcome, before = start, None, None
    while day <= end:
        record = history.as_of(day)
        if outcome is None or before is None or _may_differ(check, outcome, before, record):
            outcome = evaluate(check, record, params)
        before = record
        coming = [found for found in (outcome.next_look, history.next_change(day)) if found]
        last = min([*(found - timedelta(days=1) for found in coming), end])
        yield Span(day, last, outcome)
        day = last + timedelta(days=1)
