"""A day or time typed into the record: read by the one grammar of `domain/dates/written`, never better than known.

Only here, where the day of writing is certain, are today, yesterday and tomorrow days; in a text from elsewhere nobody
could tell what they were counted from.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sightline.domain.dates import DateError, Precision, UncertainDate
from sightline.domain.dates.written import ASK, explain, parse_written, uncertain

ASK_TIME = "Write the time like 14:30 or 2.30pm, or leave it empty."
ASK_HALF = "Morning or afternoon? Write the time like 02:30 or 2.30pm."
_TODAY = {"tomorrow": -1, "today": 0, "yesterday": 1, "day before yesterday": 2, "the day before yesterday": 2}
_ONE_DIGIT = re.compile(r"[^0-9]*[1-9](?![0-9])")


def parse_when(text: str, today: date) -> UncertainDate:
    """Read a day as typed. Raises DateError with a sentence for the person who typed it."""
    said = " ".join(text.lower().split())
    if said in _TODAY:
        return UncertainDate.exact(today - timedelta(days=_TODAY[said]))
    if not said:
        raise DateError(ASK)
    written = parse_written(text, "date", today)
    found = uncertain(written)
    if found is None:
        raise DateError(explain(written))
    return found


def not_after(found: UncertainDate, today: date) -> UncertainDate:
    """What has happened cannot lie ahead: bounds end today. Raises DateError when all of it lies ahead."""
    if found.earliest and found.earliest > today:
        raise DateError("That day is still to come. Write the day on which it happened.")
    if found.latest and found.latest > today:
        return replace(found, latest=today)
    return found


def parse_time(text: str) -> time | None:
    """Read one time of day as typed; empty gives None. Raises DateError with a sentence.

    A one-digit hour without am or pm is asked about: the person is still there to say.
    """
    if not text.strip():
        return None
    written = parse_written(text, "time")
    if written.error or written.value is None or written.value != written.earliest:
        raise DateError(ASK_TIME)
    if "ampm" in written.flags and _ONE_DIGIT.match(text):
        raise DateError(ASK_HALF)
    return time.fromisoformat(written.value)


def stored(found: UncertainDate, at: time | None, words: str) -> dict[str, Any]:
    """The `at_*` fields of a dated fact: an exact day alone, an uncertain one with its bounds and what was typed."""
    exact = found.precision is Precision.EXACT
    known = found.value if found.precision in (Precision.EXACT, Precision.DAY_ESTIMATED) else None
    return {
        "at_date": known,
        "at_time": at if exact else None,
        "at_precision": str(found.precision),
        "at_earliest": None if exact else found.earliest,
        "at_latest": None if exact else found.latest,
        "at_words": "" if exact else words.strip()[:120],
    }
