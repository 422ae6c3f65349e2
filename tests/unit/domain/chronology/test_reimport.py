"""An agency sends its chronology again."""

from __future__ import annotations

from sightline.domain.chronology.reimport import compare
from sightline.domain.chronology.row import Row
from tests.unit.domain.chronology.rows import sent

FIRST = [
    {"ref": "1", "date": "1/5/2016", "event": "Home visit, child seen in her cot"},
    {"ref": "2", "date": "5/5/2016", "event": "Clinic, weight on the ninth centile"},
    {"ref": "3", "date": "9/5/2016", "event": "Telephone call from school about lateness"},
]


def rows(*lines: dict[str, str]) -> list[Row]:
    return sent("GP", *lines).rows


def test_the_same_again_changes_nothing() -> None:
    found = compare(rows(*FIRST), rows(*reversed(FIRST)))
    assert (found.added, found.changed, found.removed, len(found.same)) == ((), (), (), 3)


def test_a_row_put_in_shifts_the_numbers_and_no_more() -> None:
    new = {"ref": "2", "date": "3/5/2016", "event": "Letter from the housing office"}
    shifted = [FIRST[0], new, FIRST[1] | {"ref": "3"}, FIRST[2] | {"ref": "4"}]
    found = compare(rows(*FIRST), rows(*shifted))
    assert [row.event for row in found.added] == ["Letter from the housing office"]
    assert found.removed == ()
    assert [change.fields for change in found.changed] == [("ref",), ("ref",)]


def test_a_row_with_other_words_is_the_same_row() -> None:
    changed = [FIRST[0], FIRST[1] | {"event": "Clinic, weight on the second centile", "date": "06/05/2016"}, FIRST[2]]
    found = compare(rows(*FIRST), rows(*changed))
    assert (found.added, found.removed, len(found.same)) == ((), (), 2)
    assert [(change.old.ref, change.new.ref, change.fields) for change in found.changed] == [
        ("2", "2", ("date_raw", "event"))
    ]


def test_added_and_removed() -> None:
    found = compare(
        rows(*FIRST), rows(FIRST[0], FIRST[2], {"ref": "9", "date": "1/6/2016", "event": "Police at the door"})
    )
    assert [row.ref for row in found.added] == ["9"]
    assert [row.ref for row in found.removed] == ["2"]


def test_rows_that_cannot_be_told_apart_are_paired_by_number_only_as_often_as_they_stand() -> None:
    twin = {"date": "1/5/2016", "event": "No reply at the door"}
    assert len(compare(rows(twin, twin), rows(twin, twin, twin)).added) == 1
    assert len(compare(rows(twin, twin, twin), rows(twin)).removed) == 2
