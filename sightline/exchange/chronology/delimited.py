"""Text files with a value per column (.csv, .tsv, .txt) and tables pasted from Word or Excel.

The encoding is told by a byte order mark, else UTF-8 if it is that, else UTF-16 if every other byte is nought, else
Windows-1252, which is what Excel writes here. The delimiter is the one under which a heading row reads best.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from sightline.domain.chronology import headings
from sightline.domain.chronology.grid import Contents, Grid, grid_of

from . import limits
from .errors import FileRefused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS: Final = (",", ";", "\t", "|")
_TRIED: Final = 60  # records that are read to choose a delimiter


def read(path: str, name: str) -> Contents:
    """The table of a text file. Raises FileRefused."""
    with open(path, "rb") as stream:
        text, encoding = decoded(stream.read(), name)
    notices = [f"The file is not UTF-8; it was read as {encoding}."] if encoding == "Windows-1252" else []
    return Contents((table(text, name),), tuple(notices))


def read_pasted(text: str, name: str = "pasted table") -> Contents:
    """A table pasted from Word or Excel: tabs between columns, quotation marks round cells with line breaks."""
    return Contents((table(text, name, ("\t", *_DELIMITERS)),))


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, name), encoding.removesuffix("-sig").upper()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    else:
        if "\0" not in text:
            return text, "UTF-8"
    sample = data[:2_000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts = sample[first::2].count(0)
        if noughts * 10 > len(sample[first::2]) * 6 and len(data) % 2 == 0:
            return _decode(data, encoding, name), "UTF-16"
    if b"\0" in data:
        raise FileRefused(f"{name} is not a text file. Ask the agency for .docx, .xlsx or .csv.")
    # Five bytes mean nothing in Windows-1252; they are shown as what they are not.
    return data.decode("cp1252", "replace"), "Windows-1252"


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(f"{name} is damaged: its text breaks off. Ask the agency to send it again.") from None
    if "\0" in text:
        raise FileRefused(f"{name} is not a text file. Ask the agency for .docx, .xlsx or .csv.")
    return text


def table(text: str, name: str, delimiters: tuple[str, ...] = _DELIMITERS) -> Grid:
    """The records of a text as a grid; a record's number counts headings and blank records, as a spreadsheet does."""
    csv.field_size_limit(2**31 - 1)
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        delimiters, text, skipped = (first.strip()[4],), rest, 1
    chosen = max(delimiters, key=lambda one: (_worth(text, one), -delimiters.index(one)))
    lines: list[list[str]] = []
    cells = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=False):
            lines.append([_tidy(value) for value in record])
            cells += len(record)
            if len(lines) > limits.ROWS or cells > limits.CELLS or len(record) > limits.COLUMNS * 10:
                raise FileRefused(f"{name} has more than {limits.ROWS:,} rows. Split it into several files.")
    except csv.Error:
        raise FileRefused(f"{name} cannot be read as a table. Open it in Excel and save it as .xlsx.") from None
    return grid_of("", lines, 1 + skipped)


def _worth(text: str, delimiter: str) -> tuple[int, int]:
    """How well the best heading row reads with a delimiter: known fields, then cells."""
    best = (0, 0)
    try:
        for at, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if at >= _TRIED:
                break
            if len(record) > 1:
                fields = {headings.field_of(value) or (value if value in headings.OWN else None) for value in record}
                best = max(best, (len(fields - {None}), len(record)))
    except csv.Error:
        return best
    return best


def _tidy(value: str) -> str:
    """One kind of line break; ="22/05/2016" is how some systems keep a spreadsheet from changing a text."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip("\n ")
    return text[2:-1] if text.startswith('="') and text.endswith('"') and text.count('"') == 2 else text
