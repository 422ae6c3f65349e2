"""Questions of a partnership's own: what may be asked, what is an answer, and what may be shown of the answers.

They stand beside the nineteen items and are never counted into a theme, a change or a p-value of theirs.

    agree    five steps, from strongly disagree to strongly agree        one     one of its options
    scale    0 to 10, as the nineteen                                    many    any of its options
    number   how many, how often: 0 to a million                         text    words of one's own

On a scale the spread is shown, as of the nineteen: what protects is that a group is not small. An option of somebody's
own making is another thing: it may say who a person is ("night shift"), so each small count of options is hidden, and
what would give it back. Source of the kinds: practice-and-confidence, section 5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sightline.domain.measures.instrument import HIGHEST, LOWEST

AGREE: Final = "agree"
SCALE: Final = "scale"
ONE: Final = "one"
MANY: Final = "many"
NUMBER: Final = "number"
TEXT: Final = "text"
KINDS: Final = {
    AGREE: "Agree or disagree, in five steps",
    SCALE: "From 0 to 10",
    ONE: "One of several options",
    MANY: "Any of several options",
    NUMBER: "A number",
    TEXT: "Words of their own",
}
AGREEMENT: Final = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
CHOICES: Final = frozenset({ONE, MANY})
ON_A_SCALE: Final = frozenset({AGREE, SCALE})

MOST_QUESTIONS: Final = 10
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 12
LONGEST_WORDS: Final = 300
LONGEST_OPTION: Final = 120
LONGEST_TEXT: Final = 2_000
LARGEST_NUMBER: Final = 1_000_000
"""Sizes, all our default: a survey is to take ten minutes, nineteen items included."""

Value = int | float | tuple[int, ...] | str
"""An answer: a step of a scale, a number, the place of an option from 0, several places, or words."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHO_SOMEBODY_IS: Final = re.compile(
    r"\b(?:your|own)\s+(?:(?:own|full|first|last|family|work|home|personal|mobile)\s+)*"
    r"(?:name|surname|e-?mail|(?:tele|mobile )?phone|post ?code|address|date of birth|birthday|"
    r"(?:nhs|national insurance|staff|payroll|employee) (?:number|id))\b"
    r"|^\W*(?:full |first |last |family )?(?:name|surname|e-?mail(?: address)?|date of birth)\W*$",
    re.IGNORECASE,
)


class NotAQuestion(ValueError):
    """It cannot be asked. The text says why, in a sentence."""


class NotAnAnswer(ValueError):
    """It answers nothing that was asked. The text says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question as it was worded when it was asked. `key`: the same for all wordings of it."""

    key: str
    version: int
    kind: str
    words: str
    options: tuple[str, ...] = ()


def tidy(text: str, *, lines: bool = False) -> str:
    """Words without signs nobody sees, single spaces between them; with `lines`, its lines are kept."""
    seen = _UNPRINTABLE.sub("", text)
    if lines:
        return "\n".join(line.rstrip() for line in seen.splitlines()).strip()
    return re.sub(r"\s+", " ", seen).strip()


def worded(kind: str, words: str, options: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Words and options of a question, made tidy. Raises NotAQuestion with what is wrong."""
    if kind not in KINDS:
        raise NotAQuestion("Choose what kind of question it is.")
    asked = tidy(words)
    if not asked:
        raise NotAQuestion("Write the question.")
    if len(asked) > LONGEST_WORDS:
        raise NotAQuestion(f"A question has at most {LONGEST_WORDS} letters; this one has {len(asked)}.")
    if asks_who(asked):
        raise NotAQuestion("It asks who somebody is. Answers belong to nobody, so this cannot be asked.")
    return asked, _options(kind, options)


def asks_who(words: str) -> bool:
    """Whether a question's words ask for a name, an address or a number of somebody."""
    return bool(_WHO_SOMEBODY_IS.search(words))


def _options(kind: str, options: Sequence[str]) -> tuple[str, ...]:
    found = tuple(one for one in map(tidy, options) if one)
    if kind not in CHOICES:
        if found:
            raise NotAQuestion("Options belong to a choice. Take them out, or choose another kind.")
        return ()
    if not FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS:
        raise NotAQuestion(f"A choice has {FEWEST_OPTIONS} to {MOST_OPTIONS} options, each on a line of its own.")
    long = next((one for one in found if len(one) > LONGEST_OPTION), None)
    if long is not None:
        raise NotAQuestion(f"An option has at most {LONGEST_OPTION} letters; “{long[:30]}…” has {len(long)}.")
    seen: set[str] = set()
    for one in found:
        if one.casefold() in seen:
            raise NotAQuestion(f"The option “{one}” is there twice.")
        seen.add(one.casefold())
    return found


def answer_to(question: OwnQuestion, given: object) -> Value:
    """What somebody gave, as it is kept. Raises NotAnAnswer when it cannot be an answer to this question."""
    match question.kind:
        case "agree":
            return _whole(given, 1, len(AGREEMENT))
        case "scale":
            return _whole(given, LOWEST, HIGHEST)
        case "one":
            return _whole(given, 0, len(question.options) - 1)
        case "many":
            if not isinstance(given, list | tuple) or not given:
                raise NotAnAnswer("Choose one of the options or more.")
            return tuple(sorted({_whole(one, 0, len(question.options) - 1) for one in given}))
        case "number":
            return _number(given)
        case _:
            words = tidy(given, lines=True) if isinstance(given, str) else ""
            if not words or len(words) > LONGEST_TEXT:
                raise NotAnAnswer(f"Write something, of at most {LONGEST_TEXT:,} letters.")
            return words


def _whole(given: object, low: int, high: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise NotAnAnswer("It is none of the answers that can be chosen.")
    return given


def _number(given: object) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise NotAnAnswer("Write a number, like 3.")
    if not 0 <= given <= LARGEST_NUMBER:
        raise NotAnAnswer(f"Write a number from 0 to {LARGEST_NUMBER:,}.")
    kept = round(given, 2)
    return int(kept) if kept == int(kept) else kept
