"""SS-03: before a step down or closure, do we know that risk is less and will stay so?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sightline.domain.dates import HolidayTableEnds, UncertainDate

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, any_of, by_names, known, not_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .adults import none_of
from .clocks import first_in
from .evidence import is_lasting, is_on_danger, is_seen_or_told

LESS_HELP = ("step_down", "closure")
WHAT = "It is not recorded what one of the decisions is."


def lessened_and_lasting(look: Look) -> Outcome:
    """SS-03: less help is proposed, and for a danger the best evidence is below E3 or too short."""
    proposals = [
        (fact, is_one) for fact in look.record.of("Decision") if not (is_one := _is_proposed(look, fact)).is_no
    ]
    dangers = look.rows("Danger")
    thin = by_names(
        look.rows("Evidence"),
        "danger",
        [danger.id for danger in dangers],
        lambda rows: any_in(_is_thin(look, danger, rows) for danger in dangers),
    )
    hidden = look.unseen("Danger") | look.unseen("Decision")
    asking = [(fact, all_of(is_one, not_(_was_reasoned(look, fact)), thin)) for fact, is_one in proposals]
    near = [fact for fact, asks in asking if asks.is_yes and _is_near(look, fact)]
    first = near or [fact for fact, asks in asking if asks.is_yes]
    return conclude(
        look,
        applies=all_of(
            any_in(is_one for _, is_one in proposals) | look.unseen("Decision"),
            known(bool(dangers)) | look.unseen("Danger"),
        ),
        asks=any_in(asks for _, asks in asking) | hidden,
        severity=Severity.TODAY if near else Severity.SOON,
        words=lambda: {"what": _in_words(first[0])},
    )


def _is_proposed(look: Look, fact: Fact) -> Maybe:
    """Whether a decision proposes less help: it looks ahead, so its own day may still come."""
    status = look.is_one_of(fact, "status", ("proposed",), "It is not recorded whether a decision is made or proposed.")
    return all_of(look.is_one_of(fact, "what", LESS_HELP, WHAT), status).citing(fact)


def _is_thin(look: Look, danger: Fact, evidence: Sequence[Fact]) -> Maybe:
    """Whether the best evidence on a danger is below E3, or does not reach over as long as it should hold."""
    rows = [(fact, all_of(is_on_danger(fact, danger.id), is_seen_or_told(look, fact))) for fact in evidence]
    days = max(look.number("days"), _longest_hold(look, danger))
    lasts = is_lasting(rows, days, look.number("dates"), look.number("sources"))
    longer = look.unseen("SafetyGoal")
    return any_of(none_of(lasts, look.unseen("Evidence")), longer).citing(danger)


def _longest_hold(look: Look, danger: Fact) -> int:
    """The danger's own goal may ask for longer."""
    asked = [goal.get("hold_for_days") for goal in look.rows("SafetyGoal") if goal.text("danger") == danger.id]
    return max((int(days) for days in map(as_days, asked) if days), default=0)


def as_days(value: object) -> float | None:
    """The days a goal asks for, written as a number or in digits; None for words, and for what no goal can mean."""
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10_000 else None


def _was_reasoned(look: Look, proposal: Fact) -> Maybe:
    """Whether a decision was made on it since, with reasons."""
    return first_in(
        all_of(
            look.is_filled(fact, "reasons"),
            known(fact.code("what") == proposal.code("what") or proposal.id in map(str, fact.items("names"))),
            look.since(fact, proposal.recorded_on or look.as_of),
        )
        for fact in look.rows("Decision")
        if fact.code("status") == "made"
    )


def _is_near(look: Look, proposal: Fact) -> bool:
    """Whether it takes effect within so many working days, or should have; where nobody wrote down when: not yet."""
    when = proposal.when("takes_effect_on") or _arranged_for(proposal)
    day = when.earliest if when else None
    if day is None:
        return False
    days = look.number("near_working_days")
    try:
        first = look.record.calendar.add(day, -days)
    except HolidayTableEnds:
        first = day - timedelta(days=days * 7 // 5)  # weekdays only: nobody knows the holidays yet
    look.looks.add(first)
    return look.as_of >= first


def _arranged_for(proposal: Fact) -> UncertainDate | None:
    """Its own day where that was still ahead when it was written: less help cannot begin before it is decided."""
    when, written = proposal.when("at"), proposal.recorded_on
    return when if when and when.earliest and written and when.earliest > written else None


def _in_words(proposal: Fact) -> str:
    return "stepping down" if proposal.code("what") == "step_down" else "closing"


SS_03 = Check(
    id="SS-03",
    name="Lessened and lasting?",
    question="Do we know that risk is less and will stay so? What would show it slipping?",
    theme="DIRECT-SOS",
    condition=(
        "Stepping down or closing is proposed, and for a danger there is no evidence on 3 dates from 2 sources over 84 "
        "days (or over as long as its goal asks, where that is longer) that a professional saw or the child told (E3)."
    ),
    prompts={
        Severity.TODAY: (
            "It is proposed to begin {what} for {name} within days, and for a danger no lasting evidence is linked. Do "
            "we know today that risk is less and will stay so, and who would see it slipping?"
        ),
        Severity.SOON: (
            "It is proposed to begin {what} for {name}, and for a danger no lasting evidence is linked. Do we know "
            "that risk is less and will stay so, and what would show it slipping?"
        ),
    },
    parameters=(
        Parameter(
            "days",
            84,
            "days",
            NumberClass.OUR_DEFAULT,
            "Two of our own readings had 56 and 84: the more careful one",
            "From first to last evidence, unless the goal asks for longer",
        ),
        ours("dates", 3, "dates", "On which it was seen"),
        ours("sources", 2, "sources", "That do not rest on each other"),
        ours("near_working_days", 5, "working days", "Before it takes effect: today"),
    ),
    kinds=("Involvement", "Decision", "Danger", "Evidence"),
    also_reads=("Person", "SafetyGoal"),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Decision",),
    clears=("Evidence that lasts.", "A decision made on it since, with reasons."),
    known_limits=("It does not weigh one piece of evidence against another.",),
    readings=(
        "It looks ahead: once the decision is made, THR-03 looks back.",
        "A proposal's own reasons do not clear it.",
        "A day of effect that has passed with the proposal still open is today; where nobody wrote one down, it is "
        "soon, unless the proposal's own day was ahead when it was written: that day then.",
    ),
    empties=Empties(
        asks=("Evidence", "Decision.reasons"),
        uncounted=("Evidence.danger", "Evidence.source_kind", "Evidence.observed_or_reported", "Evidence.date"),
        unsettled=("Involvement.level", "Decision.what", "Decision.status"),
    ),
    decide=lessened_and_lasting,
)

CHECKS = (SS_03,)
