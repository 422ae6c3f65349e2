"""ONL-01: an online concern with no safety step. ONL-02: a child's online life is not explored."""

from __future__ import annotations

from collections.abc import Iterator

from ..around import is_current
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .duties import DUTIES, duties_shown

JUDGED = frozenset({"contact", "conduct", "commerce"})
IMAGES = frozenset({"of_child", "by_child", "ai_generated", "unknown"})
NOTHING_OR_IMAGES = IMAGES | {"none"}
SAFETY_STEP = frozenset({"police", "csc", "social_care"})
ONLINE = ("online_life",)


def no_safety_step(look: Look) -> Outcome:
    """ONL-01: contact, conduct or commerce; at once where it is grave, else one working day after it was saved."""
    concerns = [(fact, judged) for fact in look.rows("OnlineConcern") if not (judged := _is_judged(fact)).is_no]
    asked = [
        (fact, all_of(judged, _is_due(look, fact), not_(_has_step(look, fact))).citing(fact))
        for fact, judged in concerns
    ]
    hidden = look.unseen("OnlineConcern")
    waiting = [fact for fact, is_asked in asked if is_asked.is_yes]
    grave = [fact for fact in waiting if _is_grave(fact).is_yes]
    asks = any_in(is_asked for _, is_asked in asked) | hidden
    return conclude(
        look,
        applies=any_in(judged.citing(fact) for fact, judged in concerns) | hidden,
        asks=asks,
        severity=Severity.TODAY if grave else Severity.SOON,
        words=lambda: {"date": look.day((grave or waiting)[0]), "why": _why((grave or waiting)[0])},
        shows=tuple(duties_shown(look)) if asks.is_yes else (),
    )


def _is_judged(fact: Fact) -> Maybe:
    """Whether it is more than content; content alone is nothing to look at here."""
    untold = "It is not recorded whether an online concern is about content, contact, conduct or commerce."
    codes = {str(code).strip().lower() for code in fact.items("four_c")} - {""}
    if codes & JUDGED or codes == {"content"} or fact.get("four_c") == []:
        return known(bool(codes & JUDGED), fact)
    return open_(untold, fact)


def _is_grave(fact: Fact) -> Maybe:
    """An adult suspected, images (not knowing counts), or a threat or demand for money."""
    images = fact.code("images_involved")
    untold = "It is not recorded whether {} in an online concern."
    return any_of(
        _box(fact, "adult_suspected", untold.format("an adult is suspected")),
        known(images in IMAGES) if images in NOTHING_OR_IMAGES else open_(untold.format("there are images"), fact),
        _box(fact, "money_threat", untold.format("there is a threat or a demand for money")),
    )


def _box(fact: Fact, field: str, untold: str) -> Maybe:
    answer = fact.yes(field)
    return open_(untold, fact) if answer is None else known(answer, fact)


def _is_due(look: Look, fact: Fact) -> Maybe:
    """At once where it is grave; else on the last day of the limit from the day it was saved."""
    saved = fact.recorded_on or look.as_of
    return any_of(_is_grave(fact), look.working_days_reached(saved, look.number("working_days")))


def _has_step(look: Look, fact: Fact) -> Maybe:
    """Police or children's social care spoken to, or a reason why not."""
    if fact.is_filled("reason_not_reported"):
        return yes(fact)
    told = [part for part in look.parts(fact, "reported_to") if part.code("to") in SAFETY_STEP]
    reported = any_in(YES if not part.is_filled("at") else look.has_happened(part, "at") for part in told)
    untold = "It is not recorded about whom an agency was spoken to."
    spoken = any_in(
        all_of(_is_safety_step(row), look.is_about(row, "about", look.child, untold), look.since(row, fact))
        for row in look.rows("AgencyContact")
    )
    return reported | spoken


def _is_safety_step(row: Fact) -> Maybe:
    agency = row.code("agency")
    return known(agency in SAFETY_STEP, row) if agency else open_("It is not recorded which agency was spoken to.", row)


def _why(fact: Fact) -> str:
    reasons = []
    if fact.yes("adult_suspected"):
        reasons.append("an adult is suspected")
    if fact.code("images_involved") in IMAGES:
        reasons.append("images may be involved" if fact.code("images_involved") == "unknown" else "images are involved")
    if fact.yes("money_threat"):
        reasons.append("there is a threat or a demand for money")
    return " and ".join(reasons) or "contact online"


