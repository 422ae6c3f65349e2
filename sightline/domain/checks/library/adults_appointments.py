"""WNB-04: a parent with pressures of their own misses appointments; what that means for the child is not noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.dates import and_list

from ..around import is_child
from ..boxes import capital
from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, Counted, Maybe, all_of, any_in, any_of, at_least, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .misses import untold_outcome
from .open_work import WITH_EARLY_HELP

# The topics of TRI-01: domestic abuse, substances, mental health.
PRESSURES = ("domestic_abuse", "alcohol", "drugs", "mental_health")
CURRENT = ("current", "unknown")
MISSED = ("did_not_attend", "dna", "self_attending_dna", "no_access", "was_not_brought")
NOT_MISSED = ("attended", "cancelled_by_service", "cancelled_by_family", "rearranged")
UNTOLD_WHOSE = "It is not recorded whose one of the appointments was."


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult who has appointments on this record: those that are or may be theirs and missed, and what is asked."""

    person: str
    applies: Maybe
    missed: tuple[Fact, ...]
    asks: Maybe


def adult_misses(look: Look) -> Outcome:
    """WNB-04: two misses or more in three months by one adult with such a concern, and no note of the child."""
    adults = tuple(_adults(look))
    hidden = look.unseen("Appointment", months=look.number("window_months")) | look.unseen("Concern")
    found = [adult for adult in adults if adult.asks.is_yes]
    return conclude(
        look,
        applies=any_in((*(adult.applies for adult in adults), hidden)),
        asks=any_in((*(adult.asks for adult in adults), hidden)),
        words=lambda: {
            "what_happened": " ".join(
                f"{capital(_name(look, adult))} missed appointments of their own on {look.days(adult.missed)}."
                for adult in found
            ),
            "who": and_list([_name(look, adult) for adult in found]),
        },
    )


def _name(look: Look, adult: Adult) -> str:
    return look.who(adult.person, "an adult in the family")


def _adults(look: Look) -> Iterator[Adult]:
    rows = [row for row in look.rows("Appointment") if row.text("person") != look.child]
    people = {row.text("person") for row in rows} - {""}
    people |= {row.text("person") for row in look.rows("Concern")} - {"", look.child} if rows else set()
    for person in sorted(people):
        if not is_child(look, person).is_yes:
            yield _adult(look, person, rows)


def _adult(look: Look, person: str, rows: list[Fact]) -> Adult:
    months = look.number("window_months")
    theirs = [(row, look.is_about(row, "person", person, UNTOLD_WHOSE)) for row in rows]
    parts = [(row, all_of(_was_missed(look, row), is_own, look.in_months(row, months))) for row, is_own in theirs]
    missed = tuple(row for row, was in parts if was.is_yes)
    # What may be a miss and says what it means for the child can only clear.
    noted = any_in(all_of(was, _says_what_it_means(row)) for row, was in parts)
    counted = [(row, was) for row, was in parts if was.is_yes or _says_what_it_means(row).is_no]
    enough = at_least(look.number("misses"), (was.citing(row) for row, was in counted))
    pressed = _has_pressures(look, person)
    return Adult(
        person,
        all_of(pressed, any_in(is_own for _, is_own in theirs)),
        missed,
        all_of(pressed, enough, not_(any_of(noted, _is_decided(look, parts)))).citing(*missed),
    )


def _was_missed(look: Look, row: Fact) -> Maybe:
    outcome = row.code("outcome")
    if outcome in MISSED or outcome in NOT_MISSED:
        return known(outcome in MISSED, row)
    return untold_outcome(look, row)


def _has_pressures(look: Look, person: str) -> Maybe:
    """Whether there is a current concern, or one not known to be past, on one of the topics about this adult."""
    return any_in(
        all_of(
            look.is_about(row, "person", person, "It is not recorded whom one of the concerns is about."),
            look.is_one_of(row, "topic", PRESSURES, "It is not recorded what one of the concerns is about."),
            look.is_one_of(row, "status", CURRENT, "It is not recorded whether one of the concerns is current."),
        )
        for row in look.rows("Concern")
    )


def _says_what_it_means(row: Fact) -> Maybe:
    return known(row.is_filled("consequence_for_child"))


def _is_decided(look: Look, misses: Counted) -> Maybe:
    """What it means for the child, in a decision since the miss that made them a pattern.

    Which one that was can be open: a decision since the first it can have been, and not since the last, leaves it so.
    """
    number = look.number("misses")
    decisions = [row for row in look.rows("Decision") if row.is_filled("child_impact")]
    sure = [row for row, was in misses if was.is_yes]
    every = [row for row, was in misses if not was.is_no]
    if not 0 < number <= len(every):
        return any_in(map(yes, decisions))
    first, last = every[number - 1], sure[number - 1] if number <= len(sure) else every[-1]
    untold = NO if first is last else open_("It is not recorded what became of one of the appointments.", last)
    return any_in(any_of(look.since(row, last), all_of(look.since(row, first), untold)) for row in decisions)


WNB_04 = Check(
    id="WNB-04",
    name="An adult's own missed appointments",
    question="What do an adult's missed appointments mean for the child?",
    theme="PROC-WNB",
    condition=(
        "An adult with a current concern about domestic abuse, alcohol or drugs, or mental health has missed at least "
        "2 appointments of their own within 3 months, and nobody has noted what that means for the child."
    ),
    prompts={
        Severity.REFLECT: (
            "{what_happened} What might that mean for {name}'s days, and who could ask {who} what got in the way?"
        )
    },
    parameters=(
        ours("misses", 2, "misses"),
        ours("window_months", 3, "months", "How far back"),
    ),
    kinds=("Involvement", "Appointment", "Concern"),
    also_reads=("Person", "Decision"),
    levels=WITH_EARLY_HELP,
    needs=("Appointment",),
    clears=(
        "The consequence for the child, on one of the missed appointments.",
        "A decision on or after the second of them that says what it is like for the child.",
        "By itself, when fewer than two lie in the window.",
    ),
    known_limits=(
        "It looks at every adult on the record with such a concern and appointments of their own, whether or not it is "
        "recorded that they are a parent.",
        "Adult services seldom tell of missed appointments: none on record is not none.",
    ),
    readings=(
        "Missed is did not attend, or no access; cancelled or moved is not.",
        "A concern whose status is unknown counts as current, one that was never given a status leaves it open.",
        "Two adults' misses do not add up.",
    ),
    empties=Empties(
        asks=("Appointment.consequence_for_child", "Decision.child_impact"),
        uncounted=("Appointment.outcome", "Appointment.at"),
        unsettled=("Involvement.level", "Appointment.person", "Concern.person", "Concern.topic", "Concern.status"),
    ),
    decide=adult_misses,
)

CHECKS = (WNB_04,)
