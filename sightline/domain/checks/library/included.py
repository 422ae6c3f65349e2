"""UM-03: known through one person only. UM-04: left out of a stage. UM-05: does their worker know there is a child?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..around import is_adult, is_child
from ..conclude import conclude
from ..fact import Fact
from ..look import Look, When
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, by_names, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .adults import Adult, adults_of, no_adults_here, none_of
from .agencies import agency_in_words, agency_of
from .clocks import latest

STAGES = {"icpc": "conference", "review_conference": "conference", "core_group": "core group", "review": "review"}
# Whoever these are about, they are not an adult's own worker.
NOT_THEIR_WORKER = (
    "social_care", "police", "gp", "health_visitor", "school_nurse", "hospital", "school", "nursery", "midwifery",
)  # fmt: skip
UNTOLD_KIND = "It is not recorded what kind of meeting one of them is."


def one_informant(look: Look) -> Outcome:
    """UM-03: two or more statements about an adult, all from one informant who is not that adult."""
    statements = look.rows("Statement")
    known_adults = {adult.person for adult in adults_of(look)}
    named = {fact.text("about") for fact in statements} - {"", look.child}
    unnamed = [fact for fact in statements if not fact.text("about")]
    found: list[tuple[str, Maybe, Maybe]] = []
    for person in sorted(named):
        if person not in known_adults and look.record.find(person, "Person") is None:
            continue
        grown = YES if person in known_adults else is_adult(look, person)
        rows = [fact for fact in statements if fact.text("about") == person]
        if not grown.is_no:
            found.append((person, grown, _rests_on_one(look, person, rows, unnamed).citing(*rows)))
    hidden = look.unseen("Statement")
    names = [look.who(person) for person, grown, asks in found if (grown & asks).is_yes]
    return conclude(
        look,
        applies=any_in(grown for _, grown, _ in found) | hidden | _may_be_about(look, unnamed, known_adults),
        asks=any_in(grown & asks for _, grown, asks in found) | hidden | _may_be_about(look, unnamed, known_adults),
        words=lambda: {"who": names[0]},
    )


def _may_be_about(look: Look, unnamed: list[Fact], adults: set[str]) -> Maybe:
    """Open where enough statements about nobody in particular may be about an adult of whom nothing else is said."""
    if len(unnamed) < look.number("statements"):
        return NO
    informants = {_informant(look, fact) for fact in unnamed} - {""}
    return open_("It is not recorded whom some accounts are about.", *unnamed) if len(informants) < 2 else NO


def _rests_on_one(look: Look, person: str, rows: list[Fact], unnamed: list[Fact]) -> Maybe:
    """Whether all that is said about somebody comes from one other person; accounts about nobody may be about them."""
    told = [_informant(look, fact) for fact in rows]
    known_informants = set(told) - {""}
    if person in known_informants or len(known_informants) > 1:
        return NO
    others = [_informant(look, fact) for fact in unnamed]
    enough = len(rows) >= look.number("statements")
    if not enough and len(rows) + sum(one in ("", *told) for one in others) < look.number("statements"):
        return NO
    if "" in told:
        return open_("It is not recorded who gave one of the accounts of an adult.", *rows)
    if not enough or set(others) - known_informants:
        return open_("It is not recorded whom some accounts are about.", *rows, *unnamed)
    return YES


def _informant(look: Look, fact: Fact) -> str:
    """Where an account first came from, else who said it; by id where there is one."""
    name = fact.text("informant") or fact.text("said_by")
    if not name or look.record.find(name, "Person"):
        return name
    same = [person.id for person in look.record.of("Person") if person.text("name").lower() == name.lower()]
    return same[0] if same else name.lower()


def left_out(look: Look) -> Outcome:
    """UM-04: a parent with responsibility, or a partner who lives here, left out of the last of a kind of meeting."""
    adults = [(adult, belongs) for adult in adults_of(look) if not (belongs := _belongs(look, adult)).is_no]
    meetings = _last_meetings(look)
    hidden = look.unseen("Meeting")

    def each(invitations: Sequence[Fact]) -> Iterator[tuple[str, Fact, Maybe]]:
        for adult, belongs in adults:
            for meeting, is_last in meetings:
                asks = all_of(belongs, is_last, _was_left_out(look, adult, meeting, invitations))
                yield look.who(adult.person, "one adult"), meeting, asks.citing(meeting, *adult.rows[:1])

    def some(invitations: Sequence[Fact]) -> Maybe:
        return any_in(asks for *_, asks in each(invitations))

    def words() -> dict[str, object]:
        found = list(each(invitations))
        who, meeting, _ = next((one for one in found if one[2].is_yes), None) or next(
            one for one in found if one[2].is_open and one[1].is_filled("kind")
        )
        return {"who": who, "stage": STAGES[meeting.code("kind")], "day": look.day(meeting)}

    invitations = look.record.of("Invitation")
    return conclude(
        look,
        applies=all_of(
            any_in(is_last for _, is_last in meetings) | hidden,
            any_in(belongs for _, belongs in adults) | no_adults_here(look),
        ),
        asks=by_names(invitations, "meeting", [meeting.id for meeting, _ in meetings], some) | hidden,
        words=words,
    )


def _was_left_out(look: Look, adult: Adult, meeting: Fact, invitations: Sequence[Fact]) -> Maybe:
    """Whether nobody asked somebody who was known by then, to this meeting or to one that may have come instead."""
    return all_of(
        not_(_was_asked(look, adult, meeting, invitations)),
        not_(_was_asked_to_a_later(look, adult, meeting, invitations)),
        _was_known(look, adult, meeting),
    )


def _belongs(look: Look, adult: Adult) -> Maybe:
    """Whether somebody is a parent with parental responsibility, or a partner who lives with the child."""
    if not adult.person:
        return NO
    name = look.who(adult.person)
    untold = f"It is not recorded whether {name} has parental responsibility."
    if adult.role:
        return any_of(look.says_yes(adult.role, "pr", untold), adult.lives_here)
    if not adult.is_parent:
        return all_of(adult.lives_here, adult.is_adult, open_(f"It is not recorded who {name} is to the child."))
    return any_of(adult.lives_here, open_(untold))


def _last_meetings(look: Look) -> list[tuple[Fact, Maybe]]:
    """The last conference, the last core group and the last review that were held."""
    found: list[tuple[Fact, Maybe]] = []
    rows = look.rows("Meeting")
    for stage in dict.fromkeys(STAGES.values()):
        found += latest(fact for fact in rows if STAGES.get(fact.code("kind")) == stage)
    untold = [fact for fact in rows if not fact.is_filled("kind")]
    return found + [(fact, open_(UNTOLD_KIND, fact)) for fact in untold]


def _was_asked(look: Look, adult: Adult, meeting: Fact, invitations: Sequence[Fact]) -> Maybe:
    """Whether somebody was invited, came or took part in another way, or it is written why not."""
    person = adult.person
    whom = "It is not recorded who was invited to a meeting."
    which = "It is not recorded to which meeting somebody was invited."
    invited = any_in(
        all_of(
            look.is_about(row, "person", person, whom) if not row.is_filled("agency") or row.text("person") else NO,
            look.is_about(row, "meeting", meeting.id, which),
            _is_settled(look, row),
        )
        for row in invitations
    )
    spoke = any_in(
        look.on_same_day(fact, meeting)
        for fact in look.rows("Contact")
        if fact.code("kind") == "conference" and fact.text("with_person") == person
    )
    told = known(
        any(row.text("meeting") == meeting.id and row.text("member") == person for row in look.rows("RoleStatement"))
    )
    return any_of(invited, spoke, told, look.unseen("Invitation", since=when_of(meeting).earliest))


def _was_asked_to_a_later(look: Look, adult: Adult, meeting: Fact, invitations: Sequence[Fact]) -> Maybe:
    """Open where they were asked to a meeting of no known kind that may be the later one of this stage; else no."""
    if not meeting.is_filled("kind"):
        return NO
    return any_in(
        open_(UNTOLD_KIND, other) & _was_asked(look, adult, other, invitations)
        for other in look.rows("Meeting")
        if not other.is_filled("kind") and not look.since(other, meeting).is_no
    )


def _is_settled(look: Look, row: Fact) -> Maybe:
    """Whether an invitation was sent, or somebody came or reported, or it says why nobody was invited."""
    if row.is_filled("reason_not_invited") or row.yes("attended") or row.yes("report"):
        return YES
    sent = look.has_happened(row, "sent_on")
    if sent.is_no and not row.is_filled("sent_on") and row.get("reason_not_invited") is None:
        return open_("It is not recorded whether somebody was invited to a meeting.", row)
    return sent


def _was_known(look: Look, adult: Adult, meeting: Fact) -> Maybe:
    """Whether somebody could have been known by the day of a meeting."""
    starts: tuple[When, ...] = adult.known_since
    held = when_of(meeting).latest
    if not starts or held is None or adult.is_parent:
        return YES
    return known(any(look.when(start).could_be_on_or_before(held) for start in starts))


def their_worker(look: Look) -> Outcome:
    """UM-05: an adult is known to a service of their own, and that service was never spoken to about the child."""
    hidden = look.unseen("AgencyInvolvement")
    found = []
    for row, person, agency, is_known in _services(look):
        theirs = all_of(_is_an_adults(look, row, person, agency), is_known)
        if agency not in NOT_THEIR_WORKER and not theirs.is_no:
            asks = all_of(theirs, none_of(_was_told(look, agency), look.unseen("AgencyContact"))).citing(row)
            found.append((row, person, agency, theirs, asks))
    asking = [(person, agency) for _, person, agency, _, asks in found if asks.is_yes]
    return conclude(
        look,
        applies=any_in(theirs for *_, theirs, _ in found) | hidden,
        asks=any_in(asks for *_, asks in found) | hidden,
        words=lambda: {"who": look.who(asking[0][0], "an adult"), "service": agency_in_words(asking[0][1])},
    )


def _services(look: Look) -> Iterator[tuple[Fact, str, str, Maybe]]:
    """Services and whom they know: involved, or named on a concern that is not over."""
    for row in look.rows("AgencyInvolvement"):
        yield row, row.text("with_person"), agency_of(row), _is_involved(look, row)
    untold = "It is not recorded whether one of the concerns is current."
    for row in look.rows("Concern"):
        if row.is_filled("service"):
            is_known = look.is_one_of(row, "status", ("current", "unknown"), untold)
            yield row, row.text("person"), agency_of(row, "service"), is_known


def _is_an_adults(look: Look, row: Fact, person: str, agency: str) -> Maybe:
    if not person:
        return open_("It is not recorded whom one of the agencies knows.", row)
    if person == look.child:
        return NO
    fact = look.record.find(person, "Person")
    if fact is not None and is_child(look, person).is_yes and person not in {one.person for one in adults_of(look)}:
        return NO
    return YES if agency else open_("It is not recorded which agency is involved with an adult.", row)


def _is_involved(look: Look, row: Fact) -> Maybe:
    """Whether a service is still involved: not marked otherwise, and not over."""
    if row.yes("active") is False:
        return NO
    end = row.when("to")
    if end is None or (end.earliest is None and end.latest is None):
        return YES
    look.looks.add(end.earliest, end.latest)
    return known(end.latest is None or end.latest > look.as_of)


def _was_told(look: Look, agency: str) -> Maybe:
    """Whether somebody of that service was spoken to about the child."""
    about = "It is not recorded whom a contact with an agency was about."
    which = "It is not recorded which agency somebody spoke to."
    return any_in(
        all_of(
            look.is_about(fact, "about", look.child, about),
            known(agency_of(fact) == agency) if agency_of(fact) and agency else open_(which, fact),
        )
        for fact in look.rows("AgencyContact")
    )


UM_03 = Check(
    id="UM-03",
    name="Known through one person",
    question="What do their own words, or another agency's, add?",
    theme="DIRECT-MEN",
    condition="At least 2 statements about an adult, all from one informant other than that adult.",
    prompts={
        Severity.SOON: (
            "All the accounts of {who} on record come from one person. What do their own words, or another agency's, "
            "add?"
        )
    },
    parameters=(ours("statements", 2, "statements", "About one adult, at least"),),
    kinds=("Involvement", "Statement"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Statement",),
    clears=("A statement from somebody else, or from the adult.",),
    known_limits=("Only accounts recorded as statements are seen.",),
    readings=(
        "The informant is where an account first came from, else who said it.",
        "An account that names nobody may be about any adult.",
    ),
    empties=Empties(
        asks=(),
        uncounted=("Statement.said_by",),
        unsettled=("Involvement.level", "Statement.about"),
    ),
    decide=one_informant,
)

UM_04 = Check(
    id="UM-04",
    name="Left out of a stage",
    question="How could they be part of this step, safely?",
    theme="DIRECT-MEN",
    condition=(
        "A parent with parental responsibility, or a partner who lives with the child, was not invited to the last "
        "conference, core group or review, did not take part in another way, and no reason is recorded."
    ),
    prompts={
        Severity.SOON: (
            "The record does not show that {who} was invited to the {stage} of {day}, or why not. How could they be "
            "part of this step, safely?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Meeting", "Invitation"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage", "Contact", "RoleStatement"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Meeting",),
    clears=("Invited, there, or part of it in another way.", "A reason why not."),
    known_limits=("Whether it would be safe is for people to judge: the check only asks.",),
    readings=(
        "The last conference, the last core group and the last review are each looked at.",
        "Somebody who became known only after a meeting was not left out of it.",
        "Somebody of whom parental responsibility is not recorded gives unknown, unless they live with the child.",
    ),
    empties=Empties(
        asks=("Invitation", "Invitation.reason_not_invited"),
        uncounted=("Invitation.person", "Invitation.meeting"),
        unsettled=("Involvement.level", "Meeting.kind", "AdultRole.lives_here", "AdultRole.pr"),
    ),
    decide=left_out,
)

UM_05 = Check(
    id="UM-05",
    name="Their worker",
    question="Does their worker know there is a child?",
    theme="DIRECT-MEN",
    condition=(
        "An adult is known to a service of their own (probation, substances, mental health and the like), and that "
        "service was never spoken to about the child."
    ),
    prompts={
        Severity.SOON: (
            "It is recorded that {service} works with {who}, and not that anyone there was spoken to about {name}. "
            "Does their worker know there is a child?"
        )
    },
    parameters=(),
    kinds=("Involvement", "AgencyInvolvement", "AgencyContact"),
    also_reads=("Person", "Concern", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("AgencyInvolvement", "Concern"),
    clears=("A contact with that service about the child.",),
    known_limits=("It does not know what was said.",),
    readings=(
        "Every agency counts but social care, police, GP, health visitor, school nurse, hospital, school, nursery and "
        "midwifery, however its name is written.",
        "Still involved unless marked as not active, or over. A service named on an adult's concern that is not over "
        "knows that adult too.",
        "Whoever a service of this kind works with is an adult, unless a date of birth says otherwise.",
    ),
    empties=Empties(
        asks=("AgencyContact",),
        uncounted=("AgencyContact.about", "AgencyContact.agency"),
        unsettled=("Involvement.level", "AgencyInvolvement.with_person", "Concern.person", "Concern.status"),
    ),
    decide=their_worker,
)

CHECKS = (UM_03, UM_04, UM_05)
