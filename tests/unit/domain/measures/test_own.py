"""Questions of a partnership's own: what can be asked, what is an answer, and what is shown of few."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.measures.own import NotAnAnswer, NotAQuestion, OwnQuestion, answer_to, worded
from sightline.domain.measures.own_results import own_result

SHIFTS = ("Days", "Nights", "Both")


def a_question(kind: str, *options: str) -> OwnQuestion:
    return OwnQuestion("q", 1, kind, "What helps?", options)


def test_words_are_made_tidy() -> None:
    assert worded("one", "  When do\x07 you\n work? ", [" Days ", "", "Nights"]) == (
        "When do you work?",
        ("Days", "Nights"),
    )


@pytest.mark.parametrize(
    ("kind", "words", "options", "said"),
    [
        ("colour", "Which?", (), "Choose what kind"),
        ("text", " \x00 ", (), "Write the question"),
        ("text", "x" * 301, (), "at most 300"),
        ("text", "What is your full name?", (), "who somebody is"),
        ("text", "E-mail address", (), "who somebody is"),
        ("one", "Which?", ("Days",), "2 to 12 options"),
        ("many", "Which?", [str(n) for n in range(13)], "2 to 12 options"),
        ("one", "Which?", ("Days", "days"), "there twice"),
        ("one", "Which?", ("Days", "y" * 121), "at most 120"),
        ("number", "How many?", ("Days",), "belong to a choice"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(kind: str, words: str, options: list[str], said: str) -> None:
    with pytest.raises(NotAQuestion, match=said):
        worded(kind, words, options)


def test_a_question_about_somebody_elses_name_may_be_asked() -> None:
    assert worded("text", "Do you know the name of the lead practitioner?")[0]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [("agree", 5, 5), ("scale", 0, 0), ("one", 2, 2), ("many", [2, 0, 2], (0, 2)), ("number", 2.0, 2),
     ("number", 1.257, 1.26), ("text", " a \r\n b\x00 ", "a\n b")],
)  # fmt: skip
def test_answers_are_kept_in_one_shape(kind: str, given: object, kept: object) -> None:
    assert answer_to(a_question(kind, *SHIFTS), given) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [("agree", 0), ("agree", 6), ("agree", True), ("scale", 11), ("one", 3), ("one", "0"), ("many", []), ("many", [3]),
     ("number", -1), ("number", math.nan), ("number", math.inf), ("number", 1_000_001), ("text", " \n"), ("text", 4),
     ("text", "x" * 2_001)],
)  # fmt: skip
def test_what_is_no_answer_is_refused(kind: str, given: object) -> None:
    with pytest.raises(NotAnAnswer):
        answer_to(a_question(kind, *SHIFTS), given)


def test_nothing_is_shown_of_four_people() -> None:
    for kind, value in (("agree", 4), ("scale", 7), ("one", 1), ("many", (1,)), ("number", 3), ("text", "Time")):
        count = own_result(a_question(kind, *SHIFTS), {"T1": [(None, value)] * 4}).waves["T1"]
        assert (count.people.words, count.steps, count.chosen, count.middle) == ("fewer than 5", (), (), None)


def test_a_number_shows_the_middle_and_quarters_and_no_ends() -> None:
    count = own_result(a_question("number"), {"T1": [(None, n) for n in (0, 2, 3, 4, 999_999)]}).waves["T1"]
    assert count.middle is not None
    assert (count.middle.lower_quartile, count.middle.median, count.middle.upper_quartile) == (2, 3, 4)


def test_the_same_people_before_and_after_are_matched_by_code() -> None:
    before: list[tuple[str | None, int]] = [(f"c{n}", 2) for n in range(6)] + [(None, 5), ("x", 1), ("x", 1)]
    after: list[tuple[str | None, int]] = [(f"c{n}", 4 if n else 2) for n in range(6)] + [("x", 5)]
    moved = own_result(a_question("agree"), {"T1": before, "T3": after}).moved
    assert moved is not None
    assert (moved.n, moved.better, moved.same, moved.worse) == (6, 5, 1, 0)


@given(st.lists(st.integers(0, 3), max_size=60), st.sampled_from((5, 10)))
def test_no_hidden_option_can_be_worked_out(chosen: list[int], threshold: int) -> None:
    """Of one choice: what is hidden is two cells or more and together no small number, or everything is hidden."""
    question = a_question("one", *SHIFTS, "Neither")
    count = own_result(question, {"T1": [(None, n) for n in chosen]}, threshold=threshold).waves["T1"]
    if len(chosen) < threshold:
        assert count.chosen == ()
        return
    real = [chosen.count(n) for n in range(4)]
    hidden = [n for n, cell in enumerate(count.chosen) if cell.hidden]
    assert all(cell.hidden or cell.value == real[n] >= threshold for n, cell in enumerate(count.chosen))
    if hidden:
        assert len(hidden) > 1
        assert len(chosen) - sum(cell.value or 0 for cell in count.chosen) >= threshold


@given(st.lists(st.sets(st.integers(0, 2), min_size=1), min_size=5, max_size=40))
def test_of_several_choices_neither_those_who_chose_nor_those_who_did_not_are_few(chosen: list[set[int]]) -> None:
    rows = [(None, tuple(sorted(one))) for one in chosen]
    count = own_result(a_question("many", *SHIFTS), {"T1": rows}).waves["T1"]
    for cell in count.chosen:
        assert cell.hidden or 5 <= (cell.value or 0) <= len(chosen) - 5
