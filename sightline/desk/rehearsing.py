"""A save gone through for nobody, before somebody waits for one: what a server process does when it starts.

The first save of a process would otherwise work out fifty statements, and on PostgreSQL the first of each connection
would have the server plan them. Everything is asked for ids that no row has: nobody's record is read, nothing is
written, and so nothing is in the trail. No transaction is begun either, so that a start waits for nobody who writes.
"""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from sightline.cases.models import Visit, Voice
from sightline.cases.once import saved_before
from sightline.checks import after, fresh, gather, lapses, load, run, standards
from sightline.people.joined import joined_away
from sightline.people.models import Person


def rehearse() -> None:
    """Ask what saving a visit asks, whoever saves it. Raises DatabaseError."""
    at = timezone.now()
    for ids in (gather.NOBODY[:1], gather.NOBODY):
        children = [Person(pk=pk, key=f"nobody {pk}", is_child=True) for pk in ids]
        run.current(ids)
        fresh.last_changes([child.key for child in children])
        lapses.stamp(ids, at)
        load.kept_by(ids, at)
        after.snapshot(children)
    run.look_at_own(children[0].key)
    joined_away(children[0].key)
    standards.looked_at()
    standards.rules(standards.today())
    gather.rehearse(at)
    for model in (Visit, Voice):
        saved_before(model(fact=uuid4()))
