"""INF-06: the only support for an account comes from whoever gave it. INF-07: carried forward, nobody knows whence.

INF-08: a relative or neighbour was worried and got no answer.
"""

from __future__ import annotations

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_in, all_of, any_in, known, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .open_work import CASE_LEVELS
from .sources import is_informant
from .verifying import TOPICS, said_by_in_words

WHENCE = "It is not recorded where a source had an account from."


def source_repeats(look: Look) -> Outcome:
    """INF-06: every source that supports an account has it from the person who gave it."""
    accounts = [(row, parts) for row in look.rows("Statement") if (parts := _sources(look, row))]
    hidden = look.unseen("Statement")
    asked = [(row, all_in(_repeats(look, row, part) for part in parts).citing(row)) for row, parts in accounts]
    found = [row for row, answer in asked if answer.is_yes]
    untold = [open_(WHENCE, row) for row in look.rows("Statement") if _is_supported_by_nobody_named(row)]
    return conclude(
        look,
        applies=any_in((*(known(True, row) for row, _ in accounts), *untold, hidden)),
        asks=any_in((*(answer for _, answer in asked), *untold, hidden)),
        words=lambda: {"topic": topic_of(found[0]), "said_by": said_by_in_words(look.record, found[0])},
    )


def topic_of(row: Fact) -> str:
    """What an account is about, in words."""
    return TOPICS.get(row.code("topic"), TOPICS["other"])


def _sources(look: Look, row: Fact) -> list[Fact]:
    """The corroborations that have come by now."""
    return [
        part
        for part in look.parts(row, "corroborations")
        if not (part.is_filled("date") and look.has_happened(part, "date").is_no)
    ]


def _is_supported_by_nobody_named(row: Fact) -> bool:
    """Marked as supported, and by whom was never filled in."""
    return row.get("corroborations") is None and row.code("verification") == "supported"


def _repeats(look: Look, row: Fact, part: Fact) -> Maybe:
    """Whether a source only repeats: its origin, else the source itself, is whoever gave the account."""
    if not row.is_filled("said_by"):
        return open_("It is not recorded who gave an account.", row)
    if part.is_filled("origin"):
        return known(is_informant(look.record, row, part.text("origin")), row)
    if part.is_filled("source") and is_informant(look.record, row, part.text("source")):
        return YES
    return open_(WHENCE, row)


def carried_forward(look: Look) -> Outcome:
    """INF-07: used in two documents or more, and it is not recorded from whom it first came."""
    number = look.number("documents")
    used = [row for row in look.rows("Statement") if len(_documents(row)) >= number]
    hidden = look.unseen("Statement")
    found = [row for row in used if not row.is_filled("informant")]
    return conclude(
        look,
        applies=any_in((*(known(True, row) for row in used), hidden)),
        asks=any_in((*(known(True, row) for row in found), hidden)),
        words=lambda: {"topic": topic_of(found[0])},
    )


def _documents(row: Fact) -> set[str]:
    return {name for entry in row.items("used_in") if (name := str(entry).strip())}


def not_answered(look: Look) -> Outcome:
    """INF-08: a relative's or neighbour's worry has had no response for ten working days."""
    worries = [(row, worry) for row in look.rows("Statement") if not (worry := _is_their_worry(look, row)).is_no]
    hidden = look.unseen("Statement")
    days = look.number("working_days")
    asked = [
        (row, all_of(worry, not_(_has_response(look, row)), look.working_days_passed(row, days)))
        for row, worry in worries
    ]
    found = [row for row, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(worry for _, worry in worries), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"who": _who(found[0]), "days": look.days(found)},
    )


def _is_their_worry(look: Look, row: Fact) -> Maybe:
    return all_of(
        look.is_one_of(row, "role", ("relative", "neighbour"), "It is not recorded who gave an account."),
        look.is_one_of(row, "topic", ("worry",), "It is not recorded what an account is about."),
    )


def _has_response(look: Look, row: Fact) -> Maybe:
    if row.is_filled("response"):
        return YES
    return look.has_happened(row, "response_at") if row.is_filled("response_at") else NO


def _who(row: Fact) -> str:
    return "neighbour" if row.code("role") == "neighbour" else "relative"


INF_06 = Check(
    id="INF-06",
    name="The only source is a repeat",
    question="Does anybody support this account who did not hear it from the same person?",
    theme="INFO-VERIFY",
    condition="Everything recorded in support of an account goes back to the person who gave it.",
    prompts={
        Severity.REFLECT: (
            "What supports {said_by} saying '{topic}' goes back to {said_by}. Who else could know it for themselves, "
            "for {name}'s sake?"
        )
    },
    parameters=(),
    kinds=("Involvement", "Statement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Statement",),
    clears=("A source whose origin is somebody else.",),
    known_limits=("It goes by the origin that was filled in: two people who spoke beforehand look apart.",),
    readings=(
        "An account with no source at all is INF-01's.",
        "A source without an origin leaves it open, unless the source is the person themselves.",
        "Only the same person counts as a repeat, not somebody from the same household.",
    ),
    empties=Empties(uncounted=("Statement.corroborations",), unsettled=("Involvement.level", "Statement.said_by")),
    decide=source_repeats,
)

INF_07 = Check(
    id="INF-07",
    name="Carried forward",
    question="Where did this first come from?",
    theme="INFO-VERIFY",
    condition="An account is used in at least 2 documents, and it is not recorded from whom it first came.",
    prompts={
        Severity.REFLECT: (
            "What is said about '{topic}' is carried from one document about {name} to the next. Where did it "
            "first come from, and does it still hold?"
        )
    },
    parameters=(ours("documents", 2, "documents"),),
    kinds=("Involvement", "Statement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Statement",),
    clears=("Where it first came from, on the account.",),
    known_limits=("It sees only the documents that are listed on the account.",),
    readings=(
        "Who said it this time is not where it first came from: that has a box of its own. (It was VI-03.)",
        "Documents never filled in are read as none.",
    ),
    empties=Empties(asks=("Statement.informant",), unsettled=("Involvement.level",)),
    decide=carried_forward,
)

INF_08 = Check(
    id="INF-08",
    name="A relative or neighbour was worried",
    question="Was the person who spoke up heard and answered?",
    theme="INFO-VERIFY",
    condition="A relative or neighbour spoke of a worry more than 10 working days ago, and no response is recorded.",
    prompts={
        Severity.SOON: (
            "A {who} spoke of a worry about {name} on {days}, and no answer to them is recorded. Were they heard, and "
            "who could get back to them, safely?"
        )
    },
    parameters=(ours("working_days", 10, "working days", "From the day they spoke"),),
    kinds=("Involvement", "Statement"),
    also_reads=("Person",),
    levels=CASE_LEVELS,
    needs=("Statement",),
    clears=("A response, or the day of one, on what they said.",),
    known_limits=("What may be said back to them is for people: some answers can only be thanks.",),
    readings=("Only what is marked as a worry. (It was VI-04.)", "A response that is still ahead has not come yet."),
    empties=Empties(
        asks=("Statement.response", "Statement.response_at"),
        unsettled=("Involvement.level", "Statement.role", "Statement.topic", "Statement.at"),
    ),
    decide=not_answered,
)

CHECKS = (INF_06, INF_07, INF_08)
