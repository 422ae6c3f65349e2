"""MA-03: a strategy discussion without one of the three. MA-04: a conference of too few. MA-05: absent twice."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.domain.dates import and_list

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .agencies import agency_in_words, agency_of, is_health
from .gatherings import CONFERENCES, UNTOLD_KIND, has_no_kind, present
from .open_work import CASE_LEVELS

UNSENT = "It is not recorded when an agency was invited to a meeting."
WHICH_MEETING = "It is not recorded to which meeting an agency was invited."
WHO_WAS_THERE = "It is not recorded which agencies were at one of the meetings."
THREE = ("social care", "police", "health")


def strategy_minimum(look: Look) -> Outcome:
    """MA-03: a strategy discussion that was held lacks social care, police or health, and none joined that day."""
    rows = [(row, look.is_one_of(row, "kind", ("strategy_discussion",), UNTOLD_KIND)) for row in look.rows("Meeting")]
    rows = [(row, is_one) for row, is_one in rows if not is_one.is_no]
    complete = {row.id: not_(any_in(_lacks(look, row, who) for who in THREE)) for row, _ in rows}
    hidden = look.unseen("Meeting")

    def made_good(row: Fact) -> Maybe:
        """All three were there, or all three were at a later one."""
        later = (
            all_of(is_one, complete[other.id], look.since(other, row)) for other, is_one in rows if other is not row
        )
        return any_in((complete[row.id], *later))

    asked = [(row, all_of(is_one, not_(made_good(row))).citing(row)) for row, is_one in rows]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_one for _, is_one in rows), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {
            "day": look.day(found[-1]),
            "missing": and_list([who for who in THREE if not _lacks(look, found[-1], who).is_no], "or"),
        },
    )


def _is_of(code: str, who: str) -> bool:
    return is_health(code) if who == "health" else code == who.replace(" ", "_")


def _lacks(look: Look, meeting: Fact, who: str) -> Maybe:
    """Whether one of the three was neither there nor joined the same day."""
    there = present(meeting)
    attended = (
        known(row.text("meeting") == meeting.id and row.yes("attended") is True and _is_of(agency_of(row), who))
        for row in look.rows("Invitation")
    )
    joined = any_in((*attended, *(_joined(look, row, meeting, who) for row in look.rows("AgencyContact"))))
    if there is None:
        return not_(any_of(joined, open_(WHO_WAS_THERE, meeting)))
    return not_(any_of(known(any(_is_of(code, who) for code in there)), joined))


def _joined(look: Look, contact: Fact, meeting: Fact, who: str) -> Maybe:
    """A contact with it on the same day that records whether it agreed; what it advised was never filled in: open."""
    code = agency_of(contact)
    if code and not _is_of(code, who):
        return NO
    if not code and contact.get("advice") != "":
        return all_of(look.on_same_day(contact, meeting), open_("It is not recorded which agency was rung.", contact))
    told = known(contact.is_filled("advice"))
    if contact.get("advice") is None:
        told = open_("It is not recorded whether an agency that was rung agreed.", contact)
    return all_of(look.on_same_day(contact, meeting), told)


def quorum(look: Look) -> Outcome:
    """MA-04: a conference of fewer than social care and two others, without a reason or a new date."""
    rows = [(row, look.is_one_of(row, "kind", CONFERENCES, UNTOLD_KIND)) for row in look.rows("Meeting")]
    rows = [(row, is_one) for row, is_one in rows if not is_one.is_no]
    hidden = look.unseen("Meeting")
    asked = [
        (row, all_of(is_one, _is_too_few(look, row), not_(_has_reason_or_date(look, row))).citing(row))
        for row, is_one in rows
    ]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_one for _, is_one in rows), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"day": look.day(found[-1]), "agencies": _there(found[-1])},
    )


def _there(meeting: Fact) -> str:
    there = [agency_in_words(code) for code in sorted(present(meeting) or ())]
    return f"only {and_list(there)} {'is' if len(there) == 1 else 'are'}" if there else "no agency is"


def _is_too_few(look: Look, meeting: Fact) -> Maybe:
    there = present(meeting)
    if there is None:
        return open_(WHO_WAS_THERE, meeting)
    return known("social_care" not in there or len(there - {"social_care"}) < look.number("others"), meeting)


def _has_reason_or_date(look: Look, meeting: Fact) -> Maybe:
    """A reason for going on, or another conference of that kind soon after, held or arranged."""
    if meeting.is_filled("quorum_reason"):
        return YES
    return any_in(
        all_of(_is_new_date(look, meeting, other), open_(UNTOLD_KIND, other) if has_no_kind(other) else YES)
        for other in (*look.rows("Meeting"), *look.coming("Meeting"))
        if other is not meeting and (other.code("kind") == meeting.code("kind") or has_no_kind(other))
    )


def _is_new_date(look: Look, meeting: Fact, other: Fact) -> Maybe:
    at, held = when_of(other), when_of(meeting)
    if at.latest is not None and held.earliest is not None and at.latest <= held.earliest:
        return NO
    if at.earliest and held.latest:
        if look.record.calendar.limit(held.latest, look.number("working_days"), at.earliest)[0]:
            return NO
        return YES if held.earliest else open_(look.undated(meeting), meeting)
    return open_(look.undated(other), other)


def absent_twice(look: Look) -> Outcome:
    """MA-05: an agency was absent without a report at the last two meetings to which it was invited."""
    hidden = any_in(look.unseen(kind) for kind in ("Invitation", "Meeting"))
    running = look.number("meetings_running")
    agencies = dict.fromkeys(agency_of(row) for row in look.rows("Invitation"))
    asked = [(code, _was_absent_at_last(look, code, running)) for code in agencies if code]
    found = [agency_in_words(code) for code, (_, answer) in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(counted for _, (counted, _) in asked), hidden)),
        asks=any_in((*(answer for _, (_, answer) in asked), hidden)),
        words=lambda: {
            "agencies": capital(and_list(found)),
            "were": "was" if len(found) == 1 and found != ["police"] else "were",
        },
    )


def _was_absent_at_last(look: Look, agency: str, running: int) -> tuple[Maybe, Maybe]:
    """Whether an agency was invited to a meeting that was held, and whether it was absent from the last ones."""
    every = list(_invited_to(look, agency))
    nowhere = [row for row in look.rows("Invitation") if agency_of(row) == agency and not row.is_filled("meeting")]
    sure = [(meeting, rows) for meeting, rows in every if when_of(meeting).has_bounds and any(map(_was_sent, rows))]
    absent, otherwise = _absent_from_last(sure, running), _absent_from_last(every, running)
    if absent.answer is not otherwise.answer:
        absent = open_("It is not recorded when one of the meetings was, or whether an agency was invited.")
    invited = any_in(yes(row) if _was_sent(row) else open_(UNSENT, row) for _, rows in every for row in rows)
    if absent.is_no and _may_make_it_twice(every, nowhere, running):
        absent = open_(WHICH_MEETING, *nowhere)
        invited = any_of(invited, absent)
    return invited, absent


def _may_make_it_twice(every: list[tuple[Fact, list[Fact]]], nowhere: list[Fact], running: int) -> bool:
    """Whether invitations to a meeting that is not named may make up what the last absences lack."""
    absences = sum(not _is_absent(row).is_no for row in nowhere)
    for meeting, rows in reversed(every):
        if _was_absent(meeting, rows).is_no:
            break
        absences += 1
    return any(not _is_absent(row).is_no for row in nowhere) and 0 < running <= absences


def _absent_from_last(meetings: list[tuple[Fact, list[Fact]]], running: int) -> Maybe:
    last = meetings[-running:] if running else []
    if len(last) < running or not last:
        return NO
    return all_in(_was_absent(meeting, rows) for meeting, rows in last).citing(
        *(row for _, rows in last for row in rows)
    )


def _invited_to(look: Look, agency: str) -> Iterator[tuple[Fact, list[Fact]]]:
    """The meetings that were held, oldest first, with the agency's invitations to each."""
    for meeting in look.rows("Meeting"):
        rows = [
            row for row in look.rows("Invitation") if row.text("meeting") == meeting.id and agency_of(row) == agency
        ]
        rows = [row for row in rows if _was_sent(row) or not row.is_filled("reason_not_invited")]
        if rows:
            yield meeting, rows


