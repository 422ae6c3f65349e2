"""Pedigree tables as people make them: what is read, what is told, and what is no pedigree at all."""

from __future__ import annotations

import pytest

from sightline.exchange.pedigree import looks_like_pedigree, read_pedigree

TRIO = "f 1 0 0 1 1\nf 2 0 0 2 1\nf 3 1 2 1 2\n"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (TRIO, True), (TRIO.replace(" ", "\t"), True), ("#a comment\n" + TRIO, True), ("f 3 8 9 1 2\n", True),
        ("family id father mother sex affected\n" + TRIO, True), (TRIO + "f 4\n", True), ("f 1 0 0 -9\n", True),
        ("This is a plain text file here\nwith many words on each line too\n", False),
        ("f,1,0,0,1,1\n", False), ("", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_pedigree(text, is_one):
    assert looks_like_pedigree(text) is is_one


def test_a_row_that_is_too_short_is_told_and_the_rest_read():
    family, said = read_pedigree(TRIO + "f 4\n")
    assert (len(family.persons), said) == (3, ("Line 4: 2 columns, and five are needed; left out.",))


def test_an_id_that_is_there_twice_is_told():
    family, said = read_pedigree("f 1 0 0 1 1\nf 1 0 0 2 1\n")
    assert [(one.id, one.sex) for one in family.persons] == [("1", "M")]
    assert said == ("Line 2: 1 is there twice; the first was kept.",)


def test_one_person_is_not_father_and_mother():
    family, said = read_pedigree("f 1 0 0 1 1\nf 2 1 1 1 1\n")
    assert (family.unions, [row.parents for row in family.parentage]) == ((), [("1",)])
    assert said == ("Line 2: 2 has 1 as father and as mother; read as one parent.",)
