"""Whose rows are whose: looked up by id, each group made when it is first asked for."""

from __future__ import annotations

import pytest

from sightline.domain.kinship import Family, Household, Member, Parentage, Union

FIRST = Parentage("lee", ("orla", "sean"))
SECOND = Parentage("lee", ("wendy",), "fostered")
TWICE = Parentage("una", ("orla", "orla"))
COUPLE = Union("u1", ("orla", "sean"))
HOME = Household("h1", members=(Member("lee", end="2020"), Member("lee", start="2022")))
FAMILY = Family("f", parentage=(FIRST, TWICE, SECOND), unions=(COUPLE,), households=(HOME,))


def test_a_childs_rows_come_in_the_order_of_the_record() -> None:
    assert FAMILY.parentage_of["lee"] == (FIRST, SECOND)
    assert dict(FAMILY.parentage_of) == {"lee": (FIRST, SECOND), "una": (TWICE,)}


def test_a_row_that_names_somebody_twice_is_theirs_once() -> None:
    assert FAMILY.parentage_by["orla"] == (FIRST, TWICE)
    assert FAMILY.households_of["lee"] == (HOME,)


def test_both_partners_have_the_union() -> None:
    assert FAMILY.unions_of["orla"] == FAMILY.unions_of["sean"] == (COUPLE,)


def test_somebody_unknown_has_no_rows() -> None:
    assert FAMILY.parentage_of.get("nobody", ()) == ()
    assert "nobody" not in FAMILY.unions_of
    with pytest.raises(KeyError):
        FAMILY.parentage_by["lee"]
