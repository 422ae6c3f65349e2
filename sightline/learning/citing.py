"""Where learning from an unpublished review may not be cited: on the record of anyone close to its subjects.

    subjects ── lived with ──> mates
        └───────┬───────────────┘
           all their relatives, as far as parentage is recorded  ── lived with ──> mates of relatives

Household memberships count whatever their dates. Worked out from the few subjects, not from the many children, so
that one child and a thousand cost the same: two queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from sightline.domain.disclosure.levels import PUBLISHED
from sightline.learning.models import LearningPoint
from sightline.people.models import Person

# One recursive term with OR, because PostgreSQL takes no two; UNION (not ALL) is what ends it.
# The few come first, and each is looked up by index: CROSS JOIN keeps the order, and "IN (x, 0)" is no equality for
# which PostgreSQL would hash, or SQLite after ANALYZE filter, every membership there is (20 ms a page, for two people).
PROTECTED = """
WITH RECURSIVE
  subject (review, person) AS (VALUES {subjects}),
  kin (review, person) AS (
    SELECT review, person FROM subject
    UNION
    SELECT s.review, b.person_id FROM subject s
      CROSS JOIN people_householdmembership a CROSS JOIN people_householdmembership b
      WHERE a.person_id IN (s.person, 0) AND a.superseded_at IS NULL
        AND b.household_id IN (a.household_id, 0) AND b.superseded_at IS NULL
    UNION
    SELECT k.review, CASE WHEN p.child_id = k.person THEN p.parent_id ELSE p.child_id END
      FROM kin k CROSS JOIN people_parentage p
      WHERE (p.child_id = k.person OR p.parent_id = k.person) AND p.superseded_at IS NULL AND p.parent_id IS NOT NULL
  )
SELECT review, person FROM kin
UNION
SELECT k.review, b.person_id FROM kin k
  CROSS JOIN people_householdmembership a CROSS JOIN people_householdmembership b
  WHERE a.person_id IN (k.person, 0) AND a.superseded_at IS NULL
    AND b.household_id IN (a.household_id, 0) AND b.superseded_at IS NULL
"""


def blocked_points(child_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each child (primary keys), the learning points that may not be cited on that child's record.

    A point that rests on an unpublished review is blocked for the review's subjects, their households past and
    present, and their relatives; and for every child while a subject of that review has not been joined to a record
    or marked as having none here, because then nobody can tell. What is blocked is left out without a word.
    """
    blocked: dict[int, set[int]] = {child: set() for child in child_ids}
    links = _points_on_unpublished()
    points: dict[int, set[int]] = defaultdict(set)
    for link in links:
        points[link.review].add(link.point)
    everywhere = {link.point for link in links if link.person is None and not link.no_record_here}
    for child in blocked:
        blocked[child] |= everywhere
    for review, person in _protected({(link.review, link.person) for link in links if link.person is not None}):
        if person in blocked:
            blocked[person] |= points[review]
    return blocked


def citable_on(point: LearningPoint, child: Person) -> bool:
    """Whether the point may be cited on this child's record. For many, call `blocked_points` once."""
    return point.pk not in blocked_points([child.pk])[child.pk]


class _Link(NamedTuple):
    """A point, an unpublished review it rests on, and one of its subjects; nothing in their place if it has none."""

    review: int
    point: int
    person: int | None
    no_record_here: bool | None


def _points_on_unpublished() -> list[_Link]:
    """Every point on an unpublished review, once for each subject of that review. One query."""
    links = LearningPoint.findings.through.objects
    rows = links.exclude(finding__review__publication_state=PUBLISHED, finding__review__facts_wait=False)
    subjects = "finding__review__subjects"
    columns = ("finding__review_id", "learningpoint_id", f"{subjects}__person_id", f"{subjects}__no_record_here")
    return [_Link(*row) for row in rows.order_by("pk", f"{subjects}__pk").values_list(*columns)]


def _protected(subjects: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Who is close to one of these people (review, person), by review. One query, none without any."""
    if not subjects:
        return []
    values = ", ".join(["(CAST(%s AS bigint), CAST(%s AS bigint))"] * len(subjects))
    with connection.cursor() as cursor:
        cursor.execute(PROTECTED.format(subjects=values), [key for subject in sorted(subjects) for key in subject])
        return list(cursor.fetchall())
