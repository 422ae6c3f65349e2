"""Writing and amending what belongs to a review: each deed, the earlier wording and the trail entry in one transaction.

One pair of verbs for every kind of `kinds.py`. No entry here names a child (see `changes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction
from django.db.models import Max

from sightline import trail
from sightline.domain import reviews as rules
from sightline.kit.at_once import unless_taken
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.changes import STANDS_ASIDE, Refused
from sightline.reviews.models import (
    AgencyReturn,
    CaseReview,
    Evidence,
    Panellist,
    Past,
    Proceeding,
    QuestionAnswer,
    ReturnMove,
    ReviewMember,
    Written,
)
from sightline.reviews.threads import facts_closed

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["ChangedMeanwhile", "Refused"]

W = TypeVar("W", bound=Written)
NOT_CONTENT = frozenset({"id", "key", "review", "version", "recorded_at", "recorded_by"})


@transaction.atomic
def write_item(model: type[W], review: CaseReview, *, by: Worker, values: Mapping[str, Any]) -> W:
    """Write something about a review. Its number, if it has one, is the next. Raises Refused if it is there."""
    CaseReview.objects.select_for_update().get(pk=review.pk)  # two at once do not get one number
    row = model(review=review, recorded_by=by, **values)
    if hasattr(row, "number"):
        row.number = (model._default_manager.filter(review=review).aggregate(last=Max("number"))["last"] or 0) + 1
    _save(row)
    if isinstance(row, AgencyReturn):
        ReturnMove.objects.create(of=row, to_state=row.state, on=row.asked_on, by=by)
    _follow(row, by)
    _trail("write", by, row)
    return row


@transaction.atomic
def amend_item(row: W, *, by: Worker, seen_version: int, values: Mapping[str, Any]) -> W:
    """Write it anew; the earlier wording stays readable. Raises ChangedMeanwhile, Refused."""
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if current.version != seen_version:
        raise ChangedMeanwhile
    if isinstance(current, Evidence) and current.decision != Evidence.Decision.WAITING:
        raise Refused("This evidence has been judged. Write new evidence instead of changing what was judged.")
    before = content_of(current)
    for name, value in values.items():
        setattr(current, name, value)
    if content_of(current) == before:
        return current
    keep_past(current, before, by)
    current.version += 1
    _save(current)
    _follow(current, by)
    _trail("amend", by, current)
    return current


def keep_past(row: Written, content: dict[str, Any], by: Worker | None) -> None:
    """Keep how it stood."""
    Past.objects.create(kind=type(row).__name__, thing=row.key, version=row.version, content=content, by=by)


def content_of(row: Written) -> dict[str, Any]:
    """The fields of a row as JSON holds them; another row is held by its primary key."""
    fields = [f for f in row._meta.concrete_fields if f.name not in NOT_CONTENT]
    return {field.name: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _save(row: models.Model) -> None:
    with unless_taken(Refused("That is written down already. Open the one that is there and amend it.")):
        row.save()


def _follow(row: Written, by: Worker) -> None:
    """What else becomes of it: what may leave the review now, who is named on it, or stands aside."""
    if isinstance(row, Proceeding):
        _hold_back(row.review, by)
    if not isinstance(row, Panellist) or row.worker is None:
        return
    if row.worker.role == "administrator":
        raise Refused("An administrator sees no case content and cannot take part in a review.")
    CaseReview.objects.select_for_update().get(pk=row.review_id)  # nobody names them on it at this moment
    aside = row.interest == Panellist.Interest.ASIDE
    member = ReviewMember.objects.filter(review=row.review_id, worker=row.worker).first()
    if aside:
        level = STANDS_ASIDE
    elif member is None or member.level == STANDS_ASIDE:
        level = 1
    else:
        level = member.level
    words = row.get_part_display()
    ReviewMember.objects.update_or_create(
        review=row.review, worker=row.worker, defaults={"level": level, "role": words}
    )


def _hold_back(review: CaseReview, by: Worker) -> None:
    """Ask the gate again what may leave the review. What was let out before closes at once (rules G2 and G3)."""
    current = CaseReview.objects.select_for_update().get(pk=review.pk)
    facts, learning = what_waits(current)
    if (facts, learning) == (current.facts_wait, current.learning_waits):
        return
    closes = facts and not current.facts_wait
    current.facts_wait, current.learning_waits = facts, learning
    current.save(update_fields=["facts_wait", "learning_waits"])
    content = {"facts_wait": facts, "learning_waits": learning}
    trail.record(verb="reviews.hold_back", by=by, thing=("CaseReview", current.key), content=content)
    if closes:
        facts_closed(current, by)


def what_waits(review: CaseReview) -> tuple[bool, bool]:
    """Whether case facts wait, and whether learning does, because of what runs beside the review. One query."""
    beside = [row.beside for row in Proceeding.objects.filter(review=review).order_by("pk")]
    return bool(rules.why_facts_wait(beside)), bool(rules.why_learning_waits(beside))


def _trail(deed: str, by: Worker, row: Written) -> None:
    kind = type(row).__name__
    content = content_of(row) | {"review": row.review_id, "version": row.version}
    trail.record(verb=f"reviews.{deed}_{_snake(kind)}", by=by, thing=(kind, row.key), content=content)


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


@transaction.atomic
def answer_test(
    review: CaseReview, *, by: Worker, regime: str, answers: Mapping[str, tuple[str, str]], seen: Mapping[str, int]
) -> None:
    """Write down the answers to a regime's test (question: answer and reasons); earlier answers stay readable.

    `seen`: the version of each answer as it was read. Raises ChangedMeanwhile when somebody answered in between.
    """
    CaseReview.objects.select_for_update().get(pk=review.pk)
    stands = {row.question: row for row in QuestionAnswer.objects.filter(review=review, regime=regime)}
    if {code: row.version for code, row in stands.items()} != dict(seen):
        raise ChangedMeanwhile
    asked = {question.code: question.ask for question in rules.regime(regime).questions}
    for code, (answer, reasons) in answers.items():
        values = {"answer": answer, "reasons": reasons}
        if code in stands:
            amend_item(stands[code], by=by, seen_version=stands[code].version, values=values)
        else:
            more = {"regime": regime, "question": code, "asked": asked[code]}
            write_item(QuestionAnswer, review, by=by, values=values | more)


def last_past(row: Written) -> Past | None:
    """How it stood before its present wording, with whoever wrote that."""
    kept = Past.objects.filter(kind=type(row).__name__, thing=row.key).select_related("by")
    return kept.order_by("-version").first()
