"""The command line: exit codes and plain sentences, no tracebacks."""

import errno
import json
import socket

import pytest

from sightline.cli import demo, serve
from sightline.cli.main import main
from sightline.cli.trouble import Refused, sentence_for


def test_called_wrongly_is_two(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["frobnicate"])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_settings_prints_every_setting_and_no_secret(monkeypatch, capsys):
    monkeypatch.setenv("SIGHTLINE_SECRET_KEY", "s" * 60)
    assert main(["settings", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows["SIGHTLINE_SECRET_KEY"]["value"] == "set"
    assert rows["SIGHTLINE_PORT"]["from"] == "default"


def test_an_unknown_setting_is_refused_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("SIGHTLINE_PROT", "80")
    assert main(["settings"]) == 1
    assert "SIGHTLINE_PORT" in capsys.readouterr().err


def test_a_taken_port_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refused, match="choose another port"):
            serve.check_port("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("name", ["SIGHTLINE_DATABASE_URL", "SIGHTLINE_HTTPS", "SIGHTLINE_ADDRESS", "SIGHTLINE_HOSTS"])
def test_the_demonstration_refuses_production_settings(monkeypatch, name):
    monkeypatch.setenv(name, "x")
    with pytest.raises(Refused, match="production settings"):
        demo._refuse_production()


def test_the_demonstration_refuses_production_mode(monkeypatch):
    monkeypatch.setenv("SIGHTLINE_MODE", "production")
    with pytest.raises(Refused, match="SIGHTLINE_MODE is set to production"):
        demo._refuse_production()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (RuntimeError("database or disk is full"), "disk is full"),
        (PermissionError(13, "Permission denied"), "cannot be written to"),
        (RuntimeError("file is not a database"), "damaged"),
        (
            RuntimeError('connection failed: connection to server at "::1" failed\n\tIs it running?'),
            "that the server runs",
        ),
        (RuntimeError("server closed the connection unexpectedly\n\tThis probably means…"), "went away"),
        (KeyError("odd"), "no words for"),
    ],
)
def test_unforeseen_accidents_are_one_sentence(error, words):
    said = sentence_for(error)
    assert words in said
    assert "\n" not in said


def test_a_demo_day_that_is_no_day_is_called_wrongly(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["demo", "--today", "yesterday"])
    assert stop.value.code == 2
    assert "2026-11-22" in capsys.readouterr().err
