"""VOI-03: a child of four or more has not been seen alone, at two visits running or for six weeks."""

from __future__ import annotations

from sightline.domain.dates import count_in_words

from ..conclude import conclude
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, Counted, Maybe, all_in, all_of, any_of, by_cases, not_, open_, yes
from ..vocabulary import Check, Empties, NumberClass, Outcome, Parameter, Severity, ours
from .open_work import CASE_LEVELS, level_began, open_cases


def is_old_enough(look: Look) -> Maybe:
    """Whether the child could be four by now."""
    return look.is_at_least(look.number("from_months"))


def not_seen_alone(look: Look) -> Outcome:
    """VOI-03; a visit with a reason why the child was not seen alone counts like one at which they were."""
    visits = [(row, _is_settled(look, row)) for row in look.rows("Visit")]
    days, running = look.number("days"), look.number("visits_running")

    def is_quiet(counted: Counted) -> Maybe:
        return look.each_open(lambda level: look.quiet(counted, level_began(look, level), days=days))

    without = by_cases(visits, lambda counted: any_of(_run_unsettled(counted, running), is_quiet(counted)))
    unsettled = _run_unsettled(visits, running)
    last = max((row for row, fine in visits if fine.is_yes), key=lambda row: row.order, default=None)
    hidden = _unseen_since(look, last)
    since = [row for row, fine in visits if fine.is_no and (last is None or row.order > last.order)]
    rests = since[-running:] if unsettled.is_yes else [last] if last else [*since, *open_cases(look)]
    return conclude(
        look,
        applies=is_old_enough(look),
        asks=all_of(any_of(without, hidden), not_(hidden)).citing(*rests),
        words=lambda: {"what_happened": _what_happened(look, last, rests if unsettled.is_yes else [])},
    )


def _is_settled(look: Look, visit: Fact) -> Maybe:
    """Whether the child was seen alone at a visit, or a reason is recorded why not."""
    if visit.is_filled("reason_if_not"):
        return yes(visit)
    if visit.yes("seen_alone") is False or visit.yes("seen") is False:
        return NO
    if visit.yes("seen_alone"):
        return yes(visit)
    return open_(f"It is not recorded whether {look.name} was seen alone on {look.day(visit)}.", visit)


def _run_unsettled(visits: Counted, running: int) -> Maybe:
    """Whether the last visits running were all without; a visit nobody can date may be the last, or long ago."""
    dated = [(row, fine) for row, fine in visits if when_of(row).has_bounds]
    found, otherwise = _all_without(dated, running), _all_without(visits, running)
    if found.answer is not otherwise.answer:
        return open_("It is not recorded when one of the visits was.")
    return found


def _all_without(visits: Counted, running: int) -> Maybe:
    if running < 1 or len(visits) < running:
        return NO
    return all_in(not_(fine) for _, fine in visits[-running:])


def _unseen_since(look: Look, last: Fact | None) -> Maybe:
    earliest = when_of(last).earliest if last else None
    if earliest is None:
        return look.unseen("Visit", days=look.number("days"))
    return look.unseen("Visit", since=earliest)


def _what_happened(look: Look, last: Fact | None, running: list[Fact]) -> str:
    if running:
        number = f"two visits, on {look.days(running)}," if len(running) > 1 else f"visit, on {look.day(running[0])},"
        number = number.replace("two", count_in_words(len(running)))
        return f"At the last {number} {look.name} was not seen alone, and no reason is recorded."
    if last and last.yes("seen_alone"):
        return f"{look.name} was last seen alone on {look.day(last)}, and no reason is recorded since."
    if last:
        return f"The last reason why {look.name} was not seen alone is of {look.day(last)}."
    return f"There is no visit on record at which {look.name} was seen alone, and no reason."


VOI_03 = Check(
    id="VOI-03",
    name="Not seen alone",
    question="Has somebody seen the child alone lately, or asked what the child would like?",
    theme="PROC-RECVOICE",
    condition=(
        "A child of 4 or more: at the last 2 visits running, or for more than 6 weeks, the child was not seen alone "
        "and no reason is recorded."
    ),
    prompts={Severity.SOON: "{what_happened} What would make it possible, and what would {name} want?"},
    parameters=(
        Parameter("from_months", 48, "months of age", NumberClass.OTHER_LOCAL, "Practice of another area"),
        ours("visits_running", 2, "visits running"),
        ours("days", 42, "days", "Six weeks; never: since the work began"),
    ),
    kinds=("Involvement", "Visit"),
    also_reads=("Person", "Plan", "Assessment"),
    levels=CASE_LEVELS,
    for_child=is_old_enough,
    clears=("A visit at which the child was seen alone.", "The reason, or the child's own choice, noted on a visit."),
    known_limits=(
        "It cannot tell a child's own choice from any other reason: what is written is taken as it stands.",
        "Time alone at school or with an advocate counts only when it is recorded as a visit.",
    ),
    readings=(
        "A visit with a reason counts like one at which the child was seen alone.",
        "A child who was not seen at a visit was not seen alone at it.",
        "The age is that on the day of asking.",
    ),
    empties=Empties(
        asks=("Visit", "Visit.reason_if_not"),
        uncounted=("Visit.seen_alone", "Visit.at"),
        unsettled=("Involvement.level", "Involvement.from", "Person.dob"),
    ),
    decide=not_seen_alone,
)

CHECKS = (VOI_03,)
