"""A date and a time in one cell: split, each read by its own rules, joined by `T`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .cleaning import says_unknown
from .clock import Moment, read_clock
from .points import Span
from .reading import Century, Problem
from .spans import read_statement

_CUT = re.compile(r" ?, ?(?:at )?| ?@ ?| at | |(?<=[0-9?)])t(?=[0-9?~])")
_TWO = re.compile(r" - | (?:to|until) ")
# No time holds these: what stands after the cut is still a date.
_STILL_A_DATE = re.compile(r"[0-9x?] ?/|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_NOON = re.compile(r"12 (?:noon|midday|midnight)")
MOST_CUTS = 16  # places at which one text is cut into date and time before it is given up


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date with or without a time; two of them when something lasted from the one to the other."""

    day: Span
    at: Moment | None = None
    until: Stamp | None = None

    def text(self) -> str:
        """As EDTF, a time joined by `T`."""
        own = f"{self.day.text()}T{self.at.text()}" if self.at else self.day.text()
        return f"{own}/{self.until.text()}" if self.until else own

    def earliest(self) -> str | None:
        """The first day, or day and time; None when open."""
        day = self.day.earliest()
        return _joined(day.isoformat(), self.at.first if self.at else None) if day else None

    def latest(self) -> str | None:
        """The last day, or day and time; None when open."""
        if self.until:
            return self.until.latest()
        day = self.day.latest()
        return _joined(day.isoformat(), self.at.last if self.at else None) if day else None

    def flags(self) -> frozenset[str]:
        """The flags of all its parts."""
        own = self.day.flags | (self.at.flags if self.at else frozenset())
        return own | (self.until.flags() if self.until else frozenset())

    def spans(self) -> list[Span]:
        """The days in it."""
        return [self.day, *(self.until.spans() if self.until else [])]


def _joined(day: str, at: str | None) -> str:
    return f"{day}T{at}" if at else day


def read_stamp(text: str, century: Century) -> Stamp | None:
    """What a cleaned text says of day and time; None when it is none of the forms. Raises Problem."""
    problem: Problem | None = None
    try:
        if whole := read_statement(text, century):
            return Stamp(whole)
    except Problem as found:
        problem = found
    stamp, part_problem = _cut_in_two(text, century)
    if stamp:
        return stamp
    if lasting := _lasting(text, century):
        return lasting
    if problem := part_problem or problem:
        raise problem
    return None


def _cut_in_two(text: str, century: Century) -> tuple[Stamp | None, Problem | None]:
    """The first place at which a date stands before and a time after; else what was wrong at the best place."""
    problem: Problem | None = None
    for left, right in _cuts(text):
        clock_problem: Problem | None = None
        no_time = says_unknown(right)
        try:
            moment = None if no_time else read_clock(right)
        except Problem as found:
            found.in_time = True
            moment, clock_problem = None, found
        if moment is None and clock_problem is None and not no_time:
            continue
        try:
            day = read_statement(left.removesuffix("."), century)  # one full stop ends a date here too
        except Problem as found:
            if found.code == "noyear" and _NOON.fullmatch(right):
                raise  # `22 May, 12 noon`: the 12 is the hour and no year
            problem = problem or found
            continue
        if day is None or day.earliest() is None or day.latest() is None:
            continue
        if moment or no_time:
            return Stamp(day, moment), None
        problem = problem or clock_problem
    return None, problem


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for count, found in enumerate(_CUT.finditer(text)):
        if count >= MOST_CUTS:
            return
        left, right = text[: found.start()], text[found.end() :]
        if left and right and not _STILL_A_DATE.search(right):
            yield left, right


def _lasting(text: str, century: Century) -> Stamp | None:
    """`22/05/2016 14:30 - 23/05/2016 10:00`: both ends with their day and time."""
    cuts = list(_TWO.finditer(text))
    if len(cuts) != 1:
        return None
    first, _ = _cut_in_two(text[: cuts[0].start()].removeprefix("from "), century)
    last, _ = _cut_in_two(text[cuts[0].end() :], century)
    if not first or not last:
        return None
    if (last.latest() or "") < (first.earliest() or ""):
        raise Problem("reversed")
    return Stamp(first.day, first.at, last)
