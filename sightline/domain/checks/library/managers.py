"""MGT-01: a manager's thinking is not on record. MGT-02: a key decision has no manager's reasons beside it.

MGT-03: a direction past its date has no answer.
"""

from __future__ import annotations

from sightline.domain.dates import count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Counted, Maybe, all_of, any_in, any_of, by_cases, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .key_decisions import in_words, key_decisions
from .open_work import CASE_LEVELS, level_began, open_cases

NO_REASONING = "The reasoning on an entry of management oversight was never filled in."
OF_WHAT = "It is not recorded which decision an entry of management oversight is about."


def thinking_not_on_record(look: Look) -> Outcome:
    """MGT-01: no oversight in twenty working days; while there is none at all, five after allocation."""
    oversight = [(row, with_reasoning(row)) for row in look.rows("Oversight")]
    oversight = [(row, counts) for row, counts in oversight if not counts.is_no]
    last = max((row for row, counts in oversight if counts.is_yes), key=lambda row: row.order, default=None)
    days = look.number("working_days")

    def is_silent(counted: Counted) -> Maybe:
        quiet = look.each_open(lambda level: look.quiet(counted, level_began(look, level), working_days=days))
        return any_of(quiet, all_of(not_(any_in(counts for _, counts in counted)), _is_past_allocation(look)))

    hidden = _unseen_since(look, last)
    return conclude(
        look,
        applies=YES,
        asks=all_of(by_cases(oversight, is_silent), not_(hidden)).citing(*([last] if last else open_cases(look))),
        words=lambda: {"what_happened": _last_thought(look, last)},
    )


def with_reasoning(oversight: Fact) -> Maybe:
    """Whether an entry shows a manager's thinking; reasoning never filled in is open, saved empty is none."""
    if oversight.get("reasoning") is None:
        return open_(NO_REASONING, oversight)
    return known(oversight.is_filled("reasoning"), oversight)


def _is_past_allocation(look: Look) -> Maybe:
    """Whether a case that is open was allocated more than five working days ago."""
    return look.each_open(lambda level: _allocated_for_long(look, level.fact))


def _allocated_for_long(look: Look, case: Fact) -> Maybe:
    if case.when("allocated_at") is None:
        return open_("It is not recorded when the case was allocated.", case)
    if look.has_happened(case, "allocated_at").is_no:
        return NO
    return look.working_days_passed(case, look.number("first_working_days"), "allocated_at")


def _unseen_since(look: Look, last: Fact | None) -> Maybe:
    earliest = when_of(last).earliest if last else None
    if earliest is None:
        return look.unseen("Oversight", working_days=look.number("working_days"))
    return look.unseen("Oversight", since=earliest)


def _last_thought(look: Look, last: Fact | None) -> str:
    if last is None:
        return "No management reflection is on record yet."
    return f"The last management reflection on record was on {look.day(last)}."


def decision_without_manager(look: Look) -> Outcome:
    """MGT-02: more than one working day after a key decision, no sign-off with its reason, nor a manager's own."""
    decisions = key_decisions(look)
    hidden = look.unseen("Decision")
    asked = [(row, all_of(is_key, _has_no_manager(look, row))) for row, is_key in decisions]
    found = [row for row, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(is_key for _, is_key in decisions), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {"decision": in_words(look, found[-1]), "more": _more(len(found) - 1)},
    )


def _has_no_manager(look: Look, decision: Fact) -> Maybe:
    days = look.number("working_days")
    is_over = look.working_days_passed(decision, days).citing(decision)
    if is_over.is_no or _is_managers_own(decision):
        return NO
    signed = any_in(_signs(look, row, decision, days) for row in look.rows("Oversight"))
    hidden = look.unseen("Oversight", since=when_of(decision).earliest)
    return all_of(is_over, not_(any_of(signed, hidden)).citing(decision))


def _is_managers_own(decision: Fact) -> bool:
    """Whether a manager decided and wrote down why."""
    role = decision.code("role")
    return "manager" in role and decision.is_filled("reasons")


def _signs(look: Look, oversight: Fact, decision: Fact, days: int) -> Maybe:
    """Whether an entry is a sign-off, with its reason, of this decision.

    One that does not say of what may be of this, when it came within the time or is marked as a sign-off.
    """
    about = oversight.text("about_decision")
    if about:
        return all_of(known(about == decision.id), with_reasoning(oversight))
    could_be = look.since(oversight, decision)
    if oversight.code("kind") != "sign_off":
        at = when_of(oversight)
        soon_enough = look.record.calendar.limit(
            when_of(decision).latest or look.as_of, days, at.earliest or look.as_of
        )
        could_be = all_of(could_be, known(not soon_enough[0]))
    return all_of(could_be, with_reasoning(oversight), open_(OF_WHAT, oversight))


def _more(number: int) -> str:
    if number < 1:
        return ""
    words = capital(count_in_words(number))
    return f" {words} more {'decision is' if number == 1 else 'decisions are'} waiting in the same way."


def direction_not_followed_up(look: Look) -> Outcome:
    """MGT-03: a direction past its date with neither an answer nor a reason."""
    directions = [part for row in look.rows("Oversight") for part in look.parts(row, "directions")]
    hidden = look.unseen("Oversight")
    asked = [(part, all_of(not_(_is_answered(part)), _is_past(look, part))) for part in directions]
    found = [part for part, asks in asked if asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(yes(part) for part in directions), hidden)),
        asks=any_in((*(asks for _, asks in asked), hidden)),
        words=lambda: {"direction": _direction(look, found[0]), "more": _more_directions(len(found) - 1)},
    )


