"""A family goes through GEDCOM 7 and 5.5.1, and through our own file, and comes back as it was: people, unions,
parentage, phrases, and every line that is only kept."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.kinship import Family, Parentage, Person, Union, in_order, read_family, write_family
from sightline.domain.kinship.family import CERTAINTIES, PARENTAGE_KINDS, UNION_KINDS
from sightline.exchange.gedcom import read_gedcom, write_gedcom

DATES = ("12 MAR 1950", "ABT 1950", "BET 1950 AND MAR 1952", "INT 1950 (the hot summer)", "(as a girl)", "1950")
EXTRAS = (
    "{n} NOTE @@home, with an @ in it", "{n} _EYES green", "{n} PLAC Quernmoor", "{n} ASSO @{who}@", "{n} SOUR @s1@",
    "{n} NOTE " + "very long words " * 40, "{n} NOTE one\n{m} CONT\n{m} CONT three", "{n} _UID A@@B",
)  # fmt: skip


def a_file(seed: int) -> str:
    """A GEDCOM 5.5.1 file as programs write them: marriages in turn, links of every kind, lines of their own."""
    chance = random.Random(seed)
    people = [f"i{n}" for n in range(chance.randint(1, 7))]
    lines = ["0 HEAD", "1 GEDC", "2 VERS 5.5.1", "1 CHAR UTF-8", "1 NOTE of the file", "0 @s1@ SOUR", "1 TITL Register"]

    def extra(level: int) -> list[str]:
        some = chance.choice(EXTRAS).format(n=level, m=level + 1, who=chance.choice(people))
        return some.split("\n") if chance.random() < 0.4 else []

    def event(tag: str) -> list[str]:
        return [f"1 {tag}", f"2 DATE {chance.choice(DATES)}", *extra(2)] if chance.random() < 0.6 else []

    for key in people:
        lines += [f"0 @{key}@ INDI", f"1 NAME Ann{key} /Smith/", *extra(2), f"1 SEX {chance.choice('FMXU')}"]
        lines += [*event("BIRT"), *event("BIRT"), *event("DEAT"), *extra(1)]
        for family in range(3):
            if chance.random() < 0.4:
                lines.append(f"1 FAMC @f{family}@")
                pedi = chance.choice(("", "adopted", "foster", "birth", "step"))
                lines += [f"2 PEDI {pedi}"] * bool(pedi) + ["2 STAT challenged"] * (chance.random() < 0.2)
    for family in range(3):
        lines.append(f"0 @f{family}@ FAM")
        for role, key in zip(("HUSB", "WIFE"), chance.sample(people, min(2, len(people))), strict=False):
            lines.append(f"1 {role} @{key}@")
        for tag in chance.sample(("ENGA", "MARR", "DIV", "MARR", "DIV", "SEPA"), chance.randint(0, 4)):
            lines += event(tag)
        lines += extra(1)
    return "\n".join([*lines, "0 TRLR", ""])


DERIVED = ("also", "events", "gedcom_within")
"""Told beside a union: records of the couple that are one now, what happened in turn, and that there was a wedding."""


def plain(family: Family) -> tuple[object, ...]:
    """What a family holds, without an order or a place of rows in the file."""
    one = in_order(family)
    rows = {(r.child, r.parents, r.kind, r.start, r.end, r.certainty) for r in one.parentage}
    unions = [replace(each, more={k: v for k, v in each.more.items() if k not in DERIVED}) for each in one.unions]
    return one.persons, unions, rows, one.more


@pytest.mark.parametrize("part", range(4))
def test_a_file_of_another_program_comes_back_with_all_its_lines(part: int) -> None:
    for seed in range(part * 20, part * 20 + 20):
        read = read_gedcom(a_file(seed).encode()).family
        seven = read_gedcom(write_gedcom(read, seven=True).data)
        assert plain(seven.family) == plain(read), seed
        ours = read_family(write_family(seven.family))
        older = read_gedcom(write_gedcom(ours, seven=False).data)
        assert plain(older.family) == plain(read), seed
        assert not [one for one in (*seven.problems, *older.problems) if "not known" in one or "twice" in one]


WHEN = st.sampled_from(
    [("", ""), ("1950", ""), ("1950-05-03", ""), ("", "as a girl"), ("1950", "about the fair"), ("1950", "ABT 1950"),
     ("1950-05", "BEF MAY 1950 (or so)"), ("", "s/o (somebody)")]
)  # fmt: skip
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).map(str.strip)
DAYS = st.sampled_from(["", "1950", "1950-05", "1950-05-03"])
KEYS = st.sampled_from(["I1", "i-2", "SLP0", "SLX0", "a person", "VOID", "F1"])


@given(
    st.dictionaries(KEYS, st.tuples(NAMES, WHEN, WHEN), min_size=2),
    st.lists(st.tuples(st.sampled_from(UNION_KINDS), WHEN, WHEN, st.sampled_from(CERTAINTIES)), max_size=3),
    st.lists(st.tuples(st.sampled_from(PARENTAGE_KINDS), DAYS, DAYS, st.sampled_from(CERTAINTIES)), max_size=5),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_a_family_of_ours_comes_back(people, unions, rows, chance, seven: bool) -> None:
    keys = sorted(people)
    persons = [
        Person(
            key, name, "FMXU"[n % 4], born, died, asked="2026-03-12" if n % 2 else "", born_words=first, died_words=last
        )
        for n, (key, (name, (born, first), (died, last))) in enumerate(sorted(people.items()))
    ]
    couples = {tuple(chance.sample(keys, 2)): union for union in unions}
    kept = {}
    for number, (pair, (kind, (start, first), (end, last), sure)) in enumerate(couples.items()):
        words = {"date_words": {"start": first, "end": last}} if first or last else {}
        kept.setdefault(frozenset(pair), Union(f"F{number}", pair, kind, start, end, sure, words))
    parentage = {}
    for kind, start, end, sure in rows:
        child, *parents = chance.sample(keys, chance.randint(2, min(3, len(keys))))
        parentage[child, frozenset(parents), kind] = Parentage(child, tuple(parents), kind, "", start, end, sure)
    family = Family("family", persons=tuple(persons), unions=tuple(kept.values()), parentage=tuple(parentage.values()))
    again = read_gedcom(write_gedcom(family, seven=seven).data)
    assert plain(again.family) == plain(family)
    assert again.problems == ()
