"""The maintainers' tools: what they count, and what they refuse."""

from __future__ import annotations

from pathlib import Path

from tools import check, locks

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped message="needs SQLite"/></testcase></testsuite></testsuites>"""
LOCKED = "django==5.2.19 \\\n    --hash=sha256:aa\n"


def test_a_report_is_counted_by_test(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(REPORT)
    assert check.count(tmp_path / "r.xml") == check.Count(1, 2, 1, ("needs SQLite",))


def test_a_run_without_report_is_a_failure(tmp_path: Path) -> None:
    assert check.count(tmp_path / "none.xml").failed == 1


def test_skipped_browser_or_postgres_tests_are_a_failure(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(check, "step", lambda *_: True)
    for reason, where in (
        ("needs PostgreSQL: run it there", ["tests on PostgreSQL", "tests in Chromium"]),
        ("needs Chromium", ["tests on SQLite", "tests on PostgreSQL", "tests in Chromium"]),
        ("needs SQLite, whose file can be held to a size", ["tests in Chromium"]),
    ):
        monkeypatch.setattr(check, "count", lambda _, why=reason: check.Count(3, 0, 1, (why,)))
        total, wrong = check.run_tests(tmp_path)
        assert (total.passed, total.skipped) == (9, 3)
        assert [line.split(":")[0] for line in wrong] == where


def test_a_run_in_which_nothing_ran_is_a_failure(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(check, "step", lambda *_: True)
    monkeypatch.setattr(check, "count", lambda _: check.Count())
    assert len(check.run_tests(tmp_path)[1]) == 3


def test_our_lock_files_hold_no_address() -> None:
    assert locks.problems() == []


def _with(folder: Path, text: str) -> list[str]:
    for name in locks.LOCKED:
        (folder / name).write_text(text)
    return locks.problems(folder)


def test_an_address_in_a_lock_file_is_found(tmp_path: Path) -> None:
    assert _with(tmp_path, LOCKED) == []
    assert "holds an address" in _with(tmp_path, "--index-url https://mirror.example/simple\n" + LOCKED)[0]


def test_a_package_without_checksum_or_version_is_found(tmp_path: Path) -> None:
    assert "without a checksum" in _with(tmp_path, "django==5.2.19\n")[0]
    assert "no exact version" in _with(tmp_path, "django>=5 \\\n    --hash=sha256:aa\n")[0]


def test_a_lock_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").touch()
    assert "uv.lock records addresses" in _with(tmp_path, LOCKED)[0]
