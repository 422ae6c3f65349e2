"""REF-01 to REF-04: what follows a referral. They run on the referral, before there is a case.

Written confirmation of a telephone referral; the decision within one working day; telling the referrer; and a referrer
who is still worried after it was declined.
"""

from __future__ import annotations

from ..conclude import conclude
from ..deciding import is_made, names_one_of
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours

ANONYMOUS = "9"
DECLINED = ("nfa", "advice")
Pairs = list[tuple[Fact, Maybe, Maybe]]


def written_confirmation(look: Look) -> Outcome:
    """REF-01: a telephone referral, and none in writing within one working day."""
    untold = "It is not recorded how a referral was made."
    found = [
        (
            fact,
            look.is_one_of(fact, "how_made", ("phone",), untold),
            look.working_days_passed(fact, look.number("working_days"))
            & not_(look.has_happened(fact, "confirmed_in_writing_at")),
        )
        for fact in look.rows("Referral")
    ]
    return _concluded(look, found, Severity.SOON)


def decision_clock(look: Look) -> Outcome:
    """REF-02: no decision on the first working day after receipt; asked on that day, while there is time."""
    found = [
        (fact, YES, look.working_days_reached(fact, look.number("working_days")) & not_(_is_decided(look, fact)))
        for fact in look.rows("Referral")
    ]
    return _concluded(look, found, Severity.TODAY)


def referrer_not_told(look: Look) -> Outcome:
    """REF-03: decided three working days ago, and no feedback to the referrer."""
    found = [
        (
            fact,
            _is_decided(look, fact) & _has_a_referrer(fact),
            _passed_since(look, fact, "decided_at", look.number("working_days"))
            & not_(look.has_happened(fact, "feedback_given_at")),
        )
        for fact in look.rows("Referral")
    ]
    return _concluded(look, found, Severity.SOON)


def declined_but_worried(look: Look) -> Outcome:
    """REF-04: no further action or advice only, the referrer still worried, and nothing since."""
    untold = "It is not recorded what was decided on a referral."
    found = [
        (
            fact,
            look.is_one_of(fact, "decision", DECLINED, untold) if _may_be_declined(look, fact) else NO,
            _is_worried(look, fact)
            & _passed_since(look, fact, "response_at", look.number("working_days"))
            & not_(_taken_further(look, fact)),
        )
        for fact in look.rows("Referral")
    ]
    return _concluded(look, found, Severity.SOON)


def _may_be_declined(look: Look, fact: Fact) -> bool:
    """Whether something was decided, even where nobody wrote down what."""
    return fact.is_filled("decision") or look.has_happened(fact, "decided_at").is_yes


def _concluded(look: Look, found: Pairs, severity: Severity) -> Outcome:
    """Whether one of the referrals it is about asks."""
    hidden = look.unseen("Referral")
    asked = [(fact, is_about & is_asked) for fact, is_about, is_asked in found]
    waiting = [fact for fact, is_asked in asked if is_asked.is_yes]
    return conclude(
        look,
        applies=any_in(is_about.citing(fact) for fact, is_about, _ in found) | hidden,
        asks=any_in(is_asked.citing(fact) for fact, is_asked in asked) | hidden,
        severity=severity,
        words=lambda: {"date": look.day(waiting[-1])},
    )


def _is_decided(look: Look, fact: Fact) -> Maybe:
    """Decided on a day that has come; a decision without a day counts. A statistical return has no place for either."""
    if fact.is_filled("decided_at"):
        return look.has_happened(fact, "decided_at")
    if fact.yes("from_return"):
        return open_("A referral is known from a census, which does not say when it was decided, or by whom.", fact)
    return known(fact.is_filled("decision"), fact)


def _has_a_referrer(fact: Fact) -> Maybe:
    """An anonymous referrer cannot be told; an unknown source can."""
    source = str(fact.get("source_code") or "").strip()
    return known(source != ANONYMOUS, fact) if source else open_("It is not recorded who made a referral.", fact)


def _passed_since(look: Look, fact: Fact, field: str, days: int) -> Maybe:
    if not fact.is_filled(field):
        sentence = {
            "decided_at": "It is not recorded when a referral was decided.",
            "response_at": "It is not recorded when a referrer said how they saw the decision.",
        }[field]
        return open_(sentence, fact)
    return look.working_days_passed(fact, days, field)


def _is_worried(look: Look, fact: Fact) -> Maybe:
    """Still worried. An empty box is open only after feedback was given: before that there is nothing to respond to."""
    told = look.has_happened(fact, "feedback_given_at")
    if not fact.is_filled("response_by_referrer") and not told.is_yes:
        return NO
    untold = "It is not recorded how the referrer saw the decision."
    return look.is_one_of(fact, "response_by_referrer", ("still_worried",), untold)


def _taken_further(look: Look, fact: Fact) -> Maybe:
    """A disagreement raised, or a decision that names the referral and gives its reasons, since the response."""

    def since(row: Fact) -> Maybe:
        """On or after the response; one that nobody dated was not before the referral, and may be later than this."""
        responded = look.when(fact, "response_at")
        return all_of(look.since(row, fact), look.since(row, responded)).citing(row)

    raised = any_in(since(row) for row in look.rows("Disagreement") if row.text("about") in ("", fact.id))
    reasoned = any_in(
        since(row)
        for row in look.rows("Decision")
        if is_made(row) and row.is_filled("reasons") and names_one_of(row, [fact.id])
    )
    return any_of(raised, reasoned)


