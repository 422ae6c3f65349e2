"""A family with what a question of kinship needs looked up once: who is above whom, on what basis, and who is over.

Every way up counts: an aunt who adopts is mother and aunt. Care that is over by the day looked at leads nowhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from .family import Family, Parentage, Union
from .when import over_by, read_date

BLOOD, ADOPTION, FOSTER, STEP, GUARDIAN = "blood", "adoption", "foster care", "step", "guardianship"
MARRIAGE, CHILD, HOUSEHOLD, SELF = "marriage", "a child", "household", "self"
BASES: Final = (SELF, BLOOD, ADOPTION, MARRIAGE, CHILD, STEP, FOSTER, GUARDIAN, HOUSEHOLD)
OF_KIND: Final = {"birth": BLOOD, "adopted": ADOPTION, "fostered": FOSTER, "guardian": GUARDIAN, "step": STEP}
CARE: Final = ("fostered", "guardian", "step")
ENDED: Final = ("separated", "divorced", "annulled")
NEAR: Final = 4
"""Generations within which every way up counts. Further up, where lines of an old family meet again and again, the
shortest to each ancestor does: people live by who is near, and there would be thousands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A way up from a person: the people passed, and the strongest departure from blood on it."""

    path: tuple[str, ...]
    basis: str

    @property
    def steps(self) -> int:
        """How many generations up."""
        return len(self.path) - 1


Lines = dict[str, list[Line]]
"""The ways up to each ancestor, shortest first."""


@dataclass(frozen=True)
class Kin:
    """A family with what the search needs looked up once. Build it once for many questions."""

    family: Family
    day: date | None = None
    _lines: dict[str, Lines] = field(default_factory=dict, repr=False)
    _rows: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)

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
        """Whether a partnership is over: by its kind, or by its end."""
        if union.kind in ENDED:
            return True
        return bool(union.end) and (self.on is None or over_by(union.end, self.on))

    def is_partnership(self, union: Union) -> bool:
        """Whether two people were ever partners; "none" only says that they have a child together."""
        return union.kind != "none" and len(set(union.partners)) == 2

    def partners(self, person: str) -> Iterator[tuple[str, Union]]:
        """A person's partners, present and former."""
        for union in self.family.unions_of.get(person, ()):
            if self.is_partnership(union):
                other = union.partners[0] if union.partners[1] == person else union.partners[1]
                yield other, union

    def is_over(self, row: Parentage) -> bool:
        """Whether somebody's care of a child has ended; birth and adoption don't."""
        return row.kind in CARE and bool(row.end) and (self.on is None or over_by(row.end, self.on))

    def rows_up(self, child: str) -> tuple[tuple[str, str], ...]:
        """(parent or carer, basis) of a child by id; each once, by the closest basis. Care that is over is left out."""
        if child not in self._rows:
            self._rows[child] = tuple(sorted(self._rows_up(child).items()))
        return self._rows[child]

    def _rows_up(self, child: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self.family.parentage_of.get(child, ()):
            basis = OF_KIND.get(row.kind, BLOOD)
            for parent in () if self.is_over(row) else row.parents:
                if parent != child and (parent not in found or BASES.index(basis) < BASES.index(found[parent])):
                    found[parent] = basis
        own = [parent for parent, basis in found.items() if basis in (BLOOD, ADOPTION)]
        for parent in own:
            for partner, union in self.partners(parent):
                if partner not in found and partner != child and makes_step(union) and not self.is_former(union):
                    found[partner] = STEP
        return found

    def parents(self, child: str, *, blood_only: bool = False) -> frozenset[str]:
        """Those by birth (or adoption, unless `blood_only`)."""
        kinds = ("birth",) if blood_only else ("birth", "adopted")
        rows: tuple[Parentage, ...] = self.family.parentage_of.get(child, ())
        return frozenset(parent for row in rows if row.kind in kinds for parent in row.parents)

    def lines_up(self, person: str) -> Lines:
        """Everybody above a person: by every way while they are near, then by the shortest a basis; the person too."""
        if person not in self._lines:
            self._lines[person] = self._climb(person)
        return self._lines[person]

    def _climb(self, person: str) -> Lines:
        """Breadth first, by blood and adoption with one link of care at most on the way; nobody twice on one way."""
        start = Line((person,), BLOOD)
        found: Lines = {person: [start]}
        waiting = deque([start])
        while waiting:
            line = waiting.popleft()
            for parent, basis in self.rows_up(line.path[-1]):
                if parent in line.path or not (basis in (BLOOD, ADOPTION) or line.basis in (BLOOD, ADOPTION)):
                    continue
                further = Line((*line.path, parent), weaker(line.basis, basis))
                known = found.setdefault(parent, [])
                if further.steps <= NEAR or all(one.basis != further.basis for one in known):
                    known.append(further)
                    waiting.append(further)
        return found


def makes_step(union: Union) -> bool:
    """A wife, a husband or somebody one lives with brings a step relation; a passing relationship does not."""
    return union.kind in ("married", "cohabiting", "unknown")


def weaker(one: str, other: str) -> str:
    return one if BASES.index(one) >= BASES.index(other) else other
