"""Taguette's codebook as CSV: a column `name`, `tag` or `path`, and `description`."""

from __future__ import annotations

import csv
import io
from typing import Final

from sightline.domain.coding.ids import guid_for
from sightline.domain.coding.shapes import Project, ProjectCode

from . import limits
from .errors import NotUsable

NAMES: Final = ("name", "tag", "path")
DESCRIPTION: Final = "description"


def read_csv(data: bytes) -> Project:
    """The codes of a codebook, names just as they stand. Raises NotUsable."""
    if len(data) > limits.FILE:
        raise NotUsable(f"The file is larger than {limits.FILE // limits.MEGABYTE} MB.")
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotUsable("The file is not UTF-8. Save it as CSV (UTF-8), then try again.") from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise NotUsable("The file is not a CSV table that can be read. Export the codebook again.") from None
    heading = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = next((heading.index(name) for name in NAMES if name in heading), None)
    if column is None:
        raise NotUsable("There is no column called name, tag or path, so this is not a codebook of Taguette.")
    about = heading.index(DESCRIPTION) if DESCRIPTION in heading else None
    return _project(rows[1:], heading, column, about)


def _project(rows: list[list[str]], heading: list[str], column: int, about: int | None) -> Project:
    codes: dict[str, ProjectCode] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=2):
        name = row[column].strip() if column < len(row) else ""
        if not name:
            if any(cell.strip() for cell in row):
                problems.append(f"Row {number} has no name and was left out.")
            continue
        if name in codes:
            problems.append(f"Row {number}: the code “{name}” stands there twice; the first is used.")
            continue
        words = row[about].strip() if about is not None and about < len(row) else ""
        codes[name] = ProjectCode(guid_for("taguette", name), name, description=words)
    if not codes:
        raise NotUsable("The codebook holds no codes.")
    if len(codes) > limits.CODES:
        raise NotUsable(f"The file holds more than {limits.CODES:,} codes, which no codebook of ours can be.")
    unused = [name for place, name in enumerate(heading) if place not in (column, about) and name]
    problems += [f"The column “{name}” is not used." for name in unused]
    return Project(origin="Taguette", codes=tuple(codes.values()), problems=tuple(problems))
