"""Reads a survey file to its end: which tool made it, its questions, its answers, what is personal and left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from . import grouping, headings
from .cleaning import clean, clean_answer, same
from .errors import SurveyError
from .headings import ASIDE, FORMS, IDENTIFIER, LIME, MONKEY, PERSONAL, PLAIN, SUBMITTED, WHEN
from .kinds import Group, in_scale, question
from .shapes import DATE, MATRIX, TEXT, DateColumn, Question, Reading
from .sheet import Grid, book, grid_of_sheet, grid_of_text, is_book, raw_of
from .when import MIXED, UNCLEAR, all_times, order_of
from .xlsform import is_definition, read_definition

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    MONKEY: headings.MONKEY_COLUMNS,
    LIME: headings.LIME_COLUMNS,
    FORMS: headings.FORMS_COLUMNS,
    PLAIN: headings.PLAIN_COLUMNS,
}


def read_survey(path: str) -> Reading:
    """The file as questions and answers, or, for a definition (XLSForm), as questions alone. Raises SurveyError."""
    raw = raw_of(path)
    if not is_book(raw):
        return read_grid(grid_of_text(raw))
    found = book(raw)
    return read_definition(found) if is_definition(found) else read_grid(grid_of_sheet(found))


@dataclass(slots=True)
class _Table:
    """A grid with its headings understood."""

    tool: str
    top: tuple[str, ...]
    second: tuple[str, ...] | None
    rows: tuple[tuple[str, ...], ...]
    kinds: dict[int, str]
    said: list[str] = field(default_factory=list)


def read_grid(grid: Grid) -> Reading:
    """Read a table of answers. Raises SurveyError when nothing in it is a question."""
    table = _table(grid)
    table.said = list(grid.said)
    complete, incomplete = _complete(table)
    columns = [[clean_answer(row[place]) for row in complete] for place in range(len(table.top))]
    groups = _groups(table, columns)
    groups = _without_personal(table, groups, columns)
    if not groups:
        raise SurveyError("No question was found in the file: look at its first row, which should hold the questions.")
    questions = tuple(question(group, columns) for group in groups)
    identifier = next(iter(place for place, kind in table.kinds.items() if kind == IDENTIFIER), None)
    dates = _dates(table, questions, columns)
    _say_more(table, questions, columns, complete, identifier)
    blanked = {place for place, kind in table.kinds.items() if kind in (PERSONAL, IDENTIFIER)}
    rows = tuple(
        tuple("" if place in blanked else columns[place][at] for place in range(len(columns)))
        for at in range(len(complete))
    )
    if incomplete:
        left = "1 response was" if incomplete == 1 else f"{incomplete:,} responses were"
        table.said.append(f"{left} not finished (no date of submission) and not counted.")
    return Reading(
        source=table.tool,
        encoding=grid.encoding,
        header_rows=1 if table.second is None else 2,
        questions=questions,
        rows=rows,
        incomplete=incomplete,
        dropped=tuple(_name(table, place) for place in sorted(_of(table, PERSONAL))),
        set_aside=tuple(_name(table, place) for place in sorted(_of(table, ASIDE, WHEN, SUBMITTED))),
        identifier=None if identifier is None else identifier + 1,
        dates=dates,
        warnings=tuple(table.said),
        keys=() if identifier is None else tuple(columns[identifier]),
    )


def _of(table: _Table, *kinds: str) -> list[int]:
    return [place for place, kind in table.kinds.items() if kind in kinds]


def _name(table: _Table, place: int) -> str:
    """What a column is called: its own heading, else the one under it."""
    below = clean(table.second[place]) if table.second else ""
    if below and not grouping.marker_of(below):
        return below
    return clean(table.top[place]) or f"column {place + 1}"


# --- the headings


def _table(grid: Grid) -> _Table:
    top = headings.unnamed(grid.rows[0])
    tool = headings.tool_of(top)
    second = headings.unnamed(grid.rows[1]) if len(grid.rows) > 1 else None
    kinds = headings.known(top, TABLES[tool])
    if tool in (MONKEY, PLAIN) and second is not None and _two_rows(top, second, kinds):
        kinds = headings.known(top, TABLES[MONKEY])
        return _Table(MONKEY, top, second, grid.rows[2:], kinds)
    table = _Table(tool, top, None, grid.rows[1:], kinds)
    if tool == LIME:
        about = [place for place, text in enumerate(top) if _is_timing(text, top) or headings.counts_files(text)]
        kinds.update({place: ASIDE for place in about if place not in kinds})
    if tool == FORMS:
        kinds.update({p: ASIDE for p, text in enumerate(top) if clean(text).startswith(("Points - ", "Feedback - "))})
    if not clean(top[0]) and _counts_up([row[0] for row in table.rows]):
        kinds[0] = ASIDE
    return table


def _two_rows(top: Sequence[str], second: Sequence[str], kinds: Mapping[int, str]) -> bool:
    """Two of three signs, or one that says enough. A row with something under the tool's own columns is an answer."""
    if any(second[place].strip() for place in kinds):
        return False
    filled = [label for label in second if label.strip()]
    by_id = same(top[0]) == "respondentid"
    by_marker = any(grouping.marker_of(label) for label in filled)
    by_blank = any(not above.strip() and below.strip() for above, below in zip(top, second))
    if by_id + by_marker + by_blank >= 2:
        return True
    if filled and all(grouping.marker_of(label) for label in filled):
        return True
    # Short form: the question repeated in every column instead of blanks, with other words under each.
    repeated = any(
        same(top[at]) == same(top[at + 1]) and top[at].strip() and second[at].strip() and second[at + 1].strip()
        and same(second[at]) != same(second[at + 1])
        for at in range(len(top) - 1)
    )  # fmt: skip
    return repeated and (by_id or by_marker)


