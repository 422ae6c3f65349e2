"""`sightline dates parse`: a line in, a line out, whatever stands in it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from sightline.cli.main import main


@pytest.fixture
def ask(monkeypatch, capsys):
    def run(given: bytes, *arguments: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        assert main(["dates", "parse", "--reference", "2026-11-25", *arguments]) == 0
        return capsys.readouterr().out.splitlines()

    return run


def test_the_fields_by_name(ask):
    asked = [("date", "? 22 may 2016"), ("time", "2.30"), ("datetime", "22/05/16 approx 2pm")]
    given = "\n".join(json.dumps({"kind": kind, "text": text}) for kind, text in asked)
    lines = [json.loads(line) for line in ask(given.encode(), "--json")]
    assert lines == [
        {"text": "? 22 may 2016", "value": "2016-05-22?", "earliest": "2016-05-22", "latest": "2016-05-22",
        "flags": [], "error": None},
        {"text": "2.30", "value": "02:30", "earliest": "02:30", "latest": "02:30", "flags": ["ampm"], "error": None},
        {"text": "22/05/16 approx 2pm", "value": "2016-05-22T14:00~", "earliest": "2016-05-22T14:00",
        "latest": "2016-05-22T14:00",
         "flags": [], "error": None},
    ]  # fmt: skip


def test_a_target_date_lies_ahead(ask):
    lines = ask(b'{"kind":"target_date","text":"22/05/46"}\n{"kind":"date","text":"22/05/46"}', "--json")
    assert [json.loads(line)["value"] for line in lines] == ["2046-05-22", "1946-05-22"]


def test_a_swap_is_suggested(ask):
    assert json.loads(ask(b'{"kind":"date","text":"05/22/2016"}', "--json")[0])["suggestion"] == "2016-05-22"


@pytest.mark.parametrize(
    "broken",
    [b"nonsense", b"[]", b"{}", b'{"kind":"date"}', b'{"kind":"birth","text":"2016"}', b'{"kind":"date","text":16}',
     b"\xff\xfe", b"[" * 100_000,
     b'{"kind":["date"],"text":"2016"}', b'{"kind":"date","text":null}', b"1" * 10_000],
)  # fmt: skip
def test_a_broken_line_is_answered_and_the_rest_goes_on(ask, broken):
    lines = ask(b'{"kind":"date","text":"2015"}\n' + broken + b'\r\n\n{"kind":"date","text":"2016"}\n', "--json")
    answers = [json.loads(line) for line in lines]
    assert [answer["error"] for answer in answers] == [None, "input", None]
    assert answers[2]["value"] == "2016"


def test_a_byte_order_mark_and_any_text(ask):
    texts = ["\x00", "\ud800", "\u202e22", "李", "a\u2028b", "22\n05", "=cmd", ""]
    given = b"\xef\xbb\xbf" + "\n".join(json.dumps({"kind": "date", "text": text}) for text in texts).encode()
    assert [json.loads(line)["text"] for line in ask(given, "--json")] == texts


def test_for_a_person(ask):
    assert ask(b"", "c. May 2016", "05/22/2016") == [
        "c. May 2016: 2016-05~, 2016-05-01 to 2016-05-31",
        "05/22/2016: There is no such day. Did you mean 22 May 2016? (range)",
    ]
    assert ask(b"since 2014\r\nMonday 22/05/2016\n", "--kind", "date") == [
        "since 2014: 2014/.., 2014-01-01 to open",
        "Monday 22/05/2016: 2016-05-22 (look again: weekday)",
    ]


def test_an_impossible_reference_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["dates", "parse", "--reference", "25/11/2026"])
    assert stopped.value.code == 2
    assert "is not a date like 2026-11-25" in capsys.readouterr().err


def test_needs_no_database_and_answers_line_by_line():
    with subprocess.Popen(
        [sys.executable, "-c",
        "import sys; sys.modules['django'] = None\nfrom sightline.cli.main import entry; entry()",
         "dates", "parse", "--json", "--reference", "2026-11-25"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write('{"kind":"date","text":"2016"}\n')
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["value"] == "2016"
        running.stdin.close()
        assert running.wait(60) == 0
