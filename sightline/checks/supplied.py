"""What only a partnership can supply: a list of questions (data/to_supply.toml) and the dated answers to them.

An answer is a row of the same table as the checks' own numbers, with no check: never changed, only followed by a newer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from sightline.checks.models import Standard

NO_CHECK = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One question. `kind`: text, number or date."""

    key: str
    name: str
    asks: str
    kind: str
    unit: str
    number_class: str
    used: str


@cache
def topics() -> dict[str, Topic]:
    """Every question by key, in the order of the file."""
    text = files("sightline.checks").joinpath("data/to_supply.toml").read_text(encoding="utf-8")
    return {
        key: Topic(key, row["name"], row["asks"], row["kind"], row.get("unit", ""), row["class"], row["used"])
        for key, row in tomllib.loads(text).items()
    }


def answers(on: date) -> dict[str, Standard]:
    """The answer in force on a day, by question."""
    rows = Standard.objects.filter(check_id=NO_CHECK, valid_from__lte=on).order_by("valid_from", "pk")
    return {row.name: row for row in rows if row.name in topics()}


def missing(on: date) -> list[Topic]:
    """The questions nobody has answered yet."""
    known = answers(on)
    return [topic for key, topic in topics().items() if key not in known]
