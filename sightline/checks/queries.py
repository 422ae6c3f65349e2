"""Scoped reads for the pages of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from sightline.access.policy import scope
from sightline.checks import policy
from sightline.checks.mapping import CASE_TABLES
from sightline.checks.models import Answer, Citation, Outcome
from sightline.learning.models import LearningPoint
from sightline.people.models import Person
from sightline.trail.models import Entry

if TYPE_CHECKING:
    from sightline.access.models import Worker

RECENT = timedelta(days=14)
_KINDS = {table.kind.lower(): str(table.model._meta.verbose_name) for table in CASE_TABLES}


@dataclass(frozen=True, slots=True)
class Written:
    """A fact written on a child's record lately: what kind it is, and when it was written."""

    fact: str
    words: str
    at: datetime


def find_outcome(worker: Worker, key: str) -> Outcome | None:
    """The outcome with this key, if the worker may answer prompts about its child; None whatever the reason."""
    children = scope(worker, "checks.answer", Person.objects.all()).values("pk")
    return Outcome.objects.select_related("child").filter(key=key, child_id__in=children).first()


def current_of(outcome: Outcome) -> Outcome | None:
    """What the same check asks of the same child now, if it asks."""
    rows = Outcome.objects.filter(child_id=outcome.child_id, check_id=outcome.check_id, ends_at=None, result="ask")
    return rows.select_related("child").first()


def outcome_exists(key: str) -> bool:
    """Whether there is such an outcome at all: for the security log alone."""
    return Outcome.objects.filter(key=key).exists()


def find_answer(worker: Worker, key: str) -> Answer | None:
    """The answer with this key, if the worker may be its second reader by role and child."""
    children = scope(worker, policy.SECOND_READ, Person.objects.all()).values("pk")
    return Answer.objects.select_related("child", "outcome", "by").filter(key=key, child_id__in=children).first()


def written_lately(child: Person, by: Worker) -> tuple[Written, ...]:
    """What was written on the child's record in the last 14 days, this worker's own first, then newest first."""
    rows = Entry.objects.filter(child=child.key, kind=Entry.Kind.CHANGE, at__gte=timezone.now() - RECENT)
    found: dict[str, tuple[bool, Written]] = {}
    for kind, fact, at, actor in rows.order_by("seq").values_list("thing_kind", "thing_id", "at", "actor"):
        words = _KINDS.get(kind.rpartition(".")[2].lower())
        if words is not None:
            found[fact] = (actor == str(by.pk), Written(fact, words.capitalize(), at))
    ordered = sorted(found.values(), key=lambda pair: (not pair[0], -pair[1].at.timestamp()))
    return tuple(written for _, written in ordered[:12])


def published_points() -> list[LearningPoint]:
    """Every learning point a check may cite, by title."""
    return list(LearningPoint.objects.filter(state="published").order_by("title", "pk"))


def cited_points(check_id: str) -> set[int]:
    """The learning points a check cites now (primary keys)."""
    return set(Citation.objects.filter(check_id=check_id).values_list("point_id", flat=True))
