"""Three fields, three tables of moves."""

from itertools import pairwise

import pytest

from sightline.domain.reviews import TABLES, Machine, may_move, mermaid, moves_in_words, regime

STEPS = [
    "NOTIFIED",
    "CONSIDERED",
    "RAPID_REVIEW",
    "DECIDED",
    "COMMISSIONED",
    "SCOPED",
    "CHRONOLOGY",
    "AGENCY_REPORTS",
    "LEARNING_EVENT",
    "DRAFT",
    "RECALL",
    "FAMILY_FEEDBACK",
    "QUALITY_ASSURED",
    "AGREED",
    "ACTIONS_OPEN",
    "IMPACT_REVIEW",
    "CLOSED",
]


def test_the_steps_of_a_review():
    assert list(TABLES[Machine.REVIEW].states) == STEPS


@pytest.mark.parametrize("machine", Machine)
def test_each_state_can_be_reached_and_the_first_is_a_state(machine):
    table = TABLES[machine]
    reached, growing = {table.first}, True
    while growing:
        found = {move.end for move in table.moves if move.start in reached}
        growing = not found <= reached
        reached |= found
    assert reached == set(table.states)


@pytest.mark.parametrize("machine", Machine)
def test_no_move_is_written_twice_or_goes_nowhere(machine):
    pairs = [(move.start, move.end) for move in TABLES[machine].moves]
    assert len(pairs) == len(set(pairs))
    assert all(start != end for start, end in pairs)
    assert {code for pair in pairs for code in pair} <= set(TABLES[machine].states)


@pytest.mark.parametrize(("start", "end"), list(pairwise(STEPS)))
def test_the_next_step_needs_no_reason(start, end):
    decision = may_move("review", start, end)
    assert decision.ok
    assert not decision.reason_needed


def test_skipping_needs_a_reason_and_says_what_is_passed_over():
    decision = may_move("review", "LEARNING_EVENT", "FAMILY_FEEDBACK")
    assert decision.ok
    assert decision.reason_needed
    assert decision.sentence == "Please write down the reason for passing over Draft report, Recall event."


def test_going_back_needs_a_reason():
    decision = may_move("review", "QUALITY_ASSURED", "DRAFT")
    assert decision.reason_needed
    assert decision.sentence == "Please write down the reason."


def test_before_rapid_reviews_there_is_none_to_skip():
    scr = regime("SCR")
    assert not may_move("review", "CONSIDERED", "DECIDED", regime=scr).reason_needed
    refused = may_move("review", "CONSIDERED", "RAPID_REVIEW", regime=scr)
    assert not refused
    assert refused.sentence == "A serious case review has no step “Rapid review”."


def test_with_rapid_reviews_it_is_skipped_with_a_reason():
    assert may_move("review", "CONSIDERED", "DECIDED", regime=regime("LCSPR")).reason_needed
    assert may_move("review", "CONSIDERED", "DECIDED").reason_needed


def test_a_longer_skip_names_only_the_steps_of_its_regime():
    decision = may_move("review", "NOTIFIED", "DECIDED", regime=regime("SCR"))
    assert decision.sentence.startswith("Please write down the reason for passing over Considered and ")


def test_closing_needs_a_judgement_of_impact():
    decision = may_move("review", "IMPACT_REVIEW", "CLOSED")
    assert decision.ok
    assert decision.needs == "a judgement of impact"


def test_where_no_review_was_decided_on_there_is_no_impact_to_judge():
    decision = may_move("review", "DECIDED", "CLOSED", decision="NONE")
    assert decision.ok
    assert decision.reason_needed
    assert decision.needs == ""
    assert may_move("review", "DECIDED", "CLOSED", decision="LCSPR").needs == "a judgement of impact"


def test_deciding_needs_its_reasons():
    assert may_move("review", "RAPID_REVIEW", "DECIDED").needs == "the decision and the reasons for it"


