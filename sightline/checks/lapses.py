"""When an answer stops holding. It is never overruled by anybody: it runs out, or what it answered changes.

    will do           holds through its day
    not needed        holds 90 days, or until what it answered changes
    the other three   hold until what they answered changes

"What it answered changes" means that a fact was added or amended, or that the prompt became graver. A fact that only
grew too old to count changes nothing for the answer. When the prompt clears, there is nothing left to answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from sightline.checks.models import Answer, AnswerKind, Outcome
from sightline.people.facts import LONDON
from sightline.people.prepared import fetch

# Product rule, our default: a "not needed" is looked at again after three months.
NOT_NEEDED_DAYS = 90
WILL_DO_DAYS = 14
_GRAVITY = {"today": 0, "soon": 1, "reflect": 2}

CLEARED = "The prompt cleared."
DAY_PASSED = "Its day has passed."
NINETY_DAYS = f"{NOT_NEEDED_DAYS} days have passed."
FACTS_CHANGED = "What it answered has changed."
GRAVER = "The prompt has become more urgent."


def holds_until(kind: str, *, due: date | None, today: date) -> date | None:
    """The last day on which an answer given today holds by itself; None when only a change ends it."""
    if kind == AnswerKind.WILL_DO:
        return due
    return today + timedelta(days=NOT_NEEDED_DAYS) if kind == AnswerKind.NOT_NEEDED else None


def why_lapsed(answer: Answer, now: Outcome | None, on: date) -> str:
    """Why an answer no longer holds on a day, "" while it does. `now`: the check's current outcome on that child."""
    if answer.holds_until is not None and on > answer.holds_until:
        return DAY_PASSED if answer.kind == AnswerKind.WILL_DO else NINETY_DAYS
    if now is None or now.result != "ask":
        return CLEARED
    if now.pk == answer.outcome_id:
        return ""
    if _gravity(now) < _gravity(answer.outcome):
        return GRAVER
    if answer.kind != AnswerKind.WILL_DO and _facts(now) - _facts(answer.outcome):
        return FACTS_CHANGED
    return ""


def _gravity(outcome: Outcome) -> int:
    return _GRAVITY.get(outcome.severity or "", 3)


def _facts(outcome: Outcome) -> set[tuple[str, str]]:
    return {(fact["id"], fact["digest"]) for fact in outcome.facts}


def standing(child_ids: Iterable[int]) -> QuerySet[Answer]:
    """Answers that nobody has found lapsed, oldest first."""
    rows = Answer.objects.filter(child_id__in=list(child_ids), lapsed_at=None)
    return rows.select_related("outcome", "by", "second_reader").order_by("at", "pk")


def stamp(child_ids: Sequence[int], at: datetime) -> None:
    """Write down which answers have lapsed, so that one never comes back to hold because a fact went away again."""
    answers = fetch("standing answers", standing, child_ids=list(child_ids))
    if not answers:
        return
    rows = Outcome.objects.filter(child_id__in={answer.child_id for answer in answers}, ends_at=None)
    current = {(row.child_id, row.check_id): row for row in rows}
    day = at.astimezone(LONDON).date()
    lapsed = []
    for answer in answers:
        answer.lapsed_because = why_lapsed(answer, current.get((answer.child_id, answer.check_id)), day)
        if answer.lapsed_because:
            answer.lapsed_at = at
            lapsed.append(answer)
    if lapsed:
        Answer.objects.bulk_update(lapsed, ["lapsed_at", "lapsed_because"])
