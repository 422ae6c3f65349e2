"""RP-01: nobody has thought the family through lately. RP-02: one side of the picture is missing. RP-03: a note of
unease waits. RP-07: nobody from outside has read it for nine months."""

from __future__ import annotations

from ..case import AS_CHILD_PROTECTION, OpenLevel
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .clocks import floor_of, last_of, latest, resting_on, work_began

COLUMNS = ("worried", "working_well", "needs_to_happen")
COLUMN_IN_WORDS = {
    "worried": "what we are worried about",
    "working_well": "what is working well",
    "needs_to_happen": "what needs to happen",
}


def time_to_think(look: Look) -> Outcome:
    """RP-01: no reflection with a hypothesis or another view in 28 days at CP, 42 at CIN, 84 at early help."""
    rows = [(fact, _opens_thinking(fact)) for fact in look.rows("Reflection")]
    last = last_of(rows)

    def none_for(times: int) -> Maybe:
        def judge(level: OpenLevel) -> Maybe:
            days = look.number({"EH": "eh_days", "CIN": "cin_days"}.get(level.level, "cp_days")) * times
            hidden = look.unseen("Reflection", days=days, not_before=floor_of(look, level))
            return look.quiet(rows, work_began(look, level), days=days, reached=times > 1) & not_(hidden)

        return resting_on(look.each_open(judge), last)

    asks = none_for(1)
    twice = none_for(2) if asks.is_yes else NO
    says = f"The last reflection with a hypothesis or another view was on {look.day(last)}." if last else ""
    return conclude(
        look,
        applies=YES,
        asks=asks,
        severity=Severity.SOON if twice.is_yes else Severity.REFLECT,
        words={"says": says or "There is no reflection with a hypothesis or another view on record."},
    )


def _opens_thinking(fact: Fact) -> Maybe:
    """Whether a reflection holds a hypothesis or another view; both never filled in: open."""
    if any(str(item).strip() for item in fact.items("hypotheses")) or fact.is_filled("alternative_view"):
        return yes(fact)
    if fact.get("hypotheses") is not None and fact.get("alternative_view") is not None:
        return NO
    return open_("It is not recorded whether a reflection came to a hypothesis or another view.", fact)


def one_sided(look: Look) -> Outcome:
    """RP-02: the latest map or reflection has one of its three columns empty."""
    rows = (*look.rows("Map"), *look.rows("Reflection"))
    hidden = any_of(look.unseen("Map"), look.unseen("Reflection"))
    newest = latest(rows)
    blank = {
        column: any_in(all_of(is_last, _is_blank(look, fact, column)) for fact, is_last in newest) for column in COLUMNS
    }
    empty = [words for column, words in COLUMN_IN_WORDS.items() if blank[column].is_yes]
    return conclude(
        look,
        applies=known(bool(rows)) | hidden,
        asks=any_in(blank.values()) | hidden,
        words=lambda: {"empty": " and ".join(empty)},
    )


def _is_blank(look: Look, fact: Fact, column: str) -> Maybe:
    """Whether a column was saved empty; never copied across: open. "None because …" is filled."""
    columns = look.parts(fact, "columns")
    if columns and columns[0].is_filled(column):
        return NO
    if columns and columns[0].get(column) is not None:
        return yes(fact)
    return open_("It is not recorded what the latest map or reflection says in one of its three columns.", fact)


def unease_waiting(look: Look) -> Outcome:
    """RP-03: a note of unease open for more than ten working days, linked to no reflection or check."""
    days = look.number("working_days")
    linked = {str(item) for row in look.rows("Reflection") for item in row.items("linked_to")}
    found = [
        (fact, look.is_one_of(fact, "status", ("open",), "It is not recorded whether a note of unease is still open."))
        for fact in look.rows("Unease")
    ]
    hidden = look.unseen("Unease")
    waiting = [
        all_of(is_open, not_(look.is_filled(fact, "linked")), look.working_days_passed(fact, days)).citing(fact)
        for fact, is_open in found
        if fact.id not in linked
    ]
    resting = {fact_id for one in waiting if one.is_yes for fact_id in one.because}
    said = [fact for fact, _ in found if fact.id in resting]
    return conclude(
        look,
        applies=any_in(is_open for _, is_open in found) | hidden,
        asks=any_in(waiting) | hidden,
        words=lambda: {"days": look.days(said)},
    )


def fresh_eyes(look: Look) -> Outcome:
    """RP-07: nine months of child protection, and no reflection with somebody from outside in that time."""
    months = look.number("months")
    untold = "It is not recorded whether somebody from outside took part in a reflection."

    def judge(level: OpenLevel) -> Maybe:
        outside = any_in(
            all_of(look.says_yes(fact, "outsider", untold), look.since(fact, level.fact)).citing(fact)
            for fact in look.rows("Reflection")
        )
        hidden = look.unseen("Reflection", since=level.since.earliest)
        return all_in((look.months_reached(level.fact, months), not_(outside), not_(hidden))).citing(level.fact)

    return conclude(look, applies=YES, asks=look.each_open(judge), words={"months": months})


