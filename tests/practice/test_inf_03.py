"""INF-03, a question is not answered: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, month, result


def put(on="2026-11-10", to: str | None = "gp", about: str | None = "other", **fields) -> Story:
    return a_case().with_fact(
        "InfoRequest", **{"asked_at": on, "to": to, "about": about, "recorded": "2026-11-10"} | fields
    )


def test_five_working_days_without_an_answer_ask():
    outcome = put().ask("INF-03", TODAY)
    assert found(outcome) == ("ask", "soon", ("InfoRequest1",))
    assert outcome.prompt == (
        "The question to the GP of 10 November 2026 has no answer on record. Has it come another way? If not, who "
        "could ring, and what does Robin need meanwhile?"
    )


def test_the_last_day_does_not():
    outcome = put("2026-11-11").ask("INF-03", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


@pytest.mark.parametrize("about", ["s47", "injury"])
def test_one_for_a_section_47_enquiry_or_an_injury(about):
    assert result(put("2026-11-17", about=about), "INF-03") == "clear"
    assert result(put("2026-11-16", about=about), "INF-03") == "ask"


def test_the_day_it_is_needed_by_comes_first():
    assert result(put("2026-10-01", needed_by=TODAY), "INF-03") == "clear"
    assert result(put("2026-11-17", needed_by="2026-11-17"), "INF-03") == "ask"
    assert result(put("2026-11-16", about="s47", needed_by="2026-11-20"), "INF-03") == "clear"
    assert result(put("2026-11-17", needed_by=month("2026-11")), "INF-03") == "ask"


def test_an_answer_or_a_refusal_with_a_reason_is_one():
    assert result(put(answered_at="2026-11-16"), "INF-03") == "clear"
    assert result(put(answer="Last seen in May"), "INF-03") == "clear"
    assert result(put(refused_reason="Not registered here"), "INF-03") == "clear"
    assert result(put(answered_at="2026-11-30"), "INF-03") == "ask"
    assert result(put(answer="", refused_reason="  "), "INF-03") == "ask"


def test_what_it_is_about_matters_between_the_two_limits():
    assert result(put("2026-11-12", about=None), "INF-03") == "unknown"
    assert result(put("2026-11-17", about=None), "INF-03") == "clear"
    assert result(put("2026-11-10", about=None), "INF-03") == "ask"


def test_a_question_with_no_day():
    assert result(put(None, recorded="2026-11-12"), "INF-03") == "unknown"
    assert result(put(NOBODY_KNOWS, recorded="2026-11-12"), "INF-03") == "unknown"
    assert result(put(NOBODY_KNOWS, recorded="2026-11-10"), "INF-03") == "ask"
    assert result(put(None, needed_by="2026-11-16"), "INF-03") == "ask"
    assert result(put(None, reason_not_asked="Unborn"), "INF-03") == "n/a"


def test_an_uncertain_day_counts_from_its_first():
    assert result(put(between("2026-11-10", "2026-11-14")), "INF-03") == "ask"
    assert result(put(between("2026-11-11", "2026-11-14")), "INF-03") == "clear"


def test_several_questions():
    outcome = put().with_fact(
        "InfoRequest", asked_at="2026-10-01", to="Oak School", about="other", recorded="2026-10-01"
    )
    outcome = outcome.ask("INF-03", TODAY)
    assert outcome.evidence == ("InfoRequest2", "InfoRequest1")


def test_level_and_coverage():
    assert result(a_case("EH").with_fact("InfoRequest", asked_at="2026-10-01", to="gp"), "INF-03") == "n/a"
    assert result(a_case(), "INF-03") == "n/a"
    assert result(put().kept_here("Involvement"), "INF-03") == "unknown"
    assert result(put().kept_here("Involvement", "InfoRequest"), "INF-03") == "ask"
