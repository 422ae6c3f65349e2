"""What `sightline import survey` does: read to the end, say what is there; with `--store`, put it into a survey.

Without `--store` it needs no database and keeps nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .errors import SurveyError
from .read import read_survey
from .shapes import Question, Reading


def run(path: str, *, as_json: bool = False, wave: str = "", one_of_several: bool = False) -> int:
    """Read one file, and with `wave` store it. 0: done, with warnings or without; 1: refused in a sentence."""
    try:
        reading = read_survey(path)
        stored = _store(path, reading, wave) if wave else {}
    except SurveyError as refused:
        sys.stderr.write(f"{f'{Path(path).name}: ' if one_of_several else ''}{refused.sentence}\n")
        return 1
    if as_json:
        found = {"file": Path(path).name, **reading.as_json(), **stored}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(in_words(path, reading))
        if stored:
            sys.stdout.write("\n".join([f"Stored: {stored['stored']:,} responses.", *stored["left_out"]]) + "\n")
    return 0


def _store(path: str, reading: Reading, wave: str) -> dict[str, Any]:
    """Put it into the wave with this key. Raises SurveyError. Needs the database, which the caller has made ready."""
    from sightline.confidence import changes
    from sightline.confidence.models import Wave

    from .bring_in import bring_in

    found = Wave.objects.select_related("survey").filter(key=wave).first()
    if found is None:
        raise SurveyError(f"There is no asking with the key {wave}. It stands on the page where the survey is run.")
    try:
        done, mapped = bring_in(path, reading, found, by=None)
    except changes.AlreadyBroughtIn:
        return {"stored": 0, "left_out": ["This file was brought in before. Nothing was changed."]}
    except changes.Refused as refused:
        raise SurveyError(str(refused)) from None
    return {"stored": done.responses, "left_out": list(mapped.said)}


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
