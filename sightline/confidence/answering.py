"""Answers between a form or file, the database, and the counting: one shape, checked once.

{"now": {"R1": 7}, "then": {}, "vignettes": {"V1": ["b", 8]}, "counts": {"P3": [4, 3]}, "barriers": ["time"]}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.domain.measures.instrument import BARRIERS, DEEDS, HIGHEST, ITEMS, LOWEST, VIGNETTES
from sightline.domain.measures.survey import Answers

CODES = frozenset(item.code for item in ITEMS)
DEED_CODES = frozenset(item.code for item in DEEDS)
BARRIER_CODES = frozenset(code for code, _ in BARRIERS)
STORIES = {vignette.code: frozenset(code for code, _ in vignette.options) for vignette in VIGNETTES}
MOST_TIMES = 99


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered, apart from who they say they work for."""

    now: Mapping[str, int] = field(default_factory=dict)
    then: Mapping[str, int] = field(default_factory=dict)
    vignettes: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    barriers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for scale in (self.now, self.then):
            if not set(scale) <= CODES or any(not LOWEST <= value <= HIGHEST for value in scale.values()):
                raise ValueError("An answer is not on the scale of an item.")
        if any(choice not in STORIES.get(code, ()) for code, (choice, _) in self.vignettes.items()):
            raise ValueError("An answer to a story is none of its options.")
        if not set(self.counts) <= DEED_CODES or not set(self.barriers) <= BARRIER_CODES:
            raise ValueError("A count or a barrier is none that was asked.")
        if any(not 0 <= times <= MOST_TIMES for pair in self.counts.values() for times in pair):
            raise ValueError(f"A number of times lies outside 0 to {MOST_TIMES}.")

    @property
    def empty(self) -> bool:
        """Whether nothing was answered at all."""
        return not (self.now or self.then or self.vignettes or self.counts or self.barriers)

    def as_json(self) -> dict[str, Any]:
        """As it is kept; parts without an answer are left out."""
        parts = {
            "now": dict(self.now),
            "then": dict(self.then),
            "vignettes": {code: list(pair) for code, pair in self.vignettes.items()},
            "counts": {code: list(pair) for code, pair in self.counts.items()},
            "barriers": list(self.barriers),
        }
        return {name: part for name, part in parts.items() if part}


Row = tuple[str, str | None, str, str, Mapping[str, Any]]


def as_answers(rows: Iterable[Row]) -> Iterable[Answers]:
    """Rows of (wave, code, agency, work, answers as kept) as what is counted."""
    for wave, code, agency, work, kept in rows:
        yield Answers(
            wave,
            code,
            agency,
            work,
            kept.get("now", {}),
            kept.get("then", {}),
            kept.get("vignettes", {}),
            kept.get("counts", {}),
            tuple(kept.get("barriers", ())),
        )
