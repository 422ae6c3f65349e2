"""The census's code lists: labels in plain words, the years a code was in use, and what a factor is about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

# Whom a factor is about, as a page may say it. The census names nobody but the child.
SUBJECTS: Final = {
    "child": "the child",
    "carer": "carer, not identified",
    "other": "another person in the household, not identified",
}

# GenderCurrent (up to 2023-24) read as Sex. 0 is "not recorded or unborn" and 9 "indeterminate": both are U.
GENDER_TO_SEX: Final = {"1": "M", "2": "F", "0": "U", "9": "U"}


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `first` and `last` are census years ending (None: in use in every year read)."""

    code: str
    label: str
    first: int | None = None
    last: int | None = None
    topic: str | None = None  # factors only: topic of a dated concern
    subject: str | None = None  # factors only: child, carer, other

    def in_use(self, year: int) -> bool:
        """Whether the code belonged to the collection of the census year that ends in `year`."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)

    @property
    def subject_words(self) -> str | None:
        """Whom the factor is about, in words, or None where the code does not say."""
        return SUBJECTS[self.subject] if self.subject else None


@cache
def _tables() -> Mapping[str, Any]:
    text = files("sightline.exchange.cin").joinpath("data/codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def code_list(name: str) -> Mapping[str, Code]:
    """The codes of one list (`ethnicity`, `disability`, `referral_source`, `factors` …) by code."""
    return {
        code: Code(code, **entry) if isinstance(entry, dict) else Code(code, entry)
        for code, entry in _tables()[name].items()
    }


def factor(code: str) -> Code | None:
    """The assessment factor with this code, whatever its year; None when the census has no such factor."""
    return code_list("factors").get(code)


@cache
def la_codes() -> frozenset[str]:
    """Every authority code that may stand in characters 2 to 4 of a pupil number."""
    return frozenset(f"{n:03}" for low, high in _tables()["la_codes"]["ranges"] for n in range(low, high + 1))
