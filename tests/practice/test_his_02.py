"""HIS-02, a pattern not drawn together: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("HIS-02", day, **params)


def closed(*days, story: Story | None = None, decision="nfa") -> Story:
    story = story or a_child().at_level("CIN", since="2026-10-01")
    for day in days:
        story = story.with_fact("Referral", received_at=day, decision=decision, decided_at=day, recorded="2026-11-01")
    return story


THREE = closed("2025-01-10", "2025-09-10", "2026-05-10")


def test_three_closed_contacts_in_two_years_ask():
    outcome = ask(THREE)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Referral1", "Referral2", "Referral3")
    assert outcome.prompt == (
        "Three earlier contacts or episodes about Robin ended since 10 January 2025. Taken one by one these were "
        "closed. Read in a line, what do they say?"
    )


def test_both_end_days_are_in_the_window():
    assert ask(closed("2024-11-18", "2025-09-10", "2026-05-10")).result is Result.ASK
    assert ask(closed("2024-11-17", "2025-09-10", "2026-05-10")).result is Result.CLEAR


def test_two_are_clear_and_none_is_nothing_to_look_at():
    assert ask(closed("2025-09-10", "2026-05-10")).result is Result.CLEAR
    assert ask(closed()).result is Result.NOT_APPLICABLE
    assert ask(closed("2025-01-10", "2025-09-10", "2026-05-10", decision="assessment")).result is Result.NOT_APPLICABLE


def test_closed_episodes_count_and_the_open_one_does_not():
    story = closed("2025-09-10", "2026-05-10").at_level("CIN", since="2024-12-01", until="2025-03-01")
    assert ask(story).result is Result.ASK
    still_open = closed("2025-09-10", "2026-05-10").at_level("EH", since="2024-12-01")
    assert ask(still_open).result is Result.CLEAR


def test_an_episode_that_ended_because_a_higher_level_began_was_not_stepped_down():
    story = closed("2025-09-10", "2026-05-10").at_level("EH", since="2026-08-01", until="2026-10-01")
    assert ask(story).result is Result.CLEAR
    down = closed("2025-09-10", "2026-05-10").at_level("CP", since="2026-08-01", until="2026-10-01")
    assert ask(down).result is Result.ASK


def test_an_episode_whose_level_nobody_recorded_may_have_gone_up():
    story = closed("2025-09-10", "2026-05-10").at_level(None, since="2026-08-01", until="2026-10-01")
    assert ask(story).result is Result.UNKNOWN
    alone = closed("2025-09-10", "2026-05-10").at_level(None, since="2025-01-01", until="2025-03-01")
    assert ask(alone).result is Result.ASK


def test_a_decision_about_the_same_ending_is_not_counted_twice():
    story = closed("2025-09-10", "2026-05-10")
    assert ask(story.with_decision("nfa_at_referral", "2026-05-12")).result is Result.CLEAR
    assert ask(story.with_decision("step_down", "2026-07-12")).result is Result.ASK


def test_a_summary_since_the_last_clears_it():
    assert ask(THREE.with_fact("HistorySummary", date="2026-05-10")).result is Result.CLEAR
    assert ask(THREE.with_fact("HistorySummary", date="2026-05-09")).result is Result.ASK
    assert ask(THREE.with_fact("HistorySummary", date={"precision": "unknown"}, recorded="2026-06-01")).result is (
        Result.UNKNOWN
    )


def test_not_at_early_help_and_not_where_referrals_are_not_kept():
    early = closed("2025-01-10", "2025-09-10", "2026-05-10", story=a_child().at_level("EH"))
    assert ask(early).result is Result.NOT_APPLICABLE
    assert ask(THREE.kept_here("Involvement", "HistorySummary", "Person")).result is Result.UNKNOWN


def test_a_referral_closed_long_after_it_came_ends_when_it_was_closed():
    story = closed("2025-09-10", "2026-05-10")
    late = story.with_fact(
        "Referral", received_at="2024-01-10", decision="nfa", decided_at="2024-11-18", recorded="2026-11-01"
    )
    assert ask(late).result is Result.ASK
    early = story.with_fact(
        "Referral", received_at="2024-01-10", decision="nfa", decided_at="2024-11-17", recorded="2026-11-01"
    )
    assert ask(early).result is Result.CLEAR


def test_a_higher_level_that_ended_the_same_day_took_nothing_over():
    story = closed("2026-05-10").at_level("CIN", since="2026-06-01", until="2026-10-01")
    assert ask(story.at_level("CP", since="2026-08-01", until="2026-10-01")).result is Result.ASK
    assert ask(story.at_level("CP", since="2026-08-01", until="2026-10-02")).result is Result.CLEAR


def test_a_higher_level_that_nobody_dated_may_have_taken_over():
    two = closed("2025-09-10", "2026-05-10").at_level("CIN", since="2026-06-01", until="2026-10-01")
    undated = {"level": "CP", "starts": {"precision": "unknown"}}
    assert ask(two.with_fact("Involvement", **undated, recorded="2026-11-02")).result is Result.UNKNOWN
    assert ask(two.with_fact("Involvement", **undated, recorded="2026-10-01")).result is Result.CLEAR
    lower = closed("2025-09-10", "2026-05-10").at_level("CP", since="2026-06-01", until="2026-10-01")
    same = lower.with_fact("Involvement", level="EH", recorded="2026-06-02", starts={"precision": "unknown"})
    assert ask(same).result is Result.ASK


def test_decided_and_nobody_recorded_what_may_be_the_third():
    assert ask(closed("2025-09-10", story=closed("2026-05-10", decision=None))).result is Result.CLEAR
    two = closed("2025-09-10", "2026-05-10")
    assert ask(closed("2025-10-10", story=two, decision=None)).result is Result.UNKNOWN
    waiting = two.with_fact("Referral", received_at="2026-11-10", decision=None, recorded="2026-11-10")
    assert ask(waiting).result is Result.CLEAR
    ahead = two.with_fact(
        "Referral", received_at="2026-11-10", decision="nfa", decided_at="2026-11-20", recorded="2026-11-10"
    )
    assert ask(ahead).result is Result.CLEAR
    assert ask(ahead, "2026-11-20").result is Result.ASK


def test_a_higher_level_that_began_the_day_after_took_over_and_two_days_after_it_did_not():
    two = closed("2025-09-10", "2026-05-10")  # child in need since 1 October
    assert ask(two.at_level("EH", since="2026-08-01", until="2026-09-30")).result is Result.CLEAR
    assert ask(two.at_level("EH", since="2026-08-01", until="2026-09-29")).result is Result.ASK


def test_a_decision_beside_an_episode_that_went_up_is_an_ending_of_its_own():
    two = closed("2025-09-10", "2026-05-10").at_level("EH", since="2026-08-01", until="2026-10-01")
    assert ask(two.with_decision("nfa_at_referral", "2026-10-05")).result is Result.ASK


def test_a_decision_within_31_days_of_an_ending_is_that_ending():
    two = closed("2025-09-10", "2026-05-10")
    assert ask(two.with_decision("closure", "2026-06-10")).result is Result.CLEAR
    assert ask(two.with_decision("closure", "2026-06-11")).result is Result.ASK


def test_an_episode_that_ended_on_a_day_nobody_knows_may_be_the_third():
    two = closed("2025-09-10", "2026-05-10")
    assert ask(two.at_level("CP", since="2022-01-01", until={"precision": "unknown"})).result is Result.UNKNOWN


def test_where_referrals_or_involvements_were_kept_only_lately_it_is_unknown():
    two = closed("2025-09-10", "2026-05-10")
    for whole, short in (("Referral", "Involvement"), ("Involvement", "Referral")):
        kept = two.kept_here("HistorySummary", "Decision", "Person", whole)
        assert ask(kept.kept_here(short, since="2024-11-18")).result is Result.CLEAR
        assert ask(kept.kept_here(short, since="2024-11-19")).result is Result.UNKNOWN
