"""LA-01: how a carer likes to talk and read is not recorded. LA-02: no interpreter. LA-03: a relative or a child
interpreted. LA-04: one parent is heard and the other is not."""

from __future__ import annotations

from sightline.domain.dates import and_list

from ..case import OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, at_least, known, not_, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .adults import Adult, carers_of, no_adults_here, none_of
from .clocks import floor_of, starts_of
from .communicating import (
    CHILD,
    FAMILY,
    INTERPRETERS,
    WEIGHTY,
    WHOSE_NEED,
    WITH_WHOM,
    is_substantive,
    is_weighty,
    needs_interpreter,
    was_interpreted,
    without,
)


def need_unknown(look: Look) -> Outcome:
    """LA-01: ten working days on, a carer's languages or needs in communicating are blank."""
    days = look.number("working_days")
    carers = [adult for adult in carers_of(look) if adult.person]

    def judge(level: OpenLevel) -> Maybe:
        hidden = look.unseen("CommNeed", since=floor_of(look, level))

        def asks(adult: Adult) -> Maybe:
            starts = (*starts_of(look, level), *adult.known_since)
            over = all_in([look.working_days_passed(start, days) for start in starts])
            blank = any_of(_languages_blank(look, adult.person), none_of(_has_answer(look, adult.person), hidden))
            return all_of(adult.is_carer, over, blank).citing(*adult.rows)

        return any_in(map(asks, carers))

    found = look.each_open(judge)
    names = [look.who(adult.person) for adult in carers if {row.id for row in adult.rows} & set(found.because)]
    return conclude(
        look,
        applies=any_in(adult.is_carer for adult in carers) | no_adults_here(look),
        asks=found,
        words=lambda: {"who": and_list(list(dict.fromkeys(names)))},
    )


def _languages_blank(look: Look, person: str) -> Maybe:
    fact = look.record.find(person, "Person")
    return known(fact is None or not any(str(item).strip() for item in fact.items("languages")))


def _has_answer(look: Look, person: str) -> Maybe:
    """Whether it is answered if somebody has a need in communicating: also by "none"."""
    return any_in(
        look.is_about(fact, "person", person, WHOSE_NEED)
        for fact in look.rows("CommNeed")
        if fact.is_filled("status") or fact.code("kind") == "none"
    )


def no_interpreter(look: Look) -> Outcome:
    """LA-02: the last two substantive contacts without a professional interpreter; one where it weighs more."""
    found = []
    for person in _spoken_with(look):
        contacts = [fact for fact in look.rows("Contact") if fact.text("with_person") in ("", person)]
        need = needs_interpreter(look, person)
        if need.is_no or (need.is_open and person == look.child):
            continue
        weighty, twice = _weighty_without(look, person, contacts), _two_without(look, person, contacts)
        if need.is_open and weighty.is_no and twice.is_no:
            continue
        found.append((person, need, all_of(need, weighty), all_of(need, twice)))
    today = any_in(weighty for *_, weighty, _ in found)
    hidden = look.unseen("Contact")
    who = [person for person, _, one, other in found if (one if today.is_yes else one | other).is_yes]
    return conclude(
        look,
        applies=any_in(need for _, need, *_ in found) | hidden,
        asks=any_of(today, any_in(twice for *_, twice in found)) | hidden,
        severity=Severity.TODAY if today.is_yes else Severity.SOON,
        words=lambda: {"who": look.who(who[0], "somebody") if who else "somebody"},
    )


def _spoken_with(look: Look) -> list[str]:
    """Everybody somebody spoke with, and everybody who needs an interpreter."""
    spoken = [fact.text("with_person") for fact in look.rows("Contact")]
    needing = [fact.id for fact in look.rows("Person") if fact.code("interpreter_need") == "yes"]
    return [person for person in dict.fromkeys((*spoken, *needing)) if person]


def _two_without(look: Look, person: str, contacts: list[Fact]) -> Maybe:
    """Whether the last two substantive contacts were without: two, and none with since the first of them."""
    later_without: Maybe = NO
    later_with: Maybe = NO
    found: list[Maybe] = []
    could_be_yes = sum(without(look, fact).is_yes for fact in contacts) > 1
    for fact in reversed(contacts):
        theirs = look.is_about(fact, "with_person", person, WITH_WHOM)
        one = all_of(theirs, without(look, fact)).citing(fact)
        pair = all_of(one, later_without, not_(later_with)) if not later_without.is_no else NO
        if pair.is_yes or (pair.is_open and not found):
            found.append(pair)
        if pair.is_yes or later_with.is_yes or (found and not could_be_yes):
            break
        later_without = one if one.is_yes or later_without.is_no else later_without
        if not later_with.is_open or fact.code("interpreter") in INTERPRETERS:
            later_with = later_with | all_of(theirs, _substantive_with(look, fact), _is_dated(look, fact))
    return any_in(found)


def _substantive_with(look: Look, fact: Fact) -> Maybe:
    return all_of(is_substantive(look, fact), was_interpreted(fact))


