"""SS-01: a strength that rests on somebody's word. SS-02: safety, or a strength? SS-04: a danger without its pair.
SS-07: who outside services knows the worry?"""

from __future__ import annotations

from collections.abc import Callable

from sightline.domain.dates import and_list

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, at_least, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .adults import none_of
from .evidence import is_seen_or_told
from .scales import value_of

CITED_FOR = ("step_down", "closure", "scale_rise")
WHAT_KIND = "It is not recorded what kind of entry on the map one of them is."
GONE = "Evidence that an entry on the map names is not on record here."


def resting_on_word(look: Look) -> Outcome:
    """SS-01: a strength or safety cited for stepping down, closing or a rise rests on less than E2."""
    items = [(fact, _is_cited(look, fact)) for fact in look.rows("MapItem")]
    cited = [(fact, is_cited) for fact, is_cited in items if not is_cited.is_no]
    hidden = look.unseen("MapItem")
    found = [
        (fact, all_of(is_cited, not_(_has_evidence(look, fact, is_seen_or_told))).citing(fact))
        for fact, is_cited in cited
    ]
    said = [fact for fact, asks in found if asks.is_yes]
    return conclude(
        look,
        applies=any_in(is_cited for _, is_cited in cited) | hidden,
        asks=any_in(asks for _, asks in found) | hidden,
        words=lambda: {"day": look.day(said[0])},
    )


def _is_cited(look: Look, fact: Fact) -> Maybe:
    """Whether an entry is a strength or existing safety, and cited for something. Cited for nothing is `[]`."""
    kind = look.is_one_of(fact, "category", ("strength", "existing_safety"), WHAT_KIND)
    if fact.get("cited_for") is None or (isinstance(fact.get("cited_for"), str) and not fact.is_filled("cited_for")):
        return kind & open_("It is not recorded what an entry on the map is cited for.", fact)
    return kind & known(any(str(item).strip() for item in fact.items("cited_for")), fact)


def _has_evidence(look: Look, fact: Fact, counts: Callable[[Look, Fact], Maybe]) -> Maybe:
    """Whether one of the pieces of evidence that an entry names counts; one that is not here: open."""
    named = [str(item) for item in fact.items("evidence") if item]
    rows = {row.id: row for row in look.rows("Evidence")}
    answers = [counts(look, rows[name]) if name in rows else _gone(look, name, fact) for name in named]
    return any_in(answers)


def _gone(look: Look, name: str, fact: Fact) -> Maybe:
    """Evidence still ahead does not count yet; evidence nowhere on record leaves it open."""
    is_ahead = look.record.find(name, "Evidence") is not None
    return NO if is_ahead else open_(GONE, fact)


def safety_or_strength(look: Look) -> Outcome:
    """SS-02: existing safety none of whose evidence is from when the danger was present."""
    items = [
        (fact, kind)
        for fact in look.rows("MapItem")
        if not (kind := look.is_one_of(fact, "category", ("existing_safety",), WHAT_KIND)).is_no
    ]
    hidden = look.unseen("MapItem")
    found = [
        (fact, all_of(kind, not_(_has_evidence(look, fact, _danger_was_there))).citing(fact)) for fact, kind in items
    ]
    said = [fact for fact, asks in found if asks.is_yes]
    return conclude(
        look,
        applies=any_in(kind for _, kind in items) | hidden,
        asks=any_in(asks for _, asks in found) | hidden,
        words=lambda: {"day": look.day(said[0])},
    )


def _danger_was_there(look: Look, evidence: Fact) -> Maybe:
    return look.says_yes(evidence, "danger_present", "It is not recorded whether the danger was there at the time.")


