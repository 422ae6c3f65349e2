"""UM-01: the other parent is not recorded. UM-02: a carer nobody has met."""

from __future__ import annotations

from collections.abc import Sequence

from ..case import OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, by_names, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .adults import Adult, adults_of, no_adults_here, none_of, those_or_one_of
from .clocks import first_in, floor_of, starts_of

PARENTS = ("biological", "adopted", "unknown")
NOT_OTHER_PARENT = ("step", "foster", "sgo")
IN_PERSON = ("home_visit", "s47_interview", "conference", "plan_signing", "sensitive_enquiry", "office")
WHOSE_PARENT = "It is not recorded whose parent somebody is."
YEAR_MONTHS = 12


def other_parent(look: Look) -> Outcome:
    """UM-01: ten working days on no father or other parent, and nobody noted "asked on …, not known"."""
    days = look.number("working_days")
    rows = [row for row in look.rows("Parentage") if row.text("child") in ("", look.child)]
    asked = any_in(_was_asked(look, row) for row in rows)
    recorded = _is_recorded(look, rows)

    def judge(level: OpenLevel) -> Maybe:
        long = all_in([look.working_days_passed(start, days) for start in starts_of(look, level)])
        hidden = look.unseen("Parentage", since=floor_of(look, level))
        return all_of(long, none_of(recorded | asked, hidden)).citing(level.fact)

    return conclude(look, applies=YES, asks=look.each_open(judge), words={"days": days})


def _was_asked(look: Look, row: Fact) -> Maybe:
    """Whether a row without a parent says on which day somebody asked."""
    if row.text("parent"):
        return NO
    asked = look.has_happened(row, "asked_on")
    if asked.is_no and row.is_filled("answer") and not row.is_filled("asked_on"):
        asked = open_("It is not recorded when somebody asked about the other parent.", row)
    return asked & _is_this_childs(look, row)


def _is_this_childs(look: Look, row: Fact) -> Maybe:
    return look.is_about(row, "child", look.child, WHOSE_PARENT)


def _is_recorded(look: Look, rows: list[Fact]) -> Maybe:
    """Whether a father, or two parents, are recorded. Step, foster and special guardians are not the other parent."""
    people: dict[str, Maybe] = {}
    for row in rows:
        if row.text("parent") and row.code("kind") not in NOT_OTHER_PARENT:
            kind = f"It is not recorded what kind of parent {look.who(row.text('parent'))} is."
            is_one = yes(row) if row.code("kind") in PARENTS else open_(kind, row)
            people[row.text("parent")] = people.get(row.text("parent"), NO) | (is_one & _is_this_childs(look, row))
    fathers = any_in(is_one for person, is_one in people.items() if _is_man(look, person))
    answers = list(people.values())
    pairs = any_in(
        one & any_in(answers[number + 1 :]) for number, one in enumerate(answers) if number + 1 < len(answers)
    )
    return fathers | pairs


def _is_man(look: Look, person: str) -> bool:
    """Whether a single parent on record is the father, as far as is recorded."""
    fact = look.record.find(person, "Person")
    return fact is not None and fact.text("sex").upper() == "M"


def carer_not_met(look: Look) -> Outcome:
    """UM-02: an adult who lives here or cares alone, and no direct contact twenty working days after becoming known."""
    injured = any_in(_is_recent_injury(look, fact) for fact in look.rows("Injury"))
    injured = injured | look.unseen("Injury", days=look.number("injury_days"))
    young = look.is_under(YEAR_MONTHS)
    adults = [adult for adult in adults_of(look, grown_children=True) if not _is_meant(adult).is_no]
    waited = [(adult, long) for adult in adults if not (long := _has_waited(look, adult, young)).is_no]

    def each(contacts: Sequence[Fact], *, in_person: bool) -> list[Maybe]:
        return [
            all_of(long, not_(_was_met(look, adult, contacts, in_person=in_person))).citing(*adult.rows)
            for adult, long in waited
        ]

    def unmet(*, in_person: bool) -> Maybe:
        people = [adult.person for adult, _ in waited]
        return by_names(
            look.rows("Contact"), "with_person", people, lambda rows: any_in(each(rows, in_person=in_person))
        )

    def who() -> str:
        names = [look.who(adult.person, "one adult") for adult, _ in waited]
        found = list(zip(names, each(look.rows("Contact"), in_person=grave.is_yes), strict=True))
        return those_or_one_of([one for one in found if one[1].is_yes][:1] or found)

    grave = NO if injured.is_no else all_of(unmet(in_person=True), injured)
    soon = unmet(in_person=False)
    asking = grave if grave.is_yes else soon
    return conclude(
        look,
        applies=any_in(map(_is_meant, adults)) | no_adults_here(look),
        asks=asking if asking.is_yes else any_of(soon, grave),
        severity=Severity.TODAY if grave.is_yes else Severity.SOON,
        words=lambda: {"who": who()},
    )


