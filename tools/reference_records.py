"""Pages of docs/reference/ about the record format: its JSON Schema, and every kind with its fields."""

from __future__ import annotations

import json
from typing import Any

from sightline.domain.checks.kinds import KINDS, PARTS, Field, Kind, fields_in
from sightline.domain.checks.record import FORMAT
from tools.docs import page, table

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": ["string", "null"]}
WHEN = {"$ref": "#/$defs/when"}
PRECISIONS = ["exact", "day_estimated", "month", "year", "range", "unknown"]


@page("sightline-record-1.schema.json")
def schema() -> str:
    """The exchange format as a JSON Schema. Codes are listed, another is let through: it reads as not known."""
    return json.dumps(_schema(), indent=2, ensure_ascii=False)


def _schema() -> dict[str, Any]:
    return {
        "$schema": DRAFT,
        "title": FORMAT,
        "description": (
            "A child's record as one file, as it stood on as_of. null or a missing key: never filled; an empty text: "
            "somebody saved it empty; an empty list: recorded as none. Kinds and fields may be added."
        ),
        "type": "object",
        "required": ["format", "child", "as_of", "facts"],
        "properties": {
            "format": {"const": FORMAT},
            "id": {"type": ["string", "number"], "description": "Comes back on every line about this record."},
            "child": {"type": "string", "minLength": 1, "description": "The id of the Person the record is about."},
            "as_of": {"type": "string", "format": "date"},
            "coverage": {
                "type": ["array", "null"],
                "description": "What is kept here, from when to when; without it the file is the whole record.",
                "items": {"$ref": "#/$defs/coverage"},
            },
            "facts": {"type": "array", "items": {"$ref": "#/$defs/fact"}},
        },
        "$defs": {
            "when": _when(),
            "coverage": _coverage(),
            "fact": _fact(),
            **{kind: _kind(kind, declared) for kind, declared in KINDS.items()},
        },
    }


def _when() -> dict[str, Any]:
    day = {"type": ["string", "null"], "pattern": r"^\s*$|^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$"}
    value = {"type": ["string", "null"], "pattern": r"^\s*$|^\d{4}(-\d{2}(-\d{2})?)?$"}
    uncertain = {
        "type": "object",
        "properties": {
            "value": value,
            "precision": {"enum": [*PRECISIONS, None]},
            "earliest": day,
            "latest": day,
            "basis": TEXT,
        },
    }
    return {"description": "A day, a local day and time, or an uncertain date.", "anyOf": [day, uncertain]}


def _coverage() -> dict[str, Any]:
    day = {"type": ["string", "null"]}
    properties = {"kind": {"type": "string", "minLength": 1}, "source": TEXT, "from": day, "to": day}
    return {"type": "object", "required": ["kind"], "properties": properties}


def _fact() -> dict[str, Any]:
    """A row; the fields of a kind that is known are those declared for it."""
    return {
        "type": "object",
        "required": ["type", "id", "fields"],
        "properties": {
            "type": {"type": "string", "minLength": 1},
            "id": {"type": "string", "minLength": 1, "description": "Unique in the file."},
            "fields": {"type": "object", "required": ["recorded_at"]},
        },
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}},
                "then": {"properties": {"fields": {"$ref": f"#/$defs/{kind}"}}},
            }
            for kind in KINDS
        ],
    }


def _kind(kind: str, declared: Kind) -> dict[str, Any]:
    properties: dict[str, Any] = {"recorded_at": {"description": "When it was first written.", **WHEN}}
    for field in declared.fields:
        properties[field.name] = _field(f"{kind}.{field.name}", field)
    found: dict[str, Any] = {"description": declared.words, "type": "object", "properties": properties}
    if declared.happens_on:
        found["$comment"] = f"happens on {declared.happens_on}"
    return found


def _field(name: str, field: Field) -> dict[str, Any]:
    if field.is_list:
        one = _one(name, field)
        return {"anyOf": [{"type": ["array", "null"], "items": one}, one]}
    return _one(name, field)


def _one(name: str, field: Field) -> dict[str, Any]:
    if field.of == "{}":
        parts = {part.name: _field(f"{name}.{part.name}", part) for part in fields_in(PARTS[name])}
        return {"type": ["object", "null"], "properties": parts}
    if field.type == "date":
        return WHEN
    if field.type == "yes_no":
        return {"enum": ["yes", "no", "Y", "N", "true", "false", True, False, "", None]}
    if field.type == "number":
        return {"type": ["number", "string", "null"]}
    if field.codes:
        return {"type": ["string", "boolean", "null"], "examples": list(field.codes)}
    return {**TEXT, "description": f"id of a {field.refers_to}"} if field.refers_to else TEXT


@page("record-format.md")
def record_format() -> str:
    """Every kind and field in tables."""
    parts = [
        f"# The record format `{FORMAT}`",
        "Every kind of record the practice checks can look at, with its fields. The same as a JSON Schema: "
        "`docs/reference/sightline-record-1.schema.json`. Both are made from one declaration, "
        "`sightline/domain/checks/kinds.py`.",
        "A field holds text unless said otherwise. *When*: a day, a day with a time, or an uncertain date. Every row "
        "has `recorded_at`, the day on which it was first written.",
    ]
    for kind, declared in KINDS.items():
        happens = f"Happens on `{declared.happens_on}`." if declared.happens_on else "Has no day of its own."
        rows = [(f"`{field.name}`", _in_words(f"{kind}.{field.name}", field)) for field in declared.fields]
        parts += [f"## {kind}", f"{declared.words[0].upper()}{declared.words[1:]}. {happens}"]
        parts.append(table(("Field", "Holds"), rows))
    return "\n\n".join(parts)


def _in_words(name: str, field: Field) -> str:
    words = {"date": "when", "yes_no": "yes or no", "number": "a number", "text": "text"}.get(field.of)
    if field.of == "{}":
        words = "parts: " + ", ".join(part.name for part in fields_in(PARTS[name]))
    elif field.codes:
        words = ", ".join(field.codes) + ("" if field.is_closed else ", or another")
    elif field.refers_to:
        words = f"id of a {field.refers_to}"
    return f"list of: {words}" if field.is_list else str(words)