def _is_timing(text: str, top: Sequence[str]) -> bool:
    """LimeSurvey's columns of how long a page or question took."""
    heading = re.sub(r"^(\w+)\. .*", r"\1", clean(text))  # with both in it, its code says it
    key = same(heading)
    if key in ("interviewtime", "totaltime") or key.startswith(("grouptime", "questiontime")):
        return True
    code = heading.removesuffix("Time")
    return code != heading and any(clean(other).startswith(code) for other in top if clean(other) != heading)


def _counts_up(values: Sequence[str]) -> bool:
    """A column without a heading that only numbers the rows."""
    return len(values) > 1 and all(value.strip().isdigit() for value in values) and len(set(values)) == len(values)


# --- the answers


def _complete(table: _Table) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Rows that were submitted, and how many were not."""
    places = _of(table, SUBMITTED)
    if not places:
        return table.rows, 0
    done = tuple(row for row in table.rows if row[places[0]].strip() and row[places[0]].strip() not in ("N/A", "NULL"))
    return done, len(table.rows) - len(done)


def _groups(table: _Table, columns: Sequence[Sequence[str]]) -> list[Group]:
    places = [
        place
        for place in range(len(table.top))
        if place not in table.kinds
        and (clean(table.top[place]) or (table.second and clean(table.second[place])) or any(columns[place]))
    ]
    if table.second is not None:
        return grouping.two_rows(table.top, table.second, places)
    if table.tool == LIME:
        return grouping.lime(table.top, places)
    if table.tool == FORMS:
        return grouping.one_each(table.top, places)
    if any(not clean(table.top[place]) for place in places):
        table.said.append("Some columns have no heading; they were taken to go on with the question before them.")
        return grouping.blanks(table.top, places)
    return [one for group in grouping.merged(table.top, places) for one in _believed(table, group, columns)]


def _believed(table: _Table, group: Group, columns: Sequence[Sequence[str]]) -> list[Group]:
    """A merged group, or its columns apart where they have no answer in common and are no choose-all."""
    if len(group.places) == 1 or group.marker or question(group, columns).type != MATRIX:
        return [group]
    kinds = [set(filter(None, columns[place])) for place in group.places]
    if any(one & other for n, one in enumerate(kinds) for other in kinds[n + 1 :]) or not all(kinds):
        return [group]
    if all(in_scale(word) for kind in kinds for word in kind):
        return [group]
    return [Group(clean(table.top[place]), (place,), ("",)) for place in group.places]


def _without_personal(table: _Table, groups: Sequence[Group], columns: Sequence[Sequence[str]]) -> list[Group]:
    """Groups that ask for no personal data; the others' columns become personal."""
    kept = []
    for group in groups:
        labels = {same(label) for label in group.labels}
        contact = len(labels) > 1 and labels <= headings.CONTACT
        asks = len(group.places) == 1 and headings.asks_for_personal(group.text)
        given = [place for place in group.places if headings.holds_addresses(columns[place])]
        if contact or asks or len(given) == len(group.places):
            table.kinds.update(dict.fromkeys(group.places, PERSONAL))
            continue
        # "Phone" may be an option that was ticked; only a box of text under it holds a number.
        boxes = question(group, columns).type == TEXT
        named = [n for n, label in enumerate(group.labels) if boxes and headings.asks_for_personal(label)]
        out = {group.places[n] for n in named} | set(given)
        table.kinds.update(dict.fromkeys(out, PERSONAL))
        keep = [n for n, place in enumerate(group.places) if place not in out]
        if keep:
            places = tuple(group.places[n] for n in keep)
            labels_left = tuple(group.labels[n] for n in keep)
            kept.append(Group(group.text, places, labels_left, group.marker, group.code, group.boxes))
    return kept


