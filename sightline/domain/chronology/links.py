"""Duplicates, corroboration and conflicts, D1 to D4 of section 2.3. Rows are linked, never merged or removed.

D1 and D2 join rows of one agency and a person decides; D3 joins accounts of different agencies, which are two pieces of
evidence; D4 lists in what linked rows differ. Notes and context are not compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .meetings import attendance, meeting
from .pairs import CLOSE_ENOUGH, DAYS_APART, Compared, close_pairs, numbered
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


def _near(
    rows: Sequence[Row], texts: Sequence[tuple[str, ...]], together: set[tuple[int, int]]
) -> tuple[list[Link], list[Link], list[tuple[int, int, float]]]:
    """D2, D3, and pairs of different agencies that are alike but 1 to 7 days apart."""
    compared, places = _compared(rows, texts)
    near: list[Link] = []
    accounts: list[Link] = []
    apart: list[tuple[int, int, float]] = []
    linked: Counter[int] = Counter()
    for first, second, alike in close_pairs(compared):
        one, other = sorted((places[first], places[second]))
        same_agency = rows[one].agency == rows[other].agency
        gap = compared[second].first - compared[first].last
        if gap > 0:
            if not same_agency and alike >= CLOSE_ENOUGH:
                apart.append((one, other, alike))
            continue
        if linked[one] >= MOST_LINKS or linked[other] >= MOST_LINKS:
            continue
        before = len(near) + len(accounts)
        if same_agency:
            if (one, other) not in together and _is_near(rows[one], rows[other], alike):
                near.append(Link("D2", (one, other), _near_words(alike), alike))
        elif alike >= CLOSE_ENOUGH:
            accounts.append(Link("D3", (one, other), "Two agencies tell of it in like words.", alike))
        elif _same_meeting(compared[first], compared[second], rows[one], rows[other]):
            kind = compared[first].meeting
            accounts.append(Link("D3", (one, other), f"Two agencies tell of the same kind of meeting: {kind}.", alike))
        if len(near) + len(accounts) > before:
            linked.update((one, other))
    return near, accounts, apart


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


def _conflicts(
    rows: Sequence[Row], linked: Sequence[Link], apart: Sequence[tuple[int, int, float]], coder: Coder | None
) -> list[Link]:
    found: list[Link] = []
    answered: set[tuple[int, str]] = set()  # rows that have an account of their own day in the other agency
    for link in linked:
        one, other = link.rows
        if link.kind == "D3":
            answered |= {(one, rows[other].agency), (other, rows[one].agency)}
        if differs := _differences(rows[one], rows[other], coder):
            found.append(Link("D4", link.rows, _in_words(differs), link.similarity, differs))
    for one, other, alike in _best(rows, apart, answered):
        differs = ("date", *_differences(rows[one], rows[other], coder))
        found.append(Link("D4", (one, other), _in_words(differs), alike, differs))
    return found


def _best(
    rows: Sequence[Row], apart: Sequence[tuple[int, int, float]], answered: set[tuple[int, str]]
) -> list[tuple[int, int, float]]:
    """Of pairs a few days apart, those in which each row is the other's best match in that agency.

    Two home visits in one week read alike; only where neither has a closer counterpart is the date in question.
    """
    best: dict[tuple[int, str], tuple[float, int, int]] = {}
    may_be: list[tuple[int, int, float]] = []
    for one, other, alike in apart:
        if (one, rows[other].agency) in answered or (other, rows[one].agency) in answered:
            continue
        if not _is_about_one(rows[one], rows[other]):
            continue
        may_be.append((one, other, alike))
        gap = _gap(rows[one], rows[other])
        for row, counterpart in ((one, other), (other, one)):
            key = (row, rows[counterpart].agency)
            best[key] = min(best.get(key, (2.0, 0, 0)), (-alike, gap, counterpart))
    return [
        (one, other, alike)
        for one, other, alike in may_be
        if best[(one, rows[other].agency)][2] == other and best[(other, rows[one].agency)][2] == one
    ]


def _gap(one: Row, other: Row) -> int:
    first, second = one.bounds, other.bounds
    if first is None or second is None:
        return 0
    return max((second[0] - first[1]).days, (first[0] - second[1]).days)


def _is_about_one(one: Row, other: Row) -> bool:
    """Days that differ are a conflict only between days that are known, not between a day and "some time in 2016"."""
    return all(row.bounds is not None and (row.bounds[1] - row.bounds[0]).days <= DAYS_APART for row in (one, other))


def _differences(one: Row, other: Row, coder: Coder | None) -> tuple[str, ...]:
    """In what two linked rows differ, dates apart."""
    found: list[str] = []
    if _same_day(one, other) and _minutes_apart(one, other) > MINUTES_APART:
        found.append("time")
    came, also = attendance(f"{one.event}\n{one.response}"), attendance(f"{other.event}\n{other.response}")
    if came and also and came != also:
        found.append("attendance")
    if {one.child_seen, other.child_seen} == {"yes", "no"}:
        found.append("child_seen")
    if one.who_involved and other.who_involved:
        there, here = people(one.who_involved, coder), people(other.who_involved, coder)
        if there and here and there != here:
            found.append("who_involved")
    return tuple(found)


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
