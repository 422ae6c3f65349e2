"""Relationship lines where a family is crowded: nothing that is said is lost under them, nor they under each other."""

from __future__ import annotations

import json
import random
from functools import cache

import pytest

from sightline.domain.drawing.genogram import Genogram, Options, chosen_ties, draw_genogram
from sightline.domain.drawing.genogram.ties import ARROW, LABELLED, STYLE
from sightline.domain.drawing.genogram.words import RELATIONSHIP
from sightline.domain.drawing.scene import Box, Group, Line, Shape, Text, flat
from sightline.domain.kinship import Family, read_family
from tools.nasty_families import nasty_family

WORDS = {RELATIONSHIP[kind] for kind in LABELLED}


def a_family_at_odds(size: int, seed: int) -> Family:
    """A hard family in which every fourth is drawn to, or against, somebody."""
    data = json.loads(json.dumps(nasty_family(size, seed)))
    chance, ids = random.Random(seed), [one["id"] for one in data["persons"]]
    pairs = [chance.sample(ids, 2) for _ in range(max(4, len(ids) // 4))]
    data["relationships"] = [
        {"a": a, "b": b, "kind": chance.choice(sorted(STYLE)), "rater": "A worker"} for a, b in pairs
    ]
    return read_family(data)


@cache
def drawn(size: int, seed: int) -> Genogram:
    family = a_family_at_odds(size, seed)
    return draw_genogram(family, Options(ties=chosen_ties(family, people=())))


FAMILIES = [(8, 3002), (12, 3006), (16, 3010), (20, 3014), (25, 3019)]


def above_the_key(found: Genogram) -> list[Shape]:
    shapes = list(found.scene.shapes)
    return shapes[: next(n for n, one in enumerate(shapes) if isinstance(one, Text) and one.words == "Key")]


@pytest.mark.parametrize(("size", "seed"), FAMILIES)
def test_what_a_line_is_called_touches_no_other_words_and_nobody(size: int, seed: int) -> None:
    found = drawn(size, seed)
    texts = [one for one in flat(above_the_key(found)) if isinstance(one, Text)]
    called = [one for one in texts if one.words in WORDS]
    assert len(called) == sum(tie.kind in LABELLED for tie in a_family_at_odds(size, seed).relationships)
    for one in called:
        assert not [other.words for other in texts if other is not one and one.box.meets(other.box)]
        for person in found.layout["persons"]:
            x, y = person["x"], person["y"]
            assert not one.box.meets(Box(x - 24, y - 24, x + 24, y + 24))


@pytest.mark.parametrize(("size", "seed"), FAMILIES)
def test_people_and_words_stand_over_every_line_and_are_edged(size: int, seed: int) -> None:
    shapes = above_the_key(drawn(size, seed))
    ties = [n for n, one in enumerate(shapes) if isinstance(one, Group) and "person" not in one.data]
    people = [n for n, one in enumerate(shapes) if isinstance(one, Group) and "person" in one.data]
    kin = [n for n, one in enumerate(shapes) if isinstance(one, Line) and one.data.get("line") in ("union", "descent")]
    assert max(kin) < min(ties) < max(ties) < min(people)
    names = [one for n in people for one in flat([shapes[n]]) if isinstance(one, Text)]
    assert all(one.edged for one in names)


@pytest.mark.parametrize(("size", "seed"), FAMILIES)
def test_who_is_harmed_is_seen_at_the_head_of_the_arrow(size: int, seed: int) -> None:
    found, family = drawn(size, seed), a_family_at_odds(size, seed)
    places = {one["id"]: (one["x"], one["y"]) for one in found.layout["persons"]}
    heads = [
        one.points[0] for one in flat(above_the_key(found)) if isinstance(one, Line) and one.closed and not one.data
    ]
    harmed = [places[tie.b] for tie in chosen_ties(family, people=()) if tie.kind in ARROW]
    for x, y in harmed:
        assert min(abs(hx - x) + abs(hy - y) for hx, hy in heads) < 50


def test_without_relationship_lines_no_words_are_edged() -> None:
    family = a_family_at_odds(12, 3006)
    assert not [one for one in draw_genogram(family).scene.texts() if one.edged]
