"""The file formats that drawings are made from, as JSON Schemas."""

from __future__ import annotations

import json

from tools.docs import page


@page("sightline-ecomap-1.schema.json")
def ecomap_file() -> str:
    """The JSON Schema of the file an eco-map is drawn from."""
    from sightline.domain.drawing.ecomap import ecomap_schema

    return json.dumps(ecomap_schema(), indent=2)
