"""A family as recorded: people, unions, parentage, twins, households, relationships.

The model of the file format `sightline-family/1`. Nothing here judges or guesses: one recorded parent stays one parent,
an empty date stays empty. Dates are the texts of the file, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or "" (see `when.py`).
Fields the format does not know are kept in `more` and written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

FORMAT: Final = "sightline-family/1"

SEXES: Final = ("F", "M", "X", "U")
OUTCOMES: Final = ("", "stillbirth", "miscarriage", "termination", "unborn")
LOSSES: Final = ("stillbirth", "miscarriage", "termination")
UNION_KINDS: Final = (
    "married",
    "cohabiting",
    "separated",
    "divorced",
    "annulled",
    "casual",
    "none",
    "unknown",
)
PARENTAGE_KINDS: Final = ("birth", "adopted", "fostered", "guardian", "step")
MULTIPLE_KINDS: Final = ("mz", "dz", "unknown")
HOUSEHOLD_KINDS: Final = ("home", "foster")
RELATIONSHIP_KINDS: Final = (
    "close",
    "very-close",
    "distant",
    "conflict",
    "hostile",
    "close-hostile",
    "violence",
    "abuse",
    "abuse-suspected",
    "cutoff",
    "repaired",
)
HARM: Final = ("violence", "abuse", "abuse-suspected")
CERTAINTIES: Final = ("recorded", "reported", "disputed")
CONDITION_KINDS: Final = ("mental-illness", "physical-illness", "substance")
CONDITION_STATES: Final = ("current", "suspected", "recovery")


@dataclass(frozen=True, slots=True)
class Condition:
    """An illness, or alcohol or drugs as an illness, from and to a day. `recovery`: it was so, and is no more."""

    kind: str
    state: str = "current"
    start: str = ""
    end: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the family, or a pregnancy. `born` of an unborn child is the day it is expected.

    `unknown`: known to exist, not identified. `focus`: child of interest. `protected`: where they are, or that they
    exist, is kept from others; `cleared_for`: ids of the recipients who may be shown it all the same.
    `born_words` and `died_words`: a date phrase as the source gave it ("about 1950"), beside the date it was read as.
    `sex` is the gender somebody lives in. `sex_at_birth` (where it is another) and `conditions` are drawn and told only
    where somebody asked for them (`genogram.without_private`).
    """

    id: str
    name: str = ""
    sex: str = "U"
    born: str = ""
    died: str = ""
    unknown: bool = False
    outcome: str = ""
    focus: bool = False
    protected: bool = False
    cleared_for: tuple[str, ...] = ()
    asked: str = ""
    born_words: str = ""
    died_words: str = ""
    sex_at_birth: str = ""
    conditions: tuple[Condition, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dead(self) -> bool:
        """Known to have died, on whatever day: a source may say that somebody died and not when."""
        return bool(self.died or self.died_words)


@dataclass(frozen=True, slots=True)
class Union:
    """Two people who are or were partners, or have a child together (`none`). One partner where one is recorded."""

    id: str
    partners: tuple[str, ...]
    kind: str = "unknown"
    start: str = ""
    end: str = ""
    certainty: str = "recorded"
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parentage:
    """One child and the one or two people recorded together as its parents or carers, in one way."""

    child: str
    parents: tuple[str, ...]
    kind: str = "birth"
    union: str = ""
    start: str = ""
    end: str = ""
    certainty: str = "recorded"
    cleared_for: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Multiple:
    """Twins and more: `mz` identical, `dz` not, `unknown`."""

    kind: str
    children: tuple[str, ...]
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody living in a household from and to a day; `nights` in a week, where the home is shared."""

    person: str
    start: str = ""
    end: str = ""
    nights: int | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """People living together. `protected`: its place, or that it exists, is kept from others."""

    id: str
    label: str = ""
    kind: str = "home"
    members: tuple[Member, ...] = ()
    protected: bool = False
    cleared_for: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relationship:
    """How `a` is towards `b`, as somebody (`rater`) saw it, from and to a day."""

    a: str
    b: str
    kind: str
    start: str = ""
    end: str = ""
    rater: str = ""
    certainty: str = "recorded"
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A whole family. Look-ups are by id and never fail: somebody unknown has no parents, children or unions."""

    id: str
    title: str = ""
    as_of: str = ""
    notes: str = ""
    persons: tuple[Person, ...] = ()
    unions: tuple[Union, ...] = ()
    parentage: tuple[Parentage, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    households: tuple[Household, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        return {one.id: one for one in self.persons}

    @cached_property
    def union(self) -> Mapping[str, Union]:
        """Unions by id."""
        return {one.id: one for one in self.unions}

    @cached_property
    def parentage_of(self) -> Mapping[str, tuple[Parentage, ...]]:
        """Rows of parentage by child."""
        return Grouped(self.parentage, [row.child for row in self.parentage])

    @cached_property
    def parentage_by(self) -> Mapping[str, tuple[Parentage, ...]]:
        """Rows of parentage by parent."""
        rows = [row for row in self.parentage for _ in row.parents]
        return Grouped(rows, [parent for row in self.parentage for parent in row.parents])

    @cached_property
    def unions_of(self) -> Mapping[str, tuple[Union, ...]]:
        """Unions by partner."""
        rows = [union for union in self.unions for _ in union.partners]
        return Grouped(rows, [partner for union in self.unions for partner in union.partners])

    @cached_property
    def households_of(self) -> Mapping[str, tuple[Household, ...]]:
        """Households by member."""
        rows = [home for home in self.households for _ in home.members]
        return Grouped(rows, [member.person for home in self.households for member in home.members])


Row = TypeVar("Row")


class Grouped(Mapping[str, tuple[Row, ...]]):
    """Rows by somebody's id, in the order of the rows; somebody's group is made when it is first asked for.

    A question about two people of 28,000 reaches some thirty. Until then there is one number a row, of the row before
    it of the same person, so that taking a large family in makes next to nothing that Python's search for garbage
    would have to walk through.
    """

    def __init__(self, rows: Sequence[Row], names: Sequence[str]) -> None:
        """`names` says whose each row is; a row of several people comes several times."""
        self._rows = rows
        self._last: dict[str, int] = {}
        self._before: list[int] = []
        self._made: dict[str, tuple[Row, ...]] = {}
        last, before = self._last, self._before
        for number, name in enumerate(names):
            before.append(last.get(name, -1))
            last[name] = number

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._group(self._last[name])
        return made

    def _group(self, number: int) -> tuple[Row, ...]:
        """From the last row back to the first; a row that names somebody twice is theirs once."""
        found: list[Row] = []
        while number >= 0:
            row = self._rows[number]
            if not found or found[-1] is not row:
                found.append(row)
            number = self._before[number]
        return tuple(reversed(found))

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)
