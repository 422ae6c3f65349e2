"""When each wave is asked, counted from the day of the learning event. Source: practice-and-confidence, section 5."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sightline.domain.dates import in_words
from sightline.domain.measures.instrument import T1, T2

BEFORE: Final = timedelta(days=7)
AFTER: Final = timedelta(weeks=12)
EITHER_WAY: Final = timedelta(weeks=2)


def window(kind: str, event_on: date) -> tuple[date, date]:
    """First and last day on which a wave is meant to be asked."""
    if kind == T1:
        return event_on - BEFORE, event_on
    if kind == T2:
        return event_on, event_on
    return event_on + AFTER - EITHER_WAY, event_on + AFTER + EITHER_WAY


def window_in_words(kind: str, event_on: date) -> str:
    """The same as people write it."""
    first, last = window(kind, event_on)
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def off_time(kind: str, event_on: date, today: date) -> str:
    """What to say when a wave is opened on a day it is not meant for; "" when it is. It is opened all the same."""
    first, last = window(kind, event_on)
    if first <= today <= last:
        return ""
    return (
        f"It is open, though it is meant for {window_in_words(kind, event_on)}. Say so when you speak of the results: "
        "answers of another time cannot be set beside those of other surveys."
    )
