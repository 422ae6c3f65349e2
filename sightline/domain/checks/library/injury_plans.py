"""NAI-01: an injury that may not be an accident, and no plan. NAI-03: a plan that ends before the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.domain.dates import UncertainDate

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY
from ..maybe import NO, YES, Maybe, all_of, any_in, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .marks import mark_in_words
from .safety_plans import is_replaced, is_suspected, open_plans

NO_END = ("rui", "released_under_investigation", "none")


def no_plan(look: Look) -> Outcome:
    """NAI-01: suspected, and no safety plan on or after the day of the injury. Asks as soon as it is saved."""
    whose = "It is not recorded whose injury one of them is."
    found = [
        (injury, look.is_about(injury, "person", look.child, whose) & is_suspected(look, injury))
        for injury in look.rows("Injury")
    ]
    days = look.number("days")
    asked = [
        (injury, all_of(is_one, look.days_reached(injury, days), not_(_has_plan(look, injury))))
        for injury, is_one in found
    ]
    waiting = [injury for injury, is_asked in asked if is_asked.is_yes]
    hidden = look.unseen("Injury")
    return conclude(
        look,
        applies=any_in(is_one.citing(injury) for injury, is_one in found) | hidden,
        asks=any_in(is_asked.citing(injury) for injury, is_asked in asked) | hidden,
        severity=Severity.TODAY,
        words=lambda: {"what": mark_in_words(waiting[-1]), "date": look.day(waiting[-1])},
    )


def _has_plan(look: Look, injury: Fact) -> Maybe:
    return any_in(look.since(plan, injury).citing(plan) for plan in look.rows("SafetyPlan"))


def plan_ends_before_the_answers(look: Look) -> Outcome:
    """NAI-03: the plan, or its review, comes before a medical or police answer that is still outstanding."""
    plans = [plan for plan in look.rows("SafetyPlan") if not is_replaced(look, plan)]
    asked = [(plan, any_in(part for part, _ in _reasons(look, plan))) for plan in plans]
    waiting = [plan for plan, is_asked in asked if is_asked.is_yes]
    hidden = look.unseen("SafetyPlan")
    return conclude(
        look,
        applies=any_in(yes(plan) for plan in plans if _is_looked_at(look, plan)) | hidden,
        asks=any_in(is_asked.citing(plan) for plan, is_asked in asked) | hidden,
        severity=Severity.SOON,
        words=lambda: {"why": "; ".join(words for part, words in _reasons(look, waiting[-1]) if part.is_yes)},
    )


def _is_looked_at(look: Look, plan: Fact) -> bool:
    return plan in open_plans(look) or bool(_outstanding(look, plan))


def _reasons(look: Look, plan: Fact) -> Iterator[tuple[Maybe, str]]:
    """Why a plan asks, each with its words."""
    outstanding = _outstanding(look, plan)
    if outstanding:
        yield _ends_first(plan, outstanding), "the plan ends before the last medical that is outstanding"
        yield _review_is_late(look, plan, outstanding), "the review is missing, or long after the last medical"
        yield _waits_too_long(look, plan), "a medical is outstanding two weeks after the first"
    yield _police_first(look, plan), "a police date comes before any review"
    if plan.get("medicals") is None and plan.get("police_status") is None:
        yield open_("It is not recorded which medicals or police dates are still to come.", plan), ""


def _outstanding(look: Look, plan: Fact) -> list[Fact]:
    return [part for part in look.parts(plan, "medicals") if look.has_happened(part, "done").is_no]


def _ends_first(plan: Fact, outstanding: list[Fact]) -> Maybe:
    end = plan.when("ends_when")
    if end is None:
        return NO
    return any_in(_comes_before(end, part.when("due")) for part in outstanding)


def _comes_before(one: UncertainDate, other: UncertainDate | None) -> Maybe:
    """Whether a day could come before another."""
    if other is None or other.latest is None:
        return open_("It is not recorded when a medical is due.")
    if one.earliest is None:
        return open_("It is not recorded when a safety plan ends or is reviewed.")
    return known(one.earliest < other.latest)


def _review_is_late(look: Look, plan: Fact, outstanding: list[Fact]) -> Maybe:
    """Missing, or more than five working days after the last outstanding medical."""
    review = plan.when("next_review")
    if review is None:
        return YES
    dues = [part.when("due") for part in outstanding]
    days = [due.latest for due in dues if due is not None and due.latest is not None]
    if len(days) < len(dues):
        return open_("It is not recorded when a medical is due.")
    if review.latest is None:
        return open_("It is not recorded when a safety plan ends or is reviewed.")
    return known(review.latest > look.record.calendar.add(max(days), look.number("review_working_days")))


def _waits_too_long(look: Look, plan: Fact) -> Maybe:
    """Whether a medical is outstanding more than fourteen days after the first of the plan."""
    first = min((day for part in look.parts(plan, "medicals") if (day := _first_day(part))), default=None)
    if first is None:
        return open_("It is not recorded when a medical was due or done.")
    return look.days_passed(first, look.number("outstanding_days"))


def _first_day(part: Fact) -> date | None:
    when = part.when("done") or part.when("due")
    return when.earliest if when else None


def _police_first(look: Look, plan: Fact) -> Maybe:
    """Whether a police date still ahead has no review on or before it."""
    review = plan.when("next_review")
    return any_in(_expires_unreviewed(look, part, review) for part in look.parts(plan, "police_status"))


def _expires_unreviewed(look: Look, part: Fact, review: UncertainDate | None) -> Maybe:
    expiry = part.when("expiry")
    if expiry is None:
        is_dated = part.is_filled("kind") and part.code("kind") not in NO_END
        return open_("It is not recorded when a police condition ends.") if is_dated else NO
    if expiry.latest is None:
        return open_("It is not recorded when a police condition ends.")
    look.looks.add(expiry.latest + ONE_DAY)
    if expiry.latest < look.as_of:
        return NO
    if review is None:
        return YES
    if review.latest is None or expiry.earliest is None:
        return open_("It is not recorded when a safety plan ends or is reviewed.")
    return known(review.latest > expiry.earliest)


NAI_01 = Check(
    id="NAI-01",
    name="Suspected injury and no plan",
    question="Is there an interim plan of who may care for the child, under whose eyes, from today?",
    theme="PROC-NAIPLAN",
    condition=(
        "An injury is marked as suspected, or its examiner says 'suggests inflicted', or 'cannot say' in a child not "
        "independently mobile, and no safety plan was made on or after that day. Asked as soon as it is saved."
    ),
    prompts={
        Severity.TODAY: (
            "{what} recorded on {name} on {date} that may not have been an accident, and no safety plan since is on "
            "record. Who is caring for {name} tonight, under whose eyes, and what happens if that does not hold?"
        )
    },
    parameters=(ours("days", 0, "days", "0: the plan is for the same day, asked as soon as it is saved"),),
    kinds=("Injury", "SafetyPlan"),
    also_reads=("Person", "Milestone"),
    levels=(),
    needs=("Injury",),
    clears=("A safety plan on or after the day of the injury; one made the next day clears it too.",),
    known_limits=("It does not read the plan: NAI-02 to NAI-05 do.",),
    readings=(
        "'Suggests inflicted' counts for any child, 'cannot say' for one who could not, or may not, move about then.",
        "Any safety plan since the injury counts, whichever injury it names.",
        "A documented birthmark that somebody suspects all the same is looked at; with the box empty it is unknown.",
    ),
    empties=Empties(
        asks=("SafetyPlan",),
        uncounted=("SafetyPlan.made_at",),
        unsettled=("Injury.nai_suspected", "Injury.person"),
    ),
    decide=no_plan,
)

NAI_03 = Check(
    id="NAI-03",
    name="Plan ends before the answers",
    question="Does the plan last until the last medical and police answers are in?",
    theme="PROC-NAIPLAN",
    condition=(
        "A safety plan ends before its last outstanding medical; or its review is missing, or more than 5 working days "
        "after that medical; or a police date has no review on or before it; or a medical is outstanding more than 14 "
        "days after the first."
    ),
    prompts={
        Severity.SOON: (
            "In the safety plan for {name}: {why}. What keeps {name} safe until the answers are in, and when will the "
            "plan be looked at with them?"
        )
    },
    parameters=(
        ours(
            "outstanding_days",
            14,
            "days",
            "From the first medical; the second skeletal survey comes some 11 to 14 days after the first",
            "Our number, from clinical practice (RCR and RCPCH): a second set some 11 to 14 days later",
        ),
        ours("review_working_days", 5, "working days", "How long after the last medical a review may be"),
    ),
    kinds=("SafetyPlan",),
    also_reads=("Person",),
    levels=(),
    needs=("SafetyPlan",),
    clears=(
        "The end and the review of the plan lie after the last outstanding medical, the review within 5 working days "
        "of it and on or before any police date.",
        "The medicals are done.",
    ),
    known_limits=("A medical nobody has written into the plan is not waited for.",),
    readings=(
        "A police date asks for a review on or before it; it does not bind the end of the plan.",
        "A plan without an end does not end too early. A later plan for the same injury takes an earlier one's place.",
        "A review missing asks while a medical or a police date is outstanding.",
        "Neither medicals nor police recorded at all: unknown. One of the two: judged by that.",
    ),
    empties=Empties(asks=("SafetyPlan.next_review",)),
    decide=plan_ends_before_the_answers,
)

CHECKS = (NAI_01, NAI_03)
