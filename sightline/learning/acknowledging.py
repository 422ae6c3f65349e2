"""Read, discussed, applied: what became of learning that was shared with a team. Three different things.

Nobody is chased or ranked: one's own answer is one's own, and counts are by agency with small numbers hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q

from sightline import trail
from sightline.access.models import Worker
from sightline.domain.disclosure import INTERNAL
from sightline.domain.disclosure.small_numbers import Sum, suppress
from sightline.learning.models import Acknowledgement, Sharing
from sightline.reviews.changes import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from sightline.learning.models import LearningPoint

KINDS = tuple(Acknowledgement.Kind)


def shared_with(worker: Worker) -> Q:
    """Which sharings a worker may answer: those with the team they are in."""
    return Q(teams=worker.team_id) if worker.team_id else Q(pk=None)


def waiting_for(worker: Worker) -> QuerySet[Sharing]:
    """What was shared with this worker's team and they have said nothing of yet, newest first. Names no review."""
    rows = Sharing.objects.filter(shared_with(worker), point__state="published")
    return rows.exclude(acknowledgements__worker=worker).select_related("point").order_by("-on", "-pk")


def said_by(worker: Worker, sharing: Sharing) -> list[Acknowledgement]:
    """What this worker has said of it, in order."""
    return list(sharing.acknowledgements.filter(worker=worker).order_by("at", "pk"))


@transaction.atomic
def acknowledge(sharing: Sharing, *, by: Worker, kind: str, example: str = "") -> Acknowledgement:
    """Say that one has read, discussed or applied it. Saying the same again changes nothing.

    Raises Refused for a team it was not shared with, an unknown kind, and "applied" without an example.
    """
    if not Sharing.objects.filter(shared_with(by), pk=sharing.pk).exists():
        raise Refused("This was not shared with your team.")
    if kind not in Acknowledgement.Kind.values:
        raise Refused("Choose one: read, discussed or applied.")
    text = example.strip() if kind == Acknowledgement.Kind.APPLIED else ""
    if kind == Acknowledgement.Kind.APPLIED and not text:
        raise Refused("Write an example: what was done differently?")
    found, made = Acknowledgement.objects.get_or_create(
        sharing=sharing, worker=by, kind=kind, defaults={"agency_id": by.agency_id, "example": text}
    )
    if made:
        content = {"kind": kind, "example": text}
        trail.record(verb="learning.acknowledge", by=by, thing=("Sharing", sharing.key), content=content)
    return found


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: how many people it was shared with, and how many said each thing. Hidden numbers are in words."""

    agency: str
    people: str
    said: tuple[str, ...]


def by_agency(point: LearningPoint) -> tuple[AgencyLine, ...]:
    """Who it was shared with and what they said, agency by agency in the order of the alphabet, small numbers hidden.

    Agencies with fewer people than the threshold stand together as "Smaller agencies". Counted once a person, however
    often a point was shared. Three queries.
    """
    teams = point.sharings.values_list("teams", flat=True)
    people = _people(list(filter(None, teams)))
    said = _said(point)
    small = [name for name, count in people.items() if count < INTERNAL]
    groups = {name: [name] for name in sorted(people) if name not in small}
    if small:
        groups["Smaller agencies"] = small
    return tuple(_line(name, members, people, said) for name, members in groups.items())


def _line(
    name: str, members: Sequence[str], people: Mapping[str, int], said: Mapping[tuple[str, str], int]
) -> AgencyLine:
    said_by_kind = {kind.value: sum(said.get((member, kind.value), 0) for member in members) for kind in KINDS}
    # Somebody may have left the team since they said it, so there are at least as many people as answers.
    counts = {"people": max(sum(people[member] for member in members), *said_by_kind.values()), **said_by_kind}
    counts |= {f"not {kind}": counts["people"] - count for kind, count in said_by_kind.items()}
    # Those who said a thing and those who did not add up to the people: a small rest would give somebody away too.
    sums = [Sum("people", (kind, f"not {kind}")) for kind in said_by_kind]
    cells = suppress(counts, sums, threshold=INTERNAL)
    return AgencyLine(name, cells["people"].words, tuple(cells[kind].words for kind in said_by_kind))


def _people(teams: Sequence[int]) -> dict[str, int]:
    rows = Worker.objects.filter(team__in=teams, is_active=True).values("agency__name")
    return {row["agency__name"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def _said(point: LearningPoint) -> dict[tuple[str, str], int]:
    rows = Acknowledgement.objects.filter(sharing__point=point).values("agency__name", "kind")
    return {(row["agency__name"], row["kind"]): row["n"] for row in rows.annotate(n=Count("worker", distinct=True))}


def examples(point: LearningPoint) -> tuple[str, ...]:
    """How it was applied, newest first, without who or where. For those who write and share learning."""
    rows = Acknowledgement.objects.filter(sharing__point=point, kind=Acknowledgement.Kind.APPLIED)
    return tuple(rows.order_by("-at", "-pk").values_list("example", flat=True)[:20])
