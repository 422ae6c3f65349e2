"""What a save did to the prompts, for its confirmation: what cleared, what was raised, the lesson behind each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from sightline.checks import standards
from sightline.checks.cited import Learning, cited_by
from sightline.checks.models import Outcome, Setting
from sightline.domain.checks.library import CATALOGUE
from sightline.people.prepared import fetch

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.checks.fresh import Looked
    from sightline.people.models import Person

Snapshot = Mapping[int, Mapping[str, str]]  # child → check → result


@dataclass(frozen=True, slots=True)
class Moved:
    """One prompt that began or ceased to ask. `how`: cleared, raised, or unknown (it asked, now nobody can tell)."""

    child_id: int
    check_id: str
    name: str
    how: str
    severity: str
    learning: tuple[Learning, ...]

    @property
    def words(self) -> str:
        """A sentence for the confirmation."""
        said = {"cleared": "has cleared", "raised": "is now asked", "unknown": "can no longer be decided"}[self.how]
        behind = " ".join(item.lesson for item in self.learning[:1])
        lesson = f" The learning behind it: {behind}" if behind else ""
        return f"‘{self.name}’ {said}.{lesson}"


def snapshot(children: Collection[Person]) -> Snapshot:
    """What each check says of these children now. Take one before a change and one after. One query."""
    found: dict[int, dict[str, str]] = {child.pk: {} for child in children}
    for child, check, result in fetch("results", _results, ids=list(found)):
        found[child][check] = result
    return found


def _results(ids: Sequence[int]) -> QuerySet[Any, Any]:
    rows = Outcome.objects.filter(child_id__in=ids, ends_at=None)
    return rows.values_list("child_id", "check_id", "result")


def as_looked(looked: Looked) -> Snapshot:
    """The snapshot that is in what was looked at already. No query."""
    return {child: {check: row.result for check, row in rows.items()} for child, rows in looked.outcomes.items()}


def changes_after(before: Snapshot, after: Snapshot, viewer: Worker) -> tuple[Moved, ...]:
    """What changed between two snapshots, cleared first; checks that only watch are left out."""
    moved = [
        (child, check, how)
        for child, checks in after.items()
        for check in sorted({*checks, *before.get(child, {})})
        if (how := _how(before.get(child, {}).get(check), checks.get(check)))
    ]
    states = standards.states(viewer.team_id) if moved else {}
    moved = [one for one in moved if states.get(one[1]) == Setting.State.ON]
    if not moved:
        return ()
    learning = cited_by({check for _, check, _ in moved}, {child for child, _, _ in moved}, viewer)
    severities = _severities(moved)
    found = [
        Moved(
            child, check, CATALOGUE[check].name, how, severities.get((child, check), ""),
            learning.get(child, {}).get(check, ()),
        )
        for child, check, how in moved
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: ("cleared", "raised", "unknown").index(each.how)))


def _how(was: str | None, now: str | None) -> str:
    if was == "ask" and now != "ask":
        return "unknown" if now == "unknown" else "cleared"
    return "raised" if now == "ask" and was != "ask" else ""


def _severities(moved: Collection[tuple[int, str, str]]) -> dict[tuple[int, str], str]:
    children = {child for child, _, how in moved if how == "raised"}
    rows = Outcome.objects.filter(child_id__in=children, ends_at=None, result="ask")
    return {(row.child_id, row.check_id): row.severity or "" for row in rows}
