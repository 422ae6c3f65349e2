"""The shapes the parts of a review are drawn from (`reviews/part.jinja`): sections of cards, each with its links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import reverse

from sightline.access.policy import can
from sightline.kit.parts import Link, Row
from sightline.kit.words import day
from sightline.reviews import threads
from sightline.reviews.kinds import KINDS, kind_of
from sightline.reviews.models import CaseReview, Past, Written

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a frame. `tone` only underlines what the word says: red, amber, green, blue, purple, grey, dashed."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PastVersion:
    """How something stood before."""

    version: int
    until: datetime
    by: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing: heading, tags, text, labelled facts, what can be done with it, and how it stood before."""

    anchor: str
    heading: str
    href: str = ""
    tags: tuple[Tag, ...] = ()
    text: str = ""
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    past: tuple[PastVersion, ...] = ()
    cards: tuple[Card, ...] = ()
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `empty`: what is said when there is nothing."""

    anchor: str
    heading: str
    sentences: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part of a review. `title` holds no case; `heading` may."""

    title: str
    heading: str
    caption: str
    nav: tuple[Link, ...]
    sections: tuple[Section, ...]
    sentences: tuple[str, ...] = ()
    back: Link | None = field(default=None)


def navigation(review: CaseReview, worker: Worker, here: str, works: bool | None = None) -> tuple[Link, ...]:
    """The parts of a review this worker may open, and those that rooms above hang on.

    `works`: whether its work is open to them, where the caller knows it. One query otherwise, and those of the rooms.
    """
    parts = [("review", "Overview")]
    if can(worker, "review.work", review) if works is None else works:
        parts += [("opening", "Test, terms, people"), ("returns", "Agency returns"), ("episodes", "Practice episodes")]
    parts.append(("plan", "Plan and impact"))
    links = [Link(text, reverse(f"reviews:{name}", args=[review.key]), current=name == here) for name, text in parts]
    return (*links, *threads.parts_of(review, worker))


def write_link(review: CaseReview, code: str, words: str = "", **given: str) -> Link:
    """Where to write one more of a kind; `given` fills fields in beforehand."""
    query = "&".join(f"{name}={value}" for name, value in given.items())
    href = reverse("reviews:write", args=[review.key, code])
    return Link(words or KINDS[code].add, f"{href}?{query}" if query else href)


def amend_link(review: CaseReview, row: Written, words: str = "Change") -> Link:
    """Where to write a row anew."""
    return Link(words, reverse("reviews:amend", args=[review.key, kind_of(row).code, row.key]))


def pasts_of(rows: Iterable[Written]) -> dict[str, tuple[PastVersion, ...]]:
    """The earlier wordings of rows, by key, the newest first. One query for each model."""
    wanted: dict[str, dict[str, Written]] = {}
    for row in rows:
        if row.version > 1:
            wanted.setdefault(type(row).__name__, {})[row.key] = row
    found: dict[str, list[PastVersion]] = {}
    for kind, things in wanted.items():
        for past in Past.objects.filter(kind=kind, thing__in=things).select_related("by").order_by("-version"):
            rows_of = _past_rows(things[past.thing], past.content)
            version = PastVersion(past.version, past.superseded_at, str(past.by or "Sightline"), rows_of)
            found.setdefault(past.thing, []).append(version)
    return {key: tuple(versions) for key, versions in found.items()}


def _past_rows(row: Written, content: dict[str, Any]) -> tuple[Row, ...]:
    """The fields that stood otherwise, with their labels. Another row is not opened up for it."""
    labels = {name: str(f.label) for name, f in kind_of(row).form.base_fields.items() if f.label} if _typed(row) else {}
    found = []
    for f in row._meta.concrete_fields:
        if f.name not in content or f.is_relation or content[f.name] in ("", None, []):
            continue
        value = content[f.name]
        words = dict(f.choices or ()).get(value, value)
        shown = ", ".join(map(str, words)) if isinstance(words, list) else str(words)
        found.append(Row(labels.get(f.name, str(f.verbose_name).capitalize()), shown))
    return tuple(found)


def _typed(row: Written) -> bool:
    return any(kind.model is type(row) for kind in KINDS.values())


def written_by(row: Any) -> str:
    """Who wrote it and when, in grey under it."""
    return f"Written by {row.recorded_by or 'Sightline'}, {day(row.recorded_at.date())}"


def choice(row: Model, name: str) -> str:
    """A choice in words."""
    return str(getattr(row, f"get_{name}_display")())
