"""Amending, ending and taking out what is recorded of people: names, addresses, professionals, how they belong.

    correct or end   the next version; the earlier one stays readable (who, when, why)
    written by mistake   a last version that never stood: from then on it holds no more, nor can anybody be found by it

What was protected in any version stays masked in every list of versions, as the newest version says and as each did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sightline.people.changes import amend_fact, take_out_fact
from sightline.people.details import Address, OtherName, Professional
from sightline.people.facts import VersionedFact, looking_back_to
from sightline.people.models import BornTogether, HouseholdMembership, Parentage, Partnership, Person, Tie

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class Kind:
    """A kind of what is recorded: its table, the columns of whose it is, its fields, what changing it is called."""

    model: type[VersionedFact]
    owners: tuple[str, ...]
    fields: tuple[str, ...]
    amended: str
    taken_out: str

    def of(self, person: Person) -> Q:
        """Rows that are this person's."""
        found = Q()
        for owner in self.owners:
            found |= Q(**{owner: person})
        return found


SPELL, PARTS = ("starts_on", "ends_on"), ("starts", "ends", "certainty")
KINDS: Final[Mapping[str, Kind]] = {
    "name": Kind(OtherName, ("person",), ("name", "kind", *SPELL), "people.amend_name", "people.take_out_name"),
    "address": Kind(
        Address, ("person",), ("text", *SPELL, "is_protected", "kept_from"),
        "people.amend_address", "people.take_out_address",
    ),
    "professional": Kind(
        Professional, ("child",), ("name", "role", "organisation", "reached_by", *SPELL),
        "people.amend_professional", "people.take_out_professional",
    ),
    "parent": Kind(
        Parentage, ("child", "parent"), ("parent", "label", "kind", *PARTS, "asked_on"),
        "people.amend_parent", "people.take_out_parent",
    ),
    "home": Kind(
        HouseholdMembership, ("person",), ("role", "nights", *SPELL), "people.amend_household",
        "people.take_out_household",
    ),
    "partner": Kind(
        Partnership, ("one", "other"), ("kind", *PARTS), "people.amend_partnership", "people.take_out_partnership"
    ),
    "tie": Kind(Tie, ("of",), ("kind", "rater", *PARTS), "people.amend_tie", "people.take_out_tie"),
    "twins": Kind(
        BornTogether, ("one", "other"), ("kind",), "people.amend_born_together", "people.take_out_born_together"
    ),
}  # fmt: skip


def versions(what: str, owner: Person, fact: UUID) -> list[Any]:
    """Every version of one of this person's facts, the newest first; looking back, those written by then."""
    kind = KINDS[what]
    rows = kind.model._default_manager.filter(kind.of(owner), fact=fact).select_related("recorded_by")
    instant = looking_back_to()
    if instant is not None:
        rows = rows.filter(recorded_at__lte=instant)
    return list(rows.order_by("-version"))


def stands(rows: Iterable[Any]) -> bool:
    """Whether the newest of these versions holds: it was neither taken out nor dropped by its file."""
    newest = next(iter(rows), None)
    if newest is None:
        return False
    instant, until = looking_back_to(), newest.superseded_at
    return until is None or (instant is not None and until > instant)


def taken_out(what: str, owner: Person) -> list[Any]:
    """The last version of each fact of this person that holds no more, the latest first."""
    kind = KINDS[what]
    rows = kind.model._default_manager.filter(kind.of(owner))
    instant = looking_back_to()
    if instant is not None:
        rows = rows.filter(recorded_at__lte=instant)
    standing = kind.model._default_manager.current().filter(kind.of(owner))
    rows = rows.exclude(fact__in=standing.values("fact")).select_related("recorded_by")
    last: dict[UUID, Any] = {row.fact: row for row in rows.order_by("fact", "version")}
    return sorted(last.values(), key=lambda row: (row.recorded_at, row.pk), reverse=True)


@transaction.atomic
def amend(
    what: str, row: Any, *, by: Worker, child: Person, changes: dict[str, Any], because: str, seen_version: int
) -> Any:
    """The next version. `changes` may leave out what stays. Raises ChangedMeanwhile."""
    made = amend_fact(
        row, by=by, verb=KINDS[what].amended, child=child, changes=changes, because=because, seen_version=seen_version
    )
    _find_again(made)
    return made


@transaction.atomic
def take_out(what: str, row: Any, *, by: Worker, child: Person, because: str, seen_version: int) -> Any:
    """Take out what was written by mistake. Raises ChangedMeanwhile."""
    made = take_out_fact(
        row, by=by, verb=KINDS[what].taken_out, child=child, because=because, seen_version=seen_version
    )
    _find_again(made)
    return made


def _find_again(row: Any) -> None:
    """A name that is another now, or none, is no key to find somebody by."""
    if isinstance(row, OtherName):
        Person.objects.filter(pk=row.person_id).update(names_indexed=False)


def is_masked(row: Address, newest: Address) -> bool:
    """Whether a version of an address shows masked: it was protected then, or the address is now."""
    return row.is_protected or newest.is_protected


def protected_now(rows: Iterable[Address]) -> frozenset[UUID]:
    """Of these addresses, by fact, those that are protected as of today, whatever day is being looked at."""
    facts = [row.fact for row in rows]
    last: dict[UUID, bool] = {}
    for fact, protected in (
        Address.objects.filter(fact__in=facts).order_by("version").values_list("fact", "is_protected")
    ):
        last[fact] = protected
    return frozenset(fact for fact, protected in last.items() if protected)


def texts_kept_from(people: Collection[int], recipient: Person) -> tuple[str, ...]:
    """Every wording, also an earlier one, of addresses of these people (ids) that must not reach the recipient.

    An address of which somebody has said since that it is no longer protected may go, in the words it has now.
    """
    last: dict[UUID, tuple[bool, str]] = {}
    rows = list(Address.objects.filter(Q(person__in=people)).order_by("fact", "version"))
    for row in rows:
        last[row.fact] = (row.is_protected or recipient.key in row.kept_from, row.text)
    return tuple(
        row.text
        for row in rows
        if last[row.fact][0] or ((row.is_protected or recipient.key in row.kept_from) and row.text != last[row.fact][1])
    )
