"""Reads the files that an eco-map or a timeline is drawn from, and tells them apart by what they say they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sightline.domain.checks.reading import read_record
from sightline.domain.checks.record import FORMAT as RECORD
from sightline.domain.checks.record import ChildRecord, RecordError
from sightline.domain.dates import UncertainDate
from sightline.domain.drawing import ecomap, timeline
from sightline.domain.drawing.file_rows import DrawingRefused
from sightline.domain.kinship import FORMAT as FAMILY
from sightline.domain.kinship import FamilyRefused, read_date, read_family
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


@dataclass(frozen=True)
class Story:
    """What a timeline is drawn from, of all files together."""

    rows: list[timeline.Happening]
    bands: tuple[timeline.Band, ...] = ()
    born: UncertainDate | None = None
    whose: str = ""
    title: str = ""
    until: date | None = None


def story_of(names: list[str], *, focus: str = "", day: date | None = None, lanes: str = "agency") -> Story:
    """The entries of chronologies and records, bands, and whose age goes on the axis. Raises DrawingRefused."""
    story = Story([])
    found_focus = not focus
    for number, name in enumerate(names):
        one, has_focus = _one_story(name, focus, day, lanes, f"{number}." if len(names) > 1 else "")
        found_focus = found_focus or has_focus
        story = Story(
            [*story.rows, *one.rows],
            tuple(dict.fromkeys((*story.bands, *one.bands))),
            one.born or story.born,
            one.whose or story.whose,
            story.title or one.title,
            max((found for found in (story.until, one.until) if found), default=None),
        )
    if not found_focus:
        raise DrawingRefused([f"Nobody in the files has the id '{focus}'."])
    if all(_is_family(name) for name in names):
        raise DrawingRefused(["There is nothing to draw: give a chronology or a record beside the family file."])
    return story


def _is_family(name: str) -> bool:
    data = _bytes(name)
    return not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) or read_json(name).get("format") == FAMILY


def _one_story(name: str, focus: str, day: date | None, lanes: str, prefix: str) -> tuple[Story, bool]:
    if _is_family(name):
        return _family_story(name, focus)
    data = read_json(name)
    if data.get("format") == RECORD:
        record = record_in(data, name, day)
        rows, bands = timeline.of_record(record, lanes)
        mine = not focus or record.find(focus, "Person") is not None
        born, whose = timeline.born_of(record, focus) if mine else (None, "")
        keyed = [replace(row, key=f"{prefix}{row.key}") for row in rows]
        return Story(keyed, bands, born, whose, record.name, record.as_of), mine and bool(focus)
    rows = timeline.of_chronology(data, lanes, prefix)
    kept = [row for row in rows if not day or not row.first or row.first <= day]
    return Story(kept, title=str(data.get("title") or "")), False


def _family_story(name: str, focus: str) -> tuple[Story, bool]:
    try:
        family = family_of(_bytes(name), name=Path(name).stem)
    except FamilyRefused as refused:
        raise DrawingRefused(refused.sentences) from None
    person = family.person.get(focus)
    if person is None:
        return Story([]), False
    bands = tuple(
        timeline.Band("Household", home.label or home.id, read_date(one.start).earliest, read_date(one.end).latest)
        for home in family.households
        for one in home.members
        if one.person == focus and (one.start or one.end)
    )
    return Story([], bands, read_date(person.born) if person.born else None, person.name or person.id), True
