"""Reading `sightline-record/1` from a file or standard input: one record, or JSON Lines of many. Needs no Django."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.domain.checks.record import ChildRecord


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One record that could be read. `lead`: what comes back at the front of each of its lines (its `id`)."""

    record: ChildRecord
    lead: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRecord:
    """One that could not: plain sentences, each saying which line where there are many."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text of one record, and where it stands ("Line 3: ") when there are many."""

    text: str
    where: str


def read_texts(name: str) -> Iterator[RecordText | BadRecord]:
    """The texts of the records in a file ("-": standard input), not yet read.

    Raises Refused when it cannot be read at all.
    """
    with _opened(name) as stream:
        try:
            yield from _texts(stream)
        except UnicodeDecodeError:
            raise Refused(f"{_called(name)} is not UTF-8 text. Save it as UTF-8, then try again.") from None


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")
        yield sys.stdin
        return
    try:
        stream = open(name, encoding="utf-8-sig")  # noqa: SIM115  closed below
    except FileNotFoundError:
        raise Refused(f"There is no file {name}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise Refused(f"{name} is a folder. Give the file in it.") from None
    except OSError as error:
        raise Refused(f"{name} cannot be read ({error.strerror or error}).") from None
    with stream:
        yield stream


def _called(name: str) -> str:
    return "Standard input" if name == "-" else name


def _texts(stream: TextIO) -> Iterator[RecordText | BadRecord]:
    """One record a line if the first line, or else any line, is a whole JSON object; otherwise one record in all."""
    numbered: Iterator[tuple[int, str]] = (pair for pair in enumerate(stream, start=1) if pair[1].strip())
    first = next(numbered, None)
    if first is None:
        yield BadRecord(("The input is empty. Give one record, or one record a line.",))
        return
    if not _is_object(first[1]):
        rest = list(numbered)
        lines = [first, *rest]
        if not any(_is_object(line) for _, line in rest) or _is_object("".join(line for _, line in lines)):
            yield RecordText("".join(line for _, line in lines), "")
            return
        numbered = iter(rest)
    second = next(numbered, None)
    yield RecordText(first[1], "" if second is None else f"Line {first[0]}: ")
    for number, line in chain([second] if second else [], numbered):
        yield RecordText(line, f"Line {number}: ")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def parsed(found: RecordText, as_of: date | None) -> ReadRecord | BadRecord:
    """The record in a text, or what is wrong with it. `as_of` takes the place of the record's own day."""
    from sightline.domain.checks.record import ChildRecord, RecordError

    text, where = found.text, found.where
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        spot = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        return BadRecord((f"{where}This is not JSON{'' if where else spot}. A record is one JSON object.",))
    try:
        record = ChildRecord.from_json(row, as_of=as_of)
    except RecordError as error:
        return BadRecord(tuple(f"{where}{problem}" for problem in error.problems))
    lead = {"id": row["id"]} if row.get("id") is not None else {}
    return ReadRecord(record, lead)
