"""Words in a drawing: none on another, on a symbol or a line; ages no surer than the record; a key that shows what is
drawn; relationship lines that go round people."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from sightline.domain.drawing.genogram import Options, draw_genogram, person_cells
from sightline.domain.drawing.genogram.words import about
from sightline.domain.drawing.scene import PAPER, Box, Group, Line, Rect, Scene, Shape, Text, flat
from sightline.domain.kinship import Family, read_family
from tests.families import a_family
from tools.nasty_families import nasty_family

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "families").glob("*.json"))
FAMILIES = [read_family(path.read_bytes()) for path in SAMPLES]


def above_key(scene: Scene) -> list[Shape]:
    """What is drawn, without the key."""
    return list(itertools.takewhile(lambda one: not (isinstance(one, Text) and one.words == "Key"), scene.shapes))


def key_of(family: Family, **options: object) -> dict[str, list[Shape]]:
    """The shapes of each entry of the key, by its words."""
    shapes = list(draw_genogram(family, Options(**options)).scene.shapes)  # type: ignore[arg-type]
    start = next(n for n, one in enumerate(shapes) if isinstance(one, Text) and one.words == "Key")
    found: dict[str, list[Shape]] = {}
    waiting: list[Shape] = []
    for one in flat(shapes[start + 1 :]):
        if isinstance(one, Text) and one.anchor == "start":
            found[one.words], waiting = waiting, []
        else:
            waiting.append(one)
    return found


def touches(box: Box, line: Line) -> bool:
    """Whether a level or upright line runs through words (a px of room apart)."""
    points = (*line.points, *line.points[:1]) if line.closed else line.points
    return any(
        min(ax, bx) < box.right - 1
        and max(ax, bx) > box.left + 1
        and min(ay, by) < box.bottom - 2
        and max(ay, by) > box.top + 2
        for (ax, ay), (bx, by) in itertools.pairwise(points)
    )


def unmasked(shapes: list[Shape]) -> list[tuple[str, str]]:
    """(words, kind of line) where words of a union or a household stand on a line without paper of their own."""
    found = []
    everything = list(flat(shapes))
    for place, text in enumerate(everything):
        if not isinstance(text, Text):
            continue
        for below, line in enumerate(everything):
            if isinstance(line, Line) and line.data.get("line") in ("union", "household") and touches(text.box, line):
                paper = [one for one in everything[below:place] if isinstance(one, Rect) and one.pen.fill == PAPER]
                if not any(one.x <= text.box.left + 4 and one.x + one.width >= text.box.right - 4 for one in paper):
                    found.append((text.words, line.data["line"]))
    return found


@pytest.mark.parametrize("profile", ["uk", "mcgoldrick"])
@pytest.mark.parametrize("family", FAMILIES, ids=[one.id for one in FAMILIES])
def test_no_words_of_a_sample_touch_other_words_or_a_line(family: Family, profile: str) -> None:
    shapes = above_key(draw_genogram(family, Options(profile=profile)).scene)
    texts = [one for one in flat(shapes) if isinstance(one, Text)]
    close = [
        (one.words, other.words)
        for one, other in itertools.combinations(texts, 2)
        if Box(one.box.left + 1, one.box.top + 2, one.box.right - 1, one.box.bottom - 2).meets(
            Box(other.box.left + 1, other.box.top + 2, other.box.right - 1, other.box.bottom - 2)
        )
    ]
    assert close == []
    assert unmasked(shapes) == []


def test_years_of_couples_are_told_in_both_profiles() -> None:
    for family in FAMILIES:
        wanted = {one.start[:4] for one in family.unions if one.start}
        for profile in ("uk", "mcgoldrick"):
            texts = [one.words for one in draw_genogram(family, Options(profile=profile)).scene.texts()]
            assert not [year for year in wanted if not any(year in words for words in texts)]


@pytest.mark.parametrize("seed", range(4))
def test_no_letter_of_a_household_lies_on_words_of_a_hard_family(seed: int) -> None:
    shapes = above_key(draw_genogram(read_family(nasty_family(24, seed))).scene)
    texts = [one for one in flat(shapes) if isinstance(one, Text)]
    letters = [one for one in texts if one.bold and len(one.words) == 1 and one.fill == "#505a5f"]
    assert letters
    assert not [one for one in letters if any(one.box.meets(other.box) for other in texts if other is not one)]


@pytest.mark.parametrize(
    ("person", "inside", "year"),
    [
        ({"born": "1950", "died": "2019"}, "~68", "1950"),
        ({"born": "1950-03-01", "died": "2019-06-01"}, "69", "1950"),
        ({"born": "1950", "born_words": "ABT 1950"}, "~74", "~1950"),
        ({"born": "1950", "born_words": "BEF 1950"}, "", "<1950"),
        ({"born": "1950", "born_words": "AFT 1950"}, "", ">1950"),
        ({"born": "1950", "born_words": "BET 1950 AND 1960"}, "", "~1950"),
        ({"born": "1950-05", "born_words": "between 3 May 1950 and 9 May 1950"}, "~75", "~1950"),
    ],
)
def test_an_age_is_no_surer_than_the_days_it_is_counted_from(person, inside: str, year: str) -> None:
    drawing = draw_genogram(a_family({"id": "a", "sex": "F", **person})).scene
    texts = {one.words for one in flat(above_key(drawing)) if isinstance(one, Text)}
    assert year in texts
    assert {words for words in texts if words.removeprefix("~") in ("68", "69", "74", "75", "70")} == {inside} - {""}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ABT 1950", "about 1950"), ("BET 3 MAY 1950 AND 1952", "between 3 May 1950 and 1952"),
        ("BEF MAR 1940 (the old will)", "before March 1940 (the old will)"), ("FROM 1900 TO 1905", "from 1900 to 1905"),
        ("about the fair", "about the fair"), ("@#DJULIAN@ 1 JAN 1700", "@#DJULIAN@ 1 JAN 1700"), ("(May)", "(May)"),
    ],
)  # fmt: skip
def test_the_words_of_a_family_file_for_a_date_are_told_as_people_say_them(source: str, words: str) -> None:
    family = a_family({"id": "a", "born": "1950", "born_words": source})
    assert f"born {words}" in about(family.persons[0], "")
    assert person_cells(family, family.persons[0])[2] == words


def test_the_key_tells_what_stands_before_a_year_only_where_it_does() -> None:
    before = a_family({"id": "a", "born": "1950", "born_words": "BEF 1950"}, {"id": "b", "born": "1950-05-01"})
    assert "Before that year" in key_of(before)
    assert not {"About: the day is not known", "After that year"} & set(key_of(before))
    assert "About: the day is not known" in key_of(a_family({"id": "a", "born": "1950"}))


def family_of_losses() -> Family:
    losses = [{"id": kind, "outcome": kind} for kind in ("miscarriage", "termination", "unborn")]
    return a_family("mum", *losses, children=[(one["id"], "mum") for one in losses])


@pytest.mark.parametrize("profile", ["uk", "mcgoldrick"])
def test_each_loss_looks_in_the_key_as_it_is_drawn_and_unlike_the_others(profile: str) -> None:
    key = key_of(family_of_losses(), profile=profile)
    kinds = [[type(shape).__name__ for shape in key[words]] for words in ("Miscarriage", "Termination", "Pregnancy")]
    assert len({tuple(one) for one in kinds}) == (3 if profile == "mcgoldrick" else 2)
    assert len(key["Termination"]) == len(key["Miscarriage"]) + 1
    if profile == "mcgoldrick":
        assert len(key["Miscarriage"]) == len(key["Pregnancy"]) + 2


def test_in_the_key_a_gender_not_known_has_its_question_mark_and_non_binary_has_none() -> None:
    key = key_of(a_family({"id": "a", "sex": "U"}, {"id": "b", "sex": "X"}))
    assert [one.words for one in key["Gender not known"] if isinstance(one, Text)] == ["?"]
    assert not [one for one in key["Non-binary"] if isinstance(one, Text)]


def test_twins_of_each_kind_have_an_entry_of_their_own() -> None:
    children = [(key, "mum") for key in ("a", "b", "c", "d", "e")]
    many = [{"kind": "mz", "children": ["a", "b"]}, {"kind": "dz", "children": ["c", "d", "e"]}]
    key = key_of(a_family("mum", *"abcde", children=children, multiples=many))
    assert len(key["Twins (a bar: identical)"]) == len(key["Twins, triplets or more"]) + 1


def test_a_bar_over_two_sets_of_twins_ends_where_the_lines_of_the_last_part() -> None:
    children = [(key, "mum", "dad") for key in "abcde"]
    many = [{"kind": "mz", "children": ["a", "b"]}, {"kind": "dz", "children": ["c", "d", "e"]}]
    family = a_family(
        "mum", "dad", *"abcde", unions={"u": ("mum", "dad", "married")}, children=children, multiples=many
    )
    lines = [one for one in draw_genogram(family).layout["lines"] if one["kind"] == "descent"]
    level = [one["points"] for one in lines if one["points"][0][1] == one["points"][-1][1]]
    tops = {tuple(one["points"][0]) for one in lines if one["points"][0][0] != one["points"][-1][0]}
    ends = {tuple(point) for points in level for point in points}
    assert max(ends) in tops
    assert min(ends) in tops


def test_a_relationship_line_goes_round_who_stands_between_and_clear_of_the_key() -> None:
    ties = [{"a": "a", "b": "c", "kind": "violence", "rater": "Social worker", "from": "2024"}]
    family = a_family(
        "a", "b", "c", unions={"u": ("a", "b", "married"), "v": ("b", "c", "married")}, relationships=ties
    )
    drawn = draw_genogram(family, Options(ties=family.relationships))
    places = {one["id"]: (one["x"], one["y"]) for one in drawn.layout["persons"]}
    assert sorted(places, key=lambda key: places[key])[1] == "b"
    zigzag = [one for one in flat(drawn.scene.shapes) if isinstance(one, Line) and one.data.get("line") == "emotional"]
    x, y = places["b"]
    assert not [p for one in zigzag for p in one.points if abs(p[0] - x) < 26 and abs(p[1] - y) < 26]
    key = next(one for one in drawn.scene.shapes if isinstance(one, Text) and one.words == "Key")
    assert max(py for one in zigzag for _, py in one.points) < key.y - 14
    assert "Lines between people as seen by: Social worker, from 2024" in [one.words for one in drawn.scene.texts()]


def test_where_days_find_no_room_the_names_of_who_saw_it_so_are_whole() -> None:
    ties = [
        {"a": "a", "b": "b", "kind": "close", "rater": f"Worker number {n}", "from": f"2024-10-1{n}"} for n in range(2)
    ]
    family = a_family("a", "b", relationships=ties)
    said = [one.words for one in draw_genogram(family, Options(ties=family.relationships)).scene.texts()]
    names = "; ".join(f"Worker number {n}" for n in range(2))
    assert f"Lines between people as seen by: {names}" in said


def test_no_relationship_line_runs_through_the_word_for_another() -> None:
    names = "abcdefgh"
    ties = [{"a": one, "b": "h", "kind": "conflict"} for one in "abcdefg"]
    family = a_family(*names, relationships=ties)
    shapes = draw_genogram(family, Options(ties=family.relationships)).scene.shapes
    last_line = max(n for n, one in enumerate(shapes) if isinstance(one, Group) and "conflict" in one.title)
    words = [n for n, one in enumerate(shapes) if isinstance(one, Text) and one.words == "conflict"]
    assert len(words) == len(ties)
    assert min(words) > last_line
