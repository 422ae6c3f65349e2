"""DP-04: nobody can describe this child's ordinary day. DP-05: one voice tells it. SS-06: the child's own map."""

from __future__ import annotations

from ..case import OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY, when_of
from ..maybe import NO, YES, Maybe, all_in, all_of, at_least, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .clocks import floor_of, last_of, latest, resting_on, starts_of, work_began

WHOSE_DAY = "It is not recorded whose day one of the days described is."


def is_born(look: Look) -> Maybe:
    """Whether the child is born; past the expected day with no birth recorded: open."""
    if not look.is_unborn():
        return YES
    expected = look.record.subject.when("expected_dob")
    latest_day = expected.latest if expected else None
    if latest_day is None or latest_day >= look.as_of:
        look.looks.add(latest_day and latest_day + ONE_DAY)
        return NO
    return open_("The expected day of birth has passed and no date of birth is recorded.")


def childs_day(look: Look) -> Outcome:
    """DP-04: open for thirty days, and no day of this child with six of nine slots, or the newest too old."""
    opened, old = look.number("open_days"), look.number("newest_days")
    slots = look.number("slots")
    rows = [
        (fact, all_of(look.is_about(fact, "child", look.child, WHOSE_DAY), _has_slots(look, fact, slots)))
        for fact in look.rows("LivedDay")
    ]

    def judge(level: OpenLevel) -> Maybe:
        long = all_in([look.days_passed(start, opened) for start in starts_of(look, level)])
        hidden = look.unseen("LivedDay", days=old, not_before=floor_of(look, level))
        return all_of(long, look.quiet(rows, (), days=old), not_(hidden))

    last = last_of(rows)
    says = f"The last ordinary day described was on {look.day(last)}." if last else "No ordinary day is described."
    return conclude(
        look,
        applies=is_born(look),
        asks=resting_on(look.each_open(judge), last),
        words={"says": says},
    )


def _has_slots(look: Look, fact: Fact, number: int) -> Maybe:
    """Whether enough different slots say something; never copied across: open."""
    if fact.get("slots") is None:
        return open_("It is not recorded what a day described holds.", fact)
    told = "It is not recorded what a slot of a day described holds."
    by_slot: dict[str, Maybe] = {}
    for position, part in enumerate(look.parts(fact, "slots")):
        says = known(part.is_filled("what"), fact) if part.get("what") is not None else open_(told, fact)
        name = part.code("slot") or f"slot {position}"
        by_slot[name] = by_slot.get(name, NO) | says
    return at_least(number, by_slot.values())


def one_voice(look: Look) -> Outcome:
    """DP-05: every slot of this child's day, as told lately, comes from one adult."""
    days = look.number("newest_days")
    rows = [fact for fact in look.rows("LivedDay") if not look.is_about(fact, "child", look.child, WHOSE_DAY).is_no]
    stray = [fact for fact in rows if not fact.text("child") or not when_of(fact).has_bounds]
    something, asks = _told_by(look, rows, days)
    if stray:
        others = [fact for fact in rows if fact not in stray]
        settled = _told_by(look, others or [fact for fact in rows if fact.text("child")], days)
        whose = open_("It is not recorded whose, or of when, one of the days described is.", *stray)
        something = something if settled[0].answer is something.answer else whose
        asks = asks if settled[1].answer is asks.answer or something.is_open else whose
    hidden = look.unseen("LivedDay")
    return conclude(look, applies=something | hidden, asks=asks | hidden)


def _told_by(look: Look, rows: list[Fact], days: int) -> tuple[Maybe, Maybe]:
    """Whether the days told lately, else the newest, say something; and whether one adult tells it all."""
    lately = [fact for fact in rows if not look.in_days(fact, days).is_no]
    counted = lately or [fact for fact, _ in latest(rows)]
    filled = [part for fact in counted for part in look.parts(fact, "slots") if _says_something(part)]
    untold = [fact for fact in counted if fact.get("slots") is None]
    something, asks = known(bool(filled), *counted), _one_adult(filled).citing(*counted)
    if untold:
        holds = open_("It is not recorded what a day described holds.", *untold)
        something, asks = something | holds, asks & holds
    return something, asks


def _says_something(part: Fact) -> bool:
    """Whether a slot is not saved empty."""
    return part.get("what") is None or part.is_filled("what")


def _one_adult(parts: list[Fact]) -> Maybe:
    """Whether one and the same adult is behind all slots."""
    informants = {part.text("informant").lower() for part in parts} - {""}
    kinds = [part.code("informant_kind") for part in parts]
    if len(informants) > 1 or "child" in kinds or "observation" in kinds or not parts:
        return NO
    if all(kind == "adult" for kind in kinds) and all(part.text("informant") for part in parts):
        return YES
    return open_("It is not recorded who told, or how it is known, for a slot of a day described.")


