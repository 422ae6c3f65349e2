"""Two records found to be of one person are joined, can be taken apart again exactly, and are never copied.

    away ──every row that points at it is turned──> kept        remembered: (table, column, row) of each
    undo <──exactly those rows, and later versions of them, are turned back

Every fact keeps who wrote it, when, and where it came from; only whose it is changes. What came after the merge stays
with `kept`. The record of `away` stays, empty, and is found no more; `kept` is found by both names. Switches about one
record (coverage, restrictions, conflicts of interest, what checks have said) are not turned: they stay where they are,
and no restricted record is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from sightline import trail
from sightline.people.barriers import Restriction
from sightline.people.changes import DETAILS
from sightline.people.details import Merge
from sightline.people.facts import VersionedFact
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

# About one record, made again by Sightline, or about the merge itself.
STAY = frozenset(
    {
        "people.PersonVersion", "people.NameKey", "people.Merge", "people.Restriction", "people.Conflict",
        "cases.RecordCoverage", "checks.Outcome", "checks.Answer",
    }
)  # fmt: skip


class NotPossible(Exception):
    """They cannot be joined or taken apart; the text is a sentence that its worker may read."""


def _pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Every table and column that points at a person and is turned."""
    for model in apps.get_models():
        if model._meta.label in STAY or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Person:
                yield model, field.attname


def _rows(model: type[models.Model]) -> QuerySet[Any]:
    # Not the model's own manager: facts refuse to be changed in place, and only whose they are is changed here.
    return QuerySet(model)


def why_not(kept: Person, away: Person) -> str:
    """Why two people cannot be joined; "" when they can."""
    if kept.pk == away.pk:
        return "Choose two different people."
    if kept.is_child != away.is_child:
        return "One is written down as a child, the other as an adult. Correct that first."
    if Restriction.objects.filter(person__in=(kept, away), ended_at=None).exists():
        return "A restricted record is not joined to another. Its keeper ends the restriction first."
    if Merge.objects.filter(away__in=(kept, away), undone_at=None).exists():
        return "One of them is joined to another record already."
    return ""


@transaction.atomic
def merge(kept: Person, away: Person, *, by: Worker, because: str) -> Merge:
    """Join `away` to `kept`. Raises NotPossible with a sentence."""
    people = {
        one.pk: one for one in Person.objects.select_for_update().filter(pk__in=(kept.pk, away.pk)).order_by("pk")
    }
    kept, away = people[kept.pk], people.get(away.pk, kept)
    if reason := why_not(kept, away):
        raise NotPossible(reason)
    moved = []
    for model, column in _pointing():
        ids = list(_rows(model).filter(**{column: away.pk}).order_by("pk").values_list("pk", flat=True))
        if ids:
            _turn(model, column, ids, kept.pk)
            moved.append([model._meta.label, column, ids])
    row = Merge.objects.create(
        kept=kept, away=away, because=because, merged_by=by, moved=moved,
        before={one.key: _details(one) for one in (kept, away)},
    )  # fmt: skip
    _stand(away, is_child=False)
    _stand(kept, is_child=kept.is_child)
    _trail(row, by=by, verb="people.merge", because=because)
    return row


@transaction.atomic
def undo(row: Merge, *, by: Worker, because: str) -> None:
    """Take two joined records apart: every row that was turned is turned back. Raises NotPossible."""
    row = Merge.objects.select_for_update().select_related("kept", "away").get(pk=row.pk)
    if row.undone_at is not None:
        raise NotPossible("They have been taken apart already.")
    if Merge.objects.filter(kept=row.kept, undone_at=None, pk__gt=row.pk).exists():
        raise NotPossible("Another record was joined to this one later. Take that one apart first.")
    for label, column, ids in row.moved:
        model = apps.get_model(label)
        _turn(model, column, _with_later_versions(model, ids), row.away_id)
    row.undone_at, row.undone_by, row.undone_because = timezone.now(), by, because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    _stand(row.away, is_child=row.before[row.away.key]["is_child"])
    _stand(row.kept, is_child=row.kept.is_child)
    _trail(row, by=by, verb="people.undo_merge", because=because)


def _turn(model: type[models.Model], column: str, ids: list[int], to: int) -> None:
    for start in range(0, len(ids), 500):
        _rows(model).filter(pk__in=ids[start : start + 500]).update(**{column: to})


def _with_later_versions(model: type[models.Model], ids: list[int]) -> list[int]:
    """The rows, and versions of the same facts that were written while the records were joined."""
    if not issubclass(model, VersionedFact):
        return ids
    facts = list(_rows(model).filter(pk__in=ids).values_list("fact", flat=True).distinct())
    return list(_rows(model).filter(fact__in=facts).values_list("pk", flat=True))


def _details(person: Person) -> dict[str, Any]:
    return {name: str(getattr(person, name)) for name in DETAILS} | {"is_child": person.is_child}


def _stand(person: Person, *, is_child: bool) -> None:
    """Whether a record is listed; its details and their version are not touched, its names are looked at again."""
    Person.objects.filter(pk=person.pk).update(is_child=is_child, names_indexed=False)


def _trail(row: Merge, *, by: Worker, verb: str, because: str) -> None:
    """In the trail of both."""
    content = {"kept": row.kept.key, "away": row.away.key, "because": because, "moved": row.moved}
    for person in (row.kept, row.away):
        trail.record(verb=verb, by=by, child=person.key, thing=("Merge", str(row.pk)), content=content)
