"""NAI-02 and PLN-01: what happens if the plan does not hold.

NAI-02 is for safety plans after a suspected injury, PLN-01 for every other open plan. Where a safety plan names no
injury, it is NAI-02's when a suspected injury is on record.
"""

from __future__ import annotations

from ..around import is_current
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, any_in, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity
from .safety_plans import is_for_an_injury, open_plans

OF_INJURY = ("who", "how_fast")
OF_A_PLAN = ("if", "then", "trigger", "who")


def safety_plan_without(look: Look) -> Outcome:
    """NAI-02: no contingency at all, or one without a named person or time."""
    found = [(plan, is_for_an_injury(look, plan)) for plan in open_plans(look)]
    asked = [(plan, is_one & _lacks_one(look, plan, OF_INJURY, every=True)) for plan, is_one in found]
    waiting = [plan for plan, is_asked in asked if is_asked.is_yes]
    hidden = look.unseen("SafetyPlan")
    return conclude(
        look,
        applies=any_in(is_one.citing(plan) for plan, is_one in found) | hidden,
        asks=any_in(is_asked.citing(plan) for plan, is_asked in asked) | hidden,
        severity=Severity.TODAY,
        words=lambda: {"carer": _carer(look, waiting[-1])},
    )


def plan_without(look: Look) -> Outcome:
    """PLN-01: no contingency that says if, then, the trigger and who; or one that names nobody."""
    found = [(plan, is_open) for plan in look.rows("Plan") if not (is_open := is_current(look, plan)).is_no]
    found += [(plan, not_(is_for_an_injury(look, plan))) for plan in open_plans(look)]
    asked = [(plan, is_one & _lacks_one(look, plan, OF_A_PLAN, every=False)) for plan, is_one in found]
    hidden = look.unseen("Plan")
    return conclude(
        look,
        applies=any_in(is_one.citing(plan) for plan, is_one in found) | hidden,
        asks=any_in(is_asked.citing(plan) for plan, is_asked in asked) | hidden,
        severity=Severity.SOON,
    )


def _lacks_one(look: Look, plan: Fact, boxes: tuple[str, ...], *, every: bool) -> Maybe:
    """Whether a plan has no contingency with these boxes filled, or (`every`) one that lacks one, or names nobody."""
    whole = any_in(_belongs(row, plan) & known(_is_whole(row, boxes)) for row in look.rows("Contingency"))
    lacking = any_in(
        _belongs(row, plan) & known(not _is_whole(row, boxes if every else ("who",)))
        for row in look.rows("Contingency")
    )
    return any_in((not_(whole), lacking))


def _is_whole(row: Fact, boxes: tuple[str, ...]) -> bool:
    return all(row.is_filled(box) for box in boxes)


def _belongs(row: Fact, plan: Fact) -> Maybe:
    named = row.text("plan")
    return known(named == plan.id) if named else open_("It is not recorded which plan a contingency belongs to.")


def _carer(look: Look, plan: Fact) -> str:
    names = [look.who(str(person), "") for person in plan.items("carers_allowed")]
    return next((name for name in names if name), "those who care for the child")


NAI_02 = Check(
    id="NAI-02",
    name="No contingency in the safety plan",
    question="If the plan does not hold tonight, who would notice, and what would happen next?",
    theme="PROC-NAIPLAN",
    condition=(
        "A safety plan for a suspected injury is open, with no contingency at all, or with one that names no person or "
        "no time."
    ),
    prompts={
        Severity.TODAY: (
            "The safety plan for {name} does not say who does what, and how fast, if it breaks. If {carer} could not "
            "keep to this tonight, who would notice, and what would happen next?"
        )
    },
    parameters=(),
    kinds=("SafetyPlan", "Contingency"),
    also_reads=("Person", "Injury", "Milestone"),
    levels=(),
    needs=("SafetyPlan",),
    clears=("Every contingency names a person and how fast, and there is at least one.",),
    known_limits=("It does not read whether the contingency would work.",),
    readings=(
        "A safety plan that names no injury is for one when a suspected injury is on record; else PLN-01 looks at it.",
        "An empty name asks. A plan is open to the end of its last day.",
    ),
    empties=Empties(asks=("Contingency", "Contingency.who", "Contingency.how_fast"), uncounted=("Contingency.plan",)),
    decide=safety_plan_without,
)

PLN_01 = Check(
    id="PLN-01",
    name="Plan without a contingency",
    question="If this does not happen, who does what, and when?",
    theme="PROC-NAIPLAN",
    condition=(
        "An open plan (child protection, child in need, early help, safety) has no contingency that says if, then, the "
        "trigger and who; or it has one that names nobody."
    ),
    prompts={
        Severity.SOON: (
            "The plan for {name} does not yet say what happens if it does not work. If this does not happen, who does "
            "what, when, and what would set it off?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Plan", "Contingency"),
    also_reads=("Person", "SafetyPlan", "Injury", "Milestone"),
    levels=("EH", "CIN", "CP", "S47", "CLA"),
    needs=("Plan", "SafetyPlan"),
    clears=("A contingency with if, then, its trigger and who, and none that names nobody.",),
    known_limits=("It does not read whether the contingency would work.",),
    readings=(
        "Safety plans for a suspected injury are NAI-02's.",
        "An empty name asks, whatever else is filled.",
    ),
    empties=Empties(
        asks=("Contingency", "Contingency.if", "Contingency.then", "Contingency.trigger", "Contingency.who"),
        uncounted=("Contingency.plan",),
        unsettled=("Involvement.level",),
    ),
    decide=plan_without,
)

CHECKS = (NAI_02, PLN_01)
