"""Meetings in which agencies talk with each other."""

from __future__ import annotations

from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, open_, yes

BY_NATURE = frozenset({"strategy_discussion", "icpc", "review_conference", "core_group"})


def is_multi_agency(look: Look, meeting: Fact) -> Maybe:
    """Whether agencies talked together: as marked, else by the kind of meeting or who was there; else open."""
    marked = meeting.yes("multi_agency")
    if marked is not None:
        return yes(meeting) if marked else NO
    agencies = {str(agency).strip().lower() for agency in meeting.items("agencies_present")} - {""}
    if meeting.code("kind") in BY_NATURE or len(agencies) > 1:
        return yes(meeting)
    return open_("It is not recorded whether other agencies were at one of the meetings.", meeting)
