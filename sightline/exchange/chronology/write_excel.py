"""A combined chronology as a workbook: one sheet, the heading row frozen, every cell text that cannot be a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from sightline.domain.chronology.headings import OWN
from sightline.domain.chronology.row import Row
from sightline.domain.disclosure.formulas import neutral

from .columns import NUMBERS, extra_names, headings, values
from .office import (
    HEAD,
    OFFICE,
    RELATIONS,
    content_types,
    escaped,
    package_relations,
    properties,
    write_package,
)

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LONGEST: Final = 32_767  # characters a cell can hold
_ESCAPES: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS: Final = {"event": 60, "response": 40, "analysis": 40, "child_voice": 30, "source": 24, "practitioner": 20,
                  "who_involved": 20, "date_raw": 18, "agency": 18}  # fmt: skip

STYLES: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE6E6E6"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4">'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" '
    'applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Cell styles: 0 text, 1 heading, 2 number, 3 text that may be edited on a protected sheet."""


def column_letters(at: int) -> str:
    """The letters of a column counted from 0."""
    found, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def text_cell(name: str, text: str, style: int = 0) -> str:
    """A cell of text; nothing for an empty one."""
    if not text:
        return ""
    safe = _ESCAPES.sub("_x005F_", escaped(neutral(text)[:LONGEST]))
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def workbook_parts(sheets: Sequence[str], title: str) -> list[tuple[str, str]]:
    """Every part of a workbook but its sheets, which stand at xl/worksheets/sheetN.xml."""
    numbers = range(1, len(sheets) + 1)
    types = {"/xl/workbook.xml": f"{SHEET}.sheet.main+xml", "/xl/styles.xml": f"{SHEET}.styles+xml"}
    types |= {f"/xl/worksheets/sheet{number}.xml": f"{SHEET}.worksheet+xml" for number in numbers}
    listed = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    relations += f'<Relationship Id="rId{len(sheets) + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return [
        ("[Content_Types].xml", content_types(types)),
        ("_rels/.rels", package_relations("xl/workbook.xml")),
        *properties(title).items(),
        ("xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'{HEAD}<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'),
        ("xl/styles.xml", STYLES),
    ]


def heading_line(names: Sequence[str], number: int = 1) -> str:
    """A row of headings."""
    cells = "".join(text_cell(f"{column_letters(at)}{number}", name, 1) for at, name in enumerate(names))
    return f'<row r="{number}">{cells}</row>'


def text_line(texts: Sequence[str], number: int, style: int = 0) -> str:
    """A row of texts."""
    cells = "".join(text_cell(f"{column_letters(at)}{number}", text, style) for at, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def excel_file(stream: BinaryIO, rows: Sequence[Row], title: str = "Combined chronology") -> None:
    """Write the workbook."""
    write_package(stream, [*workbook_parts(["Chronology"], title), ("xl/worksheets/sheet1.xml", _sheet(rows))])


def _sheet(rows: Sequence[Row]) -> Iterator[str]:
    extras = extra_names(rows)
    names = headings(extras)
    letters = [column_letters(at) for at in range(len(names))]
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{_WIDTHS.get(name, 14)}" customWidth="1"/>'
        for at, name in enumerate(names, 1)
    )
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
    )
    yield heading_line(names)
    numeric = [at for at, name in enumerate(OWN) if name in NUMBERS]
    for number, row in enumerate(rows, start=2):
        texts = values(row, extras)
        cells = [
            f'<c r="{letter}{number}" s="2"><v>{text}</v></c>'
            if at in numeric and text
            else text_cell(f"{letter}{number}", text)
            for at, (letter, text) in enumerate(zip(letters, texts))
        ]
        yield f'<row r="{number}">' + "".join(cells) + "</row>"
    yield f'</sheetData><autoFilter ref="A1:{letters[-1]}{len(rows) + 1}"/></worksheet>'
