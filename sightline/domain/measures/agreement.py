"""How far two people who rated the same things agree: counts first, weighted kappa only where there are enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FEWEST_FOR_KAPPA: Final = 30
"""Things rated twice, below which agreement is told in counts alone. Source: practice-and-confidence, section 5."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Things rated twice, how many alike, and how many one step apart on the scale."""

    rated: int
    alike: int
    one_apart: int
    kappa: float | None


def agreement(pairs: Sequence[tuple[int, int]], *, categories: int, quadratic: bool = False) -> Agreement:
    """Agreement of two raters on an ordered scale 0 .. categories - 1.

    `kappa`: Cohen's weighted kappa, weights falling with the distance (or its square); None below 30 pairs, and where
    chance alone would give the same. Raises ValueError for a rating outside the scale.
    """
    if any(not 0 <= rating < categories for pair in pairs for rating in pair):
        raise ValueError(f"A rating lies outside 0 to {categories - 1}.")
    apart = Counter(abs(first - second) for first, second in pairs)
    kappa = _kappa(pairs, categories, 2 if quadratic else 1) if len(pairs) >= FEWEST_FOR_KAPPA else None
    return Agreement(len(pairs), apart[0], apart[1], kappa)


def _kappa(pairs: Sequence[tuple[int, int]], categories: int, power: int) -> float | None:
    """1 - (disagreement seen) / (disagreement expected), both weighted by distance."""
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(abs(a - b) ** power for a, b in pairs) / n
    scale = range(categories)
    expected = sum(first[a] * second[b] * abs(a - b) ** power for a in scale for b in scale) / (n * n)
    return 1 - seen / expected if expected else None
