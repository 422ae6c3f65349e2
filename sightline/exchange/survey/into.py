"""Which columns of a survey file are questions of the confidence survey, and what each response says to them.

A column is known by its item's code at the beginning (`R1`, `R1. take a case …`, LimeSurvey's `R1` or `C[R1]`) or by
the item's words; by `then` or "before today" it is told that before is meant. What is not recognised is left out, and
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from sightline.confidence.answering import Given
from sightline.confidence.changes import Row
from sightline.domain.measures.instrument import HIGHEST, ITEMS, LOWEST, VIGNETTES, Vignette
from sightline.domain.measures.own import NotAnAnswer, OwnQuestion

from .cleaning import clean
from .errors import SurveyError
from .own import own_answer, own_columns
from .shapes import Question, Reading

ALIKE: Final = 0.86
"""How alike the words of a column and of an item must be (0 to 1). Our default: allows for "a" and "the"."""

_CODE: Final = re.compile(r"^\W*([RHPDMI][1-4])(?![A-Za-z0-9])(?:[_ .:-]*(then|before)\b)?", re.IGNORECASE)
_THEN: Final = re.compile(r"\bthen\b|\bbefore today\b|\bwere you\b", re.IGNORECASE)
_STEM: Final = re.compile(
    r"^(?:as of now|before today)?,? *how sure (?:are|were) you that you (?:can|could)[ .…:]*", re.I
)
_NUMBER: Final = re.compile(r"^\s*(\d{1,2})(?:\.0+)?(?!\d)")
_LINK_CODE: Final = re.compile(r"(?<!post )(?<!post)(?<!zip )\bcode\b", re.IGNORECASE)
_AGENCY: Final = re.compile(r"\bwhere do you work\b|\bagency\b|\borgani[sz]ation\b|\bemployer\b", re.IGNORECASE)
_WORK: Final = re.compile(r"\bkind of work\b|\byour role\b|\bjob\b|\bprofession\b|^role\b", re.IGNORECASE)
_SAID: Final = re.compile(r"\bdo differently\b|\bdone differently\b", re.IGNORECASE)


@dataclass(slots=True)
class Places:
    """Where everything stands in a row, counted from 0."""

    now: dict[str, int] = field(default_factory=dict)
    then: dict[str, int] = field(default_factory=dict)
    stories: dict[str, int] = field(default_factory=dict)
    code: int | None = None
    agency: int | None = None
    work: int | None = None
    said: int | None = None
    own: dict[str, tuple[OwnQuestion, Question]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file's responses as answers. `items`: questions recognised; `said`: what was left out, in sentences."""

    rows: tuple[Row, ...]
    items: int
    said: tuple[str, ...]


def mapped(
    reading: Reading,
    *,
    agencies: Sequence[str] = (),
    kinds_of_work: Sequence[str] = (),
    own: Sequence[OwnQuestion] = (),
) -> Mapped:
    """The responses of a file; `own`: the partnership's own questions, known by their words.

    Raises SurveyError when it holds none of the nineteen questions.
    """
    places = _places(reading, own)
    if not places.now and not places.then:
        raise SurveyError(
            "None of the nineteen questions was found in the file. Begin each heading with the code of its question "
            "(R1, H2 …) or use its words."
        )
    off = [0, 0]
    rows = tuple(_row(row, places, agencies, kinds_of_work, off) for row in reading.rows)
    rows = tuple(row for row in rows if not row.given.empty or row.said or row.own)
    said = list(reading.warnings)
    if off[0]:
        said.append(f"{off[0]:,} answers are no number from {LOWEST} to {HIGHEST} and were left out.")
    if off[1]:
        said.append(f"{off[1]:,} answers to questions of your own are none that can be given, and were left out.")
    if len(rows) < len(reading.rows):
        said.append(f"{len(reading.rows) - len(rows):,} responses answered none of the questions and were left out.")
    if places.code is None:
        said.append(
            "No question asks for a code, so nobody can be matched: change is not shown, only how answers spread."
        )
    if places.unknown:
        said.append(f"Not questions of this survey, left out: {', '.join(places.unknown[:10])}.")
    return Mapped(rows, len(places.now) + len(places.then) + len(places.own), tuple(said))


