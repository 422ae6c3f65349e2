"""VOI-03, not seen alone: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# Six weeks (42 days) end on 18 November when they begin on 7 October.


def visited(story: Story, on, alone: str | None, **fields) -> Story:
    return story.with_visit(on, seen_alone=alone, **fields)


def test_two_visits_running_without_time_alone_ask():
    story = visited(visited(visited(a_case(), "2026-10-20", "Y"), "2026-11-03", "N"), "2026-11-10", "N")
    outcome = story.ask("VOI-03", TODAY)
    assert found(outcome) == ("ask", "soon", ("Visit2", "Visit3"))
    assert outcome.prompt == (
        "At the last two visits, on 3 November and 10 November 2026, Robin was not seen alone, and no reason is "
        "recorded. What would make it possible, and what would Robin want?"
    )


def test_one_visit_does_not():
    story = visited(visited(a_case(), "2026-10-20", "Y"), "2026-11-10", "N")
    assert (result(story, "VOI-03"), story.ask("VOI-03", TODAY).next_look) == ("clear", date(2026, 12, 2))


def test_six_weeks_without_ask():
    assert result(visited(a_case(), "2026-10-07", "Y"), "VOI-03") == "clear"
    assert found(visited(a_case(), "2026-10-06", "Y").ask("VOI-03", TODAY)) == ("ask", "soon", ("Visit1",))


def test_never_visited_runs_from_the_day_the_level_began():
    assert result(a_case(since="2026-10-07"), "VOI-03") == "clear"
    assert found(a_case(since="2026-10-06").ask("VOI-03", TODAY)) == ("ask", "soon", ("Involvement1",))


def test_a_reason_is_an_answer():
    story = visited(a_case(), "2026-11-03", "N", reason_if_not="Robin wanted Gran to stay")
    assert result(visited(story, "2026-11-10", "N"), "VOI-03") == "clear"
    for nothing in ("", "  ", None):
        story = visited(a_case(), "2026-11-03", "N", reason_if_not=nothing)
        assert result(visited(story, "2026-11-10", "N"), "VOI-03") == "ask"


def test_a_child_who_was_not_seen_was_not_seen_alone():
    story = visited(a_case(), "2026-11-03", None, seen="N")
    assert result(visited(story, "2026-11-10", None, seen="N"), "VOI-03") == "ask"
    assert result(visited(story, "2026-11-10", "Y", seen="N"), "VOI-03") == "ask"  # whatever the other box says


def test_seen_alone_at_the_last_visit_is_clear():
    story = visited(visited(a_case(), "2026-11-03", "N"), "2026-11-10", "Y")
    assert result(story, "VOI-03") == "clear"


def test_from_four_years_on():
    assert result(a_case(born="2022-11-19"), "VOI-03") == "n/a"
    assert result(a_case(born="2022-11-18"), "VOI-03") == "ask"
    assert result(a_case(born=None), "VOI-03") == "unknown"
    assert result(a_case(born=None, expected_dob="2026-12-01"), "VOI-03") == "n/a"


def test_an_empty_box_leaves_it_open_where_it_could_matter():
    story = visited(visited(a_case(), "2026-11-03", "N"), "2026-11-10", None)
    assert result(story, "VOI-03") == "unknown"
    assert result(visited(story, "2026-11-12", "Y"), "VOI-03") == "clear"
    assert result(visited(visited(story, "2026-11-12", "N"), "2026-11-13", "N"), "VOI-03") == "ask"
    assert result(visited(a_case(), "2026-10-20", None), "VOI-03") == "unknown"


def test_a_visit_nobody_can_date_leaves_it_open():
    assert result(visited(a_case(), NOBODY_KNOWS, "Y", recorded="2026-11-10"), "VOI-03") == "unknown"
    twice = visited(visited(visited(a_case(), "2026-10-20", "Y"), "2026-11-03", "N"), "2026-11-10", "N")
    assert result(visited(twice, NOBODY_KNOWS, "Y", recorded="2026-11-12"), "VOI-03") == "unknown"
    once = visited(visited(a_case(), "2026-10-20", "Y"), "2026-11-10", "N")
    assert result(visited(once, NOBODY_KNOWS, "N", recorded="2026-11-12"), "VOI-03") == "unknown"


def test_an_uncertain_day_counts_from_its_first():
    assert result(visited(a_case(), between("2026-10-06", "2026-10-20"), "Y"), "VOI-03") == "ask"
    assert result(visited(a_case(), between("2026-10-07", "2026-10-20"), "Y"), "VOI-03") == "clear"


@pytest.mark.parametrize(("level", "expected"), [("EH", "n/a"), ("CP", "ask"), ("S47", "ask"), ("CLA", "ask")])
def test_it_runs_from_child_in_need_up(level, expected):
    assert result(a_case(level), "VOI-03") == expected


def test_visits_not_kept_here():
    story = visited(a_case(), "2026-11-10", "Y").kept_here("Involvement")
    assert result(story, "VOI-03") == "unknown"
    assert result(story.kept_here("Visit"), "VOI-03") == "clear"
    assert result(a_case().kept_here("Involvement").kept_here("Visit", since="2026-11-01"), "VOI-03") == "unknown"


def test_a_partnership_may_ask_after_one_visit():
    story = visited(visited(a_case(), "2026-10-20", "Y"), "2026-11-10", "N")
    outcome = story.ask("VOI-03", TODAY, visits_running=1)
    assert outcome.result == "ask"
    assert outcome.prompt.startswith("At the last visit, on 10 November 2026, Robin was not seen alone")


def test_what_is_the_same_alone_or_not_is_not_left_open():
    begun = a_case(since="2026-11-11")
    assert result(visited(begun, "2026-11-11", None), "VOI-03") == "clear"
    twice = visited(visited(begun, "2026-10-06", None), "2026-11-16", "N")
    assert result(twice, "VOI-03") == "ask"
    assert result(visited(visited(begun, "2026-10-07", None), "2026-11-16", "N"), "VOI-03") == "unknown"
