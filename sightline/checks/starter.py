"""The starter library with its citations: what a partnership that begins empty installs, as often as it likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sightline import trail
from sightline.checks.models import Citation
from sightline.domain.checks.library import CATALOGUE
from sightline.learning import starter
from sightline.learning.starter import Installed

if TYPE_CHECKING:
    from sightline.access.models import Worker


@transaction.atomic
def install(*, by: Worker | None = None) -> Installed:
    """Add what is missing of the starter library, and let the checks cite the points that were added.

    A citation somebody took away later stays away: only points added by this very run are joined. `by` None: Sightline.
    """
    done = starter.install(by=by)
    rows = [
        Citation(check_id=check, point=done.added[point.key], by=by)
        for point in starter.points()
        if point.key in done.added
        for check in point.checks
        if check in CATALOGUE
    ]
    Citation.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        content = {"citations": sorted(f"{row.check_id} {row.point.key}" for row in rows)}
        trail.record(verb="checks.install_citations", by=by, content=content)
    return done
