"""Regimes, methods and decisions of case reviews, read once from the data beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final


class UnknownRegime(KeyError):
    """A regime code that is not known. Its text is a sentence a user may read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"There is no review regime with the code {self.code}. Choose one from the list of regimes."


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit. `amount` of `unit` from the day of `trigger`; negative counts back; None: set by somebody else.

    `kind` is "limit" (be done by then) or "keep" (go on until then). `proof`: "seen" in a public source, "known" in
    general and to be checked, or "local" (a default of ours).
    """

    code: str
    name: str
    amount: int | None
    unit: str
    trigger: str
    other_triggers: tuple[str, ...]
    statutory: bool
    proof: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a regime's test."""

    code: str
    ask: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """The law or guidance a review is held under. `valid_from` and `valid_to`: first and last day to open one."""

    code: str
    name: str
    also: tuple[str, ...]
    basis: str
    decides: str
    test: str
    test_proof: str
    valid_from: date | None
    valid_to: date | None
    valid_proof: str | None
    rapid_review: bool
    link_only: bool
    clocks: tuple[Clock, ...]
    questions: tuple[Question, ...]
    met_when: tuple[frozenset[str], ...]
    may_when: tuple[frozenset[str], ...]
    duty: str

    def valid_on(self, day: date) -> bool:
        """Whether a review could be opened under this regime on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def clock(self, code: str) -> Clock:
        """The clock of that code. Raises KeyError."""
        for clock in self.clocks:
            if clock.code == code:
                return clock
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Method:
    """A way of holding a review; any regime may use any."""

    code: str
    name: str
    about: str


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _clock(row: Mapping[str, Any]) -> Clock:
    return Clock(
        code=row["code"],
        name=row["name"],
        amount=row.get("amount"),
        unit=row.get("unit", ""),
        trigger=row["trigger"],
        other_triggers=tuple(row.get("other_triggers", ())),
        statutory=row["statutory"],
        proof=row["proof"],
        kind=row.get("kind", "limit"),
        note=row.get("note", ""),
    )


def _regime(row: Mapping[str, Any]) -> Regime:
    return Regime(
        code=row["code"],
        name=row["name"],
        also=tuple(row.get("also", ())),
        basis=row["basis"],
        decides=row["decides"],
        test=row["test"],
        test_proof=row["test_proof"],
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        valid_proof=row.get("valid_proof"),
        rapid_review=row["rapid_review"],
        link_only=row.get("link_only", False),
        clocks=tuple(_clock(clock) for clock in row["clocks"]),
        questions=tuple(Question(**question) for question in row["questions"]),
        met_when=tuple(frozenset(group) for group in row["met_when"]),
        may_when=tuple(frozenset(group) for group in row.get("may_when", ())),
        duty=row["duty"],
    )


_DATA: Final = _read("regimes")

REGIMES: Final[dict[str, Regime]] = {row["code"]: _regime(row) for row in _DATA["regime"]}
"""Every regime by code."""

METHODS: Final[dict[str, Method]] = {row["code"]: Method(**row) for row in _DATA["method"]}
"""Every method by code."""

DECISIONS: Final[dict[str, str]] = {row["code"]: row["name"] for row in _read("states")["decision"]}
"""What a review can decide to do: code and name."""


def regime(code: str) -> Regime:
    """The regime of a code. Raises `UnknownRegime` (a KeyError)."""
    try:
        return REGIMES[code]
    except KeyError:
        raise UnknownRegime(code) from None


def regimes_on(day: date) -> tuple[Regime, ...]:
    """The regimes a review could be opened under on this day; those held elsewhere (link only) are left out."""
    return tuple(r for r in REGIMES.values() if r.valid_on(day) and not r.link_only)
