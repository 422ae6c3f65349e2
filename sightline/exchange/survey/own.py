"""A partnership's own questions between files and a survey: asked from an XLSForm, answered in a tool's export."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sightline.confidence import own_changes
from sightline.confidence.own_changes import Wanted
from sightline.confidence.refusing import Refused
from sightline.domain.measures.own import (
    AGREE,
    AGREEMENT,
    MANY,
    NUMBER,
    ONE,
    SCALE,
    TEXT,
    NotAQuestion,
    OwnQuestion,
    answer_to,
    worded,
)

from .errors import SurveyError
from .headings import XLSFORM
from .shapes import MULTIPLE, RATING, SINGLE, Question, Reading
from .shapes import NUMBER as NUMBERS
from .shapes import TEXT as WORDS

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.confidence.models import Survey

_KINDS: Final[Mapping[str, str]] = {SINGLE: ONE, MULTIPLE: MANY, RATING: SCALE, NUMBERS: NUMBER, WORDS: TEXT}
_FIGURE: Final = re.compile(r"^\s*(\d{1,9}(?:[.,]\d{1,2})?)\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """Questions of a definition that can be asked here, and in sentences why others cannot."""

    wanted: tuple[Wanted, ...]
    said: tuple[str, ...]


def questions_in(reading: Reading, waves: Sequence[str]) -> Found:
    """Questions of an XLSForm, to be asked in these waves. Raises SurveyError when the file is none, or has none."""
    if reading.source != XLSFORM:
        raise SurveyError(
            "This file holds answers. Questions are taken from a definition: an Excel workbook in XLSForm."
        )
    wanted: list[Wanted] = []
    said = list(reading.warnings)
    for one in reading.questions:
        try:
            wanted.append(_wanted(one, waves))
        except NotAQuestion as wrong:
            said.append(f"Left out, “{one.text[:60]}”: {wrong}")
        if one.other is not None:
            said.append(f"“{one.text[:60]}” is asked without “other”.")
    if not wanted:
        raise SurveyError(" ".join(["No question of the file can be asked here.", *said[:3]]))
    return Found(tuple(wanted), tuple(said))


def _wanted(one: Question, waves: Sequence[str]) -> Wanted:
    kind = _KINDS.get(one.type)
    if kind is None:
        raise NotAQuestion(f"This kind ({one.type.replace('_', ' ')}) cannot be asked here.")
    options: Sequence[str] = one.options if kind in (ONE, MANY) else ()
    if kind == ONE and [option.casefold() for option in options] == [step.casefold() for step in AGREEMENT]:
        kind, options = AGREE, ()
    worded(kind, one.text, options)
    return Wanted(kind, one.text, options, waves)


def add_questions(reading: Reading, survey: Survey, waves: Sequence[str], *, by: Worker) -> Found:
    """Add them, all that can be asked or none. Raises SurveyError."""
    found = questions_in(reading, waves)
    try:
        own_changes.add_questions(survey, by=by, wanted=found.wanted)
    except Refused as refused:
        raise SurveyError(f"{refused} Nothing was added.") from None
    return found


def own_columns(questions: Sequence[OwnQuestion], column: Question) -> OwnQuestion | None:
    """The own question a file's question asks in the same words, letters of any size."""
    words = _alike(column.text)
    return next((one for one in questions if _alike(one.words) == words), None)


def _alike(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def own_answer(question: OwnQuestion, column: Question, row: Sequence[str]) -> object | None:
    """What a response of a file answers to it; None for nothing. Raises NotAnAnswer when it cannot be an answer."""
    cells = [row[place - 1].strip() for place in column.chosen]
    filled = [cell for cell in cells if cell]
    return answer_to(question, _given(question, filled)) if filled else None


def _given(question: OwnQuestion, filled: Sequence[str]) -> object:
    first = filled[0]
    if question.kind == TEXT:
        return "\n".join(filled)
    if question.kind in (NUMBER, SCALE):
        figure = _FIGURE.match(first)
        value = float(figure[1].replace(",", ".")) if figure else None
        return int(value) if value is not None and value == int(value) else value
    if question.kind == AGREE:
        return _place(AGREEMENT, first, 1)
    if question.kind == ONE:
        return _place(question.options, first, 0)
    # One cell that joins several, or a column each.
    parts = [part.strip() for cell in filled for part in re.split(r"[;\n]", cell) if part.strip()]
    return [place for part in parts if (place := _place(question.options, part, 0)) is not None]


def _place(options: Sequence[str], given: str, first: int) -> int | None:
    alike = [_alike(option) for option in options]
    return alike.index(_alike(given)) + first if _alike(given) in alike else None