def unpaired_danger(look: Look) -> Outcome:
    """SS-04: a danger lacks the behaviour, the impact, a goal or a scale."""
    dangers = look.rows("Danger")
    goals, readings = look.rows("SafetyGoal"), look.rows("ScaleReading")
    hidden = look.unseen("Danger")
    parts: dict[str, list[Maybe]] = {"what is done": [], "what it does to the child": [], "a goal": [], "a scale": []}
    for danger in dangers:
        goal = any_in(_is_for(goal, danger, "goal") & _says(goal, "text") for goal in goals)
        scale = any_in(_is_for(reading, danger, "scale") & _has_value(reading) for reading in readings)
        lacks = (
            not_(look.is_filled(danger, "behaviour")),
            not_(look.is_filled(danger, "impact")),
            none_of(goal, look.unseen("SafetyGoal")),
            none_of(scale, look.unseen("ScaleReading")),
        )
        for answers, answer in zip(parts.values(), lacks, strict=True):
            answers.append(answer.citing(danger))
    lacking = {name: any_in(answers) for name, answers in parts.items()}
    stray = [goal for goal in goals if not goal.text("danger")] if not dangers else []
    untied = open_("A goal is tied to no danger.", *stray) if stray else NO
    names = [name for name, answer in lacking.items() if answer.is_yes]
    return conclude(
        look,
        applies=known(bool(dangers)) | hidden | untied,
        asks=any_of(*lacking.values(), hidden, untied),
        words=lambda: {"parts": and_list(names)},
    )


def _is_for(row: Fact, danger: Fact, what: str) -> Maybe:
    named = row.text("danger")
    return known(named == danger.id) if named else open_(f"It is not recorded to which danger a {what} belongs.", row)


def _says(goal: Fact, field: str) -> Maybe:
    """Whether a goal says something: saved empty it does not, never filled in it is open."""
    if goal.get(field) is None:
        return open_("It is not recorded what a goal says.", goal)
    return known(goal.is_filled(field))


def _has_value(reading: Fact) -> Maybe:
    return YES if value_of(reading) is not None else open_("The number of a scale reading is not recorded.", reading)


def network(look: Look) -> Outcome:
    """SS-07: fewer than two people outside services, in an open safety plan, know the worry."""
    people = look.number("people")
    plans = [fact for fact in look.rows("SafetyPlan") if _is_open(look, fact)]
    hidden = look.unseen("SafetyPlan")
    found = [not_(at_least(people, _who_know(look, plan), _untold(plan))).citing(plan) for plan in plans]
    return conclude(
        look,
        applies=known(bool(plans)) | hidden,
        asks=any_in(found) | hidden,
        words={"people": people},
    )


def _is_open(look: Look, plan: Fact) -> bool:
    """Whether a safety plan is not over: its last day still belongs to it."""
    ends = plan.when("ends_when")
    return not (ends and ends.latest) or look.days_passed(ends.latest, 0).is_no


def _untold(plan: Fact) -> Maybe:
    return NO if plan.get("network") is not None else open_("Nobody wrote down who is in the network.", plan)


def _who_know(look: Look, plan: Fact) -> list[Maybe]:
    """One answer for each different person outside services: do they know the worry?"""
    by_person: dict[str, Maybe] = {}
    for number, part in enumerate(look.parts(plan, "network")):
        outside = look.says_no(
            part, "professional", "It is not recorded whether somebody in the network is a professional."
        )
        knows = look.says_yes(
            part, "knows_worry", "It is not recorded whether somebody in the network knows the worry."
        )
        name = part.text("person").lower() or part.text("text").lower() or f"number {number}"
        by_person[name] = by_person.get(name, NO) | all_of(outside, knows)
    return list(by_person.values())


