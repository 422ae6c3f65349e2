"""The one place where a chronology asks what a date means: the grammar of sections 2.1 and 2.2 (`domain/dates`).

A cell may hold a date, a date with its time, or a span; a row may give its time, end date and end time in columns of
their own. What was written stays with the row; here it becomes EDTF, bounds, and problems in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from ..dates.words import in_words
from ..dates.written import Written, explain, parse_written
from .row import Problem, When

_SERIAL: Final = re.compile(r"(?:[2-6]\d{4})(?:\.\d+)?")
_DAY_BEFORE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[ T](?=\d\d?:\d\d)")
_OF_A_DAY: Final = re.compile(r"0?\.\d{3,}")
_TEXT_MARK: Final = re.compile(r"\s*'(?=\d{1,4}[^\d\s])")  # what a spreadsheet puts before a date that is to stay text
_CLOCK: Final = re.compile(r"\d\d:\d\d")
_SAYS_UNDATED: Final = re.compile(r"[a-z/]", re.I)

_FLAG_WORDS: Final = {
    "sep": "the separators are mixed or one is missing; it was read as {day}",
    "compact": "there are no separators; it was read as {day}",
    "typo": "it seems to hold a slip of the keyboard; it was read as {day}",
    "ordinal": "the ending of the day is not the usual one; it was read as {day}",
    "weekday": "that day was another weekday: is the day wrong, or the weekday?",
    "season": "winter runs over two years: say which, for example Winter 2016/17",
    "yearpair": "it was read as the two years, not as a month",
    "future": "it lies in the future",
    "midnight": "midnight was read as the beginning of that day: is it the beginning or the end?",
    "ampm": "it was read by the 24-hour clock: say am or pm if that is not meant",
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """An EDTF text taken apart into what goes to the fields of a row."""

    start_date: str | None
    start_time: str | None
    end_date: str | None
    end_time: str | None


_OWN_TIMES: Final = {
    "[00:00..11:59]": "am",
    "[06:00..11:59]": "morning",
    "[12:00..23:59]": "pm",
    "[12:00..17:59]": "afternoon",
    "[18:00..21:59]": "evening",
    "[00:00..05:59]": "early hours",
}


def own_time(text: str) -> str:
    """A time as a combined chronology has it, in words that can be read again: "14:00~" is "about 14:00"."""
    if text in _OWN_TIMES:
        return _OWN_TIMES[text]
    for mark, words in (("~", "about "), ("?", "?"), ("%", "about ?")):
        if text.endswith(mark):
            return words + text.removesuffix(mark)
    return text


def understand(raw: str, time_raw: str = "", end_raw: str = "", end_time_raw: str = "", *, reference: date) -> When:
    """What a row's cells for its date and time say. Never raises; what is wrong stands in `problems`.

    `reference`: the day after which a date is in the future, also the measure for years of two digits.
    """
    when = _dated(raw, reference)
    if time_raw.strip():
        when = _with_time(when, time_raw)
    if end_raw.strip():
        when = _with_end(when, end_raw, reference)
    if end_time_raw.strip():
        when = _with_end_time(when, end_time_raw)
    return when


@lru_cache(maxsize=65_536)
def _dated(raw: str, reference: date) -> When:
    written = parse_written(_TEXT_MARK.sub("", raw), "datetime", reference)
    if written.value is None:
        return When(problems=(_wrong_date("start_date", raw, written),))
    parts = _apart(written.value)
    earliest, latest = _day(written.earliest), _day(written.latest)
    first, last = _minutes(written, parts)
    flags = tuple(written.flags)
    problems = _flag_problems("start_date", raw, written, reference)
    return When(
        written.value, parts.start_date, parts.start_time, parts.end_date, parts.end_time,
        earliest, latest, first, last, flags, problems,
    )  # fmt: skip


def _day(bound: str | None) -> date | None:
    return date.fromisoformat(bound[:10]) if bound else None


def _minutes(written: Written, parts: _Parts) -> tuple[int | None, int | None]:
    if parts.start_time is None:
        return None, None
    first = _minute(written.earliest)
    last = _minute(written.latest) if parts.end_date is None else first
    return first, last


def _minute(bound: str | None) -> int | None:
    found = _CLOCK.search(bound.partition("T")[2] or bound) if bound else None
    return int(found[0][:2]) * 60 + int(found[0][3:]) if found else None


def _apart(value: str) -> _Parts:
    """`2016-05-22T09:00/10:30`, `2016-05-22T14:30/2016-05-23T10:00`, `2016-05-03/2016-05-07`, `[2016-05-01..]`…"""
    day, _, rest = value.partition("T")
    start, end = _span(day)
    if not rest:
        return _Parts(start, None, end, None)
    first, _, last = _cut(rest)
    if last and not _CLOCK.match(last):
        end_day, _, end_time = last.partition("T")
        return _Parts(start, first, end_day, end_time or None)
    return _Parts(start, first, end, last or None)


def _span(day: str) -> tuple[str | None, str | None]:
    if day.startswith(("[", "{")):
        return day, None
    first, _, last = day.partition("/")
    return (first if first != ".." else None), (last if last not in ("", "..") else None)


def _cut(rest: str) -> tuple[str, str, str]:
    """A time and what it lasts to; a slash inside brackets does not divide."""
    return (rest, "", "") if rest.startswith(("[", "{")) else rest.partition("/")


def _with_time(when: When, raw: str) -> When:
    """The time of its own column, which wins over one in the date's cell."""
    found, wrong = _clock(_DAY_BEFORE_TIME.sub("", raw.strip()))
    if found is None:
        problem = Problem("start_time", wrong.code, f"“{_short(raw)}”: {wrong.reason}", hint=wrong.hint)
        return replace(when, problems=(*when.problems, problem))
    start, _, end = _cut(found.value or "")
    problems = when.problems + _time_problems("start_time", raw, found)
    flags = (*when.flags, *(flag for flag in found.flags if flag not in when.flags))
    # Not `replace`, which is slow, and this is done for every row with a time.
    return When(
        when.edtf, when.start_date, start, when.end_date, end or (when.end_time if when.end_date else None),
        when.earliest, when.latest, _minute(found.earliest), _minute(found.latest), flags, problems,
    )  # fmt: skip


