"""Duplicates, corroboration and conflicts, D1 to D4 of section 2.3. Rows are linked, never merged or removed.

D1 and D2 join rows of one agency and a person decides; D3 joins accounts of different agencies, which are two pieces of
evidence; D4 lists in what linked rows differ. Notes and context are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .meetings import attendance, meeting
from .pairs import CLOSE_ENOUGH, DAYS_APART, Compared, close_rows, numbered
from .row import Row
from .words import Coder, normalised, people

NEAR: Final = 0.80
"""Similarity of near duplicates within an agency (D2)."""
NEAR_AT_ONE_TIME: Final = 0.60
"""The same, when both have the same time."""
MINUTES_APART: Final = 60
"""Minutes by which two times may differ without being a conflict (D4)."""
MOST_LINKS: Final = 40
"""Rows one row is linked to at most (our default). Sentences that stand hundreds of times are routine, not evidence."""
_SAME_MEETING_DAYS: Final = 31
# Two rows that could be anywhere in a year are not "the same meeting" because both were core groups (our default).


@dataclass(frozen=True, slots=True)
class Link:
    """Rows that belong together, by their place in the composite (from 0), and why.

    `differs`: for D4, what they differ in: date, time, attendance, child seen, who was present.
    """

    kind: str
    rows: tuple[int, ...]
    why: str
    similarity: float | None = None
    differs: tuple[str, ...] = ()
    other_agency: str | None = None

    def as_json(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The link as it stands in a report; rows by file, place and number, and by their position in the output."""
        found: dict[str, Any] = {
            "class": self.kind,
            "rows": [{"position": at + 1, "agency": rows[at].agency, **rows[at].at.as_json()} for at in self.rows],
            "why": self.why,
        }
        if self.similarity is not None:
            found["similarity"] = round(self.similarity, 2)
        if self.differs:
            found["differs"] = list(self.differs)
        if self.other_agency is not None:
            found["told_agency"] = self.other_agency
        return found


def find_links(rows: Sequence[Row], coder: Coder | None = None) -> list[Link]:
    """Links D1 to D4 among the rows of a composite, in its order. `coder` turns glossary names into codes."""
    texts = [normalised(row.text, coder) if row.is_event else () for row in rows]
    exact = _exact(rows, texts, coder)
    together = {pair for link in exact for pair in _pairs(link.rows)}
    near, accounts, apart = _near(rows, texts, together)
    linked = [*near, *accounts]
    conflicts = _conflicts(rows, linked, apart, coder)
    return sorted([*exact, *linked, *conflicts], key=lambda link: (link.kind, link.rows))


def _pairs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    return ((one, other) for at, one in enumerate(rows) for other in rows[at + 1 :])