SS_01 = Check(
    id="SS-01",
    name="Resting on word",
    question="What have we seen that shows this protects the child?",
    theme="DIRECT-SOS",
    condition=(
        "A strength or existing safety is cited for stepping down, closing or a rise on a scale, and nothing it rests "
        "on was seen by a professional or told by the child (E2)."
    ),
    prompts={
        Severity.SOON: (
            "A strength on {name}'s map ({day}) is cited for less help or a higher number, and nothing linked to it "
            "was seen by a professional or told by {name}. What have we seen that shows it protects {name}?"
        )
    },
    parameters=(),
    kinds=("Involvement", "MapItem", "Evidence"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("MapItem",),
    clears=("Evidence of grade E2 or better is linked to the entry.",),
    known_limits=("A strength cited in a decision's text alone is not seen.",),
    readings=(
        "Cited for nothing has to be saved as none; never filled in it is open.",
        "No evidence at all is less than E2.",
    ),
    empties=Empties(
        asks=("MapItem.evidence",),
        uncounted=("Evidence.source_kind", "Evidence.observed_or_reported"),
        unsettled=("Involvement.level", "MapItem.category"),
    ),
    decide=resting_on_word,
)

SS_02 = Check(
    id="SS-02",
    name="Safety or strength?",
    question="Was the danger around when this happened?",
    theme="DIRECT-SOS",
    condition="An entry is marked as existing safety, and none of its evidence is from when the danger was present.",
    prompts={
        Severity.SOON: (
            "An entry on {name}'s map ({day}) is marked as existing safety. If the danger was not around, it may be a "
            "strength to build on: was it around when this happened?"
        )
    },
    parameters=(),
    kinds=("Involvement", "MapItem", "Evidence"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("MapItem",),
    clears=("Evidence with the danger present is linked.", "The entry is put down as a strength."),
    known_limits=("It does not know what happened, only what is marked.",),
    readings=("No evidence linked asks; evidence that does not say whether the danger was there gives unknown.",),
    empties=Empties(
        asks=("MapItem.evidence",),
        uncounted=("Evidence.danger_present",),
        unsettled=("Involvement.level", "MapItem.category"),
    ),
    decide=safety_or_strength,
)

SS_04 = Check(
    id="SS-04",
    name="Unpaired danger",
    question="What would we need to see, for how long, to stop worrying?",
    theme="DIRECT-SOS",
    condition="A danger lacks what is done, what it does to the child, a goal or a scale.",
    prompts={
        Severity.SOON: (
            "A danger to {name} is on record without {parts}. What would we need to see, and for how long, to stop "
            "worrying?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Danger", "SafetyGoal", "ScaleReading"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Danger", "SafetyGoal"),
    clears=("Behaviour and impact are filled in, and a goal and a scale belong to the danger.",),
    known_limits=("It does not judge how well a danger is put.",),
    readings=(
        "A goal or a reading tied to no danger may belong to any: unknown.",
        "A goal without words never filled in is open; saved empty it is none.",
    ),
    empties=Empties(
        asks=("Danger.behaviour", "Danger.impact", "SafetyGoal", "ScaleReading"),
        uncounted=("SafetyGoal.danger", "SafetyGoal.text", "ScaleReading.danger", "ScaleReading.value"),
        unsettled=("Involvement.level",),
    ),
    decide=unpaired_danger,
)

SS_07 = Check(
    id="SS-07",
    name="Network",
    question="Who outside services knows and would notice?",
    theme="DIRECT-SOS",
    condition="In an open safety plan fewer than 2 people who are not professionals know the worry.",
    prompts={
        Severity.SOON: (
            "The safety plan for {name} names fewer than {people} people outside services who know the worry. Who "
            "else knows, and would notice?"
        )
    },
    parameters=(ours("people", 2, "people", "Outside services, who know the worry"),),
    kinds=("Involvement", "SafetyPlan"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("SafetyPlan",),
    clears=("Two people outside services who know the worry are in the network.",),
    known_limits=("It does not know whether they would speak up.",),
    readings=(
        "Each open safety plan is looked at; the day on which one ends belongs to it.",
        "A network never filled in gives unknown; saved as none it asks. One person counts once.",
    ),
    empties=Empties(asks=("SafetyPlan.network",), uncounted=(), unsettled=("Involvement.level",)),
    decide=network,
)

CHECKS = (SS_01, SS_02, SS_04, SS_07)