_NO_CLOCK: Final = Problem("start_time", "format", "")


@lru_cache(maxsize=16_384)
def _clock(raw: str) -> tuple[Written | None, Problem]:
    written = parse_written(raw, "time")
    if written.value is not None:
        return written, _NO_CLOCK
    code, said = written.error or "format", explain(written, time=True)
    if _OF_A_DAY.fullmatch(raw):
        said = f"That is the part of a day by which a spreadsheet keeps a time. {said}"
    return None, Problem("start_time", code, said, hint=code == "unknown")


def _time_problems(name: str, raw: str, written: Written) -> tuple[Problem, ...]:
    return tuple(
        Problem(name, flag, f"“{_short(raw)}”: {(words := _FLAG_WORDS[flag])}{_stop(words)}", hint=True)
        for flag in written.flags
        if flag in ("midnight", "ampm")
    )


def _with_end(when: When, raw: str, reference: date) -> When:
    """The end in a column of its own. An end before the start is said, and left out of the reckoning."""
    end = _dated(raw, reference)
    if end.edtf is None:
        problems = tuple(replace(one, field="end_date") for one in end.problems)
        return replace(when, problems=(*when.problems, *problems))
    if when.edtf is None:
        return replace(when, problems=(*when.problems, *(replace(one, field="end_date") for one in end.problems)))
    if when.earliest and end.latest and end.latest < when.earliest:
        reason = f"The end “{_short(raw)}” comes before the start. Correct the one that is wrong."
        return replace(when, problems=(*when.problems, Problem("end_date", "reversed", reason)))
    end_date = end.end_date or end.start_date
    hints = tuple(replace(one, field="end_date") for one in end.problems)
    plain = when.start_date and end_date and not (when.start_date + end_date).strip("0123456789-?~%X")
    return replace(
        when,
        edtf=f"{when.start_date}/{end_date}" if plain else when.edtf,
        end_date=end_date,
        end_time=end.end_time or end.start_time or when.end_time,
        latest=end.latest if when.latest else None,
        problems=(*when.problems, *hints),
    )


def _with_end_time(when: When, raw: str) -> When:
    found, wrong = _clock(_DAY_BEFORE_TIME.sub("", raw.strip()))
    if found is None:
        problem = Problem("end_time", wrong.code, f"“{_short(raw)}”: {wrong.reason}", hint=wrong.hint)
        return replace(when, problems=(*when.problems, problem))
    last = _minute(found.latest)
    same_day = when.end_date is None or when.end_date == when.start_date
    if same_day and when.first_minute is not None and last is not None and last < when.first_minute:
        reason = f"The end “{_short(raw)}” comes before the start. Correct the one that is wrong."
        return replace(when, problems=(*when.problems, Problem("end_time", "reversed", reason)))
    return replace(when, end_time=found.value, last_minute=last if same_day else when.last_minute)


def _wrong_date(name: str, raw: str, written: Written) -> Problem:
    """Why a date could not be read, and what to write instead."""
    code = written.error or "format"
    shown = f"“{_short(raw)}”"
    if code == "unknown":
        said = f"{shown}: the row is undated and stands at the end. Give the month or the year if they are known."
        return Problem(name, code, said, hint=bool(_SAYS_UNDATED.search(raw)))
    if code == "format" and _SERIAL.fullmatch(raw.strip()):
        said = f"{shown} is the number by which a spreadsheet keeps a date. Write the date itself, day/month/year."
        return Problem(name, code, said)
    return Problem(name, code, f"{shown}: {explain(written)}", written.suggestion or "")


def _flag_problems(name: str, raw: str, written: Written, reference: date) -> tuple[Problem, ...]:
    first = _day(written.earliest)
    day = in_words(first) if first and written.earliest == written.latest else written.value or ""
    found = []
    for flag in written.flags:
        words = _FLAG_WORDS.get(flag, "please check it").format(day=day)
        if flag == "future":
            words += f" (after {in_words(reference)})"
        found.append(Problem(name, flag, f"“{_short(raw)}”: {words}{_stop(words)}", hint=True))
    return tuple(found)


def _stop(words: str) -> str:
    return "" if words.endswith("?") else "."


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= 60 else clean[:57] + "…"