def _is_dated(look: Look, fact: Fact) -> Maybe:
    """Whether it is known when a contact was; else nobody can say that it came later than another."""
    return YES if when_of(fact).has_bounds else open_(look.undated(fact), fact)


def _weighty_without(look: Look, person: str, contacts: list[Fact]) -> Maybe:
    """Whether a weighty contact was without, and none since was with a professional in person or by phone."""
    later_with: Maybe = NO
    found: list[Maybe] = []
    for fact in reversed(contacts):
        theirs = look.is_about(fact, "with_person", person, WITH_WHOM)
        strict = was_interpreted(fact, strictly=True)
        one = all_of(is_weighty(look, fact), theirs, not_(strict), not_(later_with))
        if one.is_yes or (one.is_open and not found):
            found.append(one.citing(fact))
        if not later_with.is_open or strict.is_yes:
            later_with = later_with | all_of(theirs, strict, _is_dated(look, fact))
        if later_with.is_yes or (found and found[-1].is_yes):
            break
    return any_in(found)


def relative_interpreted(look: Look) -> Outcome:
    """LA-03: somebody of the family, a friend or a child interpreted, and it was not held again with a professional."""
    contacts = look.rows("Contact")
    again: dict[str, list[Fact]] = {}
    for fact in contacts:
        if fact.is_filled("repeats"):
            again.setdefault(fact.text("repeats"), []).append(fact)

    def not_again(fact: Fact) -> Maybe:
        repeats = again.get(fact.id, ()) if again else ()
        return not_(any_in(was_interpreted(other, strictly=_is_weighty(fact, other)) for other in repeats))

    untold = "It is not recorded whether anybody interpreted at one of the contacts."
    by_child = any_in(not_again(fact).citing(fact) for fact in contacts if fact.code("interpreter") == CHILD)
    by_family = any_in(not_again(fact).citing(fact) for fact in contacts if fact.code("interpreter") in FAMILY)
    untold_of = [fact for fact in contacts if fact.code("interpreter") not in INTERPRETERS]
    maybes = (not_again(fact) & open_(untold, fact) for fact in untold_of)  # never a yes: the first is enough
    perhaps = next((perhaps for perhaps in maybes if perhaps.is_open), NO)
    hidden = look.unseen("Contact")
    return conclude(
        look,
        applies=known(bool(contacts)) | hidden,
        asks=any_of(by_child, by_family, perhaps) | hidden,
        severity=Severity.TODAY if by_child.is_yes else Severity.SOON,
        words=lambda: {"days": _days(look, by_child if by_child.is_yes else by_family)},
    )


def _days(look: Look, contacts: Maybe) -> str:
    return look.days(fact for fact in look.rows("Contact") if fact.id in contacts.because)


def _is_weighty(fact: Fact, other: Fact) -> bool | None:
    """Whether a contact held again needs an interpreter in person: where the first or the second weighs more."""
    return True if fact.code("kind") in WEIGHTY or other.code("kind") in WEIGHTY else None


def one_parent_heard(look: Look) -> Outcome:
    """LA-04: in ninety days a carer who needs an interpreter had no contact with one, another carer three or more."""
    days, contacts = look.number("days"), look.number("contacts")
    carers = [adult for adult in carers_of(look) if adult.person]
    lately = [(fact, inside) for fact in look.rows("Contact") if not (inside := look.in_days(fact, days)).is_no]
    hidden = look.unseen("Contact", days=days)

    def with_(person: str) -> list[tuple[Fact, Maybe]]:
        return [
            (fact, both)
            for fact, inside in lately
            if not (both := all_of(inside, look.is_about(fact, "with_person", person, WITH_WHOM))).is_no
        ]

    found = []
    for adult in carers:
        need = needs_interpreter(look, adult.person)
        if need.is_no:
            continue
        heard = any_in(all_of(both, was_interpreted(fact, strictly=False)) for fact, both in with_(adult.person))
        more = any_in(other.is_carer for other in carers if other.person != adult.person)
        others = any_in(
            all_of(
                other.is_carer, at_least(contacts, (both.citing(fact) for fact, both in with_(other.person)), hidden)
            )
            for other in carers
            if other.person != adult.person
        )
        asks = all_of(need, adult.is_carer, others, none_of(heard, hidden))
        if not (need.is_open and asks.is_no):
            found.append((adult, all_of(need, adult.is_carer, more), asks))
    names = [look.who(adult.person) for adult, _, asks in found if asks.is_yes]
    return conclude(
        look,
        applies=any_in(applies for _, applies, _ in found) | no_adults_here(look),
        asks=any_in(asks for *_, asks in found),
        words=lambda: {"who": names[0], "days": days},
    )


