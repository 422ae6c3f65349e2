"""The names of people who do not exist for a viewer, as far as words typed about a family name them.

Nobody reads an entry's free text for names (docs/decisions: who does not exist). A drawing is taken out of the house:
the few words typed in it, whose view a line is and what a home is called, are looked through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sightline.domain.names import NOTHING_KEPT_BACK, Unsaid, unsaid
from sightline.people.details import OtherName
from sightline.people.hiding import hidden_once, hidden_rows
from sightline.people.kin import Hidden, kin_of
from sightline.people.models import Person, PersonVersion

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.queries import Home


def unsaid_names(child: Person, hidden: Hidden, typed: Collection[str], shown: Iterable[str]) -> Unsaid:
    """The names not to be told beside this child's family: in full of anybody hidden, any word of one of theirs.

    `typed`: the words there are; `shown`: the names of who is shown. One query where nobody is hidden; names of today,
    earlier ones and others they go by.
    """
    if not any(typed):
        return NOTHING_KEPT_BACK
    now = Person.objects.filter(pk__in=hidden).order_by("pk")
    names = [(pk, f"{given} {family}") for pk, given, family in now.values_list("pk", "given_name", "family_name")]
    if not names:
        return NOTHING_KEPT_BACK
    ids = [pk for pk, _ in names]
    names += _other_names(ids)
    everybody, there = [name for _, name in names], list(shown)
    strict = unsaid(everybody, everybody, there)
    if not any(strict.named_in(words) for words in typed):
        return NOTHING_KEPT_BACK
    kin = set(kin_of(child, Person.objects.filter(pk=-1).order_by().values("pk")))
    return unsaid(everybody, (name for pk, name in names if pk in kin), there)


def other_names(people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    """What else people are or were called, by their keys. Two queries."""
    keys = {person.pk: person.key for person in people}
    found: dict[str, tuple[str, ...]] = {}
    for pk, name in _other_names(keys):
        found[keys[pk]] = (*found.get(keys[pk], ()), name)
    return found


def _other_names(ids: Collection[int]) -> list[tuple[int, str]]:
    """(person, name) of other names and those of earlier versions. Two queries."""
    was = PersonVersion.objects.filter(person__in=ids).order_by("pk")
    return [
        *OtherName.objects.filter(person__in=ids).order_by("pk").values_list("person", "name"),
        *((pk, f"{given} {last}") for pk, given, last in was.values_list("person", "given_name", "family_name")),
    ]


def unsaid_at_home(child: Person, worker: Worker, living: Collection[Home]) -> Unsaid:
    """The names not to be told beside the homes of a child. No query where nobody is hidden."""
    if hidden_once(worker) == ():
        return NOTHING_KEPT_BACK
    shown = [child.name, *(row.person.name for home in living for row in home.others)]
    return unsaid_names(child, hidden_rows(worker), {home.own.household.label for home in living}, shown)