def online_life_not_explored(look: Look) -> Outcome:
    """ONL-02: eight or older, an assessment or plan open, and no note of online life in six months."""
    months = look.number("months")
    begun = [*_open_assessments(look), *_open_plans(look)]
    untold = "It is not recorded what one of the events was about."
    notes = [(fact, look.is_one_of(fact, "topic", ONLINE, untold)) for fact in look.rows("Event")]
    notes += [(fact, YES) for fact in look.rows("OnlineConcern")]
    quiet = look.quiet([note for note in notes if not note[1].is_no], (), months=months)
    there = any_in(is_open for _, is_open in begun)
    clock = all_in(not_(is_open) | look.months_passed(fact, months) for fact, is_open in begun)
    level = look.since_level(lambda since: look.months_passed(since, months))
    ever = any_in(note[1] for note in notes)
    hidden = look.unseen("Event", months=months)
    return conclude(
        look,
        applies=any_in(is_open.citing(fact) for fact, is_open in begun),
        asks=all_of(there, quiet, any_of(ever, all_of(clock, level)), not_(hidden)),
        severity=Severity.REFLECT,
    )


def _open_assessments(look: Look) -> Iterator[tuple[Fact, Maybe]]:
    for fact in look.rows("Assessment"):
        is_signed = look.has_happened(fact, "authorised_at")
        if not is_signed.is_yes:
            yield fact, yes(fact)


def _open_plans(look: Look) -> Iterator[tuple[Fact, Maybe]]:
    for fact in look.rows("Plan"):
        is_open = is_current(look, fact)
        if not is_open.is_no:
            yield fact, is_open


def is_old_enough(look: Look) -> Maybe:
    """Whether the child could be eight or older."""
    return NO if look.is_unborn() else look.is_at_least(look.number("from_years") * 12)


ONL_01 = Check(
    id="ONL-01",
    name="Online contact concern with no safety step",
    question="Have police or children's social care been spoken to, or is there a reason why not?",
    theme="HARM-ONLINE",
    condition=(
        "An online concern about contact, conduct or commerce, and neither police nor children's social care spoken to "
        "nor a reason: at once when an adult is suspected, images may be involved, or there is a threat or a demand "
        "for money; else on the first working day after it was saved."
    ),
    prompts={
        Severity.TODAY: (
            "An online concern about {name} was noted on {date}: {why}. Devices and messages are best kept as they "
            "are, and images not viewed, copied or forwarded. Who is with {name} now, and have police and children's "
            "social care been spoken to?"
        ),
        Severity.SOON: (
            "An online concern about {name} was noted on {date}, and no contact with police or children's social care, "
            "or a reason why not, is on record. What would make {name} safer online, and who should know?"
        ),
    },
    parameters=(ours("working_days", 1, "working days", "From the day it was saved; asks on that day"), *DUTIES),
    kinds=("OnlineConcern",),
    also_reads=("Person", "AgencyContact"),
    levels=(),
    needs=("OnlineConcern",),
    clears=("Police or children's social care spoken to since.", "A reason why not."),
    known_limits=("Images are never kept on this record, so it cannot know what they show.",),
    readings=(
        "Content alone is nothing to look at here.",
        "Images 'unknown' counts as images. An empty box does not make it one for today, and once the working day is "
        "over it is asked about all the same.",
        "A school or CEOP told is not yet police or children's social care.",
    ),
    empties=Empties(
        asks=("OnlineConcern.reported_to", "OnlineConcern.reason_not_reported"),
        uncounted=("AgencyContact.about", "AgencyContact.agency"),
        unsettled=(
            "OnlineConcern.four_c",
            "OnlineConcern.adult_suspected",
            "OnlineConcern.images_involved",
            "OnlineConcern.money_threat",
        ),
    ),
    decide=no_safety_step,
)

ONL_02 = Check(
    id="ONL-02",
    name="Online life not explored",
    question="What is this child's life online like?",
    theme="HARM-ONLINE",
    condition="A child of 8 or older, an assessment or plan open, and no note of online life in the last 6 months.",
    prompts={Severity.REFLECT: "Much of a young person's day is online. What is {name}'s?"},
    parameters=(
        ours("from_years", 8, "years of age"),
        ours(
            "months", 6, "months", "How long a note holds; the clock starts with the assessment or plan, or the level"
        ),
    ),
    kinds=("Involvement", "Event"),
    also_reads=("Person", "Assessment", "Plan", "OnlineConcern"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Assessment", "Plan"),
    for_child=is_old_enough,
    clears=("A note of online life (an entry of that topic, or an online concern) in the last 6 months.",),
    known_limits=("A visit at which it was talked about is seen only where an entry has that topic.",),
    readings=(
        "Never noted at all: six months from the latest of the days on which what is open began: assessments, plans, "
        "the level.",
        "An assessment is open until it is signed.",
    ),
    empties=Empties(
        asks=("Event",),
        uncounted=("Event.topic", "Event.when"),
        unsettled=("Involvement.level", "Involvement.from", "Assessment.started_at", "Plan.from", "Person.dob"),
    ),
    decide=online_life_not_explored,
)

CHECKS = (ONL_01, ONL_02)
