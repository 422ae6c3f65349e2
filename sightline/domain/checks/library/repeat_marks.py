"""BRU-03: more than one mark, on one young child or across brothers and sisters.

The rule. Two injuries in six months to a child under two; or two in twelve months across brothers and sisters under
five, on at least two of them. Ages are those at the injury. Every injury counts but a documented birthmark, whichever
agency saw it. A decision that names the earlier ones, on or after the latest, answers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sightline.domain.dates import and_list

from ..around import is_sibling
from ..conclude import conclude
from ..deciding import is_made, names_all_of
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, at_least, not_, open_
from ..vocabulary import Check, Empties, Outcome, Severity, ours

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Mark:
    """One injury: whose, and how far it counts for the child alone and across brothers and sisters."""

    fact: Fact
    person: str
    alone: Maybe
    across: Maybe


def more_than_one_mark(look: Look) -> Outcome:
    """The outcome of BRU-03; see the module for the rule."""
    marks = [_mark(look, fact) for fact in look.rows("Injury") if fact.yes("documented_birthmark") is not True]
    marks = [mark for mark in marks if not (mark.alone.is_no and mark.across.is_no)]
    number = look.number("marks")
    born = look.born()
    hidden = look.unseen("Injury", months=look.number("sibling_months"), not_before=born.earliest if born else None)
    alone = _asked(look, [(mark.fact, mark.alone) for mark in marks], number, hidden)
    across = all_of(
        _asked(look, [(mark.fact, mark.across) for mark in marks], number, hidden), _on_two(look, marks, hidden)
    )
    is_across = not alone.is_yes
    counted = [mark for mark in marks if (mark.across if is_across else mark.alone).is_yes]
    return conclude(
        look,
        applies=any_in(mark.alone | mark.across for mark in marks) | hidden,
        asks=alone if alone.is_yes else any_of(alone, across),
        wording="siblings" if is_across else "",
        severity=Severity.SOON,
        words=lambda: {
            "n": _ordinal(len(counted)),
            "date": look.day(counted[0].fact),
            "names": and_list(list(dict.fromkeys(look.who(mark.person, "another child") for mark in counted))),
        },
    )


def _mark(look: Look, fact: Fact) -> Mark:
    person, when = fact.text("person"), look.when(fact)
    untold = "It is not recorded whose injury one of them is."
    theirs = YES if person == look.child else NO if person else open_(untold, fact)
    young = look.is_under(look.number("under_months"), on=when)
    across = all_of(_young_of_the_family(look, fact, person), look.in_months(fact, look.number("sibling_months")))
    alone = NO if theirs.is_no else all_of(theirs, young, look.in_months(fact, look.number("months")))
    return Mark(fact, person or look.child, alone.citing(fact), across.citing(fact))


def _young_of_the_family(look: Look, fact: Fact, person: str) -> Maybe:
    """Whether it was the child's, a brother's or a sister's, under five at the injury; naming nobody: open."""
    if not person:
        return open_("It is not recorded whose injury one of them is.", fact)
    subject = None if person == look.child else look.record.find(person, "Person") or Fact("Person", person, {})
    young = look.is_under(look.number("sibling_under_months"), person=subject, on=look.when(fact))
    return young if subject is None else all_of(is_sibling(look, person), young)


def _asked(look: Look, marks: list[tuple[Fact, Maybe]], number: int, hidden: Maybe) -> Maybe:
    counted = [(fact, counts) for fact, counts in marks if not counts.is_no]
    return at_least(number, (counts for _, counts in counted), hidden) & not_(_named(look, counted))


def _named(look: Look, counted: list[tuple[Fact, Maybe]]) -> Maybe:
    """Whether a decision on or after the latest names every earlier one."""
    return any_in(
        all_of(*(_after_or_named(look, decision, fact, counts) for fact, counts in counted)).citing(decision)
        for decision in look.rows("Decision")
        if is_made(decision) and names_all_of(decision, _earlier(counted))
    )


def _earlier(counted: list[tuple[Fact, Maybe]]) -> list[str]:
    certain = [fact.id for fact, counts in counted if counts.is_yes]
    return certain[:-1] or ["no row"]


def _after_or_named(look: Look, decision: Fact, fact: Fact, counts: Maybe) -> Maybe:
    return any_of(not_(counts), look.since(decision, fact))


def _on_two(look: Look, marks: list[Mark], hidden: Maybe) -> Maybe:
    """Whether they are on at least two children."""
    people: dict[str, list[Maybe]] = {}
    for mark in marks:
        people.setdefault(mark.person if mark.fact.is_filled("person") else mark.fact.id, []).append(mark.across)
    return at_least(2, (any_in(parts) for parts in people.values()), hidden)


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number}th"


BRU_03 = Check(
    id="BRU-03",
    name="More than one mark",
    question="Looked at together, do the recorded marks suggest anything different?",
    theme="HARM-BRUISE",
    condition=(
        "At least 2 injuries in the last 6 months to a child under 2 at the time, or at least 2 in the last 12 months "
        "across brothers and sisters under 5 at the time, on at least two of them; any agency; documented birthmarks "
        "aside."
    ),
    prompts={
        Severity.SOON: (
            "This is the {n} recorded mark on {name} since {date}. Looked at together, do they suggest anything "
            "different?"
        )
    },
    wordings={
        "siblings": (
            "This is the {n} recorded mark on {names} since {date}. Looked at together, do they suggest anything "
            "different?"
        )
    },
    parameters=(
        ours("marks", 2, "injuries"),
        ours("months", 6, "months", "How far back for one child"),
        ours("under_months", 24, "months of age", "Under this age at the injury"),
        ours("sibling_months", 12, "months", "How far back across brothers and sisters"),
        ours("sibling_under_months", 60, "months of age", "Under this age at the injury, brothers and sisters"),
    ),
    kinds=("Injury", "Decision"),
    also_reads=("Person", "HouseholdMembership", "Parentage"),
    levels=(),
    needs=("Injury",),
    clears=(
        "A decision on or after the latest mark that names every earlier one.",
        "By itself, when they lie further back.",
    ),
    known_limits=(
        "Injuries of brothers and sisters are seen only where they are on this child's record too.",
        "It does not weigh the marks: two grazes count like two fractures.",
    ),
    readings=(
        "Ages are those at the injury. 'Across brothers and sisters' means on at least two children.",
        "Brothers and sisters: a parent in common, or a child of the same household.",
    ),
    empties=Empties(
        asks=("Decision", "Injury.documented_birthmark"),
        uncounted=("Injury.person",),
        unsettled=("Injury.seen_at", "Person.dob"),
    ),
    decide=more_than_one_mark,
)

CHECKS = (BRU_03,)
