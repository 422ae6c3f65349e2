"""Answering a prompt: five answers, each complete in itself, and the second reading of those to a `today` prompt.

An answer says something about the prompt, the record or the plan; none of them says anything about the worker. Each
is written with its trail entry in one transaction. Nobody is refused for disagreeing; what is refused is an answer
that would not hold (no date, no reason), and the refusal says what is missing.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.cases.models import Noted
from sightline.checks import lapses, standards
from sightline.checks.mapping import CASE_TABLES
from sightline.checks.models import Answer, AnswerKind, Citation, Outcome
from sightline.checks.policy import NotAllowed, check_may_answer, check_may_cite, check_may_second_read
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.dates import in_words
from sightline.kit.at_once import as_it_stands

if TYPE_CHECKING:
    from collections.abc import Collection

    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint
    from sightline.people.models import Person

__all__ = [
    "AnsweredMeanwhile",
    "Incomplete",
    "NoLongerAsked",
    "NotAllowed",
    "answer",
    "choose_citations",
    "second_read",
]

NEEDS_REASON = {
    AnswerKind.NOT_NEEDED: "Say in a few words why it is not needed.",
    AnswerKind.DISAGREE: "Say in a few words why you disagree.",
    AnswerKind.DATA_WRONG: "Say what is wrong with what the record shows.",
}
REPLACED = "Another answer was given."
ASKS_ANEW = (
    "The record has changed since you opened this page, so the question has changed too. Please read it again; "
    "what you wrote is still here."
)
HAS_CLEARED = (
    "The record has changed since you opened this page and this question has cleared. Nothing needs answering."
)


class Incomplete(Exception):
    """The answer cannot be kept as it is. `problems`: field name to one sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class NoLongerAsked(Exception):
    """The record has changed since the page was opened. `now`: what the check asks now; None: it asks nothing."""

    def __init__(self, now: Outcome | None) -> None:
        self.now = now
        super().__init__(ASKS_ANEW if now else HAS_CLEARED)


class AnsweredMeanwhile(Exception):
    """Somebody else answered since the page was opened. `other`: their answer."""

    def __init__(self, other: Answer) -> None:
        self.other = other
        super().__init__(
            f"{other.by.name} answered this while you were writing. Read their answer; yours is still here and can "
            "replace it."
        )


@transaction.atomic
def answer(
    outcome: Outcome,
    *,
    by: Worker,
    kind: str,
    reason: str = "",
    due: date | None = None,
    who: str = "",
    recorded_fact: uuid.UUID | str | None = None,
    seen: str | None = None,
) -> Answer:
    """Keep an answer to a prompt. An earlier answer to the same prompt lapses.

    `seen`: key of the answer the page showed, "" for none; None: don't ask whether somebody else answered meanwhile.
    Raises NotAllowed, NoLongerAsked, AnsweredMeanwhile, Incomplete.
    """
    check_may_answer(by, outcome.child)
    trail.take_turn()
    current = _still_asked(outcome)
    before = [row for row in lapses.standing([current.child_id]) if row.check_id == current.check_id]
    if seen is not None and before and before[-1].key != seen:
        raise AnsweredMeanwhile(before[-1])
    fact = _check(current, kind, reason, due, who, recorded_fact)
    row = Answer.objects.create(
        outcome=current,
        child=current.child,
        check_id=current.check_id,
        kind=kind,
        reason=reason.strip(),
        due=due if kind == AnswerKind.WILL_DO else None,
        who=who.strip() if kind == AnswerKind.WILL_DO else "",
        recorded_fact=fact,
        by=by,
        holds_until=lapses.holds_until(kind, due=due, today=standards.today()),
    )
    _replace(before, row)
    trail.record(verb="checks.answer", by=by, child=current.child.key, thing=("Answer", row.key), content=_content(row))
    return row


def _still_asked(outcome: Outcome) -> Outcome:
    """The outcome, locked, if it is what the check asks now."""
    rows = Outcome.objects.select_for_update(of=("self",)).select_related("child")
    rows = rows.filter(child_id=outcome.child_id, check_id=outcome.check_id, ends_at=None)
    now = as_it_stands(rows)
    asks = now is not None and now.result == "ask"
    if now is None or not asks or now.pk != outcome.pk:
        raise NoLongerAsked(now if asks else None)
    return now


