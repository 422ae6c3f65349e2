"""Families are read and written as they stand, and what is wrong is said in plain sentences."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from sightline.domain.kinship import (
    FamilyRefused,
    Member,
    own_ancestor_rows,
    problems,
    read_family,
    write_family,
)

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "families").glob("*.json"))


def a_family(**parts: Any) -> dict[str, Any]:
    people = parts.pop("persons", [{"id": key} for key in "abcd"])
    return {"format": "sightline-family/1", "id": "f", "persons": people, **parts}


def refused(**parts: Any) -> str:
    with pytest.raises(FamilyRefused) as caught:
        read_family(a_family(**parts))
    return " ".join(caught.value.sentences)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_without_a_problem_and_survives_the_round_trip(path: Path) -> None:
    family = read_family(path.read_bytes())
    assert problems(family) == ()
    assert read_family(write_family(family)) == family
    assert len(family.persons) == len(json.loads(path.read_text())["persons"])


def test_optional_fields_and_unknown_ones_survive() -> None:
    member = {"person": "a", "from": "2020", "to": "2021-03", "nights": 0}
    data = a_family(
        persons=[{"id": "a", "name": "A", "shoe": 7, "protected": True, "cleared_for": ["b"]}, {"id": "b"}],
        parentage=[{"child": "a", "parents": ["b"], "kind": "step", "certainty": "disputed", "from": "2020"}],
        households=[{"id": "h", "members": [member, "b"]}],
        relationships=[{"a": "a", "b": "b", "kind": "very-close", "rater": "A worker", "from": "2024-01-05"}],
    )
    family = read_family(data)
    assert family.households[0].members == (Member("a", "2020", "2021-03", 0), Member("b"))
    assert family.person["a"].more == {"shoe": 7}
    assert read_family(write_family(family)) == family


def test_an_empty_family_is_a_family() -> None:
    assert problems(read_family({"format": "sightline-family/1"})) == ()


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"persons": [{"id": "a"}, {"id": "a"}]}, "The id 'a' is used for 2 people."),
        ({"unions": [{"id": "u", "partners": ["a", "z"]}]}, "Union 'u' names 'z', and nobody has that id."),
        ({"unions": [{"id": "u", "partners": ["a", "b", "c"]}]}, "Union 'u' has 3 partners; a union has two."),
        ({"unions": [{"id": "u", "partners": ["a", "a"]}]}, "Union 'u' joins 'a' to themselves."),
        ({"parentage": [{"child": "a", "parents": ["b"], "union": "u"}]}, "no union has that id"),
        ({"parentage": [{"child": "a", "parents": []}]}, "names 0 parents; a row has one or two"),
        ({"persons": [{"id": "a", "born": "2011-13"}]}, "'2011-13' is not a day of the calendar"),
        ({"persons": [{"id": "a", "sex": "Q"}]}, "'sex' is 'Q', and should be F, M, X or U."),
        ({"persons": [{"id": 4}]}, "Number 1 of persons: 'id' should be text."),
        ({"persons": {}}, "'persons' should be a list."),
        ({"households": [{"id": "h", "members": [{"person": "a", "nights": "two"}]}]}, "whole number of nights"),
        ({"relationships": [{"a": "a", "b": "q", "kind": "close"}]}, "names 'q', and nobody has that id"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(parts: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(**parts)


@pytest.mark.parametrize("source", [b"\xff\xfe{", "[1]", "{", "[" * 100_000, '{"format": "other/1"}'])
def test_what_is_no_family_is_refused(source: str | bytes) -> None:
    with pytest.raises(FamilyRefused):
        read_family(source)


def test_thousands_of_reasons_are_cut() -> None:
    with pytest.raises(FamilyRefused) as caught:
        read_family(a_family(persons=[{"id": "a"}] * 2 + [{"id": str(n), "born": "x"} for n in range(2000)]))
    assert len(caught.value.sentences) == 51


def test_contradictions_are_reported_and_not_refused() -> None:
    family = read_family(
        a_family(
            persons=[
                {"id": "a", "name": "Ann", "born": "1990"},
                {"id": "b", "name": "Ben", "born": "1985", "died": "1980"},
                {"id": "c"},
            ],
            unions=[{"id": "u", "partners": ["a"]}, {"id": "v", "partners": ["b", "c"]}],
            parentage=[{"child": "b", "parents": ["a"]}, {"child": "c", "parents": ["a", "b"], "union": "v"}],
            multiples=[{"kind": "mz", "children": ["a", "b"]}],
        )
    )
    assert {one.code for one in problems(family)} == {
        "child-before-parent",
        "died-before-birth",
        "one-partner",
        "not-of-the-union",
        "twins",
    }
    assert "Ben is recorded as born before their parent Ann." in [one.sentence for one in problems(family)]


def test_a_year_that_may_fit_is_no_contradiction() -> None:
    people = [{"id": "a", "born": "1990-05"}, {"id": "b", "born": "1990"}]
    family = read_family(a_family(persons=people, parentage=[{"child": "a", "parents": ["b"]}]))
    assert problems(family) == ()


@pytest.mark.parametrize(
    ("child", "parent"),
    [("BEF 1980", "BEF 1990"), ("AFT 1980", "1990"), ("BET 1980 AND 1995", "1990"), ("1980", "before 1990")],
)
def test_before_and_after_a_year_are_not_that_year(child: str, parent: str) -> None:
    people = [{"id": "a", "born": "1980", "born_words": child}, {"id": "b", "born": "1990", "born_words": parent}]
    assert problems(read_family(a_family(persons=people, parentage=[{"child": "a", "parents": ["b"]}]))) == ()


def test_about_a_year_is_still_told() -> None:
    people = [{"id": "a", "born": "1980", "born_words": "ABT 1980"}, {"id": "b", "born": "1990"}]
    family = read_family(a_family(persons=people, parentage=[{"child": "a", "parents": ["b"]}]))
    assert [one.code for one in problems(family)] == ["child-before-parent"]


def test_an_own_ancestor_is_found_at_the_link_that_fits_the_dates_least() -> None:
    people = [{"id": "a", "born": "1940"}, {"id": "b", "born": "1965"}, {"id": "c", "born": "1990"}]
    rows = [{"child": "b", "parents": ["a"]}, {"child": "c", "parents": ["b"]}, {"child": "a", "parents": ["c"]}]
    for seed in range(6):
        random.Random(seed).shuffle(rows)
        family = read_family(a_family(persons=people, parentage=rows))
        assert [(row.child, row.parents) for row in own_ancestor_rows(family)] == [("a", ("c",))]
        assert "own-ancestor" in {one.code for one in problems(family)}


def test_a_person_who_is_their_own_parent_is_reported() -> None:
    family = read_family(a_family(parentage=[{"child": "a", "parents": ["a", "b"]}]))
    assert [one.code for one in problems(family)] == ["own-ancestor"]
