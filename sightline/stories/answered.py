"""Answers that people gave to past prompts, and a few to those of today: most were answered by doing, some in words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from sightline import trail
from sightline.access.models import Worker
from sightline.cases.models import Allocation
from sightline.checks import answers, lapses, replayed, run
from sightline.checks.models import Answer, Outcome, ReplaySpan
from sightline.people.models import Person
from sightline.stories.book import Book, seeded_key, working_hour

PAST, PRESENT = 90, 14
KINDS, WEIGHTS = ("will_do", "not_needed", "disagree", "data_wrong"), (45, 25, 20, 10)
REASONS = {
    "will_do": ("", "Visit booked."),
    "not_needed": ("Grandmother brings him and the clinic rings her direct.", "Seen by the health visitor on Tuesday."),
    "disagree": (
        "The interval was agreed with the chair because of the new baby.",
        "Asking again would break trust now.",
    ),
    "data_wrong": ("That appointment was his sister's.", "The date was typed as last year's."),
}


def past(seed: str, today: date, book: Book, leave_out: Sequence[Person]) -> None:
    """Keep the outcome of some past prompts as it was on the day, with the answer somebody gave.

    Needs the replay up to yesterday; to be called before any present outcome is decided, because outcomes follow each
    other in time.
    """
    rng = random.Random(f"{seed}/answers")
    begin = today - timedelta(days=400)
    spans = list(
        ReplaySpan.objects.filter(result="ask", starts_on__gte=begin, ends_on__lt=today - timedelta(days=2))
        .exclude(child__in=leave_out)
        .select_related("child")
        .order_by("starts_on", "child_id", "check_id")
    )
    chosen = sorted(rng.sample(range(len(spans)), min(PAST, len(spans))))
    leads = _leads()
    for index in chosen:
        span = spans[index]
        long_enough = (span.ends_on - span.starts_on).days >= 1
        if long_enough and span.child_id in leads:
            _answer_then(rng, span, leads[span.child_id], book)


def _leads() -> dict[int, Worker]:
    rows = Allocation.objects.filter(role="lead").select_related("worker__agency")
    return {row.child_id: row.worker for row in rows}


def _answer_then(rng: random.Random, span: ReplaySpan, lead: Worker, book: Book) -> None:
    asked = working_hour(rng, span.starts_on)
    latest = Outcome.objects.filter(child=span.child).order_by("-looked_at").first()
    if latest is not None and latest.looked_at >= asked:
        return  # another prompt of this child was told of later already
    run.decide_many([span.child_id], at=asked)
    outcome = Outcome.objects.filter(child=span.child, check_id=span.check_id, ends_at=None, result="ask").first()
    if outcome is None:
        return
    at = min(asked + timedelta(hours=rng.randint(1, 20)), working_hour(rng, span.ends_on))
    kind = rng.choices(KINDS, WEIGHTS)[0]
    due = at.date() + timedelta(days=rng.randint(1, 12)) if kind == "will_do" else None
    row = Answer.objects.create(
        key=seeded_key(rng),
        outcome=outcome,
        child=span.child,
        check_id=span.check_id,
        kind=kind,
        reason=rng.choice(REASONS[kind]),
        due=due,
        who=lead.name if due else "",
        by=lead,
        at=max(at, asked),
        holds_until=lapses.holds_until(kind, due=due, today=at.date()),
    )
    book.lines.append(trail.Row("checks.answer", by=lead, child=span.child.key, thing=("Answer", row.key), at=row.at))
    run.decide_many([span.child_id], at=working_hour(rng, span.ends_on + timedelta(days=1)))


def present(seed: str, today: date, leave_out: Sequence[Person]) -> None:
    """Answer a few of today's prompts, the way a worker would."""
    rng = random.Random(f"{seed}/present answers")
    leads = _leads()
    asking = list(
        Outcome.objects.filter(result="ask", ends_at=None)
        .exclude(child__in=leave_out)
        .select_related("child")
        .order_by("child_id", "check_id")
    )
    for outcome in rng.sample(asking, min(PRESENT, len(asking))):
        lead = leads.get(outcome.child_id)
        if lead is None:
            continue
        kind = rng.choices(KINDS, WEIGHTS)[0]
        due = today + timedelta(days=rng.randint(1, 12)) if kind == "will_do" else None
        try:
            answers.answer(
                outcome, by=lead, kind=kind, reason=rng.choice(REASONS[kind]), due=due, who=lead.name if due else ""
            )
        except (answers.NotAllowed, answers.Incomplete, answers.NoLongerAsked):
            continue  # e.g. a demonstration of another day than today's


def replay(today: date) -> int:
    """What every check would have said of every child up to yesterday."""
    return replayed.replay_to(today - timedelta(days=1))