def _has_waited(look: Look, adult: Adult, young: Maybe) -> Maybe:
    """Whether somebody who is meant has been known for long enough, with no reason why nobody could meet them."""

    def judge(level: OpenLevel) -> Maybe:
        starts = (level.fact, *adult.known_since)
        short = all_in([look.working_days_passed(day, look.number("young_working_days")) for day in starts])
        long = all_in([look.working_days_passed(day, look.number("working_days")) for day in starts])
        hidden = look.unseen("Contact", since=floor_of(look, level))
        return any_of(long, short & young) & not_(hidden)

    return all_of(_is_meant(adult), not_(_is_explained(adult)), look.each_open(judge))


def _is_meant(adult: Adult) -> Maybe:
    """Whether somebody is an adult in the household, or cares alone."""
    return all_of(adult.is_adult, any_of(adult.lives_here, adult.cares_alone))


def _was_met(look: Look, adult: Adult, contacts: Sequence[Fact], *, in_person: bool) -> Maybe:
    """Whether a contact let somebody speak for themselves: by phone too, or only by being met."""
    who = "It is not recorded with whom one of the contacts was."
    spoke = "It is not recorded whether somebody spoke for themselves at a contact."
    kind = "It is not recorded what kind of contact one of them was."
    return first_in(
        all_of(
            look.says_yes(fact, "direct", spoke),
            look.is_about(fact, "with_person", adult.person, who),
            look.is_one_of(fact, "kind", IN_PERSON, kind) if in_person else YES,
        )
        for fact in contacts
        if adult.person and fact.text("with_person") in ("", adult.person) and fact.code("kind") != "text"
    )


def _is_explained(adult: Adult) -> Maybe:
    """Whether it is written down why it is not safe or possible, and what comes next."""
    role = adult.role
    return known(bool(role and role.is_filled("reason_not_contacted") and role.is_filled("next_step")))


def _is_recent_injury(look: Look, fact: Fact) -> Maybe:
    whose = look.is_about(fact, "person", look.child, "It is not recorded whose injury one of them is.")
    if fact.yes("documented_birthmark"):
        return NO
    return all_of(whose, look.in_days(fact, look.number("injury_days"))).citing(fact)


UM_01 = Check(
    id="UM-01",
    name="Father not recorded",
    question="What do we know about the father, and who could tell us?",
    theme="DIRECT-MEN",
    condition='10 working days on, no father or other parent is recorded, nor "asked on …, not known".',
    prompts={
        Severity.SOON: (
            "After {days} working days no father or other parent of {name} is on record. What do we know about the "
            "father, and who could tell us?"
        )
    },
    parameters=(ours("working_days", 10, "working days", "Since the level began"),),
    kinds=("Involvement", "Parentage"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("A father or a second parent is recorded.", "It is noted on which day somebody asked, and not known."),
    known_limits=("It does not know how sure anybody is.",),
    readings=(
        "A step-parent, foster carer or special guardian is not the other parent.",
        "A single parent counts as the father only where the sex is recorded; either way the other is missing.",
        "An answer without the day on which somebody asked gives unknown.",
        "The clock starts when the level began or, for a baby, at birth, whichever is later.",
    ),
    empties=Empties(
        asks=("Parentage", "Parentage.asked_on"),
        uncounted=("Parentage.kind",),
        unsettled=("Involvement.level", "Involvement.from", "Parentage.child"),
    ),
    decide=other_parent,
)

UM_02 = Check(
    id="UM-02",
    name="Carer not met",
    question="Has anyone met this person? What gets in the way?",
    theme="DIRECT-MEN",
    condition=(
        "An adult lives in the household or cares alone, and 20 working days after becoming known (10 while the child "
        "is under 1 or not born) there is no direct contact, nor why it is not safe or possible and what comes next."
    ),
    prompts={
        Severity.TODAY: (
            "An injury of {name} is on record, and not that anyone has met {who}, who lives with or cares for {name}. "
            "Who can meet {who} today, and what gets in the way?"
        ),
        Severity.SOON: (
            "No direct contact is on record with {who}, who lives with or cares for {name}. Has anyone met {who}, and "
            "what gets in the way?"
        ),
    },
    parameters=(
        Parameter(
            "working_days",
            20,
            "working days",
            NumberClass.OUR_DEFAULT,
            "To meet every adult who cares for a child is published practice (NSPCC 2015, 2022); the number is ours",
            "After becoming known or moving in",
        ),
        ours("young_working_days", 10, "working days", "While the child is under one, or not born"),
        ours("injury_days", 90, "days", "How long an injury of the child makes it today"),
    ),
    kinds=("Involvement", "Contact"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage", "Injury"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=(
        "A direct contact; by phone too, unless there is an injury.",
        "Why it is not safe or possible, and a next step.",
    ),
    known_limits=("Somebody met at a visit is seen where a contact with them says so.",),
    readings=(
        "The clock starts at the latest of the day the level began and the adult became known or moved in.",
        "A text is not direct. A documented birthmark is no injury.",
        "Adults: by date of birth, as a parent, or by having a role; nobody's age is guessed. A brother or sister who "
        "has grown up and lives with the child is one.",
    ),
    empties=Empties(
        asks=("Contact", "AdultRole.reason_not_contacted", "AdultRole.next_step"),
        uncounted=("Contact.direct", "Contact.with_person"),
        unsettled=("Involvement.level", "Person.dob", "AdultRole.lives_here", "AdultRole.cares_alone"),
    ),
    decide=carer_not_met,
)

CHECKS = (UM_01, UM_02)
