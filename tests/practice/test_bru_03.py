"""BRU-03, more than one mark: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("BRU-03", day, **params)


def marks(*days, story: Story | None = None, person="C1", **fields) -> Story:
    story = story or a_child(born="2025-10-01")
    for day in days:
        story = story.with_fact("Injury", person=person, type="bruise", seen_at=day, recorded="2026-11-17", **fields)
    return story


def a_family() -> Story:
    """Robin, three years old, with Mia at home, one, and Ben, who is nine."""
    story = a_child(born="2023-06-01").living_with("C1", recorded="2024-01-01")
    for who, name, born in (("MIA", "Mia", "2025-03-01"), ("BEN", "Ben", "2017-01-01")):
        story = story.with_person(who, name, dob=born).living_with(who, recorded="2024-01-01")
    return story


def test_a_second_mark_in_six_months_under_two_asks():
    outcome = ask(marks("2026-07-01", "2026-11-10"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Injury1", "Injury2")
    assert outcome.prompt == (
        "This is the second recorded mark on Robin since 1 July 2026. Looked at together, do they suggest anything "
        "different?"
    )


def test_one_mark_is_clear_and_none_is_nothing_to_look_at():
    assert ask(marks("2026-11-10")).result is Result.CLEAR
    assert ask(marks()).result is Result.NOT_APPLICABLE


def test_both_end_days_of_six_months_are_in_the_window():
    assert ask(marks("2026-05-18", "2026-11-10")).result is Result.ASK
    assert ask(marks("2026-05-17", "2026-11-10")).result is Result.CLEAR


def test_ages_are_those_at_the_injury():
    assert ask(marks("2026-07-01", "2026-11-10", story=a_child(born="2024-11-11"))).result is Result.ASK
    assert ask(marks("2026-07-01", "2026-11-10", story=a_child(born="2024-11-10"))).result is Result.CLEAR


def test_a_decision_that_names_the_earlier_ones_clears_it():
    story = marks("2026-07-01", "2026-09-01", "2026-11-10")
    both = {"names": ["Injury1", "Injury2"]}
    assert ask(story.with_decision("pattern_review", "2026-11-10", **both)).result is Result.CLEAR
    assert ask(story.with_decision("pattern_review", "2026-11-09", **both)).result is Result.ASK
    assert ask(story.with_decision("pattern_review", "2026-11-12", names=["Injury1"])).result is Result.ASK
    assert ask(story.with_decision("pattern_review", "2026-11-12")).result is Result.ASK


def test_marks_on_two_young_children_of_one_home_ask():
    story = marks("2026-11-10", story=marks("2026-01-10", story=a_family(), person="MIA"))
    outcome = ask(story)
    assert outcome.result is Result.ASK
    assert outcome.prompt.startswith("This is the second recorded mark on Mia and Robin since 10 January 2026.")


def test_two_marks_on_one_three_year_old_are_not_across_children():
    assert ask(marks("2026-01-10", "2026-11-10", story=a_family())).result is Result.CLEAR


def test_two_marks_on_a_sister_are_hers_and_not_this_childs():
    hers = marks("2026-07-10", "2026-11-10", story=a_family(), person="MIA")
    assert ask(hers).result is Result.CLEAR
    born_later = marks("2026-07-10", "2026-11-10", story=a_child(born="2025-10-01"), person="MIA")
    assert ask(born_later.with_person("MIA", "Mia", dob="2017-01-01")).result is Result.NOT_APPLICABLE


def test_a_brother_of_nine_does_not_count():
    story = marks("2026-11-10", story=marks("2026-01-10", story=a_family(), person="BEN"))
    assert ask(story).result is Result.CLEAR


def test_a_parent_in_common_makes_a_sister_elsewhere():
    story = a_child(born="2023-06-01").with_person("MIA", "Mia", dob="2025-03-01")
    unrelated = marks("2026-11-10", story=marks("2026-01-10", story=story, person="MIA"))
    assert ask(unrelated).result is Result.UNKNOWN
    related = unrelated.with_fact("Parentage", child="C1", parent="MUM").with_fact(
        "Parentage", child="MIA", parent="MUM"
    )
    assert ask(related).result is Result.ASK


def test_a_documented_birthmark_is_the_innocent_twin():
    assert ask(marks("2026-07-01", "2026-11-10", documented_birthmark="yes")).result is Result.NOT_APPLICABLE


def test_an_injury_that_names_nobody_is_unknown():
    assert ask(marks("2026-11-10", story=marks("2026-07-01", person=None))).result is Result.UNKNOWN


def test_a_day_that_could_lie_in_the_window_counts_and_an_unknown_one_is_unknown():
    assert ask(marks({"value": "2026-05", "precision": "month"}, "2026-11-10")).result is Result.ASK
    assert ask(marks({"precision": "unknown"}, "2026-11-10")).result is Result.UNKNOWN


def test_where_marks_were_kept_only_lately_nobody_can_say():
    kept = a_family().kept_here("Person", "HouseholdMembership", "Parentage", "Decision")
    assert ask(kept.kept_here("Injury", since="2026-11-01")).result is Result.UNKNOWN
