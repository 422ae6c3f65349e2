"""MA-07: nobody's own words of the worry and their part. MA-08: an action without a person, day or outcome.

MA-09: the owner of an action may not know of it.
"""

from __future__ import annotations

from sightline.domain.dates import and_list, count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .agencies import CODES, agency_code, agency_in_words, agency_of
from .gatherings import is_of_agencies, present
from .open_work import CASE_LEVELS

NO_MEMBERS = "It is not recorded who was at one of the meetings."
AGENCY_CODES = frozenset(code for _, code in CODES)
UNTOLD_STATUS = "It is not recorded whether one of the actions is still open."


def own_words(look: Look) -> Outcome:
    """MA-07: five working days after a meeting a member has not said the worry and their part; soon at ten."""
    meetings = [row for row in look.rows("Meeting") if is_of_agencies(row)]
    hidden = look.unseen("Meeting") | look.unseen("RoleStatement")
    missing = [(row, _members_missing(look, row)) for row in meetings]
    asked = [
        (row, parts, all_of(_past(look, row), any_in(part for _, part in parts)).citing(row)) for row, parts in missing
    ]
    found = [(row, parts) for row, parts, answer in asked if answer.is_yes]
    soon = look.number("soon_working_days")
    at_ten = [one for one in found if look.working_days_reached(one[0], soon).is_yes]
    said_of = at_ten or found
    names = dict.fromkeys(code for _, parts in said_of for code, part in parts if part.is_yes)
    return conclude(
        look,
        applies=any_in((*map(yes, meetings), hidden)),
        asks=any_in((*(answer for *_, answer in asked), hidden)),
        severity=Severity.SOON if at_ten else Severity.REFLECT,
        words=lambda: {
            "members": and_list([agency_in_words(code) for code in names if code], "or"),
            "meetings": f"{'meeting' if len(said_of) == 1 else 'meetings'} of {look.days(row for row, _ in said_of)}",
        },
    )


def _past(look: Look, meeting: Fact) -> Maybe:
    return look.working_days_passed(meeting, look.number("working_days"))


def _members_missing(look: Look, meeting: Fact) -> list[tuple[str, Maybe]]:
    """The members of a meeting, by agency, and whether each has not put it in their own words."""
    there = present(meeting)
    members: dict[str, Maybe] = dict.fromkeys(sorted(there or ()), YES)
    marked = False
    for row in look.rows("Invitation"):
        code, attended = agency_of(row), row.yes("attended")
        if row.text("meeting") == meeting.id and not code and attended and not row.is_filled("person"):
            members[""] = open_(NO_MEMBERS, row)  # somebody came; whoever is named by person is of the family
        if row.text("meeting") == meeting.id and code:
            marked = marked or attended is not None
            untold = open_(NO_MEMBERS, row) if there is None else NO  # the list of those present says so
            came = {True: YES, False: NO, None: untold}[attended]
            members[code] = any_of(members.get(code, NO), came)
    found = [(code, all_of(member, not_(_has_words(look, meeting, code)))) for code, member in members.items()]
    return found if there is not None or marked else [*found, ("", open_(NO_MEMBERS, meeting))]


def _has_words(look: Look, meeting: Fact, code: str) -> Maybe:
    """Whether a member has said it, for this meeting or for a later one."""
    names = {code, *(row.text("person").lower() for row in look.rows("Invitation") if agency_of(row) == code)} - {""}
    return any_in(
        all_of(_is_theirs(row, code, names), _is_for(look, row, meeting), _is_said(row))
        for row in look.rows("RoleStatement")
    )


def _is_theirs(row: Fact, code: str, names: set[str]) -> Maybe:
    member = row.text("member")
    if not member:
        return open_("It is not recorded whose words some of the roles are in.", row)
    return known(agency_code(member) == code or member.lower() in names, row)


def _is_for(look: Look, row: Fact, meeting: Fact) -> Maybe:
    to = row.text("meeting")
    if not to:
        return open_("It is not recorded for which meeting some of the roles are.", row)
    if to == meeting.id:
        return yes(row)
    other = look.record.find(to, "Meeting")
    if other is None or (other.order < meeting.order and when_of(other).has_bounds and when_of(meeting).has_bounds):
        return NO
    return look.since(other, meeting).citing(row)


