"""LA-09, a plan that is hard to read: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"
LONG = "We go up to bed at six and he has his milk and we read one book and then we put off"
SIXTEEN = "He has his tea at six and then he goes up to bed with mum now."


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("LA-09", day, **params)


def plan(text: str | None, story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    usual = {"plan": "Plan1", "date": "2026-11-02", "current": "yes", "text": text, "format": "standard"}
    return story.with_fact("PlanVersion", **{**usual, **fields})


def test_more_than_twenty_words_in_a_sentence_ask():
    assert len(LONG.split()) == 22
    outcome = ask(plan(f"{LONG}. {LONG}."))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.REFLECT, ("PlanVersion1",))
    assert outcome.prompt.startswith(
        "The plan for Robin has 22 words in a sentence on average and 22 in the longest; by a rough formula it reads "
        "at age "
    )
    exactly = " ".join(LONG.split()[:20])
    assert ask(plan(f"{exactly}.")).result is Result.CLEAR
    assert ask(plan(f"{LONG}. He has milk.")).result is Result.CLEAR


def test_a_reading_age_over_twelve_asks():
    hard = "Parental engagement necessitates consistent multidisciplinary participation."
    assert ask(plan(hard)).result is Result.ASK
    assert ask(plan(hard), reading_age=60).result is Result.CLEAR
    assert ask(plan("Ada gets Robin up. Gran comes on Fridays.")).result is Result.CLEAR


def test_easy_read_has_fifteen_words_in_any_sentence():
    easy = {"format": "easy_read"}
    text = f"He has milk. {SIXTEEN}"
    assert len(SIXTEEN.split()) == 16
    assert ask(plan(text, **easy)).result is Result.ASK
    assert ask(plan(text)).result is Result.CLEAR
    assert ask(plan("He has his tea at six and then he goes up to bed with mum.", **easy)).result is Result.CLEAR
    assert ask(plan(text, format=None)).result is Result.UNKNOWN
    assert ask(plan("He has milk.", format=None)).result is Result.CLEAR
    assert ask(plan(SIXTEEN.replace(" six", " six;"), **easy)).result is Result.ASK  # still one sentence


def test_each_line_of_a_list_is_a_sentence():
    lines = "\n".join(" ".join(LONG.split()[:12]) for _ in range(4))
    assert ask(plan(lines)).result is Result.CLEAR
    assert ask(plan(lines.replace("\n", " "))).result is Result.ASK


def test_accepted_clears():
    assert ask(plan(f"{LONG}.", accepted="yes")).result is Result.CLEAR
    for answer in ("no", None, ""):
        assert ask(plan(f"{LONG}.", accepted=answer)).result is Result.ASK


def test_an_older_version_is_the_innocent_twin():
    assert ask(plan(f"{LONG}.", current="no")).result is Result.NOT_APPLICABLE
    assert ask(plan("He has milk.", story=plan(f"{LONG}.", current="no"))).result is Result.CLEAR
    assert ask(plan(f"{LONG}.", current=None)).result is Result.UNKNOWN


def test_words_that_are_not_kept_here_are_unknown():
    for nothing in (None, "", "   ", "..."):
        assert ask(plan(nothing)).result is Result.UNKNOWN
    assert ask(plan(None, accepted="yes")).result is Result.CLEAR


def test_a_day_nobody_knows_does_not_matter():
    assert ask(plan(f"{LONG}.", date={"precision": "unknown"}, recorded="2026-11-02")).result is Result.ASK


def test_no_plan_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(plan("He has milk.").kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(plan(f"{LONG}."), mean_words=30).result is Result.CLEAR
