"""Text of the file → values. What cannot be read is left empty, with a note that does not repeat it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from .codes import Code, code_list
from .issues import Issue, IssueLog, Severity
from .stream import LONGEST_TEXT, Group

_DATE: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]*)?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_YES_NO: Final = {"true": True, "1": True, "false": False, "0": False}
_LONGEST: Final = 200  # characters of a plain text value

Note = Callable[[str], None]


@lru_cache(maxsize=20_000)
def as_date(text: str) -> date | None:
    """The day written as YYYY-MM-DD, a zone or time after it disregarded; None for anything else.

    >>> as_date("2024-02-30") is None and as_date("01/04/2023") is None
    True
    """
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


class Values:
    """The values of one group, or of several that should have been one, read by the name of their element.

    An element given twice: the same value is read once; two different values leave the field empty, because nothing
    says which is right. Both with a note.
    """

    def __init__(self, child: str, log: IssueLog, year: int, *groups: Group, line: int = 1) -> None:
        self._line = groups[0].line if groups else line
        self._child = child
        self._log = log
        self._year = year
        self._values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        for group in groups:
            for name, text, line in group.values:
                if name in self.lines:
                    self._again(name, text, line)
                else:
                    self._values[name] = text
                    self.lines[name] = line

    def _again(self, name: str, text: str, line: int) -> None:
        if self._values[name] == text:
            self.note(name, f"{name} is given more than once, with the same value; it was read once.", line=line)
        else:
            self._values[name] = ""
            self.note(name, f"{name} is given more than once, with different values; it was left empty.", line=line)

    def note(self, name: str, reason: str, *, rule: str | None = None, line: int | None = None) -> None:
        """A note about one element of this group, at its line (the group's, where the element is missing)."""
        severity = Severity.ERROR if rule else Severity.WARNING
        at = line or self.lines.get(name, self._line)
        self._log.add(Issue(at, self._child, name, reason, rule, severity))

    def missing(self, name: str, rule: str | None) -> None:
        """A note that an element the rule requires is missing or empty."""
        self.note(name, f"{name} is missing.", rule=rule)

    def text(self, name: str) -> str | None:
        """The text as it stands, None when empty or missing. Longer than any of the standard: left empty."""
        text = self._values.get(name)
        if not text:
            return None
        if len(text) > min(_LONGEST, LONGEST_TEXT):
            self.note(name, f"{name} is longer than {_LONGEST} characters; it was left empty.")
            return None
        return text

    def day(self, name: str) -> date | None:
        """A date, None when empty, missing or not a date."""
        text = self._values.get(name)
        if not text:
            return None
        day = as_date(text)
        if day is None:
            self.note(name, f"{name} is not a date written as year-month-day; it was left empty.")
        elif len(text) > 10:
            self.note(name, f"{name} has a time or zone after the date; only the date was read.")
        return day

    def yes_no(self, name: str, *, rule: str | None = None, required: bool = False) -> bool | None:
        """A yes/no value in any of the forms in use: true, false, 1, 0, in any case."""
        text = self._values.get(name)
        if not text:
            if required:
                self.missing(name, rule)
            return None
        answer = _YES_NO.get(text.casefold())
        if answer is None:
            self.note(name, f"{name} is neither true nor false, 1 nor 0; it was left empty.", rule=rule)
        return answer

    def whole(self, name: str) -> int | None:
        """A whole number, 0 or more."""
        text = self._values.get(name)
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.note(name, f"{name} is not a whole number; it was left empty.")
            return None
        return int(text)

    def code(self, name: str, list_name: str, *, rule: str | None = None, required: bool = False) -> str | None:
        """A code of the list, None when empty, missing or not on it."""
        text = self._values.get(name)
        if not text:
            if required:
                self.missing(name, rule)
            return None
        entry = find_code(text, list_name, self._year, lambda reason: self.note(name, f"{name} {reason}"))
        if entry is None:
            self.note(name, f"{name} is not a code of the census; it was left empty.", rule=rule)
            return None
        return entry.code


def find_code(text: str, list_name: str, year: int, note: Note) -> Code | None:
    """The code on its list; small letters are read as capitals, with a note, as is a code of other years."""
    codes = code_list(list_name)
    entry = codes.get(text)
    if entry is None:
        entry = codes.get(text.upper())
        if entry is not None:
            note("is written in small letters; it was read.")
    if entry is not None and not entry.in_use(year):
        note("is a code that was not in use in this census year; it was kept.")
    return entry
