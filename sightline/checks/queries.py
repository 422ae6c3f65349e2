"""Scoped reads for the pages of this room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from sightline.access.policy import scope
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Noted
from sightline.cases.noting import hidden_facts
from sightline.checks import policy
from sightline.checks.mapping import CASE_TABLES
from sightline.checks.models import Answer, Citation, Outcome
from sightline.learning.models import LearningPoint
from sightline.people.models import Person
from sightline.trail.models import Entry

if TYPE_CHECKING:
    from sightline.access.models import Worker

RECENT = timedelta(days=14)
NOTED = Noted.__name__.lower()
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


def child_of_outcome(key: str) -> str:
    """The key of the child an outcome is about, whoever asks; "" when there is none. Never told to the worker."""
    return Outcome.objects.filter(key=key).values_list("child__key", flat=True).first() or ""


def find_answer(worker: Worker, key: str) -> Answer | None:
    """The answer with this key, if the worker may be its second reader by role and child."""
    children = scope(worker, policy.SECOND_READ, Person.objects.all()).values("pk")
    return Answer.objects.select_related("child", "outcome", "by").filter(key=key, child_id__in=children).first()


def written_lately(child: Person, by: Worker) -> tuple[Written, ...]:
    """What was written on the child's record in the last 14 days and this worker may read, newest first, theirs before.

    Four queries at most.
    """
    rows = Entry.objects.filter(child=child.key, kind=Entry.Kind.CHANGE, at__gte=timezone.now() - RECENT)
    found = {
        fact: (kind.rpartition(".")[2].lower(), at, actor == str(by.pk))
        for kind, fact, at, actor in rows.order_by("seq").values_list("thing_kind", "thing_id", "at", "actor")
    }
    noted = {fact for fact, (kind, _, _) in found.items() if kind == NOTED}
    words = _noted_in_words(child, noted) if noted else {}
    words |= {fact: _KINDS[kind] for fact, (kind, _, _) in found.items() if kind in _KINDS}
    hidden = hidden_facts(words, by)
    shown = [(not own, -at.timestamp(), Written(fact, words[fact].capitalize(), at))
             for fact, (_, at, own) in found.items() if fact in words and fact not in hidden]  # fmt: skip
    return tuple(written for _, _, written in sorted(shown, key=lambda one: one[:2])[:12])


def _noted_in_words(child: Person, facts: Collection[str]) -> dict[str, str]:
    """What the entries of kinds without a table of their own are called, as far as they still stand."""
    rows = Noted.objects.filter(child=child, fact__in=facts, superseded_at=None).order_by("pk")
    return {str(fact): ENTRIES[kind].name for fact, kind in rows.values_list("fact", "kind") if kind in ENTRIES}


def published_points() -> list[LearningPoint]:
    """Every learning point a check may cite, by title."""
    return list(LearningPoint.objects.filter(state="published").order_by("title", "pk"))


def cited_points(check_id: str) -> set[int]:
    """The learning points a check cites now (primary keys)."""
    return set(Citation.objects.filter(check_id=check_id).values_list("point_id", flat=True))
