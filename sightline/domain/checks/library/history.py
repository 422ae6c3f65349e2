"""HIS-01: a decision is coming and there is no summary of the history. HIS-02: a pattern not drawn together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sightline.domain.dates import UncertainDate, count_in_words

from ..boxes import capital
from ..case import AS_CHILD_PROTECTION
from ..conclude import conclude
from ..deciding import is_made
from ..fact import Fact
from ..look import Look
from ..looks import is_marked_planned
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, at_least, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours

MEETINGS = {"icpc": "a conference", "review_conference": "a conference", "legal_meeting": "a legal meeting"}
DECISIONS = {"step_down": "a step-down", "transfer": "a transfer", "end_of_s47": "the outcome of the enquiry"}
ONE_DAY, ONE_MONTH = timedelta(days=1), timedelta(days=31)
UNTOLD = "It is not recorded what was decided on a referral."
CLOSINGS = frozenset({"nfa_at_referral", "step_down", "closure"})


def decision_without_a_history(look: Look) -> Outcome:
    """HIS-01: something to decide within ten working days, and no summary newer than six months."""
    ahead = [(fact, words, when) for fact, words, when in _ahead(look) if not when.is_no]
    months = look.number("months")
    summaries = any_in(look.in_months(fact, months) for fact in look.rows("HistorySummary"))
    first = min((entry for entry in ahead if entry[2].is_yes), key=lambda entry: _day(look, entry[0]), default=None)
    return conclude(
        look,
        applies=any_in(when.citing(fact) for fact, _, when in ahead),
        asks=all_of(
            any_in(when.citing(fact) for fact, _, when in ahead),
            not_(any_of(summaries, look.unseen("HistorySummary", months=months))),
        ),
        severity=Severity.SOON,
        words=lambda: {} if first is None else _words(look, *first[:2]),
    )


def _words(look: Look, fact: Fact, what: str) -> dict[str, str]:
    months = look.number("months")
    how_long = "month" if months == 1 else f"{count_in_words(months)} months"
    return {"what": capital(what), "day": _day_in_words(look, fact), "months": how_long}


def _ahead(look: Look) -> Iterator[tuple[Fact, str, Maybe]]:
    """What is arranged: conferences and legal meetings, and decisions with a day on which they take effect."""
    days = look.number("working_days")
    for fact in (*look.rows("Meeting"), *look.coming("Meeting")):
        is_one = look.is_one_of(fact, "kind", MEETINGS, "It is not recorded what kind of meeting one is.")
        if not is_one.is_no:
            when = look.within_next_working_days(fact, days, None if _is_dated(fact) else "at")
            yield fact, MEETINGS.get(fact.code("kind"), "a meeting"), is_one & when
    for fact in (*look.rows("Decision"), *look.coming("Decision")):
        is_one = look.is_one_of(fact, "what", DECISIONS, "It is not recorded what one of the decisions is.")
        if not is_one.is_no and _has_a_day(fact):
            when = look.within_next_working_days(fact, days, "takes_effect_on")
            yield fact, DECISIONS.get(fact.code("what"), "a decision"), is_one & when


def _is_dated(meeting: Fact) -> bool:
    """Whether a meeting has a day, or is no longer ahead: one that is arranged for no day may be any day now."""
    return meeting.is_filled("at") or not is_marked_planned(meeting)


def _has_a_day(fact: Fact) -> bool:
    """A decision that has been made counts with the day on which it takes effect; a proposal always."""
    return fact.is_filled("takes_effect_on") or fact.code("status") == "proposed"


def _day(look: Look, fact: Fact) -> tuple[str, str]:
    when = fact.when("takes_effect_on") if fact.type == "Decision" else look.when(fact)
    return (when.earliest.isoformat() if when and when.earliest else "9999"), fact.id


def _day_in_words(look: Look, fact: Fact) -> str:
    return look.day(fact, "takes_effect_on") if fact.type == "Decision" else look.day(fact)


@dataclass(frozen=True, slots=True)
class Ending:
    """A contact or episode that was closed, and when."""

    fact: Fact
    when: UncertainDate
    counts: Maybe


def pattern_not_drawn_together(look: Look) -> Outcome:
    """HIS-02: three earlier contacts or episodes ended in 24 months, and no summary since the last of them."""
    endings = [ending for ending in _endings(look) if not ending.counts.is_no]
    hidden = any_of(*(look.unseen(kind, months=look.number("months")) for kind in ("Referral", "Involvement")))
    many = at_least(look.number("endings"), (ending.counts for ending in endings), hidden)
    drawn = any_in(
        all_in(any_of(not_(ending.counts), look.since(fact, ending.when)) for ending in endings)
        for fact in look.rows("HistorySummary")
    )
    certain = [ending for ending in endings if ending.counts.is_yes]
    return conclude(
        look,
        applies=any_in(ending.counts for ending in endings) | hidden,
        asks=all_of(many, not_(drawn)),
        severity=Severity.SOON,
        words=lambda: {
            "number": capital(count_in_words(len(certain))),
            "date": min(certain, key=lambda ending: ending.when.earliest or look.as_of).when.approximately(),
        },
    )


def _endings(look: Look) -> list[Ending]:
    """Referrals that ended with no further action, and episodes that were closed or stepped down, each once."""
    found: list[tuple[Fact, UncertainDate, Maybe]] = []
    for fact in look.rows("Referral"):
        ended = _was_closed(look, fact)
        if not ended.is_no:
            when = look.when(fact, "decided_at") if fact.is_filled("decided_at") else look.when(fact)
            found.append((fact, when, ended))
    for fact in look.rows("Involvement"):
        if not look.has_happened(fact, "to").is_no:
            found.append((fact, look.when(fact, "to"), not_(_went_up(look, fact))))
    written = [when.earliest for _, when, counts in found if when.earliest and not counts.is_no]
    for fact in look.rows("Decision"):
        day = look.when(fact).earliest
        is_same = day is not None and any(abs(day - other) <= ONE_MONTH for other in written)
        if fact.code("what") in CLOSINGS and is_made(fact) and not is_same:
            found.append((fact, look.when(fact), YES))
    months = look.number("months")
    return [Ending(fact, when, (counts & look.in_months(when, months)).citing(fact)) for fact, when, counts in found]


def _was_closed(look: Look, referral: Fact) -> Maybe:
    """Whether a referral ended with no further action; decided, and nobody wrote down what: open."""
    decided = look.has_happened(referral, "decided_at")
    if referral.is_filled("decided_at") and decided.is_no:
        return NO
    if not referral.is_filled("decision"):
        return decided & open_(UNTOLD, referral)
    return look.is_one_of(referral, "decision", ("nfa",), UNTOLD)


def _went_up(look: Look, ended: Fact) -> Maybe:
    """Whether an episode ended because a higher one began: within a day of its end, or before it."""
    end, rank = ended.when("to"), _rank(ended)
    if end is None:
        return NO

    def is_higher(other: Fact) -> Maybe:
        if not rank or not _rank(other):
            return open_("The level of an involvement is not recorded.", ended)
        return known(_rank(other) > rank)

    others = [other for other in look.rows("Involvement") if other is not ended]
    return any_in(all_in((_touches(look, other, end), is_higher(other))) for other in others)


def _touches(look: Look, other: Fact, end: UncertainDate) -> Maybe:
    """Whether an involvement had begun by the day after another's end, and went on after it."""
    began, until = look.when(other), other.when("to")
    if end.latest is None or end.earliest is None:
        return NO
    if until is not None and until.latest is not None and until.latest <= end.earliest:
        return NO
    if began.earliest is None:
        by_then = began.latest is not None and began.latest <= end.latest
        return YES if by_then else open_(look.undated(other), other)
    return known(began.earliest <= end.latest + ONE_DAY)


