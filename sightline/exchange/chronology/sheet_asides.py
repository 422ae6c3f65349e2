"""What stands beside the values of a workbook: hidden columns and rows, comments, formulas, errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .package import Package, attribute, local
from .sheets import Aside, place_of, texts_of

_REPEATS_MOST: Final = 400  # columns a repeated definition is followed for


def read(package: Package) -> dict[str, Aside]:
    """By the name of the sheet."""
    if "content.xml" in package:
        return dict(_open_document(package))
    return dict(_excel(package))


def _excel(package: Package) -> Iterator[tuple[str, Aside]]:
    main = next(
        (target for kind, target in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    relations = package.relations(main)
    for sheet in package.xml(main).iter():
        if local(sheet) != "sheet":
            continue
        kind, part = relations.get(attribute(sheet, "id") or "", ("", ""))
        if kind != "worksheet" or part not in package:
            continue
        aside = Aside()
        _scan(package, part, aside)
        for other, target in package.relations(part).values():
            if other == "comments" and target in package:
                _comments(package.xml(target), aside)
        yield sheet.get("name") or "", aside


def _scan(package: Package, part: str, aside: Aside) -> None:
    for element in package.elements(part, frozenset({"col", "row", "c"})):
        name = local(element)
        if name == "c":
            _cell(element, aside)
        elif name == "row":
            if _is_true(element.get("hidden")) and (element.get("r") or "").isdecimal():
                aside.hidden_rows.add(int(element.get("r")))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif _is_true(element.get("hidden")):
            first, last = int(element.get("min") or 1), int(element.get("max") or 1)
            aside.hidden_columns.update(range(first - 1, min(last, first + _REPEATS_MOST)))


def _cell(element: Any, aside: Aside) -> None:
    formula = value = None
    for child in element:
        kind = local(child)
        if kind == "f":
            formula = child
        elif kind == "v":
            value = child.text
    where = element.get("r") or ""
    spot = place_of(where)
    if element.get("t") == "e":
        if spot:
            aside.notices[spot[0]].append(
                ("formula", f"Cell {where} shows the error {value or ''}: type the words instead.")
            )
    elif formula is not None:
        if value is None or value == "":
            if spot and element.get("t") != "str":
                said = f"Cell {where} holds a formula whose result is not stored: type the words instead."
                aside.notices[spot[0]].append(("formula", said))
        else:
            aside.formulas += 1


def _comments(root: Any, aside: Aside) -> None:
    authors = [one.text or "" for one in root.iter() if local(one) == "author"]
    for one in root.iter():
        if local(one) != "comment":
            continue
        spot = place_of(one.get("ref") or "")
        number = one.get("authorId") or ""
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        _comment(aside, spot, one.get("ref") or "", author, texts_of(one, frozenset({"t"})).strip())


def _comment(aside: Aside, spot: tuple[int, int] | None, cell: str, author: str, text: str) -> None:
    aside.comments.append({"row": spot[0] if spot else None, "cell": cell, "author": author, "text": text})
    if spot:
        said = f"A comment stands at cell {cell}: “{text[:200]}”. Answer it, or take it out."
        aside.notices[spot[0]].append(("comment", said))


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _open_document(package: Package) -> Iterator[tuple[str, Aside]]:
    for table in package.elements("content.xml", frozenset({"table"})):
        aside = Aside()
        _columns(table, aside)
        number = 1
        for row in table.iter():
            if local(row) != "table-row":
                continue
            repeated = attribute(row, "number-rows-repeated") or "1"
            if attribute(row, "visibility") in ("collapse", "filter"):
                aside.hidden_rows.update(range(number, number + min(int(repeated), _REPEATS_MOST)))
            _row(row, number, aside)
            number += int(repeated) if repeated.isdecimal() else 1
        yield attribute(table, "name") or "", aside
        table.clear()


def _columns(table: Any, aside: Aside) -> None:
    at = 0
    for column in table.iter():
        if local(column) != "table-column":
            continue
        repeated = attribute(column, "number-columns-repeated") or "1"
        count = int(repeated) if repeated.isdecimal() else 1
        if attribute(column, "visibility") in ("collapse", "filter"):
            aside.hidden_columns.update(range(at, at + min(count, _REPEATS_MOST)))
        at += count


def _row(row: Any, number: int, aside: Aside) -> None:
    at = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        across, down = attribute(cell, "number-columns-spanned") or "1", attribute(cell, "number-rows-spanned") or "1"
        if (across, down) != ("1", "1") and across.isdecimal() and down.isdecimal():
            aside.covered.append((number, at, number + int(down) - 1, at + int(across) - 1))
        for note in cell:
            if local(note) == "annotation":
                author = "".join(one.text or "" for one in note if local(one) == "creator")
                text = "\n".join("".join(one.itertext()) for one in note if local(one) == "p").strip()
                _comment(aside, (number, at), f"{_letters(at)}{number}", author, text)
        if attribute(cell, "formula"):
            aside.formulas += 1
        repeated = attribute(cell, "number-columns-repeated") or "1"
        at += int(repeated) if repeated.isdecimal() else 1


def _letters(column: int) -> str:
    found, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