def _columns(reading: Reading) -> Iterator[tuple[int, str, str, Question]]:
    """Each column with the question's words and its own part of them."""
    for one in reading.questions:
        for n, column in enumerate(one.chosen):
            yield column - 1, one.text, one.items[n] if n < len(one.items) else "", one


def _places(reading: Reading, own: Sequence[OwnQuestion]) -> Places:
    found = Places()
    for place, text, part, one in _columns(reading):
        item, then = _item(text, part, one.code)
        scale = found.then if then else found.now
        if asked := own_columns(own, one):
            found.own.setdefault(asked.key, (asked, one))
        elif item and item not in scale:
            scale[item] = place
        elif (story := _story(text)) and story not in found.stories:
            found.stories[story] = place
        elif _LINK_CODE.search(text) and found.code is None:
            found.code = place
        elif _SAID.search(text) and found.said is None:
            found.said = place
        elif _AGENCY.search(text) and found.agency is None:
            found.agency = place
        elif _WORK.search(text) and found.work is None:
            found.work = place
        else:
            found.unknown.append(f"“{(part or text)[:60]}”")
    return found


def _item(text: str, part: str, code: str) -> tuple[str, bool]:
    """The item a column asks, and whether it asks of before."""
    for words in (part, code, text):
        if coded := _CODE.match(words):
            return coded[1].upper(), bool(coded[2]) or bool(_THEN.search(f"{text} {part}"))
    for words in filter(None, (part, text)):
        plain = _plain(words)
        for item in ITEMS:
            wanted = _plain(item.words)
            if plain == wanted or SequenceMatcher(None, plain, wanted).ratio() >= ALIKE:
                return item.code, bool(_THEN.search(f"{text} {part}"))
    return "", False


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", _STEM.sub("", clean(words)).lower().replace("’", ""))


def _story(text: str) -> str:
    for one in VIGNETTES:
        if (
            re.match(rf"\W*{one.code}\b", text)
            or SequenceMatcher(None, _plain(text), _plain(one.story)).ratio() >= ALIKE
        ):
            return one.code
    return ""


def _row(
    row: Sequence[str], places: Places, agencies: Sequence[str], kinds_of_work: Sequence[str], off: list[int]
) -> Row:
    def cell(place: int | None) -> str:
        return row[place].strip() if place is not None else ""

    stories = {v.code: choice for v in VIGNETTES if (choice := _choice(v, cell(places.stories.get(v.code))))}
    given = Given(
        now=_scale(row, places.now, off),
        then=_scale(row, places.then, off),
        vignettes={code: (choice, None) for code, choice in stories.items()},
    )
    return Row(
        given,
        code=cell(places.code),
        agency=_one_of(cell(places.agency), agencies),
        work=_one_of(cell(places.work), kinds_of_work),
        said=cell(places.said)[:2_000],
        own=_own(row, places, off),
    )


def _own(row: Sequence[str], places: Places, off: list[int]) -> dict[str, object]:
    found = {}
    for key, (question, column) in places.own.items():
        try:
            answer = own_answer(question, column, row)
        except NotAnAnswer:
            off[1] += 1
            continue
        if answer is not None:
            found[key] = answer
    return found


def _scale(row: Sequence[str], places: Mapping[str, int], off: list[int]) -> dict[str, int]:
    found = {}
    for item, place in places.items():
        number = _NUMBER.match(row[place])
        if number and LOWEST <= int(number[1]) <= HIGHEST:
            found[item] = int(number[1])
        elif number:
            off[0] += 1
    return found


def _choice(story: Vignette, answer: str) -> str:
    for letter, words in story.options:
        if answer.lower() == letter or _plain(answer) == _plain(words):
            return letter
    return ""


def _one_of(answer: str, labels: Sequence[str]) -> str:
    return next((label for label in labels if label.lower() == answer.lower()), "")
