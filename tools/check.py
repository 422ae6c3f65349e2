"""Everything continuous integration runs: `python3 -m tools.check`. Standard library only.

The tests on SQLite (in two processes), on PostgreSQL, and in Chromium; then the linters, types, direction of imports,
migrations, generated pages and lock files. The last line counts the tests: `N passed, N failed, N skipped`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(VENV / "python")
# What touches the database, and is therefore run on both.
ON_BOTH_DATABASES = ("tests/deeds", "tests/pages", "tests/security", "tests/unit", "tests/property")
PURE = (
    "tests/property/checks",
    "tests/property/chronology/test_laws.py",
    "tests/property/confidence",
    "tests/property/domain",
    "tests/property/exchange",
    "tests/unit/cli/test_chronology.py",
    "tests/unit/domain",
    "tests/unit/exchange/chronology",
    "tests/unit/exchange/refi",
    "tests/unit/exchange/survey",
    "tests/unit/exchange/test_gedcom.py",
    "tests/unit/kit",
    "tests/unit/test_measure_drawing.py",
    "tests/unit/test_mutate.py",
    "tests/unit/test_start.py",
)


@dataclass(frozen=True)
class Count:
    """What one test run did, read from its report. `reasons`: why tests were skipped, one for each."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple[str, ...] = ()

    def __add__(self, other: Count) -> Count:
        return Count(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.reasons + other.reasons,
        )

    def wrongly_skipped(self, fine: tuple[str, ...]) -> list[str]:
        """The reasons that are not among those that are fine."""
        return [reason for reason in self.reasons if not any(words in reason for words in fine)]


def count(report: Path) -> Count:
    """Read a JUnit report, by test; a missing or unreadable one counts as a failure."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))
    except (OSError, ElementTree.ParseError):
        return Count(failed=1)
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    reasons = tuple(why.get("message", "") for case in cases if (why := case.find("skipped")) is not None)
    return Count(len(cases) - failed - len(reasons), failed, len(reasons), reasons)


# What may be skipped although PostgreSQL and Chromium are there.
FINE = ("needs SQLite", "an administrator may write everywhere")


def test_runs() -> list[tuple[str, tuple[str, ...], list[str]]]:
    """Name, the reasons for which one of its tests may be skipped, and pytest's arguments."""
    both = [folder for folder in ON_BOTH_DATABASES if (ROOT / folder).is_dir()]
    pure = [f"--ignore={folder}" for folder in PURE]
    return [
        (
            "tests on SQLite",
            (*FINE, "needs PostgreSQL", "--database=postgres"),
            ["-q", "-n", "2", "-m", "not postgres and not benchmark", "--ignore=tests/browser"],
        ),
        (
            "tests on PostgreSQL",
            FINE,
            ["-q", "-n", "2", "-m", "not benchmark", "--database=postgres", *pure, *both],
        ),
        (
            "tests in Chromium",
            (),
            ["-q", "-n", "2", "--dist", "loadfile", "-p", "no:randomly", "-m", "not benchmark", "tests/browser"],
        ),
    ]


def checks() -> list[tuple[str, list[str]]]:
    """Name and command of everything that isn't a test."""
    return [
        ("ruff, lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("ruff, format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [PYTHON, "-m", "mypy", "sightline", "tools"]),
        ("direction of imports", [str(VENV / "lint-imports")]),
        ("migrations", [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("Django's system checks", [PYTHON, "-m", "django", "check", "--fail-level", "WARNING"]),
        ("generated pages", [PYTHON, "-m", "tools.docs", "--check"]),
        ("lock files", [sys.executable, "-m", "tools.locks"]),
    ]


def environment(data: str) -> dict[str, str]:
    """Without anybody's own settings, and with a data folder that is thrown away."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    return kept | {"SIGHTLINE_DATA": data, "DJANGO_SETTINGS_MODULE": "sightline.config.settings", "PYTHONUTF8": "1"}


def step(name: str, command: list[str], data: str) -> bool:
    """Run one thing and say how it went."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    child = subprocess.Popen(command, cwd=ROOT, env=environment(data), stdin=subprocess.DEVNULL)
    try:
        fine = child.wait() == 0
    except BaseException:
        child.terminate()  # stopped: what was started stops too, and cleans up after itself
        child.wait(60)
        raise
    print(f"== {name}: {'fine' if fine else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True)
    return fine


def run_tests(folder: Path) -> tuple[Count, list[str]]:
    """Every test run by the README's command; returns the count of all, and what is wrong."""
    total, wrong = Count(), []
    for number, (name, fine, arguments) in enumerate(test_runs()):
        report = folder / f"report-{number}.xml"
        command = [sys.executable, "start.py", "test", *arguments, f"--junitxml={report}"]
        if not step(name, command, str(folder / "data")):
            wrong.append(name)
        found = count(report)
        if not found.passed:
            wrong.append(f"{name}: no test ran")
        wrong += [f"{name}: skipped because it {reason}" for reason in found.wrongly_skipped(fine)]
        total += found
    return total, wrong


def main() -> int:
    """Run everything, even after a failure, and close with the count; 0 when all is fine."""
    with tempfile.TemporaryDirectory(prefix="sightline-check-") as folder:
        total, wrong = run_tests(Path(folder))
        wrong += [name for name, command in checks() if not step(name, command, str(Path(folder) / "data"))]
    print()
    for line in wrong:
        print(f"NOT FINE: {line}")
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if wrong or total.failed else 0


if __name__ == "__main__":
    if not re.match(r"3\.(1[1-9]|[2-9]\d)", sys.version):
        sys.exit("tools.check needs Python 3.11 or newer.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
