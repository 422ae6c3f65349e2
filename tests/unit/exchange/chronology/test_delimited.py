"""Text files in the encodings and with the delimiters people send, and tables pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.domain.chronology.reading import read_return
from sightline.exchange.chronology.delimited import read_pasted
from sightline.exchange.chronology.errors import FileRefused
from tests.unit.exchange.chronology.files import REFERENCE, days, events, read, text_file

LINES = ["Date,Source,Event", '1/5/2016,s,"one, with ""words"""', ',s,"two\nlines"', "2/5/2016,s,café – £5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    found = read(text_file(tmp_path / "a.csv", "\r\n".join(LINES), encoding))
    assert events(found) == ['one, with "words"', "two\nlines", "café – £5"]
    assert days(found) == ["2016-05-01", "2016-05-01", "2016-05-02"]
    assert [row.at.row for row in found.rows] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = ["Date|Source|Event", "1/5/2016|s|He said: no, never; really", "2/5/2016|s|two"]
    text = "\n".join(
        line.replace("|", delimiter) if delimiter == "|" else delimiter.join(f'"{part}"' for part in line.split("|"))
        for line in lines
    )
    assert events(read(text_file(tmp_path / "a.csv", text))) == ["He said: no, never; really", "two"]


def test_the_hint_for_excel_is_no_row(tmp_path: Path) -> None:
    found = read(text_file(tmp_path / "a.csv", "sep=;\nDate;Event\n1/5/2016;one, two"))
    assert [(row.event, row.at.row) for row in found.rows] == [("one, two", 3)]


def test_ragged_and_blank_records(tmp_path: Path) -> None:
    found = read(
        text_file(
            tmp_path / "a.csv", "Date,Source,Event\n1/5/2016,s,one,more,still\n\n,,\n2/5/2016,s\n3/5/2016,s,three"
        )
    )
    assert events(found) == ["one", "three"]
    assert found.rows[0].extras == {"Column 4": "more", "Column 5": "still"}
    assert "Column 4" in found.unmapped
    assert [(refused.at.row, found.read) for refused in found.refused] == [(5, 3)]


def test_an_open_quotation_mark_loses_no_words(tmp_path: Path) -> None:
    found = read(text_file(tmp_path / "a.csv", 'Date,Event\n1/5/2016,"one\n2/5/2016,two\n'))
    assert "two" in " ".join(events(found))


def test_a_long_cell_is_kept_and_one_beyond_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    found = read(
        text_file(
            tmp_path / "a.csv", f"Date,Source,Event\n1/5/2016,s,{'x' * 10_000}\n2/5/2016,s,{'y' * 40_000}\n3/5/2016,s,z"
        )
    )
    assert [len(event) for event in events(found)] == [10_000, 1]
    assert "long" in {problem.code for problem in found.rows[0].problems}
    assert "40,000 characters" in found.refused[0].reason


def test_a_pasted_table() -> None:
    contents = read_pasted('Date\tSource\tEvent\n1/5/2016\ts\t"two\nlines"\n\ts\tthree\n')
    found = read_return(contents, file="pasted", agency="GP", reference=REFERENCE)
    assert events(found) == ["two\nlines", "three"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(bytes(range(1, 256)) + b"\0\1\0\0\2" * 50)
    with pytest.raises(FileRefused, match="not a text file"):
        read(tmp_path / "a.csv")
