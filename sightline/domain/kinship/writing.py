"""Writes `sightline-family/1`: fields that are empty are left out, fields the reader did not know are written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .family import FORMAT, Condition, Family, Household, Multiple, Parentage, Person, Relationship, Union


def family_to_json(family: Family) -> dict[str, Any]:
    """The family as JSON-ready data; `read_family` of it gives an equal family."""
    return {
        "format": FORMAT,
        "id": family.id,
        **_full({"title": family.title, "as_of": family.as_of, "notes": family.notes}),
        "persons": [_person(one) for one in family.persons],
        "unions": [_union(one) for one in family.unions],
        "parentage": [_parentage(one) for one in family.parentage],
        "multiples": [_multiple(one) for one in family.multiples],
        "households": [_household(one) for one in family.households],
        "relationships": [_relationship(one) for one in family.relationships],
        **family.more,
    }


def write_family(family: Family) -> str:
    """The family as a file: JSON, one person or row a line, a line break at the end."""
    parts = []
    for key, value in family_to_json(family).items():
        rows = isinstance(value, list) and value and all(isinstance(row, dict) for row in value)
        inner = ",\n  ".join(_line(row) for row in value) if rows else ""
        parts.append(f" {_line(key)}: [\n  {inner}\n ]" if rows else f" {_line(key)}: {_line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _full(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in ("", None, False, [], ())}


def _certainty(value: str) -> str:
    return "" if value == "recorded" else value


def _person(one: Person) -> dict[str, Any]:
    fields = {
        "born": one.born,
        "died": one.died,
        "unknown": one.unknown,
        "outcome": one.outcome,
        "focus": one.focus,
        "protected": one.protected,
        "cleared_for": list(one.cleared_for),
        "asked": one.asked,
        "born_words": one.born_words,
        "died_words": one.died_words,
        "sex_at_birth": one.sex_at_birth,
        "conditions": [_condition(row) for row in one.conditions],
    }
    return {"id": one.id, "name": one.name, "sex": one.sex, **_full(fields), **one.more}


def _condition(one: Condition) -> dict[str, Any]:
    return {"kind": one.kind, "state": one.state, **_full({"from": one.start, "to": one.end}), **one.more}


def _union(one: Union) -> dict[str, Any]:
    fields = {"start": one.start, "end": one.end, "certainty": _certainty(one.certainty)}
    return {"id": one.id, "partners": list(one.partners), "kind": one.kind, **_full(fields), **one.more}


def _parentage(one: Parentage) -> dict[str, Any]:
    fields = {
        "union": one.union,
        "from": one.start,
        "to": one.end,
        "certainty": _certainty(one.certainty),
        "cleared_for": list(one.cleared_for),
    }
    return {"child": one.child, "parents": list(one.parents), "kind": one.kind, **_full(fields), **one.more}


def _multiple(one: Multiple) -> dict[str, Any]:
    return {"kind": one.kind, "children": list(one.children), **one.more}


def _household(one: Household) -> dict[str, Any]:
    members: list[Any] = []
    for member in one.members:
        fields = _full({"from": member.start, "to": member.end})
        if member.nights is not None:
            fields["nights"] = member.nights
        members.append({"person": member.person, **fields} if fields else member.person)
    fields = {"protected": one.protected, "cleared_for": list(one.cleared_for)}
    return {"id": one.id, "label": one.label, "kind": one.kind, "members": members, **_full(fields), **one.more}


def _relationship(one: Relationship) -> dict[str, Any]:
    fields = {"from": one.start, "to": one.end, "rater": one.rater, "certainty": _certainty(one.certainty)}
    return {"a": one.a, "b": one.b, "kind": one.kind, **_full(fields), **one.more}
