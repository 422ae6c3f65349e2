"""Make `samples/chronology/`: five agencies' returns of one invented review, each in another shape, with an answer key.

    python -m tools.make_chronologies                  write samples/chronology/
    python -m tools.make_chronologies --libreoffice    also let LibreOffice rewrite them into tests/samples/chronology/

The same run gives the same bytes: nothing in the files says who made them or when. The story and what is right to find
in it stand in `tools/chronology_story.py`, written by hand; the key is not taken from what Sightline finds.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tools import chronology_story as story
from tools.chronology_story import Told

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "chronology"
REWRITTEN = ROOT / "tests" / "samples" / "chronology"
FIXED = datetime(2017, 1, 31)  # noqa: DTZ001  a workbook keeps no time zone


def main() -> int:
    """Write the files; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_chronologies")
    parser.add_argument("--libreoffice", action="store_true", help="also rewrite them by LibreOffice, for tests")
    arguments = parser.parse_args()
    write(SAMPLES)
    if arguments.libreoffice:
        rewrite(SAMPLES, REWRITTEN)
    return 0


def write(folder: Path) -> None:
    """Every file of the sample."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{story.CARE}.docx").write_bytes(_care())
    (folder / f"{story.POLICE}.xlsx").write_bytes(_police())
    (folder / f"{story.HEALTH}.docx").write_bytes(_health())
    (folder / f"{story.SCHOOL}.csv").write_bytes(_school())
    (folder / f"{story.HOSPITAL}.xlsx").write_bytes(_hospital())
    lines = [",".join(row) for row in story.GLOSSARY]
    (folder / "glossary.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")
    (folder / "key.json").write_text(json.dumps(key(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def key() -> dict[str, Any]:
    """What is right to find: order, dates, links, gaps, rows whose date cannot be understood."""
    return {
        "reference": FIXED.date().isoformat(),
        "order": story.ORDER,
        "edtf": {row.key: row.edtf or None for rows in story.AGENCIES.values() for row in rows},
        "links": {kind: [list(rows) for rows in links] for kind, links in story.LINKS.items()},
        "differs": [{"rows": list(rows), "in": list(fields)} for rows, fields in story.DIFFERS.items()],
        "told": story.TOLD,
        "gaps": [dict(zip(("kind", "agency", "from", "to", "rows_of_others"), gap)) for gap in story.GAPS],
        "not_understood": {
            row: {"error": error, "suggestion": suggestion} for row, (error, suggestion) in story.NOT_UNDERSTOOD.items()
        },
    }


# Word


def _care() -> bytes:
    """Two lines of headings with merged cells, the headings said again half way, a tracked change and a comment."""
    document = docx.Document()
    document.add_paragraph("Chronology of Children's Social Care")
    table = document.add_table(rows=2, cols=8)
    for at, name in (
        (0, "Ref"),
        (1, "Date"),
        (2, "Time"),
        (3, "Source of information"),
        (6, "Who was present"),
        (7, "Child seen?"),
    ):
        table.cell(0, at).merge(table.cell(1, at)).text = name
    table.cell(0, 4).merge(table.cell(0, 5)).text = "Significant event"
    table.cell(1, 4).text, table.cell(1, 5).text = "Details", "Action taken"
    for at, row in enumerate(story.AGENCIES[story.CARE]):
        if at == 8:
            _line(
                table,
                (
                    "Ref",
                    "Date",
                    "Time",
                    "Source of information",
                    "Details",
                    "Action taken",
                    "Who was present",
                    "Child seen?",
                ),
            )
        _line(table, (row.key, row.date, row.time, row.source, row.event, row.response, row.who, row.seen))
    _track(table.rows[12].cells[4])
    document.add_comment(
        table.rows[12].cells[4].paragraphs[0].runs[:1],
        "Check the time with the worker.",
        author="Reviewer",
        initials="R",
    )
    return _document(document)


def _health() -> bytes:
    """Two tables: the second goes on without a heading."""
    document = docx.Document()
    head = (
        "No.",
        "Date of contact",
        "Time",
        "Record source",
        "What happened",
        "Outcome",
        "Contact with",
        "Seen/spoken to",
    )
    rows = story.AGENCIES[story.HEALTH]
    first = document.add_table(rows=1, cols=8)
    for cell, name in zip(first.rows[0].cells, head):
        cell.text = name
    for row in rows[:7]:
        _line(first, (row.key, row.date, row.time, row.source, row.event, row.response, row.who, row.seen))
    document.add_paragraph("continued")
    second = document.add_table(rows=0, cols=8)
    for row in rows[7:]:
        _line(second, (row.key, row.date, row.time, row.source, row.event, row.response, row.who, row.seen))
    return _document(document)


def _line(table: Any, texts: Sequence[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts):
        cell.text = text


def _track(cell: Any) -> None:
    """One deletion and one insertion, as a reviewer leaves them."""
    paragraph = cell.paragraphs[0]._p
    for tag, text_tag, text in (("w:del", "w:delText", " (unannounced)"), ("w:ins", "w:t", " Worker stayed an hour.")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        for name, value in (
            ("w:id", "900" if tag == "w:del" else "901"),
            ("w:author", "Reviewer"),
            ("w:date", "2017-01-31T00:00:00Z"),
        ):
            change.set(qn(name), value)
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        change.append(run)
        paragraph.append(change)


def _document(document: Any) -> bytes:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    properties.created = properties.modified = FIXED
    properties.revision = 1
    stream = io.BytesIO()
    document.save(stream)
    return _same_bytes(stream.getvalue())


# Excel and text


def _police() -> bytes:
    """Two sheets; true dates and dates typed as text in one column; a hidden column."""
    book: Any = openpyxl.Workbook()
    sheets = (book.active, book.create_sheet("2016"))
    sheets[0].title = "2014-2015"
    head = (
        "Ref",
        "Date of event",
        "Time of event",
        "Source of evidence",
        "Event",
        "Action taken",
        "Child seen",
        "Officer's collar number",
    )
    rows = story.AGENCIES[story.POLICE]
    earlier = [row for row in rows if not row.date.startswith("2016")]
    for sheet, part in zip(sheets, (earlier, [row for row in rows if row not in earlier])):
        sheet.append(head)
        for number, row in enumerate(part, start=2):
            sheet.append(
                (
                    row.key,
                    _true(row.date),
                    _true(row.time),
                    row.source,
                    row.event,
                    row.response,
                    row.seen,
                    f"{4400 + number}",
                )
            )
            sheet.cell(number, 2).number_format = "dd/mm/yyyy"
            sheet.cell(number, 3).number_format = "hh:mm"
        sheet.column_dimensions["H"].hidden = True
    return _workbook(book)


def _hospital() -> bytes:
    """Dates with their time in one cell, reckoned from 1904; a title above the headings."""
    book: Any = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Attendances"
    sheet.append(("Attendances and clinic letters",))
    sheet.append(())
    sheet.append(("Seq", "Date and time", "Document", "Summary", "Decision", "Who was present", "Child seen"))
    for number, row in enumerate(story.AGENCIES[story.HOSPITAL], start=4):
        sheet.append((row.key, _true(row.date), row.source, row.event, row.response, row.who, row.seen))
        sheet.cell(number, 2).number_format = "dd/mm/yyyy hh:mm" if ":" in row.date else "dd/mm/yyyy"
    return _workbook(book)


def _true(text: str) -> Any:
    """A day, a moment or a time as Excel keeps it, where it is written in figures from the year down; else the text."""
    for pattern in ("%Y-%m-%d %H:%M", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007
        except ValueError:
            continue
    return time.fromisoformat(text) if len(text) == 5 and text[2] == ":" else text or None


def _workbook(book: Any) -> bytes:
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.created = book.properties.modified = FIXED
    stream = io.BytesIO()
    book.save(stream)
    return _same_bytes(stream.getvalue())


def _school() -> bytes:
    """Semicolons, and the encoding that Excel writes in this country; a column nobody knows."""
    lines = ["Ref;Date;Time;Source;Significant event;Action taken;Contact with;Child seen;RAG"]
    for row in story.AGENCIES[story.SCHOOL]:
        lines.append(";".join((*_fields(row), "amber")))
    return ("\r\n".join(lines) + "\r\n").replace(" - ", " – ").encode("cp1252")


def _fields(row: Told) -> tuple[str, ...]:
    quoted = [f'"{text}"' if ";" in text else text for text in row[:8]]
    return tuple(quoted)


def _same_bytes(data: bytes) -> bytes:
    """The same package with the same date on every part, and no part that keeps the time of making."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _undated(content)
            elif entry.filename == "word/comments.xml":
                content = re.sub(rb'w:date="[^"]*"', b'w:date="2017-01-31T00:00:00Z"', content)
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, content)
    return stream.getvalue()


def _undated(core: bytes) -> bytes:
    fixed = FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + fixed, core)


# LibreOffice

CONVERSIONS = (
    (f"{story.CARE}.docx", "docx"),
    (f"{story.HEALTH}.docx", "docx"),
    (f"{story.POLICE}.xlsx", "xlsx"),
    (f"{story.POLICE}.xlsx", "xls"),
    (f"{story.POLICE}.xlsx", "ods"),
    (f"{story.HOSPITAL}.xlsx", "ods"),
    (f"{story.HOSPITAL}.xlsx", "xls"),
)


def rewrite(source: Path, target: Path, conversions: Iterable[tuple[str, str]] = CONVERSIONS) -> None:
    """Have LibreOffice open the files and save them again in its own way, one by one."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("LibreOffice is not on this machine.")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        for name, ending in conversions:
            subprocess.run(
                [
                    office,
                    f"-env:UserInstallation=file://{profile}",
                    "--headless",
                    "--convert-to",
                    ending,
                    "--outdir",
                    str(target),
                    str(source / name),
                ],
                check=True,
                capture_output=True,
                timeout=180,
            )


if __name__ == "__main__":
    sys.exit(main())
