"""CF-01: no genogram. CF-02: the picture may be out of date. CF-03: somebody in the story who is not on the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.domain.dates import UncertainDate, and_list

from ..case import OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, all_in, all_of, any_in, any_of, known, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .adults import none_of
from .clocks import floor_of, starts_of

HOUSEHOLD_EVENTS = ("separation", "carer_leaves", "return_home")
UNTOLD_EVENT = "It is not recorded what one of the events was about."
UNTOLD_PEOPLE = "It is not recorded who is on the genogram or ecomap."


def no_genogram(look: Look) -> Outcome:
    """CF-01: open for twenty working days, and no genogram of three generations, nor "tried, not known"."""
    days = look.number("working_days")
    drawn = any_in(_is_whole(look, fact) for fact in look.rows("Genogram"))

    def judge(level: OpenLevel) -> Maybe:
        long = all_in([look.working_days_passed(start, days) for start in starts_of(look, level)])
        return all_of(long, none_of(drawn, look.unseen("Genogram", since=floor_of(look, level)))).citing(level.fact)

    return conclude(look, applies=known(True), asks=look.each_open(judge), words={"days": days})


def _is_whole(look: Look, fact: Fact) -> Maybe:
    """Whether a genogram has three generations, or says that they were asked about and are not known."""
    if fact.is_filled("tried_not_known"):
        return yes(fact)
    number = _number(fact.get("generations"))
    if number is None:
        return open_("It is not recorded how many generations a genogram shows.", fact)
    return known(number >= look.number("generations"), fact)


def _number(value: object) -> float | None:
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def out_of_date(look: Look) -> Outcome:
    """CF-02: since the genogram was drawn or reviewed the household changed or a child was born, or it is too old."""
    genograms = look.rows("Genogram")
    hidden = look.unseen("Genogram")
    looked = [(fact, when) for fact in genograms for when in _looked_at(look, fact)]
    if not looked:
        return conclude(look, applies=hidden, asks=hidden)
    last, day = max(looked, key=lambda pair: pair[1].earliest or date.min)

    def judge(level: OpenLevel) -> Maybe:
        days = look.number("cin_days" if level.level == "CIN" else "cp_days")
        return all_in([look.days_passed(when, days) for _, when in looked])

    changed = any_in(
        all_in([_is_after(look, change, when) for _, when in looked]) & is_one for change, is_one in _changes(look)
    )
    unread = any_in(look.unseen(kind, since=day.earliest) for kind in ("HouseholdMembership", "Event"))
    says = f"The genogram was last drawn or reviewed on {day.approximately()}"
    says += ", and the record shows a change in the family since." if changed.is_yes else "."
    return conclude(
        look,
        applies=yes(last) | hidden,
        asks=any_of(changed & yes(last), look.each_open(judge).citing(last), unread, hidden),
        words={"says": says},
    )


def _looked_at(look: Look, fact: Fact) -> Iterator[UncertainDate]:
    """The days on which a genogram was drawn and reviewed."""
    yield look.when(fact)
    if look.has_happened(fact, "reviewed_on").is_yes:
        yield look.when(fact, "reviewed_on")


def _is_after(look: Look, change: tuple[Fact, UncertainDate], when: UncertainDate) -> Maybe:
    """Whether a change came after the genogram was looked at; on that day it was there."""
    fact, day = change
    if day.earliest is not None and day.earliest > look.as_of:
        look.looks.add(day.earliest)
        return NO
    if day.latest is not None and when.earliest is not None and day.latest <= when.earliest:
        return NO
    if day.earliest is not None and when.latest is not None and day.earliest > when.latest:
        return yes(fact)
    if day.earliest is None or when.earliest is None:
        return open_(look.undated(fact), fact)
    return yes(fact)


def _changes(look: Look) -> Iterator[tuple[tuple[Fact, UncertainDate], Maybe]]:
    """Somebody moved in or out, a child was born, a couple parted: with the day, and whether it surely is a change."""
    for row in look.rows("HouseholdMembership"):
        yield (row, look.when(row)), yes(row)
        if row.is_filled("to"):
            yield (row, look.when(row, "to")), look.has_happened(row, "to")
    for person in look.rows("Person"):
        born = person.when("dob")
        if born is not None:
            yield (person, born), yes(person)
        died = _died(person)
        if died is not None:
            yield (person, died), yes(person)
    for event in look.rows("Event"):
        yield (event, look.when(event)), look.is_one_of(event, "topic", HOUSEHOLD_EVENTS, UNTOLD_EVENT)


def _died(person: Fact) -> UncertainDate | None:
    """The day of death, where a source has one: the format itself names no box for it."""
    for name in ("date_of_death", "died_on", "dod"):
        if person.is_filled(name):
            try:
                return person.when(name)
            except ValueError:
                return UncertainDate.unknown()
    return None


def not_on_the_map(look: Look) -> Outcome:
    """CF-03: somebody named in the chronology or met in ninety days is on neither map, nor marked as not relevant."""
    days = look.number("days")
    maps = (*look.rows("Genogram"), *look.rows("Ecomap"))
    drawn = {str(item) for fact in maps for item in (*fact.items("persons"), *fact.items("not_relevant"))}
    untold = [fact for fact in maps if fact.get("persons") is None]
    hidden = any_of(look.unseen("Genogram"), look.unseen("Ecomap"))
    professionals = _professionals(look)
    found: list[tuple[str, Maybe]] = []
    named: list[Maybe] = []
    for fact, people in _named_lately(look, days):
        inside = look.in_days(fact, days)
        theirs = [one for one in people if one != look.child and one not in professionals]
        if inside.is_no or not theirs:
            continue
        named.append(inside)
        for person in theirs:
            if person not in drawn:
                maybe_drawn = open_(UNTOLD_PEOPLE, *untold) if untold else NO
                found.append((person, all_of(inside, none_of(maybe_drawn, hidden)).citing(fact)))
    unread = any_of(look.unseen("Event", days=days), look.unseen("Contact", days=days))
    names = [look.who(person) for person, asks in found if asks.is_yes]
    return conclude(
        look,
        applies=any_in(named) | unread,
        asks=any_in(asks for _, asks in found) | unread,
        words=lambda: {"who": and_list(list(dict.fromkeys(names)))},
    )


def _named_lately(look: Look, days: int) -> Iterator[tuple[Fact, list[str]]]:
    for event in look.lately(look.rows("Event"), days):
        yield event, [str(item).strip() for item in event.items("persons") if item and str(item).strip()]
    for contact in look.lately(look.rows("Contact"), days):
        yield contact, [contact.text("with_person")] if contact.text("with_person") else []


def _professionals(look: Look) -> set[str]:
    """Who is on record as a professional, by what they did or by a mark."""
    found: set[str] = set()
    for kind, field in (
        ("Visit", "by"), ("Oversight", "manager"), ("Decision", "decided_by"), ("AgencyContact", "who"),
        ("AgencyContact", "by"), ("Referral", "referrer"), ("HistorySummary", "author"),
    ):  # fmt: skip
        found |= look.rows(kind).texts(field)
    for plan in look.rows("SafetyPlan"):
        found |= {part.text("person") for part in look.parts(plan, "network") if part.yes("professional")}
    found |= {person.id for person in look.rows("Person") if person.yes("professional")}
    parentage = look.rows("Parentage")
    return found - parentage.texts("parent") - parentage.texts("child") - {""}


CF_01 = Check(
    id="CF-01",
    name="No genogram",
    question="Could drawing the family with them help?",
    theme="DIRECT-GENO",
    condition=('Open for more than 20 working days, and no genogram shows 3 generations or says "tried, not known".'),
    prompts={
        Severity.SOON: (
            "After {days} working days there is no genogram of three generations for {name}. Could drawing the family "
            "with them help?"
        )
    },
    parameters=(
        ours("working_days", 20, "working days", "Since the level began"),
        ours("generations", 3, "generations", "At least"),
    ),
    kinds=("Involvement", "Genogram"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("A genogram with three generations.", 'A genogram that says "tried, not known".'),
    known_limits=("It does not see a drawing that is kept on paper.",),
    readings=(
        "The clock starts when the level began or, for a baby, at birth, whichever is later.",
        "A genogram that does not say how many generations it shows gives unknown.",
    ),
    empties=Empties(
        asks=("Genogram", "Genogram.tried_not_known"),
        uncounted=("Genogram.generations",),
        unsettled=("Involvement.level", "Involvement.from"),
    ),
    decide=no_genogram,
)

CF_02 = Check(
    id="CF-02",
    name="Out of date",
    question="Is the picture still right?",
    theme="DIRECT-GENO",
    condition=(
        "Since the genogram was last drawn or reviewed somebody moved in or out, a couple parted, a child was born or "
        "somebody died; or that is more than 180 days ago, 90 at child protection, section 47 or looked after."
    ),
    prompts={Severity.REFLECT: "{says} Is the picture of {name}'s family still right?"},
    parameters=(
        ours("cin_days", 180, "days", "At CIN"),
        ours("cp_days", 90, "days", "At CP, S47 and CLA"),
    ),
    kinds=("Involvement", "Genogram"),
    also_reads=("Person", "HouseholdMembership", "Event"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Genogram",),
    clears=("The genogram is reviewed or drawn anew.",),
    known_limits=("It sees changes that are recorded as such.",),
    readings=(
        "A change on the day of drawing or review was there then.",
        "Separation, a carer leaving and a return home in the chronology are changes; moving house is not.",
        "Where households or events were not kept here since, a change may not be on record: unknown.",
    ),
    empties=Empties(
        asks=("Genogram.reviewed_on",),
        uncounted=(),
        unsettled=("Involvement.level", "Event.topic", "Event.when"),
    ),
    decide=out_of_date,
)

CF_03 = Check(
    id="CF-03",
    name="In the story, not on the map",
    question="Who is this person to the child?",
    theme="DIRECT-GENO",
    condition=(
        "Somebody named in the chronology or spoken with in the last 90 days is on neither the genogram nor the "
        "ecomap, and is not marked as not relevant."
    ),
    prompts={
        Severity.SOON: (
            "The record names {who}, and neither the genogram nor the ecomap of {name}'s family does. Who is this "
            "person to {name}?"
        )
    },
    parameters=(ours("days", 90, "days", "How far back"),),
    kinds=("Involvement", "Event", "Contact", "Genogram", "Ecomap"),
    also_reads=(
        "Person", "AdultRole", "HouseholdMembership", "Parentage", "Visit", "Oversight", "Decision", "AgencyContact",
        "Referral", "HistorySummary", "SafetyPlan",
    ),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Event", "Contact"),
    clears=("They are added to a map.", "They are marked as not relevant."),
    known_limits=("A name that stands only in the text of an entry is not seen.",),
    readings=(
        "Professionals are out: whoever visited, decided, was rung, or is marked as one.",
        "An entry that names nobody is not judged. With no map at all it asks.",
    ),
    empties=Empties(
        asks=("Genogram", "Ecomap"),
        uncounted=("Genogram.persons", "Ecomap.persons"),
        unsettled=("Involvement.level", "Event.when", "Contact.at"),
    ),
    decide=not_on_the_map,
)  # fmt: skip

CHECKS = (CF_01, CF_02, CF_03)