RP_01 = Check(
    id="RP-01",
    name="Time to think",
    question="Has anyone thought this family through with you lately?",
    theme="REFLECT-TIME",
    condition=(
        "No reflection with at least one hypothesis or another view in 28 days at child protection, section 47 or "
        "looked after, 42 at child in need, 84 at early help."
    ),
    prompts={
        Severity.SOON: (
            "{says} That is twice as long as is meant. Who could think {name}'s family through with you this week, in "
            "supervision, in the pod or with a colleague from another agency?"
        ),
        Severity.REFLECT: (
            "{says} Ten minutes in the pod count. Has anyone thought {name}'s family through with you lately?"
        ),
    },
    parameters=(
        ours("cp_days", 28, "days", "At CP, S47 and CLA; asks soon on reaching twice as many"),
        ours("cin_days", 42, "days", "At CIN; asks soon on reaching twice as many"),
        ours("eh_days", 84, "days", "At early help; asks soon on reaching twice as many"),
    ),
    kinds=("Involvement", "Reflection"),
    also_reads=("Person", "Plan", "Assessment"),
    levels=("EH", "CIN", "CP", "S47", "CLA"),
    clears=("A reflection of any kind with a hypothesis or another view in it.",),
    known_limits=("Thinking that was not written down is not seen; three lines are enough.",),
    readings=(
        "The clock runs from the last such reflection, else from the latest of the days the level, an open plan and an "
        "open assessment began, and birth.",
        "A reflection whose hypotheses and other view were never filled in gives unknown; saved as none, it does not "
        "count.",
        "Of several open levels each has its own clock; one that is over is enough.",
    ),
    empties=Empties(
        asks=("Reflection",),
        uncounted=("Reflection.hypotheses", "Reflection.alternative_view", "Reflection.date"),
        unsettled=("Involvement.level", "Involvement.from", "Person.dob"),
    ),
    decide=time_to_think,
)

RP_02 = Check(
    id="RP-02",
    name="One-sided",
    question="Is one side of the picture missing?",
    theme="REFLECT-WORKED",
    condition="The latest map or reflection has one of its three columns empty.",
    prompts={
        Severity.REFLECT: (
            "The latest three columns on {name} leave {empty} empty. Is one side of the picture missing, or is there "
            "none, and why?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Map", "Reflection"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Map", "Reflection"),
    clears=("The column filled in.", 'The column saying "none because …".'),
    known_limits=("It sees that something is written in a column, not how much.",),
    readings=(
        "The latest is the last of all maps and reflections; of several on one day each is looked at.",
        "A column never filled in (not copied across) gives unknown; saved empty it asks.",
    ),
    empties=Empties(
        asks=("Map.columns", "Reflection.columns"),
        uncounted=("Map.date", "Reflection.date"),
        unsettled=("Involvement.level",),
    ),
    decide=one_sided,
)

RP_03 = Check(
    id="RP-03",
    name="Unease waiting",
    question="What would test what did not feel right, and who could think it through with you?",
    theme="REFLECT-GUT",
    condition="A note of unease has been open for more than 10 working days and is linked to no reflection or check.",
    prompts={
        Severity.SOON: (
            "On {days} you noted something about {name} that did not feel right. What would test it, and who could "
            "think it through with you?"
        )
    },
    parameters=(ours("working_days", 10, "working days", "From the day it was noted"),),
    kinds=("Involvement", "Unease"),
    also_reads=("Person", "Reflection"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Unease",),
    clears=("The note is linked to a reflection or a check, from either side.", "The note is closed."),
    known_limits=("It sees that there is a link, not what came of it.",),
    readings=("Only open notes are looked at.",),
    empties=Empties(
        asks=("Unease.linked",),
        uncounted=(),
        unsettled=("Involvement.level", "Unease.status", "Unease.at"),
    ),
    decide=unease_waiting,
)

RP_07 = Check(
    id="RP-07",
    name="Fresh eyes",
    question="Could someone who does not know the family read this with you?",
    theme="REFLECT-FRESH",
    condition=(
        "Child protection (or section 47, or looked after) for 9 months or more, and no reflection with somebody from "
        "outside since it began."
    ),
    prompts={
        Severity.SOON: (
            "{name}'s case has been at this level for {months} months or more, and the record shows no reflection with "
            "somebody from outside. Could someone who does not know the family read this with you?"
        )
    },
    parameters=(ours("months", 9, "months", "Since the level began"),),
    kinds=("Involvement", "Reflection"),
    also_reads=("Person",),
    levels=AS_CHILD_PROTECTION,
    clears=("A reflection with somebody from outside.",),
    known_limits=("A colleague who looked in without a note is not seen.",),
    readings=(
        "S47 and CLA take CP's number.",
        "A reflection from before the level began does not count; on its first day it does.",
    ),
    empties=Empties(
        asks=("Reflection",),
        uncounted=("Reflection.outsider", "Reflection.date"),
        unsettled=("Involvement.level", "Involvement.from"),
    ),
    decide=fresh_eyes,
)

CHECKS = (RP_01, RP_02, RP_03, RP_07)
