"""The colours of an action, the ladder of evidence, and the warnings about easy steps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.reviews import LADDER, ActionFacts, Colour, Proof, easy_step, many_recommendations, status

DUE = date(2026, 6, 30)
NOW = date(2026, 5, 1)


def colour(as_of=NOW, **facts):
    return status(ActionFacts(**({"kind": "practice", "due": DUE} | facts)), as_of).colour


def test_nothing_begun_is_grey():
    assert colour() is Colour.GREY


def test_something_that_moved_is_green():
    assert colour(progress=(date(2026, 4, 20),)) is Colour.GREEN


@pytest.mark.parametrize(
    ("as_of", "moved", "expected"),
    [
        (date(2026, 6, 1), date(2026, 5, 20), Colour.GREEN),  # 29 days left
        (date(2026, 6, 2), date(2026, 5, 6), Colour.GREEN),  # 28 left, moved 27 days ago
        (date(2026, 6, 2), date(2026, 5, 5), Colour.AMBER),  # 28 left, moved 28 days ago
        (date(2026, 6, 30), date(2026, 6, 29), Colour.GREEN),
        (date(2026, 7, 1), date(2026, 6, 30), Colour.RED),
    ],
)
def test_at_risk_and_overdue_on_the_day(as_of, moved, expected):
    assert colour(as_of, progress=(moved,)) is expected


def test_due_soon_with_nothing_begun_is_at_risk():
    assert colour(date(2026, 6, 20)) is Colour.AMBER


def test_blocked_is_red_with_its_own_word():
    found = status(ActionFacts("practice", DUE, (NOW,), "No money."), NOW)
    assert (found.colour, found.word, found.why) == (Colour.RED, "Blocked", "No money.")


@pytest.mark.parametrize(
    ("kind", "level", "result", "expected"),
    [
        ("information", 1, "", Colour.GREY),
        ("information", 2, "", Colour.BLUE),
        ("practice", 2, "", Colour.GREY),
        ("practice", 3, "better", Colour.GREY),
        ("practice", 4, "better", Colour.BLUE),
        ("practice", 5, "better", Colour.BLUE),
        ("practice", 4, "none", Colour.GREY),
        ("practice", 4, "worse", Colour.GREY),
    ],
)
def test_what_counts_as_done(kind, level, result, expected):
    assert colour(kind=kind, proofs=(Proof(level, date(2026, 4, 1), result),)) is expected


@pytest.mark.parametrize(
    ("again", "result", "expected"),
    [
        (date(2026, 9, 30), "better", Colour.BLUE),
        (date(2026, 10, 1), "better", Colour.PURPLE),
        (date(2026, 10, 1), "none", Colour.RED),
        (date(2026, 10, 1), "worse", Colour.RED),
    ],
)
def test_embedded_needs_the_same_again_six_months_later(again, result, expected):
    proofs = (Proof(4, date(2026, 4, 1), "better"), Proof(4, again, result))
    assert colour(date(2026, 11, 1), proofs=proofs) is expected


def test_after_a_bad_test_the_half_year_begins_anew():
    days = ((date(2026, 1, 5), "better"), (date(2026, 6, 5), "worse"), (date(2026, 9, 5), "better"))
    proofs = tuple(Proof(4, on, result) for on, result in days)
    found = status(ActionFacts("practice", DUE, (), "", proofs), date(2026, 11, 1))
    assert found.colour is Colour.BLUE
    assert found.retest_due == date(2027, 3, 5)
    assert status(ActionFacts("practice", DUE, (), "", proofs), date(2026, 7, 1)).why.startswith("A later test did not")


proof = st.builds(
    Proof,
    st.integers(1, 5),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["", "better", "none", "worse"]),
)
facts = st.builds(
    ActionFacts,
    st.sampled_from(["information", "practice"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=4).map(tuple),
    st.sampled_from(["", "No money."]),
    st.lists(proof, max_size=4).map(tuple),
)


@given(facts, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_what_comes_later_changes_nothing_seen_today(found, as_of):
    known = ActionFacts(
        found.kind, found.due, tuple(d for d in found.progress if d <= as_of), found.blocked,
        tuple(p for p in found.proofs if p.on <= as_of),
    )  # fmt: skip
    assert status(found, as_of) == status(known, as_of)


@given(facts, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_overdue_is_never_shown_as_on_track(found, as_of):
    shown = status(found, as_of)
    assert shown.word
    if as_of > found.due and not any(p.good for p in found.proofs):
        assert shown.colour is Colour.RED
    if shown.colour in (Colour.GREEN, Colour.GREY, Colour.AMBER):
        assert as_of <= found.due


@given(facts, st.integers(0, 400))
def test_the_order_of_evidence_does_not_matter(found, more):
    turned = ActionFacts(found.kind, found.due, found.progress[::-1], found.blocked, found.proofs[::-1])
    as_of = found.due + timedelta(days=more)
    assert status(found, as_of) == status(turned, as_of)


@pytest.mark.parametrize(
    ("step", "warned"),
    [
        ("Remind all staff of the bruising procedure.", True),
        ("Re-issue the policy and circulate it.", True),
        ("All health visitors are trained.", True),
        ("Train two teams and audit twenty records six months later.", False),
        ("Change the booking system so that a miss reaches the health visitor.", False),
        ("", False),
    ],
)
def test_a_step_that_only_tells_or_trains_is_warned_of(step, warned):
    assert bool(easy_step(step)) is warned


def test_more_than_ten_recommendations_are_warned_of():
    assert many_recommendations(10) == ""
    assert "11 recommendations" in many_recommendations(11)


def test_the_ladder_has_its_six_rungs():
    assert [level for level, _name, _about in LADDER] == [0, 1, 2, 3, 4, 5]
