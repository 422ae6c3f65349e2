"""Sheets of a workbook (.xlsx, .xls, .ods): values by calamine, what it does not tell from the package itself.

True dates come as ISO days, with the hour where the cell holds one; both calendars (1900 and 1904) are known to it.
Hidden columns, rows and sheets are read and reported; so are comments and formulas without a stored value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import python_calamine as calamine

from sightline.domain.chronology.grid import Cell, Contents, Grid, GridRow

from . import limits
from .errors import FileRefused
from .package import Package, attribute, local

_NO_DAY: Final = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1)})
_CELL_NAME: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class Aside:
    """What a sheet holds beside its values; columns from 0, rows as a person counts them."""

    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    notices: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    comments: list[dict[str, Any]] = field(default_factory=list)
    formulas: int = 0
    covered: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right


def read(path: str, name: str, package: Package | None) -> Contents:
    """The sheets of a workbook. `package`: of .xlsx and .ods. Raises FileRefused."""
    from . import sheet_asides

    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError:
        raise FileRefused(f"{name} is locked with a password. Ask the agency to save it without one.") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise FileRefused(f"{name} is locked with a password. Ask the agency to save it without one.") from None
        raise FileRefused(f"{name} is damaged or was cut off. Ask the agency to send it again.") from None
    asides = sheet_asides.read(package) if package is not None else {}
    grids: list[Grid] = []
    notices: list[str] = []
    comments: list[dict[str, Any]] = []
    rows = cells = 0
    for meta in book.sheets_metadata:
        if meta.typ not in (calamine.SheetTypeEnum.WorkSheet,):
            continue
        aside = asides.get(meta.name, Aside())
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except (calamine.CalamineError, OSError, ValueError):
            raise FileRefused(f"{name} is damaged: the sheet “{meta.name}” cannot be read.") from None
        grid = _grid(sheet, meta, aside, name)
        rows += len(grid.rows)
        cells += sum(len(row.cells) for row in grid.rows)
        if rows > limits.ROWS:
            raise FileRefused(f"{name} has more than {limits.ROWS:,} rows. Split it into several files.")
        if cells > limits.CELLS:
            raise FileRefused(f"{name} has more cells than a chronology can have. Split it into several files.")
        grids.append(grid)
        comments += [{"place": meta.name, **one} for one in aside.comments]
    return Contents(tuple(grids), tuple(notices), tuple(comments))


def _grid(sheet: Any, meta: Any, aside: Aside, name: str) -> Grid:
    if sheet.start is None:
        return Grid(meta.name, (), 0)
    top, left = sheet.start
    covered = _covered(aside.covered or _ranges(sheet))
    found: list[GridRow] = []
    width = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        # Calamine gives rows from the first of the sheet, blank ones included.
        texts: dict[int, str] = {}
        for at, value in enumerate(values):
            if value is not None and value != "" and (text := as_text(value)):
                texts[at] = text
        cells = _cells(number, texts, covered)
        if cells or number in aside.notices:
            width = max([width, *(cell.start + cell.span for cell in cells)])
            found.append(GridRow(number, tuple(cells), tuple(aside.notices.get(number, ()))))
        if len(found) > limits.ROWS:
            raise FileRefused(f"{name} has more than {limits.ROWS:,} rows. Split it into several files.")
    hidden_place = meta.visible != calamine.SheetVisibleEnum.Visible
    said = (
        (f"{aside.formulas:,} cells hold formulas; the values stored with them were read.",) if aside.formulas else ()
    )
    return Grid(
        meta.name,
        tuple(found),
        width,
        frozenset(aside.hidden_columns),
        frozenset(aside.hidden_rows),
        hidden_place,
        said,
    )


_Covered = dict[int, list[tuple[int, int, int, int]]]


def _ranges(sheet: Any) -> list[tuple[int, int, int, int]]:
    return [(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in (sheet.merged_cell_ranges or [])]


def _covered(ranges: list[tuple[int, int, int, int]]) -> tuple[_Covered, dict[tuple[int, int], str]]:
    """Merged ranges by each row they reach, and room for the text of their first cell."""
    by_row: _Covered = defaultdict(list)
    for one in ranges[:20_000]:
        for row in range(one[0], min(one[2], one[0] + 5_000) + 1):
            by_row[row].append(one)
    return by_row, {}


def _cells(number: int, texts: dict[int, str], covered: tuple[_Covered, dict[tuple[int, int], str]]) -> list[Cell]:
    by_row, held = covered
    cells: dict[int, Cell] = {at: Cell(at, text) for at, text in texts.items()}
    for top, left, _, right in by_row.get(number, ()):
        span = right - left + 1
        if number == top:
            if left in texts:
                cells[left] = Cell(left, texts[left], span)
                held[(top, left)] = texts[left]
        elif text := held.get((top, left)):
            cells[left] = Cell(left, text, span, repeated=True)
    return [cells[at] for at in sorted(cells)]


def as_text(value: Any) -> str:
    """A value of a cell as it would be written by hand: days as 2016-05-22, whole numbers without a point."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").strip("\n\t ")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6)
    if isinstance(value, timedelta):
        return _clock(value.total_seconds())
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _moment(value: datetime) -> str:
    """A day, with its time when it is not midnight: midnight in a spreadsheet means that no time was written."""
    whole = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    clock = _clock(whole.hour * 3600 + whole.minute * 60 + whole.second)
    if whole.date() in _NO_DAY:
        return clock
    return whole.date().isoformat() if clock == "00:00" else f"{whole.date().isoformat()} {clock}"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours:02}:{minutes:02}:{rest:02}" if rest else f"{hours:02}:{minutes:02}"


def column_number(letters: str) -> int:
    """A column's number from 0: "A" is 0, "AA" 26."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total - 1


def place_of(cell: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a name such as "C5"."""
    found = _CELL_NAME.fullmatch(cell.replace("$", "").upper())
    return (int(found[2]), column_number(found[1])) if found else None


def texts_of(element: Any, tags: frozenset[str]) -> str:
    """All text of elements with these names inside, joined."""
    return "".join(one.text or "" for one in element.iter() if local(one) in tags)


__all__ = ["Aside", "as_text", "attribute", "column_number", "place_of", "read", "texts_of"]
