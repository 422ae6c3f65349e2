"""Laws of merging: no order of files matters, no pair is missed, no word is lost, whatever stands in the cells."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.chronology.grid import Cell, Contents, Grid, GridRow, grid_of
from sightline.domain.chronology.merge import combine
from sightline.domain.chronology.pairs import CLOSE_ENOUGH, DAYS_APART, Compared, close_rows, numbered
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.domain.chronology.row import FileRefused, Row
from sightline.domain.chronology.words import jaccard
from sightline.exchange.chronology import child
from sightline.exchange.chronology.outputs import WRITERS
from tests.unit.domain.chronology.rows import REFERENCE, sent

DATES = (
    "1/5/2016",
    "2/5/2016",
    "3.5.16",
    "May 2016",
    "2016",
    "5/22/2016",
    "tbc",
    "",
    "1-4 May 2016",
    "before 2016",
    "9/5/2016 2pm",
)
WORDS = [
    "mother",
    "child",
    "visit",
    "police",
    "school",
    "informed",
    "strategy",
    "meeting",
    "attended",
    "was",
    "not",
    "brought",
    "bruise",
    "told",
    "GP",
    "seen",
    "home",
]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
LINE = st.fixed_dictionaries(
    {
        "ref": st.sampled_from(["", "1", "2"]),
        "date": st.sampled_from(DATES),
        "time": st.sampled_from(["", "10:00", "14:30", "morning", "soon"]),
        "event": SENTENCES,
        "response": SENTENCES,
        "seen": st.sampled_from(["", "yes", "no", "perhaps"]),
        "source": st.sampled_from(["record", "#note", "", "log"]),
    }
)
AGENCIES = ("GP", "Police", "Primary School", "Health Visiting")
RETURNS = st.lists(st.lists(LINE, max_size=8), min_size=2, max_size=4)


def composites(lines: Sequence[Sequence[dict[str, str]]], seed: int) -> tuple[Any, Any]:
    """The same returns merged in two orders."""
    returns = [sent(agency, *rows) for agency, rows in zip(AGENCIES, lines)]
    shuffled = list(returns)
    Random(seed).shuffle(shuffled)
    return combine(returns), combine(shuffled)


@given(RETURNS, st.integers())
@settings(deadline=None)
def test_the_order_of_files_never_matters(lines: list[list[dict[str, str]]], seed: int) -> None:
    one, other = composites(lines, seed)
    assert [row.as_json() for row in one.rows] == [row.as_json() for row in other.rows]
    assert one.report() == other.report()


@given(RETURNS)
@settings(deadline=None)
def test_every_row_is_kept_or_refused_with_a_reason(lines: list[list[dict[str, str]]]) -> None:
    for agency, rows in zip(AGENCIES, lines):
        found = sent(agency, *rows)
        assert found.read == len(rows) == len(found.rows) + len(found.refused)
        assert all(refusal.reason for refusal in found.refused)
        assert all(row.when.edtf or row.problems or row.row_type != "event" for row in found.rows)


def brute(rows: Sequence[Compared]) -> set[tuple[int, int]]:
    """All with all: what `close_rows` must find."""
    return {
        (one, other)
        for one in range(len(rows))
        for other in range(one + 1, len(rows))
        if rows[other].first - rows[one].last <= DAYS_APART
        and (
            jaccard(rows[one].words, rows[other].words) >= CLOSE_ENOUGH
            or (rows[one].meeting is not None and rows[one].meeting == rows[other].meeting)
        )
    }


@given(st.integers(0, 2**32), st.integers(2, 40), st.sampled_from([2, 6, 30, 2_000]), st.sampled_from([2, 5, 50]))
@settings(deadline=None)
def test_no_pair_is_missed(seed: int, count: int, vocabulary: int, often: int) -> None:
    """Whether a sentence counts as one that stands often makes no difference to what is found."""
    random = Random(seed)
    spans = sorted(
        (start, start + random.choice((0, 0, 0, 5, 400))) for start in (random.randint(0, 60) for _ in range(count))
    )
    texts = [
        tuple(
            str(min(random.randrange(vocabulary), random.randrange(vocabulary))) for _ in range(random.randint(1, 12))
        )
        for _ in spans
    ]
    words = numbered(texts)
    rows = [
        Compared(first, last, words[at], random.choice((None, None, "core group")))
        for at, (first, last) in enumerate(spans)
    ]
    with patch("sightline.domain.chronology.pairs._OFTEN", often):
        found = list(close_rows(rows))
    pairs = [(one, other) for one, close in found for other, _ in close]
    assert set(pairs) == brute(rows)
    assert pairs == sorted(set(pairs))
    assert all(alike == jaccard(rows[one].words, rows[other].words) for one, close in found for other, alike in close)


ANY_TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=25)
CELLS = st.lists(st.one_of(ANY_TEXT, st.sampled_from(DATES)), min_size=4, max_size=4)


@given(st.lists(CELLS, max_size=8))
@settings(deadline=None)
def test_no_word_of_any_cell_is_lost(lines: list[list[str]]) -> None:
    found = read_return(
        Contents((grid_of("t", [["Date", "Event", "Source", "Colour"], *lines]),)),
        file="f",
        agency="GP",
        reference=REFERENCE,
    )
    kept = json.dumps(
        [[row.as_json() for row in found.rows], [one.as_json() for one in found.refused]], ensure_ascii=False
    )
    for line in lines:
        for text in line:
            for word in text.split():
                clean = word.strip("#^¬~").strip()
                assert json.dumps(clean, ensure_ascii=False)[1:-1] in kept or clean.casefold() in (
                    "date",
                    "event",
                    "source",
                    "colour",
                    '"',
                )


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), ANY_TEXT, st.integers(1, 5), st.booleans()), max_size=5), max_size=8)
)
@settings(deadline=None)
def test_no_grid_however_odd_ends_in_anything_but_rows_or_a_sentence(
    lines: list[list[tuple[int, str, int, bool]]],
) -> None:
    head = GridRow(1, (Cell(0, "Date", 2), Cell(2, "Event"), Cell(4, "Source", 2)))
    rows = tuple(GridRow(at, tuple(Cell(*cell) for cell in line)) for at, line in enumerate(lines, start=2))
    for grid in (Grid("t", (head, *rows), 6), Grid("t", rows, 6)):
        try:
            found = read_return(Contents((grid,)), file="f", agency="GP", reference=REFERENCE)
        except FileRefused:
            continue  # one sentence
        assert combine([found]).report()["read"] == found.read


ROWS = st.lists(st.tuples(st.sampled_from(DATES[:5]), ANY_TEXT, ANY_TEXT, ANY_TEXT), min_size=1, max_size=6)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@given(lines=ROWS)
@settings(deadline=None, max_examples=40)
def test_what_leaves_as_csv_or_excel_comes_back_the_same(
    ending: str, tmp_path_factory: pytest.TempPathFactory, lines: Any
) -> None:
    text = [["Date", "Event", "Source", "Colour"], *([date, *(_fit(one) for one in rest)] for date, *rest in lines)]
    before = read_return(Contents((grid_of("t", text),)), file="f.csv", agency="GP", reference=REFERENCE)
    path = tmp_path_factory.mktemp("out") / f"combined{ending}"
    stream = io.BytesIO()
    WRITERS[ending](stream, before.rows)
    path.write_bytes(stream.getvalue())
    if not before.rows:
        return
    after: Return = read_return(child.read(str(path), path.name), file=path.name, agency="x", reference=REFERENCE)
    assert [_said(row) for row in after.rows] == [_said(row) for row in before.rows]


def _fit(text: str) -> str:
    """Without the signs no office file can hold, which are taken out on the way, and with one kind of line break."""
    from sightline.exchange.chronology.office import _UNFIT

    clean = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if clean.startswith("'") else clean


def _said(row: Row) -> dict[str, Any]:
    found = row.as_json()
    found["flags"] = [flag for flag in found["flags"] if flag != "as_above"]
    del found["problems"]
    return found


def test_the_laws_hold_for_a_composite_of_one() -> None:
    empty: Callable[[], Return] = lambda: Return("f", "GP")  # noqa: E731
    assert combine([empty()]).rows == ()
    assert combine([]).report()["kept"] == 0
