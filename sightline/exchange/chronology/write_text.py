"""A combined chronology as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import BinaryIO, Final

from sightline.domain.chronology.row import Row
from sightline.domain.disclosure.formulas import neutral

from .columns import extra_names, headings, values

FORMAT: Final = "sightline-chronology/1"


def csv_file(stream: BinaryIO, rows: Sequence[Row]) -> None:
    """UTF-8 with a byte order mark, so that Excel reads accents; no cell can begin a formula."""
    extras = extra_names(rows)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(name) for name in headings(extras)])
    for row in rows:
        writer.writerow([neutral(_plain(value)) for value in values(row, extras)])
    text.flush()
    text.detach()


def _plain(text: str) -> str:
    return text.replace("\0", "")


def json_file(stream: BinaryIO, rows: Sequence[Row]) -> None:
    """One object with `rows`; a row on a line of its own. `position` counts from 1 in the order of the composite."""
    stream.write(f'{{"format": "{FORMAT}", "rows": ['.encode())
    for at, row in enumerate(rows):
        line = json.dumps({"position": at + 1, **row.as_json()}, ensure_ascii=False)
        stream.write((",\n" if at else "\n").encode() + line.encode("utf-8", "replace"))
    stream.write(b"\n]}\n")
