"""What would have been asked of one record in a span of days, and when first: hindsight, said as such.

    asked_in(history, [(check, numbers), …], start, end)      one `WouldAsk` for each check that would have asked

Every day is looked at as it was known on that day; the rules and numbers are those handed in, which are mostly today's.
The same functions serve a child's kept history and one made from a review's chronology.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .history import History
from .replay import Span, spans_of_each
from .vocabulary import Check, Result, Severity


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to a day, both included, a check would have asked with this severity (None: it has none)."""

    start: date
    end: date
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class WouldAsk:
    """One check that would have asked. `went_unanswered`: it would still have asked on the last day of the span."""

    check: Check
    stretches: tuple[Stretch, ...]
    went_unanswered: bool

    @property
    def first(self) -> date:
        """The first day on which it would have asked."""
        return self.stretches[0].start

    @property
    def gravest(self) -> Severity | None:
        """The gravest it would have been."""
        found = {stretch.severity for stretch in self.stretches}
        return next((severity for severity in Severity if severity in found), None)


def asked_in(
    history: History, checks: Iterable[tuple[Check, Mapping[str, float]]], start: date, end: date
) -> tuple[WouldAsk, ...]:
    """What would have been asked from `start` to `end`, both included, by the day it would first have been asked."""
    pairs = list(checks)
    each = spans_of_each(history, pairs, start, end)
    found = (_would_ask(check, spans, end) for (check, _), spans in zip(pairs, each, strict=True))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.first, one.check.id)))


def _would_ask(check: Check, spans: Iterable[Span], end: date) -> WouldAsk | None:
    stretches = tuple(_stretches(spans))
    return WouldAsk(check, stretches, stretches[-1].end == end) if stretches else None


def _stretches(spans: Iterable[Span]) -> Iterator[Stretch]:
    """Neighbouring days on which it asks with one severity are one stretch, whatever its words and evidence."""
    held: Stretch | None = None
    for span in spans:
        if span.outcome.result is not Result.ASK:
            if held:
                yield held
            held = None
        elif held and held.severity is span.outcome.severity:
            held = Stretch(held.start, span.end, held.severity)
        else:
            if held:
                yield held
            held = Stretch(span.start, span.end, span.outcome.severity)
    if held:
        yield held
