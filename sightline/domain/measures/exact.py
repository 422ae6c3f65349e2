"""Tests of paired change whose p-values are counted, not approximated, and Holm's correction for several of them.

Smallest two-sided p of the sign test with n changes: 2 x 0.5^n. With five that is 0.063, so below `FEWEST_CHANGES`
no p is given at all: a number that could not have been small says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, erfc, sqrt
from typing import Final, TypeVar

Key = TypeVar("Key")

FEWEST_CHANGES: Final = 6
"""Changes that are not zero, below which no p is given. Source: practice-and-confidence, section 5."""

MOST_EXACT: Final = 120
"""Beyond this many changes the signed-rank distribution is taken as normal, corrected for ties. Our default."""


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """Wilcoxon's signed ranks: changes of zero dropped (their number kept), equal sizes sharing their middle rank."""

    plus: float
    minus: float
    changes: int
    zeros: int
    ranks: tuple[float, ...]

    @property
    def rank_biserial(self) -> float | None:
        """Matched-pairs rank-biserial (W+ - W-)/(W+ + W-), from -1 (all down) to 1 (all up); None without a change."""
        whole = self.plus + self.minus
        return (self.plus - self.minus) / whole if whole else None


def middle_ranks(values: Sequence[float]) -> tuple[float, ...]:
    """Ranks from 1, in the order given; equal values share the middle of their ranks."""
    often = Counter(values)
    rank, below = {}, 0
    for value in sorted(often):
        rank[value] = below + (often[value] + 1) / 2
        below += often[value]
    return tuple(rank[value] for value in values)


def signed_ranks(changes: Sequence[float]) -> SignedRanks:
    """Rank the sizes of the changes that are not zero and add the ranks of each direction."""
    moved = [change for change in changes if change]
    ranks = middle_ranks([abs(change) for change in moved])
    plus = sum(rank for change, rank in zip(moved, ranks, strict=True) if change > 0)
    minus = sum(rank for change, rank in zip(moved, ranks, strict=True) if change < 0)
    return SignedRanks(plus, minus, len(moved), len(changes) - len(moved), ranks)


def wilcoxon_p(changes: Sequence[float]) -> float | None:
    """Two-sided p of the signed-rank test; None below `FEWEST_CHANGES`. Exact, ties included, up to `MOST_EXACT`."""
    found = signed_ranks(changes)
    if found.changes < FEWEST_CHANGES:
        return None
    if found.changes > MOST_EXACT:
        return _normal_p(found)
    # Twice a rank is a whole number, also in the middle of a tie.
    doubled = [round(2 * rank) for rank in found.ranks]
    lower = round(2 * min(found.plus, found.minus))
    return min(1.0, _at_most(doubled, lower) / (1 << (found.changes - 1)))


def _at_most(doubled: Sequence[int], lower: int) -> int:
    """How many of the 2^n ways to give signs have a sum of at most `lower`.

    The counts per sum are kept side by side in one long number, `width` bits each: adding a rank is a shift and a sum.
    """
    width = len(doubled) + 1
    counts = 1
    keep = (1 << (width * (lower + 1))) - 1
    for rank in doubled:
        counts = (counts + (counts << (width * rank))) & keep
    whole = 0
    raw = counts
    mask = (1 << (width * 64)) - 1
    one = (1 << width) - 1
    while raw:
        # In pieces, so that taking one count off does not move the whole number each time.
        piece, raw = raw & mask, raw >> (width * 64)
        while piece:
            whole += piece & one
            piece >>= width
    return whole


def _normal_p(found: SignedRanks) -> float:
    """The large-sample p, with the variance less what ties take from it, and half a step for continuity."""
    n = found.changes
    centre = n * (n + 1) / 4
    sizes: dict[float, int] = {}
    for rank in found.ranks:
        sizes[rank] = sizes.get(rank, 0) + 1
    spread = n * (n + 1) * (2 * n + 1) / 24 - sum(t**3 - t for t in sizes.values()) / 48
    away = max(0.0, abs(min(found.plus, found.minus) - centre) - 0.5)
    return min(1.0, erfc(away / sqrt(2 * spread)))


def sign_p(better: int, worse: int) -> float | None:
    """Two-sided p of the sign test, exact; None below `FEWEST_CHANGES` changes. Raises ValueError below zero."""
    if better < 0 or worse < 0:
        raise ValueError("A count cannot be below zero.")
    n = better + worse
    if n < FEWEST_CHANGES:
        return None
    tail, term = 0, 1
    for k in range(min(better, worse) + 1):
        term = comb(n, k) if k == 0 else term * (n - k + 1) // k
        tail += term
    return min(1.0, tail / (1 << (n - 1)))


def holm(ps: Mapping[Key, float | None]) -> dict[Key, float | None]:
    """Holm's correction over the p-values that exist, in the order given; what has none keeps none."""
    given = sorted((p, n) for n, p in enumerate(ps.values()) if p is not None)
    corrected: dict[int, float] = {}
    highest = 0.0
    for rank, (p, place) in enumerate(given):
        highest = max(highest, min(1.0, p * (len(given) - rank)))
        corrected[place] = highest
    return {key: corrected.get(n) for n, key in enumerate(ps)}
