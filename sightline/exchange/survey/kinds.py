"""From a question's columns to its type: what the headings say first, what the cells hold second.

"Which of these?"   Post  Phone  Other (please specify)      each cell repeats its heading: choose all
"How sure are you?" Sharing  Recording                       cells from one list: matrix
"Put in order"      Time  Training                           each row 1, 2, 3 …: ranking
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .cleaning import same
from .headings import COMMENT, OTHER
from .shapes import DATE, MATRIX, MULTIPLE, NUMBER, RANKING, RATING, SINGLE, TEXT, Question
from .when import all_dates, all_times

CHOICE: Final = "choice"
OPEN: Final = "open"

_NUMBER: Final = re.compile(r"^-?\d+(?:[.,]\d+)?$")
_STEP: Final = re.compile(r"^(\d{1,2})(?:\s*[-–—:=(]\s*\D.{0,40}|\s+\D.{0,40})?$")
_RANK: Final = re.compile(r"^\d{1,3}$")
_NOT_RANKED: Final = frozenset({"na", "notapplicable"})
_ANSWER_CODE: Final = re.compile(r"^(?:[A-Z]{1,2}\d{1,3}|-oth-)$")
_TICKS: Final = frozenset(["x", "y", "yes", "true", "selected", "checked", "ticked", "1", "ja", "oui", "si"])
_UNTICKED: Final = frozenset(["n", "no", "false", "notselected", "unchecked", "0", "nein", "non"])
_ITS_COMMENT: Final = re.compile(r"^(?P<of>.+?)(?:\s-\s)?comment$", re.IGNORECASE)
_PLACES: Final = re.compile(r"^(?:rank(?:ing)?\s*)?(\d{1,2})$", re.IGNORECASE)

MOST_OPTIONS: Final = 15
"""More different answers than this, and few of them twice, are words of one's own. Our default."""
LONGEST_OPTION: Final = 100
LONGEST_STEP: Final = 5
"""Words in one step of a scale ("Neither satisfied nor dissatisfied" has four): longer ones are somebody's own."""
TOP_RATING: Final = 10
MOST_WORDED: Final = 3
MOST_BESIDE: Final = 2
"""A scale has words at both ends and the middle, and "not my role" or "don't know" beside it. Our default."""

_SCALE_WORDS: Final = re.compile(
    r"\b(?:dis)?agree\b|\b(?:never|rarely|seldom|sometimes|occasionally|often|usually|always|yes|no|not|very|somewhat|slightly|"
    r"fairly|quite|extremely|moderately|completely|neither|neutral|poor|fair|good|excellent|none|all|most|some|few|better|worse|"
    r"daily|weekly|monthly|yearly|(?:un)?(?:likely|sure|satisfied|happy|important|helpful|clear|able)|confident|favou?rabl[ey]|"
    r"well|useful|low|medium|high|same|don[’']?t|maybe|true|false)\b",
    re.IGNORECASE,
)
SCALES: Final = (
    ("strongly disagree", "disagree", "tend to disagree", "slightly disagree", "somewhat disagree",
     "neither agree nor disagree", "neither", "neutral", "undecided", "somewhat agree", "slightly agree",
     "tend to agree", "agree", "strongly agree"),
    ("never", "rarely", "seldom", "sometimes", "often", "usually", "always"),
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"),
    ("not at all confident", "not so confident", "slightly confident", "somewhat confident", "fairly confident",
     "moderately confident", "confident", "very confident", "extremely confident", "completely confident"),
    ("very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"),
    ("very poor", "poor", "fair", "good", "very good", "excellent"),
    ("no", "yes"),
)  # fmt: skip
"""Lists whose order is known. An export holds options in no order."""


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one question. `places` count from 0; `labels`: the heading of each column under the question's."""

    text: str
    places: tuple[int, ...]
    labels: tuple[str, ...]
    marker: str = ""
    code: str = ""
    boxes: bool = False
    """Whether the tool keeps a choose-all question as Y/N or Yes/No (LimeSurvey)."""


Columns = Sequence[Sequence[str]]


def question(group: Group, columns: Columns) -> Question:
    """The question a group of columns makes. `columns[place]` holds that column's cleaned answers."""
    bare, comments = _without_comments(group)
    inner, other = _without_other(bare)
    cells = [list(columns[place]) for place in inner.places]
    if len(inner.places) == 1 and (other is None or not inner.labels[0] or inner.marker):
        kind, options = _single(inner, cells[0])
        items = inner.labels if inner.labels[0] and kind != MULTIPLE else ()
    else:
        kind, options, items = _several(inner, cells)
    numbered = tuple(place + 1 for place in group.places)
    return Question(
        group.text, kind, options, numbered, items, None if other is None else other + 1, group.code,
        tuple(place + 1 for place in comments),
    )  # fmt: skip


def _without_comments(group: Group) -> tuple[Group, tuple[int, ...]]:
    """The group without boxes for words beside single options ("SQ001comment"), and the places of those."""
    options = set(map(same, group.labels))
    beside = [_ITS_COMMENT.match(label) for label in group.labels]
    out = {n for n, found in enumerate(beside) if found and same(found["of"]) in options}
    return _only(group, [n for n in range(len(group.places)) if n not in out]), tuple(
        group.places[n] for n in sorted(out)
    )


