"""The work of a review: its test, agency returns, plan and evidence; who may do what; and what stays readable."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.access.policy import can, scope
from sightline.domain.reviews import Colour
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews import changes, deciding, queries, work
from sightline.reviews.changes import Refused
from sightline.reviews.models import (
    AgencyReturn,
    CaseReview,
    Panellist,
    Past,
    QuestionAnswer,
    Recommendation,
    ReviewMember,
)
from sightline.reviews.opening_pages import answers_of
from sightline.reviews.plan_pages import actions_of, repeats_of, status_of
from sightline.reviews.register import outstanding_of, register_lines
from sightline.trail.models import Entry
from tests.library import (
    ON,
    a_finding,
    a_recommendation,
    a_return,
    a_review,
    an_action,
    evidence_for,
    progress_of,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def review(standing, officer):
    return a_review(officer, regime="LCSPR", notified_on=date(2026, 2, 2))


def amended(row, by, **values):
    return work.amend_item(row, by=by, seen_version=row.version, values=values)


# --- regimes ---


def test_a_regime_is_one_of_the_day_the_review_began(officer):
    with pytest.raises(Refused, match="No serious case review could begin on 2 February 2026"):
        a_review(officer, regime="SCR", notified_on=date(2026, 2, 2))
    old = a_review(officer, regime="SCR", notified_on=date(2018, 1, 8))
    assert changes.amend_review(old, by=officer, seen_version=1, changes={"title": "Child Z"}).regime == "SCR"
    with pytest.raises(Refused, match="could begin on 8 January 2018"):
        changes.amend_review(old, by=officer, seen_version=2, changes={"regime": "LCSPR"})
    with pytest.raises(Refused, match="kept elsewhere"):
        a_review(officer, "LR-9", regime="CDR")


# --- the test, question by question ---


def test_the_test_is_answered_with_reasons_and_earlier_answers_stay(officer, review):
    def answer(code, value, reasons):
        seen = {c: row.version for c, row in answers_of(review).items()}
        work.answer_test(review, by=officer, regime="LCSPR", answers={code: (value, reasons)}, seen=seen)

    answer("improve", "?", "Waiting for health.")
    answer("improve", "Y", "Health found three gaps.")
    row = QuestionAnswer.objects.get(review=review)
    assert (row.answer, row.version, row.asked) == (
        "Y",
        2,
        "Does the case show improvements that are needed, found before or not?",
    )
    assert Past.objects.get(thing=row.key).content["reasons"] == "Waiting for health."
    with pytest.raises(ChangedMeanwhile):
        work.answer_test(review, by=officer, regime="LCSPR", answers={"panel": ("N", "No.")}, seen={})


# --- writing and amending ---


def test_an_amendment_keeps_the_earlier_wording_and_the_second_of_two_is_told(officer, review):
    row = a_recommendation(review, officer)
    now = amended(row, officer, text="Count misses in one list.")
    assert (now.version, now.text) == (2, "Count misses in one list.")
    past = Past.objects.get(kind="Recommendation", thing=row.key)
    assert (past.version, past.content["text"]) == (1, "Count misses together.")
    with pytest.raises(ChangedMeanwhile):
        amended(row, officer, text="Mine.")
    assert amended(now, officer, text="Count misses in one list.").version == 2
    with pytest.raises(RuntimeError):
        now.delete()


def test_a_broken_trail_undoes_what_was_written_and_amended(officer, review, monkeypatch):
    row = a_recommendation(review, officer)

    def broken(**_entry):
        raise RuntimeError("no trail")

    monkeypatch.setattr("sightline.trail.record", broken)
    with pytest.raises(RuntimeError):
        a_recommendation(review, officer)
    with pytest.raises(RuntimeError):
        amended(row, officer, text="Else.")
    row.refresh_from_db()
    assert (row.text, Recommendation.objects.count(), Past.objects.count()) == ("Count misses together.", 1, 0)


def test_the_same_thing_of_one_agency_is_asked_once(officer, review):
    a_return(review, officer, "Westmarsh Police")
    with pytest.raises(Refused, match="already"):
        a_return(review, officer, "Westmarsh Police")
    a_return(review, officer, "Westmarsh Police", asked_for="report")


def test_no_entry_of_the_work_names_a_child(officer, review):
    action = an_action(review, officer)
    evidence_for(action, officer)
    a_return(review, officer, "Westmarsh Police")
    found = Entry.objects.filter(verb__startswith="reviews.write_")
    assert set(found.values_list("verb", flat=True)) == {
        "reviews.write_action", "reviews.write_recommendation", "reviews.write_evidence", "reviews.write_agency_return",
    }  # fmt: skip
    assert not found.exclude(child="").exists()


# --- who takes part ---


def panellist(review, by, worker, **more):
    values = {"name": worker.name, "part": "panel", "worker": worker, "interest": "none"}
    return work.write_item(Panellist, review, by=by, values=values | more)


def test_whoever_takes_part_with_an_account_reads_the_review(standing, officer, review):
    panellist(review, officer, standing.safeguarding_lead)
    assert can(standing.safeguarding_lead, "review.work", review)
    with pytest.raises(Refused, match="administrator"):
        panellist(review, officer, standing.administrator)


@pytest.mark.parametrize("who", ["safeguarding_lead", "learning_lead", "review_officer"])
def test_whoever_stands_aside_sees_nothing_whatever_their_role(standing, officer, review, who):
    worker = getattr(standing, who)
    row = panellist(review, officer, worker)
    assert can(worker, "review.view", review)
    row = amended(row, officer, interest="aside", interest_note="A cousin.")
    for deed in ("review.view", "review.list", "review.work", "review.plan", "review.change"):
        assert not can(worker, deed, review), deed
    assert ReviewMember.objects.get(review=review, worker=worker).level == 3
    with pytest.raises(Refused, match="stands aside"):
        changes.name_member(review, by=officer, worker=worker, level=0)
    amended(row, officer, interest="none", interest_note="")
    assert can(worker, "review.view", review)


def test_the_work_is_for_levels_0_and_1_and_officers(standing, officer, review):
    lead = standing.learning_lead
    assert can(lead, "review.plan", review)
    assert not can(lead, "review.work", review)
    changes.name_member(review, by=officer, worker=lead, level=1)
    assert can(lead, "review.work", review)
    assert not can(standing.outsider, "review.plan", review)


# --- agency returns ---


def moved(row, by, to, **more):
    row.refresh_from_db()
    return deciding.move_return(row, by=by, to=to, on=ON, seen_state=row.state, **more)


def test_a_return_goes_its_way_and_back_with_the_reason(officer, review):
    row = a_return(review, officer, "Westmarsh Police")
    with pytest.raises(Refused):
        moved(row, officer, "APPROVED", signed_off_by="Superintendent")
    moved(row, officer, "SUBMITTED")
    with pytest.raises(Refused, match="reason"):
        moved(row, officer, "RETURNED")
    moved(row, officer, "RETURNED", reason="The dates are missing.")
    moved(row, officer, "SUBMITTED")
    with pytest.raises(Refused, match="signed it off"):
        moved(row, officer, "APPROVED")
    moved(row, officer, "APPROVED", signed_off_by="Superintendent")
    row.refresh_from_db()
    assert (row.state, row.signed_off_by) == ("APPROVED", "Superintendent")
    assert [m.to_state for m in row.moves.order_by("pk")] == ["ASKED", "SUBMITTED", "RETURNED", "SUBMITTED", "APPROVED"]
    with pytest.raises(ChangedMeanwhile):
        deciding.move_return(row, by=officer, to="RETURNED", on=ON, seen_state="ASKED", reason="x")


def test_an_agencys_author_moves_only_their_own_agencys_and_never_approves_what_they_sent(standing, officer, review):
    lead, colleague = standing.safeguarding_lead, standing.social_worker
    for one in (lead, colleague):
        changes.name_member(review, by=officer, worker=one, level=1)
    own = a_return(review, officer, lead.agency.name, agency=lead.agency)
    a_return(review, officer, "Westmarsh Police")
    assert list(scope(lead, "review.return", AgencyReturn.objects.all())) == [own]
    assert not can(colleague, "review.return", own)
    moved(own, lead, "SUBMITTED")
    with pytest.raises(Refused, match="somebody else in your agency"):
        moved(own, lead, "APPROVED", signed_off_by="Me")
    moved(own, officer, "APPROVED", signed_off_by="Chief executive")


# --- plan and evidence ---


def test_an_owner_reports_and_never_judges(standing, officer, review):
    owner = standing.safeguarding_lead
    changes.name_member(review, by=officer, worker=owner, level=1)
    action = an_action(review, officer, owner_worker=owner)
    assert can(owner, "review.report", action)
    assert not can(standing.outsider, "review.report", action)
    proof = evidence_for(action, owner)
    assert not can(owner, "review.judge", proof)
    with pytest.raises(Refused, match="reason"):
        deciding.judge_evidence(proof, by=officer, accepted=True, reason=" ", seen_version=1)
    deciding.judge_evidence(proof, by=officer, accepted=True, reason="The sample was drawn blind.", seen_version=1)
    with pytest.raises(Refused, match="judged already"):
        deciding.judge_evidence(proof, by=officer, accepted=False, reason="x", seen_version=2)
    with pytest.raises(Refused, match="has been judged"):
        work.amend_item(proof, by=officer, seen_version=2, values={"text": "Twenty of twenty."})
    (row,) = actions_of(review)
    assert status_of(row, date(2026, 5, 2)).colour is Colour.BLUE


def test_an_officer_who_owns_an_action_does_not_judge_it(officer, review):
    proof = evidence_for(an_action(review, officer, owner_worker=officer), officer)
    with pytest.raises(Refused, match="You own this action"):
        deciding.judge_evidence(proof, by=officer, accepted=True, reason="Fine.", seen_version=1)


def test_evidence_that_waits_or_was_not_accepted_colours_nothing(officer, review):
    action = an_action(review, officer)
    proof = evidence_for(action, officer)
    assert status_of(actions_of(review)[0], date(2026, 5, 2)).colour is Colour.GREY
    deciding.judge_evidence(proof, by=officer, accepted=False, reason="No sample.", seen_version=1)
    assert status_of(actions_of(review)[0], date(2026, 5, 2)).colour is Colour.GREY


def test_blocked_until_it_is_freed(officer, review):
    action = an_action(review, officer)
    progress_of(action, officer, date(2026, 4, 1), kind="blocked", text="No money.")
    assert status_of(actions_of(review)[0], date(2026, 4, 2)).why == "No money."
    progress_of(action, officer, date(2026, 4, 20), kind="freed", text="The board paid.")
    assert status_of(actions_of(review)[0], date(2026, 4, 21)).colour is Colour.GREEN


# --- found before ---


def test_earlier_findings_are_suggested_only_where_the_reader_may_see_them(standing, officer, review):
    words = "Six appointments were missed across three services and nobody counted them together."
    old = a_review(officer, "LR-01", "Child O", notified_on=date(2025, 1, 6))
    earlier = a_finding(old, officer, words, "PROC-WNB")
    made = a_finding(review, officer, "Four appointments were missed; the services never counted them.", "PROC-WNB")
    found = queries.find_finding(officer, made.key)
    assert [card.heading for card in repeats_of(found, officer)] == [f"LR-01, finding {earlier.number}"]
    changes.name_member(review, by=officer, worker=standing.safeguarding_lead, level=1)
    assert repeats_of(queries.find_finding(standing.safeguarding_lead, made.key), standing.safeguarding_lead) == ()


# --- how reviews are run here ---


def test_a_step_not_used_here_counts_for_reviews_that_begin_from_that_day(officer, review):
    from sightline.reviews.pages import possible_moves

    args = {
        "by": officer,
        "regime": "LCSPR",
        "step": "RECALL",
        "used": False,
        "name": "",
        "reason": "We hold one event.",
    }
    deciding.set_step(**args, starts_on=date(2026, 3, 1))
    assert queries.unused_steps(review) == {}
    later = a_review(officer, "LR-8", "Child P", regime="LCSPR", notified_on=date(2026, 3, 2))
    assert queries.unused_steps(later) == {"RECALL": "We hold one event."}
    assert "RECALL" not in {code for code, _name, _asked in possible_moves(later, "review")}
    deciding.set_step(**args | {"used": True}, starts_on=date(2026, 4, 1))
    assert queries.unused_steps(later) == {"RECALL": "We hold one event."}
    with pytest.raises(Refused, match="No review can do without"):
        deciding.set_step(**args | {"step": "DECIDED"}, starts_on=date(2026, 3, 1))


def test_a_limit_of_ones_own_from_a_day_and_never_against_the_law(officer):
    args = {"by": officer, "trigger": "", "starts_on": date(2026, 1, 1), "reason": "Ours."}
    deciding.set_clock(regime="ALR", clock="finish", amount=4, **args)
    before, after = (
        a_review(officer, f"LR-{n}", "Child P", notified_on=day, decided_on=date(2026, 2, 2))
        for n, day in ((1, date(2025, 12, 31)), (2, date(2026, 1, 1)))
    )
    assert queries.clocks(before, ON)[0].due == date(2026, 8, 2)
    assert queries.clocks(after, ON)[0].due == date(2026, 6, 2)
    with pytest.raises(Refused, match="set by law"):
        deciding.set_clock(regime="LCSPR", clock="finish", amount=9, **args)
    with pytest.raises(Refused, match="cannot be counted from"):
        deciding.set_clock(regime="RR", clock="rapid", amount=None, **args | {"trigger": "published"})
    deciding.set_clock(regime="RR", clock="rapid", amount=None, **args | {"trigger": "aware"})
    rapid = a_review(officer, "LR-3", "Child P", regime="RR", aware_on=date(2026, 2, 2), notified_on=date(2026, 2, 5))
    assert {c.clock.code: c.due for c in queries.clocks(rapid, ON)}["rapid"] == date(2026, 2, 23)


# --- the register ---


def test_the_register_says_what_is_outstanding(standing, officer, review):
    a_return(review, officer, "Westmarsh Police")
    a_return(review, officer, "Fernhill Schools Trust", due_on=date(2026, 12, 1))
    an_action(review, officer)
    panellist(review, officer, standing.safeguarding_lead, interest="not_asked")
    found = {one.tag.word: one.late for one in outstanding_of([review], officer, date(2026, 7, 1))[review.pk]}
    assert found == {
        "Overdue: Send the rapid review to the national panel, 23 February 2026": True,
        "Return overdue: Westmarsh Police": True,
        "Return to come: Fernhill Schools Trust": False,
        "Response overdue: 1": True,
        "Action overdue or blocked: 1": True,
        "Not asked about an interest yet: 1": False,
    }
    seen_by_lead = [one.kind for one in outstanding_of([review], standing.learning_lead, date(2026, 7, 1))[review.pk]]
    assert "return" not in seen_by_lead
    assert "people" not in seen_by_lead


def test_the_register_takes_as_many_queries_for_twelve_reviews_as_for_two(officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill(numbers):
        for n in numbers:
            one = a_review(officer, f"N-{n}", "Child N", regime="LCSPR", notified_on=date(2026, 2, 2))
            a_return(one, officer, "Westmarsh Police")
            evidence_for(an_action(one, officer), officer)
            changes.move_state(
                one, by=officer, machine="publication", to="HELD", on=ON, seen_state="NOT_DECIDED", reason="A trial.",
                until=date(2026, 5, 1),
            )  # fmt: skip

    fill(range(2))
    with CaptureQueriesContext(connection) as few:
        register_lines(officer, date(2026, 7, 1))
    fill(range(2, 12))
    with django_assert_num_queries(len(few)):
        assert len(register_lines(officer, date(2026, 7, 1))) == 12


def test_a_published_review_still_begins_when_it_began(officer, review):
    publish(review, officer)
    assert queries.begins(CaseReview.objects.get(pk=review.pk)) == date(2026, 2, 2)
