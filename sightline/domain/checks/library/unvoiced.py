"""ES-03: somebody differed, and it was neither raised nor let be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.dates import and_list

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .gatherings import is_of_agencies
from .open_work import CASE_LEVELS
from .scales import differences

UNTOLD = "It is not recorded whether anybody dissented at one of the meetings."


@dataclass(frozen=True, slots=True)
class Differing:
    """Somebody differed: whether that is so, since which row, the ids a disagreement may be about, the rows to show."""

    words: str
    is_so: Maybe
    since: Fact
    ids: frozenset[str]
    rows: tuple[Fact, ...]


def unvoiced(look: Look) -> Outcome:
    """ES-03: dissent was minuted, or numbers differ, for five working days; no disagreement, nor content to differ."""
    found = (*_dissents(look), *_numbers(look))
    hidden = look.unseen("Meeting") | look.unseen("ScaleReading")
    days = look.number("working_days")
    asked = [
        (
            one,
            all_of(one.is_so, look.working_days_passed(one.since, days), not_(_is_voiced(look, one))).citing(*one.rows),
        )
        for one in found
    ]
    asking = [one for one, answer in asked if answer.is_yes]
    return conclude(
        look,
        applies=any_in((*(one.is_so for one in found), hidden)),
        asks=any_in((*(answer for _, answer in asked), hidden)),
        words=lambda: {"differing": and_list([one.words for one in asking])},
    )


def _dissents(look: Look) -> Iterator[Differing]:
    """Meetings of agencies at which somebody dissented; saved empty means that nobody did."""
    for row in look.rows("Meeting"):
        if is_of_agencies(row) and not (is_so := _is_minuted(row)).is_no:
            words = f"at the meeting of {look.day(row)} somebody saw it differently"
            yield Differing(words, is_so, row, frozenset({row.id}), (row,))


def _is_minuted(row: Fact) -> Maybe:
    if row.is_filled("dissent") or row.yes("content_to_differ"):
        return yes(row)
    return open_(UNTOLD, row) if row.get("dissent") is None else NO


def _numbers(look: Look) -> Iterator[Differing]:
    """Two people's numbers on one danger, far apart and not talked through: as SS-05 finds them."""
    for one in differences(look, look.number("days"), look.params["points"]):
        if not one.asks.is_no:
            words = f"the numbers of {look.days((one.one, one.other))} for one danger lie far apart"
            ids = frozenset({one.one.id, one.other.id, one.one.text("danger"), one.other.text("danger")} - {""})
            yield Differing(words, one.asks, one.other, ids, (one.one, one.other))


def _is_voiced(look: Look, one: Differing) -> Maybe:
    """A disagreement about it, or content to differ; one that does not say about what may be about it."""
    if one.since.yes("content_to_differ"):
        return YES
    return any_in(_is_about(look, row, one) for row in look.rows("Disagreement"))


def _is_about(look: Look, row: Fact, one: Differing) -> Maybe:
    if row.is_filled("about"):
        return known(row.text("about") in one.ids, row)
    return all_of(look.since(row, one.since), open_("It is not recorded what one of the disagreements is about.", row))


ES_03 = Check(
    id="ES-03",
    name="Unvoiced",
    question="Is a different view worth raising?",
    theme="MULTI-ESCALATE",
    condition=(
        "More than 5 working days ago somebody dissented at a meeting, or two people's numbers on a danger lay far "
        "apart and were not talked through, and there is neither a disagreement about it nor content to differ."
    ),
    prompts={
        Severity.REFLECT: (
            "For {name}: {differing}. Is it worth raising? Challenge is part of the job, and so is saying that one is "
            "content to differ: which is it?"
        )
    },
    parameters=(
        ours("working_days", 5, "working days", "From the meeting, or the later of the two numbers"),
        ours("days", 14, "days", "As in SS-05: how far apart the two numbers may be"),
        ours("points", 3, "points", "As in SS-05: how far apart they lie"),
    ),
    kinds=("Involvement", "Meeting", "Disagreement"),
    also_reads=("Person", "ScaleReading"),
    levels=CASE_LEVELS,
    needs=("Meeting", "ScaleReading"),
    clears=(
        "A disagreement raised about it.",
        "Content to differ, on the meeting.",
        "The numbers were talked through.",
    ),
    known_limits=("What nobody minuted is not seen.",),
    readings=(
        "Dissent saved empty means that there was none; never filled in, it is unknown.",
        "A disagreement is about it when it names the meeting, the danger or one of the readings.",
        "A team's own meeting and a legal meeting are left out, unless marked as several agencies'.",
    ),
    empties=Empties(
        asks=("Disagreement",),
        uncounted=("Disagreement.about",),
        unsettled=("Involvement.level", "Meeting.dissent", "Meeting.at"),
    ),
    decide=unvoiced,
)

CHECKS = (ES_03,)
