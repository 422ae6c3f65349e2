"""start.py, on machines that lack something: one plain sentence, never a trace, and repaired the next time."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path: Path) -> start.Place:
    """A project folder with requirements, whose environment is this very Python."""
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    made = start.Place(str(tmp_path))
    os.mkdir(made.folder)
    made.python = sys.executable
    return made


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The tools that would have been run; each works."""
    commands: list[list[str]] = []

    def quietly(command: list[str]) -> str:
        commands.append(command)
        return ""

    monkeypatch.setattr(start, "run_quietly", quietly)
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    return commands


def test_an_old_python_can_read_it_and_is_told_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert said == ("Sightline needs Python 3.11 or newer; this is 3.9. Install a newer one and start it with that.\n")


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


def test_a_python_without_venv_is_told_one_sentence(
    monkeypatch: pytest.MonkeyPatch, place: start.Place, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(start, "Place", lambda: place)
    monkeypatch.setattr(place, "works", lambda: False)
    assert start.main(["demo"]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err


def test_without_a_word_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main([]) == 2
    assert "python3 start.py demo" in capsys.readouterr().err
    assert start.main(["--help"]) == 0
    assert "python3 start.py test" in capsys.readouterr().out


def test_what_is_up_to_date_is_left_alone(place: start.Place, ran: list[list[str]]) -> None:
    start.install(place, "requirements.txt")
    assert [command[-2:] for command in ran] == [["-r", place.home + "/requirements.txt"], ["-e", place.home]]
    assert "--require-hashes" in ran[0]
    start.install(place, "requirements.txt")
    assert len(ran) == 2


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_what_changed_is_installed_again(place: start.Place, ran: list[list[str]], name: str) -> None:
    start.install(place, "requirements.txt")
    Path(place.home, name).write_text("changed")
    start.install(place, "requirements.txt")
    assert len(ran) == 4


def test_after_the_tests_the_demo_needs_nothing_more(place: start.Place, ran: list[list[str]]) -> None:
    start.install(place, "requirements-dev.txt")
    start.install(place, "requirements.txt")
    assert len(ran) == 2


def test_a_failed_installation_is_tried_again(
    place: start.Place, monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    monkeypatch.setattr(start, "run_quietly", lambda command: "Temporary failure in name resolution")
    with pytest.raises(start.Trouble, match="registry could not be reached"):
        start.install(place, "requirements.txt")
    assert place.installed() == {}
    assert os.path.exists(place.busy)


def test_an_installation_that_was_cut_off_is_made_anew(place: start.Place, ran: list[list[str]]) -> None:
    place.remember({"requirements.txt": place.checksum("requirements.txt")})
    Path(place.busy).touch()
    start.make_environment(place)
    assert ran == [[sys.executable, "-m", "venv", "--clear", place.folder]]


def test_a_whole_environment_is_kept(place: start.Place, ran: list[list[str]]) -> None:
    place.remember({"requirements.txt": "x"})
    start.make_environment(place)
    assert ran == []


def test_a_spoilt_note_of_what_is_installed_is_no_obstacle(place: start.Place) -> None:
    Path(place.ready).write_text("{half")
    assert place.installed() == {}
    Path(place.ready).write_text(json.dumps(["a"]))
    assert place.installed() == {}


def test_uv_is_used_when_there_and_pip_when_it_cannot(
    place: start.Place, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: "/somewhere/uv")
    start.install_with(place, ["x"])
    assert ran == [["/somewhere/uv", "pip", "install", "--quiet", "--python", place.python, "x"]]
    tried: list[str] = []

    def quietly(command: list[str]) -> str:
        tried.append(command[0])
        return "no" if "uv" in command[0] else ""

    monkeypatch.setattr(start, "run_quietly", quietly)
    start.install_with(place, ["x"])
    assert tried == ["/somewhere/uv", place.python]


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", start.DISK_FULL),
        ("ERROR: [Errno 30] Read-only file system: '/x'", start.READ_ONLY.format(start.HERE)),
        ("Temporary failure in name resolution", start.NO_NETWORK),
        ("ProxyError('Cannot connect to proxy.')", start.NO_NETWORK),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", start.NOT_EXPECTED),
        ("error: subprocess-exited-with-error", start.UNKNOWN_TROUBLE),
    ],
)
def test_what_an_installer_prints_is_told_in_one_sentence(printed: str, sentence: str) -> None:
    assert start.meaning_of(printed) == sentence


def test_the_installers_own_words_are_shown_only_on_failure(capsys: pytest.CaptureFixture[str]) -> None:
    start.must("")
    assert capsys.readouterr().err == ""
    with pytest.raises(start.Trouble):
        start.must("ERROR: details")
    assert "ERROR: details" in capsys.readouterr().err


def test_another_environment_that_is_active_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET"):
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    assert "/elsewhere" not in start.clean_environment().values()
    assert start.clean_environment()["PIP_USER"] == "0"


def test_the_exit_code_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    assert start.watch([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    assert start.watch([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]) in {143, 1}


def test_all_of_the_tests_share_the_cores_and_some_run_as_asked(
    monkeypatch: pytest.MonkeyPatch, place: start.Place
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(start, "prepare", lambda _: place)
    monkeypatch.setattr(start, "watch", lambda command, _: asked.append(list(command[3:])) or 0)
    start.run_tests([])
    start.run_tests(["tests/unit/kit"])
    assert asked == [["-n", "auto", "--dist", "loadfile"], ["tests/unit/kit"]]


@pytest.mark.parametrize(
    ("code", "words"),
    [(0, "The tests passed."), (1, "Some tests failed"), (5, "No test fits"), (4, "The tests could not run")],
)
def test_the_tests_close_with_one_plain_line(
    monkeypatch: pytest.MonkeyPatch, place: start.Place, capsys: pytest.CaptureFixture[str], code: int, words: str
) -> None:
    def watched(command: list[str], folder: Any = None) -> int:
        assert command[1:] == ["-m", "pytest", "-x"]
        return code

    monkeypatch.setattr(start, "prepare", lambda requirements: place)
    monkeypatch.setattr(start, "watch", watched)
    assert start.run_tests(["-x"]) == code
    assert capsys.readouterr().out.splitlines()[-1].startswith(words)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_is_left_to_the_command() -> None:
    """The command gets it, decides, and its exit code comes back."""
    child = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(5))\n"
        "print('ready', flush=True)\ntime.sleep(120)"
    )
    parent = f"import sys, start; sys.exit(start.watch([sys.executable, '-c', {child!r}]))"
    process = subprocess.Popen(
        [sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 5
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()
