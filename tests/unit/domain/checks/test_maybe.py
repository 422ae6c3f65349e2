"""Yes, no or open: Kleene's logic, against every way of filling what is open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.maybe import (
    NO,
    YES,
    Counted,
    Maybe,
    all_of,
    any_in,
    any_of,
    at_least,
    by_cases,
    by_names,
    known,
    no,
    not_,
    open_,
    settled,
    weighing_at_least,
    yes,
)

A, B = Fact("Visit", "A", {}), Fact("Visit", "B", {})
OPEN = open_("It is not recorded.")
answers = st.sampled_from([True, False, None])
lists = st.lists(answers, max_size=5)


def made(answer: bool | None) -> Maybe:
    return {True: YES, False: NO, None: OPEN}[answer]


def filled(parts: list[bool | None]):
    """Every way of filling what is open."""
    return product(*((part,) if part is not None else (True, False) for part in parts))


def agreed(values) -> bool | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


@given(lists)
def test_an_answer_is_settled_exactly_when_every_filling_agrees(parts):
    maybes = [made(part) for part in parts]
    assert all_of(*maybes).answer == agreed(all(ways) for ways in filled(parts))
    assert any_of(*maybes).answer == agreed(any(ways) for ways in filled(parts))


@given(lists, st.integers(0, 4))
def test_so_is_a_count(parts, number):
    assert at_least(number, map(made, parts)).answer == agreed(sum(ways) >= number for ways in filled(parts))


@given(st.lists(st.tuples(answers, st.integers(1, 3)), max_size=4), st.integers(1, 5))
def test_and_a_count_with_weights(parts, number):
    weights = [weight for _, weight in parts]
    fillings = filled([part for part, _ in parts])
    expected = agreed(
        sum(weight for way, weight in zip(ways, weights, strict=True) if way) >= number for ways in fillings
    )
    assert weighing_at_least(number, ((made(part), weight) for part, weight in parts)).answer == expected


@given(answers, answers)
def test_the_signs_mean_the_same(one, other):
    a, b = made(one), made(other)
    assert (a & b).answer == all_of(a, b).answer
    assert (a | b).answer == any_of(a, b).answer
    assert (~a).answer == not_(a).answer
    assert not_(not_(a)) == a


def test_what_may_be_missing_leaves_a_count_open_and_never_makes_it():
    assert at_least(2, [YES, YES], OPEN).is_yes
    assert at_least(2, [YES, NO], OPEN).is_open
    assert at_least(2, [YES, NO], NO).is_no


def test_an_answer_rests_on_the_rows_that_make_it_so():
    assert any_of(yes(A), NO, yes(B)).because == ("A", "B")
    assert all_of(yes(A), yes(B), yes(A)).because == ("A", "B")
    assert all_of(yes(A), no(B)).because == ("B",)
    assert at_least(1, [yes(A), open_("It is not recorded.", B)]).because == ("A",)
    assert not_(no(A)).because == ("A",)
    assert yes(A).citing(B).because == ("B",)


def test_an_open_answer_says_what_is_missing_once():
    found = any_of(OPEN, NO, open_("It is not recorded.", A))
    assert found.missing == ("It is not recorded.",)
    assert all_of(YES, OPEN).missing == ("It is not recorded.",)
    assert any_of(YES, OPEN).missing == ()
    assert OPEN.or_else("Nobody wrote it down.").missing == ("Nobody wrote it down.",)
    assert YES.or_else("Nobody wrote it down.") is YES


def test_from_plain_answers():
    assert settled(None, "It is not recorded.", A) == open_("It is not recorded.", A)
    assert settled(True, "", A) == yes(A)
    assert known(False, A) is NO


def test_an_answer_is_not_taken_for_true_or_false():
    with pytest.raises(TypeError, match="ask is_yes"):
        bool(YES)


def test_by_cases_settles_what_is_the_same_whether_a_row_counts_or_not():
    row, other = Fact("Voice", "V1", {}), Fact("Voice", "V2", {})
    doubt = open_("Whose is not recorded.", row)

    def either(counted: Counted) -> Maybe:
        counts = any_in(answer for _, answer in counted)
        return any_of(counts, not_(counts))

    assert any_of(doubt, not_(doubt)).is_open
    assert by_cases([(row, doubt)], either) == Maybe(True, ("V1",))
    assert by_cases([(row, doubt), (other, NO)], lambda counted: not_(either(counted))).is_no
    assert by_cases([(row, doubt)], lambda counted: counted[0][1]).is_open
    assert by_cases([(row, doubt)] * 5, either).is_open


def test_by_names_settles_what_is_the_same_whomever_an_empty_box_means():
    def unmet(rows: Sequence[Fact]) -> Maybe:
        met = {row.text("with_person") for row in rows}
        return any_in(open_("Who?") if "" in met and one not in met else known(one not in met) for one in "AB")

    blank, named = Fact("Contact", "C1", {"with_person": None}), Fact("Contact", "C2", {"with_person": "A"})
    assert by_names([blank], "with_person", "AB", unmet).is_yes
    assert by_names([blank, Fact("Contact", "C4", {})], "with_person", "AB", unmet).is_open
    assert by_names([blank, named], "with_person", "AB", unmet).is_open
    assert by_names([named, Fact("Contact", "C3", {"with_person": "B"})], "with_person", "AB", unmet).is_no
    assert by_names([blank], "with_person", map(str, range(40)), unmet).is_open  # too many to try