REF_01 = Check(
    id="REF-01",
    name="Written confirmation",
    question="Has the telephone referral been confirmed in writing?",
    theme="PROC-BRUISEREF",
    condition="A referral made by telephone has not been confirmed in writing within 1 working day.",
    prompts={
        Severity.SOON: (
            "A referral about {name} was made by telephone on {date}, and no confirmation in writing is on record. "
            "Could it be written down now, so that both sides have the same words?"
        )
    },
    parameters=(ours("working_days", 1, "working days", "", "Local rules vary from 24 to 48 hours"),),
    kinds=("Referral",),
    also_reads=("Person",),
    levels=(),
    needs=("Referral",),
    clears=("The day of the confirmation is recorded, in time or late.",),
    known_limits=("A confirmation may have arrived and not be linked to this referral.",),
    readings=("Received out of hours counts as that day.",),
    empties=Empties(
        asks=("Referral.confirmed_in_writing_at",),
        unsettled=("Referral.how_made", "Referral.received_at"),
    ),
    decide=written_confirmation,
)

REF_02 = Check(
    id="REF-02",
    name="Decision clock",
    question="What will happen with this referral, and who has decided it?",
    theme="PROC-RECDECIDE",
    condition="A referral has no decision on the first working day after it was received; asked already on that day.",
    prompts={
        Severity.TODAY: (
            "A referral about {name} was received on {date}, and no decision is on record. What is known so far, what "
            "is still needed, and who decides today?"
        )
    },
    parameters=(
        Parameter(
            "working_days",
            1,
            "working days",
            NumberClass.NATIONAL,
            "Working Together to Safeguard Children (2018, 2023); a person must confirm it for the 2026 edition",
        ),
    ),
    kinds=("Referral",),
    also_reads=("Person",),
    levels=(),
    needs=("Referral",),
    clears=("The decision is recorded.",),
    known_limits=("A decision may have been made and not yet be written down.",),
    readings=(
        "Asked on the last day itself, because it can still be done in time.",
        "Received out of hours counts as that day.",
        "A decision without its day counts as made.",
        "A referral known only from a census is not known to be undecided: a census has no place for the decision.",
    ),
    empties=Empties(
        asks=("Referral.decided_at", "Referral.decision", "Referral.from_return"),
        unsettled=("Referral.received_at",),
    ),
    decide=decision_clock,
)

REF_03 = Check(
    id="REF-03",
    name="Referrer not told the outcome",
    question="Does the person who made the referral know what was decided, and why?",
    theme="MULTI-SHARED",
    condition="A referral was decided, and within 3 working days no feedback to the referrer is recorded.",
    prompts={
        Severity.SOON: (
            "A referral about {name}, received on {date}, was decided, and no feedback to whoever made it is on "
            "record. Do they know what was decided and why, and what to watch for?"
        )
    },
    parameters=(
        ours(
            "working_days",
            3,
            "working days",
            "From the decision",
            "Our number; the duty to feed back is national (Working Together)",
        ),
    ),
    kinds=("Referral",),
    also_reads=("Person",),
    levels=(),
    needs=("Referral",),
    clears=("The day of the feedback is recorded, in time or late.",),
    known_limits=("Feedback by telephone is seen only when its day is written on the referral.",),
    readings=(
        "An anonymous referrer (9) cannot be told: n/a. An unknown source (10) asks.",
        "Decided on a day nobody recorded: unknown, unless the referrer was told.",
    ),
    empties=Empties(
        asks=("Referral.feedback_given_at",),
        unsettled=("Referral.source_code",),
    ),
    decide=referrer_not_told,
)

REF_04 = Check(
    id="REF-04",
    name="Declined but still worried",
    question="Would it help to talk with your safeguarding lead about the resolution procedure?",
    theme="MULTI-ESCALATE",
    condition=(
        "A referral ended with no further action or advice, the referrer is still worried, and within 1 working day "
        "of saying so no disagreement was raised and no reason recorded."
    ),
    prompts={
        Severity.SOON: (
            "After the decision on the referral of {date} about {name}: you noted you were still worried. Would it "
            "help to talk with your safeguarding lead about the resolution procedure?"
        )
    },
    parameters=(ours("working_days", 1, "working days", "From the referrer's response"),),
    kinds=("Referral", "Disagreement"),
    also_reads=("Person", "Decision"),
    levels=(),
    needs=("Referral",),
    clears=(
        "A disagreement raised on or after the response.",
        "A decision that names the referral and gives its reasons, on or after the response.",
        "The referrer is content.",
    ),
    known_limits=("Only the referrer's response has a box; another professional's worry is seen as a disagreement.",),
    readings=(
        "An empty response is unknown only after feedback was given; before, there is nothing to respond to.",
        "A disagreement that says what it is about counts only when that is the referral.",
        "Decided, and nobody recorded what: unknown.",
    ),
    empties=Empties(
        asks=("Disagreement",),
        unsettled=("Referral.response_at",),
    ),
    decide=declined_but_worried,
)

CHECKS = (REF_01, REF_02, REF_03, REF_04)
