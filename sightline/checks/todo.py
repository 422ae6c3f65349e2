"""Two lists that come from answers: what was promised by a day, and what waits for a second person's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import scope
from sightline.checks import policy, standards
from sightline.checks.models import Answer, AnswerKind
from sightline.checks.prompts import Given, given_of
from sightline.domain.checks.library import CATALOGUE
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Promise:
    """A "will do by" that still stands."""

    child: Person
    check_id: str
    name: str
    due: date
    who: str
    answer_href: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer to a `today` prompt that waits for a second person."""

    child: Person
    check_id: str
    name: str
    asked: str
    given: Given

    @property
    def href(self) -> str:
        """Where to say that one has read it."""
        return reverse("checks:second_read", args=[self.given.key])

    @property
    def child_href(self) -> str:
        """The child's record, to look at before saying so."""
        return reverse("child", args=[self.child.key])

    @property
    def said(self) -> str:
        """The answer in words, without the name of who will do it where that is who answered."""
        return self.given.words.removesuffix(f" ({self.given.by})")


def promises(worker: Worker) -> list[Promise]:
    """What was promised about the children this worker may answer for and is not done yet, soonest first."""
    rows = _answers(worker, "checks.answer").filter(
        kind=AnswerKind.WILL_DO, lapsed_at=None, due__gte=standards.today(), outcome__ends_at=None
    )
    return [
        Promise(
            row.child, row.check_id, _name(row.check_id), row.due, _who(row),
            reverse("checks:answer", args=[row.outcome.key]),
        )
        for row in rows.order_by("due", "pk")
        if row.due is not None
    ]  # fmt: skip


def promised_about(child: Person) -> list[tuple[date, str, str]]:
    """What was promised about one child and is not done yet, soonest first: by when, what, who."""
    rows = Answer.objects.filter(
        child=child, kind=AnswerKind.WILL_DO, lapsed_at=None, due__gte=standards.today(), outcome__ends_at=None
    )
    return [(row.due, _name(row.check_id), _who(row)) for row in rows.order_by("due", "pk") if row.due is not None]


def _who(row: Answer) -> str:
    return f"{row.who}, passed on to {row.passed_to.name}" if row.passed_to else row.who


def to_read(worker: Worker) -> list[Reading]:
    """Answers that wait for this worker's second reading, oldest first: lapsed or not, until somebody has read them."""
    rows = _answers(worker, policy.SECOND_READ).filter(outcome__severity="today", second_read_at=None)
    rows = rows.exclude(kind=AnswerKind.RECORDED_NOW).exclude(by=worker)
    return [
        Reading(row.child, row.check_id, _name(row.check_id), row.outcome.prompt, given_of(row))
        for row in rows.order_by("at", "pk")
    ]


def _answers(worker: Worker, action: str):  # type: ignore[no-untyped-def]
    children = scope(worker, action, Person.objects.all()).values("pk")
    rows = Answer.objects.filter(child_id__in=children)
    return rows.select_related("child", "outcome", "by", "second_reader", "passed_to")


def _name(check_id: str) -> str:
    check = CATALOGUE.get(check_id)
    return check.name if check else check_id