def _exact(rows: Sequence[Row], texts: Sequence[tuple[str, ...]], coder: Coder | None) -> list[Link]:
    """Rows with the same words of one agency and moment, told apart by source and response afterwards."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.is_event and texts[at]:
            when = row.when
            day = (when.edtf, when.end_date) if when.edtf else ("as written", row.date_raw.casefold())
            groups[(row.agency, *day, when.start_time, texts[at])].append(at)
    found: list[Link] = []
    for alike in groups.values():
        if len(alike) < 2:
            continue
        same: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for at in alike:
            same[(normalised(rows[at].source, coder), normalised(rows[at].response, coder))].append(at)
        found += [
            Link("D1", tuple(each), "The same agency, date, time, source and words.", 1.0)
            for each in same.values()
            if len(each) > 1
        ]
    return found


_Apart = tuple[int, int, float, int]
"""Two rows of different agencies that read alike, how alike, and the days between them."""


def _near(
    rows: Sequence[Row], texts: Sequence[tuple[str, ...]], together: set[tuple[int, int]]
) -> tuple[list[Link], list[Link], list[_Apart]]:
    """D2, D3, and pairs of different agencies that are alike but 1 to 7 days apart.

    Days that differ are a conflict only between days that are known, not between a day and "some time in 2016".
    """
    compared, places = _compared(rows, texts)
    firsts, lasts = [one.first for one in compared], [one.last for one in compared]
    known = [one.last - one.first <= DAYS_APART for one in compared]
    agencies = [rows[at].agency for at in places]
    links: list[Link] = []
    apart: list[_Apart] = []
    linked = [0] * len(compared)
    for first, close in close_rows(compared):
        for second, alike in close:
            if (gap := firsts[second] - lasts[first]) > 0:
                if known[first] and known[second] and alike >= CLOSE_ENOUGH and agencies[first] != agencies[second]:
                    one, other = sorted((places[first], places[second]))
                    apart.append((one, other, alike, gap))
            elif linked[first] < MOST_LINKS and linked[second] < MOST_LINKS:
                one, other = sorted((places[first], places[second]))
                same = _same_meeting(compared[first], compared[second], rows[one], rows[other])
                kind = compared[first].meeting if same else None
                if (one, other) not in together and (link := _link(rows, one, other, alike, kind)):
                    links.append(link)
                    linked[first] += 1
                    linked[second] += 1
    return [one for one in links if one.kind == "D2"], [one for one in links if one.kind == "D3"], apart


def _link(rows: Sequence[Row], one: int, other: int, alike: float, meeting: str | None) -> Link | None:
    """The link of two rows whose days overlap; `meeting`: the kind of meeting that both tell of as held."""
    if rows[one].agency == rows[other].agency:
        near = _is_near(rows[one], rows[other], alike)
        return Link("D2", (one, other), _near_words(alike), alike) if near else None
    if alike >= CLOSE_ENOUGH:
        return Link("D3", (one, other), "Two agencies tell of it in like words.", alike)
    if meeting:
        return Link("D3", (one, other), f"Two agencies tell of the same kind of meeting: {meeting}.", alike)
    return None


def _compared(rows: Sequence[Row], texts: Sequence[tuple[str, ...]]) -> tuple[list[Compared], list[int]]:
    """The rows that can be compared in order of their first day, and their places in the composite."""
    words = numbered(texts)
    found: list[tuple[int, int, int]] = []
    for at, row in enumerate(rows):
        bounds = row.bounds
        if row.is_event and texts[at] and bounds:
            found.append((bounds[0].toordinal(), bounds[1].toordinal(), at))
    found.sort()
    compared = [Compared(first, last, words[at], meeting(rows[at].text)) for first, last, at in found]
    return compared, [at for _, _, at in found]


def _is_near(one: Row, other: Row, alike: float) -> bool:
    if alike >= NEAR:
        return True
    return alike >= NEAR_AT_ONE_TIME and one.when.start_time is not None and _same_time(one, other)


def _same_time(one: Row, other: Row) -> bool:
    return (one.when.first_minute, one.when.last_minute) == (other.when.first_minute, other.when.last_minute)


def _near_words(alike: float) -> str:
    words = "like words" if alike < 1 else "the same words"
    return f"One agency has {words} twice for the same day or days: is it one event?"


def _same_meeting(first: Compared, second: Compared, one: Row, other: Row) -> bool:
    if first.meeting is None or first.meeting != second.meeting:
        return False
    wide = max(first.last - first.first, second.last - second.first) >= _SAME_MEETING_DAYS
    return not wide and _minutes_apart(one, other) <= MINUTES_APART


def _minutes_apart(one: Row, other: Row) -> int:
    """Minutes between two known times, 0 when they touch or one is not known."""
    if one.when.first_minute is None or other.when.first_minute is None:
        return 0
    one_end = one.when.last_minute if one.when.last_minute is not None else one.when.first_minute
    other_end = other.when.last_minute if other.when.last_minute is not None else other.when.first_minute
    return max(other.when.first_minute - one_end, one.when.first_minute - other_end, 0)


def _conflicts(rows: Sequence[Row], linked: Sequence[Link], apart: Sequence[_Apart], coder: Coder | None) -> list[Link]:
    found: list[Link] = []
    accounts = _Accounts(rows, coder)
    answered: set[tuple[int, str]] = set()  # rows that have an account of their own day in the other agency
    for link in linked:
        one, other = link.rows
        if link.kind == "D3":
            answered |= {(one, rows[other].agency), (other, rows[one].agency)}
        if differs := accounts.differ(one, other):
            found.append(Link("D4", link.rows, _in_words(differs), link.similarity, differs))
    for one, other, alike in _best(rows, apart, answered):
        differs = ("date", *accounts.differ(one, other))
        found.append(Link("D4", (one, other), _in_words(differs), alike, differs))
    return found


def _best(rows: Sequence[Row], apart: Sequence[_Apart], answered: set[tuple[int, str]]) -> list[tuple[int, int, float]]:
    """Of pairs a few days apart, those in which each row is the other's best match in that agency.

    Two home visits in one week read alike; only where neither has a closer counterpart is the date in question.
    """
    best: dict[tuple[int, str], tuple[float, int, int]] = {}
    may_be: list[tuple[int, int, float]] = []
    agencies = [row.agency for row in rows]
    for one, other, alike, gap in apart:
        key, back = (one, agencies[other]), (other, agencies[one])
        if key in answered or back in answered:
            continue
        may_be.append((one, other, alike))
        best[key] = min(best.get(key, _NO_MATCH), (-alike, gap, other))
        best[back] = min(best.get(back, _NO_MATCH), (-alike, gap, one))
    return [
        (one, other, alike)
        for one, other, alike in may_be
        if best[(one, agencies[other])][2] == other and best[(other, agencies[one])][2] == one
    ]


_NO_MATCH: Final = (2.0, 0, 0)


class _Accounts:
    """In what two linked rows differ, dates apart; what one row says is looked up once."""

    def __init__(self, rows: Sequence[Row], coder: Coder | None) -> None:
        self._rows, self._coder = rows, coder
        self._came: dict[int, str | None] = {}
        self._present: dict[int, frozenset[str]] = {}

    def differ(self, one: int, other: int) -> tuple[str, ...]:
        """The names of what differs, in the order in which it is said."""
        first, second = self._rows[one], self._rows[other]
        found: list[str] = []
        if _same_day(first, second) and _minutes_apart(first, second) > MINUTES_APART:
            found.append("time")
        came, also = self._attendance(one), self._attendance(other)
        if came and also and came != also:
            found.append("attendance")
        if {first.child_seen, second.child_seen} == {"yes", "no"}:
            found.append("child_seen")
        if first.who_involved and second.who_involved:
            there, here = self._people(one), self._people(other)
            if there and here and there != here:
                found.append("who_involved")
        return tuple(found)

    def _attendance(self, at: int) -> str | None:
        if at not in self._came:
            row = self._rows[at]
            self._came[at] = attendance(f"{row.event}\n{row.response}")
        return self._came[at]

    def _people(self, at: int) -> frozenset[str]:
        if at not in self._present:
            self._present[at] = people(self._rows[at].who_involved, self._coder)
        return self._present[at]


def _same_day(one: Row, other: Row) -> bool:
    return one.when.earliest is not None and one.bounds == other.bounds


_WORDS: Final = {
    "date": "the date",
    "time": "the time",
    "attendance": "whether somebody attended or was not brought",
    "child_seen": "whether the child was seen",
    "who_involved": "who was present",
}


def _in_words(differs: Sequence[str]) -> str:
    words = [_WORDS[one] for one in differs]
    listed = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
    return f"The accounts differ in {listed}."
