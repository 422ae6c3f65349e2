"""ES-01: a disagreement past its stage. ES-02: what keeps the child safe meanwhile. ES-04: no answer back."""

from __future__ import annotations

from collections.abc import Callable

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, known, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .open_work import CASE_LEVELS

Limit = Callable[[Fact, int, str], Maybe]
STAGES = ("S1", "S2", "S3", "S4")
UNTOLD = "It is not recorded whether one of the disagreements is still open."
NO_STAGE = "It is not recorded at which stage one of the disagreements is."


def _open_ones(look: Look) -> list[tuple[Fact, Maybe]]:
    found = ((row, look.is_one_of(row, "outcome", ("open",), UNTOLD)) for row in look.rows("Disagreement"))
    return [(row, is_open) for row, is_open in found if not is_open.is_no]


def past_its_stage(look: Look) -> Outcome:
    """ES-01: more working days at a stage than agreed; today on reaching twice as many."""
    rows = _open_ones(look)
    hidden = look.unseen("Disagreement")
    asked = [
        (row, all_of(is_open, _at_stage(look, row, look.working_days_passed, 1)).citing(row)) for row, is_open in rows
    ]
    found = [row for row, answer in asked if answer.is_yes]
    twice = [row for row in found if _at_stage(look, row, look.working_days_reached, 2).is_yes]
    return conclude(
        look,
        applies=any_in((*(is_open for _, is_open in rows), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        severity=Severity.TODAY if twice else Severity.SOON,
        words=lambda: _named(look, twice or found),
    )


def _named(look: Look, rows: list[Fact]) -> dict[str, str]:
    """ "The disagreement of 3 May 2026", with the words that go with one or with several."""
    one, several = {"has": "has", "is": "is", "its": "its"}, {"has": "have", "is": "are", "its": "their"}
    noun = "disagreement" if len(rows) == 1 else "disagreements"
    days = look.days(rows)
    return {"disagreements": f"The {noun} of {days}", "days": days, **(one if len(rows) == 1 else several)}


def _at_stage(look: Look, row: Fact, limit: Limit, times: int) -> Maybe:
    """The limit of its stage; where the stage is not recorded, open as long as the stages differ."""
    stage = row.code("stage").upper()
    numbers = {name: look.number(f"{name.lower()}_working_days") * times for name in STAGES}
    if stage in numbers:
        return limit(row, numbers[stage], "stage_since")
    answers = [limit(row, number, "stage_since") for number in numbers.values()]
    return answers[0] if len({answer.answer for answer in answers}) == 1 else open_(NO_STAGE, row)


def meanwhile(look: Look) -> Outcome:
    """ES-02: one working day into an open disagreement nothing says what keeps the child safe meanwhile."""
    rows = _open_ones(look)
    hidden = look.unseen("Disagreement")
    days = look.number("working_days")
    asked = [
        (
            row,
            all_of(is_open, known(not row.is_filled("interim_safety")), look.working_days_passed(row, days)).citing(
                row
            ),
        )
        for row, is_open in rows
    ]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_open for _, is_open in rows), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"days": look.days(found)},
    )


def no_answer_back(look: Look) -> Outcome:
    """ES-04: resolved, and what changed or the answer to whoever raised it is empty."""
    untold = "It is not recorded whether one of the disagreements is resolved."
    found = [(row, look.is_one_of(row, "outcome", ("resolved",), untold)) for row in look.rows("Disagreement")]
    rows = [(row, is_resolved) for row, is_resolved in found if not is_resolved.is_no]
    hidden = look.unseen("Disagreement")
    asked = [(row, all_of(is_resolved, _lacks_answer(row)).citing(row)) for row, is_resolved in rows]
    asking = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_resolved for _, is_resolved in rows), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: _named(look, asking),
    )


def _lacks_answer(row: Fact) -> Maybe:
    was_told = row.is_filled("fed_back") and row.yes("fed_back") is not False
    return known(not was_told or not row.is_filled("what_changed"), row)


def _stage(name: str, default: int, who: str) -> Parameter:
    return Parameter(
        f"{name.lower()}_working_days",
        default,
        "working days",
        NumberClass.OUR_DEFAULT,
        "To be replaced by the partnership's own; compared: Sefton, Lincolnshire, West Yorkshire, London",
        f"Stage {name[1]}: {who}",
    )


ES_01 = Check(
    id="ES-01",
    name="Past its stage",
    question="Would the next stage help?",
    theme="MULTI-ESCALATE",
    condition=(
        "An open disagreement has been at its stage for longer than agreed: 2 working days between practitioners, 3 "
        "between line managers or leads, 5 between senior managers, 10 at the partnership. Today from twice as long on."
    ),
    prompts={
        Severity.TODAY: (
            "{disagreements} about {name} {has} been at {its} stage for twice as long as agreed. What keeps "
            "{name} safe today, and who can take it to the next stage?"
        ),
        Severity.SOON: (
            "{disagreements} about {name} {has} been at {its} stage for longer than agreed. Would the next stage help?"
        ),
    },
    parameters=(
        _stage("S1", 2, "practitioners"),
        _stage("S2", 3, "line managers or leads"),
        _stage("S3", 5, "senior managers"),
        _stage("S4", 10, "partnership scrutiny"),
    ),
    kinds=("Involvement", "Disagreement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Disagreement",),
    clears=("It moved to another stage.", "It is resolved."),
    known_limits=("It does not know of immediate risk: where there is one, stages may be skipped, within 24 hours.",),
    readings=("Twice as long asks on reaching that day, the first time the day after the limit.",),
    empties=Empties(
        unsettled=("Involvement.level", "Disagreement.outcome", "Disagreement.stage", "Disagreement.stage_since")
    ),
    decide=past_its_stage,
)

ES_02 = Check(
    id="ES-02",
    name="Meanwhile",
    question="While we differ, what keeps the child safe?",
    theme="MULTI-ESCALATE",
    condition="One working day after an open disagreement was raised nothing says what keeps the child safe meanwhile.",
    prompts={
        Severity.TODAY: (
            "We have differed about {name} since {days}, and what keeps {name} safe meanwhile is not recorded. What is "
            "it, and who sees to it today?"
        )
    },
    parameters=(ours("working_days", 1, "working days", "From the day it was raised"),),
    kinds=("Involvement", "Disagreement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Disagreement",),
    clears=("What keeps the child safe meanwhile, on the disagreement.", "It is resolved."),
    known_limits=("It does not weigh what was written.",),
    readings=("Only while it is open.",),
    empties=Empties(
        asks=("Disagreement.interim_safety",),
        unsettled=("Involvement.level", "Disagreement.outcome", "Disagreement.raised_on"),
    ),
    decide=meanwhile,
)

ES_04 = Check(
    id="ES-04",
    name="No answer back",
    question="What came of it, and does the person who raised it know?",
    theme="MULTI-ESCALATE",
    condition="A disagreement is resolved, and what changed or whether it was fed back is empty.",
    prompts={
        Severity.SOON: (
            "{disagreements} about {name} {is} resolved, and what came of it is not all recorded. What changed, and "
            "does the person who raised it know?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Disagreement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Disagreement",),
    clears=("What changed, and that it was fed back; that nothing changed is an answer too.",),
    known_limits=("It cannot tell whether the answer was understood.",),
    readings=("Fed back: no is read as not fed back. It asks at once.",),
    empties=Empties(
        asks=("Disagreement.what_changed", "Disagreement.fed_back"),
        unsettled=("Involvement.level", "Disagreement.outcome"),
    ),
    decide=no_answer_back,
)

CHECKS = (ES_01, ES_02, ES_04)
