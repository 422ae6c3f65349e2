"""WNB-05, a word about a child: a hint while writing, never a prompt. Little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def typed(text: str | None, about: str | None = "C1", at=TODAY, **child) -> Story:
    return a_case(**child).with_fact("DraftText", about=about, text=text, at=at, recorded=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Robin DNA'd the clinic",
        "DNA x 2 at audiology",
        "Robin did not attend.",
        "ROBIN DID NOT ATTEND",
        "He didn't attend the dentist",
        "Failed to attend again",
        "fails to attend",
        "Two DNAs since May",
    ],
)
def test_these_words_about_a_child_ask_without_a_severity(text):
    outcome = typed(text).ask("WNB-05", TODAY)
    assert found(outcome) == ("ask", None, ("DraftText1",))
    assert outcome.prompt == (
        'Robin depends on somebody to be taken there. Would "was not brought" say better what happened?'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Robin was not brought",
        "A DNA test was ordered by the court",
        "DNA testing shows who the father is",
        "DNA sample taken",
        "",
        "  ",
        "Attended, and did not cry",
        "Adnan came along",
    ],
)
def test_these_do_not(text):
    assert result(typed(text), "WNB-05") == "clear"


def test_a_dna_test_beside_a_dna_still_asks():
    assert result(typed("DNA test back; DNA at the dentist"), "WNB-05") == "ask"


def test_from_sixteen_it_is_their_own():
    assert result(typed("did not attend", born="2010-11-18"), "WNB-05") == "n/a"
    assert result(typed("did not attend", born="2010-11-19"), "WNB-05") == "ask"


def test_the_age_is_that_on_the_day_of_writing():
    assert result(typed("did not attend", at="2026-11-17", born="2010-11-18"), "WNB-05") == "ask"
    assert result(typed("did not attend", at=between("2026-11-16", "2026-11-30"), born="2010-11-18"), "WNB-05") == "ask"
    assert result(typed("did not attend", at=NOBODY_KNOWS, born="2018-11-18"), "WNB-05") == "ask"


def test_about_an_adult():
    assert result(typed("did not attend", about="MUM"), "WNB-05") == "n/a"


def test_what_is_not_recorded():
    assert result(typed("did not attend", about=None), "WNB-05") == "unknown"
    assert result(typed(None), "WNB-05") == "unknown"
    assert result(typed("did not attend", born=None), "WNB-05") == "unknown"


def test_nothing_typed():
    assert result(a_case(), "WNB-05") == "n/a"


def test_early_help_too_and_drafts_not_kept_here():
    story = a_case("EH").with_fact("DraftText", about="C1", text="DNA", at=TODAY)
    assert result(story, "WNB-05") == "ask"
    assert result(story.kept_here("Involvement"), "WNB-05") == "unknown"
