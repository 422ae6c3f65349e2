"""The rows of one kind as they stood between two changes, with what was once worked out of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

from .fact import Fact
from .looks import Looks, is_ahead

T = TypeVar("T")
Split = tuple["Rows", date | None, "Rows"]


class Rows(tuple[Fact, ...]):
    """Facts of one kind, oldest first. Records of days between which none of them changed share one of these."""

    # A tuple has no room for slots of its own: these live in its __dict__.
    _by_id: dict[str, Fact] | None = None
    # The day of the last split, and what it was; None for all of these rows: what holds itself is not let go of.
    _split: tuple[date, Rows | None, date | None, Rows] | None = None
    _once: dict[Hashable, Any] | None = None

    def find(self, fact_id: str) -> Fact | None:
        """The row with that id."""
        if self._by_id is None:
            self._by_id = {fact.id: fact for fact in self}
        return self._by_id.get(fact_id)

    def once(self, key: Hashable, work_out: Callable[[Rows], T]) -> T:
        """What depends on these rows and the key alone, whatever the day: worked out by the first who asks."""
        if self._once is None:
            self._once = {}
        if key not in self._once:
            self._once[key] = work_out(self)
        found: T = self._once[key]
        return found

    def texts(self, field: str) -> frozenset[str]:
        """Every text that a box of these rows holds; "" where one holds none."""
        return self.once(("texts", field), lambda rows: frozenset(fact.text(field) for fact in rows))

    def split(self, as_of: date) -> Split:
        """The rows that have happened by a day, the first day on which that changes by itself, and those ahead.

        Worked out again only on a day outside the stretch for which the last answer holds.
        """
        if self._split is not None:
            worked_out, happened, turn, ahead = self._split
            if worked_out <= as_of and (turn is None or as_of < turn):
                return (self if happened is None else happened, turn, ahead)
        found = (self, None, NONE) if self._have_surely_happened(as_of) else self._split_by(as_of)
        self._split = (as_of, None if found[0] is self else found[0], found[1], found[2])
        return found

    def _have_surely_happened(self, as_of: date) -> bool:
        """Whether the last of them begins by that day, and none is marked as arranged: so it is with most kinds.

        They stand by their first moments, those without one last.
        """
        if self and self[-1].order[0].date() > as_of:
            return False
        return not any(fact.fields.get("planned") for fact in self)

    def _split_by(self, as_of: date) -> Split:
        looks = Looks(as_of)
        happened: list[Fact] = []
        ahead: list[Fact] = []
        for fact in self:
            (ahead if is_ahead(fact, looks) else happened).append(fact)
        return (Rows(happened) if ahead else self, looks.first, Rows(ahead))


NONE = Rows()
