"""MA-06: the clocks of initial conference, core group, review conference and assessment.

Each clock has a last day. Nothing held by then asks from the day after; held later without a reason is for reflection.
A limit in months that ends on a day that is no working day ends on the last working day before it: never later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sightline.domain.dates import add_months, and_list, in_words

from ..around import is_current
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY, when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, known, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity
from .gatherings import UNTOLD_KIND, has_no_kind
from .open_work import CASE_LEVELS

UNDATED = "It is not recorded when one of the statutory clocks began."
CONFERENCE, NO_CONFERENCE = re.compile(r"conference|\bicpc\b"), re.compile(r"\b(no|not|nfa|without)\b")
KINDS = ("Section47", "Meeting", "Assessment")
# Plans and levels that take the place of a child protection plan, where one begins with or after the conference.
OTHER_WAYS = ("cin", "early_help", "eh", "cla")


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: whether it runs on this child, whether its last day passed with nothing held, or something held late.

    `rows` are what it rests on: where it began, and what was held.
    """

    words: str
    applies: Maybe
    is_past: Maybe
    is_late: Maybe
    rows: tuple[Fact, ...]


def dates(look: Look) -> Outcome:
    """MA-06: a last day passed, soon; held late and no reason, to reflect."""
    clocks = (*_initial_conferences(look), *_after_conference(look), *_assessments(look))
    hidden = any_in(look.unseen(kind) for kind in KINDS)
    elsewhere = look.unseen("Meeting")
    past = [(clock, all_of(clock.applies, clock.is_past).citing(*clock.rows)) for clock in clocks]
    late = [(clock, all_of(clock.applies, clock.is_late).citing(*clock.rows)) for clock in clocks]
    past = [(clock, _unless_held_elsewhere(clock, answer, elsewhere)) for clock, answer in past]
    graver = [clock for clock, answer in past if answer.is_yes]
    found = graver or [clock for clock, answer in late if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(clock.applies for clock in clocks), hidden)),
        asks=any_in((*(answer for _, answer in (*past, *late)), hidden)),
        severity=Severity.SOON if graver else Severity.REFLECT,
        words=lambda: {"clocks": and_list([clock.words for clock in found])},
    )


def _unless_held_elsewhere(clock: Clock, answer: Maybe, elsewhere: Maybe) -> Maybe:
    return answer if clock.rows[0].type == "Assessment" else all_of(answer, not_(elsewhere)).citing(*clock.rows)


# the initial conference


def _initial_conferences(look: Look) -> Iterator[Clock]:
    """Fifteen working days from the strategy discussion at which the section 47 enquiry began."""
    enquiries = look.rows("Section47")
    for number, row in enumerate(enquiries):
        following = enquiries[number + 1] if number + 1 < len(enquiries) else None
        held = _first_since(look, "icpc", row, before=following)
        due = _working_days(look, row, "icpc_working_days")
        ended = _ended_without(look, row)
        words = f"an initial conference by {_last_day(due)} (section 47 enquiry of {look.day(row)})"
        yield _clock(look, words, YES, row, due, held, unless=ended)


def _ended_without(look: Look, row: Fact) -> Maybe:
    """An enquiry that ended, unless its outcome says that a conference is to follow."""
    outcome = row.code("outcome").replace("_", " ")
    is_to_follow = CONFERENCE.search(outcome) is not None and NO_CONFERENCE.search(outcome) is None
    return NO if is_to_follow else look.has_happened(row, "ended_on")


# what follows a conference


def _after_conference(look: Look) -> Iterator[Clock]:
    """The first core group, and the reviews, while there is a child protection plan."""
    conferences = [row for row in look.rows("Meeting") if row.code("kind") == "icpc"]
    conference = max(conferences, key=lambda row: (when_of(row).has_bounds, row.order), default=None)
    for row in _of_no_kind(look):  # it may be a conference, and the latest, from which the clocks run
        if conference is not None and look.since(row, conference).is_no:
            continue
        planned = all_of(_is_planned_for(look, row), open_(UNTOLD_KIND, row))
        clocks = tuple(_running_from(look, row, planned))
        is_past, is_late = any_in(clock.is_past for clock in clocks), any_in(clock.is_late for clock in clocks)
        yield Clock("", planned, is_past, is_late, (row,))
    if conference is None:
        return
    planned = _is_planned_for(look, conference)
    undated = [row for row in conferences if row is not conference and not when_of(row).has_bounds]
    if any(not look.since(row, conference).is_no for row in undated):
        planned = all_of(planned, open_(UNDATED, *undated))  # the latest may be another
    yield from _running_from(look, conference, planned)


def _running_from(look: Look, conference: Fact, planned: Maybe) -> Iterator[Clock]:
    """The clocks that run from a conference."""
    due = _working_days(look, conference, "core_group_working_days")
    words = f"a core group by {_last_day(due)} (conference of {look.day(conference)})"
    yield _clock(look, words, planned, conference, due, _first_since(look, "core_group", conference))
    yield from _reviews(look, conference, planned)


