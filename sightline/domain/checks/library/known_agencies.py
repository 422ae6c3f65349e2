"""MA-01: an agency that knows the family was not spoken to. MA-02: one was not invited to a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.domain.dates import UncertainDate, and_list

from ..around import is_child
from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look, When
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .agencies import agency_in_words, agency_of, is_active
from .gatherings import (
    CONFERENCES,
    UNTOLD_KIND,
    came,
    invitations,
    is_of_agencies,
    latest_first,
    working_days_before,
)
from .open_work import CASE_LEVELS, level_began
from .questions import asked_about

Involved = list[tuple[Fact, Maybe]]


def involved(look: Look) -> Involved:
    """The agencies that are, or may be, working with the child or with an adult around them."""
    found = ((row, all_of(_is_ours(look, row), is_active(look, row))) for row in look.rows("AgencyInvolvement"))
    untold = "It is not recorded which agency works with the family."
    named = ((row, active if agency_of(row) else all_of(active, open_(untold, row))) for row, active in found)
    return [(row, active) for row, active in named if not active.is_no]


def _is_ours(look: Look, row: Fact) -> Maybe:
    """Whether an agency works with the child or an adult: not when it is known to work with another child."""
    person = row.text("with_person")
    if not person:
        return open_("It is not recorded whom an agency works with.", row)
    return NO if person != look.child and is_child(look, person).is_yes else YES


def not_spoken_to(look: Look) -> Outcome:
    """MA-01: no contact for too long at the level, or none before a section 47 or conference decision."""
    rows = involved(look)
    # One agency raises one prompt: those of INF-04 are left out.
    elsewhere = asked_about(look)
    decided = list(_decisions(look))
    hidden = any_in(look.unseen(kind) for kind in ("AgencyInvolvement", "Section47", "Meeting"))
    asked = [
        (row, all_of(active, any_of(_is_quiet(look, row), _was_left_out(look, row, decided))).citing(row))
        for row, active in rows
        if agency_of(row) not in elsewhere
    ]
    found = {agency_of(row): row for row, answer in asked if answer.is_yes}
    return conclude(
        look,
        applies=any_in((*(active for _, active in rows), look.unseen("AgencyInvolvement"))),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"what_happened": capital("; ".join(_last_contact(look, row) for row in found.values()))},
    )


def _last_contact(look: Look, row: Fact) -> str:
    agency = agency_in_words(agency_of(row))
    contacts = [contact for contact, counts in _contacts(look, row) if counts.is_yes and when_of(contact).has_bounds]
    if not contacts:
        return f"no contact with {agency} is on record"
    return f"the last contact with {agency} on record was on {look.day(contacts[-1])}"


def _contacts(look: Look, row: Fact) -> Involved:
    """The contacts with an agency; one that names none may be with any, and any may be with one that has no name."""
    code = agency_of(row)
    untold = "It is not recorded which agency one of the contacts was with."
    found = ((contact, agency_of(contact)) for contact in look.rows("AgencyContact"))
    return [
        (contact, yes(contact) if code and other else open_(untold, contact))
        for contact, other in found
        if not code or other in ("", code)
    ]


def _is_quiet(look: Look, row: Fact) -> Maybe:
    """No contact within the number of days for the level."""
    contacts = _contacts(look, row)
    numbers = look.by_level({"CP": look.number("cp_days"), "CIN": look.number("cin_days")})
    surely = [contact for contact, counts in contacts if counts.is_yes and when_of(contact).has_bounds]
    last = max((when_of(contact).earliest or date.min for contact in surely), default=None)

    def quiet_at(days: int, starts: list[When]) -> Maybe:
        quiet = look.quiet(contacts, starts, days=days)
        hidden = look.unseen("AgencyContact", since=last) if last else look.unseen("AgencyContact", days=days)
        return all_of(quiet, not_(hidden))

    return look.each_open(lambda level: quiet_at(int(numbers(level.level) or 0), [row, *level_began(look, level)]))


Decided = tuple[When, When, Maybe]


def _decisions(look: Look) -> Iterator[Decided]:
    """Section 47 enquiries and conferences: the day from which a contact counts, that of the decision, whether made."""
    for row in look.rows("Section47"):
        ended = look.has_happened(row, "ended_on")
        if ended.is_yes:
            yield row, look.when(row, "ended_on"), ended
    for row in look.rows("Meeting"):
        is_one = look.is_one_of(row, "kind", CONFERENCES, UNTOLD_KIND)
        if is_one.is_no:
            continue
        if row.when("decision_made_on") is None:
            untold = open_("It is not recorded when a conference made its decision.", row)
            yield _notice(look, row), row, all_of(is_one, untold)
        elif look.has_happened(row, "decision_made_on").is_yes:
            yield _notice(look, row), look.when(row, "decision_made_on"), is_one


def _notice(look: Look, meeting: Fact) -> UncertainDate:
    """The day on which notice of a conference was given: the first invitation, or when it was written down before."""
    held = when_of(meeting)
    days = [when_of(row).earliest for row in look.rows("Invitation") if row.text("meeting") == meeting.id]
    days.append(meeting.recorded_on)
    before = [day for day in days if day and (held.earliest is None or day < held.earliest)]
    return UncertainDate.exact(min(before)) if before else UncertainDate.between(None, held.latest or look.as_of)


def _was_left_out(look: Look, row: Fact, decided: list[Decided]) -> Maybe:
    """Involved by then, and no contact from the start (or notice) on: one that came later is an answer too."""
    contacts = _contacts(look, row)
    hidden = look.unseen("AgencyContact")
    return any_in(
        all_of(
            made,
            look.since(decision, row),
            not_(any_in((*(all_of(counts, look.since(contact, start)) for contact, counts in contacts), hidden))),
        )
        for start, decision, made in decided
    )


def not_invited(look: Look) -> Outcome:
    """MA-02: not invited to the latest meeting, held or no more than ten working days ahead, and no reason."""
    rows = involved(look)
    meetings = latest_first(_meetings(look))
    hidden = any_in(look.unseen(kind) for kind in ("AgencyInvolvement", "Meeting", "Invitation"))
    asked = [(row, *one) for row, active in rows for one in _its_meetings(look, row, active, meetings)]
    found = [(row, meeting) for row, meeting, _, answer in asked if answer.is_yes]
    days = {meeting.id: meeting for _, meeting in found}
    return conclude(
        look,
        applies=any_in(
            (*(concerned for _, _, concerned, _ in asked), look.unseen("AgencyInvolvement"), look.unseen("Meeting"))
        ),
        asks=any_in((*(answer for *_, answer in asked), hidden)),
        words=lambda: {
            "agencies": and_list(list(dict.fromkeys(agency_in_words(agency_of(row)) for row, _ in found)), "or"),
            "meetings": f"{'meeting' if len(days) == 1 else 'meetings'} of {look.days(days.values())}",
        },
    )


def _meetings(look: Look) -> Iterator[Fact]:
    """Meetings of agencies that were held, and those within the next ten working days."""
    yield from (row for row in look.rows("Meeting") if is_of_agencies(row))
    for row in look.coming("Meeting"):
        earliest = when_of(row).earliest
        if is_of_agencies(row) and earliest is not None:
            begins = working_days_before(look, earliest, look.number("working_days_ahead"))
            look.looks.add(begins)
            if begins <= look.as_of:
                yield row


def _its_meetings(look: Look, row: Fact, active: Maybe, meetings: list[Fact]) -> Iterator[tuple[Fact, Maybe, Maybe]]:
    """The meetings ahead since an agency began, else the latest held: whether it is one, whether it was not invited."""
    since_it_began = [(meeting, began) for meeting in meetings if not (began := look.since(meeting, row)).is_no]
    ahead = look.coming("Meeting")
    near = [one for one in since_it_began if one[0] in ahead]
    for meeting, began in near or _may_be_the_latest(since_it_began):
        concerned = all_of(active, began)
        missing = all_of(concerned, not_(_was_invited(look, meeting, agency_of(row))))
        yield meeting, concerned, missing.citing(meeting, row)


def _may_be_the_latest(held: Involved) -> Involved:
    """The latest meeting held; and those that nobody can date, of each of which it is open whether it was later."""
    undated = [(meeting, began) for meeting, began in held[1:] if not when_of(meeting).has_bounds]
    last = when_of(held[0][0]).earliest if held else None
    untold = "It is not recorded when one of the meetings was."
    return held[:1] + [
        (meeting, all_of(began, open_(untold, meeting)))
        for meeting, began in undated
        if last is None or when_of(meeting).could_be_on_or_after(last)
    ]


def _was_invited(look: Look, meeting: Fact, agency: str) -> Maybe:
    """An invitation, a reason for none, or the agency was there all the same."""
    asked = (all_of(is_it, _counts(row)) for row, is_it in invitations(look, meeting, agency))
    return any_in((*asked, came(look, meeting, agency)))


def _counts(row: Fact) -> Maybe:
    if row.is_filled("sent_on") or row.is_filled("reason_not_invited"):
        return yes(row)
    return (
        NO if row.get("reason_not_invited") is not None else open_("It is not recorded when somebody was invited.", row)
    )


MA_01 = Check(
    id="MA-01",
    name="Known, and not spoken to",
    question="Which agency that knows the family has not been spoken to lately?",
    theme="MULTI-ALL",
    condition=(
        "An agency is working with the child or a carer, and there was no contact with it for more than 42 days at "
        "child protection, section 47 or looked after, or 90 at child in need; or none between the start of a section "
        "47 enquiry, or notice of a conference, and its decision, nor since."
    ),
    prompts={Severity.SOON: ("{what_happened}. What might they know about {name} that we do not?")},
    parameters=(
        ours("cp_days", 42, "days", "At child protection, section 47 and looked after"),
        ours("cin_days", 90, "days", "At child in need"),
        ours("working_days_before", 5, "working days", "As in INF-04, so that one agency raises one prompt"),
    ),
    kinds=("Involvement", "AgencyInvolvement", "AgencyContact"),
    also_reads=("Person", "Section47", "Meeting", "Invitation", "Plan", "Assessment", "InfoRequest", "Concern"),
    levels=CASE_LEVELS,
    needs=("AgencyInvolvement",),
    clears=("A contact with the agency, about whomever and by whomever.", "The agency's involvement has ended."),
    known_limits=(
        "One call counts, whatever was asked in it.",
        "It knows only the agencies that are recorded as involved; the others are INF-04's.",
    ),
    readings=(
        "Counted from the last contact; never one: from the later of the days the level, plan and agency began.",
        "Notice of a conference is its first invitation, or the day it was written down before it was held.",
        "A contact after the decision is an answer too, if a late one.",
        "An agency about which INF-04 asks is left out here.",
        "An agency that works with a brother or sister only is left out.",
    ),
    empties=Empties(
        asks=("AgencyContact",),
        uncounted=("AgencyContact.agency", "AgencyContact.at"),
        unsettled=(
            "Involvement.level",
            "Involvement.from",
            "AgencyInvolvement.agency",
            "AgencyInvolvement.active",
            "AgencyInvolvement.with_person",
            "Meeting.kind",
            "Meeting.decision_made_on",
        ),
    ),
    decide=not_spoken_to,
)

MA_02 = Check(
    id="MA-02",
    name="Known, and not invited",
    question="Is somebody missing from this meeting?",
    theme="MULTI-RIGHT",
    condition=(
        "An agency is working with the child or a carer, and has neither an invitation to a meeting of agencies no "
        "more than 10 working days ahead nor a reason why not; where none is so near, to the latest that was held."
    ),
    prompts={
        Severity.SOON: (
            "No invitation of {agencies} to the {meetings} is on record, nor a reason why not. Is somebody "
            "missing who knows {name}? (Anyone may say so.) Who could still bring in what they know?"
        )
    },
    parameters=(ours("working_days_ahead", 10, "working days", "How far ahead a meeting may be"),),
    kinds=("Involvement", "AgencyInvolvement", "Meeting", "Invitation"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("AgencyInvolvement",),
    clears=("An invitation.", "A reason why the agency was not invited.", "The agency was there."),
    known_limits=("It goes by agency: that the right person of an agency was invited it cannot tell.",),
    readings=(
        "For each agency it looks at every meeting ahead that is near, and where there is none at the latest meeting "
        "held since the agency began.",
        "A team's own meeting and a legal meeting are left out, unless marked as several agencies'.",
        "An invitation that is still to be sent is none yet. One without an agency is the family's when it names "
        "somebody on the record, and else leaves it open.",
    ),
    empties=Empties(
        asks=("Invitation",),
        uncounted=("Invitation.meeting", "Invitation.sent_on"),
        unsettled=(
            "Involvement.level",
            "AgencyInvolvement.agency",
            "AgencyInvolvement.active",
            "AgencyInvolvement.with_person",
        ),
    ),
    decide=not_invited,
)

CHECKS = (MA_01, MA_02)
