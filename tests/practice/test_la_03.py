"""LA-03, a relative or a child interpreted: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("LA-03", day)


def met(by: str | None, on="2026-11-02", story: Story | None = None, need: str | None = "yes", **fields) -> Story:
    story = story or a_child().at_level("CIN").with_person("MUM", "Ada", interpreter_need=need)
    usual = {"with_person": "MUM", "at": on, "kind": "home_visit", "interpreter": by}
    return story.with_fact("Contact", **{**usual, **fields})


def test_a_relative_or_friend_asks_soon_and_a_child_today():
    for by in ("family", "friend"):
        outcome = ask(met(by))
        assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Contact1",))
    assert outcome.prompt == (
        "A relative or friend interpreted at a contact (2 November 2026). Could it be held again with a professional, "
        "so that nobody in the family carries it?"
    )
    grave = ask(met("child"))
    assert (grave.result, grave.severity) == (Result.ASK, Severity.TODAY)
    assert "A child interpreted at a contact" in grave.prompt
    both = ask(met("child", "2026-11-03", story=met("family")))
    assert both.evidence == ("Contact2", "Contact1")  # each is to be held again
    assert "A child interpreted at a contact (3 November 2026)." in both.prompt


def test_professionals_and_nobody_are_clear():
    for by in ("in_person", "phone_video", "bilingual_worker", "none"):
        assert ask(met(by)).result is Result.CLEAR


def test_held_again_with_a_professional_clears():
    for by in ("in_person", "bilingual_worker"):
        assert ask(met(by, "2026-11-05", story=met("family"), repeats="Contact1")).result is Result.CLEAR
    assert ask(met("friend", "2026-11-05", story=met("family"), repeats="Contact1")).result is Result.ASK
    assert ask(met("in_person", "2026-11-05", story=met("family"))).result is Result.ASK
    assert ask(met(None, "2026-11-05", story=met("child"), repeats="Contact1")).result is Result.UNKNOWN
    ahead = met("in_person", "2026-11-25", story=met("child"), repeats="Contact1", recorded="2026-11-03")
    assert ask(ahead).result is Result.ASK


def test_a_conference_held_again_needs_more_than_a_bilingual_worker():
    story = met("family", kind="conference")
    assert ask(met("bilingual_worker", "2026-11-05", story=story, repeats="Contact1")).result is Result.ASK
    assert ask(met("phone_video", "2026-11-05", story=story, repeats="Contact1")).result is Result.CLEAR


def test_not_filled_in_who_interpreted():
    assert ask(met(None)).result is Result.UNKNOWN
    assert ask(met("")).result is Result.UNKNOWN
    assert ask(met(None, need=None)).result is Result.UNKNOWN
    assert ask(met(None, need="no")).result is Result.UNKNOWN
    assert ask(met(None, story=met("family"))).result is Result.ASK


def test_a_day_nobody_knows_does_not_matter():
    assert ask(met("child", {"precision": "unknown"}, recorded="2026-11-05")).result is Result.ASK


def test_no_contact_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(met("family", story=a_child().at_level("EH"))).result is Result.NOT_APPLICABLE
    assert ask(met("family").kept_here("Involvement")).result is Result.UNKNOWN