def _check(
    outcome: Outcome, kind: str, reason: str, due: date | None, who: str, fact: uuid.UUID | str | None
) -> uuid.UUID | None:
    problems: dict[str, str] = {}
    if kind not in AnswerKind.values:
        problems["kind"] = "Choose one of the five answers."
    if kind in NEEDS_REASON and not reason.strip():
        problems["reason"] = NEEDS_REASON[AnswerKind(kind)]
    if kind == AnswerKind.WILL_DO:
        problems |= _check_promise(outcome, due, who)
    found = _fact_on_record(outcome.child, fact) if kind == AnswerKind.RECORDED_NOW else None
    if kind == AnswerKind.RECORDED_NOW and found is None:
        problems["recorded_fact"] = "Choose what you recorded. If it is not there yet, record it first."
    if problems:
        raise Incomplete(problems)
    return found


def _check_promise(outcome: Outcome, due: date | None, who: str) -> dict[str, str]:
    problems: dict[str, str] = {}
    today = standards.today()
    last = today + timedelta(days=lapses.WILL_DO_DAYS)
    if due is None:
        problems["due"] = "Give the date by which it will be done."
    elif not today <= due <= last:
        problems["due"] = f"The date needs to be between today and {in_words(last)}, at most 14 days ahead."
    if not who.strip():
        problems["who"] = "Say who will do it."
    earlier = promised(outcome)
    if earlier is not None and earlier.due is not None:
        problems["kind"] = (
            f"A date was already given for this prompt ({in_words(earlier.due)}), and that can be done once. "
            "Choose another answer, or talk it through with your supervisor."
        )
    return problems


def promised(outcome: Outcome) -> Answer | None:
    """The "will do by" already given to this prompt since it began to ask; there can be only one."""
    rows = Answer.objects.filter(child_id=outcome.child_id, check_id=outcome.check_id, kind=AnswerKind.WILL_DO)
    return rows.filter(at__gte=outcome.asks_since or outcome.starts_at).first()


def _fact_on_record(child: Person, fact: uuid.UUID | str | None) -> uuid.UUID | None:
    try:
        identity = uuid.UUID(str(fact))
    except ValueError:
        return None
    on_record = any(
        model._default_manager.filter(fact=identity, superseded_at=None, child=child).exists()
        for model in (Noted, *(table.model for table in CASE_TABLES))
    )
    return identity if on_record else None


def _replace(before: Collection[Answer], row: Answer) -> None:
    ids = [old.pk for old in before]
    Answer.objects.filter(pk__in=ids).update(lapsed_at=row.at, lapsed_because=REPLACED)


def _content(row: Answer) -> dict[str, object]:
    return {
        "check": row.check_id,
        "outcome": row.outcome.key,
        "kind": row.kind,
        "reason": row.reason,
        "due": str(row.due or ""),
        "who": row.who,
        "recorded_fact": str(row.recorded_fact or ""),
    }


@transaction.atomic
def second_read(row: Answer, *, by: Worker) -> Answer:
    """Keep that a second person has read an answer. Read already: the first reading stands.

    Raises NotAllowed when the reader is the one who answered, or does not supervise the child's work.
    """
    trail.take_turn()
    row = Answer.objects.select_for_update(of=("self",)).select_related("outcome", "child").get(pk=row.pk)
    check_may_second_read(by, row)
    if row.second_read_at is not None:
        return row
    row.second_reader, row.second_read_at = by, timezone.now()
    row.save(update_fields=["second_reader", "second_read_at"])
    trail.record(
        verb="checks.second_read", by=by, child=row.child.key, thing=("Answer", row.key), content={"answer": row.key}
    )
    return row


@transaction.atomic
def choose_citations(check_id: str, *, by: Worker, points: Collection[LearningPoint]) -> tuple[int, int]:
    """Let a check cite exactly these learning points; returns how many were added and taken away.

    Raises NotAllowed; ValueError for a check that is not in the catalogue or a point that is not published.
    """
    check_may_cite(by)
    if check_id not in CATALOGUE or any(point.state != "published" for point in points):
        raise ValueError("Only published learning can be cited, and only by a check of the catalogue.")
    wanted = {point.pk for point in points}
    kept = set(Citation.objects.filter(check_id=check_id).values_list("point_id", flat=True))
    Citation.objects.filter(check_id=check_id, point_id__in=kept - wanted).delete()
    Citation.objects.bulk_create(
        [Citation(check_id=check_id, point=point, by=by) for point in points if point.pk not in kept],
        ignore_conflicts=True,  # somebody else may choose the same at this moment
    )
    if wanted != kept:
        content = {"check": check_id, "points": sorted(point.key for point in points)}
        trail.record(verb="checks.choose_citations", by=by, thing=("Check", check_id), content=content)
    return len(wanted - kept), len(kept - wanted)
