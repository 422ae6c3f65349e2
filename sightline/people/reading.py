"""Reads for a worker whose SQL is worked out once for all workers of a kind, and then only filled in.

    fetch_for("child", lambda worker, key: children_open_to(worker).filter(key=key), worker, key="…")

The conditions are the very ones that lists and pages ask (`access.policy.scope`, `people.hiding`), made once for a
stand-in: somebody of the same role, kind of agency and place in a team. Who the worker is, the day, and who does not
exist for them are filled in at each asking. A page of the past is asked as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sightline.access.models import Agency, Worker
from sightline.people import prepared
from sightline.people.facts import looking_back_to
from sightline.people.hiding import answered, hidden_once

Make = Callable[..., QuerySet[Any, Any]]
Given = prepared.Value | Sequence[prepared.Value]


def fetch_for(name: str, make: Make, worker: Worker, **more: Given) -> list[Any]:
    """The rows of `make(worker, **more)`.

    It may ask of the worker the ids (own, agency, team), the role, the kind of agency and whether they are in their
    team: it is given a stand-in of whom nothing else is known, and to ask for more raises DoesNotExist. Of the clock,
    it may ask `prepared.today` and `prepared.now`.
    """
    today = timezone.localdate()
    if looking_back_to() is not None or not worker.may_sign_in(today):
        return list(make(worker, **more))
    role, agency = worker.role, worker.agency.kind
    has_team, in_team, hidden = worker.team_id is not None, worker.in_team(today), hidden_once(worker)

    def with_stand_ins(
        reader: int, its_agency: int, team: int, hides: tuple[int, ...] | None = None, **more: Any
    ) -> QuerySet[Any, Any]:
        stand_in = prepared.known_only(
            Worker, id=reader, role=role, agency_id=its_agency, team_id=team if has_team else None, is_active=True,
            access_from=date.min, access_to=None, team_to=None if in_team else date.min, closed_at=None,
        )  # fmt: skip
        stand_in.agency = prepared.known_only(Agency, id=its_agency, kind=agency)
        with answered(None if hides is None else {reader: hides}):
            return make(stand_in, **more)

    given: dict[str, Given] = {"reader": worker.pk, "its_agency": worker.agency_id, "team": worker.team_id or 0, **more}
    if hidden is not None:
        given["hides"] = hidden
    return prepared.fetch((name, role, agency, has_team, in_team), with_stand_ins, **given)
