"""A copy of an agency's return with what to look at beside each row, to be put right and sent again.

The column of remarks is left out when the copy comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from sightline.domain.chronology.headings import REMARKS
from sightline.domain.chronology.returns import Refusal, Return
from sightline.domain.chronology.row import Row

from . import write_excel, write_word
from .columns import extra_names, source_of
from .office import HEAD, write_package

_COLUMNS: Final = (
    ("Ref", lambda row: row.ref),
    ("Date", lambda row: row.date_raw),
    ("Time", lambda row: row.time_raw),
    ("Source of information", source_of),
    ("Professional", lambda row: row.practitioner),
    ("Who was involved", lambda row: row.who_involved),
    ("Child seen", lambda row: row.child_seen or ""),
    ("Event", lambda row: row.event),
    ("Voice of the child", lambda row: row.child_voice),
    ("Action taken", lambda row: row.response),
    ("Comment", lambda row: row.analysis),
    ("Key practice episode", lambda row: row.significance or ""),
    ("Themes", lambda row: "; ".join(row.themes)),
)
_WIDTHS: Final = {"Event": 60, "Action taken": 40, "Comment": 30, REMARKS: 50}


def table(found: Return) -> tuple[list[str], list[list[str]]]:
    """Headings and lines of the copy, in the order of the return."""
    extras = extra_names(found.rows)
    names = [REMARKS, *(name for name, _ in _COLUMNS), *extras]
    lines: list[tuple[tuple[str, int], list[str]]] = []
    for row in found.rows:
        lines.append(
            ((row.at.place, row.at.row), [_remarks(row), *_texts(row), *(row.extras.get(name, "") for name in extras)])
        )
    for refusal in found.refused:
        lines.append(((refusal.at.place, refusal.at.row), [_refused(refusal), *[""] * (len(names) - 1)]))
    places = list(dict.fromkeys(one["place"] for one in found.tables))
    lines.sort(key=lambda line: (places.index(line[0][0]) if line[0][0] in places else len(places), line[0][1]))
    return names, [line for _, line in lines]


def _texts(row: Row) -> list[str]:
    return [get(row) for _, get in _COLUMNS]


def _remarks(row: Row) -> str:
    return "\n".join(problem.reason for problem in row.problems)


def _refused(refusal: Refusal) -> str:
    return f"Row {refusal.at.row}: {refusal.reason} It reads: {refusal.text}"


def excel_file(stream: BinaryIO, found: Return) -> None:
    """The copy as a workbook."""
    names, lines = table(found)
    parts = write_excel.workbook_parts(["Chronology"], "Chronology, marked up")
    write_package(stream, [*parts, ("xl/worksheets/sheet1.xml", _sheet(names, lines))])


def _sheet(names: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{_WIDTHS.get(name, 16)}" customWidth="1"/>'
        for at, name in enumerate(names, 1)
    )
    yield f'{HEAD}<worksheet xmlns="{write_excel.MAIN}"><cols>{widths}</cols><sheetData>'
    yield write_excel.heading_line(names)
    for number, line in enumerate(lines, start=2):
        yield write_excel.text_line(line, number)
    yield "</sheetData></worksheet>"


def word_file(stream: BinaryIO, found: Return) -> None:
    """The copy as a Word table; rows with something to look at are shaded."""
    write_package(stream, write_word.document_parts(_body(found), "Chronology, marked up"))


def _body(found: Return) -> Iterator[str]:
    names, lines = table(found)
    used = [
        at for at, name in enumerate(names) if name in (REMARKS, "Date", "Event") or any(line[at] for line in lines)
    ]
    weights = [_WIDTHS.get(names[at], 16) for at in used]
    widths = [int(15_400 * weight / sum(weights)) for weight in weights]
    yield write_word.paragraph(f"{found.agency}: what to look at", style="Heading1")
    yield write_word.table_start(widths) + write_word.heading_row([names[at] for at in used], widths)
    for line in lines:
        cells = "".join(write_word.cell(line[at], width, shade=bool(line[0])) for at, width in zip(used, widths))
        yield f"<w:tr>{cells}</w:tr>"
    yield "</w:tbl>"
