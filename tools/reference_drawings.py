"""The file formats that drawings are made from, as JSON Schemas."""

from __future__ import annotations

import json

from tools.docs import page


@page("sightline-ecomap-1.schema.json")
def ecomap_file() -> str:
    """The JSON Schema of the file an eco-map is drawn from."""
    from sightline.domain.drawing.ecomap import ecomap_schema

    return json.dumps(ecomap_schema(), indent=2)


@page("sightline-chronology-1.schema.json")
def chronology_file() -> str:
    """The JSON Schema of a merged chronology, which a timeline is drawn from."""
    from sightline.domain.chronology.row import Place, Row, RowType

    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    day = {"type": ["string", "null"], "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}
    special: dict[str, object] = {
        "earliest": day,
        "latest": day,
        "sequence": {"type": ["integer", "null"]},
        "flags": {"type": "array", "items": text},
        "themes": {"type": "array", "items": text},
        "extras": {"type": "object"},
        "problems": {"type": "array", "items": {"type": "object"}},
        "source_row": {"type": "integer"},
        "row_type": {"enum": [one.value for one in RowType]},
    }
    fields = {name: special.get(name, maybe) for name in Row(Place("", "", 1), "").as_json()}
    row = {"type": "object", "properties": {"position": {"type": "integer"}, **fields}}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sightline-chronology/1",
        "type": "object",
        "properties": {"format": {"const": "sightline-chronology/1"}, "rows": {"type": "array", "items": row}},
        "required": ["format", "rows"],
    }
    return json.dumps(schema, indent=2)
