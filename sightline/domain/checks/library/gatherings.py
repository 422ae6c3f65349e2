"""Meetings of agencies: which they are, who was asked, who came, and in what order they were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sightline.domain.dates import HolidayTableEnds

from ..boxes import is_known_code
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, Maybe, all_of, any_in, known, open_, yes
from .agencies import agency_code, agency_of

# Kinds that are one agency's own, unless they are marked as several agencies'.
OWN_KINDS = frozenset({"team_meeting", "legal_meeting"})
CONFERENCES = ("icpc", "review_conference")
UNTOLD_KIND = "It is not recorded what kind of meeting one of the meetings was."
WHOSE = "It is not recorded which agency, or which meeting, an invitation is about."


def working_days_before(look: Look, day: date, days: int) -> date:
    """The first day from which something on a day is near; past the table of bank holidays by weekdays alone."""
    try:
        return look.record.calendar.add(day, -days)
    except HolidayTableEnds:
        return day - timedelta(days=days * 7 // 5)


def is_of_agencies(meeting: Fact) -> bool:
    """Whether agencies meet there: as marked, else every kind but a team's own and a lawyer's."""
    marked = meeting.yes("multi_agency")
    return meeting.code("kind") not in OWN_KINDS if marked is None else marked


def has_no_kind(meeting: Fact) -> bool:
    """Whether nobody wrote down what kind of meeting it was, or in a word that is not of the list."""
    kind = meeting.code("kind")
    return not kind or not is_known_code("Meeting", "kind", kind)


def present(meeting: Fact) -> frozenset[str] | None:
    """The codes of the agencies that were there; None when that is not recorded."""
    if meeting.get("agencies_present") is None:
        return None
    return frozenset(map(agency_code, map(str, meeting.items("agencies_present")))) - {""}


def invitations(look: Look, meeting: Fact, agency: str) -> list[tuple[Fact, Maybe]]:
    """The invitations that are, or may be, this agency's to this meeting.

    One that names no agency, and a person on the record, is the family's.
    """
    found = ((row, _is_for(look, row, meeting, agency)) for row in look.rows("Invitation"))
    return [(row, is_it) for row, is_it in found if not is_it.is_no]


def _is_for(look: Look, row: Fact, meeting: Fact, agency: str) -> Maybe:
    to, code = row.text("meeting"), agency_of(row)
    is_familys = not code and look.record.find(row.text("person"), "Person") is not None
    if (to and to != meeting.id) or (code and code != agency) or is_familys:
        return NO
    return yes(row) if to and code else open_(WHOSE, row)


def came(look: Look, meeting: Fact, agency: str) -> Maybe:
    """Whether an agency was there: listed as present, or its invitation says so."""
    there = present(meeting)
    if there is not None and agency in there:
        return yes(meeting)
    return any_in(
        all_of(is_it, known(row.yes("attended") is True, row)) for row, is_it in invitations(look, meeting, agency)
    )


def latest_first(meetings: Iterable[Fact]) -> list[Fact]:
    """Meetings by their day, the latest first; those that nobody can date come last."""
    return sorted(meetings, key=lambda row: (when_of(row).has_bounds, row.order), reverse=True)
