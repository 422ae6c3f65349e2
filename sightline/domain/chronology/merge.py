"""Several agencies' returns as one composite, with what came of each file, links and gaps.

The order of the files never matters: rows have a total order, and the report lists files by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from .gaps import SHORTEST, Gap, find_gaps, long_returns
from .links import Link, find_links
from .order import in_order
from .returns import Return
from .row import Row
from .telling import find_tellings
from .words import Coder

REPORT: Final = "sightline-chronology-report/1"


@dataclass(frozen=True, slots=True)
class Composite:
    """All rows in order, the returns they came from, the links among them and the gaps."""

    rows: tuple[Row, ...]
    returns: tuple[Return, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    notices: tuple[str, ...] = ()
    shortest_gap: int = SHORTEST

    def report(self, *, links: bool = True) -> dict[str, Any]:
        """Everything about the merging except the rows themselves, ready for JSON; `links` may be many."""
        counts = dict.fromkeys(("D1", "D2", "D3", "D4", "D5"), 0)
        for link in self.links:
            counts[link.kind] += 1
        return {
            "format": REPORT,
            "files": [_file(one) for one in self.returns],
            "read": sum(one.read for one in self.returns),
            "kept": len(self.rows),
            "refused": sum(len(one.refused) for one in self.returns),
            "undated": sum(row.bounds is None for row in self.rows),
            "agencies": _agencies(self.rows),
            "link_counts": counts,
            "links": [link.as_json(self.rows) for link in self.links] if links else [],
            "gaps": [gap.as_json(self.rows) for gap in self.gaps],
            "gap_days": self.shortest_gap,
            "long_returns": long_returns(self.rows),
            "notices": list(self.notices),
        }


def combine(
    returns: Sequence[Return], *, coder: Coder | None = None, shortest_gap: int = SHORTEST, notices: Sequence[str] = ()
) -> Composite:
    """One composite of several returns. `coder` turns glossary names into codes before texts are compared."""
    ordered = sorted(returns, key=lambda one: (one.agency, one.file))
    rows = in_order((row for one in ordered for row in one.rows), coder)
    links = find_links(rows, coder)
    links += find_tellings(rows, links)
    gaps = find_gaps(rows, shortest_gap)
    said = [*sorted(notices), *_sent_twice(ordered)]
    return Composite(tuple(rows), tuple(ordered), tuple(links), tuple(gaps), tuple(said), shortest_gap)


def _sent_twice(returns: Sequence[Return]) -> list[str]:
    files: dict[str, list[str]] = defaultdict(list)
    for one in returns:
        files[one.agency].append(one.file)
    return [
        f"{agency} sent {len(names)} files: {', '.join(names)}. All were read; rows that stand in more than one are "
        "listed under D1 or D2."
        for agency, names in files.items()
        if len(names) > 1
    ]


def _file(one: Return) -> dict[str, Any]:
    """What came of one file: rows, headings, what was refused and what its contributor should look at."""
    return {
        "file": one.file,
        "agency": one.agency,
        "read": one.read,
        "kept": len(one.rows),
        "refused": [refusal.as_json() for refusal in one.refused],
        "headings": {"mapped": dict(one.mapped), "unmapped": list(one.unmapped)},
        "tables": one.tables,
        "problems": [
            {"place": row.at.place, "row": row.at.row, **problem.as_json()}
            for row in one.rows
            for problem in row.problems
        ],
        "comments": one.comments,
        "notices": one.notices,
    }


def _agencies(rows: Sequence[Row]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = found.setdefault(row.agency, {"agency": row.agency, "rows": 0, "first": None, "last": None})
        entry["rows"] += 1
        if row.when.earliest and (entry["first"] is None or row.when.earliest.isoformat() < entry["first"]):
            entry["first"] = row.when.earliest.isoformat()
        if row.when.latest and (entry["last"] is None or row.when.latest.isoformat() > entry["last"]):
            entry["last"] = row.when.latest.isoformat()
    return [found[agency] for agency in sorted(found)]
