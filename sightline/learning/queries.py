"""Reads of the library. What leaves here about a point's content has been through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import scope
from sightline.kit.parts import Link
from sightline.learning.gate import PointView, views_of
from sightline.learning.models import LearningPoint, Sharing
from sightline.learning.search import Hit, in_group, search
from sightline.learning.snippets import snippet
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import Finding


def find_point(worker: Worker, key: str, action: str = "learning.view") -> LearningPoint | None:
    """The learning point with this key if the worker may do `action` to it, else None."""
    return scope(worker, action, LearningPoint.objects.all()).filter(key=key).first()


def find_sharing(worker: Worker, key: str) -> Sharing | None:
    """A sharing with the worker's own team, else None."""
    rows = scope(worker, "learning.acknowledge", Sharing.objects.select_related("point"))
    return rows.filter(key=key).distinct().first()


MOST_TEAMS = 4  # named one by one; more are counted


def library(worker: Worker, *, words: str = "", group: str = "") -> list[Hit]:
    """Everything in the library for this worker: what fits the words, or all of it, newest first."""
    if words.strip():
        return search(words, worker, group=group)
    rows = scope(worker, "learning.view", LearningPoint.objects.all()).order_by("-published_at", "-written_at", "-pk")
    points = [point for point in rows if not group or in_group(point, group)]
    return [Hit(view, snippet(view.lesson, ())) for view in views_of(points, worker)]


def points_from(findings: Iterable[Finding], worker: Worker) -> dict[int, tuple[Link, ...]]:
    """Links to the learning written from each finding, by the finding's primary key: for a review's page."""
    rows = LearningPoint.findings.through.objects.filter(finding__in=[f.pk for f in findings])
    pairs = list(rows.values_list("finding_id", "learningpoint_id"))
    points = LearningPoint.objects.in_bulk({point for _finding, point in pairs})
    links = {view.pk: _link(view) for view in views_of(points.values(), worker)}
    found: dict[int, tuple[Link, ...]] = {}
    for finding, point in sorted(pairs):
        if point in links:
            found[finding] = (*found.get(finding, ()), links[point])
    return found


def _link(view: PointView) -> Link:
    note = "draft" if view.state == "draft" else ""
    return Link(view.title, reverse("learning:point", args=[view.key]), note=note)


@dataclass(frozen=True, slots=True)
class Shared:
    """When and how a point was shared. `audience` only for those who may know where the point came from."""

    on: date
    how: str
    audience: str


def sharings(point: LearningPoint, view: PointView) -> tuple[Shared, ...]:
    """When the point was shared, latest first. Who the audience was could narrow where it came from: gated too."""
    named = view.inside or bool(view.sources)
    rows = point.sharings.order_by("-on", "-pk").prefetch_related("teams")
    return tuple(Shared(row.on, row.how, _audience(row) if named else "") for row in rows)


def _audience(row: Sharing) -> str:
    teams = [team.name for team in row.teams.all()]
    named = teams if len(teams) <= MOST_TEAMS else [f"{len(teams)} teams"]
    return ", ".join(filter(None, (*named, row.audience)))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier wording of a point."""

    version: int
    until: datetime
    by: str
    title: str
    lesson: str
    try_this: str
    detail: str


def earlier_wordings(point: LearningPoint, view: PointView) -> tuple[Earlier, ...]:
    """Earlier wordings, latest first; only inside the gate, since one may be why a wording was changed."""
    if not view.inside:
        return ()
    rows = point.past.select_related("by").order_by("-version")
    texts = ("title", "lesson", "try_this", "detail")
    return tuple(
        Earlier(
            version=row.version,
            until=row.superseded_at,
            by=str(row.by or "Sightline"),
            **{name: str(row.content.get(name, "")) for name in texts},
        )
        for row in rows
    )


def points_behind(points: Sequence[LearningPoint], worker: Worker) -> dict[int, PointView]:
    """Views of many points by primary key, as this worker may see them: for rooms that cite them."""
    return {view.pk: view for view in views_of(points, worker)}


def names_reviews(worker: Worker) -> bool:
    """Whether there is any review whose page list would not be empty for this worker."""
    return scope(worker, "review.list", CaseReview.objects.all()).exists()
