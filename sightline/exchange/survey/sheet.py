"""A file to a grid of words: CSV in any dialect, or the first filled sheet of a workbook.

Limits are ours (default): a survey of a partnership is far below them, a booby-trap above.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from .decoding import decode
from .errors import SurveyError
from .headings import PLAIN, tool_of

MOST_BYTES: Final = 50_000_000
MOST_UNPACKED: Final = 300_000_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 2_000
MOST_CELLS: Final = 10_000_000
LONGEST_CELL: Final = 100_000
MOST_ABOVE: Final = 5  # rows somebody put above the headings

_OLE: Final = b"\xd0\xcf\x11\xe0"
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml$")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal length, blank rows left out. `lines`: where each row stands in the file, counted from 1."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    encoding: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets by name, in its order, without those that are hidden."""

    sheets: dict[str, list[list[str]]]
    hidden: tuple[str, ...]
    said: tuple[str, ...]


def raw_of(path: str) -> bytes:
    """The bytes of the file. Raises SurveyError."""
    file = Path(path)
    try:
        if file.is_dir():
            raise SurveyError(f"{path} is a folder. Name the file itself.")
        if not file.is_file():
            raise SurveyError(f"There is no file {path}.")
        if file.stat().st_size > MOST_BYTES:
            raise SurveyError(
                f"The file is larger than {MOST_BYTES // 1_000_000} MB, which no survey export should be."
            )
        raw = file.read_bytes()
    except OSError as error:
        raise SurveyError(f"The file {path} cannot be opened ({error.strerror}).") from None
    if not raw.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise SurveyError("The file is empty.")
    return raw


def is_book(raw: bytes) -> bool:
    """Whether the content (not the name) is a workbook's."""
    return raw.startswith((b"PK\x03\x04", _OLE))


def book(raw: bytes) -> Book:
    """Every visible sheet of a workbook as words. Raises SurveyError."""
    said = _look_inside(raw) if raw.startswith(b"PK") else []
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = [(s.name, s.visible == SheetVisibleEnum.Visible) for s in opened.sheets_metadata]
        sheets = {}
        for name, visible in names:
            if visible:
                sheets[name] = [[_cell(value) for value in row] for row in _rows(opened.get_sheet_by_name(name))]
    except PasswordError:
        raise SurveyError("The workbook is protected by a password. Save a copy without one.") from None
    except (CalamineError, ValueError, OSError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise SurveyError("The workbook is protected by a password. Save a copy without one.") from None
        raise SurveyError(
            "The workbook is damaged or is no workbook. Open it in a spreadsheet and save it again."
        ) from None
    return Book(sheets, tuple(name for name, visible in names if not visible), tuple(said))


def _rows(sheet: object) -> Iterator[list[object]]:
    height, width = sheet.total_height, sheet.total_width  # type: ignore[attr-defined]
    if width > MOST_COLUMNS or height > MOST_ROWS or height * width > MOST_CELLS:
        raise SurveyError(
            f"A sheet has {height:,} rows and {width:,} columns; at most {MOST_ROWS:,} and {MOST_COLUMNS:,} are read."
        )
    # From the first cell of the sheet, so that a column counts as people see it.
    yield from sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]


def _look_inside(raw: bytes) -> list[str]:
    """Refuses what would unpack to far too much, and macros; counts formulas. Reads no more than the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 5_000:
                raise SurveyError("The workbook unpacks to more than can be a survey. It is not read.")
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise SurveyError("The workbook holds macros. Save it as .xlsx without them, then try again.")
            formulas = sum(_formulas(packed, part) for part in parts if _SHEET_PART.match(part.filename))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise SurveyError(
            "The workbook is damaged or is no workbook. Open it in a spreadsheet and save it again."
        ) from None
    if not formulas:
        return []
    what = "1 cell holds a formula" if formulas == 1 else f"{formulas} cells hold formulas"
    return [f"{what}. What the spreadsheet last worked out was read, and nothing was worked out here."]


def _formulas(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    count, tail, read = 0, b"", 0
    with packed.open(part) as stream:
        while piece := stream.read(1 << 20):
            read += len(piece)
            if read > MOST_UNPACKED:
                raise SurveyError("The workbook unpacks to more than can be a survey. It is not read.")
            text = tail + piece
            # The tail is shorter than what is looked for, so that nothing is counted twice.
            count += len(re.findall(rb"<f[ >/]", text))
            tail = text[-2:]
    return count


def _cell(value: object) -> str:
    """A cell in words: whole numbers without a point, dates year first."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    text = str(value) if value is not None else ""
    if len(text) > LONGEST_CELL:
        raise SurveyError(f"A cell holds more than {LONGEST_CELL:,} characters. The file is not read.")
    return text


