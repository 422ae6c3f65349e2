"""National figures that a partnership's own may be set beside, each with its period and where it is from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Comparator:
    """One published analysis. `themes`: the codes it speaks to; empty when it is of reviews in general."""

    period: str
    source: str
    facts: tuple[str, ...]
    number_class: str
    themes: tuple[str, ...] = ()


def _read() -> tuple[Comparator, ...]:
    data = tomllib.loads((files(__package__) / "data" / "comparators.toml").read_text(encoding="utf-8"))
    return tuple(
        Comparator(
            row["period"], row["source"], tuple(row["facts"]), row["class"], tuple(row.get("themes", ())),
        )
        for row in data["comparator"]
    )  # fmt: skip


COMPARATORS: Final[tuple[Comparator, ...]] = _read()
"""Oldest first."""

CAUTION: Final = (
    "A few local reviews and many national ones are not alike: who is reviewed, and how reviews are coded, differs. "
    "Set them side by side to ask a question, not to be above or below a line."
)


def comparators_for(code: str) -> tuple[Comparator, ...]:
    """Those that speak to a theme."""
    return tuple(one for one in COMPARATORS if code in one.themes)