LA_01 = Check(
    id="LA-01",
    name="Need unknown",
    question="How does this person like to talk and read?",
    theme="DIRECT-LANGUAGE",
    condition="10 working days on, a carer's languages or needs in communicating are blank.",
    prompts={
        Severity.REFLECT: (
            "The record does not say how {who} likes to talk and read. Which languages, in speech and in writing, and "
            "does anything make it harder?"
        )
    },
    parameters=(ours("working_days", 10, "working days", "Since the level began, or the carer is known or moved in"),),
    kinds=("Involvement", "CommNeed"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("Languages and needs in communicating are filled in; none is an answer.",),
    known_limits=("It does not know what a letter asked for.",),
    readings=(
        "Either being blank asks.",
        "A need of which it is not recorded whether it is known, suspected or none is blank.",
        "Carers: adults who live with the child or care alone, and parents of whom nothing says that they live "
        "elsewhere.",
    ),
    empties=Empties(
        asks=("Person.languages", "CommNeed", "CommNeed.status"),
        uncounted=("CommNeed.person",),
        unsettled=("Involvement.level", "Involvement.from", "AdultRole.lives_here", "AdultRole.cares_alone"),
    ),
    decide=need_unknown,
)

LA_02 = Check(
    id="LA-02",
    name="No interpreter",
    question="Was an interpreter possible?",
    theme="DIRECT-LANGUAGE",
    condition=(
        "Somebody needs an interpreter, and at the last 2 substantive contacts there was no professional one; or at 1 "
        "section 47 interview, conference, plan signing or sensitive enquiry, and none since."
    ),
    prompts={
        Severity.TODAY: (
            "An interview, a conference, the signing of a plan or a private question was held with {who}, who needs "
            "an interpreter, and no professional one is on record. Was one possible, and could it be gone over with "
            "one today?"
        ),
        Severity.SOON: (
            "At the last two contacts about safety or the plan with {who}, who needs an interpreter, no professional "
            "one is on record. Was one possible, and could what was agreed be gone over with one?"
        ),
    },
    parameters=(),
    kinds=("Involvement", "Contact"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Contact",),
    clears=("A contact with a professional interpreter since.", "An interpreter was offered and declined."),
    known_limits=("It does not know how well anybody speaks English.",),
    readings=(
        "A bilingual worker counts, except at those four; there only an interpreter in person, by phone or video "
        "does, then and since.",
        "Those four are substantive.",
        "An interpreter need never filled in for an adult gives unknown where it would otherwise ask; for the child it "
        "is read as none.",
    ),
    empties=Empties(
        asks=(),
        uncounted=("Contact.substantive", "Contact.interpreter", "Contact.kind", "Contact.with_person"),
        unsettled=("Involvement.level",),
    ),
    decide=no_interpreter,
)

LA_03 = Check(
    id="LA-03",
    name="Relative or child interpreted",
    question="Could this be held again with a professional, so that nobody in the family carries it?",
    theme="DIRECT-LANGUAGE",
    condition="A relative, friend or child interpreted at a contact, and it was not held again with a professional.",
    prompts={
        Severity.TODAY: (
            "A child interpreted at a contact ({days}). Who can hold it again today with a professional, so that no "
            "child carries it?"
        ),
        Severity.SOON: (
            "A relative or friend interpreted at a contact ({days}). Could it be held again with a professional, so "
            "that nobody in the family carries it?"
        ),
    },
    parameters=(),
    kinds=("Involvement", "Contact"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Contact",),
    clears=("A contact that goes over it again with a professional interpreter.",),
    known_limits=("It looks at contacts on record only.",),
    readings=(
        "Not filled in who interpreted gives unknown, also with people who need nobody: saved as none it is clear.",
        "Who may go over it again: as in LA-02.",
    ),
    empties=Empties(
        asks=("Contact.repeats",),
        uncounted=("Contact.interpreter",),
        unsettled=("Involvement.level",),
    ),
    decide=relative_interpreted,
)

LA_04 = Check(
    id="LA-04",
    name="One parent heard",
    question="We have one parent's account. How could the other be heard directly?",
    theme="DIRECT-LANGUAGE",
    condition=(
        "A carer needs an interpreter and had no interpreted contact in 90 days, while another carer had 3 or more "
        "contacts."
    ),
    prompts={
        Severity.SOON: (
            "In {days} days one carer was spoken with three times or more, and {who}, who needs an interpreter, not "
            "once with one. How could {who} be heard directly?"
        )
    },
    parameters=(
        Parameter(
            "days",
            90,
            "days",
            NumberClass.OUR_DEFAULT,
            "The English-speaking partner can filter all contact (NSPCC 2014); the numbers are ours",
            "How far back",
        ),
        ours("contacts", 3, "contacts", "With the other carer, at least"),
    ),
    kinds=("Involvement", "Contact"),
    also_reads=("Person", "AdultRole", "HouseholdMembership", "Parentage"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Contact",),
    clears=("A contact with an interpreter; here a bilingual worker counts.",),
    known_limits=("Contacts are counted, not how long they were.",),
    readings=("Contacts of every kind count, for both.",),
    empties=Empties(
        asks=("Contact",),
        uncounted=("Contact.interpreter", "Contact.with_person", "Contact.at"),
        unsettled=("Involvement.level", "AdultRole.lives_here", "AdultRole.cares_alone"),
    ),
    decide=one_parent_heard,
)

CHECKS = (LA_01, LA_02, LA_03, LA_04)