def grid_of_sheet(found: Book) -> Grid:
    """The first sheet that holds anything. Raises SurveyError when none does."""
    said = list(found.said)
    filled = [name for name, rows in found.sheets.items() if any(any(c.strip() for c in row) for row in rows)]
    if not filled:
        raise SurveyError("The workbook holds no filled sheet that is not hidden.")
    left = [name for name in found.sheets if name in filled[1:]]
    if left:
        said.append(f"Only the sheet “{filled[0]}” was read; not read: {', '.join(left)}.")
    if found.hidden:
        said.append(f"Hidden sheets were not read: {', '.join(found.hidden)}.")
    return _evened(enumerate(found.sheets[filled[0]], start=1), "workbook", said, what="row")


def grid_of_text(raw: bytes) -> Grid:
    """A CSV file, whatever parts its cells. Raises SurveyError."""
    text, encoding, said = decode(raw)
    if text.lstrip()[:1] == "<":
        raise SurveyError("The file is a web page or XML, not a table. Export the survey as CSV or Excel.")
    if text[:4] in ("%PDF", "{\\rt") or text.lstrip()[:1] == "{":
        raise SurveyError("The file is not a table. Export the survey as CSV or Excel.")
    separator = _separator(text)
    try:
        rows = _parsed(text, separator, strict=True)
    except csv.Error as problem:
        rows = _loosely(text, separator, str(problem))
        said = [*said, "Quotation marks inside cells were not doubled; they were read as they stand."]
    return _evened(iter(rows), encoding, said, what="line")


def _separator(text: str) -> str:
    """What parts the cells: of comma, semicolon and tab, the one met most outside quotation marks in the first row."""
    first = _first_record(text)
    outside = "".join(first.split('"')[::2])
    counts = {mark: outside.count(mark) for mark in ",;\t"}
    best = max(counts, key=lambda mark: counts[mark])
    if not counts[best]:
        return ","
    return best


def _first_record(text: str) -> str:
    quoted = False
    for place, letter in enumerate(text[:200_000]):
        if letter == '"':
            quoted = not quoted
        elif letter in "\r\n" and not quoted and text[:place].strip():
            return text[:place]
    return text[:200_000]


def _parsed(text: str, separator: str, *, strict: bool) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    rows = []
    cells = 0
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
            cells += len(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                raise SurveyError(
                    f"The file has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns; it is not read."
                )
    except csv.Error as problem:
        if "field larger" in str(problem):
            raise SurveyError(
                f"A cell near line {line} holds more than {LONGEST_CELL:,} characters. "
                "A quotation mark may never have been closed."
            ) from None
        if "unexpected end" in str(problem):
            raise SurveyError(
                f"A quotation mark on or after line {line} is never closed, so the rows after it cannot be told apart. "
                "The file may be cut off."
            ) from None
        raise
    return rows


def _loosely(text: str, separator: str, problem: str) -> list[tuple[int, list[str]]]:
    rows = _parsed(text, separator, strict=False)
    if rows and any("\n" in cell or "\r" in cell for cell in rows[-1][1]) and text.count('"') % 2:
        raise SurveyError(
            f"A quotation mark on or after line {rows[-1][0]} is never closed, so the rows after it "
            "cannot be told apart."
        )
    return rows


def _evened(numbered: Iterator[tuple[int, list[str]]], encoding: str, said: list[str], *, what: str) -> Grid:
    """Rows of one length: short ones filled, what stands beyond the last heading reported."""
    kept = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
    if not kept:
        raise SurveyError("The file is empty.")
    above = _above_the_headings([row for _, row in kept[: MOST_ABOVE + 1]])
    if above:
        rows = f"{what} {kept[0][0]}" if above == 1 else f"{what}s {kept[0][0]} to {kept[above - 1][0]}"
        said.append(f"What stands above the headings was left out ({rows}).")
        kept = kept[above:]
    # The headings may take two rows; the wider of the first two is the width of the table.
    width = max(_filled(row) for _, row in kept[:2])
    if width == 1 and len(kept) > 1 and len({len(row) for _, row in kept}) > 2:
        raise SurveyError("The file is not a table: its rows have nothing in common.")
    beyond = [line for line, row in kept if _filled(row) > width]
    if beyond:
        rows = "1 row has" if len(beyond) == 1 else f"{len(beyond)} rows have"
        said.append(f"{rows} cells beyond the last heading, which were left out (first on {what} {beyond[0]}).")
    rows_out = tuple(tuple((row + [""] * width)[:width]) for _, row in kept)
    return Grid(rows_out, tuple(line for line, _ in kept), encoding, tuple(said))


def _above_the_headings(rows: list[list[str]]) -> int:
    """How many rows hold a title and the like, before the row of headings that a survey tool writes."""
    for at, row in enumerate(rows):
        if tool_of(row) != PLAIN:
            return at
        if sum(bool(cell.strip()) for cell in row) > 1:
            break
    return 0


def _filled(row: list[str]) -> int:
    """How far the row goes to its last filled cell."""
    return max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
