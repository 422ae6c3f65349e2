"""Off, watch, on: for the partnership, and for a team in its place. Logic is never changed here, only who is asked.

*Watch* looks and counts for the quality lead, and shows nothing on a child's record: a way to see what a check would
ask before anybody is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from sightline import trail
from sightline.access.models import Team
from sightline.access.policy import can
from sightline.checks import policy, standards
from sightline.checks.models import Outcome, Setting
from sightline.checks.policy import NotAllowed
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.disclosure import INTERNAL
from sightline.domain.disclosure.small_numbers import fewer_than

if TYPE_CHECKING:
    from sightline.access.models import Worker

STATES = tuple(Setting.State)
AS_THE_PARTNERSHIP = ""
LET_GO = "The partnership let this check go. Take away the day under its words and dates first."


@transaction.atomic
def switch(check_id: str, *, by: Worker, state: str, team: Team | None = None) -> bool:
    """Set a check's state for the partnership, or for one team; "" lets a team follow the partnership again.

    Returns whether anything changed. Raises NotAllowed; ValueError for an unknown check or state.
    """
    decision = can(by, policy.SWITCH)
    if not decision:
        raise NotAllowed(decision.reason)
    if check_id not in CATALOGUE or (state != AS_THE_PARTNERSHIP and state not in Setting.State.values):
        raise ValueError(f"{check_id} cannot be switched to {state!r}.")
    if state == AS_THE_PARTNERSHIP and team is None:
        raise ValueError("Only a team can follow the partnership.")
    before = standards.settings()
    if check_id in before.retired and state not in (AS_THE_PARTNERSHIP, Setting.State.OFF):
        raise NotAllowed(LET_GO)
    if team is None and before.state(check_id) == state:
        return False
    if team is not None and before.rows.get((check_id, team.pk), AS_THE_PARTNERSHIP) == state:
        return False
    if state == AS_THE_PARTNERSHIP:
        Setting.objects.filter(check_id=check_id, team=team).delete()
    else:
        Setting.objects.update_or_create(
            check_id=check_id, team=team, defaults={"state": state, "set_by": by, "set_at": timezone.now()}
        )
    content = {"state": state, "team": team.pk if team else None}
    trail.record(verb="checks.switch", by=by, thing=("Check", check_id), content=content)
    return True


@dataclass(frozen=True, slots=True)
class Asked:
    """How many children a check asks about now, in words; small numbers are hidden, and so is nobody."""

    words: str
    number: int | None


def asked_now(check_ids: frozenset[str]) -> dict[str, Asked]:
    """For each running check the number of children it asks about today. One query."""
    rows = Outcome.objects.filter(check_id__in=check_ids, ends_at=None, result="ask", child__is_child=True)
    counts = dict(rows.values("check_id").annotate(n=Count("child", distinct=True)).values_list("check_id", "n"))
    return {key: _asked(counts.get(key, 0)) for key in check_ids}


def _asked(count: int) -> Asked:
    return Asked(f"{count}", count) if count >= INTERNAL else Asked(fewer_than(INTERNAL), None)


def teams() -> list[Team]:
    """Every team, by agency and name."""
    return list(Team.objects.select_related("agency"))
