"""NAI-04: other children. NAI-05: a supervisor nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.domain.dates import and_list

from ..around import REGULAR_CONTACT, is_child, is_current, nobody_named, people_around
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity
from .safety_plans import is_replaced, open_plans

Others = dict[str, Maybe]
UNSAID = "It is not recorded whether a safety plan rests on anybody's supervision."


def other_children(look: Look) -> Outcome:
    """NAI-04: a child of the household, or cared for by the same adults, of whom the plan says nothing."""
    plans = [plan for plan in open_plans(look) if not is_replaced(look, plan)]
    children, newest = _other_children(look), plans[-1:]
    asked = {
        (plan.id, person): all_of(is_one, not_(_is_in(plan, person))).citing(plan)
        for plan in plans
        for person, is_one in children.items()
    }
    waiting = list(dict.fromkeys(person for (_, person), is_asked in asked.items() if is_asked.is_yes))
    lacking = [plan for plan in plans if any(asked[plan.id, person].is_yes for person in waiting)]
    hidden = any_of(look.unseen("SafetyPlan"), look.unseen("HouseholdMembership"))
    hidden |= nobody_named(look) if plans else NO
    there = any_in(children.values()).citing(*newest)
    return conclude(
        look,
        applies=NO if not plans and hidden.is_no else any_of(there, hidden),
        asks=any_in(asked.values()).citing(*(lacking or newest), *_memberships(look, waiting)) | hidden,
        severity=Severity.TODAY,
        words=lambda: {"who": and_list([look.who(person, "another child") for person in waiting])},
    )


def _other_children(look: Look) -> Others:
    """Children around this child, and in the other homes of the adults around, each with whether it surely is one."""
    found: dict[str, list[Maybe]] = {}
    around = people_around(look)
    for entry in around:
        found.setdefault(entry.person, []).append(entry.is_here)
    for person, is_here in _in_other_homes(look, {entry.person for entry in around}):
        found.setdefault(person, []).append(is_here)
    children = {person: all_of(any_in(here), _is_born_child(look, person)) for person, here in found.items()}
    return {person: is_one for person, is_one in children.items() if not is_one.is_no}


def _in_other_homes(look: Look, adults: set[str]) -> Iterator[tuple[str, Maybe]]:
    """People who live where an adult around this child lives or has regular contact too."""
    rows = [row for row in look.rows("HouseholdMembership") if row.is_filled("household")]
    homes = [row for row in rows if row.text("person") in adults and not is_child(look, row.text("person")).is_yes]
    for home in homes:
        for row in rows:
            lives_there = row.text("household") == home.text("household") and row.code("role") != REGULAR_CONTACT
            if lives_there and row.text("person") not in ("", look.child) and row is not home:
                yield row.text("person"), is_current(look, home) & is_current(look, row)


def _is_born_child(look: Look, person: str) -> Maybe:
    fact = look.record.find(person, "Person")
    if fact is not None and fact.when("dob") is None and fact.is_filled("expected_dob"):
        return NO
    return is_child(look, person)


def _is_in(plan: Fact, person: str) -> Maybe:
    """Whether the plan says that somebody was seen or examined, or why not; an entry that says neither is open."""
    entries = [Fact("siblings", plan.id, entry) for entry in plan.items("siblings") if isinstance(entry, dict)]
    theirs = [entry for entry in entries if entry.text("person") == person]
    if any(entry.is_filled("status") or entry.is_filled("reason") for entry in theirs):
        return yes(plan)
    if theirs:
        return open_("It is not recorded whether another child was seen or examined, or why not.", plan)
    if any(not entry.is_filled("person") for entry in entries):
        return open_("It is not recorded which other child was seen or examined.", plan)
    return NO


def _memberships(look: Look, people: list[str]) -> Iterator[Fact]:
    for row in look.rows("HouseholdMembership"):
        if row.text("person") in people:
            yield row


def supervisor_unchecked(look: Look) -> Outcome:
    """NAI-05: supervision named without a check, or a supervisor who shares the home with a possible cause."""
    plans = open_plans(look)
    entries = [(plan, part) for plan in plans for part in look.parts(plan, "supervision")]
    untold = any_in(open_(UNSAID, plan) for plan in plans if plan.get("supervision") is None)
    asked = [(plan, part, _asks(look, part)) for plan, part in entries]
    waiting = [part for _, part, is_asked in asked if is_asked.is_yes]
    told, wording = _gravest(look, waiting)
    hidden = look.unseen("SafetyPlan")
    return conclude(
        look,
        applies=any_of(any_in(yes(plan) for plan, _ in entries), untold, hidden),
        asks=any_of(any_in(is_asked.citing(plan) for plan, _, is_asked in asked), untold, hidden),
        severity=Severity.TODAY,
        wording=wording,
        words=lambda: {"who": look.who(told[0].text("person"), "somebody")},
    )


def _gravest(look: Look, waiting: list[Fact]) -> tuple[list[Fact], str]:
    """Whom the prompt is about and in which words: near a possible cause, else without a name, else unchecked."""
    near = [part for part in waiting if _shares_home_with_cause(look, part.text("person")).is_yes]
    nameless = [part for part in waiting if not part.is_filled("person")]
    return near or nameless or waiting, "near_a_cause" if near else "nameless" if nameless else ""


def _asks(look: Look, part: Fact) -> Maybe:
    """Nobody named, no check of them recorded, or a possible cause in the same home."""
    if not part.is_filled("person"):
        return YES
    is_checked = part.is_filled("checked_by") and not (
        part.is_filled("checked_on") and look.has_happened(part, "checked_on").is_no
    )
    return any_of(known(not is_checked), _shares_home_with_cause(look, part.text("person")))


def _shares_home_with_cause(look: Look, person: str) -> Maybe:
    causes = {fact.id for fact in look.rows("Person") if fact.yes("possible_cause") is True}
    if person in causes:
        return YES
    rows = [row for row in look.rows("HouseholdMembership") if row.code("role") != REGULAR_CONTACT]
    return any_in(
        all_of(_one_home(mine, row), is_current(look, mine), is_current(look, row))
        for mine in rows
        if mine.text("person") == person
        for row in rows
        if row.text("person") in causes
    )


def _one_home(one: Fact, other: Fact) -> Maybe:
    if one.is_filled("household") and other.is_filled("household"):
        return known(one.text("household") == other.text("household"))
    return open_("It is not recorded in which household somebody lives.")


NAI_04 = Check(
    id="NAI-04",
    name="Other children",
    question="Have the other children in the home, or cared for by the same adults, been seen or examined?",
    theme="PROC-NAIPLAN",
    condition=(
        "A safety plan is open, and a child under 18 of the household, or regularly cared for by the same adults, is "
        "not among the brothers, sisters and other children it names."
    ),
    prompts={
        Severity.TODAY: (
            "The safety plan for {name} does not say who has seen or examined {who}, or why nobody has. Who has seen "
            "{who} today, and who is caring for them?"
        )
    },
    parameters=(),
    kinds=("SafetyPlan", "HouseholdMembership"),
    also_reads=("Person", "Parentage"),
    levels=(),
    needs=("SafetyPlan",),
    clears=("Each other child is named in the plan as seen or examined, or with a reason why not.",),
    known_limits=("Children of another home are seen only when an adult of both homes is recorded in each.",),
    readings=(
        "Cared for by the same adults: a child of another home in which an adult of this one lives or has regular "
        "contact.",
        "An entry without status or reason is unknown.",
        "Each open plan says it for itself; a later plan for the same injury takes an earlier one's place.",
    ),
    empties=Empties(
        asks=("SafetyPlan.siblings",),
        unsettled=("HouseholdMembership.person", "HouseholdMembership.household", "Person.dob"),
    ),
    decide=other_children,
)

NAI_05 = Check(
    id="NAI-05",
    name="Supervisor unchecked",
    question="Who supervises, and who has checked that they can?",
    theme="PROC-NAIPLAN",
    condition=(
        "A safety plan is open and names supervision with nobody's name or no check recorded, or the supervisor shares "
        "the home with somebody who may have caused the injury."
    ),
    prompts={
        Severity.TODAY: (
            "The safety plan for {name} rests on {who} watching over contact, and no check of {who} is on record. Who "
            "has checked, with police and social care, that {who} can do this, and what helps {who} to?"
        )
    },
    wordings={
        "near_a_cause": (
            "The safety plan for {name} rests on {who} watching over contact, and by the record {who} may have caused "
            "the injury, or shares a home with somebody who may have. Would it be fair to ask this of {who}, and who "
            "else could do it from today?"
        ),
        "nameless": (
            "The safety plan for {name} rests on somebody watching over contact, and does not say who. Who is it, and "
            "who has checked with police and social care that they can?"
        ),
    },
    parameters=(),
    kinds=("SafetyPlan", "HouseholdMembership"),
    also_reads=("Person",),
    levels=(),
    needs=("SafetyPlan",),
    clears=("Who supervises is named, a check of them is recorded, and they live apart from any possible cause.",),
    known_limits=("It does not know what the check found.",),
    readings=(
        "An empty name asks.",
        "A check is recorded when it says who made it, on a day that is not ahead.",
        "Recorded as none, there is nothing to look at; never filled in, nobody knows whether anybody supervises.",
    ),
    empties=Empties(
        asks=("SafetyPlan.supervision.person", "SafetyPlan.supervision.checked_by"),
        unsettled=("SafetyPlan.supervision", "HouseholdMembership.household"),
    ),
    decide=supervisor_unchecked,
)

CHECKS = (NAI_04, NAI_05)