def _rank(fact: Fact) -> int:
    level = fact.text("level").upper()
    return 3 if level in AS_CHILD_PROTECTION else {"EH": 1, "CIN": 2}.get(level, 0)


HIS_01 = Check(
    id="HIS-01",
    name="Decision without a history",
    question="Has somebody read the whole history, and written down what it says, before this is decided?",
    theme="HARM-HISTORY",
    condition=(
        "A conference, a legal meeting, or a step-down, transfer or section 47 outcome with the day on which it takes "
        "effect, today or within 10 working days, and no summary of the history from the last 6 months."
    ),
    prompts={
        Severity.SOON: (
            "{what} about {name} is due on {day}, and no summary of the history from the last {months} is on record. "
            "What does {name}'s story so far say, and who could draw it together from what is already written?"
        )
    },
    parameters=(
        ours("working_days", 10, "working days", "How far ahead"),
        ours("months", 6, "months", "How long a summary holds"),
    ),
    kinds=("Involvement", "Meeting", "Decision", "HistorySummary"),
    also_reads=("Person",),
    levels=("CIN", "CP", "S47", "CLA"),
    needs=("Meeting", "Decision"),
    clears=("A summary of the history from the last 6 months.", "By itself, when the day has passed."),
    known_limits=("It does not read the summary: one from before the last big change counts as much.",),
    readings=(
        "What is arranged counts from the day it was recorded; today's meeting is still ahead.",
        "A decision that was made and has no day on which it takes effect is not ahead.",
        "A conference arranged for no day on record: unknown.",
    ),
    empties=Empties(
        asks=("HistorySummary",),
        uncounted=("HistorySummary.date",),
        unsettled=("Involvement.level", "Meeting.kind", "Decision.what"),
    ),
    decide=decision_without_a_history,
)

HIS_02 = Check(
    id="HIS-02",
    name="Cumulative pattern not drawn together",
    question="Read in a line, what do the earlier contacts say?",
    theme="HARM-HISTORY",
    condition=(
        "At least 3 earlier contacts or episodes ended with no further action or were stepped down in the last 24 "
        "months, and there is no summary of the history since the last of them."
    ),
    prompts={
        Severity.SOON: (
            "{number} earlier contacts or episodes about {name} ended since {date}. Taken one by one these were "
            "closed. Read in a line, what do they say?"
        )
    },
    parameters=(
        ours("endings", 3, "contacts or episodes"),
        ours("months", 24, "months", "How far back"),
    ),
    kinds=("Involvement", "Referral", "HistorySummary"),
    also_reads=("Person", "Decision"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("A summary of the history on or after the day the last of them ended.",),
    known_limits=("It knows that they were closed, not what they were about.",),
    readings=(
        "Closed contacts or episodes count, not the open one. An episode that ended because a higher level began is "
        "not one that was stepped down.",
        "A referral that was decided, nobody recorded what: unknown.",
        "A decision of no further action, to step down or to close counts where no referral or episode on record "
        "ended within a month of it.",
    ),
    empties=Empties(
        asks=("HistorySummary",),
        uncounted=("HistorySummary.date",),
        unsettled=("Involvement.level",),
    ),
    decide=pattern_not_drawn_together,
)

CHECKS = (HIS_01, HIS_02)
