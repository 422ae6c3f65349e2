"""Reads the files that an eco-map or a timeline is drawn from, and tells them apart by what they say they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sightline.domain.checks.reading import read_record
from sightline.domain.checks.record import FORMAT as RECORD
from sightline.domain.checks.record import ChildRecord, RecordError
from sightline.domain.drawing import ecomap
from sightline.domain.drawing.file_rows import DrawingRefused
from sightline.domain.kinship import FORMAT as FAMILY
from sightline.domain.kinship import FamilyRefused, read_family
from sightline.exchange.families import family_of, read_bytes


def read_json(name: str) -> Mapping[str, Any]:
    """The JSON object of a file. Raises DrawingRefused."""
    data = _bytes(name)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DrawingRefused([f"{name} is not text in UTF-8."]) from None
    except json.JSONDecodeError as error:
        raise DrawingRefused([f"{name} is not JSON: line {error.lineno}, column {error.colno}."]) from None
    except (RecursionError, ValueError):
        raise DrawingRefused([f"{name} is not JSON that can be read: nested too deep, or a number too long."]) from None
    if not isinstance(found, Mapping):
        raise DrawingRefused([f"{name} holds no JSON object."])
    return found


def _bytes(name: str) -> bytes:
    try:
        return read_bytes(name)
    except FamilyRefused as refused:
        raise DrawingRefused(refused.sentences) from None


def record_in(data: Mapping[str, Any], name: str, day: date | None) -> ChildRecord:
    """The record in parsed JSON, as it was known on a day. Raises DrawingRefused."""
    try:
        return read_record(data, as_of=day)
    except RecordError as error:
        raise DrawingRefused([f"{name}: {problem}" for problem in error.problems]) from None


def ecomap_of(names: list[str], *, focus: str = "", household: str = "", day: date | None = None) -> ecomap.EcoMap:
    """The eco-map of some files, put together. Raises DrawingRefused with a sentence for each reason."""
    return ecomap.put_together([_one_map(name, focus, household, day) for name in names])


def _one_map(name: str, focus: str, household: str, day: date | None) -> ecomap.EcoMap:
    try:
        if not _bytes(name).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            return ecomap.of_family(family_of(_bytes(name), name=Path(name).stem), focus, household, day)
        data = read_json(name)
        kind = data.get("format")
        if kind == RECORD:
            return ecomap.of_record(record_in(data, name, day))
        if kind == FAMILY:
            return ecomap.of_family(read_family(data), focus, household, day)
        found = ecomap.read_ecomap(data)
        return ecomap.on_day(found, day) if day else found
    except FamilyRefused as refused:
        raise DrawingRefused(refused.sentences) from None
