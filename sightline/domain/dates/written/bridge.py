"""From what was written to a date that the checks reckon with, and to a sentence for the person who wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..uncertain import Precision, UncertainDate
from ..words import in_words
from .parse import Written

ASK = "Write the day like 22/11/2026 or 22 Nov 2026. If only the month is known, write for example November 2026."
_SENTENCES = {
    "format": ASK,
    "range": "There is no such day. Write it like 22/11/2026.",
    "year": "Write the year with two or four figures, between 1900 and 2100.",
    "noyear": "Write the year too, for example 22 Nov 2026.",
    "ambiguous": "This can be read in two ways. Write the month in full and the year with four figures.",
    "reversed": "The first day comes after the second. Write the earlier day first.",
    "relative": "Write the day like 22/11/2026: this depends on when it was written, or moves from year to year.",
    "unknown": "The day is not known.",
}
_TIME_FORMAT = "Write the time like 14:30 or 2.30pm, or leave it empty."


def explain(written: Written, *, time: bool = False) -> str:
    """What to do about an error, in one sentence or two; empty when there is none."""
    if written.error is None:
        return ""
    if time or written.in_time:
        return {"ambiguous": "Write the hour: a night has two dates.", "unknown": "The time is not known."}.get(
            written.error, _TIME_FORMAT
        )
    if written.suggestion:
        return f"There is no such day. Did you mean {in_words(date.fromisoformat(written.suggestion))}?"
    return _SENTENCES[written.error]


def uncertain(written: Written) -> UncertainDate | None:
    """The same as an UncertainDate; None for an error other than `unknown`. A time in it is left to the caller.

    A day that was qualified (about, possibly) carries its whole month as bounds, as everywhere in the product: one day
    as both bounds would claim to be known. What was written stands as the basis of all but an exact day.
    """
    if written.error == "unknown":
        return UncertainDate.unknown()
    if written.value is None:
        return None
    earliest, latest = (
        date.fromisoformat(bound[:10]) if bound else None for bound in (written.earliest, written.latest)
    )
    day_part = written.value.partition("T")[0]
    mark = day_part[-1] if day_part[-1] in "?~%" else ""
    plain = day_part.removesuffix(mark) if mark else day_part
    if earliest is not None and plain == earliest.isoformat():
        if not mark:
            return UncertainDate.exact(earliest)
        return replace(
            UncertainDate.day_of_birth_estimated(earliest.year, earliest.month, written.text), value=earliest
        )
    if earliest is not None and len(plain) == 7 and plain[5:7].isdigit() and int(plain[5:]) <= 12:
        return UncertainDate.in_month(earliest.year, earliest.month, written.text)
    if earliest is not None and len(plain) == 4 and plain.isdigit():
        return UncertainDate.in_year(earliest.year, written.text)
    return UncertainDate(None, Precision.RANGE, earliest, latest, written.text)
