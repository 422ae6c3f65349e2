"""How far a share could lie from what a few people happened to say."""

from __future__ import annotations

from math import log, sqrt
from random import Random
from typing import Final

Z_95: Final = 1.959963984540054
"""The normal deviate that leaves 2.5% on each side."""

FEWEST_FOR_BOOTSTRAP: Final = 20
FEWEST_FOR_PERCENT: Final = 20
"""With fewer people: no resampled interval; "7 of 9" for a percentage. Source: practice-and-confidence, section 5."""

RESAMPLES: Final = 2_000
SEED: Final = 20170918
"""Fixed, so that the same answers give the same interval. Any number would do; this is the month of the deck."""

_NORMAL_FROM: Final = 60.0
"""Variance of a binomial from which a rounded normal stands in for it: the difference is under one person."""


def wilson(part: int, whole: int, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson's interval for a share, as two fractions: 5 of 10 gives 0.24 to 0.76, 12 of 12 gives 0.76 to 1.

    Raises ValueError unless 0 <= part <= whole and whole > 0.
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError("A share needs a whole above zero and a part of it.")
    share = part / whole
    bottom = 1 + z * z / whole
    centre = (share + z * z / (2 * whole)) / bottom
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / bottom
    low = 0.0 if part == 0 else max(0.0, centre - half)
    high = 1.0 if part == whole else min(1.0, centre + half)
    return low, high


def improvement(better: int, same: int, worse: int) -> float | None:
    """(better + half of same) / everyone: the chance that somebody says more than before. None without anybody."""
    whole = better + same + worse
    return (better + same / 2) / whole if whole else None


def improvement_interval(better: int, same: int, worse: int) -> tuple[float, float] | None:
    """A 95% percentile interval of `improvement` from `RESAMPLES` resamples of the people; None below 20 of them."""
    whole = better + same + worse
    if whole < FEWEST_FOR_BOOTSTRAP:
        return None
    random = Random(SEED)  # noqa: S311  (a resample, nothing secret)
    drawn = sorted(_resampled(random, better, same, whole) for _ in range(RESAMPLES))
    return _percentile(drawn, 0.025), _percentile(drawn, 0.975)


def _resampled(random: Random, better: int, same: int, whole: int) -> float:
    up = _binomial(random, whole, better / whole)
    rest = whole - better
    level = _binomial(random, whole - up, same / rest) if rest else 0
    return (up + level / 2) / whole


def _binomial(random: Random, n: int, p: float) -> int:
    """How many of n succeed. In steps to the next success, or, where there are many, a rounded normal."""
    if p > 0.5:
        return n - _binomial(random, n, 1 - p)
    if n == 0 or p <= 0:
        return 0
    if n * p * (1 - p) > _NORMAL_FROM:
        return min(n, max(0, round(random.gauss(n * p, sqrt(n * p * (1 - p))))))
    found, at, slope = 0, 0, log(1 - p)
    while True:
        at += int(log(1 - random.random()) / slope) + 1
        if at > n:
            return found
        found += 1


def _percentile(ordered: list[float], share: float) -> float:
    """The value at a share of the way, between neighbours where it falls between."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def share_in_words(part: int, whole: int) -> str:
    """ "7 of 9"; from twenty people on with the percentage: "15 of 20 (75%)"."""
    if whole < FEWEST_FOR_PERCENT:
        return f"{part} of {whole}"
    return f"{part:,} of {whole:,} ({100 * part / whole:.0f}%)"
