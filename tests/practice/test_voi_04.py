"""VOI-04, voice heard, nothing changed: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def heard(number: int, **fields) -> Story:
    story = a_case()
    for month in range(1, number + 1):
        more = fields if month == 1 else {}
        story = story.with_fact(
            "Voice",
            **{"person": "C1", "date": f"2026-0{month}-20", "mode": "said", "words": "Not the loud nights"} | more,
        )
    return story


def with_action(story: Story, refs, **fields) -> Story:
    return story.with_fact("PlanAction", agreed_on="2026-10-01", recorded="2026-10-01", voice_refs=refs, **fields)


def test_three_entries_and_no_action_that_links_to_one_ask():
    outcome = with_action(heard(3), []).ask("VOI-04", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Voice1", "Voice2", "Voice3"))
    assert outcome.prompt == (
        "Robin has been heard three times, and nothing in the plan points back to it. What has changed, or could, "
        "because of what Robin said or showed?"
    )


def test_two_entries_do_not():
    assert result(heard(2), "VOI-04") == "clear"


def test_a_link_from_one_action_is_enough():
    assert result(with_action(heard(3), ["Voice2"]), "VOI-04") == "clear"
    assert result(with_action(heard(3), ["Voice9"]), "VOI-04") == "ask"


def test_what_changed_counts_as_a_link():
    assert result(heard(3, what_changed="Visits moved to after school"), "VOI-04") == "clear"
    assert result(heard(3, what_changed="  "), "VOI-04") == "ask"


def test_an_action_never_linked_to_anything_is_no_link():
    assert result(with_action(heard(3), None), "VOI-04") == "ask"


def test_a_brothers_words_are_not_the_childs():
    assert result(heard(3, person="BRO"), "VOI-04") == "clear"


def test_an_entry_of_nobody_may_be_the_third():
    assert result(heard(3, person=None), "VOI-04") == "unknown"
    assert result(heard(4, person=None), "VOI-04") == "ask"
    assert result(with_action(heard(3, person=None), ["Voice2"]), "VOI-04") == "clear"


def test_an_entry_of_no_known_day_was_still_heard():
    assert result(heard(3, date=NOBODY_KNOWS), "VOI-04") == "ask"


def test_nothing_heard_yet_is_nothing_to_look_at():
    assert result(a_case(), "VOI-04") == "n/a"


@pytest.mark.parametrize("kind", ["Voice", "PlanAction"])
def test_kinds_not_kept_here(kind):
    kinds = {"Involvement", "Voice", "PlanAction"} - {kind}
    assert result(heard(3).kept_here(*kinds), "VOI-04") == "unknown"
    assert result(heard(3).kept_here(*kinds, kind), "VOI-04") == "ask"


def test_not_at_early_help():
    early = heard(3).at_level("EH")
    assert result(early, "VOI-04") == "ask"  # also in need
    assert result(a_case("EH").with_fact("Voice", person="C1", date="2026-10-01"), "VOI-04") == "n/a"


def test_an_entry_that_may_be_the_third_and_says_what_changed_is_clear_either_way():
    assert result(heard(3, person=None, what_changed="Visits moved to after school"), "VOI-04") == "clear"
    assert result(heard(4, person=None, what_changed="Visits moved to after school"), "VOI-04") == "unknown"
