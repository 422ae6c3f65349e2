"""Tables of a Word document: merged cells, nested tables, tracked changes read as if accepted, comments.

Names of elements are compared without their namespace, so that strict and transitional documents read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sightline.domain.chronology import headings
from sightline.domain.chronology.about import line_of
from sightline.domain.chronology.grid import Cell, Contents, Grid, GridRow

from . import limits
from .errors import FileRefused
from .package import Package, attribute, local

_GONE: Final = frozenset({"del", "moveFrom"})
_SKIPPED: Final = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText", "delText"}
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_ABOVE: Final = 60  # paragraphs looked at above the table: more than a template of ours has
_AROUND: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


@dataclass(slots=True)
class _RowMarks:
    """What a reviewer left in one row."""

    inserted: int = 0
    deleted: int = 0
    comments: list[str] = field(default_factory=list)
    cells: int = 0


class _Document:
    """Reads one document. Counts cells, so that a hostile one ends in a sentence."""

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self._package = package
        self._cells = 0
        self._rows = 0
        self._deleted_rows = 0
        self._changed_rows = 0
        self._tables = 0
        self.found_comments: list[dict[str, Any]] = []
        main = next(
            (target for kind, target in package.relations("").values() if kind == "officeDocument"), "word/document.xml"
        )
        relations = dict(package.relations(main).values())
        self._comments = self._texts_by_id(relations.get("comments"), "comment")
        self._footnotes = self._texts_by_id(relations.get("footnotes"), "footnote")
        self._root = package.xml(main)

    def _texts_by_id(self, part: str | None, tag: str) -> dict[str, tuple[str, str]]:
        """Comments or footnotes: id to (text, author)."""
        if part is None or part not in self._package:
            return {}
        return {
            attribute(one, "id") or "": (self.text(one, _RowMarks()).strip(), attribute(one, "author") or "")
            for one in self._package.xml(part)
            if local(one) == tag
        }

    def contents(self) -> Contents:
        """Every table, and what is worth knowing about the document."""
        grids: list[Grid] = []
        for table in _tables(self._root):
            self._tables += 1
            grids += self._grids(table, f"table {self._tables}", 0)
        return Contents(tuple(grids), tuple(self._notices()), tuple(self.found_comments), tuple(self._about()))

    def _about(self) -> Iterator[tuple[str, str]]:
        """What a template of ours says about itself, in paragraphs before its table."""
        body = _child(self._root, "body")
        for child in list(body if body is not None else ())[:_ABOVE]:
            if local(child) == "tbl":
                return
            if local(child) == "p" and (line := line_of(self.text(child, _RowMarks()))):
                yield line

    def _notices(self) -> Iterator[str]:
        if self._changed_rows:
            rows = "1 row holds" if self._changed_rows == 1 else f"{self._changed_rows:,} rows hold"
            yield f"{rows} tracked changes; they were read as if accepted. Ask the agency to accept or reject them."
        if self._deleted_rows:
            rows = "1 row that was" if self._deleted_rows == 1 else f"{self._deleted_rows:,} rows that were"
            yield f"{rows} deleted with tracked changes was left out."
        if self.found_comments:
            comments = (
                "A comment stands" if len(self.found_comments) == 1 else f"{len(self.found_comments):,} comments stand"
            )
            yield f"{comments} beside rows; they are listed in the report, and are no part of the chronology."
        if any(name.startswith("word/embeddings/") for name in self._package.names()):
            yield "The document holds embedded files; they were not read."

    def _grids(self, table: Any, place: str, depth: int) -> list[Grid]:
        """The grid of a table, or those of the tables inside it when only they are chronologies."""
        if depth > limits.DEEPEST:
            raise FileRefused(f"{self.name} has tables nested too deep. Ask the agency for one plain table.")
        inner = [] if depth >= limits.DEEPEST else list(_inner_tables(table))
        if inner and not self._reads(table, place):
            found: list[Grid] = []
            for number, one in enumerate(inner, start=1):
                found += self._grids(one, f"{place}, inner table {number}", depth + 1)
            if any(_is_chronology(grid) for grid in found):
                return found
        return [self._grid(table, place)]

    def _reads(self, table: Any, place: str) -> bool:
        marks = self.found_comments[:], self._cells, self._rows, self._deleted_rows, self._changed_rows
        found = _is_chronology(self._grid(table, place, rows=headings.SEARCHED))
        self.found_comments, self._cells, self._rows, self._deleted_rows, self._changed_rows = marks
        return found

    def _grid(self, table: Any, place: str, rows: int | None = None) -> Grid:
        found: list[GridRow] = []
        merged: dict[int, tuple[int, str]] = {}  # of cells that reach down: start to (span, text)
        width = 0
        for number, row in enumerate(_children(table, "tr"), start=1):
            if rows is not None and number > rows:
                break
            self._rows += 1
            if self._rows > limits.ROWS:
                raise FileRefused(f"{self.name} has more than {limits.ROWS:,} rows. Split it into several files.")
            properties = _child(row, "trPr")
            if properties is not None and _child(properties, "del") is not None:
                self._deleted_rows += 1
                continue
            cells, marks, end = self._row(row, properties, merged)
            width = max(width, end)
            notices = self._row_notices(place, number, marks)
            if any(cell.text.strip() for cell in cells):
                found.append(GridRow(number, tuple(cell for cell in cells if cell.text.strip()), notices))
        return Grid(place, tuple(found), width)

    def _row(self, row: Any, properties: Any, merged: dict[int, tuple[int, str]]) -> tuple[list[Cell], _RowMarks, int]:
        marks = _RowMarks()
        at = _number(_child(properties, "gridBefore"), 0) if properties is not None else 0
        cells: list[Cell] = []
        for cell in _children(row, "tc"):
            self._cells += 1
            if self._cells > limits.CELLS or at > limits.COLUMNS:
                raise FileRefused(
                    f"{self.name} has more cells than a chronology can have. Split it into several files."
                )
            own = _child(cell, "tcPr")
            span = min(_number(_child(own, "gridSpan"), 1), limits.COLUMNS) if own is not None else 1
            down = _child(own, "vMerge") if own is not None else None
            across = _child(own, "hMerge") if own is not None else None
            text = self.text(cell, marks).strip("\n\t ")
            if across is not None and attribute(across, "val") != "restart" and cells:
                before = cells[-1]
                cells[-1] = Cell(before.start, before.text, before.span + span, before.repeated)
            elif down is not None and attribute(down, "val") != "restart":
                cells.append(Cell(at, merged.get(at, (span, ""))[1] or text, span, repeated=True))
            else:
                cells.append(Cell(at, text, span))
                merged.pop(at, None)
                if down is not None:
                    merged[at] = (span, text)
            at += span
        return cells, marks, at

    def _row_notices(self, place: str, number: int, marks: _RowMarks) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        if marks.inserted or marks.deleted:
            self._changed_rows += 1
            counted = ", ".join(
                f"{count} {word}{'s' if count > 1 else ''}"
                for count, word in ((marks.inserted, "insertion"), (marks.deleted, "deletion"))
                if count
            )
            found.append(
                ("tracked", f"The row holds tracked changes ({counted}), read as if accepted: accept or reject them.")
            )
        for key in marks.comments:
            text, author = self._comments.get(key, ("", ""))
            self.found_comments.append({"place": place, "row": number, "author": author, "text": text})
            found.append(("comment", f"A comment stands beside this row: “{text[:200]}”. Answer it, or take it out."))
        return tuple(found)

    def text(self, element: Any, marks: _RowMarks, depth: int = 0) -> str:
        """The words of an element as a reader sees them, paragraphs on lines of their own."""
        if depth > 200:
            raise FileRefused(f"{self.name} is nested too deep to be a chronology. Ask the agency for one plain table.")
        pieces: list[str] = []
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name == "p":
                pieces.append(self.text(child, marks, depth + 1) + "\n")
            elif name == "tbl":
                pieces.append(self._table_text(child, marks, depth + 1))
            else:
                pieces.append(self._other(child, name, marks, depth))
        return "".join(pieces)

    def _other(self, child: Any, name: str, marks: _RowMarks, depth: int) -> str:
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SKIPPED:
            return ""
        if name in _GONE:
            marks.deleted += 1
            return ""
        if name in ("ins", "moveTo"):
            marks.inserted += 1
        if name == "commentReference":
            marks.comments.append(attribute(child, "id") or "")
            return ""
        if name == "footnoteReference":
            note = self._footnotes.get(attribute(child, "id") or "", ("", ""))[0]
            return f" [{note}]" if note else ""
        if name == "AlternateContent":
            child = next((one for one in child if local(one) == "Choice"), child)
        if name == "sdt" and _is_prompt(child):
            return ""
        if name == "sym":
            return _symbol(child)
        if name == "fldChar":
            return _form_field(child)
        return self.text(child, marks, depth + 1) if len(child) else ""

    def _table_text(self, table: Any, marks: _RowMarks, depth: int) -> str:
        """A table inside a cell of a chronology, as lines."""
        lines = []
        for row in _children(table, "tr"):
            texts = [" ".join(self.text(cell, marks, depth + 1).split()) for cell in _children(row, "tc")]
            lines.append(" | ".join(text for text in texts if text))
        return "\n".join(line for line in lines if line) + "\n"


def read(package: Package) -> Contents:
    """The tables of a Word document. Raises FileRefused."""
    return _Document(package).contents()


def _is_chronology(grid: Grid) -> bool:
    try:
        return headings.find(grid) is not None
    except headings.TwoDateColumns:
        return True


def _tables(element: Any) -> Iterator[Any]:
    """The outermost tables, in their order, also inside text boxes and controls."""
    for child in element:
        name = local(child)
        if name == "tbl":
            yield child
        elif name == "AlternateContent":
            yield from _tables(next((one for one in child if local(one) == "Choice"), child))
        elif name not in _GONE and len(child):
            yield from _tables(child)


def _inner_tables(table: Any) -> Iterator[Any]:
    for row in _children(table, "tr"):
        for cell in _children(row, "tc"):
            yield from _tables(cell)


def _children(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, also those inside controls and tracked insertions."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in _AROUND:
            yield from _children(child, wanted)


def _child(element: Any, wanted: str) -> Any:
    return next((child for child in element if local(child) == wanted), None)


def _number(element: Any, default: int) -> int:
    if element is None:
        return default
    value = attribute(element, "val") or ""
    return max(int(value), default) if value.isdecimal() and len(value) < 6 else default


def _is_prompt(control: Any) -> bool:
    """Whether a control still shows its prompt ("Click to enter text"), which nobody wrote."""
    properties = _child(control, "sdtPr")
    return properties is not None and _child(properties, "showingPlcHdr") is not None


def _form_field(field: Any) -> str:
    """What an old form field shows that is not written as text: the entry of a list, or a box with its cross."""
    data = _child(field, "ffData")
    if data is None:
        return ""
    choices, box = _child(data, "ddList"), _child(data, "checkBox")
    if choices is not None:
        entries = [attribute(one, "val") or "" for one in choices if local(one) == "listEntry"]
        at = _number(_child(choices, "result"), 0)
        return entries[at] if at < len(entries) else ""
    if box is None:
        return ""
    state = _child(box, "checked")
    state = _child(box, "default") if state is None else state
    ticked = state is not None and attribute(state, "val", "1") in ("1", "true", "on")
    return "☒" if ticked else "☐"


def _symbol(element: Any) -> str:
    """Ticks and crosses of the symbol fonts used for boxes in forms."""
    signs = {"F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FB": "✗", "F052": "☑", "F0A3": "☐"}
    return signs.get((attribute(element, "char") or "").upper(), "")
