"""The chronology side by side: a column for each agency, a line for each day or stretch of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sightline.chronologies import queries
from sightline.chronologies.pages.frame import Frame
from sightline.chronologies.pages.reading import Line, TablePage, table_page
from sightline.chronologies.queries import Wanted
from sightline.chronologies.seeing import Seeing

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

SHORT: Final = 160  # letters of an event in a cell; the row's own page has the whole (our default)


@dataclass(frozen=True, slots=True)
class Day:
    """One line: when, and under each agency its rows."""

    when: str
    cells: tuple[tuple[Line, ...], ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanesPage:
    """A page of lanes: the same rows, filters and order as the table."""

    table: TablePage
    frame: Frame
    agencies: tuple[str, ...]
    days: tuple[Day, ...]


def lanes_page(review: CaseReview, worker: Worker, seeing: Seeing, wanted: Wanted, number: str) -> LanesPage:
    """One page. The caller has asked the gate and written down the look."""
    table = table_page(review, worker, seeing, wanted, number, here="lanes")
    names = queries.agencies(review)
    shown = [seeing.change(name) for name in names if not wanted.agency or name == wanted.agency]
    return LanesPage(table, table.frame, tuple(shown), _days(table.lines, shown))


def _days(found: Sequence[Line], agencies: Sequence[str]) -> tuple[Day, ...]:
    days: list[Day] = []
    group: list[Line] = []
    for line in [*found, None]:
        if line is not None and (not group or _same_day(group[-1], line)):
            group.append(line)
            continue
        if group:
            cells = tuple(tuple(one for one in group if one.agency == agency) for agency in agencies)
            days.append(Day(_when(group[0]), cells, tuple(gap for one in group for gap in one.gaps)))
        group = [line] if line is not None else []
    return tuple(days)


def _same_day(one: Line, other: Line) -> bool:
    first, second = one.row.when, other.row.when
    return first.edtf is not None and (first.earliest, first.latest) == (second.earliest, second.latest)


def _when(line: Line) -> str:
    return line.read_as or line.row.date_raw or "No date"
