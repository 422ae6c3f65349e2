"""Small awkward files for tests, and reading them as the command does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx

from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.exchange.chronology import child

REFERENCE = date(2026, 11, 25)
HEAD = ("Date", "Source", "Event")


def read(path: Path, agency: str = "Police") -> Return:
    """The rows of one file, read in this process. Raises FileRefused."""
    return read_return(child.read(str(path), path.name), file=path.name, agency=agency, reference=REFERENCE)


def word(path: Path, lines: Sequence[Sequence[str]]) -> Any:
    """A Word document with one plain table; saved, and given back to be changed and saved again."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(lines[0]))
    for line in lines:
        for cell, text in zip(table.add_row().cells, line):
            cell.text = text
    document.save(str(path))
    return document


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.write_bytes(text.encode(encoding))
    return path


def repacked(path: Path, change: dict[str, bytes | None]) -> Path:
    """The same package with parts changed, added, or (None) taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in change:
                new.writestr(entry.filename, old.read(entry))
        for name, content in change.items():
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(stream.getvalue())
    return path


def part(path: Path, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def events(found: Return) -> list[str]:
    """What the rows say happened."""
    return [row.event for row in found.rows]


def days(found: Return) -> list[str | None]:
    """The EDTF of the rows."""
    return [row.when.edtf for row in found.rows]