def test_holding_needs_a_reason_and_a_day_to_look_again():
    decision = may_move("publication", "NOT_DECIDED", "HELD", review_state="CLOSED")
    assert decision.ok
    assert decision.reason_needed
    assert decision.needs == "the day it will be looked at again"


@pytest.mark.parametrize("review_state", ["", "DRAFT", "QUALITY_ASSURED", "no such state"])
def test_a_report_is_not_published_before_the_review_is_agreed(review_state):
    decision = may_move("publication", "NOT_DECIDED", "PUBLISHED", review_state=review_state)
    assert not decision
    assert decision.sentence == "A report can be published once the review is agreed."


@pytest.mark.parametrize("review_state", ["AGREED", "ACTIONS_OPEN", "CLOSED"])
def test_a_report_is_published_at_any_time_after(review_state):
    assert may_move("publication", "HELD", "PUBLISHED", review_state=review_state)


def test_a_published_report_is_never_made_unpublished_in_silence():
    assert may_move("publication", "PUBLISHED", "WITHDRAWN").reason_needed
    assert not may_move("publication", "PUBLISHED", "NOT_DECIDED")


def test_not_publishing_needs_a_reason_and_a_statement():
    decision = may_move("publication", "HELD", "NOT_PUBLISHED")
    assert decision.reason_needed
    assert decision.needs == "the day an improvements statement is due"


def test_learning_may_be_shared_whatever_the_others_say():
    assert may_move("learning", "NOT_SHARED", "SHARED")
    assert may_move("learning", "SHARED", "RECALLED").reason_needed


def test_staying_is_no_move():
    assert may_move("learning", "SHARED", "SHARED").sentence == "Learning shared is “Shared” already."


def test_a_refusal_says_where_one_can_go():
    assert (
        "From here it can become: Some of it shared, Shared." in may_move("learning", "NOT_SHARED", "RECALLED").sentence
    )


def test_states_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="NOPE is not a state of review"):
        may_move("review", "NOTIFIED", "NOPE")
    with pytest.raises(ValueError, match="nothing"):
        may_move("nothing", "NOTIFIED", "CLOSED")


@pytest.mark.parametrize("machine", Machine)
def test_the_diagram_draws_the_table(machine):
    drawn = mermaid(machine)
    table = TABLES[machine]
    assert drawn.startswith(f"stateDiagram-v2\n    [*] --> {table.first}\n")
    for move in table.moves:
        line = f"    {move.start} --> {move.end}{': with a reason' if move.reason else ''}\n"
        assert (line in drawn) == (move.way in {"next", "other"})
    for state in table.states.values():
        assert f"    {state.code}: {state.name}\n" in drawn


@pytest.mark.parametrize("machine", Machine)
def test_the_words_name_every_state(machine):
    said = moves_in_words(machine)
    assert all(f"- {state.name}: " in said for state in TABLES[machine].states.values())
    assert ("Later steps" in said) == (machine is Machine.REVIEW)


def test_a_step_not_used_here_is_passed_without_a_reason_and_cannot_be_gone_to():
    alr = regime("ALR")
    assert may_move("review", "DRAFT", "FAMILY_FEEDBACK", regime=alr).reason_needed
    found = may_move("review", "DRAFT", "FAMILY_FEEDBACK", regime=alr, unused=["RECALL"])
    assert found
    assert not found.reason_needed
    assert not may_move("review", "DRAFT", "RECALL", regime=alr, unused=["RECALL"])
    assert may_move("review", "DRAFT", "QUALITY_ASSURED", regime=alr, unused=["RECALL"]).sentence == (
        "Please write down the reason for passing over Family feedback."
    )


def test_no_partnership_does_without_a_decision():
    assert may_move("review", "CONSIDERED", "COMMISSIONED", unused=["DECIDED"]).reason_needed


def test_a_return_is_sent_back_with_a_reason_and_approved_by_somebody():
    assert may_move("return", "SUBMITTED", "RETURNED").reason_needed
    assert may_move("return", "SUBMITTED", "APPROVED").needs == "who in the agency signed it off"
    assert not may_move("return", "ASKED", "APPROVED")
