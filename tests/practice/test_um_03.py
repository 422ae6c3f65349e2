"""UM-03, known through one person only: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("UM-03", day, **params)


def family() -> Story:
    story = a_child().at_level("CIN").with_person("DAV", "Dav", dob="1990-01-01").with_person("MUM", "Ada")
    return story.with_fact("Parentage", child="C1", parent="MUM")


def said(story: Story, by: str | None = "MUM", about: str | None = "DAV", on="2026-11-02", **fields) -> Story:
    return story.with_statement(on, said_by=by, about=about, **fields)


def test_two_statements_from_one_other_person_ask():
    outcome = ask(said(said(family())))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Statement1", "Statement2")
    assert outcome.prompt == (
        "All the accounts of Dav on record come from one person. What do their own words, or another agency's, add?"
    )


def test_one_statement_is_clear():
    assert ask(said(family())).result is Result.CLEAR


def test_the_adults_own_words_or_a_second_source_clear():
    assert ask(said(said(family()), "DAV")).result is Result.CLEAR
    assert ask(said(said(family()), "probation")).result is Result.CLEAR
    assert ask(said(said(said(family())), "GRAN")).result is Result.CLEAR
    assert ask(said(said(family(), "DAV"), "DAV")).result is Result.CLEAR


def test_where_it_first_came_from_is_the_informant():
    assert ask(said(said(family()), "school", informant="MUM")).result is Result.ASK
    assert ask(said(said(family()), "MUM", informant="GRAN")).result is Result.CLEAR
    assert ask(said(said(family()), "ada")).result is Result.ASK


def test_statements_about_the_child_or_another_child_are_the_innocent_twin():
    assert ask(said(said(family(), about="C1"), about="C1")).result is Result.NOT_APPLICABLE
    story = family().with_person("SIB", "Kit", dob="2015-01-01")
    assert ask(said(said(story, about="SIB"), about="SIB")).result is Result.NOT_APPLICABLE


def test_boxes_nobody_filled_in():
    assert ask(said(said(family()), None)).result is Result.UNKNOWN
    assert ask(said(said(family()), about=None)).result is Result.UNKNOWN
    assert ask(said(said(said(family())), "GRAN", about=None)).result is Result.UNKNOWN
    assert ask(said(said(said(family())), "MUM", about=None)).result is Result.ASK
    untold = family().with_person("LEE", "Lee")
    assert ask(said(said(untold, about="LEE"), about="LEE")).result is Result.UNKNOWN


def test_a_day_nobody_knows_does_not_matter_and_one_ahead_does():
    assert ask(said(said(family()), on={"precision": "unknown"}, recorded="2026-11-01")).result is Result.ASK
    assert ask(said(said(family()), on="2026-12-01", recorded="2026-11-01")).result is Result.CLEAR


def test_none_or_not_kept_here():
    assert ask(family()).result is Result.NOT_APPLICABLE
    assert ask(said(said(family())).kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(said(said(family())), statements=3).result is Result.CLEAR


def test_two_accounts_about_nobody_are_open_when_they_come_from_one_person():
    assert ask(said(said(family(), about=None), about=None)).result is Result.UNKNOWN
    assert ask(said(said(family(), about=None), "GRAN", about=None)).result is Result.NOT_APPLICABLE
    assert ask(said(family(), about=None)).result is Result.NOT_APPLICABLE


def test_a_parent_of_whom_nothing_else_is_written_counts_and_a_stranger_does_not():
    parent = family().with_fact("Parentage", child="C1", parent="XDAD")
    assert ask(said(said(parent, about="XDAD"), about="XDAD")).result is Result.ASK
    assert ask(said(said(family(), about="XMAN"), about="XMAN")).result is Result.NOT_APPLICABLE


def test_an_account_of_nobody_by_somebody_else_cannot_make_it_ask():
    assert ask(said(said(said(family())), "GRAN", None)).result is Result.UNKNOWN  # it may be about Dav
    assert ask(said(said(family()), "GRAN", None)).result is Result.CLEAR
    assert ask(said(said(family()), "MUM", None)).result is Result.UNKNOWN