def _is_planned_for(look: Look, conference: Fact) -> Maybe:
    """Whether there is a child protection plan, as far as is recorded: then core groups and reviews are due.

    Yes at that level, in an enquiry, or with an open plan of that kind. Else yes too, unless the record shows that it
    ended, or that another plan or level began with or after the conference.
    """
    plans = (is_current(look, row) for row in look.rows("Plan") if row.code("kind") == "cp")
    return any_in((look.at_level("CP", "S47"), *plans, not_(_took_another_way(look, conference))))


def _took_another_way(look: Look, conference: Fact) -> Maybe:
    """Whether it did; open where a plan or level whose kind nobody wrote down may show it."""
    held = when_of(conference).earliest
    if held is None:
        return NO
    untold: list[Fact] = []
    rows = [(row, row.code("kind")) for row in look.rows("Plan")]
    rows += [(row, row.code("level")) for row in look.rows("Involvement")]
    for row, what in rows:
        end, began = row.when("to"), when_of(row).earliest
        look.looks.add(began, end.earliest if end else None)
        has_ended = bool(end and end.earliest and held <= end.earliest <= look.as_of)
        has_begun = bool(began and held <= began <= look.as_of)
        if (what == "cp" and has_ended) or (what in OTHER_WAYS and has_begun):
            return yes(row)
        if not what and (has_ended or has_begun):
            untold.append(row)
    return open_("It is not recorded of what kind one of the plans or levels is.", *untold) if untold else NO


def _reviews(look: Look, conference: Fact, planned: Maybe) -> Iterator[Clock]:
    """Three months to the first, six from one to the next: each gap so far, and the one that is running."""
    start, months = conference, "first_review_months"
    for row in (*_reviews_since(look, conference), None):
        due = _months(look, start, months)
        what = "a first review conference" if start is conference else "the next review conference"
        words = f"{what} by {_last_day(due)} (the last was on {look.day(start)})"
        yield _clock(look, words, planned, start, due, row)
        if row is not None:
            start, months = row, "next_review_months"


def _reviews_since(look: Look, conference: Fact) -> list[Fact]:
    """The review conferences that were held after the initial one, oldest first."""
    rows = [row for row in look.rows("Meeting") if row.code("kind") == "review_conference"]
    first = when_of(conference).earliest
    return [row for row in rows if first is None or (when_of(row).latest or date.max) > first]


# the assessment


def _assessments(look: Look) -> Iterator[Clock]:
    """Forty-five working days, from the referral and (as the census counts) from its own start."""
    for row in look.rows("Assessment"):
        signed = look.has_happened(row, "authorised_at")
        referral = look.record.find(row.text("referral"), "Referral") if row.is_filled("referral") else None
        starts = [row, *([referral] if referral else [])]
        over = [_is_over(look, start, _working_days(look, start, "assessment_working_days")) for start in starts]
        if row.is_filled("referral") and referral is None:  # it came before, and is not here
            over.append(open_("It is not recorded when the referral of an assessment was received.", row))
        past = any_in(over)
        counted = f"referral of {look.day(referral)}" if referral else f"begun on {look.day(row)}"
        due = _working_days(look, starts[-1], "assessment_working_days")
        words = f"the end of an assessment by {_last_day(due)} ({counted})"
        yield Clock(words, YES, all_of(past, not_(signed)), NO, (row, *starts[1:]))


# clocks


def _clock(
    look: Look, words: str, applies: Maybe, start: Fact, due: date | None, held: Fact | None, unless: Maybe = NO
) -> Clock:
    """A clock for a meeting: `held` is the one that stops it. A meeting of no kind may be it."""
    kindless = [row for row in _of_no_kind(look) if _may_stop_it(look, row, start, held)]
    maybe = any_in(open_(UNTOLD_KIND, row) for row in kindless)
    unexplained = any_in(_was_late(row, due) for row in kindless if not row.is_filled("late_reason"))
    may_be_late = all_of(maybe, unexplained)
    if held is None:
        is_past = all_of(_is_over(look, start, due), not_(unless), not_(maybe))
        return Clock(words, applies, is_past, may_be_late, (start,))
    if not when_of(start).has_bounds:  # what was held may have been held before it began
        return Clock(words, applies, open_(UNDATED, start), NO, (start, held))
    late = _was_late(held, due)
    was_since = look.since(held, start)
    return Clock(
        words.replace(" by ", " was held after ", 1) if late.is_yes else words,
        applies,
        all_of(_is_over(look, start, due), not_(unless), not_(was_since)),
        any_in((all_of(late, not_(maybe), known(not held.is_filled("late_reason"), held)), may_be_late)),
        (start, held),
    )


def _was_late(held: Fact, due: date | None) -> Maybe:
    """Whether what was held could have been held after its last day; open when nobody can date it."""
    when = when_of(held)
    if due is None:
        return open_(UNDATED, held)
    if when.latest is not None and when.latest <= due:
        return NO
    return YES if when.has_bounds else open_(UNDATED, held)