def _is_said(row: Fact) -> Maybe:
    """Both the worry and their part; saved empty is not said, never filled in is open."""
    boxes = ("worry_in_my_words", "my_part")
    if any(row.get(box) is not None and not row.is_filled(box) for box in boxes):
        return NO
    return (
        yes(row)
        if all(row.is_filled(box) for box in boxes)
        else open_("A role in somebody's words is not filled.", row)
    )


def _open_actions(look: Look) -> list[tuple[Fact, Maybe]]:
    """The actions that were agreed and are, or may be, still open."""
    found = ((row, look.is_one_of(row, "status", ("open",), UNTOLD_STATUS)) for row in look.rows("PlanAction"))
    return [(row, is_open) for row, is_open in found if not is_open.is_no]


def no_owner(look: Look) -> Outcome:
    """MA-08: an open action lacks a named person, a day or an outcome."""
    actions = _open_actions(look)
    hidden = look.unseen("PlanAction")
    asked = [
        (row, all_of(is_open, any_of(not_(_has_person(look, row)), known(bool(_lacks(row))))).citing(row))
        for row, is_open in actions
    ]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_open for _, is_open in actions), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"actions": _actions(found), "lacks": _lacking(look, found)},
    )


def _has_person(look: Look, row: Fact) -> Maybe:
    """Whether the owner is a person with a name, as marked or as on the record; an agency's name is none."""
    owner = row.text("owner")
    if not owner or row.yes("owner_is_person") is False:
        return NO
    if row.yes("owner_is_person") or look.record.find(owner, "Person"):
        return YES
    if agency_code(owner) in AGENCY_CODES:
        return NO
    return open_("It is not recorded whether the owner of an action is a person.", row)


def _lacks(row: Fact) -> list[str]:
    lacks = [] if row.is_filled("due") else ["a date"]
    return lacks if row.is_filled("outcome") or row.is_filled("linked_outcome") else [*lacks, "what will be different"]


def _actions(rows: list[Fact]) -> str:
    number = capital(count_in_words(len(rows)))
    return f"{number} open {'action lacks' if len(rows) == 1 else 'actions lack'}"


def _lacking(look: Look, rows: list[Fact]) -> str:
    lacks = dict.fromkeys(word for row in rows for word in _lacks(row))
    person = ["a named person"] if any(_has_person(look, row).is_no for row in rows) else []
    return and_list([*person, *sorted(lacks)], "or" if len(rows) > 1 else "and")


def owner_unaware(look: Look) -> Outcome:
    """MA-09: the owner was not there and has not acknowledged within five working days, or has left."""
    actions = [(row, is_open) for row, is_open in _open_actions(look) if row.is_filled("owner")]
    hidden = look.unseen("PlanAction")
    asked = [
        (row, all_of(is_open, any_of(_has_left(look, row), _may_not_know(look, row))).citing(row))
        for row, is_open in actions
    ]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_open for _, is_open in actions), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"what_happened": _unaware(look, found)},
    )


def _has_left(look: Look, row: Fact) -> Maybe:
    return look.has_happened(row, "owner_left_on") if row.is_filled("owner_left_on") else NO


def _may_not_know(look: Look, row: Fact) -> Maybe:
    if row.is_filled("acknowledged") and row.yes("acknowledged") is not False:
        return NO
    meeting = look.record.find(row.text("agreed_at_meeting"), "Meeting")
    start = row if row.is_filled("agreed_on") or meeting is None else meeting
    return all_of(look.working_days_passed(start, look.number("working_days")), _was_absent(look, row, meeting))


def _was_absent(look: Look, row: Fact, meeting: Fact | None) -> Maybe:
    """Whether the owner was not at the meeting at which it was agreed, as far as its invitations say."""
    untold = open_("It is not recorded whether the owner of an action was there when it was agreed.", row)
    if meeting is None:
        return untold
    owner = row.text("owner")
    rows = [
        one
        for one in look.rows("Invitation")
        if one.text("meeting") == meeting.id and owner in (one.text("person"), one.text("agency"))
    ]
    if any(one.yes("attended") for one in rows):
        return NO
    return YES if rows and all(one.yes("attended") is False for one in rows) else untold


def _unaware(look: Look, rows: list[Fact]) -> str:
    left = [row for row in rows if not _has_left(look, row).is_no]
    number = len(rows)
    what = f"{capital(count_in_words(number))} open {'action belongs' if number == 1 else 'actions belong'} to somebody"
    if len(left) == number:
        return f"{what} who has left"
    absent = "who was not there when it was agreed, and has not acknowledged it"
    return f"{what} {absent if not left else absent + ', or who has left'}"


