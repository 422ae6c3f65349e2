"""A table that an agency fills in, as Word or Excel, with guidance; its headings cannot be changed by accident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from sightline.domain.chronology.about import AGENCY, FILLED_BY, PERIOD, REVIEW, SHEET, TO_WRITE
from sightline.domain.chronology.about import GUIDANCE as GUIDANCE_SHEET

from . import write_excel, write_word
from .office import HEAD, escaped, write_package

COLUMNS: Final = (
    ("Ref", 600, 8),
    ("Date", 1_150, 16),
    ("Time", 800, 10),
    ("Source of information", 1_500, 24),
    ("Professional", 1_400, 20),
    ("Who was involved", 1_500, 20),
    ("Child seen", 900, 14),
    ("Event", 3_600, 60),
    ("Voice of the child", 1_400, 30),
    ("Action taken", 1_800, 40),
    ("Comment", 1_500, 30),
)
"""Headings, their widths in Word (twentieths of a point) and in Excel (characters)."""
_LINES: Final = 20  # blank rows in Word; Word adds more with the Tab key

GUIDANCE: Final = (
    "One row for each event or contact that matters for the review. A chronology is not a copy of the case "
    "notes: a sentence or two says what happened, what was seen and what was done.",
    "Date: day/month/year. Where the record is not exact, say so as it says: May 2016, about 2015, between 1 "
    "and 5 May 2016, undated. Never make up a day. A blank date means the date of the row above.",
    "Time: 14:30 or 2.30pm, where the record gives one.",
    "Source of information: the record the fact came from (case notes, incident log, clinic letter), without "
    "the name of your agency.",
    "Professional: who acted, by role. Who was involved: everybody else who was there.",
    "Child seen: yes, no, not applicable, or not recorded.",
    "Event: facts only. Voice of the child: what the child said or showed, in the child's own words where "
    "they are recorded.",
    "Comment: your agency's view, kept apart from the fact. A row whose source begins with # is a note to the reader.",
    "If your agency had no contact in the period, say so in one row. Explain abbreviations in a separate "
    "table or sheet.",
    "Do not change the headings. Send the file without a password and without macros.",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """For which review the template is made; all may be empty. `period`: in words."""

    review: str = ""
    agency: str = ""
    period: str = ""

    @property
    def title(self) -> str:
        """What stands above the table."""
        return " – ".join(part for part in ("Chronology", self.review, self.agency) if part)

    @property
    def lines(self) -> list[str]:
        """The guidance, with the period first where one is given."""
        return [*([f"Period under review: {self.period}."] if self.period else []), *GUIDANCE]

    @property
    def about(self) -> list[tuple[str, str]]:
        """What the file says about itself, and Sightline reads when it comes back; "" where the agency is to write."""
        return [(AGENCY, self.agency), (REVIEW, self.review), (PERIOD, self.period), (FILLED_BY, "")]


def word_template(stream: BinaryIO, occasion: Occasion) -> None:
    """A Word document with guidance, then the table. The heading row is locked and repeated on every page."""
    write_package(stream, write_word.document_parts(_word_body(occasion), occasion.title))


def _word_body(occasion: Occasion) -> Iterator[str]:
    widths = [width for _, width, _ in COLUMNS]
    scale = 15_400 / sum(widths)
    widths = [int(width * scale) for width in widths]
    yield write_word.paragraph(occasion.title, style="Heading1")
    for label, value in occasion.about:
        yield _about_line(label, value)
    for line in occasion.lines:
        yield write_word.paragraph(line)
    yield write_word.table_start(widths)
    lock = '<w:sdtPr><w:alias w:val="Headings"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>'
    heading = write_word.heading_row([name for name, _, _ in COLUMNS], widths)
    yield f"<w:sdt>{lock}<w:sdtContent>{heading}</w:sdtContent></w:sdt>"
    blank = "<w:tr>" + "".join(write_word.cell("", width) for width in widths) + "</w:tr>"
    yield blank * _LINES + "</w:tbl>"


def _about_line(label: str, value: str) -> str:
    """A label with its value in a control: locked where the review gave it, else for the agency to write."""
    lock = '<w:lock w:val="sdtContentLocked"/>' if value else "<w:showingPlcHdr/>"
    run = f'<w:r><w:t xml:space="preserve">{escaped(value or TO_WRITE)}</w:t></w:r>'
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(label)}"/>{lock}<w:text/></w:sdtPr>'
        f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
    )
    return f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escaped(label)}: </w:t></w:r>{control}</w:p>'


def excel_template(stream: BinaryIO, occasion: Occasion) -> None:
    """A workbook to fill in, whose headings are protected (no password), a sheet about the return, one of guidance."""
    parts = write_excel.workbook_parts(["Chronology", SHEET, GUIDANCE_SHEET], occasion.title)
    sheets = (_form(), _about(occasion), _guidance(occasion))
    write_package(
        stream, [*parts, *((f"xl/worksheets/sheet{at}.xml", sheet) for at, sheet in enumerate(sheets, start=1))]
    )


def _about(occasion: Occasion) -> str:
    """Label and value in each row; what the review gave is protected, the rest is for the agency."""
    rows = "".join(
        f'<row r="{at}">{write_excel.text_cell(f"A{at}", label, 1)}'
        + (write_excel.text_cell(f"B{at}", value) or f'<c r="B{at}" s="3"/>')
        + "</row>"
        for at, (label, value) in enumerate(occasion.about, start=1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{write_excel.MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/>'
        f'<col min="2" max="2" width="60" customWidth="1"/></cols><sheetData>{rows}</sheetData>'
        '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0"/></worksheet>'
    )


def _form() -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" style="3" customWidth="1"/>'
        for at, (_, _, width) in enumerate(COLUMNS, start=1)
    )
    seen = write_excel.column_letters([name for name, _, _ in COLUMNS].index("Child seen"))
    return (
        f'{HEAD}<worksheet xmlns="{write_excel.MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        f'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{write_excel.heading_line([name for name, _, _ in COLUMNS])}</sheetData>"
        '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" '
        'sort="0" autoFilter="0"/><dataValidations count="1"><dataValidation type="list" allowBlank="1" '
        f'showErrorMessage="0" sqref="{seen}2:{seen}5000"><formula1>"yes,no,not applicable,not recorded"</formula1>'
        "</dataValidation></dataValidations></worksheet>"
    )


def _guidance(occasion: Occasion) -> str:
    lines = [occasion.title, *occasion.lines]
    rows = "".join(write_excel.text_line([line], number) for number, line in enumerate(lines, start=1))
    return (
        f'{HEAD}<worksheet xmlns="{write_excel.MAIN}"><cols><col min="1" max="1" width="110" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
