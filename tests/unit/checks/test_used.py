"""How a check has been used: times asked, answers, days to clear, the share not needed; small numbers stay hidden."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sightline.checks import used
from sightline.checks.models import Answer, AnswerKind, Outcome
from sightline.people.facts import LONDON
from sightline.people.models import Person

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 9, 1, 9, 0, tzinfo=LONDON)
CHECK = "VOI-02"


def asked(number: int, *, clears_after: int | None = None, changes: bool = False) -> list[Outcome]:
    """That many children asked about, each once; cleared after some days or still asking."""
    children = [Person(key=f"child{CHECK.lower()}{n:04d}", is_child=True) for n in range(number)]
    Person.objects.bulk_create(children)
    ends = BEGAN + timedelta(days=clears_after) if clears_after is not None else None
    rows, later = [], []
    for child in children:
        middle = BEGAN + timedelta(days=1) if changes else None
        rows.append(an_outcome(child, "ask", BEGAN, middle or ends))
        if middle:
            later.append(an_outcome(child, "ask", middle, ends))
        if ends:
            later.append(an_outcome(child, "clear", ends, None))
    Outcome.objects.bulk_create([*rows, *later])
    return rows


def an_outcome(child: Person, result: str, starts: datetime, ends: datetime | None) -> Outcome:
    return Outcome(
        child=child, check_id=CHECK, check_version="1", result=result, content_key="k", starts_at=starts, ends_at=ends,
        looked_at=starts, asks_since=BEGAN if result == "ask" else None,
    )  # fmt: skip


def answer(rows: list[Outcome], kind: AnswerKind, by, *, hours: int = 1) -> None:
    at = BEGAN + timedelta(hours=hours)
    Answer.objects.bulk_create(
        [Answer(outcome=row, child=row.child, check_id=CHECK, kind=kind, by=by, at=at) for row in rows]
    )


def words(found: used.Used) -> dict[str, str]:
    return {kind: cell.words for kind, cell in found.cells.items()}


def test_a_check_that_never_asked_says_nothing(standing) -> None:
    found = used.used(CHECK)
    assert not found.was_asked
    assert not found.wants_review
    assert (found.days_to_clear, found.share_not_needed) == ("", "")


def test_a_stretch_counts_once_however_often_its_words_change(standing) -> None:
    rows = asked(12, clears_after=6, changes=True)
    answer(rows[:6], AnswerKind.DISAGREE, standing.supervisor)
    answer(rows[:6], AnswerKind.RECORDED_NOW, standing.supervisor, hours=2)  # the last one given is its answer
    found = used.used(CHECK)
    assert words(found)["asked"] == "12"
    assert set(used._last_answers(CHECK).values()) == {"recorded_now"}
    assert found.days_to_clear == "6 days"
    assert found.share_not_needed == ""  # too few to say


def test_small_numbers_are_hidden_and_cannot_be_worked_out(standing) -> None:
    rows = asked(12, clears_after=6)
    answer(rows[:2], AnswerKind.DATA_WRONG, standing.supervisor)
    answer(rows[2:7], AnswerKind.DISAGREE, standing.supervisor)
    shown = words(used.used(CHECK))
    assert not shown["data_wrong"].isdigit()
    assert not any(shown[kind] == "2" for kind in shown)
    assert sum(not one.isdigit() for one in shown.values()) >= 2


def test_few_that_cleared_have_no_median_and_one_switched_off_did_not_clear(standing) -> None:
    asked(4, clears_after=6)
    assert used.used(CHECK).days_to_clear == ""
    Outcome.objects.exclude(result="ask").delete()
    assert used.used(CHECK).days_to_clear == ""


@pytest.mark.parametrize(("asks", "not_needed", "wants"), [(50, 20, False), (50, 21, True), (49, 40, False)])
def test_more_than_four_in_ten_not_needed_of_fifty_wants_a_review(standing, asks, not_needed, wants) -> None:
    rows = asked(asks)
    answer(rows[:not_needed], AnswerKind.NOT_NEEDED, standing.supervisor)
    found = used.used(CHECK)
    assert found.wants_review is wants
    assert found.share_not_needed == ("about 40 %" if asks == 50 else "")


def test_how_many_children_it_touches_now(standing) -> None:
    asked(7)
    assert used.touched_now([CHECK, "VOI-01"]) == {CHECK: "7 children", "VOI-01": "fewer than 5 children"}
