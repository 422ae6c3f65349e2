"""Who does not exist for a worker: the one condition that every list, count, link and page about people asks.

    restricted   a record open to named people only, and the asker is not named
    conflict     the asker knows the person, or (whole family) somebody of their family or household

A conflict beats everything: being named, being allocated, a reason given. Conditions are SQL and ask for sets of ids
that do not depend on the row, so that a list of 20,000 children asks them once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.people import prepared
from sightline.people.barriers import Conflict, NamedPerson, Restriction
from sightline.people.details import Address
from sightline.people.models import HouseholdMembership, Parentage, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


T = TypeVar("T")


def restricted_from(worker: Worker) -> QuerySet[Restriction, Any]:
    """Ids of people whose record is restricted, and `worker` is not among the named."""
    return _restricted_from(worker.pk)


def _restricted_from(worker: int) -> QuerySet[Restriction, Any]:
    named = NamedPerson.objects.filter(restriction=OuterRef("pk"), worker=worker, ended_at=None)
    return Restriction.objects.filter(~Exists(named), ended_at=None).values("person")


def restricted_among(people: Iterable[Person]) -> frozenset[str]:
    """The keys of those whose record is restricted, whoever asks: what is made for others must not hold them."""
    ids = [person.pk for person in people]
    rows = Restriction.objects.filter(person__in=ids, ended_at=None)
    return frozenset(rows.values_list("person__key", flat=True))


def with_protected_address(people: Iterable[Person]) -> frozenset[str]:
    """The keys of those with an address that is protected, or kept from somebody, now or once."""
    rows = Address.objects.filter(superseded_at=None, person__in=[person.pk for person in people])
    found = rows.values_list("person__key", "is_protected", "kept_from")
    return frozenset(key for key, is_protected, kept_from in found if is_protected or kept_from)


_ONCE: ContextVar[dict[Any, Any] | None] = ContextVar("hidden_asked_once", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """While one page is built, ask once what is hidden from its reader: the page asks it of every table."""
    token = _ONCE.set({})
    try:
        yield
    finally:
        _ONCE.reset(token)


@contextmanager
def answered(answers: dict[Any, Any] | None) -> Iterator[None]:
    """Inside, what a page asks once is answered already, or (None) no page is built: for SQL made for stand-ins."""
    token = _ONCE.set(answers)
    try:
        yield
    finally:
        _ONCE.reset(token)


def once_a_page(key: Hashable, ask: Callable[[], T]) -> T | None:
    """What `ask` answers, asked once for the page that is being built; None where none is: then ask in the query."""
    kept = _ONCE.get()
    if kept is None:
        return None
    if key not in kept:
        kept[key] = ask()
    found: T = kept[key]
    return found


def hidden_from(worker: Worker) -> Q:
    """Of `Person`: those who do not exist for this worker."""
    hidden = hidden_once(worker)
    return _hidden(worker) if hidden is None else Q(pk__in=hidden)


def hidden_once(worker: Worker) -> tuple[int, ...] | None:
    """Ids of those who do not exist for this worker, asked once for the page that is built; None where none is."""

    def ask() -> tuple[int, ...]:
        return tuple(prepared.fetch("hidden people", _hidden_people, worker=worker.pk))

    return once_a_page(worker.pk, ask)


def _hidden_people(worker: int) -> QuerySet[Any, Any]:
    first, *others = _hidden_sets(worker)
    return first.union(*others).order_by("person")


def _hidden(worker: Worker) -> Q:
    return _hidden_by_id(worker.pk)


@lru_cache(maxsize=1_000)
def _hidden_by_id(worker: int) -> Q:
    """The condition, made once for each worker: it is asked on every page, and says nothing of the day or of rows."""
    return reduce(or_, (Q(pk__in=people) for people in _hidden_sets(worker)))


def _hidden_sets(worker: int) -> tuple[QuerySet[Any, Any], ...]:
    """Ids of the people that each reason hides. Apart, with no OR within: PostgreSQL would read whole tables for it."""
    own = Conflict.objects.filter(worker=worker, ended_at=None)
    family = own.filter(whole_family=True).values("person")
    # Of today, even while a record is looked at as it was: who may see is never a matter of then.
    lives, kin = (model.objects.filter(superseded_at=None) for model in (HouseholdMembership, Parentage))
    homes = lives.filter(person__in=family).values("household")
    kin = kin.exclude(parent=None)
    parents = kin.filter(child__in=family).values("parent")
    return (
        _restricted_from(worker).values_list("person", flat=True),
        own.values_list("person", flat=True),
        lives.filter(household__in=homes).values_list("person", flat=True),
        kin.filter(child__in=family).values_list("parent", flat=True),
        kin.filter(parent__in=family).values_list("child", flat=True),
        kin.filter(parent__in=parents).values_list("child", flat=True),
    )


def hidden_ids(worker: Worker) -> QuerySet[Person, Any] | tuple[int, ...]:
    """The same as ids, for rows that point at people: `rows.exclude(person__in=hidden_ids(worker))`."""
    hidden = hidden_once(worker)
    return hidden_rows(worker) if hidden is None else hidden


def hidden_rows(worker: Worker) -> QuerySet[Person, Any]:
    """The same as a query, for SQL of one's own."""
    return Person.objects.filter(_hidden(worker)).values("pk")


def hidden_keys(worker: Worker) -> frozenset[str]:
    """The keys of those people, for text that names somebody by key. One query; nearly always empty."""
    return frozenset(Person.objects.filter(hidden_from(worker)).values_list("key", flat=True))
