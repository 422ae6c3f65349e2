"""Files for a spreadsheet: no words are a formula, numbers stay numbers."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sightline.domain.disclosure.formulas import neutral
from sightline.kit.parts import Table
from sightline.kit.sheets import as_csv, as_xlsx

WICKED = ("=1+1", "+44", "-x", "@SUM(A1)", "\t=1", "\r=1", "plain", "7 of 9", "−0.5")


@pytest.mark.parametrize("words", WICKED)
def test_no_words_begin_a_formula(words: str) -> None:
    table = Table("A [strange] name: with/marks", ("Theme", words), ((words, 3), ("x", 2)))
    rows = list(csv.reader(io.StringIO(as_csv([table], notes=[words]).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row if not cell.lstrip("-").isdigit()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = load_workbook(io.BytesIO(as_xlsx([table, table], notes=[words])))
    assert len(book.sheetnames) == 3
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert book.worksheets[1]["B3"].value == 3


@given(st.text(max_size=20))
def test_neutral_words_stay_readable(words: str) -> None:
    made = neutral(words)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert neutral(made) == made


def test_the_same_tables_give_the_same_csv() -> None:
    table = Table("T", ("a",), (("b",),))
    assert as_csv([table]) == as_csv([table])
