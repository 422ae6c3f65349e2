"""HIS-03: somebody told of abuse in the past, and nobody knows whether children are near that person now."""

from __future__ import annotations

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, any_in, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .duties import DUTIES, duties_shown


def children_now(look: Look) -> Outcome:
    """Access unknown, or not filled, on the first working day after recording; known and nobody told: at once."""
    told = look.rows("NonRecentAllegation")
    asked = [(fact, _asks(look, fact)) for fact in told]
    hidden = look.unseen("NonRecentAllegation")
    waiting = [fact for fact, is_asked in asked if is_asked.is_yes]
    asks = any_in(is_asked.citing(fact) for fact, is_asked in asked) | hidden
    return conclude(
        look,
        applies=any_in(map(yes, told)) | hidden,
        asks=asks,
        severity=Severity.TODAY,
        wording="has_access" if any(_has_access(fact) for fact in waiting) else "",
        words=lambda: {"date": look.day(waiting[0])},
        shows=tuple(duties_shown(look)) if asks.is_yes else (),
    )


def _has_access(fact: Fact) -> bool:
    return fact.yes("current_access") is True


def _asks(look: Look, fact: Fact) -> Maybe:
    if fact.yes("current_access") is False:
        return NO
    if _has_access(fact):
        return NO if fact.is_filled("contacts_made") else YES
    return look.working_days_reached(fact.recorded_on or look.as_of, look.number("working_days"))


HIS_03 = Check(
    id="HIS-03",
    name="Non-recent allegation: children now",
    question="Does the person it is about still live with, care for or work with children?",
    theme="HARM-HISTORY",
    condition=(
        "An allegation about the past is on record, and on the first working day after it was recorded it is not known "
        "whether that person has access to children now; or they have, and no contact made is recorded (at once)."
    ),
    prompts={
        Severity.TODAY: (
            "An allegation about the past was told on {date}, and whether the person it is about is near children now "
            "is not known here. Who can find out today, and who should be told?"
        )
    },
    wordings={
        "has_access": (
            "An allegation about the past was told on {date}. The person it is about has access to children now, and "
            "no contact made about that is on record. Who is with those children, and who has been spoken to today?"
        )
    },
    parameters=(
        ours(
            "working_days",
            1,
            "working days",
            "From the day it was recorded; asks on that day",
            "Our number; LLR, Historical (non recent) Abuse Allegations, says it is urgent",
        ),
        *DUTIES,
    ),
    kinds=("NonRecentAllegation",),
    also_reads=("Person",),
    levels=(),
    needs=("NonRecentAllegation",),
    clears=("It is known that there is no access now.", "There is, and the contacts made are recorded."),
    known_limits=(
        "It names neither who told nor who it is about, here or anywhere in its words.",
        "Where no child of today can be identified, LLR's procedure is to ring the police on 101.",
    ),
    readings=("An empty box asks like 'unknown'.", "Access 'yes' with no contacts made asks at once."),
    empties=Empties(asks=("NonRecentAllegation.current_access", "NonRecentAllegation.contacts_made")),
    decide=children_now,
)

CHECKS = (HIS_03,)
