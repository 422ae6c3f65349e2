"""INF-02, accounts differ: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def said(on="2026-11-10", verification: str | None = "contradicted", level: str = "CIN", **fields) -> Story:
    story = a_case(level).with_person("MUM", "Jo").with_person("DAD", "Lee")
    return story.with_statement(on=on, verification=verification, **fields)


def injured(*consistent, person: str | None = "C1", **fields) -> Story:
    explanations = [{"who": "MUM", "when": "2026-11-10", "words": "a toy", "consistent": mark} for mark in consistent]
    return a_case().with_fact(
        "Injury",
        person=person,
        seen_at="2026-11-10",
        type="bruise",
        explanations=explanations,
        recorded="2026-11-10",
        **fields,
    )


def test_a_contradicted_account_asks_at_once():
    outcome = said(on=TODAY).ask("INF-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Statement1",))
    assert outcome.prompt == (
        "What Jo said about 'who lives at home' was contradicted. What might explain both accounts, and who could help "
        "to find out?"
    )


@pytest.mark.parametrize("mark", ["not_checked", "sought", "supported", "cannot_be_checked"])
def test_other_accounts_do_not_differ(mark):
    assert result(said(verification=mark), "INF-02") == "clear"


def test_an_account_nobody_marked_may_have_been():
    assert result(said(verification=None), "INF-02") == "unknown"
    assert result(said(verification=None).with_statement(on=TODAY, verification="contradicted"), "INF-02") == "ask"


def test_a_source_that_contradicts_counts_while_nobody_has_marked_the_account():
    against = [{"source": "school", "agency": "school", "date": "2026-11-12", "result": "contradicted"}]
    assert result(said(verification="sought", corroborations=against), "INF-02") == "ask"
    assert result(said(verification="supported", corroborations=against), "INF-02") == "clear"
    later = [{**against[0], "date": "2026-11-30"}]
    assert result(said(verification="sought", corroborations=later), "INF-02") == "clear"


def test_an_injury_account_is_for_today():
    outcome = said(topic="injury").ask("INF-02", TODAY)
    assert found(outcome) == ("ask", "today", ("Statement1",))
    assert "safe until it is clearer" in (outcome.prompt or "")


def test_two_explanations_that_do_not_fit_are_for_today():
    outcome = injured("N", "Y", "no").ask("INF-02", TODAY)
    assert found(outcome) == ("ask", "today", ("Injury1",))
    assert (outcome.prompt or "").startswith(
        "Two explanations of the bruise seen on 10 November 2026 are marked as not fitting it."
    )


def test_one_does_not_and_unsure_is_not_inconsistent():
    assert result(injured("N", "Y"), "INF-02") == "clear"
    assert result(injured("N", "unsure"), "INF-02") == "clear"


def test_an_explanation_nobody_marked_may_be_the_second():
    assert result(injured("N", None), "INF-02") == "unknown"
    assert result(injured("N", "N", None), "INF-02") == "ask"
    assert result(injured("Y", None), "INF-02") == "clear"


def test_whose_injury_it_is():
    assert result(injured("N", "N", person="SIS"), "INF-02") == "n/a"
    assert result(injured("N", "N", person=None), "INF-02") == "unknown"


def test_a_decision_that_names_the_account_clears():
    for what in ("accounts_differ", "closure"):
        for field in ("names", "evidence_refs"):
            assert result(said().with_decision(what, TODAY, **{field: ["Statement1"]}), "INF-02") == "clear"
    assert result(said().with_decision("accounts_differ", TODAY, names=["Statement9"]), "INF-02") == "ask"
    assert result(said().with_decision("accounts_differ", TODAY, names=[]), "INF-02") == "ask"
    assert (
        result(said().with_decision("accounts_differ", TODAY, names=["Statement1"], status="proposed"), "INF-02")
        == "ask"
    )
    assert result(injured("N", "N").with_decision("accounts_differ", TODAY, names=["Injury1"]), "INF-02") == "clear"


def test_it_is_to_name_both():
    both = said().with_statement(on="2026-11-11", said_by="DAD", verification="not_checked")
    assert result(both.with_decision("accounts_differ", TODAY, names=["Statement1"]), "INF-02") == "ask"
    assert result(both.with_decision("accounts_differ", TODAY, names=["Statement1", "Statement2"]), "INF-02") == "clear"
    other_matter = said().with_statement(on="2026-11-11", said_by="DAD", topic="attendance")
    assert result(other_matter.with_decision("accounts_differ", TODAY, names=["Statement1"]), "INF-02") == "clear"


def test_a_dated_note_that_names_them_clears():
    assert result(said().with_fact("Reflection", date=TODAY, linked_to=["Statement1"]), "INF-02") == "clear"
    assert result(said().with_fact("Reflection", date=None, linked_to=["Statement1"]), "INF-02") == "ask"


def test_a_decision_on_differing_accounts_that_names_none_leaves_it_open():
    assert result(said().with_decision("accounts_differ", TODAY), "INF-02") == "unknown"


def test_an_undated_account_differs_all_the_same():
    assert result(said(on=NOBODY_KNOWS), "INF-02") == "ask"


def test_early_help_too_and_nothing_to_look_at():
    assert result(said(level="EH"), "INF-02") == "ask"
    assert result(a_case(), "INF-02") == "n/a"
    assert result(injured(), "INF-02") == "n/a"


@pytest.mark.parametrize("kind", ["Statement", "Injury", "Decision"])
def test_kinds_not_kept_here(kind):
    kinds = {"Involvement", "Statement", "Injury", "Decision"}
    assert result(said().kept_here(*kinds), "INF-02") == "ask"
    assert result(said().kept_here(*(kinds - {kind})), "INF-02") == "unknown"