def childs_map(look: Look) -> Outcome:
    """SS-06: neither Three Houses nor an observation in sixty days."""
    days = look.number("days")
    whose = "It is not recorded whose words one of the entries holds."
    rows = [
        (fact, all_of(look.is_about(fact, "person", look.child, whose), _is_map(fact))) for fact in look.rows("Voice")
    ]

    def judge(level: OpenLevel) -> Maybe:
        hidden = look.unseen("Voice", days=days, not_before=floor_of(look, level))
        return look.quiet(rows, work_began(look, level), days=days) & not_(hidden)

    last = last_of(rows)
    says = f"The last was on {look.day(last)}." if last else "There is none on record."
    return conclude(
        look,
        applies=is_born(look),
        asks=resting_on(look.each_open(judge), last),
        words={"says": says, "days": days},
    )


def _is_map(fact: Fact) -> Maybe:
    """Whether an entry is a Three Houses or an observation; one that holds an observation is."""
    if fact.code("mode") in ("three_houses", "observed") or fact.is_filled("observation"):
        return yes(fact)
    return NO if fact.is_filled("mode") else open_("It is not recorded how one of the child's words was heard.", fact)


DP_04 = Check(
    id="DP-04",
    name="This child's day",
    question="Could you describe this child's ordinary day, and how you know?",
    theme="DIRECT-LIVED",
    condition=(
        "Open for more than 30 days, and no ordinary day of this child with at least 6 of its 9 slots, or the newest "
        "older than 180 days."
    ),
    prompts={
        Severity.SOON: ("{says} Could you describe {name}'s ordinary day, from waking to night, and how you know?")
    },
    parameters=(
        ours("open_days", 30, "days", "Since the level began, or birth"),
        ours("slots", 6, "slots", "Of nine: waking to night"),
        ours("newest_days", 180, "days", "How old the newest may be"),
    ),
    kinds=("Involvement", "LivedDay"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("A day of this child with at least 6 slots.",),
    known_limits=("It counts slots, not how well they are told.",),
    readings=(
        "Open: since the earliest open level began or, for a baby, since birth, whichever is later. It holds for an "
        "old day too.",
        "A brother's or sister's day does not count. A slot saved empty does not count; never filled in, it is open.",
        "Not yet born: nothing to look at.",
    ),
    empties=Empties(
        asks=("LivedDay",),
        uncounted=("LivedDay.child", "LivedDay.date"),
        unsettled=("Involvement.level", "Involvement.from"),
    ),
    decide=childs_day,
    for_child=is_born,
)

DP_05 = Check(
    id="DP-05",
    name="One voice tells it",
    question="Who else sees this child's day?",
    theme="DIRECT-LIVED",
    condition="Every slot of this child's ordinary day, as told in the last 180 days, comes from one adult.",
    prompts={
        Severity.SOON: (
            "All of {name}'s day as it is described comes from one adult. Who else sees {name}'s day, and what does it "
            "look like when you are there?"
        )
    },
    parameters=(ours("newest_days", 180, "days", "Accounts of this long are read together"),),
    kinds=("Involvement", "LivedDay"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("LivedDay",),
    clears=("A second informant.", "Something observed, or told by the child."),
    known_limits=("Two adults who tell the same story count as two.",),
    readings=(
        "Accounts of the last 180 days are read together, as each carer is asked separately; where there is none, the "
        "newest is looked at.",
    ),
    empties=Empties(
        asks=(),
        uncounted=("LivedDay.date",),
        unsettled=("Involvement.level", "LivedDay.child"),
    ),
    decide=one_voice,
)

SS_06 = Check(
    id="SS-06",
    name="Child's map",
    question="What would this child put in each house?",
    theme="DIRECT-SOS",
    condition="Neither Three Houses nor an observation of the child in 60 days.",
    prompts={
        Severity.SOON: (
            "In {days} days neither Three Houses nor an observation of {name} is on record. {says} What would {name} "
            "put in each house?"
        )
    },
    parameters=(ours("days", 60, "days", "From the last one"),),
    kinds=("Involvement", "Voice"),
    also_reads=("Person", "Plan", "Assessment"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("Three Houses, or an observation.",),
    known_limits=("Other tools (wizards, words and pictures) are seen only as what they are filed under.",),
    readings=(
        "An entry of any kind that holds an observation counts as one.",
        "Never: the clock runs from the latest of the days the level, an open plan and an open assessment began, and "
        "birth. Not yet born: nothing to look at.",
    ),
    empties=Empties(
        asks=("Voice",),
        uncounted=("Voice.mode", "Voice.person", "Voice.date"),
        unsettled=("Involvement.level", "Involvement.from"),
    ),
    decide=childs_map,
    for_child=is_born,
)

CHECKS = (DP_04, DP_05, SS_06)