def _of_no_kind(look: Look) -> list[Fact]:
    return [row for row in look.rows("Meeting") if has_no_kind(row)]


def _may_stop_it(look: Look, row: Fact, start: Fact, held: Fact | None) -> bool:
    """Whether a meeting could lie after the start, and before what was held."""
    if row is start or look.since(row, start).is_no:
        return False
    return held is None or not look.since(held, row).is_no


def _is_over(look: Look, start: Fact, due: date | None) -> Maybe:
    """Whether the last day has passed. A start nobody can date was no later than the day it was recorded."""
    if due is None:
        return open_(UNDATED, start)
    look.looks.add(due + ONE_DAY)
    if look.as_of <= due:
        return NO if when_of(start).earliest is not None else open_(UNDATED, start)
    return yes(start)


def _working_days(look: Look, start: Fact, number: str) -> date | None:
    return _due(start, lambda day: look.record.calendar.add(day, look.number(number)))


def _months(look: Look, start: Fact, number: str) -> date | None:
    return _due(start, lambda day: look.record.calendar.last_on_or_before(add_months(day, look.number(number))))


def _due(start: Fact, last_day: Callable[[date], date]) -> date | None:
    when = when_of(start)
    day = when.earliest or when.latest
    return last_day(day) if day else None


def _last_day(due: date | None) -> str:
    return in_words(due) if due else "a day not known"


def _first_since(look: Look, kind: str, start: Fact, before: Fact | None = None) -> Fact | None:
    """The first meeting of a kind that could be on or after the start, and before something else began."""
    for row in look.rows("Meeting"):
        if row.code("kind") != kind or look.since(row, start).is_no:
            continue
        if before is not None and when_of(before).has_bounds and not look.since(row, before).is_no:
            return None
        return row
    return None


MA_06 = Check(
    id="MA-06",
    name="Dates",
    question="What keeps the child safe until what is due has been held?",
    theme="MULTI-SHARED",
    condition=(
        "Not held by its last day: an initial conference 15 working days after the section 47 enquiry began; a first "
        "core group 10 working days after the initial conference; a review conference 3 months after that, then every "
        "6; an assessment 45 working days after the referral. Or held late, with no reason recorded."
    ),
    prompts={
        Severity.SOON: "Not on record yet: {clocks}. What keeps {name} safe meanwhile, and what is in the way?",
        Severity.REFLECT: (
            "{clocks}, and no reason is recorded. What kept {name} safe meanwhile, and what got in the way?"
        ),
    },
    parameters=(
        Parameter(
            "icpc_working_days",
            15,
            "working days",
            NumberClass.NATIONAL,
            "Working Together 2018/2023, as in the Standard Safeguarding Dataset",
            "From the strategy discussion at which the section 47 enquiry began to the initial conference",
        ),
        Parameter(
            "core_group_working_days",
            10,
            "working days",
            NumberClass.NATIONAL,
            "Working Together 2018/2023; seen locally (Medway, Liverpool)",
            "From the initial conference to the first core group",
        ),
        Parameter(
            "first_review_months",
            3,
            "months",
            NumberClass.NATIONAL,
            "Working Together 2018/2023 (Sheffield, Surrey)",
            "From the initial conference to the first review",
        ),
        Parameter(
            "next_review_months", 6, "months", NumberClass.NATIONAL, "Working Together 2018/2023", "Between reviews"
        ),
        Parameter(
            "assessment_working_days",
            45,
            "working days",
            NumberClass.NATIONAL,
            "Working Together 2018/2023 from referral; the census counts from the start of the assessment",
            "Both are counted; the earlier asks",
        ),
    ),
    kinds=("Involvement",),
    also_reads=("Person", *KINDS, "Referral", "Plan"),
    levels=CASE_LEVELS,
    needs=KINDS,
    clears=(
        "Held in time.",
        "Held late, with the reason on the meeting.",
        "An enquiry that ended without a conference.",
    ),
    known_limits=(
        "The numbers are those of the 2018 and 2023 editions of Working Together: a person must confirm them against "
        "the 2026 edition.",
        "It takes the day a section 47 enquiry began for the day of the strategy discussion.",
        "Core groups after the first are as the plan says, and are not counted here.",
    ),
    readings=(
        "It asks the day after the last working day on or before the limit.",
        "Core group and reviews run from the latest initial conference, unless the record shows that the child "
        "protection plan ended, or that another plan or level began with or after it.",
        "An assessment that was signed late has no box for a reason, and is not asked about.",
        "An ended enquiry is followed by a conference only when its outcome says so.",
        "The decision on a referral, return interviews and visits have checks of their own; the strategy discussion "
        "has no national hours.",
    ),
    empties=Empties(
        asks=("Meeting", "Assessment.authorised_at", "Meeting.late_reason"),
        uncounted=("Meeting.kind",),
        unsettled=("Involvement.level", "Section47.started_on", "Assessment.started_at"),
    ),
    decide=dates,
)

CHECKS = (MA_06,)
