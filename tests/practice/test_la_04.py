"""LA-04, one parent is heard and the other is not: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 90 days before is 20 August
DAYS = ("2026-09-01", "2026-10-01", "2026-11-01")


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("LA-04", day, **params)


def family(need: str | None = "yes") -> Story:
    story = a_child().at_level("CIN").with_person("MUM", "Ada", interpreter_need=need)
    story = story.with_person("DAD", "Sam", interpreter_need="no").living_with("C1")
    for parent in ("MUM", "DAD"):
        story = story.living_with(parent).with_fact("Parentage", child="C1", parent=parent)
    return story


def met(story: Story, *days, person: str | None = "DAD", by: str | None = None, **fields) -> Story:
    for day in days:
        story = story.with_fact(
            "Contact", **{"with_person": person, "at": day, "kind": "call", "interpreter": by, **fields}
        )
    return story


def test_three_contacts_with_one_and_none_interpreted_with_the_other_ask():
    outcome = ask(met(family(), *DAYS))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) >= {"Contact1", "Contact2", "Contact3"}
    assert outcome.prompt == (
        "In 90 days one carer was spoken with three times or more, and Ada, who needs an interpreter, not once with "
        "one. How could Ada be heard directly?"
    )


def test_two_are_clear_and_both_ends_of_the_window_count():
    assert ask(met(family(), *DAYS[1:])).result is Result.CLEAR
    assert ask(met(family(), "2026-08-20", *DAYS[1:])).result is Result.ASK
    assert ask(met(family(), "2026-08-19", *DAYS[1:])).result is Result.CLEAR


def test_one_interpreted_contact_clears_and_here_a_bilingual_worker_counts():
    story = met(family(), *DAYS)
    for by in ("in_person", "phone_video", "bilingual_worker"):
        assert ask(met(story, "2026-11-05", person="MUM", by=by)).result is Result.CLEAR
    assert ask(met(story, "2026-11-05", person="MUM", by="bilingual_worker", kind="conference")).result is Result.CLEAR
    assert ask(met(story, "2026-08-19", person="MUM", by="in_person")).result is Result.ASK


def test_a_relative_who_interprets_is_no_help():
    story = met(met(family(), *DAYS), "2026-11-05", person="MUM", by="family")
    assert ask(story).result is Result.ASK
    assert ask(met(met(family(), *DAYS), "2026-11-05", person="MUM", by=None)).result is Result.UNKNOWN


def test_nobody_who_needs_one_is_the_innocent_twin():
    assert ask(met(family("no"), *DAYS)).result is Result.NOT_APPLICABLE
    assert ask(met(family("offered_declined"), *DAYS)).result is Result.NOT_APPLICABLE
    assert ask(met(family(None), *DAYS)).result is Result.UNKNOWN


def test_with_whom_a_contact_was_is_not_recorded():
    assert ask(met(met(family(), *DAYS[1:]), DAYS[0], person=None)).result is Result.UNKNOWN
    assert ask(met(met(family(), *DAYS), DAYS[0], person=None, by="in_person")).result is Result.UNKNOWN


def test_days_that_are_not_exact():
    august = {"value": "2026-08", "precision": "month"}
    assert ask(met(family(), august, *DAYS[1:])).result is Result.ASK
    undated = met(met(family(), *DAYS[1:]), {"precision": "unknown"}, recorded="2026-11-05")
    assert ask(undated).result is Result.UNKNOWN


def test_a_single_carer_no_contact_or_not_kept_here():
    alone = a_child().at_level("CIN").with_person("MUM", "Ada", interpreter_need="yes")
    alone = alone.with_fact("Parentage", child="C1", parent="MUM")
    assert ask(met(alone, *DAYS)).result is Result.NOT_APPLICABLE
    assert ask(family()).result is Result.NOT_APPLICABLE
    kept = ("Involvement", "HouseholdMembership", "Parentage", "AdultRole")
    assert ask(met(family(), *DAYS).kept_here(*kept)).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(met(family(), *DAYS), contacts=4).result is Result.CLEAR
