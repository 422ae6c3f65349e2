"""Survey files as the tools write them, made for a test."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sightline.exchange.survey import Question, Reading, read_survey

MONKEY = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
]


def someone(number: int, start: str = "10/13/2026 9:05", end: str = "10/13/2026 9:15") -> list[str]:
    """What SurveyMonkey writes about who answered."""
    return [f"1138528{number:04}", "77", start, end, "192.0.2.1", f"p{number}@example.org", "Pat", "Invented", ""]


def a_monkey(top: Sequence[str], second: Sequence[str] | None, *answers: Sequence[str]) -> list[list[str]]:
    """A newer SurveyMonkey export: its nine columns, then these."""
    rows = [[*MONKEY, *top]]
    if second is not None:
        rows.append([*[""] * 9, *second])
    return rows + [[*someone(n), *answer] for n, answer in enumerate(answers, start=1)]


def as_csv(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    """Rows as a file."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def read(content: bytes | str | Sequence[Sequence[str]], name: str = "survey.csv") -> Reading:
    """Write the file, read it."""
    if not isinstance(content, bytes | str):
        content = as_csv(content)
    raw = content.encode() if isinstance(content, str) else content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        return read_survey(str(path))


def a_book(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shape(questions: Sequence[Question]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Text, type and options of each."""
    return [(one.text, one.type, one.options) for one in questions]