def _is_answered(direction: Fact) -> Maybe:
    """Done, changed, or a reason; a word that is neither done nor changed leaves it open."""
    answer = direction.code("answered")
    if answer in ("done", "changed") or direction.is_filled("reason"):
        return yes(direction)
    return open_("The answer to a direction cannot be understood.", direction) if answer else NO


def _is_past(look: Look, direction: Fact) -> Maybe:
    due = direction.when("due")
    if due is None or not due.has_bounds:
        return open_("A direction has no date by which it was to be done.", direction)
    return look.days_passed(due, 0).citing(direction)


def _direction(look: Look, direction: Fact) -> str:
    oversight = look.record.find(direction.id, "Oversight")
    given = f" of {look.day(oversight)}" if oversight and when_of(oversight).has_bounds else ""
    return f"A direction{given} had the date {look.day(direction, 'due')}"


def _more_directions(number: int) -> str:
    if number < 1:
        return ""
    words = capital(count_in_words(number))
    return f" {words} more {'direction has' if number == 1 else 'directions have'} no answer either."


MGT_01 = Check(
    id="MGT-01",
    name="The manager's thinking is not on record",
    question="Has a manager thought this through with somebody lately, and is it written down?",
    theme="PROC-OVERSIGHT",
    condition=(
        "No management oversight with its reasoning for more than 20 working days; while there is none at all, more "
        "than 5 working days after the case was allocated."
    ),
    prompts={
        Severity.SOON: "{what_happened} Is there something you would like a second view on?",
    },
    parameters=(
        Parameter(
            "working_days",
            20,
            "working days",
            NumberClass.OUR_DEFAULT,
            "Nobody's rule; Liverpool: a manager's overview at least every two months",
            "Since the last; never one: since the work began",
        ),
        ours("first_working_days", 5, "working days", "From allocation to the first"),
    ),
    kinds=("Involvement", "Oversight"),
    also_reads=("Person", "Plan", "Assessment"),
    levels=CASE_LEVELS,
    clears=("An entry of management oversight, of any kind, with its reasoning.",),
    known_limits=(
        "A talk in the corridor that nobody wrote down is not seen.",
        "It does not know when a manager is away and who stands in.",
    ),
    readings=(
        "The five working days from allocation hold only while there is no oversight at all.",
        "Reasoning saved empty is a signature and does not count; reasoning never filled in leaves it open.",
    ),
    empties=Empties(
        asks=("Oversight",),
        uncounted=("Oversight.reasoning", "Oversight.at"),
        unsettled=("Involvement.level", "Involvement.from", "Involvement.allocated_at"),
    ),
    decide=thinking_not_on_record,
)

MGT_02 = Check(
    id="MGT-02",
    name="A key decision and no manager",
    question="Does a manager see this decision the same way, and why?",
    theme="PROC-OVERSIGHT",
    condition=(
        "More than 1 working day after a decision on no further action at referral, ending a section 47 enquiry, "
        "stepping down, closing, changing the plan, or not holding a conference: no manager's sign-off with its "
        "reason, and no manager's own reasons on the decision."
    ),
    prompts={
        Severity.SOON: (
            "For the manager: {decision} has no manager's reasons beside it.{more} Do you see it the same way, and why?"
        )
    },
    parameters=(ours("working_days", 1, "working days", "From the decision to the manager's reasons"),),
    kinds=("Involvement", "Decision", "Oversight"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Decision",),
    clears=(
        "An entry of management oversight about the decision, with its reasoning, whenever it comes.",
        "A manager's own reasons on the decision.",
    ),
    known_limits=("It knows a manager by the word manager in the role on the decision.",),
    readings=(
        "It goes to the manager, not to the worker.",
        "A decision with no role filled in is read as not a manager's.",
        "Oversight that does not say which decision it is about may be about this one, when it came within the time or "
        "is marked as a sign-off: then it is unknown.",
        "A proposal is not looked at until the decision is made.",
    ),
    empties=Empties(
        asks=("Oversight", "Decision.role", "Decision.reasons"),
        uncounted=("Oversight.about_decision", "Oversight.reasoning"),
        unsettled=("Involvement.level", "Decision.what", "Decision.at"),
    ),
    decide=decision_without_manager,
)

MGT_03 = Check(
    id="MGT-03",
    name="A direction not followed up",
    question="What became of what was asked for?",
    theme="PROC-OVERSIGHT",
    condition="A manager's direction is past its date, and neither an answer nor a reason is recorded.",
    prompts={
        Severity.REFLECT: (
            "{direction}, and no answer is recorded.{more} Was it done, did it change, or did something get in the way?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Oversight"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Oversight",),
    clears=("Done, changed, or a reason, on the direction.",),
    known_limits=("A direction written into the reasoning, and not as one, is not seen.",),
    readings=("Oversight on which directions were never filled in is read as having none.",),
    empties=Empties(
        asks=("Oversight.directions: answered", "Oversight.directions: reason"),
        unsettled=("Involvement.level",),
    ),
    decide=direction_not_followed_up,
)

CHECKS = (MGT_01, MGT_02, MGT_03)
