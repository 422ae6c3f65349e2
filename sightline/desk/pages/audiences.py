"""Who reads which kind of entry by default, what the partnership changed of it, and the form that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from sightline.cases import usual
from sightline.cases.models.audience import DefaultAudience, Usual
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import day, first_small, moment

KEEPS = "What was written before keeps the readers it had then."


@dataclass(frozen=True)
class AudiencesPage:
    """Every kind with who reads it now."""

    kinds: Table
    may_set: bool


@dataclass(frozen=True)
class AudiencePage:
    """One kind: now, what it was before, and the form for whoever may change it."""

    heading: str
    facts: tuple[Row, ...]
    history: Table
    form: Any
    back: Link


def audiences_page(may_set: bool) -> AudiencesPage:
    """Build the page. One query."""
    now = usual.now_usual()
    rows = tuple(
        (
            Link(name, reverse("audience", args=[kind])),
            now[kind].label,
            _whose(now[kind], usual.shipped(kind)),
        )
        for kind, name in usual.KINDS.items()
    )
    return AudiencesPage(Table("Who reads what", ("Kind of entry", "Who reads it", "Whose rule"), rows), may_set)


def audience_page(kind: str, form: Any) -> AudiencePage:
    """Build the page of one kind. `form`: None for whoever may only see."""
    rows = usual.history(kind)
    now = usual.now_usual()[kind]
    ahead = [row for row in rows if row.starts_at > timezone.now()]
    facts = [Row("Who reads it now", now.label), Row("As it comes", usual.shipped(kind).label)]
    facts += [Row(f"From {day(timezone.localtime(row.starts_at).date())}", row.get_audience_display()) for row in ahead]
    head = ("Counts", "Who reads it", "Approved by", "Why", "Written down")
    empty = "It was never changed: it is as Sightline comes."
    table = Table("What the partnership has decided", head, tuple(_row(row) for row in rows), empty=empty)
    return AudiencePage(usual.KINDS[kind], tuple(facts), table, form, Link("Who reads what", reverse("audiences")))


def _row(row: DefaultAudience) -> tuple[str, ...]:
    until = f" until {_moment(row.ends_at)}" if row.ends_at else ""
    who = f"{moment(row.set_at)} by {row.set_by.name}"
    return (f"from {_moment(row.starts_at)}{until}", row.get_audience_display(), row.approved_by, row.reason, who)


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return day(local.date()) if (local.hour, local.minute) == (0, 0) else moment(at)


def _whose(now: Usual, shipped: Usual) -> str:
    if now == shipped:
        return "as it comes"
    return f"changed; as it comes: {first_small(shipped.label)}"