def _only(group: Group, kept: Sequence[int]) -> Group:
    """The group with only these of its columns."""
    return replace(
        group, places=tuple(group.places[n] for n in kept), labels=tuple(group.labels[n] for n in kept)
    )  # fmt: skip


def _without_other(group: Group) -> tuple[Group, int | None]:
    """The group without its free-text column, and the place of that."""
    if len(group.places) > 1:
        for at in range(len(group.places) - 1, 0, -1):
            if OTHER.match(group.labels[at]) or COMMENT.match(group.labels[at]):
                return _only(group, [n for n in range(len(group.places)) if n != at]), group.places[at]
    return group, None


def _single(group: Group, cells: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    filled = [cell for cell in cells if cell]
    if all_dates(filled):
        return DATE, ()
    if group.marker == OPEN:
        return TEXT, ()
    if filled and all(_NUMBER.match(cell) for cell in filled):
        return _numbers(filled, coded=group.marker == CHOICE)
    steps = _steps(filled)
    if group.marker == CHOICE:
        return SINGLE, steps or ordered(filled)
    label = group.labels[0]
    if label and filled and all(same(cell) == same(label) for cell in filled):
        return MULTIPLE, (label,)
    if any(cell.endswith(";") for cell in filled):
        lists = [joined(cell) for cell in filled]
        return (RANKING if _reordered(lists) else MULTIPLE), ordered(part for parts in lists for part in parts)
    if steps:
        return RATING, steps
    if _from_a_list(filled):
        return SINGLE, ordered(filled)
    return TEXT, ()


def joined(cell: str) -> list[str]:
    """The answers of a cell that joins them with semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _reordered(lists: Sequence[Sequence[str]]) -> bool:
    """Whether everybody named the same things, and not always in the same order: a ranking in one cell."""
    return len(lists[0]) > 1 and len({frozenset(one) for one in lists}) == 1 and len({tuple(one) for one in lists}) > 1


def _numbers(filled: Sequence[str], *, coded: bool) -> tuple[str, tuple[str, ...]]:
    """A column of numbers: codes of a choice, a rating, or any number."""
    small = all(cell.isdigit() and int(cell) <= TOP_RATING for cell in filled)
    if coded and all(cell.isdigit() for cell in filled) and len(set(filled)) <= TOP_RATING + 1:
        return SINGLE, ordered(filled)
    return (RATING, ordered(filled)) if small else (NUMBER, ())


def _steps(filled: Sequence[str]) -> tuple[str, ...]:
    """The steps of a scale to ten that has words at some of them ("10 - certain") or beside it ("not my role").

    Nothing when the answers are no such scale: then they are judged as words.
    """
    different = list(dict.fromkeys(filled))
    numbered = {
        cell: int(found[1]) for cell in different if (found := _STEP.match(cell)) and int(found[1]) <= TOP_RATING
    }
    beside = [cell for cell in different if cell not in numbered]
    plain = sum(cell.isdigit() for cell in numbered)
    if not plain or len(numbered) - plain > MOST_WORDED or len(beside) > MOST_BESIDE:
        return ()
    if any(_NUMBER.match(cell) or len(cell.split()) > LONGEST_STEP for cell in beside):
        return ()
    if sum(cell in numbered for cell in filled) * 2 <= len(filled):
        return ()
    return (*sorted(numbered, key=lambda cell: numbered[cell]), *beside)


def _several(group: Group, cells: Sequence[Sequence[str]]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Type, options and items of a question with several columns."""
    filled = [[cell for cell in column if cell] for column in cells]
    pool = [cell for column in filled for cell in column]
    labels = group.labels
    labels_given = labels if any(labels) else ()  # none where the row of options was deleted
    if not pool:
        return MULTIPLE, labels, ()
    if all_dates(pool) or (
        any(map(all_dates, filled)) and all(not one or all_dates(one) or all_times(one) for one in filled)
    ):
        return DATE, (), labels
    if chosen := _choose_all(group, filled, cells):
        return MULTIPLE, chosen, ()
    if boxed := _boxed_matrix(labels, filled):
        return MATRIX, *boxed
    if _ranked(cells) or _ranked_by_place(group, filled):
        options = labels_given if _ranked(cells) else ordered(c for c in pool if same(c) not in _NOT_RANKED)
        return RANKING, options, labels_given if _ranked(cells) else ()
    if all(_NUMBER.match(cell) for cell in pool):
        few = all(cell.isdigit() and int(cell) <= TOP_RATING for cell in pool)
        return (MATRIX, ordered(pool), labels_given) if few else (NUMBER, (), labels_given)
    if group.marker != OPEN and (steps := _steps(pool)):
        return MATRIX, steps, labels_given
    if group.marker != OPEN and _from_a_list(pool):
        return MATRIX, ordered(pool), labels_given
    return TEXT, (), labels_given


def _choose_all(group: Group, filled: Sequence[Sequence[str]], cells: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The options, when each column is ticked or not; else nothing."""
    labels = group.labels
    kinds = [set(column) for column in filled]
    if any(labels) and all(all(same(c) == same(label) for c in kind) for label, kind in zip(labels, kinds)):
        return labels
    keys = [{same(cell) for cell in kind} for kind in kinds]
    pool = set().union(*keys)
    if group.boxes and pool - _NOT_RANKED and pool - _NOT_RANKED <= {"y", "n", "yes", "no", "1", "0"} and any(labels):
        return labels
    gaps = any("" in column for column in cells)
    if (pool <= {"0", "1"} and len(pool) == 2) or pool <= {"true", "false"}:
        return labels
    if any(len(key) > 1 for key in keys) or not gaps:
        return ()
    words = [next(iter(kind), "") for kind in kinds]
    given = [same(word) for word in words if word]
    if len(given) > 1 and len(set(given)) == 1:
        return labels if given[0] in _TICKS and any(labels) else ()
    if all(_NUMBER.match(word) for word in words if word):
        # Codes in place of words: each column its own.
        return labels if any(labels) and len(given) > 1 and not _ranked(cells) else ()
    # The row of options was deleted: each column holds one answer only, and no two the same.
    return tuple(words) if not any(labels) and len(given) > 1 else ()


def _boxed_matrix(
    labels: Sequence[str], filled: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """A matrix of boxes, headed `item - option`, the option repeated in the cell: its options and items."""
    items: list[str] = []
    options: list[str] = []
    for label, column in zip(labels, filled):
        item, mark, option = label.rpartition(" - ")
        if not mark or any(same(cell) != same(option) for cell in column):
            return None
        items.append(item)
        options.append(option)
    return tuple(dict.fromkeys(options)), tuple(dict.fromkeys(items))


def _ranked(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the rows put their items in order: 1, 2, 3 … each once; a row may say that an item does not apply.

    Where places differ from row to row, some rows may be unfinished, as long as most are whole.
    """
    whole = unfinished = 0
    for row in zip(*cells):
        ranks = [cell for cell in row if cell and same(cell) not in _NOT_RANKED]
        if not all(_RANK.match(cell) for cell in ranks):
            return False
        places = sorted(map(int, ranks))
        if places == list(range(1, len(ranks) + 1)):
            whole += len(ranks) > 1
        elif len(set(places)) == len(places) and places[0] >= 1 and places[-1] <= len(row):
            unfinished += 1
        else:
            return False
    varied = any(len({cell for cell in column if _RANK.match(cell)}) > 1 for column in cells)
    return whole > unfinished and (varied or not unfinished)


def _ranked_by_place(group: Group, filled: Sequence[Sequence[str]]) -> bool:
    """LimeSurvey's way: a column for each place in the order, the item in the cell."""
    places = [_PLACES.match(label) for label in group.labels]
    if not all(places) or [int(place[1]) for place in places if place] != list(range(1, len(places) + 1)):
        return False
    named = {cell for column in filled for cell in column if same(cell) not in _NOT_RANKED}
    return len(named) <= len(places) + 1


def _from_a_list(filled: Sequence[str]) -> bool:
    """Whether answers look chosen and not written: few, short, met again, or in the words scales are made of."""
    different = set(filled)
    if not different or len(different) > MOST_OPTIONS or max(map(len, different)) > LONGEST_OPTION:
        return False
    if any("\n" in cell for cell in different):
        return False
    longest = max(len(cell.split()) for cell in different)
    if sum(map(in_scale, different)) * 2 > len(different) and longest <= LONGEST_STEP:
        return True
    if all(_ANSWER_CODE.match(cell) for cell in different):
        return True
    if len(filled) < 10:
        # Of a handful, two who wrote the very same few words most likely chose them.
        return len(different) < len(filled) and all(len(cell.split()) <= 5 for cell in different)
    return len(different) <= (0.6 if len(filled) < 20 else 0.4) * len(filled)


def in_scale(answer: str) -> bool:
    """Whether an answer is in the words that scales are made of."""
    return bool(_SCALE_WORDS.search(answer)) and len(answer.split()) <= LONGEST_STEP


def ordered(values: object) -> tuple[str, ...]:
    """Different answers in an order a person expects: a known scale's, by number, or as first met."""
    found = list(dict.fromkeys(values))  # type: ignore[call-overload]
    found = [value for value in found if value]
    if all(_NUMBER.match(value) for value in found):
        return tuple(sorted(found, key=lambda value: float(value.replace(",", "."))))
    if all(_ANSWER_CODE.match(value) for value in found):
        return tuple(sorted(found, key=_code_order))
    low = [value.lower() for value in found]
    for scale in SCALES:
        if all(value in scale for value in low):
            return tuple(sorted(found, key=lambda value: scale.index(value.lower())))
    return tuple(found)


def _code_order(code: str) -> tuple[bool, str, int]:
    """LimeSurvey's answer codes: A2 before A10, "other" last."""
    letters = code.rstrip("0123456789")
    return code == "-oth-", letters, int(code[len(letters) :] or 0)
