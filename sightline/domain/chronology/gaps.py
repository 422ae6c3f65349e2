"""Stretches in which nothing is recorded: by anybody, by one agency while others write, or of the child being seen.

Reckoned over events whose day is known to within a month; a row that may lie anywhere in a year closes no gap. Also the
days since the row before (any agency, the same agency, the child last seen), which are worked out and never stored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .advice import SHARE_OF_ROWS
from .row import Row

SHORTEST: Final = 28
"""Days of silence from which a gap is told (our default; a caller may give another)."""
OTHERS_WRITE: Final = 5
"""An agency is silent while the others have more rows than this in the same stretch (section 2, Length)."""
_SURE_SPAN: Final = 31


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of days without a row. `kind`: all, agency, child_seen; the days are those of the rows around it.

    An end is None where the stretch reaches to the beginning or the end of the whole chronology.
    """

    kind: str
    first: date
    last: date
    agency: str | None = None
    others: int | None = None
    after: int | None = None
    before: int | None = None

    def as_json(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The gap as it stands in a report."""
        days = (self.last - self.first).days
        found: dict[str, Any] = {
            "kind": self.kind,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "days": days,
            "words": self.in_words(),
        }
        if self.agency is not None:
            found |= {"agency": self.agency, "rows_of_others": self.others}
        for name, at in (("row_before", self.after), ("row_after", self.before)):
            found[name] = None if at is None else {"position": at + 1, **rows[at].at.as_json()}
        return found

    def in_words(self) -> str:
        """One sentence. A gap in the chronology is not a gap in the work: it says what is not recorded."""
        days = (self.last - self.first).days
        span = f"between {self.first.isoformat()} and {self.last.isoformat()} ({days} days)"
        if self.kind == "agency":
            return f"{self.agency} has no row {span}, while others have {self.others}."
        if self.kind == "child_seen":
            return f"No row says that the child was seen {span}."
        return f"No agency has a row {span}."


def find_gaps(rows: Sequence[Row], shortest: int = SHORTEST) -> list[Gap]:
    """Gaps of `shortest` days or more among the rows of a composite, in its order."""
    dated = sorted((bounds[0], bounds[1], at) for at, row in enumerate(rows) if (bounds := _sure(row)))
    if not dated:
        return []
    found = _between(dated, "all", shortest)
    found += _seen_gaps(rows, dated, shortest)
    by_agency: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
    for one in dated:
        by_agency[rows[one[2]].agency].append(one)
    if len(by_agency) > 1:
        starts = [first for first, _, _ in dated]
        for agency in sorted(by_agency):
            found += _agency_gaps(agency, by_agency[agency], dated, starts, shortest)
    return sorted(found, key=lambda gap: (gap.first, gap.last, gap.kind, gap.agency or ""))


def _sure(row: Row) -> tuple[date, date] | None:
    bounds = row.bounds
    return bounds if row.is_event and bounds and (bounds[1] - bounds[0]).days <= _SURE_SPAN else None


def _between(dated: Sequence[tuple[date, date, int]], kind: str, shortest: int) -> list[Gap]:
    found: list[Gap] = []
    until, after = dated[0][1], dated[0][2]
    for first, last, at in dated[1:]:
        if (first - until).days >= shortest:
            found.append(Gap(kind, until, first, after=after, before=at))
        if last >= until:
            until, after = last, at
    return found


def _seen_gaps(rows: Sequence[Row], dated: Sequence[tuple[date, date, int]], shortest: int) -> list[Gap]:
    """Only where somebody records whether the child was seen at all: a column left out says nothing."""
    seen = [one for one in dated if rows[one[2]].child_seen == "yes"]
    if not seen:
        return []
    found = _between(seen, "child_seen", shortest)
    end = max(last for _, last, _ in dated)
    until, after = max((last, at) for _, last, at in seen)
    if (end - until).days >= shortest:
        found.append(Gap("child_seen", until, end, after=after))
    return found


def _agency_gaps(
    agency: str,
    own: Sequence[tuple[date, date, int]],
    dated: Sequence[tuple[date, date, int]],
    starts: Sequence[date],
    shortest: int,
) -> list[Gap]:
    """Stretches without a row of one agency in which the others have more than a few, ends of the whole included."""
    begin, end = dated[0][0], max(last for _, last, _ in dated)
    edges: list[tuple[date, date, int | None, int | None]] = []
    if own[0][0] > begin:
        edges.append((begin, own[0][0], None, own[0][2]))
    until, after = own[0][1], own[0][2]
    for first, last, at in own[1:]:
        edges.append((until, first, after, at))
        if last >= until:
            until, after = last, at
    if until < end:
        edges.append((until, end, after, None))
    own_starts = [first for first, _, _ in own]
    found: list[Gap] = []
    for first, last, before, behind in edges:
        if (last - first).days < shortest:
            continue
        low = bisect_right if before is not None else bisect_left
        high = bisect_left if behind is not None else bisect_right
        others = (high(starts, last) - low(starts, first)) - (high(own_starts, last) - low(own_starts, first))
        if others > OTHERS_WRITE:
            found.append(Gap("agency", first, last, agency, others, before, behind))
    return found


def long_returns(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Agencies that contribute more than 40% of all events, with their share: a chronology is not a case-note dump."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.is_event:
            counts[row.agency] += 1
    total = sum(counts.values())
    if len(counts) < 2:
        return []
    return [
        {"agency": agency, "rows": count, "of": total, "share": round(count / total, 3)}
        for agency, count in sorted(counts.items())
        if count / total > SHARE_OF_ROWS
    ]


def days_since(rows: Sequence[Row]) -> list[dict[str, int | None]]:
    """For each row of a composite: days since the row before, of any agency, of its own, and of the child seen.

    None where there is none before, or where either day is not known to the day. Never stored, only shown.
    """
    last_any: date | None = None
    last_seen: date | None = None
    last_own: dict[str, date] = {}
    found: list[dict[str, int | None]] = []
    for row in rows:
        bounds = row.bounds
        day = bounds[0] if bounds and row.is_event and bounds[0] == row.when.latest else None
        if day is None:
            found.append({"any": None, "same_agency": None, "child_seen": None})
            continue
        before = {"any": last_any, "same_agency": last_own.get(row.agency), "child_seen": last_seen}
        found.append({name: (day - other).days if other else None for name, other in before.items()})
        last_any = last_own[row.agency] = day
        if row.child_seen == "yes":
            last_seen = day
    return found
