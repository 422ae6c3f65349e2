"""`sightline-ecomap/1` as a JSON Schema (2020-12), made from the lists the reader itself uses; and facts as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sightline.domain.kinship.family import OUTCOMES, SEXES

from .model import CENTRES, DOMAINS, FLOWS, FORMAT, STATES, STRENGTHS, EcoMap

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = {"type": "string"}
_ID: Final = {"type": "string", "minLength": 1}
_DATE: Final = {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"}
_YES: Final = {"type": ["boolean", "null"]}


def ecomap_schema() -> dict[str, Any]:
    """The schema. Ids that mean nobody are beyond a schema; the reader refuses them."""
    person = _object(
        {
            "id": _ID,
            "name": _TEXT,
            "sex": {"enum": list(SEXES)},
            "born": _DATE,
            "outcome": {"enum": [one for one in OUTCOMES if one]},
            "focus": _YES,
            "unknown": _YES,
        },
        ("id",),
    )
    tie = {
        "system": _ID,
        "person": _TEXT,
        "strength": {"enum": [*STRENGTHS, None]},
        "stress": _YES,
        "flow": {"enum": [*FLOWS, None]},
        "state": {"enum": list(STATES)},
        "rater": _TEXT,
        "date": _DATE,
        "note": _TEXT,
    }
    centre = {"kind": {"enum": list(CENTRES)}, "label": _TEXT, "persons": {"type": "array", "items": person}}
    fields = {
        "format": {"const": FORMAT},
        "id": _TEXT,
        "title": _TEXT,
        "as_of": _DATE,
        "centre": _object(centre, ()),
        "systems": {
            "type": "array",
            "items": _object({"id": _ID, "name": _TEXT, "domain": {"enum": list(DOMAINS)}}, ("id",)),
        },
        "ties": {"type": "array", "items": _object(tie, ("system",))},
    }
    return {"$schema": _DRAFT, "title": FORMAT, **_object(fields, ("format",))}


def _object(fields: dict[str, Any], need: Sequence[str]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(need)}


def as_json(eco: EcoMap) -> dict[str, Any]:
    """A map as its file format has it."""
    return {
        "format": FORMAT,
        "id": eco.id,
        "title": eco.title,
        "as_of": eco.as_of,
        "centre": {
            "kind": eco.centre,
            "label": eco.label,
            "persons": [
                {"id": one.id, "name": one.name, "sex": one.sex, "born": one.born, "focus": one.focus}
                | ({"outcome": one.outcome} if one.outcome else {})
                | ({"unknown": True} if one.unknown else {})
                for one in eco.persons
            ],
        },
        "systems": [{"id": one.id, "name": one.name, "domain": one.domain} for one in eco.systems],
        "ties": [
            {
                "system": one.system,
                "person": one.person,
                "strength": one.strength,
                "stress": one.stress,
                "flow": one.flow,
                "state": one.state,
                "rater": one.rater,
                "date": one.date,
                "note": one.note,
            }
            for one in eco.ties
        ],
    }
