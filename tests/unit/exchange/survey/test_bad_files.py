"""Files in old encodings are read; files that cannot be read end in one plain sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.cli.main import main
from sightline.exchange.survey import SurveyError
from sightline.exchange.survey.sheet import MOST_BYTES
from tests.unit.exchange.survey.files import a_book, a_monkey, as_csv, read

WORDS = "Was it “useful” – for £5 – at the café? Don’t know…"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "windows-1252"),
        ("mac_roman", "mac-roman"),
    ],
)
def test_encodings(encoding: str, name: str) -> None:
    reading = read(as_csv(a_monkey([WORDS], ["Response"], ["Yes"], ["Don’t know"])).encode(encoding))
    assert reading.questions[0].text == WORDS
    assert reading.encoding == name
    assert bool(reading.warnings) == (encoding in ("cp1252", "mac_roman"))


def test_stray_bytes_in_a_good_file() -> None:
    raw = as_csv(a_monkey([WORDS], ["Response"], ["Yes"], ["PLACE"])).encode().replace(b"PLACE", b"caf\xe9")
    reading = read(raw)
    assert reading.questions[0].text == WORDS
    assert reading.rows[1][9] == "café"
    assert any("1 stray byte" in line and "line 4" in line for line in reading.warnings)


def test_bytes_that_are_no_letter() -> None:
    reading = read(
        as_csv(a_monkey(["Why?"], ["Open-Ended Response"], ["aXb"])).encode().replace(b"aXb", b"caf\xe9 \x81")
    )
    assert any("no letter" in line for line in reading.warnings) or reading.encoding == "mac-roman"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends(end: str) -> None:
    reading = read(end.join(["Respondent ID,Ready?", ",Response", "1,Yes", "2,No", ""]))
    assert len(reading.rows) == 2


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "empty": (b"", "The file is empty."),
    "blank": (b" \n\n,,,\n".replace(b",", b""), "The file is empty."),
    "only commas": (b",,,\n,,,\n", "The file is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not text that can be read"),
    "a web page": (b"<html><body>Sign in</body></html>", "web page"),
    "pdf": (b"%PDF-1.7 something", "not a table"),
    "json": (b'{"answers": []}', "not a table"),
    "a quotation mark never closed": (
        b'Respondent ID,Why?\n,Open-Ended Response\n1,"never\n2,closed\n',
        "never closed",
    ),
    "cut workbook": (a_book(("A", [["Ready?"], ["Yes"]]))[:700], "damaged"),
    "a zip of something else": (zipped("hello.txt", b"hello"), "damaged"),
    "macros": (zipped("xl/vbaProject.bin", b"x"), "macros"),
    "a bomb": (zipped("xl/worksheets/sheet1.xml", b"0" * 310_000_000), "unpacks to more"),
    "only personal columns": (b"Respondent ID,IP Address\n1,192.0.2.1\n", "No question was found"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_in_a_sentence(kind: str) -> None:
    content, words = REFUSED[kind]
    with pytest.raises(SurveyError, match=words) as refused:
        read(content)
    assert refused.value.sentence.count("\n") == 0


def test_too_large_is_not_even_read(tmp_path: Path) -> None:
    from sightline.exchange.survey import read_survey

    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SurveyError, match="larger than 50 MB"):
        read_survey(str(large))


def test_short_and_long_rows() -> None:
    reading = read("Respondent ID,Ready?,Why?\n,Response,Open-Ended Response\n1,Yes\n2,No,Because,more,,\n")
    assert len(reading.rows) == 2
    assert any("1 row has cells beyond the last heading" in line and "line 4" in line for line in reading.warnings)


def test_a_title_above_the_headings() -> None:
    rows = [["Confidence, autumn 2026"], ["Respondent ID", "Which?", "", "Ready?"], ["", "Post", "Phone", "Response"]]
    reading = read([*rows, ["1", "Post", "", "Yes"], ["2", "", "Phone", "No"]])
    assert [one.columns for one in reading.questions] == [(2, 3), (4,)]
    assert "What stands above the headings was left out (line 1)." in reading.warnings
    # One question alone, over its options, is no title.
    assert len(read([["Which?", "", ""], ["Post", "Phone", "Visit"], ["Post", "", "Visit"]]).questions) == 1


def test_questions_without_answers() -> None:
    reading = read("Respondent ID,Ready?\n,Response\n")
    assert len(reading.rows) == 0
    assert "The file holds questions but no answers." in reading.warnings


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        reading = read(raw)
    except SurveyError:
        return
    json.dumps(reading.as_json())


cells = st.text(alphabet='ab,;"\n\t\r=0123 é–', max_size=6)


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    try:
        reading = read(rows)
    except SurveyError:
        return
    width = len(reading.rows[0]) if reading.rows else max(c for one in reading.questions for c in one.columns)
    seen = [column for one in reading.questions for column in one.columns]
    assert len(seen) == len(set(seen)), "no column belongs to two questions"
    assert all(1 <= column <= width for column in seen)


def test_the_command_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "survey", "tests/samples/survey/steak-risk-survey.csv", "--json"]) == 0
    printed = capsys.readouterr().out
    found = json.loads(printed)
    assert printed.count("\n") == 1
    assert {"questions", "responses", "dropped", "warnings"} <= set(found)
    assert {"text", "type", "options", "columns"} <= set(found["questions"][0])
    assert (found["responses"], found["dropped"]) == (550, [])


def test_the_command_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["import", "survey", str(tmp_path / "none.csv")]) == 1
    assert capsys.readouterr().err.startswith("There is no file")
    with pytest.raises(SystemExit, match="2"):
        main(["import", "survey"])


def test_several_files_a_line_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    good = "tests/samples/survey/doubleheadr_demo.csv"
    assert main(["import", "survey", good, str(tmp_path / "empty.csv"), good, "--json"]) == 1
    said = capsys.readouterr()
    assert [json.loads(line)["responses"] for line in said.out.splitlines()] == [7, 7]
    assert said.err == "empty.csv: The file is empty.\n"
    with pytest.raises(SystemExit, match="2"):
        raise SystemExit(main(["import", "survey", good, good, "--store", "autumn"]))


def test_it_needs_no_database_and_no_framework() -> None:
    code = (
        "import sys; from sightline.cli.main import main;"
        "main(['import', 'survey', 'tests/samples/survey/doubleheadr_demo.csv']);"
        "sys.exit(any(name == 'django' or name.startswith('django.') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 questions" not in done.stdout
    assert "7 responses" in done.stdout
