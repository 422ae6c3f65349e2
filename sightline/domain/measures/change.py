"""Before and after, person by person: who moved which way, by how much, and what may be said of it.

    before  4 6 5 9 7 3          5 better, 1 same, 0 worse
    after   6 8 5 9.5 8 7        medians 5.5 and 7.5

A direction is a fact about answers, not about practice: there is no comparison group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Final

from sightline.domain.disclosure import INTERNAL
from sightline.domain.measures.exact import sign_p, signed_ranks, wilcoxon_p
from sightline.domain.measures.uncertainty import improvement, improvement_interval

NO_COMPARISON: Final = "There is no comparison group: change is not proof of cause."
"""Stands beside every result. Source: practice-and-confidence, section 5."""

CEILING: Final = 9
"""A first answer from here on leaves little room to rise. Source: practice-and-confidence, section 5."""
FEWEST_FOR_A_THEME: Final = 2
"""Items of a theme somebody must have answered to have a score in it. Source: the same."""
FEWEST_FOR_QUARTILES: Final = 5
"""Fewer people than this have no median and quartiles: the smallest group that has a result at all."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Five people or more on a scale: how many, middle and quartiles. Never a middle without its number."""

    n: int
    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the same people's answers. `ceiling`: how many began at 9 or 10.

    `wilcoxon` and `sign`: two-sided p, None with fewer than six changes. `interval`: of `improvement`, None below 20.
    """

    n: int
    better: int
    same: int
    worse: int
    before: Spread
    after: Spread
    rank_biserial: float | None
    improvement: float
    interval: tuple[float, float] | None
    wilcoxon: float | None
    sign: float | None
    ceiling: int


def spread(values: Sequence[float], *, fewest: int = FEWEST_FOR_QUARTILES) -> Spread | None:
    """Middle and quartiles (inclusive method), or None for fewer than `fewest` values."""
    if len(values) < max(fewest, 2):
        return None
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), middle, lower, upper)


def change(
    pairs: Sequence[tuple[float, float]], *, threshold: int = INTERNAL, resample: bool = True, tests: bool = True
) -> Change | None:
    """The change of these pairs (before, after), or None for fewer people than `threshold`: never a result for them.

    `resample=False` leaves the interval out and `tests=False` the p-values, where nobody is shown them.
    """
    if len(pairs) < max(threshold, FEWEST_FOR_QUARTILES):
        return None
    moved = [after - before for before, after in pairs]
    better, worse = sum(m > 0 for m in moved), sum(m < 0 for m in moved)
    same = len(moved) - better - worse
    before, after = spread([b for b, _ in pairs]), spread([a for _, a in pairs])
    chance = improvement(better, same, worse)
    if before is None or after is None or chance is None:
        return None
    return Change(
        n=len(pairs),
        better=better,
        same=same,
        worse=worse,
        before=before,
        after=after,
        rank_biserial=signed_ranks(moved).rank_biserial,
        improvement=chance,
        interval=improvement_interval(better, same, worse) if resample else None,
        wilcoxon=wilcoxon_p(moved) if tests else None,
        sign=sign_p(better, worse) if tests else None,
        ceiling=sum(before >= CEILING for before, _ in pairs),
    )


def theme_score(answers: Mapping[str, int], items: Sequence[str]) -> float | None:
    """Somebody's score in a theme: the median of the items they answered; None below two. Skipped ones are left out."""
    given = [answers[item] for item in items if item in answers]
    if len(given) < FEWEST_FOR_A_THEME:
        return None
    given.sort()
    middle = len(given) // 2
    return float(given[middle]) if len(given) % 2 else (given[middle - 1] + given[middle]) / 2


def paired(before: Mapping[str, float], after: Mapping[str, float]) -> list[tuple[float, float]]:
    """Pairs of those who have both, in the order of the first."""
    return [(value, after[key]) for key, value in before.items() if key in after]
