"""Puts a survey file into a wave of a confidence survey: the whole file or nothing, and the same file once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.confidence import changes
from sightline.confidence.models import BroughtIn, Wave

from .into import Mapped, mapped
from .shapes import Reading

if TYPE_CHECKING:
    from sightline.access.models import Worker


def bring_in(path: str, reading: Reading, wave: Wave, *, by: Worker | None) -> tuple[BroughtIn, Mapped]:
    """Store what was read from this file. Raises SurveyError, `changes.Refused`, `changes.AlreadyBroughtIn`."""
    survey = wave.survey
    own = [question.asked() for question in changes.will_ask(wave)]
    found = mapped(reading, agencies=survey.agencies, kinds_of_work=survey.kinds_of_work, own=own)
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    done = changes.bring_in(wave, by=by, digest=digest, tool=reading.source, items=found.items, rows=found.rows)
    return done, found
