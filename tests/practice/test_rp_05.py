"""RP-05, appointments are kept and nothing changes for the child: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 90 days before is 20 August
DAYS = ("2026-09-01", "2026-10-01", "2026-11-01")


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-05", day, **params)


def review(on, rating: str | None = "no_change", explanation=None):
    return {"at": on, "rating": rating, "explanation": explanation}


SAME = (review("2026-09-15"), review("2026-10-15"))


def an_outcome(*reviews, story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    usual = {"subject": "child", "status": "open", "set_on": "2026-06-01", "reviews": list(reviews or SAME)}
    return story.with_fact("Outcome", **{**usual, **fields})


def kept(story: Story, *days, **fields) -> Story:
    usual = {"by_parent": "yes", "engagement": "attended", "linked_outcome": "Outcome1"}
    for day in days:
        story = story.with_fact("PlanAction", **{**usual, "agreed_on": day, **fields})
    return story


def test_three_kept_and_two_reviews_without_change_ask():
    outcome = ask(kept(an_outcome(), *DAYS))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) == {"PlanAction1", "PlanAction2", "PlanAction3", "Outcome1"}
    assert outcome.prompt == (
        "In 90 days 3 or more of the parents' actions were agreed or attended, and the outcome for Robin shows no "
        "change at two reviews running. What is different in Robin's day; and if little, what else could explain it: "
        "fear, money, shifts, not being understood?"
    )


def test_two_kept_are_clear_and_both_ends_of_the_window_count():
    assert ask(kept(an_outcome(), *DAYS[1:])).result is Result.CLEAR
    assert ask(kept(an_outcome(), "2026-08-20", *DAYS[1:])).result is Result.ASK
    assert ask(kept(an_outcome(), "2026-08-19", *DAYS[1:])).result is Result.CLEAR


def test_agreed_counts_and_missed_does_not():
    assert ask(kept(an_outcome(), *DAYS, engagement="agreed")).result is Result.ASK
    assert ask(kept(kept(an_outcome(), *DAYS[1:]), DAYS[0], engagement="missed")).result is Result.CLEAR
    assert ask(kept(an_outcome(), *DAYS, engagement="missed")).result is Result.NOT_APPLICABLE


def test_change_at_the_last_review_or_an_explanation_clears():
    better = an_outcome(review("2026-09-15"), review("2026-10-15", "better"))
    assert ask(kept(better, *DAYS)).result is Result.CLEAR
    earlier = an_outcome(review("2026-08-15", "better"), *SAME)
    assert ask(kept(earlier, *DAYS)).result is Result.ASK
    explained = an_outcome(review("2026-09-15"), review("2026-10-15", explanation="Night shifts since August"))
    assert ask(kept(explained, *DAYS)).result is Result.CLEAR
    blank = an_outcome(review("2026-09-15"), review("2026-10-15", explanation="  "))
    assert ask(kept(blank, *DAYS)).result is Result.ASK


def test_one_review_and_one_still_ahead_are_not_two_running():
    assert ask(kept(an_outcome(review("2026-10-15")), *DAYS)).result is Result.CLEAR
    ahead = an_outcome(review("2026-10-15"), review("2026-11-25"))
    assert ask(kept(ahead, *DAYS)).result is Result.CLEAR
    assert ask(kept(ahead, *DAYS), "2026-11-25").result is Result.ASK


def test_an_adults_outcome_or_a_workers_action_is_the_innocent_twin():
    assert ask(kept(an_outcome(subject="adult"), *DAYS)).result is Result.CLEAR
    assert ask(kept(an_outcome(), *DAYS, by_parent="no")).result is Result.NOT_APPLICABLE
    assert ask(kept(an_outcome(), *DAYS, linked_outcome="Outcome2")).result is Result.CLEAR


def test_one_linked_action_of_three_is_enough():
    assert ask(kept(kept(an_outcome(), *DAYS[1:], linked_outcome="Outcome9"), DAYS[0])).result is Result.ASK


def test_boxes_that_say_whether_it_applies():
    assert ask(kept(an_outcome(subject=None), *DAYS)).result is Result.UNKNOWN
    assert ask(kept(an_outcome(), *DAYS, linked_outcome=None)).result is Result.UNKNOWN
    assert ask(kept(kept(an_outcome(), *DAYS[1:]), DAYS[0], by_parent=None)).result is Result.UNKNOWN
    assert ask(kept(kept(an_outcome(), *DAYS[1:]), DAYS[0], engagement=None)).result is Result.UNKNOWN
    untold = an_outcome(review("2026-09-15"), review("2026-10-15", None))
    assert ask(kept(untold, *DAYS)).result is Result.UNKNOWN
    better = an_outcome(review("2026-09-15"), review("2026-10-15", "better"))
    assert ask(kept(better, *DAYS, linked_outcome=None)).result is Result.CLEAR


def test_days_that_are_not_exact():
    august = {"value": "2026-08", "precision": "month"}
    assert ask(kept(an_outcome(), august, *DAYS[1:])).result is Result.ASK
    undated = kept(an_outcome(), {"precision": "unknown"}, recorded="2026-11-01")
    assert ask(kept(undated, *DAYS[1:])).result is Result.UNKNOWN


def test_nothing_agreed_or_not_kept_here():
    assert ask(an_outcome()).result is Result.NOT_APPLICABLE
    assert ask(kept(an_outcome(), *DAYS).kept_here("Involvement", "PlanAction")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(kept(an_outcome(), *DAYS), actions=4).result is Result.CLEAR


def test_reviews_are_read_in_the_order_of_their_days():
    newest_first = (review("2026-10-15", "better"), review("2026-09-15"), review("2026-08-15"))
    assert ask(kept(an_outcome(*newest_first), *DAYS)).result is Result.CLEAR
    newest_first = (review("2026-10-15"), review("2026-09-15"), review("2026-08-15", "better"))
    assert ask(kept(an_outcome(*newest_first), *DAYS)).result is Result.ASK


def test_reviews_of_which_nobody_wrote_down_when():
    assert ask(kept(an_outcome(review(None), review(None)), *DAYS)).result is Result.ASK
    assert ask(kept(an_outcome(review(None, "better"), review("2026-10-15", "worse")), *DAYS)).result is Result.CLEAR
    some = an_outcome(review(None, "better"), review("2026-09-15"), review("2026-10-15"))
    assert ask(kept(some, *DAYS)).result is Result.UNKNOWN
