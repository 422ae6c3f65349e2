"""The words of a practice check: its results, severities, numbers, answers, and the shape of a check itself.

A check asks and never judges. `clear` means that there was something to look at and it does not ask; `n/a` that there
was nothing to look at; `unknown` that an empty field, or a kind of record not kept here, could change the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .look import Look
    from .maybe import Maybe

Values = Mapping[str, float]


class Numbers(dict[str, float]):
    """The numbers of one check, found fit to decide with: `Check.values` makes them, and they need no second look."""

    __slots__ = ("check_id",)

    def __init__(self, check_id: str, values: Mapping[str, float]) -> None:
        super().__init__(values)
        self.check_id = check_id


class Result(StrEnum):
    """What a check found."""

    CLEAR = "clear"
    ASK = "ask"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"


class Severity(StrEnum):
    """When someone should look."""

    TODAY = "today"
    SOON = "soon"
    REFLECT = "reflect"


SEVERITY_IN_WORDS = {
    Severity.TODAY: "someone should look before the end of the day",
    Severity.SOON: "within five working days",
    Severity.REFLECT: "to raise in the next supervision",
}


class NumberClass(StrEnum):
    """Whose number it is."""

    NATIONAL = "national"
    LOCAL = "local"
    OTHER_LOCAL = "other local"
    OUR_DEFAULT = "our default"


class Answer(StrEnum):
    """The five answers to a prompt. "Disagree" is complete: it is data about the rule, not about the worker."""

    RECORDED_NOW = "recorded_now"
    WILL_DO = "will_do"
    NOT_NEEDED = "not_needed"
    DISAGREE = "disagree"
    DATA_WRONG = "data_wrong"


ANSWER_IN_WORDS = {
    Answer.RECORDED_NOW: "Recorded now",
    Answer.WILL_DO: "Will do by",
    Answer.NOT_NEEDED: "Not needed because",
    Answer.DISAGREE: "Disagree because",
    Answer.DATA_WRONG: "The data is wrong",
}


class ParameterError(ValueError):
    """A check was given a number it does not have, or one that cannot be used. The message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a check, with whose it is and where it comes from; printed beside the check."""

    name: str
    default: float
    unit: str
    cls: NumberClass
    source: str
    note: str = ""

    def checked(self, value: object, check_id: str) -> float:
        """The value if it can be used, else ParameterError."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 10_000:
            raise ParameterError(f"{check_id}: '{self.name}' should be a number of {self.unit}, not {value!r}.")
        if not isinstance(self.default, int):
            return float(value)
        if value != int(value):
            raise ParameterError(f"{check_id}: '{self.name}' should be a whole number of {self.unit}, not {value!r}.")
        return int(value)


def ours(name: str, default: float, unit: str, note: str = "", source: str = "") -> Parameter:
    """A number of our own: nobody's rule, shown as such, for a partnership to change."""
    return Parameter(name, default, unit, NumberClass.OUR_DEFAULT, source or "No national or local number found", note)


class Outcome(NamedTuple):
    """What a check found on a record.

    `evidence` are fact ids; nothing changes before `next_look` unless the record or the numbers do (None: nothing
    will by itself). `shows` says in sentences what the record shows, `unknown_because` what is missing.
    """

    result: Result
    severity: Severity | None = None
    prompt: str | None = None
    evidence: tuple[str, ...] = ()
    next_look: date | None = None
    shows: tuple[str, ...] = ()
    unknown_because: tuple[str, ...] = ()
    note: str = ""

    def says_the_same_as(self, other: Outcome) -> bool:
        """Whether two outcomes differ in nothing but when to look next."""
        return self is other or _said(self) == _said(other)


_said = attrgetter("result", "severity", "prompt", "evidence", "shows", "unknown_because", "note")


@dataclass(frozen=True, slots=True)
class Empties:
    """How empty fields of a check are read (`Kind.field`, and whole kinds by name).

    `asks`: the check's own row names the emptiness. `uncounted`: the box that makes a record count is empty.
    `unsettled`: the field says whether, about whom or since when the check applies. The last two give `unknown`
    unless no value could change the result.
    """

    asks: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A practice check: what it asks and why, its numbers, and one pure function that decides.

    `kinds` decide: one that is not kept here gives `unknown`. `also_reads` can help to settle a result. `levels` are
    those of open involvement on which it runs; none means any child on record. `needs`: without a row of one of these
    kinds there is nothing to look at (n/a). `for_child`: an early answer to "is this a check for this child at all?"
    (age, unborn, disability); no gives n/a before anything else is looked at. `prompts` under None: it asks without a
    severity and is never a prompt. `wordings`: prompts by name, where a severity has several.
    """

    id: str
    name: str
    question: str
    theme: str
    condition: str
    prompts: Mapping[Severity | None, str]
    parameters: tuple[Parameter, ...]
    kinds: tuple[str, ...]
    also_reads: tuple[str, ...]
    levels: tuple[str, ...]
    clears: tuple[str, ...]
    known_limits: tuple[str, ...]
    readings: tuple[str, ...]
    empties: Empties
    decide: Callable[[Look], Outcome] = field(repr=False)
    needs: tuple[str, ...] = ()
    for_child: Callable[[Look], Maybe] | None = field(default=None, repr=False)
    wordings: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    reviewed_on: date | None = None
    wording: str = ""  # which words of a partnership's own it asks in; "" for those it came with
    defaults: Numbers = field(init=False, repr=False, compare=False)  # the numbers it comes with
    severities: tuple[Severity, ...] = field(init=False, repr=False)  # those it can ask with, gravest first
    reads: tuple[str, ...] = field(init=False, repr=False)  # every kind of record it looks at

    def __post_init__(self) -> None:
        numbers = Numbers(self.id, {parameter.name: parameter.default for parameter in self.parameters})
        object.__setattr__(self, "defaults", numbers)
        found = tuple(severity for severity in Severity if severity in self.prompts)
        object.__setattr__(self, "severities", found)
        kinds = (*self.kinds, *self.also_reads, "Involvement", "Person")
        object.__setattr__(self, "reads", tuple(dict.fromkeys(kinds)))

    @property
    def label(self) -> str:
        """The version of its logic and of its words, as past outcomes keep it."""
        return f"{self.version} w{self.wording}" if self.wording else f"{self.version}"

    def values(self, given: Mapping[str, object] | None = None) -> Numbers:
        """The numbers to decide with: the defaults, replaced by those given. Raises ParameterError."""
        if not given:
            return self.defaults
        if isinstance(given, Numbers) and given.check_id == self.id:
            return given
        known = {parameter.name: parameter for parameter in self.parameters}
        values = dict(self.defaults)
        for name, value in given.items():
            if name not in known:
                raise ParameterError(f"{self.id} has no number called '{name}'.")
            values[name] = known[name].checked(value, self.id)
        return Numbers(self.id, values)


def unknown(check: Check, because: tuple[str, ...], **others: Any) -> Outcome:
    """An `unknown` outcome: no severity, shown with the check's question and what is missing."""
    return Outcome(Result.UNKNOWN, prompt=check.question, unknown_because=because, **others)
