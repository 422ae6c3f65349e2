"""XLSForm: a survey defined in a workbook, read as questions without answers.

Sheets `survey` and `choices`; names of sheets and columns in any letters; labels in a language's column where there is
no plain one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from .cleaning import clean
from .errors import SurveyError
from .headings import XLSFORM, asks_for_personal
from .shapes import DATE, MULTIPLE, NUMBER, RANKING, RATING, SINGLE, TEXT, Question, Reading
from .sheet import Book

Row = Mapping[str, str]

_CHOICE: Final = re.compile(
    r"^(?P<kind>select[ _](?:one|multiple|all that apply)|select1|rank)(?: from)?\s+(?P<list>\S+)"
    r"(?P<other>\s+or[ _](?:specify[ _])?other)?",
    re.IGNORECASE,
)
_PLAIN: Final[Mapping[str, str]] = {
    "text": TEXT,
    "string": TEXT,
    "integer": NUMBER,
    "int": NUMBER,
    "decimal": NUMBER,
    "range": RATING,
    "date": DATE,
    "datetime": DATE,
    "time": TEXT,
    "phone number": TEXT,
    "barcode": TEXT,
}
_NO_QUESTION: Final = frozenset(
    [
        "note",
        "calculate",
        "hidden",
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "simserial",
        "subscriberid",
        "phonenumber",
        "email",
        "audit",
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "group",
        "repeat",
        "xml-external",
        "csv-external",
    ]
)
_PERSONAL: Final = frozenset(["deviceid", "username", "simserial", "subscriberid", "phonenumber", "email"])


def is_definition(found: Book) -> bool:
    """Whether the workbook defines a survey: a sheet `survey`, or one sheet alone, with columns `type` and `name`."""
    rows = _survey_rows(found)
    return bool(rows) and {"type", "name"} <= {clean(cell).lower() for cell in rows[0]}


def _survey_rows(found: Book) -> list[list[str]]:
    named = _sheet(found, "survey")
    if named is None and len(found.sheets) == 1:
        named = next(iter(found.sheets.values()))
    rows = [row for row in named or [] if any(cell.strip() for cell in row)]
    return rows


def _sheet(found: Book, name: str) -> list[list[str]] | None:
    return next((rows for title, rows in found.sheets.items() if title.strip().lower() == name), None)


def read_definition(found: Book) -> Reading:
    """The questions a definition asks. Raises SurveyError for headings used twice or groups that don't close."""
    rows = _records(_survey_rows(found), "survey")
    lists = _choices(_records(_sheet(found, "choices") or [], "choices"))
    questions: list[Question] = []
    dropped: list[str] = []
    said = list(found.said)
    open_groups: list[str] = []
    for line, row in enumerate(rows, start=2):
        kind = re.sub(r"\s+", " ", row.get("type", "").strip())
        low = kind.lower().replace(" ", "_")
        if not kind or low in _NO_QUESTION:
            _follow(low, open_groups, line)
            if low in _PERSONAL:
                dropped.append(row.get("name") or low)
            continue
        question = _question(row, kind, lists, line, said)
        if question is not None:
            questions.append(question)
            if kind.lower() == "phone number" or asks_for_personal(question.text):
                said.append(f"“{question.text}” asks for personal data: answers to it would be left out.")
    if open_groups:
        raise SurveyError(f"The survey sheet begins a {open_groups[-1]} and never ends it.")
    if not questions:
        raise SurveyError("The survey sheet asks no question.")
    return Reading(XLSFORM, "workbook", 1, tuple(questions), (), 0, tuple(dropped), (), None, (), tuple(said))


def _records(rows: Sequence[Sequence[str]], sheet: str) -> list[Row]:
    """Rows as records. A heading used twice is an error of the format."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    names = [re.sub(r"\s+", " ", cell.strip()).lower().replace("list name", "list_name") for cell in filled[0]]
    twice = [name for n, name in enumerate(names) if name and name in names[:n]]
    if twice:
        raise SurveyError(f"The {sheet} sheet has the heading “{twice[0]}” twice.")
    return [{name: cell.strip() for name, cell in zip(names, row) if name} for row in filled[1:]]


def _label(row: Row) -> str:
    plain = clean(row.get("label", ""))
    translated = (clean(cell) for name, cell in row.items() if name.startswith(("label:", "label::")))
    return plain or next((label for label in translated if label), "") or row.get("name", "")


def _choices(rows: Sequence[Row]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for row in rows:
        if row.get("list_name"):
            lists.setdefault(row["list_name"], []).append(_label(row))
    return lists


def _follow(low: str, open_groups: list[str], line: int) -> None:
    """Keep count of groups that begin and end."""
    if low.startswith("begin_"):
        open_groups.append(low.removeprefix("begin_"))
    elif low.startswith("end_"):
        if not open_groups or open_groups[-1] != low.removeprefix("end_"):
            raise SurveyError(f"Row {line} of the survey sheet ends a {low.removeprefix('end_')} that was not begun.")
        open_groups.pop()


def _question(row: Row, kind: str, lists: Mapping[str, Sequence[str]], line: int, said: list[str]) -> Question | None:
    place = (line,)
    code = row.get("name", "")
    choice = _CHOICE.match(kind)
    if choice is None:
        plain = _PLAIN.get(kind.lower())
        if plain is None:
            said.append(f"Row {line}: a question of the kind “{kind}” cannot be asked here and was left out.")
            return None
        return Question(_label(row), plain, (), place, code=code)
    options = tuple(lists.get(choice["list"], ()))
    if not options:
        said.append(f"Row {line}: the list “{choice['list']}” has no choices.")
    word = choice["kind"].lower()
    found = RANKING if word == "rank" else SINGLE if word.endswith(("one", "1")) else MULTIPLE
    return Question(_label(row), found, options, place, other=line if choice["other"] else None, code=code)
