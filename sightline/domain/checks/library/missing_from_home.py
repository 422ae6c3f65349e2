"""CSE-02: a return interview that was not offered in time. CSE-03: missing again and again, and not talked through."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..conclude import conclude
from ..fact import LAST_MOMENT, Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, any_of, at_least, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .discussions import is_multi_agency

BY_COUNT = {3: "three", 4: "four", 5: "five"}


def return_interview(look: Look) -> Outcome:
    """CSE-02: an episode has ended, and 72 hours later no return interview was offered or recorded."""
    ended = [(fact, came_back) for fact in look.rows("MissingEpisode") if not (came_back := _is_over(look, fact)).is_no]
    asked = [(fact, came_back & _is_late(look, fact) & not_(_offered(look, fact))) for fact, came_back in ended]
    hidden = look.unseen("MissingEpisode")
    waiting = [fact for fact, is_asked in asked if is_asked.is_yes]
    return conclude(
        look,
        applies=any_in(came_back.citing(fact) for fact, came_back in ended) | hidden,
        asks=any_in(is_asked.citing(fact) for fact, is_asked in asked) | hidden,
        severity=Severity.SOON,
        words=lambda: {"days": look.day(waiting[-1], "to")},
    )


def _is_over(look: Look, fact: Fact) -> Maybe:
    return look.has_happened(fact, "to")


def _is_late(look: Look, fact: Fact) -> Maybe:
    """Whether 72 hours have passed since the return: hours run through weekends, from the first moment it can mean."""
    hours = timedelta(hours=look.number("hours"))
    first, last = fact.moments("to")
    end_of_today = datetime.combine(look.as_of, LAST_MOMENT)
    if first is not None:
        look.looks.add((first + hours).date())
        return known(first + hours <= end_of_today, fact)
    if last is not None:
        look.looks.add((last + hours).date())
        if last + hours <= end_of_today:
            return yes(fact)
    return open_(look.undated(fact), fact)


def _offered(look: Look, fact: Fact) -> Maybe:
    """Whether one was offered, in time or late, taken up or refused, held, or not applicable."""
    if (
        fact.code("return_interview_offered") in ("na", "n/a", "not_applicable")
        or look.has_happened(fact, "interview_at").is_yes
    ):
        return YES
    if fact.yes("return_interview_offered") is not True:
        return NO
    when = fact.when("return_interview_offered_at")
    return YES if when is None else look.has_happened(fact, "return_interview_offered_at")


def repeat_missing(look: Look) -> Outcome:
    """CSE-03: three episodes in ninety days and no multi-agency discussion on or after the latest."""
    days = look.number("window_days")
    episodes = [
        (fact, counts) for fact in look.rows("MissingEpisode") if not (counts := look.in_days(fact, days)).is_no
    ]
    hidden = look.unseen("MissingEpisode", days=days)
    many = at_least(look.number("episodes"), (counts for _, counts in episodes), hidden)
    certain = [fact for fact, counts in episodes if counts.is_yes]
    return conclude(
        look,
        applies=any_in(counts for _, counts in episodes) | hidden,
        asks=all_of(many, not_(_talked_through(look, episodes))),
        severity=Severity.SOON,
        words=lambda: {"number": BY_COUNT.get(len(certain), str(len(certain))), "date": look.day(certain[0])},
    )


def _talked_through(look: Look, episodes: list[tuple[Fact, Maybe]]) -> Maybe:
    return any_in(
        all_of(
            is_multi_agency(look, meeting),
            all_in(any_of(not_(counts), look.since(meeting, fact)) for fact, counts in episodes),
        ).citing(meeting)
        for meeting in look.rows("Meeting")
    )


CSE_02 = Check(
    id="CSE-02",
    name="Return interview",
    question="Has the child been offered someone independent to talk to about being missing?",
    theme="HARM-CSE",
    condition=(
        "A missing episode ended, and within 72 hours of the return no return interview was offered or recorded; the "
        "same for an absence without authorisation."
    ),
    prompts={
        Severity.SOON: (
            "{name} came back on {days}, and no offer of a return interview is on record. Who could {name} tell what "
            "happened, and what they were going to or away from?"
        )
    },
    parameters=(
        Parameter(
            "hours",
            72,
            "hours",
            NumberClass.NATIONAL,
            "DfE, Children who run away or go missing from home or care (January 2014)",
            "Hours run through weekends",
        ),
    ),
    kinds=("MissingEpisode",),
    also_reads=("Person",),
    levels=(),
    needs=("MissingEpisode",),
    clears=(
        "It was offered, in time or late, whether or not it was taken up.",
        "It was held, or is marked as not applicable.",
    ),
    known_limits=("It does not know whether whoever held it was independent.",),
    readings=(
        "A return without a time counts from the beginning of its day.",
        "Lateness of an offer is counted elsewhere and does not ask here.",
        "Past 72 hours an empty box asks like 'no'.",
    ),
    empties=Empties(
        asks=("MissingEpisode.return_interview_offered", "MissingEpisode.interview_at"),
        unsettled=(),
    ),
    decide=return_interview,
)

CSE_03 = Check(
    id="CSE-03",
    name="Repeat missing",
    question="Have the agencies who know this child talked together about the child going missing?",
    theme="HARM-CSE",
    condition="At least 3 missing episodes in the last 90 days, and no multi-agency discussion on or after the latest.",
    prompts={
        Severity.SOON: (
            "{name} has been missing {number} times since {date}. Who else knows where {name} goes and with whom, and "
            "when could those who know {name} put it together?"
        )
    },
    parameters=(
        ours("episodes", 3, "episodes", "", "Common local trigger; no citation found"),
        ours("window_days", 90, "days", "How far back", "Common local trigger; no citation found"),
    ),
    kinds=("MissingEpisode", "Meeting"),
    also_reads=("Person",),
    levels=(),
    needs=("MissingEpisode",),
    clears=(
        "A multi-agency discussion on or after the latest episode.",
        "By itself, when fewer than three lie in the window.",
    ),
    known_limits=("It cannot tell what the discussion was about.",),
    readings=(
        "Strategy discussions, conferences and core groups are multi-agency by their nature; another meeting is when "
        "it is marked so or two agencies were there.",
        "An absence without authorisation counts as an episode.",
    ),
    empties=Empties(
        asks=("Meeting",),
        uncounted=("Meeting.multi_agency", "Meeting.at"),
        unsettled=("MissingEpisode.from",),
    ),
    decide=repeat_missing,
)

CHECKS = (CSE_02, CSE_03)
