"""Dates and lists as people write them: "3 May 2026", "3 May, 1 June and 5 July 2026"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(day: date) -> str:
    """`2026-05-03` → "3 May 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """`2026-05-03` → "May 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def and_list(parts: Sequence[str], word: str = "and") -> str:
    """["a", "b", "c"] → "a, b and c"; one part stands alone; none gives ""."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def days_in_words(days: Sequence[date]) -> str:
    """Several exact days as one list; a year shared by all of them is written once, at the end."""
    if len(days) > 1 and len({day.year for day in days}) == 1:
        short = [f"{day.day} {MONTHS[day.month - 1]}" for day in days]
        return f"{and_list(short)} {days[0].year}"
    return and_list([in_words(day) for day in days])


def count_in_words(number: int) -> str:
    """Small numbers as words ("two"), larger ones as figures ("12")."""
    small = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return small[number] if 0 <= number < len(small) else str(number)
