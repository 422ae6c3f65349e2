"""ES-03, unvoiced: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def met(at="2026-11-10", dissent: str | None = "School would keep the plan", level="CP", **fields) -> Story:
    usual = {"kind": "core_group", "at": at, "dissent": dissent, "recorded": "2026-11-10"}
    return a_case(level).with_fact("Meeting", **{**usual, **fields})


def test_dissent_and_nothing_since_for_five_working_days_asks():
    outcome = met().ask("ES-03", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Meeting1",))
    assert outcome.prompt == (
        "For Robin: at the meeting of 10 November 2026 somebody saw it differently. Is it worth raising? Challenge is "
        "part of the job, and so is saying that one is content to differ: which is it?"
    )


def test_the_last_day_does_not():
    outcome = met("2026-11-11").ask("ES-03", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


@pytest.mark.parametrize("none", ["", "  "])
def test_dissent_saved_empty_is_none(none):
    assert result(met(dissent=none), "ES-03") == "n/a"


def test_dissent_never_filled_in_is_unknown():
    assert result(met(dissent=None), "ES-03") == "unknown"


def test_content_to_differ_clears():
    assert result(met(content_to_differ="yes"), "ES-03") == "clear"
    assert result(met(dissent=None, content_to_differ="yes"), "ES-03") == "clear"


def test_a_disagreement_about_it_clears():
    assert result(met().with_fact("Disagreement", raised_on="2026-11-12", about="Meeting1"), "ES-03") == "clear"
    assert result(met().with_fact("Disagreement", raised_on="2026-11-12", about="Meeting9"), "ES-03") == "ask"
    assert result(met().with_fact("Disagreement", raised_on="2026-11-12", about=None), "ES-03") == "unknown"
    assert result(met().with_fact("Disagreement", raised_on="2026-11-02", about=None), "ES-03") == "ask"


def numbers(later="2026-11-10", gap: int = 3, **fields) -> Story:
    story = a_case("CP").with_fact("ScaleReading", danger="D", rater="mum", value=7, date="2026-11-02")
    return story.with_fact("ScaleReading", danger="D", rater="worker", value=7 - gap, date=later, **fields)


def test_numbers_far_apart_and_not_talked_through_ask():
    outcome = numbers().ask("ES-03", TODAY)
    assert found(outcome) == ("ask", "reflect", ("ScaleReading1", "ScaleReading2"))
    assert "lie far apart" in (outcome.prompt or "")
    assert result(numbers("2026-11-11"), "ES-03") == "clear"
    assert result(numbers(gap=2), "ES-03") == "n/a"
    assert result(numbers(talked_through_on="2026-11-12"), "ES-03") == "n/a"
    assert result(numbers().with_fact("Disagreement", raised_on="2026-11-12", about="D"), "ES-03") == "clear"


def test_uncertain_days_and_those_ahead():
    assert result(met(between("2026-11-10", "2026-11-14")), "ES-03") == "ask"
    assert result(met(NOBODY_KNOWS), "ES-03") == "ask"
    assert result(met(NOBODY_KNOWS, recorded="2026-11-12"), "ES-03") == "unknown"
    assert result(met("2026-11-25"), "ES-03") == "n/a"


def test_a_teams_own_meeting_is_left_out():
    assert result(met(kind="team_meeting"), "ES-03") == "n/a"


def test_level_and_coverage():
    assert result(met(level="EH"), "ES-03") == "n/a"
    assert result(a_case(), "ES-03") == "n/a"
    kinds = ("Involvement", "Meeting", "ScaleReading")
    assert result(met().kept_here(*kinds), "ES-03") == "unknown"
    assert result(met().kept_here(*kinds, "Disagreement"), "ES-03") == "ask"
