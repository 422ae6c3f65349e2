"""Statistics of before and after, held against SciPy where it has them and against counting by hand where it hasn't."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from scipy import stats

from sightline.domain.measures import (
    agreement,
    change,
    holm,
    improvement,
    improvement_interval,
    share_in_words,
    sign_p,
    signed_ranks,
    spread,
    theme_score,
    wilcoxon_p,
    wilson,
)
from sightline.domain.measures.exact import MOST_EXACT, middle_ranks


def without_ties(random: Random, n: int) -> list[float]:
    return [random.choice((-1, 1)) * size for size in random.sample(range(1, 4 * n), n)]


@pytest.mark.parametrize("n", [6, 7, 9, 12, 25, 49])
def test_signed_ranks_are_exact(n: int) -> None:
    random = Random(n)
    for _ in range(10):
        changes = without_ties(random, n)
        assert wilcoxon_p(changes) == pytest.approx(stats.wilcoxon(changes, method="exact").pvalue, abs=1e-12)


def by_enumeration(changes: list[float]) -> float:
    """Every way to give signs to the ranks: what "exact" means where sizes are equal."""
    ranks = middle_ranks([abs(c) for c in changes if c])
    observed = signed_ranks(changes)
    sums = [sum(r for r, up in zip(ranks, signs) if up) for signs in product((0, 1), repeat=len(ranks))]
    low = min(observed.plus, observed.minus)
    return min(1.0, 2 * sum(s <= low + 1e-9 for s in sums) / len(sums))


@pytest.mark.parametrize("seed", range(12))
def test_signed_ranks_are_exact_with_equal_sizes_and_noughts(seed: int) -> None:
    random = Random(seed)
    changes = [float(random.randint(-3, 4)) for _ in range(12)] + [0.5, -0.5, 1.5, 1.0, 2.0, 1.0]
    changes = changes[:14]
    if sum(c != 0 for c in changes) >= 6:
        assert wilcoxon_p(changes) == pytest.approx(by_enumeration(changes), abs=1e-12)


@pytest.mark.parametrize("n", [MOST_EXACT, MOST_EXACT + 1, 900])
def test_many_changes_agree_with_the_large_sample_p(n: int) -> None:
    random = Random(n)
    changes = [random.randint(-6, 7) for _ in range(2 * n)]
    changes = [float(c) for c in changes if c][:n]
    theirs = stats.wilcoxon(changes, method="approx", correction=True).pvalue
    assert wilcoxon_p(changes) == pytest.approx(theirs, rel=0.03 if n == MOST_EXACT else 1e-9)


@pytest.mark.parametrize(("better", "worse"), [(6, 0), (5, 1), (7, 2), (10, 10), (30, 12), (1200, 1100)])
def test_the_sign_test(better: int, worse: int) -> None:
    theirs = stats.binomtest(better, better + worse).pvalue
    assert sign_p(better, worse) == pytest.approx(theirs, rel=1e-9)


def test_no_p_below_six_changes() -> None:
    assert sign_p(5, 0) is None
    assert wilcoxon_p([1, 2, 3, 4, 5, 0, 0, 0]) is None
    assert sign_p(6, 0) == pytest.approx(2 * 0.5**6)
    assert wilcoxon_p([1, 2, 3, 4, 5, 6]) == pytest.approx(2 * 0.5**6)
    with pytest.raises(ValueError, match="below zero"):
        sign_p(-1, 3)


def test_holm() -> None:
    ps = [0.01, 0.04, 0.03, 0.005]
    assert list(holm(dict(enumerate(ps))).values()) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm({"a": 0.02, "b": None, "c": 0.9}) == {"a": 0.04, "b": None, "c": 0.9}
    assert holm({"a": 0.7, "b": 0.8}) == {"a": 1.0, "b": 1.0}


def test_rank_biserial_drops_noughts_but_keeps_their_number() -> None:
    found = signed_ranks([2, 1, 0, 0, -1])
    assert (found.plus, found.minus, found.changes, found.zeros) == (4.5, 1.5, 3, 2)
    assert found.rank_biserial == pytest.approx(0.5)
    assert signed_ranks([0, 0]).rank_biserial is None


def test_middle_ranks_are_scipys() -> None:
    values = [3.0, 1.0, 3.0, 2.0, 3.0, 1.0]
    assert list(middle_ranks(values)) == list(stats.rankdata(values))


@pytest.mark.parametrize(("part", "whole"), [(5, 10), (12, 12), (0, 7), (1, 3), (300, 1000)])
def test_wilson(part: int, whole: int) -> None:
    theirs = stats.binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_wilson_as_the_source_prints_it() -> None:
    assert [round(100 * end) for end in wilson(5, 10)] == [24, 76]
    assert [round(100 * end) for end in wilson(12, 12)] == [76, 100]
    with pytest.raises(ValueError, match="share"):
        wilson(3, 0)


def test_the_chance_to_say_more() -> None:
    assert improvement(5, 2, 3) == 0.6
    assert improvement(0, 0, 0) is None


@pytest.mark.parametrize(("better", "same", "worse"), [(12, 5, 3), (60, 30, 10), (2000, 1500, 1500), (25, 0, 0)])
def test_the_resampled_interval(better: int, same: int, worse: int) -> None:
    interval = improvement_interval(better, same, worse)
    assert interval is not None
    assert interval == improvement_interval(better, same, worse), "the same answers, the same interval"
    values = np.array([1.0] * better + [0.5] * same + [0.0] * worse)
    if values.std() == 0:
        assert interval == (1.0, 1.0)
        return
    found = stats.bootstrap((values,), np.mean, n_resamples=4000, method="percentile", random_state=1)
    theirs = found.confidence_interval
    assert interval == pytest.approx((theirs.low, theirs.high), abs=0.6 * 1 / len(values) ** 0.5 * 0.25 + 0.002)


def test_no_interval_below_twenty() -> None:
    assert improvement_interval(10, 5, 4) is None


def test_quartiles_are_numpys() -> None:
    values = [3.0, 5, 5, 8, 9, 10, 2]
    found = spread(values)
    assert found is not None
    assert (found.lower_quartile, found.median, found.upper_quartile) == tuple(np.quantile(values, [0.25, 0.5, 0.75]))
    assert spread(values[:4]) is None


def test_a_whole_change() -> None:
    pairs = [(4, 6), (6, 8), (5, 5), (9, 10), (7, 6), (3, 9), (10, 10), (2, 5)]
    found = change(pairs)
    assert found is not None
    assert (found.n, found.better, found.same, found.worse, found.ceiling) == (8, 5, 2, 1, 2)
    assert (found.before.median, found.after.median) == (5.5, 7.0)
    assert found.improvement == 0.75
    assert found.interval is None
    assert found.sign == pytest.approx(stats.binomtest(5, 6).pvalue)


def test_never_a_result_for_fewer_than_five() -> None:
    assert change([(1, 2)] * 4) is None
    assert change([(1, 2)] * 5) is not None
    assert change([(1, 2)] * 9, threshold=10) is None


def test_a_theme_needs_two_answers() -> None:
    assert theme_score({"R1": 3, "R2": 8}, ["R1", "R2", "R3"]) == 5.5
    assert theme_score({"R1": 3, "M1": 8}, ["R1", "R2", "R3"]) is None


def test_kappa_by_hand_and_only_from_thirty() -> None:
    # 2 x 2, as in any textbook: seen 0.7, expected 0.5, kappa 0.4; weights make no difference on two steps.
    pairs = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    found = agreement(pairs, categories=2)
    assert found.kappa == pytest.approx(0.4)
    assert (found.rated, found.alike, found.one_apart) == (50, 35, 15)
    assert agreement(pairs[:29], categories=2).kappa is None
    assert agreement([(1, 1)] * 40, categories=4).kappa is None, "where everybody says the same, chance would too"


@pytest.mark.parametrize("power", [1, 2])
def test_weighted_kappa_as_defined(power: int) -> None:
    random = Random(power)
    pairs = [(a := random.randint(0, 3), min(3, max(0, a + random.randint(-1, 1)))) for _ in range(60)]
    table = np.zeros((4, 4))
    for a, b in pairs:
        table[a, b] += 1 / 60
    weights = np.abs(np.subtract.outer(range(4), range(4))) ** power
    expected = 1 - (weights * table).sum() / (weights * np.outer(table.sum(1), table.sum(0))).sum()
    assert agreement(pairs, categories=4, quadratic=power == 2).kappa == pytest.approx(expected)
    with pytest.raises(ValueError, match="outside"):
        agreement([(0, 4)], categories=4)


def test_words_for_few_and_for_many() -> None:
    assert share_in_words(7, 9) == "7 of 9"
    assert share_in_words(15, 20) == "15 of 20 (75%)"