# --- what is said about it


def _dates(table: _Table, questions: Sequence[Question], columns: Sequence[Sequence[str]]) -> tuple[DateColumn, ...]:
    """Each column of dates with the order it is written in; what cannot be told is said, not assumed."""
    places = sorted(_of(table, WHEN, SUBMITTED))
    places += [column - 1 for one in questions if one.type == DATE for column in one.columns]
    found = []
    for place in places:
        filled = [cell for cell in columns[place] if cell]
        if not filled or all_times(filled):
            continue
        order = order_of(filled)
        name = clean(table.top[place]) or f"column {place + 1}"
        found.append(DateColumn(place + 1, name, order))
        if order == UNCLEAR:
            table.said.append(f"“{name}”: no date tells whether day or month comes first. Its dates are not used.")
        if order == MIXED:
            table.said.append(f"“{name}”: some dates have the day first and others the month. Its dates are not used.")
    return tuple(found)


def _say_more(
    table: _Table,
    questions: Sequence[Question],
    columns: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    identifier: int | None,
) -> None:
    said = table.said
    if not rows:
        said.append("The file holds questions but no answers.")
    texts: dict[str, list[Question]] = {}
    for one in questions:
        texts.setdefault(same(one.text), []).append(one)
    for again in texts.values():
        if len(again) > 1 and again[0].text:
            where = " and ".join(str(one.columns[0]) for one in again)
            said.append(
                f"“{_short(again[0].text)}” is asked {len(again)} times (columns {where}); kept apart by column."
            )
    answered = [column - 1 for one in questions for column in one.columns]
    silent = sum(not any(columns[place][at] for place in answered) for at in range(len(rows)))
    if silent:
        said.append(
            f"{silent:,} of the responses answered no question." if silent > 1 else "1 response answered no question."
        )
    formulas = sum(_like_formula(columns[place][at]) for place in answered for at in range(len(rows)))
    if formulas:
        cells = "1 answer begins" if formulas == 1 else f"{formulas:,} answers begin"
        said.append(f"{cells} like a formula. They are kept as words, and marked as words in whatever is written out.")
    if identifier is not None:
        given = [value for value in columns[identifier] if value]
        if len(set(given)) < len(given):
            said.append(
                f"{len(given) - len(set(given)):,} responses repeat the number of an earlier one; all are counted."
            )
    empty = [one for one in questions if rows and not any(any(columns[c - 1]) for c in one.columns)]
    for one in empty:
        said.append(f"“{_short(one.text)}” (column {one.columns[0]}) was answered by nobody; its type is a guess.")


def _like_formula(cell: str) -> bool:
    if not cell or cell[0] not in "=+-@":
        return False
    return not cell[1:].replace(".", "").replace(",", "").replace(" ", "").isdigit() and len(cell) > 1


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
