"""INF-07, carried forward: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def used(*documents: str, informant: str | None = None, level="CIN", on="2026-10-01", **fields) -> Story:
    return a_case(level).with_statement(on=on, informant=informant, used_in=list(documents), **fields)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_two_documents_and_nobody_knows_whence_ask(empty):
    outcome = used("Plan1", "conference report", informant=empty).ask("INF-07", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Statement1",))
    assert outcome.prompt == (
        "What is said about 'who lives at home' is carried from one document about Robin to the next. Where did it "
        "first come from, and does it still hold?"
    )


def test_one_document_is_no_carrying():
    assert result(used("Plan1"), "INF-07") == "n/a"
    assert result(used("Plan1", "Plan1", "  "), "INF-07") == "n/a"


def test_where_it_came_from_clears():
    assert result(used("Plan1", "Plan2", informant="GRAN"), "INF-07") == "clear"


def test_who_said_it_is_not_where_it_came_from():
    assert result(used("Plan1", "Plan2", said_by="MUM"), "INF-07") == "ask"


def test_never_filled_in_is_no_document():
    assert result(a_case().with_statement(on="2026-10-01"), "INF-07") == "n/a"


def test_the_day_does_not_matter():
    assert result(used("Plan1", "Plan2", on=NOBODY_KNOWS), "INF-07") == "ask"


def test_level_and_coverage():
    assert result(used("Plan1", "Plan2", level="EH"), "INF-07") == "n/a"
    assert result(used("Plan1", "Plan2").kept_here("Involvement"), "INF-07") == "unknown"
    assert result(used("Plan1", "Plan2").kept_here("Involvement", "Statement"), "INF-07") == "ask"
