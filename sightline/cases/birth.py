"""What a date of birth cannot be, for somebody who is on record already: after their children, before their parents,
long after what happened to them. Only what is certain by every reading of the dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from sightline.cases import models
from sightline.cases.audience import readable
from sightline.cases.queries import latest_first, when
from sightline.domain.dates import UncertainDate, add_months
from sightline.people.ages import born, expected
from sightline.people.hiding import hidden_from
from sightline.people.models import Parentage, ParentageKind, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

# What happens to a child in person. An event of the family may lie before the child was thought of.
IN_PERSON: tuple[tuple[Any, str, Q], ...] = (
    (models.Visit, "A visit", Q(seen="Y")),
    (models.Voice, "Something the child said or showed", Q()),
    (models.Noted, "A mark or injury", Q(kind="Injury")),
)
UNBORN = 10  # months before a birth in which a child can be seen to be on the way


def why_not_born(person: Person, day: UncertainDate, worker: Worker) -> str:
    """Why somebody cannot have been born then, in a sentence; "" when they can, or that is what is on record already.

    Nobody is named whom the worker may not know of. Seven queries at most.
    """
    now = born(person) or expected(person)
    if now and (now.earliest, now.latest) == (day.earliest, day.latest):
        return ""
    for child, parent, one, other in _families(person, day, worker):
        if reason := _before_parent(child, one, parent, other):
            return reason
    first = day.earliest
    for model, words, which in IN_PERSON if first and person.is_child else ():
        rows = readable(model.objects.current().filter(which), worker, person)
        oldest = latest_first(rows).filter(happened__isnull=False).reverse().first()
        on = when(oldest) if oldest else None
        if first and on and on.latest and on.latest < add_months(first, -UNBORN):
            return f"{words} of {on.in_words()} is on record, long before that. Check the year."
    return ""


def before_parent(child: Person, name: str, day: UncertainDate | None) -> str:
    """Why somebody of this name, born then, cannot be a parent of the child by birth; "" when they can."""
    own = born(child) or expected(child)
    return _before_parent(child.shown_name, own, name, day) if own and day else ""


def _before_parent(child: str, one: UncertainDate, parent: str, other: UncertainDate) -> str:
    certainly = one.latest and other.earliest and one.latest < other.earliest
    return f"{child} would be born before their parent {parent}. Check the year." if certainly else ""


def _families(
    person: Person, day: UncertainDate, worker: Worker
) -> Iterator[tuple[str, str, UncertainDate, UncertainDate]]:
    """(child, parent, and when each was born) for every parent and child by birth whom the worker may know of."""
    rows = Parentage.objects.current().filter(kind=ParentageKind.BIOLOGICAL).exclude(parent=None)
    hidden = Person.objects.filter(hidden_from(worker)).values("pk")
    rows = rows.exclude(Q(parent__in=hidden) | Q(child__in=hidden)).select_related("parent", "child")
    for row in rows.filter(Q(child=person) | Q(parent=person)).order_by("pk"):
        is_child = row.child_id == person.pk
        known = row.parent if is_child else row.child
        other = known and (born(known) or expected(known))
        if known and other:
            pair = (person.shown_name, known.shown_name) if is_child else (known.shown_name, person.shown_name)
            yield (*pair, day, other) if is_child else (*pair, other, day)
