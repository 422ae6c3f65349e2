"""Tables as files for a spreadsheet: CSV and XLSX in which no words are ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sightline.domain.disclosure.formulas import neutral
from sightline.kit.parts import Link, Result, Table

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME: Final = 31
# A workbook says when it was made; the same tables are to give the same bytes.
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001

Value = str | int | float | Link | Result


def plain(value: Value) -> str | int | float:
    """A cell of a page as a cell of a sheet: numbers stay numbers, words are made harmless."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, Link):
        return neutral(value.text)
    if isinstance(value, Result):
        return neutral(value.result)
    return neutral(value)


def as_csv(tables: Sequence[Table], *, notes: Sequence[str] = ()) -> bytes:
    """Tables one under the other, each with its name above it; UTF-8 with the mark that Excel asks for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for note in notes:
        writer.writerow([neutral(note)])
    for table in tables:
        writer.writerow([])
        writer.writerow([neutral(table.caption)])
        writer.writerow([neutral(word) for word in table.head])
        writer.writerows([plain(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(tables: Sequence[Table], *, notes: Sequence[str] = ()) -> bytes:
    """A workbook: a sheet of notes, then a sheet for each table."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    first = book.create_sheet("Read first")
    for note in notes:
        first.append([neutral(note)])
    first.column_dimensions["A"].width = 100
    names = {"Read first"}
    for table in tables:
        sheet = book.create_sheet(_name(table.caption, names))
        sheet.append([neutral(table.caption)])
        sheet.append([neutral(word) for word in table.head])
        for row in table.rows:
            sheet.append([plain(value) for value in row])
        for line in sheet.iter_rows(min_row=1, max_row=2):
            for cell in line:
                cell.font = Font(bold=True)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # never a formula, whatever it begins with
        sheet.freeze_panes = "B3"
    book.properties.created = book.properties.modified = _MADE
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _name(caption: str, taken: set[str]) -> str:
    """A name a sheet may have, and none has yet."""
    base = _FORBIDDEN.sub(" ", caption).strip("' ")[:LONGEST_NAME] or "Table"
    name, n = base, 2
    while name in taken:
        tail = f" {n}"
        name, n = base[: LONGEST_NAME - len(tail)] + tail, n + 1
    taken.add(name)
    return name
