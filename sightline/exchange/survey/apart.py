"""Reads a file that somebody sent in a process of its own, with little memory and little time.

What the file does to its reader it does to nobody else.

    python -m sightline.exchange.survey.apart FILE      the whole reading as JSON, or a sentence and exit code 1
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from typing import Any, Final

from .errors import SurveyError
from .read import read_survey
from .shapes import DateColumn, Question, Reading

SECONDS: Final = 60
PROCESSOR_SECONDS: Final = 40
MEMORY: Final = 1_500_000_000
"""Limits of the process that reads: our defaults, far above what a survey of a partnership needs."""

TOO_MUCH: Final = "The file takes more time or memory to read than a survey should. It was not read."


def read_apart(path: str) -> Reading:
    """Read a survey file in a child process. Raises SurveyError, also when the child took too long or died."""
    command = [sys.executable, "-m", "sightline.exchange.survey.apart", path]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  our own module
    except subprocess.TimeoutExpired:
        raise SurveyError(TOO_MUCH) from None
    if done.returncode == 1 and done.stderr:
        raise SurveyError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        raise SurveyError(TOO_MUCH)
    return _reading(json.loads(done.stdout))


def _reading(found: dict[str, Any]) -> Reading:
    """What the child wrote, as it was."""
    questions = tuple(
        Question(**{**one, **{name: tuple(one[name]) for name in ("options", "columns", "items", "comments")}})
        for one in found.pop("questions")
    )
    dates = tuple(DateColumn(**one) for one in found.pop("dates"))
    rows = tuple(tuple(row) for row in found.pop("rows"))
    many: dict[str, Any] = {name: tuple(found.pop(name)) for name in ("dropped", "set_aside", "warnings", "keys")}
    return Reading(questions=questions, rows=rows, dates=dates, **many, **found)


def _limit() -> None:
    """Little memory and processor time, where the system can promise it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


def main(path: str) -> int:
    """What the child does."""
    _limit()
    try:
        reading = read_survey(path)
    except SurveyError as refused:
        sys.stderr.write(refused.sentence)
        return 1
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.buffer.write(json.dumps(dataclasses.asdict(reading)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
