"""Earlier findings that a new one may repeat: the same theme and similar words. A suggestion, never a judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sightline.domain.chronology.words import jaccard, normalised

LIKE_ENOUGH: Final = 0.12
"""Shared words by all words from which a finding is suggested. Our choice: two findings of one thing, written by two
people, share a sixth to a third of their words; two of one theme about different things a twentieth."""
AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as far as repeats are concerned. `review` and `key` tell it apart; `on`: the day its review began."""

    key: str
    review: str
    on: date
    text: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier finding that looks alike, and on what grounds."""

    earlier: Known
    themes: tuple[str, ...]
    similarity: float
    words: tuple[str, ...]


def repeats(finding: Known, others: Iterable[Known]) -> tuple[Repeat, ...]:
    """The earlier findings of other reviews with a theme in common and similar words, the most alike first."""
    mine, found = frozenset(normalised(finding.text)), []
    for other in others:
        shared = finding.themes & other.themes
        if not shared or other.review == finding.review or other.on >= finding.on:
            continue
        theirs = frozenset(normalised(other.text))
        alike = jaccard(mine, theirs)
        if alike >= LIKE_ENOUGH:
            found.append(Repeat(other, tuple(sorted(shared)), alike, tuple(sorted(mine & theirs))))
    return tuple(sorted(found, key=lambda one: (-one.similarity, one.earlier.key))[:AT_MOST])
