"""The one place where a chronology asks what a date means (sections 2.1 and 2.2, in `domain/dates`)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from .row import Problem, When


@lru_cache(maxsize=65_536)
def understand(raw: str, time_raw: str, end_raw: str = "", end_time: str = "", *, reference: date) -> When:
    """TEMPORARY stand-in."""
    text = raw.strip()
    tm = ""
    if m := re.fullmatch(r"(.*\S)[ T](\d{1,2}:\d\d)(?::\d\d)?", text):
        text, tm = m[1], m[2]
    tm = tm or time_raw.strip()
    d: date | None = None
    try:
        if m := re.fullmatch(r"(\d\d?)[/.\-](\d\d?)[/.\-](\d{4})", text):
            d = date(int(m[3]), int(m[2]), int(m[1]))
        elif m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
            d = date.fromisoformat(text)
    except ValueError:
        return When(problems=(Problem("start_date", "range", f"{raw} is no date"),))
    if d is None:
        return When(problems=(Problem("start_date", "format", f"{raw} is not understood"),))
    minute = None
    if tm and (m := re.fullmatch(r"(\d\d?)[:.](\d\d)", tm)):
        minute = int(m[1]) * 60 + int(m[2])
    return When(d.isoformat(), d.isoformat(), tm or None, None, None, d, d, minute, minute)
