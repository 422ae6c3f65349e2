"""DVA-01: repeat incidents of domestic abuse with nothing decided since. DVA-02: it is not recorded who is abusing."""

from __future__ import annotations

from sightline.domain.dates import count_in_words

from ..boxes import capital
from ..conclude import conclude
from ..deciding import decided
from ..fact import Fact
from ..look import Look
from ..maybe import Maybe, all_of, any_in, at_least, not_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .concerns import is_about_one_of

INCIDENT = ("domestic_abuse",)


def repeat_incidents(look: Look) -> Outcome:
    """DVA-01: three or more in twelve months, and no MARAC or DASH decision on or after the latest of them."""
    months = look.number("window_months")
    untold = "It is not recorded what one of the events was about."
    found = [
        (fact, is_one)
        for fact in look.rows("Event")
        if not (is_one := look.is_one_of(fact, "topic", INCIDENT, untold) & look.in_months(fact, months)).is_no
    ]
    hidden = look.unseen("Event", months=months)
    incidents = [fact for fact, is_one in found if is_one.is_yes]
    repeated = at_least(look.number("incidents"), (is_one for _, is_one in found), hidden)
    answered = decided(look, "marac_referral", "dash", since=found) | _named(look, found)
    return conclude(
        look,
        applies=any_in(is_one for _, is_one in found) | hidden,
        asks=repeated & not_(answered),
        words=lambda: {"number": capital(count_in_words(len(incidents))), "days": look.days(incidents)},
    )


def _named(look: Look, found: list[tuple[Fact, Maybe]]) -> Maybe:
    """Whether a decision since names the latest incident; where later events may be incidents too, each of them."""
    surely = [number for number, (_, is_one) in enumerate(found) if is_one.is_yes]
    later = found[surely[-1] if surely else 0 :]
    latest = [decided(look, since=found, naming=[fact], reasoned=True) for fact, _ in later]
    if len({answer.answer for answer in latest}) > 1:
        unsaid = tuple(dict.fromkeys(sentence for answer in latest for sentence in answer.missing))
        return Maybe(None, (), unsaid or ("It is not recorded what one of the events was about.",))
    return any_in(latest)


def abuser_not_named(look: Look) -> Outcome:
    """DVA-02: a concern about domestic abuse, ten working days old, names no abuser and gives no reason."""
    concerns = [fact for fact in look.rows("Concern") if fact.code("status") != "ruled_out"]
    untold = "It is not recorded what one of the concerns is about."
    days = look.number("working_days")

    def asks(is_one: Maybe, fact_named: Maybe, is_over: Maybe) -> Maybe:
        return all_of(is_one, not_(fact_named), is_over)

    found = [(fact, is_about_one_of(fact, INCIDENT, untold)) for fact in concerns]
    hidden = look.unseen("Concern")
    return conclude(
        look,
        applies=any_in(is_one for _, is_one in found) | hidden,
        asks=any_in(
            asks(
                is_one,
                look.is_filled(fact, "abuser_person") | look.is_filled(fact, "abuser_not_known_reason"),
                look.working_days_passed(fact, days),
            )
            for fact, is_one in found
        )
        | hidden,
    )


DVA_01 = Check(
    id="DVA-01",
    name="Domestic abuse: repeat incidents",
    question="Has anyone looked at these incidents together and decided whether to refer to MARAC?",
    theme="HARM-TRIO",
    condition=(
        "At least 3 events about domestic abuse in the last 12 months, and no MARAC referral or DASH decision on or "
        "after the latest of them."
    ),
    prompts={
        Severity.SOON: (
            "{number} incidents of domestic abuse are on record: {days}. Looked at together, what would a DASH or "
            "MARAC referral add, and who knows what it is like for the adults, and for {name}?"
        )
    },
    parameters=(
        Parameter(
            "incidents",
            3,
            "events",
            NumberClass.OTHER_LOCAL,
            "Common MARAC escalation practice (Bristol form, SCIE); one form says 5",
        ),
        Parameter(
            "window_months", 12, "months", NumberClass.OTHER_LOCAL, "Common MARAC escalation practice", "How far back"
        ),
    ),
    kinds=("Involvement", "Event", "Decision"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Event",),
    clears=(
        "A MARAC referral or DASH decision on or after the latest incident, whichever way it went.",
        "A decision, with its reasons, that names the latest incident.",
        "By itself, when fewer than three lie in the window.",
    ),
    known_limits=("It counts what is written in the chronology: three entries about one night count as three.",),
    readings=(
        "Any decision that names the latest incident and gives its reasons is read as the reason. Its reasons saved "
        "empty are none; never filled in: unknown.",
    ),
    empties=Empties(
        asks=("Decision",),
        uncounted=("Decision.what", "Decision.reasons"),
        unsettled=("Involvement.level", "Event.topic", "Event.when"),
    ),
    decide=repeat_incidents,
)

DVA_02 = Check(
    id="DVA-02",
    name="Domestic abuse: who is abusing is not recorded",
    question="Who is abusing, or why is that not known?",
    theme="HARM-TRIO",
    condition=(
        "A concern about domestic abuse has been known for more than 10 working days, and neither who is abusing nor "
        "a reason why that is not known is recorded."
    ),
    prompts={
        Severity.REFLECT: (
            "Domestic abuse is recorded around {name}, and not by whom. Is it known who is abusing, and could it be "
            "written down, so that the person who is harmed is not the only one we see?"
        )
    },
    parameters=(ours("working_days", 10, "working days", "From the day the concern was first known"),),
    kinds=("Involvement", "Concern"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Concern",),
    clears=("Who is abusing is recorded.", "A reason why it is not known is recorded."),
    known_limits=("A name may be in the text of an entry: only the concern's own box is looked at.",),
    readings=(
        "A concern that was ruled out is not looked at; a past one is.",
        "A concern without a topic of its own is about what its census factor says (3A, 3B, 3C).",
    ),
    empties=Empties(
        asks=("Concern.abuser_person", "Concern.abuser_not_known_reason"),
        unsettled=("Involvement.level", "Concern.topic", "Concern.first_known"),
    ),
    decide=abuser_not_named,
)

CHECKS = (DVA_01, DVA_02)
