"""The starter library: learning points, published texts, a film and procedures that every partnership begins with.

Written in our own words in `data/starter_*.toml`. `install` may run as often as one likes: what is there stays as the
partnership has made it, what is missing is added. Which checks cite a point is named here and joined by `checks`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sightline import trail
from sightline.learning.changes import Words, publish, write_learning_point
from sightline.learning.models import LearningPoint, Material, Procedure, PublishedSource

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class StarterPoint:
    """A learning point as the library begins with it."""

    key: str
    words: Words
    checks: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Installed:
    """What a run added, with the points by their starter key, and how many were there already."""

    added: dict[str, LearningPoint]
    there: int
    sources: int
    procedures: int
    materials: int


@cache
def points() -> tuple[StarterPoint, ...]:
    """The points of the starter library, in the order of the themes."""
    return tuple(
        StarterPoint(
            key=row["key"],
            words=Words(
                row["title"],
                row["lesson"],
                row["try_this"],
                questions="\n".join(row["questions"]),
                themes=tuple(row["themes"]),
            ),
            checks=tuple(row["checks"]),
            sources=tuple(row["sources"]),
        )
        for row in _read("points")["point"]
    )


def sources() -> list[dict[str, Any]]:
    """The published texts it rests on, as fields of `PublishedSource`."""
    return list(_read("sources")["source"])


@transaction.atomic
def install(*, by: Worker | None = None) -> Installed:
    """Add what is missing of the starter library, each point with its own line in the trail. `by` None: Sightline."""
    known = set(PublishedSource.objects.values_list("key", flat=True))
    new = [PublishedSource(**row, recorded_by=by) for row in sources() if row["key"] not in known]
    PublishedSource.objects.bulk_create(new)
    texts = PublishedSource.objects.in_bulk(field_name="key")
    there = set(LearningPoint.objects.exclude(starter_key=None).values_list("starter_key", flat=True))
    added = {point.key: _write(point, texts, by) for point in points() if point.key not in there}
    procedures, materials = _procedures(by), _materials()
    content = {"points": sorted(added), "sources": len(new), "procedures": procedures, "materials": materials}
    if any(content.values()):
        trail.record(verb="learning.install_starter", by=by, content=content)
    return Installed(added, len(there), len(new), procedures, materials)


def _write(point: StarterPoint, texts: dict[str, PublishedSource], by: Worker | None) -> LearningPoint:
    made = write_learning_point(
        by=by, words=point.words, published=[texts[key] for key in point.sources], starter_key=point.key
    )
    return publish(made, by=by, seen_version=made.version)


def _procedures(by: Worker | None) -> int:
    known = set(Procedure.objects.values_list("series", "edition"))
    rows = [row for row in _read("procedures")["procedure"] if (row["series"], row["edition"]) not in known]
    Procedure.objects.bulk_create([Procedure(**row, recorded_by=by) for row in rows])
    return len(rows)


def _materials() -> int:
    known = set(Material.objects.values_list("key", flat=True))
    rows = [row for row in _read("materials")["material"] if row["key"] not in known]
    Material.objects.bulk_create([Material(**row | {"stand_in": row["stand_in"].strip()}) for row in rows])
    return len(rows)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("sightline.learning") / "data" / f"starter_{name}.toml").read_text("utf-8"))
