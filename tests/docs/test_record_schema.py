"""The JSON Schema of the record format says what the code reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sightline.domain.checks.kinds import KINDS, PARTS
from tests.property.checks.records import a_record
from tools import reference_records


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads(reference_records.schema())


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "$ref":
                yield part
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_every_reference_leads_somewhere(schema):
    assert all(ref.startswith("#/$defs/") and ref[8:] in schema["$defs"] for ref in references(schema))


def test_every_kind_and_field_is_in_it(schema):
    for kind, declared in KINDS.items():
        names = {"recorded_at", *(field.name for field in declared.fields)}
        assert set(schema["$defs"][kind]["properties"]) == names
        assert declared.happens_on is None or declared.happens_on in declared.dates


def test_every_field_with_parts_names_them():
    whole = {f"{kind}.{field.name}" for kind, one in KINDS.items() for field in one.fields if field.of == "{}"}
    assert whole == set(PARTS)


def test_every_reference_to_a_row_is_to_a_kind():
    named = {field.refers_to for one in KINDS.values() for field in one.fields if field.refers_to}
    assert named <= set(KINDS)


def test_a_record_written_out_has_the_shape_it_says(schema):
    for seed in range(20):
        written = json.loads(json.dumps(a_record(seed).to_json()))
        assert set(schema["required"]) <= set(written)
        assert set(written) <= set(schema["properties"])
        for row in written["facts"]:
            assert set(row) == {"type", "id", "fields"}
            assert set(row["fields"]) <= set(schema["$defs"][row["type"]]["properties"])
