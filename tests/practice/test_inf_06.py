"""INF-06, the only source is a repeat: little stories."""

from __future__ import annotations

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result

REPEAT = {"source": "health visitor", "agency": "health_visitor", "origin": "MUM", "result": "supported"}
OWN = {"source": "school", "agency": "school", "origin": "Ms Vale", "result": "supported"}


def said(*sources: dict, said_by: str | None = "MUM", on="2026-10-01", level="CIN", **fields) -> Story:
    story = a_case(level).with_person("MUM", "Jo").with_person("GRAN", "Pat")
    return story.with_statement(on=on, said_by=said_by, corroborations=list(sources), **fields)


def test_a_source_that_has_it_from_the_same_person_asks():
    outcome = said(REPEAT).ask("INF-06", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Statement1",))
    assert outcome.prompt == (
        "What supports Jo saying 'who lives at home' goes back to Jo. Who else could know it for themselves, for "
        "Robin's sake?"
    )


def test_one_other_origin_is_enough():
    assert result(said(REPEAT, OWN), "INF-06") == "clear"
    assert result(said(REPEAT, REPEAT), "INF-06") == "ask"


def test_the_same_person_by_name_or_by_word():
    assert result(said({**REPEAT, "origin": "Jo"}), "INF-06") == "ask"
    assert result(said({**REPEAT, "origin": "the parent"}), "INF-06") == "ask"
    assert result(said({"source": "MUM", "result": "supported"}), "INF-06") == "ask"
    assert result(said({**REPEAT, "origin": "GRAN"}), "INF-06") == "clear"


def test_no_origin_leaves_it_open():
    assert result(said({**REPEAT, "origin": None}), "INF-06") == "unknown"
    assert result(said({**REPEAT, "origin": None}, OWN), "INF-06") == "clear"
    assert result(said(REPEAT, said_by=None), "INF-06") == "unknown"


def test_no_source_at_all_is_another_check():
    assert result(said(), "INF-06") == "n/a"
    assert result(a_case().with_statement(on="2026-10-01"), "INF-06") == "n/a"
    assert result(a_case(), "INF-06") == "n/a"
    assert result(a_case().with_statement(on="2026-10-01", verification="supported"), "INF-06") == "unknown"  # by whom?


def test_a_source_still_to_come_is_none_yet():
    assert result(said({**OWN, "date": "2026-12-01"}, REPEAT), "INF-06") == "ask"
    assert result(said({**OWN, "date": {"value": "2026-11", "precision": "month"}}, REPEAT), "INF-06") == "clear"


def test_the_day_of_the_account_does_not_matter():
    assert result(said(REPEAT, on=NOBODY_KNOWS), "INF-06") == "ask"


def test_level_and_coverage():
    assert result(said(REPEAT, level="EH"), "INF-06") == "n/a"
    assert result(said(REPEAT).kept_here("Involvement"), "INF-06") == "unknown"
    assert result(said(REPEAT).kept_here("Involvement", "Statement"), "INF-06") == "ask"
