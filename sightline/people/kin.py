"""Who belongs to a child's family, found in the database in a constant number of queries.

    the child ─ parents and children, again and again ─► kin ─ partners of kin ─► their parents and children, 2 steps
                                                          └─ everybody of a home the child has lived in

The walk goes only over people who exist for the viewer (`hiding.hidden_ids`): who is kept from the viewer is not
walked over either, so that nobody stands there whose only way to the child leads through somebody hidden. A foster
carer is drawn and not walked over: their other children are another family's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from sightline.people.facts import looking_back_to
from sightline.people.models import HouseholdMembership, Parentage, Partnership, Person

Hidden = QuerySet[Person, Any]
STEPS: Final = 10
"""How many steps from parent to child or back are walked: past a great-great-grandparent's other descendants."""
PARTNERS_STEPS: Final = 2
"""Of a partner: their parents, their children, and the other parent of those."""
MOST: Final = 400
"""So many people are looked at, the nearest first (our default): more cannot be read on one page."""
_WALK: Final = """
WITH RECURSIVE kin(person, steps) AS (
  SELECT id, 0 FROM people_person WHERE id IN ({seeds})
  UNION
  SELECT CASE WHEN p.child_id = kin.person THEN p.parent_id ELSE p.child_id END, kin.steps + 1
  FROM kin JOIN people_parentage p ON (p.child_id = kin.person OR p.parent_id = kin.person)
  WHERE kin.steps < %s AND p.parent_id IS NOT NULL AND p.kind <> 'foster' AND {holds}
    AND CASE WHEN p.child_id = kin.person THEN p.parent_id ELSE p.child_id END NOT IN ({hidden})
)
SELECT person, MIN(steps) AS away FROM kin GROUP BY person ORDER BY away, person LIMIT %s
"""


def kin_of(child: Person, hidden: Hidden) -> list[int]:
    """Primary keys of everybody to be drawn, the nearest first. Four queries; inside `as_known_at`, as known then."""
    kin = _walk([child.pk], hidden, STEPS)
    partners = [pk for pk in _partners(kin, hidden) if pk not in set(kin)]
    kin += [pk for pk in (_walk(partners, hidden, PARTNERS_STEPS) if partners else ()) if pk not in set(kin)]
    return [*kin, *(pk for pk in _beside(child, kin, hidden) if pk not in set(kin))][:MOST]


def _walk(seeds: Iterable[int], hidden: Hidden, steps: int) -> list[int]:
    """People some steps of parentage away, nearest first; loops end because a pair of person and steps counts once."""
    ids = list(seeds)
    at = looking_back_to()
    params: list[Any] = [*ids, steps]
    holds = "p.superseded_at IS NULL"
    if at is not None:
        moment = connection.ops.adapt_datetimefield_value(at)
        holds = "p.recorded_at <= %s AND (p.superseded_at IS NULL OR p.superseded_at > %s)"
        params += [moment, moment]
    kept_back, more = hidden.order_by().query.sql_with_params()
    params += more
    text = _WALK.format(seeds=", ".join(["%s"] * len(ids)), holds=holds, hidden=kept_back)
    with connection.cursor() as cursor:
        cursor.execute(text, [*params, MOST])
        return [row[0] for row in cursor.fetchall()]


def _partners(kin: list[int], hidden: Hidden) -> list[int]:
    rows = Partnership.objects.current().filter(Q(one__in=kin) | Q(other__in=kin))
    rows = rows.exclude(Q(one__in=hidden) | Q(other__in=hidden))
    return sorted({pk for pair in rows.values_list("one_id", "other_id") for pk in pair})


def _beside(child: Person, kin: list[int], hidden: Hidden) -> list[int]:
    """Foster carers of kin, and everybody of a home the child has lived in: drawn, and not walked over."""
    carers = Parentage.objects.current().filter(kind="foster", child__in=kin).exclude(parent__in=hidden)
    stays = HouseholdMembership.objects.current()
    homes = stays.filter(person=child).values("household")
    living = stays.filter(household__in=homes).exclude(person__in=hidden)
    found = carers.order_by().values_list("parent_id").union(living.order_by().values_list("person_id"))
    return sorted(pk for (pk,) in found if pk is not None)
