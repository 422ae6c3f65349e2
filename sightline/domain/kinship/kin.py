"""A family with what a question of kinship needs looked up once: who is above whom, on what basis, and who is over.

Every way up counts: an aunt who adopts is mother and aunt. Care that is over by the day looked at leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from .family import Family, Parentage, Union
from .when import begun_by, certainly_before, over_by, read_date

BLOOD, ADOPTION, FOSTER, STEP, GUARDIAN = "blood", "adoption", "foster care", "step", "guardianship"
MARRIAGE, CHILD, HOUSEHOLD, SELF = "marriage", "a child", "household", "self"
BASES: Final = (SELF, BLOOD, ADOPTION, MARRIAGE, CHILD, STEP, FOSTER, GUARDIAN, HOUSEHOLD)
OF_KIND: Final = {"birth": BLOOD, "adopted": ADOPTION, "fostered": FOSTER, "guardian": GUARDIAN, "step": STEP}
CARE: Final = ("fostered", "guardian", "step")
ENDED: Final = ("separated", "divorced", "annulled")
Found = TypeVar("Found")
WHOLE: Final = (BLOOD, ADOPTION)
"""What somebody is a child by in full, with the whole kin of who they are a child of."""


@dataclass(frozen=True, slots=True)
class Above:
    """Everybody above a person, who is among them: `whole` by blood and adoption alone, `cared` over one link of care.

    `returns`: the record makes the person their own ancestor.
    """

    whole: set[str]
    cared: set[str]
    returns: bool

    def __contains__(self, person: object) -> bool:
        return person in self.whole or person in self.cared


class Once(dict[str, Found]):
    """What is worked out about somebody when it is first asked for, and kept."""

    def __init__(self, work: Callable[[str], Found]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, person: str) -> Found:
        found = self[person] = self._work(person)
        return found


@dataclass(frozen=True)
class Kin:
    """A family with what the search needs looked up once. Build it once for many questions."""

    family: Family
    day: date | None = None
    _above: dict[str, Above] = field(default_factory=dict, repr=False)

    @cached_property
    def on(self) -> date | None:
        """The day by which partnerships are current or former: the one given, else the file's own."""
        if self.day is not None or not self.family.as_of:
            return self.day
        return read_date(self.family.as_of).latest

    def sex(self, person: str) -> str:
        """F, M, or anything else for words that say neither."""
        found = self.family.person.get(person)
        return found.sex if found else "U"

    def is_former(self, union: Union) -> bool:
        """Whether a partnership is over: by its kind, or by its end. One that a death ended is not a former one."""
        if union.kind in ENDED:
            return True
        if not union.end or (self.on is not None and not over_by(union.end, self.on)):
            return False
        died = [self.family.person[each].died for each in union.partners if self.has_died(each)]
        return not any(day and not certainly_before(union.end, day) for day in died)

    def has_died(self, person: str) -> bool:
        """Whether somebody has died by the day looked at; who died on a day nobody knows, has."""
        found = self.family.person.get(person)
        if found is None or not found.dead:
            return False
        return not found.died or self.on is None or over_by(found.died, self.on)

    def _had_died(self, person: str, child: str) -> bool:
        """Whether somebody had certainly died before a child was born, and so was never a step-parent."""
        one, other = self.family.person.get(person), self.family.person.get(child)
        if one is None or other is None:
            return False
        return certainly_before(one.died, other.born, earlier_words=one.died_words, later_words=other.born_words)

    def is_partnership(self, union: Union) -> bool:
        """Whether two people were ever partners; "none" only says that they have a child together."""
        return union.kind != "none" and len(set(union.partners)) == 2

    def partners(self, person: str) -> Iterator[tuple[str, Union]]:
        """A person's partners by the day looked at, present and former."""
        for union in self.family.unions_of.get(person, ()):
            begun = self.on is None or not union.start or begun_by(union.start, self.on)
            if begun and self.is_partnership(union):
                other = union.partners[0] if union.partners[1] == person else union.partners[1]
                yield other, union

    def is_over(self, row: Parentage) -> bool:
        """Whether somebody's care of a child has ended; birth and adoption don't."""
        return row.kind in CARE and bool(row.end) and (self.on is None or over_by(row.end, self.on))

    @cached_property
    def rows_up(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """(parent or carer, basis) of a child by id; each once, by the closest basis. Care that is over is left out."""
        return Once(self._rows_up)

    @cached_property
    def whole_up(self) -> Mapping[str, tuple[str, ...]]:
        """Those above a child by blood or adoption."""
        return Once(lambda child: tuple([parent for parent, basis in self.rows_up[child] if basis in WHOLE]))

    @cached_property
    def care_up(self) -> Mapping[str, tuple[str, ...]]:
        """Those above a child by care: foster carers, guardians, step-parents."""
        return Once(lambda child: tuple([parent for parent, basis in self.rows_up[child] if basis not in WHOLE]))

    def _rows_up(self, child: str) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for row in self.family.parentage_of.get(child, ()):
            basis = OF_KIND.get(row.kind, BLOOD)
            for parent in () if self.is_over(row) else row.parents:
                if parent != child and (parent not in found or BASES.index(basis) < BASES.index(found[parent])):
                    found[parent] = basis
        for parent in [parent for parent, basis in found.items() if basis in WHOLE]:
            for partner in self._lives_with[parent]:
                if partner not in found and partner != child and not self._had_died(partner, child):
                    found[partner] = STEP
        return tuple(sorted(found.items()))

    def above(self, person: str) -> Above:
        """Everybody above a person, a generation at a time."""
        if person not in self._above:
            self._above[person] = self._all_above(person)
        return self._above[person]

    def _all_above(self, person: str) -> Above:
        whole, cared = {person}, set[str]()
        here, by_care, returns = {person}, set[str](), False
        while here or by_care:
            further = _next(self.whole_up, here)
            care = _next(self.care_up, here) | _next(self.whole_up, by_care)
            returns = returns or person in further or person in care
            here, by_care = further - whole, care - cared
            whole |= here
            cared |= by_care
        return Above(whole, cared, returns)

    @cached_property
    def _lives_with(self) -> Mapping[str, tuple[str, ...]]:
        """The partners by whom a person's children have a step-parent."""
        return Once(
            lambda person: tuple([
                other
                for other, union in self.partners(person)
                if makes_step(union) and not self.is_former(union)
            ])
        )  # fmt: skip

    def parents(self, child: str, *, blood_only: bool = False) -> frozenset[str]:
        """Those by birth (or adoption, unless `blood_only`)."""
        kinds = ("birth",) if blood_only else ("birth", "adopted")
        rows: tuple[Parentage, ...] = self.family.parentage_of.get(child, ())
        return frozenset(parent for row in rows if row.kind in kinds for parent in row.parents)


def _next(parents: Mapping[str, tuple[str, ...]], people: set[str]) -> set[str]:
    return set[str]().union(*map(parents.__getitem__, people))


def makes_step(union: Union) -> bool:
    """A wife, a husband or somebody one lives with brings a step relation; a passing relationship does not."""
    return union.kind in ("married", "cohabiting", "unknown")


def weaker(one: str, other: str) -> str:
    return one if BASES.index(one) >= BASES.index(other) else other
