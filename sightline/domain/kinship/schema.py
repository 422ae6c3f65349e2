"""The two file formats as JSON Schemas (2020-12), made from the lists the reader itself uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import family as model

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = {"type": "string"}
_ID: Final = {"type": "string", "minLength": 1}
_YES: Final = {"type": "boolean"}
_NUMBER: Final = {"type": "number"}
_DATE: Final = {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"}


def family_schema() -> dict[str, Any]:
    """The schema of `sightline-family/1`. Ids that mean nobody and the like are beyond a schema: see `problems`."""
    tables = {
        "persons": _object(_person(), ("id",)),
        "unions": _object(_union(), ("id", "partners")),
        "parentage": _object(_parentage(), ("child", "parents")),
        "multiples": _object({"kind": _one_of(model.MULTIPLE_KINDS), "children": _ids()}, ("children",)),
        "households": _object(_household(), ("id",)),
        "relationships": _object(_relationship(), ("a", "b", "kind")),
    }
    fields: dict[str, Any] = {
        "format": {"const": model.FORMAT},
        "id": _TEXT,
        "title": _TEXT,
        "as_of": _DATE,
        "notes": _TEXT,
        **{name: {"type": "array", "items": rows} for name, rows in tables.items()},
    }
    return {"$schema": _DRAFT, "title": model.FORMAT, **_object(fields, ("format",))}


def layout_schema() -> dict[str, Any]:
    """The schema of `sightline-layout/1`: where a drawing put each person and line. x and y are a symbol's centre.

    An eco-map has `systems` as well, and lines of kind tie. `afresh`: of an earlier layout, only people who are pinned
    count, and they keep their order and distances.
    """
    person = {"id": _ID, **dict.fromkeys(("x", "y", "w", "h"), _NUMBER), "row": {"type": "integer"}, "pinned": _YES}
    point = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}
    kinds = {"enum": ["union", "descent", "tie"]}
    line = {"kind": kinds, "ref": _ID, "points": {"type": "array", "items": point}, "rater": _TEXT}
    system = {"id": _ID, "members": _ids(), "domain": _TEXT, **dict.fromkeys(("x", "y", "w", "h", "angle"), _NUMBER)}
    fields: dict[str, Any] = {
        "format": {"const": "sightline-layout/1"},
        "family": _TEXT,
        "persons": {"type": "array", "items": _object(person, ("id", "x", "y", "w", "h"))},
        "systems": {"type": "array", "items": _object(system, ("id", "x", "y", "w", "h"))},
        "lines": {"type": "array", "items": _object(line, ("kind", "ref", "points"))},
        "time_s": _NUMBER,
        "afresh": _YES,
    }
    need = ("format", "family", "persons", "lines")
    return {"$schema": _DRAFT, "title": "sightline-layout/1", **_object(fields, need)}


def _object(fields: Mapping[str, Any], need: Sequence[str]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(fields), "required": list(need)}


def _one_of(words: Sequence[str]) -> dict[str, Any]:
    return {"enum": list(words)}


def _ids(most: int | None = None) -> dict[str, Any]:
    limit = {} if most is None else {"minItems": 1, "maxItems": most}
    return {"type": "array", "items": _ID, **limit}


def _person() -> dict[str, Any]:
    return {
        "id": _ID,
        "name": _TEXT,
        "sex": _one_of(model.SEXES),
        "born": _DATE,
        "died": _DATE,
        "unknown": _YES,
        "outcome": _one_of(model.OUTCOMES),
        "focus": _YES,
        "protected": _YES,
        "cleared_for": _ids(),
        "asked": _DATE,
        "born_words": _TEXT,
        "died_words": _TEXT,
        "sex_at_birth": _one_of(("", *model.SEXES)),
        "conditions": {"type": "array", "items": _object(_condition(), ("kind",))},
    }


def _condition() -> dict[str, Any]:
    states = _one_of(model.CONDITION_STATES)
    return {"kind": _one_of(model.CONDITION_KINDS), "state": states, "from": _DATE, "to": _DATE}


def _union() -> dict[str, Any]:
    return {
        "id": _ID,
        "partners": _ids(2),
        "kind": _one_of(model.UNION_KINDS),
        "start": _DATE,
        "end": _DATE,
        "certainty": _one_of(model.CERTAINTIES),
    }


def _parentage() -> dict[str, Any]:
    return {
        "child": _ID,
        "parents": _ids(2),
        "kind": _one_of(model.PARENTAGE_KINDS),
        "union": _TEXT,
        "from": _DATE,
        "to": _DATE,
        "certainty": _one_of(model.CERTAINTIES),
        "cleared_for": _ids(),
    }


def _household() -> dict[str, Any]:
    nights = {"type": "integer", "minimum": 0, "maximum": 31}
    member = _object({"person": _ID, "from": _DATE, "to": _DATE, "nights": nights}, ("person",))
    return {
        "id": _ID,
        "label": _TEXT,
        "kind": _one_of(model.HOUSEHOLD_KINDS),
        "members": {"type": "array", "items": {"anyOf": [_ID, member]}},
        "protected": _YES,
        "cleared_for": _ids(),
    }


def _relationship() -> dict[str, Any]:
    return {
        "a": _ID,
        "b": _ID,
        "kind": _one_of(model.RELATIONSHIP_KINDS),
        "from": _DATE,
        "to": _DATE,
        "rater": _TEXT,
        "certainty": _one_of(model.CERTAINTIES),
    }
