"""BRU-02: nobody has written down lately what a child can do.

The rule. From six months to the day before eighteen months, or with a disability of movement at any age: no milestone
in eight weeks. Any milestone counts. The clock starts at the later of birth and, where the case is open, the day its
level began. A child whose date of birth is unknown is asked about too. With an injury on file it is for today.
"""

from __future__ import annotations

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .marks import is_the_childs
from .mobility import has_mobility_need


def is_asked_about(look: Look) -> Maybe:
    """Whether the child's age, or a disability of movement, calls for milestones. Not before birth."""
    if look.is_unborn() and look.is_at_least(0).is_no:
        return NO
    return any_of(_is_of_age(look), _has_need(look))


def mobility_not_recorded(look: Look) -> Outcome:
    """The outcome of BRU-02; see the module for the rule."""
    whose = "It is not recorded whose milestone one of them is."
    rows = [(row, look.is_about(row, "person", look.child, whose)) for row in look.rows("Milestone")]
    rows = [(row, theirs) for row, theirs in rows if not theirs.is_no]
    days = look.number("weeks") * 7
    starts = [born] if (born := look.born()) is not None and born.has_bounds else []
    hidden = look.unseen("Milestone", days=days)
    ever = any_in(theirs for _, theirs in rows)
    quiet = look.quiet(rows, starts, days=days)
    if not ever.is_yes and not quiet.is_no:
        quiet = quiet & any_of(ever, _case_began(look, days))
    on_file = any(
        is_the_childs(look, fact) and fact.yes("documented_birthmark") is not True for fact in _injuries(look)
    )
    return conclude(
        look,
        applies=YES,
        asks=all_of(quiet, not_(hidden)).citing(*(row for row, _ in rows[-1:])),
        severity=Severity.TODAY if on_file else Severity.SOON,
        words=lambda: {"last": _last(look, [row for row, _ in rows])},
    )


def _injuries(look: Look) -> tuple[Fact, ...]:
    return look.rows("Injury")


def _is_of_age(look: Look) -> Maybe:
    """From six months on, until the day before eighteen; a date of birth nobody knows counts as of age."""
    born = look.born()
    if born is None or not born.has_bounds:
        return YES
    low, high = look.number("from_months"), look.number("to_months")
    return all_of(look.is_at_least(low), look.is_under(high))


def _has_need(look: Look) -> Maybe:
    child = look.record.subject
    if child.get("disability") is None:
        return open_(f"It is not recorded whether {look.name} has a disability of movement.")
    return known(has_mobility_need(child))


def _case_began(look: Look, days: int) -> Maybe:
    """Whether an open level began long enough ago; yes where no case is open: then only birth counts."""
    levels = [level for level in look.levels if level.is_certainly_open]
    if not levels:
        return YES
    return any_in(look.days_passed(level.since, days) for level in levels).citing()


def _last(look: Look, rows: list[Fact]) -> str:
    if not rows:
        return "No milestone is recorded."
    newest = max(rows, key=lambda row: row.order)
    return f"The last recorded milestone was {look.day(newest)}."


BRU_02 = Check(
    id="BRU-02",
    name="Mobility not recorded",
    question="What can the child do now?",
    theme="HARM-BRUISE",
    condition=(
        "From 6 months to the day before 18 months of age, or with a disability of movement at any age, or with no "
        "date of birth recorded: no milestone in the last 8 weeks."
    ),
    prompts={
        Severity.TODAY: (
            "{last} An injury is on file as well, and what a mark can mean depends on what a child can do. What can "
            "{name} do now?"
        ),
        Severity.SOON: "{last} What can {name} do now?",
    },
    parameters=(
        ours("weeks", 8, "weeks", "How long a milestone holds"),
        Parameter(
            "from_months",
            6,
            "months of age",
            NumberClass.LOCAL,
            "LLR, Bruising, Marks, or Injury of Concern in Pre-Mobile Babies (June 2022)",
        ),
        ours("to_months", 18, "months of age", "From that day a child with no delay noted counts as mobile"),
    ),
    kinds=("Person", "Milestone"),
    also_reads=("Injury",),
    levels=(),
    for_child=is_asked_about,
    clears=("A dated milestone, whatever it is; the form asks who observed it.",),
    known_limits=("It does not know what a child of that age would be expected to do, and does not compare.",),
    readings=(
        "It asks for any child on record, whether or not a case is open.",
        "Any milestone counts, also one that says what was lost or does not say who observed it.",
        "Never recorded: eight weeks from the later of birth and the day the open level began.",
        "A date of birth that is not known is asked about as if the child were of that age.",
    ),
    empties=Empties(
        asks=("Milestone", "Person.dob"),
        uncounted=("Milestone.person", "Milestone.observed_on"),
        unsettled=("Person.disability",),
    ),
    decide=mobility_not_recorded,
)

CHECKS = (BRU_02,)
