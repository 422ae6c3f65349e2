"""A combined chronology as a Word table on landscape A4, its heading row repeated on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final

from sightline.domain.chronology.row import Row, RowType

from .columns import extra_names, source_of
from .office import HEAD, content_types, escaped, package_relations, properties, write_package

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WIDE: Final = 15_400  # twentieths of a point between the margins of landscape A4

Getter = Callable[[Row], str]
_COLUMNS: Final[tuple[tuple[str, int, Getter], ...]] = (
    ("Ref", 500, lambda row: row.ref),
    ("Date", 1_150, lambda row: row.date_raw),
    ("Time", 750, lambda row: row.time_raw),
    ("Agency", 1_100, lambda row: row.agency),
    ("Source", 1_150, source_of),
    ("Practitioner", 1_050, lambda row: row.practitioner),
    ("Who was involved", 1_050, lambda row: row.who_involved),
    ("Child seen", 750, lambda row: row.child_seen or ""),
    ("Event", 3_400, lambda row: row.event),
    ("Voice of the child", 1_100, lambda row: row.child_voice),
    ("Response", 1_700, lambda row: row.response),
    ("Analysis", 1_400, lambda row: row.analysis),
    ("Key practice episode", 700, lambda row: row.significance or ""),
    ("Themes", 900, lambda row: "; ".join(row.themes)),
    ("File, place and row", 1_200, lambda row: row.at.in_words() if row.at.file else ""),
)
_ALWAYS: Final = frozenset({"Date", "Agency", "Source", "Event", "File, place and row"})

STYLES: Final = (
    f'{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="16"/><w:lang w:val="en-GB"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="160"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    "</w:styles>"
)


def paragraph(text: str, *, style: str = "", bold: bool = False) -> str:
    """A paragraph; line breaks and tabs as Word has them."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    runs = '</w:t><w:br/><w:t xml:space="preserve">'.join(escaped(line) for line in text.split("\n"))
    runs = runs.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:p>{look}<w:r>{weight}<w:t xml:space="preserve">{runs}</w:t></w:r></w:p>'


def cell(text: str, width: int, *, bold: bool = False, shade: bool = False, span: int = 1) -> str:
    """A cell of a table."""
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>' if shade else ""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{fill}</w:tcPr>{paragraph(text, bold=bold)}</w:tc>'
    )


def table_start(widths: Sequence[int]) -> str:
    """The beginning of a table with thin lines and fixed widths."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def heading_row(names: Sequence[str], widths: Sequence[int]) -> str:
    """A row that Word repeats at the head of every page."""
    cells = "".join(cell(name, width, bold=True, shade=True) for name, width in zip(names, widths))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def document(body: Iterator[str]) -> Iterator[str]:
    """The main part around a body, landscape A4."""
    yield f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>'
    yield from body
    yield (
        '<w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" w:right="720" '
        'w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def document_parts(body: Iterator[str], title: str, settings: str = "") -> list[tuple[str, Iterator[str] | str]]:
    """Every part of a document around a body."""
    types = {"/word/document.xml": f"{_TYPE}.document.main+xml", "/word/styles.xml": f"{_TYPE}.styles+xml"}
    relations = [("styles", "styles.xml")]
    more: list[tuple[str, Iterator[str] | str]] = []
    if settings:
        types["/word/settings.xml"] = f"{_TYPE}.settings+xml"
        relations.append(("settings", "settings.xml"))
        more.append(("word/settings.xml", settings))
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{base}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(relations, start=1)
    )
    links = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    return [
        ("[Content_Types].xml", content_types(types)),
        ("_rels/.rels", package_relations("word/document.xml")),
        *properties(title).items(),
        ("word/_rels/document.xml.rels", links),
        ("word/styles.xml", STYLES),
        *more,
        ("word/document.xml", document(body)),
    ]


def word_file(stream: BinaryIO, rows: Sequence[Row], title: str = "Combined chronology") -> None:
    """Write the document. Columns in which no row says anything are left out, those of every chronology apart."""
    write_package(stream, document_parts(_body(rows, title), title))


def _body(rows: Sequence[Row], title: str) -> Iterator[str]:
    columns = [one for one in _COLUMNS if one[0] in _ALWAYS or any(one[2](row) for row in rows)]
    columns += [(name, 1_000, _extra(name)) for name in extra_names(rows)]
    scale = _WIDE / sum(width for _, width, _ in columns)
    widths = [int(width * scale) for _, width, _ in columns]
    yield paragraph(title, style="Heading1")
    yield table_start(widths) + heading_row([name for name, _, _ in columns], widths)
    for row in rows:
        if row.row_type is RowType.CONTEXT:
            band = cell(row.event, sum(widths), bold=True, shade=True, span=len(widths))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{band}</w:tr>"
            continue
        cells = "".join(cell(get(row), width) for (_, _, get), width in zip(columns, widths))
        yield f"<w:tr>{cells}</w:tr>"
    yield "</w:tbl>"


def _extra(name: str) -> Getter:
    return lambda row: row.extras.get(name, "")
