"""Opening a review, moving its states, its time limits, its subjects and members."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.reviews import ClockState
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews import changes, queries
from sightline.reviews.changes import Refused
from sightline.reviews.models import CaseReview
from sightline.trail.models import Entry
from tests.library import ON, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer, regime="LCSPR", notified_on=date(2026, 2, 2))


def move(review, by, machine, to, **more):
    seen = getattr(CaseReview.objects.get(pk=review.pk), changes.FIELDS[machine])
    return changes.move_state(review, by=by, machine=machine, to=to, on=ON, seen_state=seen, **more)


def test_begins_at_the_first_state_of_each_field_with_its_opener_named(standing, review):
    assert (review.review_state, review.publication_state, review.learning_state) == (
        "NOTIFIED",
        "NOT_DECIDED",
        "NOT_SHARED",
    )
    assert [(m.worker, m.level) for m in review.members.all()] == [(standing.review_officer, 0)]
    assert review.moves.count() == 3
    assert Entry.objects.filter(verb="reviews.open_review", thing_id=review.key).count() == 1


def test_one_reference_one_review(standing, review):
    with pytest.raises(Refused, match="LR-07 already"):
        a_review(standing.review_officer)


def test_the_three_states_move_apart(standing, review):
    officer = standing.review_officer
    move(review, officer, "review", "CONSIDERED")
    move(review, officer, "publication", "HELD", reason="A trial.", until=date(2026, 9, 1))
    review.refresh_from_db()
    assert (review.review_state, review.publication_state, review.learning_state) == (
        "CONSIDERED",
        "HELD",
        "NOT_SHARED",
    )


@pytest.mark.parametrize(
    ("machine", "to", "more"),
    [
        ("review", "SCOPED", {}),  # passes over steps: a reason
        ("review", "DECIDED", {"reason": "Because."}),  # what was decided
        ("publication", "HELD", {"reason": "A trial."}),  # until when
        ("publication", "PUBLISHED", {}),  # not before it is agreed
        ("learning", "RECALLED", {"reason": "Wrong."}),  # no such move from here
        ("learning", "NOWHERE", {}),
    ],
)
def test_a_move_that_lacks_something_is_refused_in_a_sentence(standing, review, machine, to, more):
    with pytest.raises(Refused) as refusal:
        move(review, standing.review_officer, machine, to, **more)
    assert str(refusal.value).endswith(".")
    review.refresh_from_db()
    assert review.moves.count() == 3


def test_a_decision_keeps_its_day_and_what_was_decided(standing, review):
    move(review, standing.review_officer, "review", "DECIDED", reason="The test is met.", decision="LCSPR")
    review.refresh_from_db()
    assert (review.decided_on, review.decision) == (ON, "LCSPR")
    limits = {standing_.clock.code: standing_ for standing_ in queries.clocks(review, date(2026, 10, 1))}
    assert limits["finish"].due == date(2026, 9, 2)
    assert limits["finish"].state == ClockState.OVERDUE


def test_two_who_move_at_once_the_second_is_told(standing, review):
    move(review, standing.review_officer, "review", "CONSIDERED")
    with pytest.raises(ChangedMeanwhile):
        changes.move_state(
            review, by=standing.review_officer, machine="review", to="RAPID_REVIEW", on=ON, seen_state="NOTIFIED"
        )


def test_a_broken_trail_undoes_the_move(standing, review, monkeypatch):
    def broken(**_entry):
        raise RuntimeError("no trail")

    monkeypatch.setattr("sightline.trail.record", broken)
    with pytest.raises(RuntimeError):
        move(review, standing.review_officer, "review", "CONSIDERED")
    review.refresh_from_db()
    assert (review.review_state, review.moves.count()) == ("NOTIFIED", 3)


def test_a_limit_set_by_law_cannot_be_paused_only_explained(standing, review):
    by = standing.review_officer
    with pytest.raises(Refused, match="set by law"):
        changes.mark_clock(review, by=by, clock="rapid", kind="paused", on=ON, reason="A trial.")
    changes.mark_clock(review, by=by, clock="rapid", kind="explained", on=ON, reason="The coroner asked us to wait.")
    changes.mark_clock(review, by=by, clock="rapid", kind="done", on=date(2026, 3, 20))
    limits = {limit.clock.code: limit for limit in queries.clocks(review, date(2026, 4, 1))}
    assert limits["rapid"].state == ClockState.MET_LATE


def test_a_local_limit_pauses_with_a_reason_and_runs_again(standing):
    by = standing.review_officer
    review = a_review(by, "LR-11", "Child P", decided_on=date(2026, 1, 5))
    changes.mark_clock(review, by=by, clock="finish", kind="paused", on=ON, reason="A trial.")
    assert queries.clocks(review, date(2026, 4, 1))[0].state == ClockState.PAUSED
    changes.mark_clock(review, by=by, clock="finish", kind="resumed", on=date(2026, 5, 1))
    assert queries.clocks(review, date(2026, 5, 2))[0].state == ClockState.RUNNING


def test_beyond_the_table_of_bank_holidays_a_limit_is_not_known_rather_than_guessed(standing):
    review = a_review(standing.review_officer, "LR-12", "Child O", regime="LCSPR", notified_on=date(2090, 1, 2))
    states = {limit.clock.code: limit.state for limit in queries.clocks(review, date(2090, 3, 1))}
    assert states["rapid"] == ClockState.UNKNOWN


def test_an_administrator_cannot_be_named(standing, review):
    with pytest.raises(Refused, match="administrator"):
        changes.name_member(review, by=standing.review_officer, worker=standing.administrator, level=0)


def test_no_entry_about_a_review_names_a_child(standing, review):
    from sightline.people.changes import add_person

    child = add_person(by=standing.social_worker, is_child=True)
    changes.join_subject(review.subjects.get(), by=standing.review_officer, person=child)
    entries = Entry.objects.filter(verb__startswith="reviews.")
    assert entries.count() >= 3
    assert not entries.exclude(child="").exists()
