"""CF-03, somebody in the story who is not on the map: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 90 days before is 20 August


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("CF-03", day, **params)


def mapped(*people: str, ecomap: tuple[str, ...] | None = None, not_relevant: tuple[str, ...] = ()) -> Story:
    story = a_child().at_level("CIN").with_person("DAV", "Dav").with_person("MUM", "Ada")
    story = story.with_fact("Genogram", drawn_on="2026-06-01", persons=list(people))
    if ecomap is None and not not_relevant:
        return story
    return story.with_fact("Ecomap", drawn_on="2026-06-01", persons=list(ecomap or ()), not_relevant=list(not_relevant))


def event(story: Story, *people, on: object = "2026-10-01", **fields) -> Story:
    return story.with_fact("Event", when=on, persons=list(people), **{"recorded": "2026-10-01", **fields})


def test_somebody_in_the_chronology_and_on_neither_map_asks():
    outcome = ask(event(mapped("C1", "MUM"), "DAV"))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Event1",))
    assert outcome.prompt == (
        "The record names Dav, and neither the genogram nor the ecomap of Robin's family does. Who is this person to "
        "Robin?"
    )


def test_somebody_spoken_with_counts_too():
    story = mapped("MUM").with_contact("2026-10-01", person="DAV")
    assert ask(story).result is Result.ASK
    assert ask(mapped("MUM").with_contact("2026-10-01", person="MUM")).result is Result.CLEAR


def test_on_one_of_the_maps_or_marked_as_not_relevant_clears():
    assert ask(event(mapped("DAV"), "DAV")).result is Result.CLEAR
    assert ask(event(mapped("MUM", ecomap=("DAV",)), "DAV")).result is Result.CLEAR
    assert ask(event(mapped("MUM", not_relevant=("DAV",)), "DAV")).result is Result.CLEAR


def test_both_ends_of_the_window_count():
    assert ask(event(mapped("MUM"), "DAV", on="2026-08-20")).result is Result.ASK
    assert ask(event(mapped("MUM"), "DAV", on="2026-08-19")).result is Result.NOT_APPLICABLE


def test_professionals_the_child_and_nobody_are_the_innocent_twins():
    story = event(mapped("MUM"), "WORKER")
    assert ask(story.with_visit("2026-10-01", by="WORKER")).result is Result.NOT_APPLICABLE
    assert ask(story.with_agency("school", "2026-10-01", who="WORKER")).result is Result.NOT_APPLICABLE
    network = [{"person": "WORKER", "professional": "yes", "knows_worry": "yes"}]
    assert ask(story.with_fact("SafetyPlan", made_at="2026-10-01", network=network)).result is Result.NOT_APPLICABLE
    assert ask(event(mapped("MUM"), "C1")).result is Result.NOT_APPLICABLE
    assert ask(event(mapped("MUM"))).result is Result.NOT_APPLICABLE
    assert ask(event(mapped("MUM"), "MUM", "WORKER").with_visit("2026-10-01", by="WORKER")).result is Result.CLEAR


def test_with_no_map_at_all_it_asks():
    assert ask(event(a_child().at_level("CIN").with_person("DAV", "Dav"), "DAV")).result is Result.ASK


def test_who_is_on_a_map_is_not_recorded():
    story = a_child().at_level("CIN").with_person("DAV", "Dav").with_fact("Genogram", drawn_on="2026-06-01")
    assert ask(event(story, "DAV")).result is Result.UNKNOWN
    assert ask(event(story.with_fact("Ecomap", drawn_on="2026-06-01", persons=["DAV"]), "DAV")).result is Result.CLEAR


def test_days_that_are_not_exact():
    assert ask(event(mapped("MUM"), "DAV", on={"value": "2026-08", "precision": "month"})).result is Result.ASK
    assert ask(event(mapped("MUM"), "DAV", on={"precision": "unknown"})).result is Result.UNKNOWN


def test_what_is_not_kept_here():
    kept = ("Involvement", "Event", "Contact", "Genogram", "Ecomap")
    story = event(mapped("MUM"), "DAV")
    assert ask(story.kept_here(*kept)).result is Result.ASK
    for kind in kept[1:]:
        assert ask(story.kept_here(*(one for one in kept if one != kind))).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(event(mapped("MUM"), "DAV"), days=30).result is Result.NOT_APPLICABLE


def test_maps_or_a_chronology_that_would_not_be_here():
    seen = event(mapped("C1"), "DAV").kept_here("Involvement", "Event", "Contact", "Genogram")
    assert ask(seen.kept_here("Ecomap", until="2026-11-17")).result is Result.UNKNOWN
    assert ask(seen.kept_here("Ecomap")).result is Result.ASK
    kept = event(mapped("C1", "DAV"), "DAV").kept_here("Involvement", "Genogram", "Ecomap", "Event")
    assert ask(kept.kept_here("Contact", since="2026-08-20")).result is Result.CLEAR
    assert ask(kept.kept_here("Contact", since="2026-08-21")).result is Result.UNKNOWN
