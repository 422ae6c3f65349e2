"""RP-04: the view of the danger, or the level, moved and the evidence did not. RP-06: the same danger does not move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ..case import AS_CHILD_PROTECTION
from ..conclude import conclude
from ..deciding import decided
from ..fact import Fact
from ..look import Look
from ..looks import when_of
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, by_names, known, not_, open_, yes
from ..vocabulary import Check, Empties, Outcome, Severity, ours
from .clocks import Counted, between
from .evidence import is_on_danger, is_seen_or_told
from .scales import NUMBER, Series, series_of, value_of

LEVEL_WORDS = "the level of help"
SCALE_WORDS = "the number on a scale"
ONE_DAY = timedelta(days=1)
GROUPS = ("group_pod", "team")


@dataclass(frozen=True, slots=True)
class Move:
    """Something that moved: what, from which row (None: from the beginning) to which, and whether it surely did."""

    what: str
    start: Fact | None
    end: Fact
    moved: Maybe
    danger: str = ""


def view_moved(look: Look) -> Outcome:
    """RP-04: a scale moved by two or more, up or down, or the level changed, with no new evidence between."""
    moves = (*_scale_moves(look), *_decided_levels(look), *_followed_levels(look))

    def unsupported(rows: Sequence[Fact]) -> Maybe:
        evidence = [(fact, is_seen_or_told(look, fact)) for fact in rows]
        return any_in(all_of(move.moved, _unsupported(look, move, evidence)) for move in moves)

    some = by_names(look.rows("Evidence"), "danger", [move.danger for move in moves], unsupported)
    rested = [move for move in moves if move.end.id in some.because]
    hidden = look.unseen("ScaleReading")
    return conclude(
        look,
        applies=known(len(look.rows("ScaleReading")) > 1 or bool(moves)) | hidden,
        asks=some | hidden,
        words=lambda: {
            "what": " and ".join(dict.fromkeys(move.what for move in rested)),
            "day": look.day(rested[-1].end),
        },
    )


def _scale_moves(look: Look) -> Iterator[Move]:
    """For each danger and rater: the last reading against the most recent earlier one that differs enough."""
    points = look.params["points"]
    for series in series_of(look, by_rater=True):
        end = series.rows[-1]
        for start in reversed(series.rows[:-1]):
            moved = _differs(start, end, points)
            if not moved.is_no:
                yield Move(SCALE_WORDS, start, end, moved & series.is_one, series.danger)
            if moved.is_yes:
                break


def _differs(start: Fact, end: Fact, points: float) -> Maybe:
    one, other = value_of(start), value_of(end)
    if one is None or other is None:
        return open_(NUMBER, start, end)
    return known(abs(one - other) >= points, start, end)


def _decided_levels(look: Look) -> Iterator[Move]:
    """The last level decision that changed the level, against the one before it."""
    rows = look.rows("ThresholdDecision")
    for number in range(len(rows) - 1, -1, -1):
        before, after = (rows[number].code(name) for name in ("level_from", "level_to"))
        if before and before == after:
            continue
        is_known = bool(before and after)
        sentence = "It is not recorded from which level to which one of the level decisions led."
        moved = yes(rows[number]) if is_known else open_(sentence, rows[number])
        yield Move(LEVEL_WORDS, rows[number - 1] if number else None, rows[number], moved)
        if is_known:
            return


def _followed_levels(look: Look) -> Iterator[Move]:
    """An open level that took over from another which ended on that day or the day before."""
    for level in look.levels:
        for fact in look.rows("Involvement"):
            ended, began = fact.when("to"), when_of(level.fact).earliest
            if ended is None or ended.latest is None or began is None or fact is level.fact:
                continue
            if ended.latest >= began - ONE_DAY and fact.order < level.fact.order:
                names = fact.code("level"), level.level.lower()
                sentence = "It is not recorded which level the case was open at before."
                moved = known(names[0] != names[1], level.fact) if all(names) else open_(sentence, level.fact)
                yield Move(LEVEL_WORDS, fact, level.fact, moved)


def _unsupported(look: Look, move: Move, evidence: list[Counted]) -> Maybe:
    """Whether there is no evidence of grade E2 or better between, nor any that a level decision since names."""
    linked = any_in(
        all_of(
            counts,
            is_on_danger(fact, move.danger) if move.danger else YES,
            between(look, fact, move.start, move.end),
        ).citing(fact)
        for fact, counts in evidence
    )
    start = when_of(move.start).earliest if move.start else None
    hidden = look.unseen("Evidence", since=start or when_of(move.end).earliest)
    return all_of(not_(linked | _named(look, move, evidence)), not_(hidden)).citing(move.end)


def _named(look: Look, move: Move, evidence: list[Counted]) -> Maybe:
    """Whether a level decision since the earlier level names evidence that counts."""
    if move.what != LEVEL_WORDS:
        return NO
    since = [
        row
        for row in look.rows("ThresholdDecision")
        if row is not move.start and not look.since(row, move.start or move.end).is_no
    ]
    named = {str(item) for row in since for item in row.items("evidence_refs")}
    return any_in(counts for fact, counts in evidence if fact.id in named)


def not_moving(look: Look) -> Outcome:
    """RP-06: one danger within one point over three readings and ninety days, the last of them lately."""
    found = [_stuck(look, series) for by_rater in (False, True) for series in series_of(look, by_rater=by_rater)]
    hidden = look.unseen("ScaleReading", days=look.number("days") * 2)
    return conclude(
        look,
        applies=known(bool(look.rows("ScaleReading"))) | hidden,
        asks=any_in(found) | hidden,
        words={"readings": look.number("readings")},
    )


def _stuck(look: Look, series: Series) -> Maybe:
    """Whether the last readings of a series, counted back while they stay together, are enough and long enough."""
    last = series.rows[-1]
    run = _together(series.rows, look.params["points"])
    days = look.number("days")
    if len(run) < look.number("readings"):
        return NO
    long = _could_be_apart(look, run, days)
    sure = open_(NUMBER, *run) if any(value_of(fact) is None for fact in run) else YES
    lately = any_in(look.in_days(fact, days) for fact in run)
    found = all_of(long, sure, series.is_one, lately, not_(_tried(look, last)))
    return found.citing(*run)


def _could_be_apart(look: Look, run: list[Fact], days: int) -> Maybe:
    """Whether so many days or more could lie between the first and the last of some readings."""
    whens = [when_of(fact) for fact in run]
    start = whens[0].earliest
    ends = [when.latest for when in whens if when.earliest is not None and when.latest is not None]
    if start is None or len(ends) < len(run):
        return open_(look.undated(run[0]), run[0])
    enough = start + timedelta(days=days)
    look.looks.add(enough)
    return known(min(max(ends), look.as_of) >= enough)


def _together(rows: tuple[Fact, ...], points: float) -> list[Fact]:
    """The last readings whose highest and lowest lie within `points`; one without a number may be any."""
    run: list[Fact] = []
    values: list[float] = []
    for fact in reversed(rows):
        value = value_of(fact)
        if value is not None:
            if values and max(*values, value) - min(*values, value) > points:
                break
            values.append(value)
        run.insert(0, fact)
    return run


def _tried(look: Look, last: Fact) -> Maybe:
    """Whether the plan was changed, somebody visited jointly, or a group reflected, on or after the last reading."""
    untold = "It is not recorded what kind of reflection one of them was."
    reflected: Iterable[Maybe] = (
        all_of(look.is_one_of(fact, "kind", codes, untold), look.since(fact, last))
        for kind, codes in (("Reflection", GROUPS), ("Oversight", ("group_reflection",)))
        for fact in look.rows(kind)
    )
    changed = (look.since(fact, last) for fact in look.rows("PlanVersion"))
    joint = (look.since(fact, last) for fact in look.rows("Visit") if _is_joint(fact))
    hidden = look.unseen("Reflection", since=when_of(last).earliest)
    return any_of(
        decided(look, "change_of_plan", since=[last]), any_in(changed), any_in(joint), any_in(reflected), hidden
    )


def _is_joint(visit: Fact) -> bool:
    """Whether more than one person made a visit: a list of names, or names joined by a comma, "and", "&" or "with"."""
    names = [str(item) for item in visit.items("by") if str(item).strip()]
    return len(names) > 1 or any(re.search(r"[,;&+]|\band\b|\bwith\b|\bjoint", name, re.IGNORECASE) for name in names)


RP_04 = Check(
    id="RP-04",
    name="View moved, evidence did not",
    question="What have we seen or heard that moves our view?",
    theme="REFLECT-OPTIMISM",
    condition=(
        "One rater's number on a danger changed by 2 or more, up or down, or the level changed, and there is no new "
        "evidence between that a professional saw or the child told (E2)."
    ),
    prompts={
        Severity.SOON: (
            "On {day} {what} moved for {name}, and no new evidence is linked between. It may just not be linked: what "
            "have we seen or heard that moves our view?"
        )
    },
    parameters=(ours("points", 2, "points on the scale", "Up or down, by the same rater"),),
    kinds=("Involvement", "ScaleReading", "Evidence"),
    also_reads=("Person", "ThresholdDecision"),
    levels=("CIN", "CP", "S47", "CLA"),
    clears=("Evidence of grade E2 or better, dated between, is linked.", "The level decision names such evidence."),
    known_limits=("Evidence that stands only in the text of a visit is not seen.",),
    readings=(
        "Compared: the last reading with the most recent earlier one by the same rater that differs by so much; a "
        "group that agrees one value is a rater.",
        "Between: after the day of the earlier reading, up to and including the day of the later.",
        "The level changed: the last level decision with two different levels, or an open level that took over from "
        "another ending that day or the day before.",
    ),
    empties=Empties(
        asks=("Evidence",),
        uncounted=("Evidence.source_kind", "Evidence.observed_or_reported", "Evidence.date"),
        unsettled=("Involvement.level", "ScaleReading.value"),
    ),
    decide=view_moved,
)

RP_06 = Check(
    id="RP-06",
    name="Not moving",
    question="What might move this on?",
    theme="REFLECT-NEXT",
    condition=(
        "At child protection (or section 47, or looked after) the last 3 or more readings of one danger lie within 1 "
        "point, 90 days or more from first to last, the last not older than 90 days, and nothing new was tried since."
    ),
    prompts={
        Severity.SOON: (
            "The last {readings} or more readings of one danger for {name} lie close together. What might move this "
            "on: a joint visit, a genogram, someone new?"
        )
    },
    parameters=(
        ours("readings", 3, "readings", "At least"),
        ours("points", 1, "points on the scale", "Highest less lowest, at most"),
        ours("days", 90, "days", "From first to last at least; and how old the last may be"),
    ),
    kinds=("Involvement", "ScaleReading"),
    also_reads=("Person", "Decision", "PlanVersion", "Visit", "Reflection", "Oversight"),
    levels=AS_CHILD_PROTECTION,
    needs=("ScaleReading",),
    clears=(
        "A decision to change the plan, or a new version of it, on or after the last reading.",
        "A joint visit, or a group reflection, on or after the last reading.",
    ),
    known_limits=("A joint visit is seen where the visit names more than one person.",),
    readings=(
        "S47 and CLA are read as CP.",
        "Looked at for all raters together, and for each rater: either is enough.",
        "Counted back from the last reading while the readings stay together.",
    ),
    empties=Empties(
        asks=(),
        uncounted=("Reflection.kind", "Decision.what"),
        unsettled=("Involvement.level", "ScaleReading.value"),
    ),
    decide=not_moving,
)

CHECKS = (RP_04, RP_06)
