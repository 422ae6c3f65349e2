"""Two records found to be of one person are joined, can be taken apart again exactly, and are never copied.

    away ──every row that points at it is turned──> kept        remembered: (table, column, row) of each
    undo <──exactly those rows, and later versions of them, are turned back

Every fact keeps who wrote it, when, and where it came from; only whose it is changes. What came after the merge stays
with `kept`. The record of `away` stays, empty, and is found no more; `kept` is found by both names. A fact that names
`away` by key inside its own fields (whom an address is kept from, who was there) names `kept` then. Drafts open on
`kept`, and stay there. Switches about one record (coverage, restrictions, what checks have said) are not turned: they
stay where they are, and no restricted record is merged or taken apart. Whoever has a conflict of interest about `away`
has it about `kept` too; it stays after an undo until a supervisor ends it.

Others go on writing meanwhile. So the rows are turned before the trail's head is held, which is when everybody else
locks theirs, and those that came until then are turned once it is. Whoever still waits for the head finds the record
joined away when it is their turn, and writes nothing there (`people.joined`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from sightline import trail
from sightline.access.drafts import move_drafts_of
from sightline.kit.at_once import again_if_undone
from sightline.people import keeping
from sightline.people.barriers import Conflict, Restriction
from sightline.people.changes import DETAILS
from sightline.people.details import Merge
from sightline.people.facts import VersionedFact
from sightline.people.joined import fields_of
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

# About one record, made again by Sightline, or about the merge itself.
STAY = frozenset(
    {
        "people.PersonVersion", "people.NameKey", "people.Merge", "people.Restriction", "people.Conflict",
        "people.Sealing",
        "people.FamilyLayout", "cases.RecordCoverage", "checks.Outcome", "checks.Answer", "checks.ReplaySpan",
    }
)  # fmt: skip


# How a page calls what is turned, where the name of its table is no word of the field.
WORDS = {
    "cases.Noted": "other entries", "cases.AttachedDocument": "documents attached to entries",
    "cases.Voice": "the child’s words", "cases.Statement": "accounts",
    "cases.GivenDocument": "documents for the family", "cases.Involvement": "levels of help",
    "cases.Allocation": "who works with the child", "cases.Section47": "enquiries under section 47",
}  # fmt: skip
NOT_TOLD = frozenset({"cases.OpenedForReason", "cases.Handling"})
TIED = (
    "What is recorded of the two cannot stand on one record: they are written down as partners or tied to one another, "
    "or each has a document for the same person. Correct that first."
)
RESTRICTED = "A restricted record is not joined to another. Its keeper ends the restriction first."
LONGEST = timedelta(days=1)  # no transaction is under way for longer: what is recorded later is committed by then


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
        return RESTRICTED
    if Merge.objects.filter(away__in=(kept, away), undone_at=None).exists():
        return "One of them is joined to another record already."
    return ""


@again_if_undone
@transaction.atomic
def merge(kept: Person, away: Person, *, by: Worker, because: str) -> Merge:
    """Join `away` to `kept`. Raises NotPossible with a sentence."""
    if reason := why_not(kept, away):
        raise NotPossible(reason)
    try:
        turned = _turn_all(kept, away)
        kept, away = _held(kept, away)
        if reason := why_not(kept, away):
            raise NotPossible(reason)
        turned = _added(turned, _turn_all(kept, away, since=timezone.now() - LONGEST))
    except IntegrityError as error:
        raise NotPossible(TIED) from error
    for conflict in Conflict.objects.filter(person=away, ended_at=None).select_related("worker").order_by("pk"):
        if not Conflict.objects.filter(person=kept, worker=conflict.worker, ended_at=None).exists():
            keeping.declare_conflict(
                kept, by=by, worker=conflict.worker, whole_family=conflict.whole_family, reason=conflict.reason
            )
    row = Merge.objects.create(
        kept=kept, away=away, because=because, merged_by=by,
        moved=[[label, column, what] for (label, column), what in turned.items()],
        before={one.key: _details(one) for one in (kept, away)},
    )  # fmt: skip
    move_drafts_of(away.key, kept.key, fields={fields_of(away): fields_of(kept)})
    _stand(away, is_child=False)
    _stand(kept, is_child=kept.is_child)
    _trail(row, by=by, verb="people.merge", because=because)
    return row


@again_if_undone
@transaction.atomic
def undo(row: Merge, *, by: Worker, because: str) -> None:
    """Take two joined records apart: every row that was turned is turned back. Raises NotPossible."""
    row = Merge.objects.select_for_update(of=("self",)).select_related("kept", "away").get(pk=row.pk)
    if reason := _why_not_apart(row):
        raise NotPossible(reason)
    _turn_back(row)
    row.kept, row.away = _held(row.kept, row.away)
    if reason := _why_not_apart(row):
        raise NotPossible(reason)
    _turn_back(row)
    row.undone_at, row.undone_by, row.undone_because = timezone.now(), by, because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    _stand(row.away, is_child=row.before[row.away.key]["is_child"])
    _stand(row.kept, is_child=row.kept.is_child)
    _trail(row, by=by, verb="people.undo_merge", because=because)


def _held(kept: Person, away: Person) -> tuple[Person, Person]:
    """The two as they stand, held, once it is our turn at the trail. Not a full lock: others who wait for the trail
    hold a share of theirs."""
    trail.take_turn()
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=(kept.pk, away.pk)).order_by("pk")
    people = {one.pk: one for one in rows}
    return people[kept.pk], people[away.pk]


def _why_not_apart(row: Merge) -> str:
    """Why two joined records cannot be taken apart; "" when they can."""
    if row.undone_at is not None:
        return "They have been taken apart already."
    if Merge.objects.filter(kept=row.kept, undone_at=None, pk__gt=row.pk).exists():
        return "Another record was joined to this one later. Take that one apart first."
    if Restriction.objects.filter(person=row.kept, ended_at=None).exists():
        return "A restricted record is not taken apart. Its keeper ends the restriction first."
    return ""


def _turn_back(row: Merge) -> None:
    """Turn back what was turned; once more changes nothing but what came since."""
    for label, column, ids in row.moved:
        model = apps.get_model(label)
        if isinstance(ids, dict):
            _name_again(model, column, ids, row)
        else:
            _turn(model, column, _with_later_versions(model, ids), row.away_id)


Turned = dict[tuple[str, str], Any]  # by table and column: ids of rows, or where in which row's JSON the key stood


def _turn_all(kept: Person, away: Person, since: datetime | None = None) -> Turned:
    """Turn every row that points at `away`, or names it by key; what was turned, to be remembered.

    `since`: of those that name it by key, which stand in no index, only what was recorded from then on.
    """
    turned: Turned = {}
    for model, column in _pointing():
        ids = list(_rows(model).filter(**{column: away.pk}).order_by("pk").values_list("pk", flat=True))
        if ids:
            _turn(model, column, ids, kept.pk)
            turned[model._meta.label, column] = ids
    for model, column in _with_keys():
        rows = _rows(model).annotate(as_text=Cast(column, TextField())).filter(as_text__contains=f'"{away.key}"')
        if since:
            rows = rows.filter(recorded_at__gte=since)
        places = {}
        for pk, value in list(rows.order_by("pk").values_list("pk", column)):
            places[str(pk)] = list(_places(value, away.key))
            _rows(model).filter(pk=pk).update(**{column: _with(value, places[str(pk)], kept.key)})
        if places:
            turned[model._meta.label, column] = places
    return turned


def _added(first: Turned, then: Turned) -> Turned:
    """What was turned at first and what came after. No row is in both."""
    both = dict(first)
    for key, what in then.items():
        before = both.get(key)
        both[key] = what if before is None else before | what if isinstance(what, dict) else before + what
    return both


def _with_keys() -> Iterator[tuple[type[models.Model], str]]:
    """Every table of facts and column of it that may name a person by key."""
    for model in apps.get_models():
        if issubclass(model, VersionedFact) and model._meta.label not in STAY:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.JSONField):
                    yield model, field.attname


def _places(value: Any, key: str, *steps: str | int) -> Iterator[list[str | int]]:
    """Where in a JSON value the key stands."""
    if value == key:
        yield list(steps)
    elif isinstance(value, list | dict):
        for step, item in enumerate(value) if isinstance(value, list) else value.items():
            yield from _places(item, key, *steps, step)


def _with(value: Any, places: list[list[str | int]], key: str) -> Any:
    """The JSON value with the key at these places."""
    for first, *rest in (place for place in places if place):
        value[first] = _with(value[first], [rest], key) if rest else key
    return value


def _name_again(model: type[models.Model], column: str, places: dict[str, list[list[str | int]]], row: Merge) -> None:
    """Name `away` again where it was named, also in versions of the same facts that were written while joined."""
    rows = {
        pk: (fact, value) for pk, fact, value in _rows(model).filter(pk__in=places).values_list("pk", "fact", column)
    }
    of_fact: dict[Any, list[list[str | int]]] = {}
    for pk, (fact, value) in rows.items():
        of_fact.setdefault(fact, []).extend(places[str(pk)])
        _rows(model).filter(pk=pk).update(**{column: _with(value, places[str(pk)], row.away.key)})
    later = _rows(model).filter(fact__in=of_fact, recorded_at__gte=row.merged_at).exclude(pk__in=rows)
    for pk, fact, value in list(later.values_list("pk", "fact", column)):
        named = [place for place in _places(value, row.kept.key) if place in of_fact[fact]]
        _rows(model).filter(pk=pk).update(**{column: _with(value, named, row.away.key)})


def _turn(model: type[models.Model], column: str, ids: list[int], to: int) -> None:
    for start in range(0, len(ids), 500):
        _rows(model).filter(pk__in=ids[start : start + 500]).update(**{column: to})


def _with_later_versions(model: type[models.Model], ids: list[int]) -> list[int]:
    """The rows, and versions of the same facts that were written while the records were joined."""
    if not issubclass(model, VersionedFact):
        return ids
    facts = list(_rows(model).filter(pk__in=ids).values_list("fact", flat=True).distinct())
    return list(_rows(model).filter(fact__in=facts).values_list("pk", flat=True))


def turned_of(away: Person) -> list[tuple[str, int]]:
    """What would be turned, in words, with how many: a fact once, however often it was amended.

    Only what is on the child's own record. What others' records say of them, whose parent or partner they are, that
    there is a case review and who opened the record: its reader may not know of that.
    """
    found: dict[str, int] = {}
    for model, column in _pointing():
        label = model._meta.label
        if column != "child_id" or not label.startswith("cases.") or label in NOT_TOLD:
            continue
        rows = _rows(model).filter(child=away.pk)
        if issubclass(model, VersionedFact):
            rows = rows.filter(superseded_at=None)
        if count := rows.count():
            words = WORDS.get(label, str(model._meta.verbose_name_plural))
            found[words] = found.get(words, 0) + count
    return sorted(found.items())


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
