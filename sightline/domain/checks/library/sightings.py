"""When a child was not seen: was it raised with somebody, and who did see the child?

The record has no field for either, so this is how they are read. *Raised*: an Oversight of kind `case_direction` or
with directions in it, or a Disagreement. *Who did see the child*: a Contact in person in which the child spoke for
themselves, or an AgencyContact about the child that names who was spoken to. Both since the last visit without the
child; a text or a call is not a sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..fact import Fact
from ..looks import Looks, is_ahead, last_moment, when_of
from ..record import ChildRecord

NOT_IN_PERSON = ("call", "text")


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows that show it raised, and the child seen by someone else."""

    raised: tuple[Fact, ...]
    sights: tuple[Fact, ...]
    has_doubt: bool

    @property
    def is_complete(self) -> bool:
        """Both are there."""
        return bool(self.raised and self.sights)

    @property
    def last_sight(self) -> date | None:
        """The day from which time runs again: the latest sight, by its first possible day."""
        days = [day for fact in self.sights if (day := when_of(fact).earliest)]
        return max(days, default=None)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the rows."""
        return tuple(fact.id for fact in (*self.raised, *self.sights))

    def doubts(self) -> tuple[str, ...]:
        """A sentence when a row lacks what would make it count."""
        return (
            ("A record of raising it, or of who saw the child, lacks its date or its kind.",) if self.has_doubt else ()
        )


def answered_by(record: ChildRecord, since: datetime, looks: Looks, *, is_gravest: bool) -> Answered:
    """What is on record since a moment; a row that lacks its date or kind counts only in the lightest reading."""
    raised, doubt_raised = _counted(record, ("Oversight", "Disagreement"), since, looks, is_gravest)
    sights, doubt_sights = _counted(record, ("Contact", "AgencyContact"), since, looks, is_gravest)
    return Answered(raised, sights, doubt_raised or doubt_sights)


def _counted(
    record: ChildRecord, kinds: tuple[str, ...], since: datetime, looks: Looks, is_gravest: bool
) -> tuple[tuple[Fact, ...], bool]:
    found, has_doubt = [], False
    for fact in (fact for kind in kinds for fact in record.of(kind)):
        if last_moment(fact) < since or is_ahead(fact, looks):
            continue
        counts = _counts(fact, record.child)
        if counts is None or (counts and not when_of(fact).has_bounds):
            has_doubt = True
            counts = not is_gravest
        if counts:
            found.append(fact)
    return tuple(found), has_doubt


def _counts(fact: Fact, child: str) -> bool | None:
    """Whether a row counts; None when the box that would make it count is empty."""
    if fact.type == "Disagreement":
        return True
    if fact.type == "Oversight":
        if fact.is_filled("directions") or fact.code("kind") == "case_direction":
            return True
        return False if fact.is_filled("kind") else None
    if fact.type == "AgencyContact":
        if fact.text("about") not in ("", child) or not fact.is_filled("who"):
            return False
        return True if fact.is_filled("about") else None
    if fact.text("with_person") != child or fact.code("kind") in NOT_IN_PERSON:
        return False
    return fact.yes("direct")
