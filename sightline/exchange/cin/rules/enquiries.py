"""Rules about section 47 enquiries and their conferences."""

from __future__ import annotations

from typing import Final

from ..rows import Enquiry, Episode
from .rule import At, Rule, before, overlapping, second_open


def _unresolved(enquiry: Enquiry) -> bool:
    """Neither a conference nor the statement that none was required."""
    return enquiry.conference is None and not enquiry.conference_not_required


def _unresolved_on_closed(enquiry: Enquiry, at: At) -> bool:
    """On a closed case. A conference beside "not required" says two things at once and fails as well."""
    if at.episode.closure_date is None:
        return False
    both = enquiry.conference is not None and bool(enquiry.conference_not_required)
    return both or _unresolved(enquiry)


ENQUIRY_RULES: Final = (
    Rule("8740", "S47ActualStartDate", "The start of the enquiry is missing or after the period.",
         lambda s, at: s.started is None or s.started > at.end),
    Rule("2889", "S47ActualStartDate", "The enquiry starts before the referral.",
         lambda s, at: before(s.started, at.episode.referral_date)),
    Rule("8615", "S47ActualStartDate", "The enquiry starts after its conference.",
         lambda s, at: before(s.conference, s.started)),
    Rule("8868", "ICPCnotRequired", "The case is closed, but the enquiry has neither a conference nor the "
         "statement that none was required (or has both).", _unresolved_on_closed),
    Rule("8675Q", "DateOfInitialCPC", "The enquiry began more than 15 working days before the period's end and has no "
         "conference.", lambda s, at: _unresolved(s) and before(s.started, at.days_15)),
    Rule("8715", "DateOfInitialCPC", "The conference is outside the period.", lambda s, at: at.outside(s.conference)),
    Rule("8875", "DateOfInitialCPC", "The conference is on a Saturday or Sunday.",
         lambda s, at: s.conference is not None and s.conference.weekday() > 4),
    Rule("8870Q", "InitialCPCtarget", "The target date of the conference is a Saturday or Sunday.",
         lambda s, at: s.conference_target is not None and s.conference_target.weekday() > 4),
    Rule("1104", "DateOfInitialCPC", "The conference is before the referral.",
         lambda s, at: before(s.conference, at.episode.referral_date)),
)  # fmt: skip


def _overlapping(episode: Episode, at: At) -> Enquiry | None:
    """An enquiry runs to its conference; one that needed none has no known end and is not compared."""
    compared = [row for row in episode.enquiries if not row.conference_not_required]
    return overlapping(compared, lambda row: (row.started, row.conference), at.end)


ENQUIRIES_RULES: Final = (
    Rule("8839", "DateOfInitialCPC", "Two enquiries of one episode are open.",
         lambda e, at: second_open(e.enquiries, _unresolved)),
    Rule("8890", "S47ActualStartDate", "An enquiry starts while another of the episode runs.", _overlapping),
)  # fmt: skip
