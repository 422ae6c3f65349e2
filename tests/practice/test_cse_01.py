"""CSE-01, signs of exploitation without a conversation: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # ninety days before is 20 August
SOON_ONE = "Something noted on 1 November 2026 can go with exploitation."


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("CSE-01", day, **params)


def sign(story: Story | None, code, on="2026-11-01", kind="indicator", **fields) -> Story:
    story = story or a_child(born="2011-03-01")
    return story.with_fact("ExploitationIndicator", code=code, kind=kind, date_seen=on, recorded="2026-11-10", **fields)


def screened(story: Story, on="2026-11-01", **fields) -> Story:
    usual = {"spoken_with_child": "Ms Vale, in school", "shared_with": "police and social care"}
    return story.with_decision("screening", on, **{**usual, **fields})


TWO = sign(sign(None, "gifts"), "school_absence", on="2026-11-05")


def test_two_signs_in_ninety_days_ask_soon():
    outcome = ask(TWO)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("ExploitationIndicator1", "ExploitationIndicator2")
    assert outcome.prompt == (
        "Several things noted since 1 November 2026 can go with exploitation, or with ordinary adolescence. Who does "
        "Robin trust, and has anyone asked, without blame, what is happening?"
    )


def test_both_end_days_are_in_the_window():
    assert ask(sign(sign(None, "gifts", on="2026-08-20"), "substances")).result is Result.ASK
    assert ask(sign(sign(None, "gifts", on="2026-08-19"), "substances")).result is Result.CLEAR
    assert ask(sign(sign(None, "gifts", on="2026-08-20"), "substances")).next_look == date(2026, 11, 19)


def test_one_sign_is_clear_and_vulnerabilities_alone_are_nothing_to_look_at():
    assert ask(sign(None, "gifts")).result is Result.CLEAR
    story = sign(sign(None, "loss", kind="vulnerability"), "past_abuse", kind="vulnerability")
    assert ask(story).result is Result.NOT_APPLICABLE
    assert ask(sign(story, "gifts")).result is Result.CLEAR
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_a_disclosure_asks_today_and_never_speaks_of_adolescence():
    outcome = ask(sign(None, "disclosed"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.prompt == (
        "Robin has told someone, or cannot by law have agreed. Who is with Robin now, and have police and social care "
        "been spoken to?"
    )


def test_images_sent_to_an_adult_ask_today_and_among_peers_are_one_sign():
    assert ask(sign(None, "images_shared_adult")).severity is Severity.TODAY
    assert ask(sign(None, "images_shared_peer")).result is Result.CLEAR


def test_an_infection_or_pregnancy_suffices_under_sixteen():
    young = ask(sign(a_child(born="2010-11-02"), "sti_pregnancy"))
    assert (young.result, young.severity) == (Result.ASK, Severity.SOON)
    assert young.prompt.startswith(SOON_ONE)
    assert ask(sign(a_child(born="2010-11-01"), "sti_pregnancy")).result is Result.CLEAR
    assert ask(sign(a_child(born=None), "sti_pregnancy")).result is Result.UNKNOWN


def test_an_older_partner_suffices_unless_no_adult_is_involved():
    outcome = ask(sign(None, "older_partner"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert ask(sign(None, "older_partner", adult_involved="no")).result is Result.CLEAR


@pytest.mark.parametrize("code", ["sti_pregnancy", "images_shared_peer", "older_partner"])
def test_under_thirteen_any_sign_of_sexual_activity_asks_today(code):
    assert ask(sign(a_child(born="2013-11-02"), code)).severity is Severity.TODAY
    assert ask(sign(a_child(born="2013-11-01"), code)).severity is not Severity.TODAY


def test_contact_with_an_adult_and_missing_ask_today_in_their_own_words():
    story = sign(sign(None, "unknown_contacts", adult_involved="yes"), "missing", on="2026-11-06")
    outcome = ask(story)
    assert outcome.severity is Severity.TODAY
    assert outcome.prompt.startswith("Since 1 November 2026 the record shows contact with an adult, and Robin missing.")
    peers = sign(sign(None, "unknown_contacts", adult_involved="no"), "missing")
    assert ask(peers).severity is Severity.SOON
    episode = sign(None, "older_partner").with_fact("MissingEpisode", starts="2026-10-01", recorded="2026-10-02")
    assert ask(episode).severity is Severity.TODAY


def test_a_screening_since_that_says_who_spoke_with_the_child_clears_it():
    assert ask(screened(TWO, on="2026-11-05")).result is Result.CLEAR
    assert ask(screened(TWO, on="2026-11-05", shared_with=None, reasons="Talked through")).result is Result.CLEAR
    assert ask(screened(TWO, on="2026-11-05", shared_with=None)).result is Result.ASK
    for nobody in (None, "", "  "):
        assert ask(screened(TWO, on="2026-11-05", spoken_with_child=nobody)).result is Result.ASK
    assert ask(screened(TWO, on="2026-11-05", status="proposed")).result is Result.ASK


def test_another_decision_that_names_each_of_them_counts_as_a_screening():
    named = {"spoken_with_child": "Ms Vale", "reasons": "Talked through"}
    both = ["ExploitationIndicator1", "ExploitationIndicator2"]
    assert ask(TWO.with_decision("change_of_plan", "2026-11-06", names=both, **named)).result is Result.CLEAR
    assert ask(TWO.with_decision("change_of_plan", "2026-11-06", **named)).result is Result.ASK


def test_after_a_screening_one_new_sign_asks_only_if_it_suffices_alone():
    story = screened(TWO, on="2026-11-06")
    assert ask(sign(story, "substances", on="2026-11-08")).result is Result.CLEAR
    assert ask(sign(story, "disclosed", on="2026-11-08")).result is Result.ASK
    two_more = sign(sign(story, "substances", on="2026-11-08"), "hotels_cars", on="2026-11-09")
    outcome = ask(two_more)
    assert outcome.evidence == ("ExploitationIndicator3", "ExploitationIndicator4")


def test_a_sign_that_suffices_waits_until_it_is_screened():
    assert ask(sign(None, "disclosed", on="2026-01-05")).result is Result.ASK


def test_empty_boxes_leave_it_unknown():
    assert ask(sign(sign(None, "gifts"), None, kind=None)).result is Result.UNKNOWN
    assert ask(sign(None, None)).result is Result.UNKNOWN  # it may be one that suffices alone
    assert ask(sign(sign(None, "gifts"), "substances", on=None)).result is Result.UNKNOWN
    assert (
        ask(TWO.with_decision(None, "2026-11-06", spoken_with_child="Ms Vale", reasons="Read")).result is Result.UNKNOWN
    )
    assert ask(sign(sign(None, "gifts"), "substances", kind=None)).result is Result.ASK


def test_it_asks_for_any_child_and_shows_the_duties_that_are_on():
    outcome = ask(TWO.at_level("EH"))
    assert outcome.result is Result.ASK
    assert any("FGM Act" in sentence for sentence in outcome.shows)
    assert any("child sexual abuse" in sentence for sentence in ask(TWO, csa_duty_shown=1).shows)
    assert ask(TWO, fgm_duty_shown=0).shows == ()


def test_a_code_of_somebodys_own_is_one_sign_that_may_suffice_alone():
    assert ask(sign(None, "taxis")).result is Result.UNKNOWN
    assert ask(sign(sign(None, "gifts"), "taxis")).result is Result.ASK
    assert ask(sign(None, "taxis", kind="vulnerability")).result is Result.NOT_APPLICABLE
    assert ask(sign(sign(None, "gifts"), "taxis", kind=None)).result is Result.UNKNOWN
