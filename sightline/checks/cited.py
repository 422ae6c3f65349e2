"""The learning a check cites, through the gate: as this viewer may read it, and never on the wrong record.

A point that rests on an unpublished review is not cited on the record of that review's subjects, their household or
relatives. It is left out without a word: a gap that explains itself would tell that this family was reviewed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.checks.models import Citation
from sightline.learning.citing import blocked_points
from sightline.learning.gate import PointView, views_of, where_from

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Learning:
    """A learning point as cited: its lesson, and where it comes from as far as this viewer may know."""

    key: str
    title: str
    lesson: str
    source_words: str

    @property
    def href(self) -> str:
        """Its page in the library."""
        return reverse("learning:point", args=[self.key])


def cited_by(
    check_ids: Collection[str], child_ids: Collection[int], viewer: Worker
) -> dict[int, dict[str, tuple[Learning, ...]]]:
    """For each child (primary key) and check, the learning that may be cited on that child's record."""
    by_check = _points(check_ids, viewer)
    if not by_check or not child_ids:
        return {}
    blocked = blocked_points(child_ids)
    return {
        child: {
            check: tuple(_learning(view) for view in views if view.pk not in blocked[child])
            for check, views in by_check.items()
        }
        for child in child_ids
    }


def cited(check_id: str, viewer: Worker) -> tuple[Learning, ...]:
    """The learning a check cites, on a page that is about no child."""
    return tuple(_learning(view) for view in _points([check_id], viewer).get(check_id, ()))


def _points(check_ids: Collection[str], viewer: Worker) -> dict[str, list[PointView]]:
    rows = Citation.objects.filter(check_id__in=list(check_ids), point__state="published")
    citations = list(rows.select_related("point").order_by("cited_at", "pk"))
    points = {citation.point_id: citation.point for citation in citations}
    views = {view.pk: view for view in views_of(points.values(), viewer)} if points else {}
    found: dict[str, list[PointView]] = defaultdict(list)
    for citation in citations:
        if citation.point_id in views:
            found[citation.check_id].append(views[citation.point_id])
    return found


def _learning(view: PointView) -> Learning:
    return Learning(view.key, view.title, view.lesson, where_from(view))
