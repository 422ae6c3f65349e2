"""The list of a timeline, which comes first: every entry with date, age, lane and when it was recorded; gaps."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.domain.drawing import pages

from .axis import age_at
from .model import in_order
from .picture import Timeline, row_id
from .words import entries, span_words

LIST = ("When", "Age", "Lane", "What", "Recorded", "Source")
GAPS = ("Lane", "From", "To", "Days", "In words")
BANDS = ("Band", "What", "When")


def table_page(found: Timeline) -> str:
    """The whole page: the list first, then gaps, bands and sentences."""
    total = sum(len(lane.rows) for lane in found.lanes)
    title = f"Timeline: {' '.join(found.options.title.split()) or entries(total)}"
    return pages.page(
        title,
        [
            pages.table(f"{entries(total)}, the earliest first", LIST, _list(found)),
            pages.table("Gaps", GAPS, _gaps(found)),
            pages.table("What lasted", BANDS, _bands(found)) if found.bands else "",
            pages.sentences("In sentences", found.sentences),
        ],
    )


def _list(found: Timeline) -> Iterator[str]:
    rows = tuple(row for lane in found.lanes for row in lane.rows)
    for row in in_order(rows):
        cells = (
            row.when or span_words(row.first, row.last),
            age_at(found.options.born, row.first, row.last),
            row.lane,
            row.what,
            row.recorded,
            row.source,
        )
        yield pages.row(cells, LIST, key=row_id(row.key), lane=row.lane)


def _gaps(found: Timeline) -> Iterator[str]:
    for lane in found.lanes:
        for gap in lane.gaps:
            cells = (lane.name, gap.first.isoformat(), gap.last.isoformat(), str(gap.days), gap.words)
            yield pages.row(cells, GAPS, gap=f"{gap.first.isoformat()}/{gap.last.isoformat()}")


def _bands(found: Timeline) -> Iterator[str]:
    for one in found.bands:
        yield pages.row((one.row, one.label, span_words(one.first, one.last)), BANDS)
