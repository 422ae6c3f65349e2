"""What `sightline import survey` does: read to the end, say what is there. No database, nothing kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .errors import SurveyError
from .read import read_survey
from .shapes import Question, Reading


def run(path: str, *, as_json: bool = False) -> int:
    """Read one file. 0: read, with warnings or without; 1: refused, one sentence on standard error."""
    try:
        reading = read_survey(path)
    except SurveyError as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    if as_json:
        found = {"file": Path(path).name, **reading.as_json()}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(in_words(path, reading))
    return 0


def in_words(path: str, reading: Reading) -> str:
    """The reading for a person."""
    said = [
        f"{Path(path).name}: {reading.source}, {_count(len(reading.questions), 'question')}, "
        f"{_count(len(reading.rows), 'response')}"
        + (f", {reading.incomplete:,} not finished" if reading.incomplete else "")
        + "."
    ]
    said += [f"  {_question(one)}" for one in reading.questions]
    if reading.dropped:
        said.append(f"Personal columns left out: {', '.join(reading.dropped)}.")
    if reading.warnings:
        said.append(f"Warnings: {len(reading.warnings)}")
        said += [f"  {warning}" for warning in reading.warnings]
    return "\n".join(said) + "\n"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _question(one: Question) -> str:
    first, last = one.columns[0], one.columns[-1]
    where = f"column {first}" if first == last else f"columns {first} to {last}"
    kind = one.type.replace("_", " ")
    return f"{one.text or '(no text)'} [{kind}; {where}]"
