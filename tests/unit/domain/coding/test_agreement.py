"""Cohen's kappa per code over sentences, by hand; and the differences two coders are asked about."""

from __future__ import annotations

import pytest

from sightline.domain.coding import Difference, Mark, Span, agreement_on, compare
from sightline.domain.measures.agreement import agreement

UNITS = [Span(n * 10, n * 10 + 9) for n in range(40)]


def marks(*units: int, code: str = "PROC-WNB", polarity: str = "-") -> list[Mark]:
    return [Mark(Span(n * 10 + 2, n * 10 + 5), code, polarity) for n in units]


def test_kappa_by_hand():
    # 40 sentences: both 6, first only 4, second only 2, neither 28. Observed 34/40 = 0.85;
    # chance (10·8 + 30·32)/1600 = 0.65; kappa = 0.20/0.35.
    first, second = marks(*range(10)), marks(*range(6), 20, 21)
    found = agreement_on("PROC-WNB", [(UNITS, first, second)])
    assert (found.n, found.both, found.first_only, found.second_only, found.neither) == (40, 6, 4, 2, 28)
    assert found.kappa == pytest.approx(0.20 / 0.35)
    assert found.caution == ""


def test_it_is_the_kappa_of_measures_on_two_categories():
    first, second = marks(*range(10)), marks(*range(6), 20, 21)
    pairs = [(int(n < 10), int(n < 6 or n in (20, 21))) for n in range(40)]
    assert agreement_on("PROC-WNB", [(UNITS, first, second)]).kappa == pytest.approx(
        agreement(pairs, categories=2).kappa
    )


@pytest.mark.parametrize(
    ("units", "first", "second", "why"),
    [
        (UNITS, (), (), "Neither"),
        (UNITS[:3], (0, 1, 2), (0, 1, 2), "Both"),
        ([], (), (), "No text"),
    ],
)
def test_where_it_cannot_be_computed_it_says_why(units, first, second, why):
    found = agreement_on("PROC-WNB", [(units, marks(*first), marks(*second))])
    assert found.kappa is None
    assert found.why_none.startswith(why)


def test_texts_are_counted_together_and_few_sentences_are_said_to_be_few():
    texts = [(UNITS[:4], marks(0), marks(0)), (UNITS[:5], marks(1), marks(2))]
    found = agreement_on("PROC-WNB", texts)
    assert (found.n, found.both, found.first_only, found.second_only) == (9, 1, 1, 1)
    assert "9 sentences" in found.caution


def test_polarity_is_told_apart_from_the_code():
    found = agreement_on("PROC-WNB", [(UNITS, marks(0, 1), marks(0) + marks(1, polarity="+"))])
    assert (found.both, found.same_polarity) == (2, 1)


def test_the_same_code_on_meeting_passages_is_agreement_though_the_ends_differ():
    first, second = [Mark(Span(0, 20), "HARM-TRIO", "-")], [Mark(Span(15, 40), "HARM-TRIO", "-")]
    assert compare(first, second) == ([(0, 0)], [])


def test_differences_are_one_a_passage_and_code():
    first = [
        Mark(Span(0, 20), "HARM-TRIO", "-"),
        Mark(Span(30, 40), "PROC-WNB", "-"),
        Mark(Span(0, 5), "INFO-VERIFY", "-"),
    ]
    second = [Mark(Span(10, 25), "HARM-TRIO", "+"), Mark(Span(0, 5), "INFO-VERIFY", "-")]
    pairs, differences = compare(first, second)
    assert pairs == [(2, 1)]
    assert differences == [
        Difference(Span(0, 25), "HARM-TRIO", (0,), (0,)),
        Difference(Span(30, 40), "PROC-WNB", (1,), ()),
    ]
    assert differences[0].about_polarity
    assert not differences[1].about_polarity
