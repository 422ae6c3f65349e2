"""RP-02, one side of the picture is missing: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"
WHOLE = {"worried": "Nobody gets him up", "working_well": "Gran comes daily", "needs_to_happen": "A morning plan"}


def ask(story: Story, day: str = TODAY):
    return story.ask("RP-02", day)


def mapped(on="2026-11-02", story: Story | None = None, kind: str = "Map", **columns) -> Story:
    story = story or a_child().at_level("CIN")
    return story.with_fact(kind, date=on, columns={**WHOLE, **columns}, recorded="2026-11-02")


def test_an_empty_column_asks():
    outcome = ask(mapped(working_well=""))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.REFLECT, ("Map1",))
    assert outcome.prompt == (
        "The latest three columns on Robin leave what is working well empty. Is one side of the picture missing, or is "
        "there none, and why?"
    )
    assert ask(mapped(worried="   ", needs_to_happen="")).result is Result.ASK


def test_all_three_filled_are_clear_and_none_because_is_filled():
    assert ask(mapped()).result is Result.CLEAR
    assert ask(mapped(working_well="none because we have met once")).result is Result.CLEAR


def test_a_column_that_was_not_copied_across_is_unknown():
    assert ask(mapped(working_well=None)).result is Result.UNKNOWN
    assert ask(mapped(working_well=None, worried="")).result is Result.ASK
    story = a_child().at_level("CIN").with_fact("Map", date="2026-11-02", columns=None)
    assert ask(story).result is Result.UNKNOWN


def test_only_the_latest_of_maps_and_reflections_is_looked_at():
    older = mapped("2026-10-01", working_well="")
    assert ask(mapped("2026-11-02", story=older)).result is Result.CLEAR
    assert ask(mapped("2026-11-02", story=older, kind="Reflection")).result is Result.CLEAR
    newer = mapped("2026-11-05", story=mapped(), kind="Reflection", needs_to_happen="")
    assert ask(newer).evidence == ("Reflection1",)


def test_one_that_is_still_ahead_is_not_the_latest():
    story = mapped("2026-11-20", story=mapped("2026-11-01"), working_well="")
    assert ask(story).result is Result.CLEAR
    assert ask(story, "2026-11-20").result is Result.ASK


def test_days_that_are_not_exact_could_make_it_the_latest():
    month = {"value": "2026-11", "precision": "month"}
    assert ask(mapped(month, story=mapped("2026-11-10"), worried="")).result is Result.ASK
    undated = mapped({"precision": "unknown"}, story=mapped("2026-11-01"), worried="")
    assert ask(undated).result is Result.UNKNOWN


def test_no_map_and_no_reflection_is_nothing_to_look_at():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(mapped(story=a_child().at_level("EH"), worried="")).result is Result.NOT_APPLICABLE


def test_what_is_not_kept_here():
    assert ask(mapped().kept_here("Involvement", "Map")).result is Result.UNKNOWN
    kept = mapped().kept_here("Involvement", "Map").kept_here("Reflection", until="2026-11-17")
    assert ask(kept).result is Result.UNKNOWN
    assert ask(mapped().kept_here("Involvement", "Map", "Reflection")).result is Result.CLEAR
