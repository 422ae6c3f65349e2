"""How many similar children a check asked about in a span, and what came of it: what hindsight must stand beside.

Similar: another child with an open involvement, in the span, at one of the levels that this child had in it. Asked:
kept outcomes only, that is, what the check really asked while it was on or watching; nothing is replayed for them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from sightline.cases.models import Involvement
from sightline.checks.models import Answer, AnswerKind, Outcome
from sightline.domain.disclosure.small_numbers import INTERNAL, fewer_than
from sightline.people.facts import LONDON, end_of_day
from sightline.people.models import Person


@dataclass(frozen=True, slots=True)
class Beside:
    """The other children: how many are similar, about how many a check asked, and what came of it, in words."""

    similar: str
    asked: dict[str, str]
    came_of_it: dict[str, str]


def beside(child: Person, check_ids: Collection[str], first: date, last: date) -> Beside:
    """What stands beside a replay of one child. Small numbers are hidden. Five queries."""
    return beside_these(_similar(child, first, last), check_ids, first, last)


def beside_these(others: Collection[int], check_ids: Collection[str], first: date, last: date) -> Beside:
    """The same beside children that somebody has found to be similar (primary keys)."""
    start, end = datetime.combine(first, time.min, LONDON), end_of_day(last)
    rows = Outcome.objects.filter(
        Q(ends_at=None) | Q(ends_at__gte=start),
        check_id__in=list(check_ids), result="ask", starts_at__lte=end, child_id__in=others,
    )  # fmt: skip
    asked: dict[str, set[int]] = {key: set() for key in check_ids}
    still: dict[str, set[int]] = {key: set() for key in check_ids}
    for key, pk, ends in rows.values_list("check_id", "child_id", "ends_at"):
        asked[key].add(pk)
        if ends is None or ends > end:
            still[key].add(pk)
    needless: dict[str, set[int]] = {key: set() for key in check_ids}
    kinds = (AnswerKind.NOT_NEEDED, AnswerKind.DISAGREE)
    answers = Answer.objects.filter(check_id__in=list(check_ids), kind__in=kinds, child_id__in=others)
    for key, pk in answers.filter(at__gte=start, at__lte=end).values_list("check_id", "child_id"):
        needless[key].add(pk)
    ever = set(Outcome.objects.filter(check_id__in=list(check_ids)).values_list("check_id", flat=True).distinct())
    return Beside(
        similar=_children(len(others)),
        asked={key: _children(len(found)) if key in ever else NOT_ON for key, found in asked.items()},
        came_of_it={
            key: _came_of_it(len(found), len(found - still[key]), len(needless[key] & found)) if key in ever else ""
            for key, found in asked.items()
        },
    )


NOT_ON = "not known: the check was not on"


def _similar(child: Person, first: date, last: date) -> set[int]:
    """Other children (primary keys) with an involvement in the span at a level that this child had in it."""
    own = set(_within(first, last).filter(child=child).values_list("level", flat=True))
    return set(_within(first, last).filter(level__in=own).exclude(child=child).values_list("child_id", flat=True))


def at_levels(levels: Collection[str], first: date, last: date) -> set[int]:
    """Children (primary keys) with an involvement in the span at one of these levels."""
    return set(_within(first, last).filter(level__in=list(levels)).values_list("child_id", flat=True))


def _within(first: date, last: date) -> QuerySet[Involvement]:
    within = Involvement.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), superseded_at=None)
    return within.filter(Q(starts_on=None) | Q(starts_on__lte=last))


def _children(number: int) -> str:
    return f"{fewer_than(INTERNAL)} children" if number < INTERNAL else f"{number} children"


def _came_of_it(asked: int, cleared: int, needless: int) -> str:
    """Whole sentences; where a part is small, only that it is."""
    if asked < INTERNAL:
        return ""
    return f"No longer asked by the end: {_small(cleared)}. Answered “not needed” or “disagree”: {_small(needless)}."


def _small(number: int) -> str:
    return fewer_than(INTERNAL) if number < INTERNAL else str(number)
