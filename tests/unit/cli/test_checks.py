"""`sightline checks`: records in, one JSON object a line out; what is wrong is one plain line each."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sightline.checks import standards
from sightline.cli.main import main
from sightline.domain.checks import CATALOGUE
from tests.standing import Standing, a_recorded_child


def record(child: str = "C1", **more: Any) -> dict[str, Any]:
    facts: list[dict[str, Any]] = [
        {"type": "Person", "id": child, "fields": {
            "name": "Robin", "dob": "2023-07-14", "subject": True, "recorded_at": "2026-08-03"}},
        {"type": "Involvement", "id": "I1", "fields": {
            "level": "CIN", "from": "2026-08-03", "to": None, "recorded_at": "2026-08-03"}},
        *(
            {"type": "Appointment", "id": f"A{number}", "fields": {
                "person": child, "service": "Audiology", "at": day, "outcome": "was_not_brought",
                "importance": "routine", "recorded_at": day}}
            for number, day in enumerate(("2026-10-05", "2026-11-02"), start=1)
        ),
    ]  # fmt: skip
    return {"format": "sightline-record/1", "child": child, "as_of": "2026-11-18", "facts": facts} | more


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_record_gives_a_line_for_each_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "run", "--record", written(tmp_path, json.dumps(record())), "--json"]) == 0
    found = {line["check"]: line for line in lines(capsys)}
    wanted = ["child", "check", "result", "severity", "evidence", "parameters", "next_look", "prompt"]
    assert list(found["WNB-01"])[:8] == wanted
    assert (found["WNB-01"]["result"], found["WNB-01"]["severity"]) == ("ask", "soon")
    assert set(found["WNB-01"]["evidence"]) >= {"A1", "A2"}


def test_as_of_takes_the_place_of_the_records_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, json.dumps(record(), indent=2))
    assert main(["checks", "run", "--record", file, "--as-of", "2026-10-20", "--check", "wnb-01", "--json"]) == 0
    [line] = lines(capsys)
    assert line["result"] == "clear"


def test_many_records_bring_their_ids_back(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    text = "\n".join(
        [json.dumps(record("C1", id="first")), "", json.dumps(record("C2", id=2)), json.dumps(record("C3"))]
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["checks", "run", "--record", "-", "--check", "WNB-01", "--json"]) == 0
    assert [(line.get("id"), line["child"]) for line in lines(capsys)] == [("first", "C1"), (2, "C2"), (None, "C3")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The input is empty"),
        ("not json", "This is not JSON (line 1"),
        ("[]", "A record is one JSON object"),
        ("[" * 100_000, "This is not JSON"),
        (json.dumps(record(format="sightline-record/9")), "The format should be"),
        (json.dumps(record(as_of="soon")), "'as_of' cannot be read"),
    ],
)
def test_a_bad_record_is_one_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert main(["checks", "run", "--record", written(tmp_path, text), "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_good_lines_are_answered_and_bad_ones_named(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    text = "\n".join(["{broken", json.dumps(record("C1")), json.dumps(record("C2") | {"child": None})])
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["checks", "run", "--record", "-", "--check", "WNB-01", "--json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["child"] == "C1"
    assert [line.split(":")[0] for line in err.splitlines()][:2] == ["Line 1", "Line 3"]


def test_many_records_over_processes_give_the_same_lines_in_the_same_order(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [json.dumps(record() | {"id": number}) for number in range(230)]
    rows[7], rows[221] = "not json", json.dumps({"format": "other"})
    path = written(tmp_path, "\n".join(rows))
    said = []
    for jobs in ("1", "2"):
        assert main(["checks", "run", "--record", path, "--check", "WNB-01", "--json", "--jobs", jobs]) == 1
        said.append(capfd.readouterr())
    assert said[0].out == said[1].out
    assert said[0].err == said[1].err
    assert [json.loads(line)["id"] for line in said[0].out.splitlines()] == [n for n in range(230) if n not in (7, 221)]
    assert said[0].err.startswith("Line 8: This is not JSON")


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "65"])
def test_a_number_of_processes_that_cannot_be_is_refused(jobs: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["checks", "run", "--record", "x", "--jobs", jobs])
    assert stopped.value.code == 2


def test_text_that_is_not_utf8_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(b"\xff\xfe{\x00}\x00")
    assert main(["checks", "run", "--record", str(path)]) == 1
    assert "is not UTF-8 text" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--record", "x.json", "--child", "abc"],
        ["run", "--record", "x.json", "--check", "XYZ-99"],
        ["show", "XYZ-99"],
        ["replay", "--child", "a", "--check", "WNB-01", "--from", "2026-02-01", "--to", "2026-01-01"],
    ],
)
def test_called_wrongly_is_two(arguments: list[str]) -> None:
    assert main(["checks", *arguments]) == 2


def test_a_missing_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "run", "--record", "nowhere.json"]) == 1
    assert capsys.readouterr().err.startswith("There is no file nowhere.json")


def test_a_record_needs_no_django_and_no_data_folder(tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(record()))
    code = (
        "import sys\n"
        "from sightline.cli.main import main\n"
        f"code = main(['checks', 'run', '--record', {file!r}, '--json'])\n"
        "assert 'django' not in sys.modules, 'Django was loaded'\n"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["child"] == "C1"


def test_the_catalogue_is_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "list", "--json"]) == 0
    assert "WNB-01" in {line["id"] for line in lines(capsys)}
    assert main(["checks", "show", "wnb-01", "--json"]) == 0
    [shown] = lines(capsys)
    assert all(number["class"] and number["source"] for number in shown["numbers"])


@pytest.mark.django_db
def test_the_database_is_looked_at_as_of_a_day(
    standing: Standing, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    monkeypatch.setattr("sightline.cli.start.database_ready", lambda: None)
    who = a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01")
    assert main(["checks", "run", "--child", who.child.key, "--check", "WNB-01", "--json"]) == 0
    [line] = lines(capsys)
    assert (line["child"], line["check"]) == (who.child.key, "WNB-01")
    assert main(["checks", "run", "--child", "nobody", "--json"]) == 1
    assert "There is no child with the key" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_replay_covers_every_day_asked_for(
    standing: Standing, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    monkeypatch.setattr("sightline.cli.start.database_ready", lambda: None)
    child = a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01").child
    arguments = ["--child", child.key, "--check", "WNB-01", "--from", "2026-01-01", "--to", "2027-01-31", "--json"]
    assert main(["checks", "replay", *arguments]) == 0
    found = lines(capsys)
    assert (found[0]["from"], found[-1]["to"]) == ("2026-01-01", "2027-01-31")
    assert {(line["hindsight"], line["similar_children"]) for line in found} == {(True, "fewer than 5 children")}
    without = [argument for argument in arguments if argument not in ("--check", "WNB-01")]
    assert main(["checks", "replay", *without]) == 0  # every check that is switched on, by the day
    every = lines(capsys)
    assert len({line["check"] for line in every}) == len(standards.looked_at())
    assert [line["from"] for line in every] == sorted(line["from"] for line in every)
    assert main(["checks", "replay", *without[:-1]]) == 0
    assert capsys.readouterr().out.startswith("Looking back, by the rules and numbers of today")


def test_a_check_that_breaks_is_unknown_with_the_reason_in_the_log_and_the_others_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def breaks(_look: object) -> None:
        raise KeyError("words of the record")

    file = tmp_path / "record.json"
    file.write_text(json.dumps(record()), encoding="utf-8")
    monkeypatch.setitem(CATALOGUE, "WNB-01", replace(CATALOGUE["WNB-01"], decide=breaks))
    assert main(["checks", "run", "--record", str(file), "--json"]) == 0
    found = {line["check"]: line for line in lines(capsys)}
    assert len(found) == len(CATALOGUE)
    assert found["WNB-01"]["result"] == "unknown"
    assert "check_failed check=WNB-01" in caplog.text
    assert "error=KeyError at=test_checks.py:" in caplog.text
    assert "words of the record" not in caplog.text