def _was_sent(row: Fact) -> bool:
    return row.is_filled("sent_on") or row.yes("attended") is not None


def _was_absent(meeting: Fact, rows: list[Fact]) -> Maybe:
    """Nobody of the agency came, and no report did."""
    code = agency_of(rows[0])
    if code in (present(meeting) or ()):
        return NO
    return all_in(_is_absent(row) for row in rows)


def _is_absent(row: Fact) -> Maybe:
    if row.yes("report") or row.yes("attended"):
        return NO
    return (
        YES if row.yes("attended") is False else open_("It is not recorded whether an agency came to a meeting.", row)
    )


MA_03 = Check(
    id="MA-03",
    name="A strategy discussion without one of the three",
    question="Were social care, police and health all part of the strategy discussion?",
    theme="MULTI-RIGHT",
    condition="A strategy discussion was held without social care, police or health, and none of them joined that day.",
    prompts={
        Severity.TODAY: (
            "The strategy discussion of {day} about {name} was held, as far as is recorded, without {missing}. Could "
            "the missing partner join today, by phone if need be?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Meeting"),
    also_reads=("Person", "AgencyContact", "Invitation"),
    levels=CASE_LEVELS,
    needs=("Meeting",),
    clears=(
        "All three were there.",
        "The missing one was rung the same day, and whether it agreed is recorded.",
        "A later strategy discussion at which all three were there.",
    ),
    known_limits=(
        "It takes any health service for health; whether it is the one that knows the child it cannot tell.",
    ),
    readings=(
        "Social care, police and health are the minimum of Working Together (national).",
        "Joined the same day: a contact with that agency on the day, with what it advised. Never filled in: unknown.",
    ),
    empties=Empties(
        asks=("AgencyContact",),
        uncounted=("Meeting.agencies_present", "AgencyContact.agency", "AgencyContact.advice"),
        unsettled=("Involvement.level", "Meeting.kind"),
    ),
    decide=strategy_minimum,
)

MA_04 = Check(
    id="MA-04",
    name="A conference of too few",
    question="Was enough known in the room to decide safely?",
    theme="MULTI-RIGHT",
    condition=(
        "A child protection conference was held with fewer than social care and 2 other agencies, and neither a reason "
        "nor a new date is recorded."
    ),
    prompts={
        Severity.SOON: (
            "At the conference of {day} {agencies} recorded as present, and neither a reason for going on nor a new "
            "date is. Was enough known in the room about {name} to decide safely?"
        )
    },
    parameters=(
        Parameter(
            "others",
            2,
            "agencies",
            NumberClass.OTHER_LOCAL,
            "Swindon, Sussex: social care and two others in direct contact; quorum is local, the partnership sets it",
            "Beside social care",
        ),
        ours("working_days", 15, "working days", "Within which another conference is a new date"),
    ),
    kinds=("Involvement", "Meeting"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Meeting",),
    clears=(
        "The reason for going on.",
        "A new date: another conference of the same kind soon after, held or arranged.",
    ),
    known_limits=("It counts agencies, not people, and cannot tell who is in direct contact with the child.",),
    readings=("Initial and review conferences; a list that was saved empty means that nobody came.",),
    empties=Empties(
        asks=("Meeting.quorum_reason",),
        uncounted=("Meeting.agencies_present",),
        unsettled=("Involvement.level", "Meeting.kind"),
    ),
    decide=quorum,
)

MA_05 = Check(
    id="MA-05",
    name="Absent twice",
    question="What would help an agency that stays away to contribute?",
    theme="MULTI-RIGHT",
    condition="An agency neither came nor sent a report to the last 2 meetings running to which it was invited.",
    prompts={
        Severity.SOON: (
            "{agencies} {were} invited to the last meetings about {name}, and neither came nor sent a report, as far "
            "as is recorded. What would help them contribute?"
        )
    },
    parameters=(ours("meetings_running", 2, "meetings running"),),
    kinds=("Involvement", "Meeting", "Invitation"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Invitation",),
    clears=("Somebody of the agency came, or its report did.",),
    known_limits=("It cannot see whether the invitation arrived in time.",),
    readings=(
        "Running means the last ones to which the agency was invited, whatever else was held between.",
        "An invitation that names a person and no agency is the family's, and is left out.",
    ),
    empties=Empties(
        asks=("Invitation.report",),
        uncounted=("Invitation.attended", "Invitation.meeting"),
        unsettled=("Involvement.level",),
    ),
    decide=absent_twice,
)

CHECKS = (MA_03, MA_04, MA_05)
