"""Where learning from an unpublished review may not be cited: on the record of anyone close to its subjects.

    subjects ── lived with ──> mates
        └───────┬───────────────┘
           all their relatives, as far as parentage is recorded  ── lived with ──> mates of relatives

Household memberships count whatever their dates. Worked out from the few subjects, not from the many children, so
that one child and a thousand cost the same: two queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef

from sightline.domain.disclosure.levels import PUBLISHED
from sightline.learning.models import LearningPoint
from sightline.people.models import Person
from sightline.reviews.models import Subject

# One recursive term with OR, because PostgreSQL takes no two; UNION (not ALL) is what ends it.
PROTECTED = """
WITH RECURSIVE
  subject (review, person) AS (
    SELECT s.review_id, s.person_id FROM reviews_subject s
    JOIN reviews_casereview r ON r.id = s.review_id
    WHERE s.person_id IS NOT NULL AND (r.publication_state <> %s OR r.facts_wait)
  ),
  kin (review, person) AS (
    SELECT review, person FROM subject
    UNION
    SELECT s.review, b.person_id FROM subject s
      JOIN people_householdmembership a ON a.person_id = s.person AND a.superseded_at IS NULL
      JOIN people_householdmembership b ON b.household_id = a.household_id AND b.superseded_at IS NULL
    UNION
    SELECT k.review, CASE WHEN p.child_id = k.person THEN p.parent_id ELSE p.child_id END
      FROM kin k JOIN people_parentage p ON p.child_id = k.person OR p.parent_id = k.person
      WHERE p.superseded_at IS NULL AND p.parent_id IS NOT NULL
  )
SELECT review, person FROM kin
UNION
SELECT k.review, b.person_id FROM kin k
  JOIN people_householdmembership a ON a.person_id = k.person AND a.superseded_at IS NULL
  JOIN people_householdmembership b ON b.household_id = a.household_id AND b.superseded_at IS NULL
"""


def blocked_points(child_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each child (primary keys), the learning points that may not be cited on that child's record.

    A point that rests on an unpublished review is blocked for the review's subjects, their households past and
    present, and their relatives; and for every child while a subject of that review has not been joined to a record
    or marked as having none here, because then nobody can tell. What is blocked is left out without a word.
    """
    blocked: dict[int, set[int]] = {child: set() for child in child_ids}
    points, everywhere = _points_on_unpublished()
    if not points:
        return blocked
    for child in blocked:
        blocked[child] |= everywhere
    for review, person in _protected():
        if person in blocked:
            blocked[person] |= points.get(review, set())
    return blocked


def citable_on(point: LearningPoint, child: Person) -> bool:
    """Whether the point may be cited on this child's record. For many, call `blocked_points` once."""
    return point.pk not in blocked_points([child.pk])[child.pk]


def _points_on_unpublished() -> tuple[dict[int, set[int]], set[int]]:
    """Points by unpublished review, and those blocked everywhere because a subject is not known. One query."""
    links = LearningPoint.findings.through.objects
    subjects = Subject.objects.filter(review=OuterRef("finding__review"))
    rows = (
        links.exclude(finding__review__publication_state=PUBLISHED, finding__review__facts_wait=False)
        .annotate(
            any_subject=Exists(subjects),
            unknown_subject=Exists(subjects.filter(person=None, no_record_here=False)),
        )
        .values_list("finding__review_id", "learningpoint_id", "any_subject", "unknown_subject")  # type: ignore[misc]
    )
    points: dict[int, set[int]] = defaultdict(set)
    everywhere: set[int] = set()
    for review, point, any_subject, unknown_subject in rows:
        points[review].add(point)
        if unknown_subject or not any_subject:
            everywhere.add(point)
    return points, everywhere


def _protected() -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(PROTECTED, [PUBLISHED])
        return list(cursor.fetchall())
