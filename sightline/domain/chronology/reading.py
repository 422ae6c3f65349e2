"""From the tables of one file to rows: which column is which, dates carried down, notes, what is refused and why.

A bad row never loses the good ones. A row whose date cannot be understood is kept, at the end, with the reason; only a
row that says nothing (no event, no response, no other words) is refused. Raises FileRefused when no table can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from . import headings as heading
from .about import GUIDANCE, About, about, is_about, outside
from .advice import month_first
from .grid import Contents, Grid
from .headings import Headings, TwoDateColumns, plain
from .returns import Return, place_in_words, rows_in_words
from .row import FileRefused
from .table import Carried, Table, cell_under
from .when import understand


def read_return(contents: Contents, *, file: str, agency: str, reference: date, named: bool = True) -> Return:
    """The rows of one file. `reference`: the day after which a date is in the future.

    `named`: somebody said whose it is; otherwise a template of ours that was made for an agency says it.
    Raises FileRefused when no table has a date column, or when one has two.
    """
    says = about(contents)
    whose = says.agency if says and says.agency and not named else agency
    notices, comments = list(contents.notices), [dict(one) for one in contents.comments]
    found = Return(file, whose, notices=notices, comments=comments, about=says)
    before: tuple[Headings, int, Carried] | None = None
    skipped: list[tuple[Grid, str]] = []
    for grid in contents.grids:
        if not grid.rows or (says and (is_about(grid) or (grid.place == GUIDANCE and grid.width == 1))):
            continue
        try:
            heads = heading.find(grid)
        except TwoDateColumns as two:
            raise FileRefused(_two_dates(file, grid.place, two)) from None
        carried = Carried()
        if heads is None and before is not None and _goes_on(grid, before[0], before[1]):
            heads, carried = replace(before[0], first=-1, last=-1), before[2]
        if heads is None:
            skipped.append((grid, f"has no column with a date: its {rows_in_words(len(grid.rows))} not read"))
            continue
        Table(found, grid, heads, carried, reference).read()
        before = (heads, grid.width, carried)
    _say_skipped(found, skipped)
    if says:
        found.notices += _template_says(found, says, agency, named, reference)
    if order := month_first(found.rows):
        found.notices.append(order)
    if not found.read:
        found.notices.append(
            "There is a heading and no row. If there was no contact in the period, have that said in a row."
        )
    return found


def _template_says(found: Return, says: About, agency: str, named: bool, reference: date) -> Iterator[str]:
    """What the template has to say about the return it became."""
    if says.agency and not named:
        yield f"The agency is the one the template was made for: {says.agency}."
    elif says.agency and plain(says.agency) != plain(agency):
        yield f"The template was made for {says.agency}, and the return is read as that of {agency}. Ask whose it is."
    if count := outside(found.rows, says.period, reference):
        rows = "1 row is" if count == 1 else f"{count:,} rows are"
        yield f"{rows} dated outside the period asked for ({says.period}). They were read."


def _say_skipped(found: Return, skipped: Sequence[tuple[Grid, str]]) -> None:
    if not found.tables:
        raise FileRefused(_no_table(found.file, [grid for grid, _ in skipped]))
    for grid, why in skipped:
        found.notices.append(f"{place_in_words(grid.place)} {why}.")


def _no_table(file: str, grids: Sequence[Grid]) -> str:
    if not grids:
        return f"{file} has no table with rows in it. A chronology is a table with a heading row: Date, Source, Event…"
    first = next((row for grid in grids for row in grid.rows if row.cells), None)
    seen = "; ".join(" ".join(cell.text.split())[:40] for cell in first.cells[:6]) if first else ""
    return f"{file} has no table with a date column. Name one column “Date” and another “Event” in the heading row." + (
        f" The first row reads: {seen}." if seen else ""
    )


def _two_dates(file: str, place: str, two: TwoDateColumns) -> str:
    where = f" ({place})" if place else ""
    return (
        f"{file}{where} has two columns that could be the date of the event: “{two.first}” and “{two.second}”. "
        "Keep one as the date and rename the other, for example “Date recorded”."
    )


def _goes_on(grid: Grid, heads: Headings, width: int) -> bool:
    """A table without a heading, as wide as the one before: the same table, cut by a page or a paragraph."""
    if grid.width != width:
        return False
    first = next((column for column in heads.columns if column.field == "start_date"), None)
    texts = [cell_under(row, first) for row in grid.rows] if first else []
    dated = [understand(text, "", reference=date(2099, 12, 31)).edtf is not None for text in texts if text.strip()]
    return bool(dated) and sum(dated) * 2 >= len(dated)
