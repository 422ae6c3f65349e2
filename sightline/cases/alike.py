"""Referrals that may be one referral: of the same day, from the same source as far as that is known.

no doubt        the same agency, nothing that one says and the other denies    an import adds to what is there
look alike      of one day, and the source the same or not said by one         both stay, and each page says so
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from sightline.cases.audience import read
from sightline.cases.models import Referral

if TYPE_CHECKING:
    from sightline.access.models import Worker

NOBODY_IN_PARTICULAR: Final = ("", "9", "10")  # not said, anonymous, unknown: two of these need not be one person


def look_alike(one: Referral, other: Referral) -> bool:
    """Whether two referrals on one record may be the same one, by the day and by who made them."""
    if one.received_on is None or one.received_on != other.received_on:
        return False
    return one.source_code == other.source_code or "" in (one.source_code, other.source_code)


def is_the_same(written: Referral, told: Referral) -> bool:
    """Whether what a file tells can only be the referral that is written here: nothing is open, nothing contradicts.

    A file knows of a decision only whether it ended the matter. Advice is neither one nor the other: that stays open.
    """
    if not look_alike(written, told) or {written.source_code, told.source_code} & set(NOBODY_IN_PARTICULAR):
        return False
    if written.primary_need and told.primary_need and written.primary_need != told.primary_need:
        return False
    if written.decision and (written.decision == "advice" or (written.decision == "nfa") != (told.decision == "nfa")):
        return False
    return not _is_after(written.decided_on, told.closed_on)


def _is_after(day: date | None, end: date | None) -> bool:
    return day is not None and end is not None and day > end


def alike_to(row: Referral, worker: Worker) -> list[Referral]:
    """The other referrals of the same record that this worker may read and that look like this one. One query."""
    rows = Referral.objects.current().filter(received_on=row.received_on).exclude(fact=row.fact).order_by("pk")
    return [other for other in read(rows, worker, row.child) if look_alike(row, other)]


def pairs(rows: Iterable[Referral]) -> frozenset[int]:
    """Primary keys of those of `rows`, of one record, that look like another of them."""
    listed = list(rows)
    return frozenset(one.pk for one in listed if any(other.pk != one.pk and look_alike(one, other) for other in listed))
