"""HIS-03, told of the past, and children now: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # a Wednesday


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("HIS-03", day, **params)


def told(access="unknown", saved="2026-11-17", **fields) -> Story:
    return a_child().with_fact(
        "NonRecentAllegation", current_access=access, at="2026-11-16", recorded=saved, survivor="Ms Vale",
        alleged_person="Mr Grey", **fields,
    )  # fmt: skip


@pytest.mark.parametrize("access", ["unknown", None, ""])
def test_access_not_known_asks_today_on_the_first_working_day(access):
    outcome = ask(told(access))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("NonRecentAllegation1",)
    assert ask(told(access, saved=DAY)).result is Result.CLEAR
    assert ask(told(access, saved="2026-11-20"), "2026-11-22").result is Result.CLEAR
    assert ask(told(access, saved="2026-11-20"), "2026-11-23").result is Result.ASK


def test_no_access_is_clear():
    for no in ("N", "no", False):
        assert ask(told(no)).result is Result.CLEAR


def test_access_and_nobody_told_asks_at_once():
    outcome = ask(told("Y", saved=DAY))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert "has access to children now" in outcome.prompt
    assert ask(told("Y", saved=DAY, contacts_made="  ")).result is Result.ASK
    assert ask(told(True, saved=DAY)).result is Result.ASK


def test_access_with_the_contacts_made_is_clear():
    assert ask(told("Y", contacts_made="Police and social care, 17 November")).result is Result.CLEAR
    assert ask(told("unknown", contacts_made="Police rung")).result is Result.ASK


def test_it_names_nobody():
    outcome = ask(told())
    for text in (outcome.prompt, *outcome.shows):
        assert "Vale" not in text
        assert "Grey" not in text


def test_with_nothing_told_there_is_nothing_to_look_at_and_it_asks_for_any_child():
    assert ask(a_child()).result is Result.NOT_APPLICABLE
    assert ask(told().at_level("EH")).result is Result.ASK
    assert ask(told().kept_here("Person")).result is Result.UNKNOWN


def test_the_number_is_the_partnerships_to_set():
    assert ask(told(), working_days=2).result is Result.CLEAR


def test_it_shows_the_duties_that_are_on_where_it_asks():
    assert any("genital mutilation" in sentence for sentence in ask(told()).shows)
    assert ask(told(), fgm_duty_shown=0).shows == ()
    assert ask(told("N")).shows == ()
