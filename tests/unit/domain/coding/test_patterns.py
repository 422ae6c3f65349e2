"""Counts over reviews, and what rule G5 leaves of them outside levels 0 to 2."""

from __future__ import annotations

import pytest

from sightline.domain.coding.patterns import Found, by_year, matrix, theme_count, together
from sightline.domain.disclosure import Level

LEAD, OUTSIDE = Level.LEADS, Level.PRACTITIONERS


def found(*reviews: int, code: str = "PROC-WNB", published: bool = True, polarity: str = "-", year: int = 2025) -> list:
    return [Found(review, year, code, polarity, f"finding {review}", published) for review in reviews]


def test_a_review_is_counted_once_however_often_a_theme_is_in_it():
    rows = found(1, 1, 1, 2) + found(2, polarity="+")
    counts = {key: cell.value for key, cell in theme_count(rows, "PROC-WNB", LEAD).items()}
    assert counts == {"only -": 1, "only +": 0, "both": 1, "all": 2}


@pytest.mark.parametrize(
    ("published", "unpublished", "seen"), [(2, 0, None), (3, 0, 3), (3, 1, 3), (3, 3, 3), (0, 9, None), (2, 9, None)]
)
def test_outside_counts_are_of_published_reviews_and_of_three_at_least(published, unpublished, seen):
    rows = found(*range(published)) + found(*range(100, 100 + unpublished), published=False)
    assert theme_count(rows, "PROC-WNB", OUTSIDE)["all"].value == seen
    assert by_year(rows, "PROC-WNB", [2025], OUTSIDE)["all"].value == seen
    assert theme_count(rows, "PROC-WNB", LEAD)["all"].value == published + unpublished


def test_a_small_year_or_polarity_is_not_given_away_by_subtracting():
    rows = found(1, 2, 3, 4, year=2024) + found(5, year=2025) + found(6, 7, 8, year=2026)
    cells = by_year(rows, "PROC-WNB", [2024, 2025, 2026], OUTSIDE)
    hidden = [year for year in (2024, 2025, 2026) if cells[year].hidden]
    assert cells["all"].value == 8
    assert 2025 in hidden
    assert len(hidden) >= 2
    counts = theme_count(found(1, 2, 3, 4, 5) + found(6, polarity="+"), "PROC-WNB", OUTSIDE)
    assert counts["all"].value == 6
    assert counts["only -"].hidden
    assert counts["only +"].hidden


def pair(both: int, first: int, second: int, *, published: bool = True) -> list:
    one = found(*range(both + first), published=published)
    other = found(*range(both), *range(50, 50 + second), code="MULTI-ALL", published=published)
    return one + other


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (pair(3, 3, 3), True),
        (pair(2, 5, 5), False),  # too few reviews with both
        (pair(5, 1, 5), False),  # six with the first, five with both: one would be told
        (pair(5, 5, 0), False),  # whoever has the second is known to have the first
        (pair(9, 9, 9, published=False), False),
    ],
)
def test_a_pair_is_shown_outside_only_where_nothing_can_be_worked_out(rows, shown):
    assert bool(together(rows, OUTSIDE)) is shown
    assert together(rows, LEAD)[0].together.value == len(
        {r.review for r in rows if r.code == "MULTI-ALL"} & {r.review for r in rows if r.code == "PROC-WNB"}
    )


def test_pairs_stand_with_the_most_frequent_first_and_fill_a_half_table():
    rows = pair(3, 3, 3) + found(1, code="HARM-TRIO")
    pairs = together(rows, LEAD)
    assert next((p.one, p.other, p.together.value, p.places.value) for p in pairs) == ("MULTI-ALL", "PROC-WNB", 3, 3)
    codes, counts = matrix(pairs)
    assert set(codes) == {"MULTI-ALL", "PROC-WNB", "HARM-TRIO"}
    assert counts["PROC-WNB", "MULTI-ALL"] == counts["MULTI-ALL", "PROC-WNB"] == 3