MA_07 = Check(
    id="MA-07",
    name="In my own words",
    question="What is the worry, and what is my part in it?",
    theme="MULTI-ROLE",
    condition=(
        "More than 5 working days after a meeting of agencies somebody who was there has not put the worry and their "
        "part in their own words; soon from the 10th working day on."
    ),
    prompts={
        Severity.SOON: (
            "Ten working days or more after the {meetings} there is nothing from {members} in their own words. What is "
            "the worry about {name}, and what is each one's part: could they be rung for a sentence?"
        ),
        Severity.REFLECT: (
            "There is nothing yet from {members} in their own words since the {meetings}. What is the worry "
            "about {name}, and what is your part, in a sentence?"
        ),
    },
    parameters=(
        ours("working_days", 5, "working days", "From the meeting"),
        ours("soon_working_days", 10, "working days", "On reaching it: soon"),
    ),
    kinds=("Involvement", "Meeting", "RoleStatement"),
    also_reads=("Person", "Invitation"),
    levels=CASE_LEVELS,
    needs=("Meeting",),
    clears=("The worry and their part, from everybody who was there.",),
    known_limits=("It goes by agency: where two of one agency were there, one of them is enough.",),
    readings=(
        "Members are the agencies that were there: as listed, or as their invitations say; an invitation that does not "
        "say leaves it to the list. The family is not asked.",
        "Words for a later meeting count for the earlier one too.",
        "A team's own meeting and a legal meeting are left out, unless marked as several agencies'.",
    ),
    empties=Empties(
        asks=("RoleStatement",),
        uncounted=(
            "RoleStatement.member",
            "RoleStatement.meeting",
            "RoleStatement.worry_in_my_words",
            "RoleStatement.my_part",
            "Meeting.agencies_present",
            "Invitation.agency",
        ),
        unsettled=("Involvement.level", "Meeting.at"),
    ),
    decide=own_words,
)

MA_08 = Check(
    id="MA-08",
    name="An action without an owner",
    question="Who will do it, by when, and what will be different?",
    theme="MULTI-ROLE",
    condition="An open action lacks a named person, a day by which, or what will be different.",
    prompts={
        Severity.SOON: "{actions} {lacks}. Who will do it, by when, and what will be different for {name}?",
    },
    parameters=(),
    kinds=("Involvement", "PlanAction"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("PlanAction",),
    clears=("A named person, a day, and the outcome, on the action.", "The action is done."),
    known_limits=("It cannot tell whether the person is the right one.",),
    readings=(
        "Open actions only. The name of an agency is not a person, somebody on the record is one; of any other owner "
        "it must be said.",
        "An outcome is what is written on the action, or an outcome of the plan that it is linked to.",
    ),
    empties=Empties(
        asks=("PlanAction.owner", "PlanAction.due", "PlanAction.outcome"),
        uncounted=("PlanAction.owner_is_person",),
        unsettled=("Involvement.level", "PlanAction.status"),
    ),
    decide=no_owner,
)

MA_09 = Check(
    id="MA-09",
    name="The owner may not know",
    question="Does the person whose action it is know of it?",
    theme="MULTI-ROLE",
    condition=(
        "The owner of an open action was not at the meeting at which it was agreed and has not acknowledged it for "
        "more than 5 working days, or has left."
    ),
    prompts={Severity.SOON: "{what_happened}. Does whoever is to do it for {name} know that it is theirs?"},
    parameters=(ours("working_days", 5, "working days", "From the day it was agreed"),),
    kinds=("Involvement", "PlanAction"),
    also_reads=("Person", "Meeting", "Invitation"),
    levels=CASE_LEVELS,
    needs=("PlanAction",),
    clears=("The owner has acknowledged it.", "Another owner.", "The action is done."),
    known_limits=("A word in passing that nobody recorded is not seen.",),
    readings=(
        "Whether the owner was there is read from the invitations to the meeting; without one it is unknown.",
        "An owner who has left cannot have it any more, whether or not they acknowledged it.",
        "An action without an owner is MA-08's.",
    ),
    empties=Empties(
        asks=("PlanAction.acknowledged",),
        uncounted=("PlanAction.agreed_at_meeting", "PlanAction.agreed_on"),
        unsettled=("Involvement.level", "PlanAction.status"),
    ),
    decide=owner_unaware,
)

CHECKS = (MA_07, MA_08, MA_09)
