"""Makes happenings of files: the composite of a chronology, a child's record; and whose age goes on the axis.

`sightline-chronology/1`  its rows, as `sightline chronology merge --out x.json` writes them
`sightline-record/1`      its facts; who lives there, involvement and plans are bands
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.kinds import KINDS
from sightline.domain.checks.record import ChildRecord
from sightline.domain.dates import DateError, UncertainDate, in_words
from sightline.domain.drawing.ecomap import agency_words
from sightline.domain.drawing.file_rows import DrawingRefused, FileRow
from sightline.domain.kinship import read_date

from .model import NO_LANE, Band, Happening

CHRONOLOGY: Final = "sightline-chronology/1"
LANES: Final = ("agency", "person", "kind")
_BANDS: Final = ("HouseholdMembership", "Involvement", "Plan", "AgencyInvolvement")
_MARKS: Final = re.compile(r"[?~%]")
_SAYS: Final = (
    "what", "event", "text", "words", "observation", "advice", "question", "outcome", "purpose", "where", "type",
    "topic", "kind", "milestone", "reasons", "reasoning", "patterns", "behaviour", "code",
)  # fmt: skip


def of_chronology(data: Mapping[str, Any], lanes: str = "agency", prefix: str = "") -> list[Happening]:
    """The rows of a composite. Raises DrawingRefused; a date that cannot be read leaves its row undated."""
    wrong: list[str] = []
    top = FileRow("The chronology", data, wrong)
    if top.text("format") != CHRONOLOGY:
        wrong.append(f"The file does not say it is a chronology: 'format' should be '{CHRONOLOGY}'.")
    if "rows" not in data:
        wrong.append("The chronology has no 'rows'.")
    found = [_row(row, number, lanes, prefix) for number, row in enumerate(top.rows("rows"), 1)]
    if wrong:
        raise DrawingRefused(wrong)
    return found


def of_rows(rows: Iterable[Mapping[str, Any]], lanes: str = "agency") -> list[Happening]:
    """The same of rows that are already at hand, as `chronology.Row.as_json` gives them."""
    return [_row(FileRow(f"Row {number}", row, []), number, lanes, "") for number, row in enumerate(rows, 1)]


def _row(row: FileRow, number: int, lanes: str, prefix: str) -> Happening:
    first, last = _bounds(row)
    kind = row.one_of("row_type", ("event", "note", "context")) or "event"
    lane = row.text("who_involved") if lanes == "person" else kind if lanes == "kind" else row.text("agency")
    place = [row.text("source"), row.text("source_file")]
    what = row.text("event") or row.text("response") or row.text("analysis") or row.text("child_voice")
    return Happening(
        key=f"{prefix}{number}",
        lane=" ".join(lane.split()).capitalize() if lanes == "kind" else " ".join(lane.split()) or NO_LANE,
        first=first,
        last=last,
        what=what,
        when=_when(row, first, last),
        source=", ".join(dict.fromkeys(part for part in place if part)),
        lasting=bool(row.text("end_date")) and first != last,
        note=kind != "event",
    )


def _bounds(row: FileRow) -> tuple[date | None, date | None]:
    """The bounds as understood by the merge; without them those of the start (and end) as a plain date."""
    given = [_day(row, name) for name in ("earliest", "latest")]
    if any(given):
        return given[0], given[1]
    bounds = []
    for name in ("start_date", "end_date"):
        try:
            found = read_date(_MARKS.sub("", row.text(name)))
        except DateError:
            found = UncertainDate.unknown()
        bounds.append((found.earliest, found.latest))
    return bounds[0][0], bounds[1][1] or bounds[0][1]


def _day(row: FileRow, name: str) -> date | None:
    text = row.text(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        row.wrong.append(f"{row.where}: '{name}' is '{text[:40]}', and should be a day like 2026-05-03.")
        return None


def _when(row: FileRow, first: date | None, last: date | None) -> str:
    time = row.text("start_time")
    raw = " ".join(row.text("date_raw").split())
    if first and first == last:
        return f"{in_words(first)}{f' at {time}' if time else ''}"
    if first is None and last is None:
        return raw or "undated"
    words = UncertainDate.between(first, last).in_words()
    if row.text("end_date") and first and last:
        words = f"{in_words(first)} to {in_words(last)}"
    return f"{words} (written “{raw}”)" if raw else words


def of_record(record: ChildRecord, lanes: str = "agency") -> tuple[list[Happening], tuple[Band, ...]]:
    """The facts of a record that happened, and the bands of what lasted."""
    rows, bands = [], []
    names = {fact.id: fact.text("name") or fact.id for fact in record.of("Person")}
    for fact in record.facts:
        if fact.type in _BANDS:
            bands.append(_band(fact, names))
        elif fact.happens_on is not None or (fact.type not in KINDS and fact.is_filled("at")):
            rows.append(_happening(fact, lanes, names))
    return rows, tuple(bands)


def _happening(fact: Fact, lanes: str, names: Mapping[str, str]) -> Happening:
    when = fact.when(fact.happens_on or "at") or UncertainDate.unknown()
    kind = KINDS[fact.type].words if fact.type in KINDS else fact.type
    agency = agency_words(fact.code("agency")) if fact.is_filled("agency") else ""
    person = names.get(fact.text("person"), "")
    lane = {"agency": agency, "person": person, "kind": ""}[lanes] or f"{kind[0].upper()}{kind[1:]}"
    recorded = fact.recorded_on
    return Happening(
        key=fact.id,
        lane=lane,
        first=when.earliest,
        last=when.latest,
        what=f"{kind[0].upper()}{kind[1:]}{_says(fact)}",
        when=when.in_words(),
        recorded=in_words(recorded) if recorded else "",
        source=fact.text("source"),
    )


def _says(fact: Fact) -> str:
    said = [fact.text(name).replace("_", " ") for name in _SAYS if fact.is_filled(name)]
    return f": {'; '.join(part for part in said if part)}" if any(said) else ""


def _band(fact: Fact, names: Mapping[str, str]) -> Band:
    start, end = fact.when("from"), fact.when("to")
    first, last = start.earliest if start else None, end.latest if end else None
    if fact.type == "HouseholdMembership":
        often = " (often there)" if fact.code("role") == "regular_contact" else ""
        who = names.get(fact.text("person"), fact.text("person"))
        return Band(f"Household {fact.text('household')}".strip(), f"{who}{often}", first, last)
    if fact.type == "Involvement":
        return Band("Level of help", fact.text("level") or "level not recorded", first, last)
    if fact.type == "Plan":
        return Band("Plans", fact.text("kind").replace("_", " ") or "kind not recorded", first, last)
    return Band("Agencies involved", agency_words(fact.code("agency")) or "agency not recorded", first, last)


def born_of(record: ChildRecord, focus: str) -> tuple[UncertainDate | None, str]:
    """The birth (or the day it is expected) of a person of the record, and the name. Raises DrawingRefused."""
    fact = record.find(focus or record.child, "Person")
    if fact is None:
        raise DrawingRefused([f"Nobody in the record has the id '{focus}'."])
    return fact.when("dob") or fact.when("expected_dob"), fact.text("name") or fact.id
