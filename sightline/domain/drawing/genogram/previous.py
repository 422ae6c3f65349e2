"""An earlier drawing of the same family, whose people should stay where they were; people pinned to a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Previous:
    """Centres by person id, as in `sightline-layout/1`; ids of people who are pinned."""

    places: Mapping[str, tuple[float, float]]
    pinned: frozenset[str] = frozenset()
    afresh: bool = False
    """Only those pinned keep their order and distances; everybody else is placed anew."""


class LayoutRefused(ValueError):
    """A layout file that cannot be used; the message is a plain sentence."""


def read_layout(data: Any) -> Previous:
    """An earlier layout from parsed JSON. Raises LayoutRefused."""
    if not isinstance(data, Mapping) or data.get("format") != "sightline-layout/1":
        raise LayoutRefused("The earlier layout does not say it is one: 'format' should be 'sightline-layout/1'.")
    rows = data.get("persons")
    places: dict[str, tuple[float, float]] = {}
    pinned = set()
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, Mapping) or not isinstance(row.get("id"), str) or not _numbers(row):
            raise LayoutRefused("The earlier layout has a person without an id, x and y.")
        places[row["id"]] = (float(row["x"]), float(row["y"]))
        if row.get("pinned") is True:
            pinned.add(row["id"])
    return Previous(places, frozenset(pinned), data.get("afresh") is True)


def _numbers(row: Mapping[str, Any]) -> bool:
    values = [row.get("x"), row.get("y")]
    return all(isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < 1e7 for one in values)
