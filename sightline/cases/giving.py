"""What of a record may go to one member of the family, entry by entry, and why the rest may not.

    marked for the family by somebody          else it stays: what nobody has marked does not go
    about the child and the recipient alone    else it stays: other people's facts are theirs
    naming nobody else of the family           else it stays, in free text too
    holding nothing that is kept from them     else it stays: an address, and whatever else a room registers

Each of these keeps an entry back on its own. Everything a document may hold passes through `sorted_out`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from sightline import trail
from sightline.cases import models
from sightline.cases.attached import documents_on
from sightline.cases.audience import read
from sightline.cases.entries import OWN_AGENCY
from sightline.cases.handling import may_go_to_family
from sightline.cases.models import DocumentState
from sightline.cases.models.given import GivenDocument
from sightline.cases.noting import about_shown
from sightline.cases.queries import latest_first
from sightline.people.amending import texts_kept_from
from sightline.people.models import HouseholdMembership, Parentage, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

KINDS: tuple[type[Any], ...] = (
    models.Visit, models.Voice, models.Contact, models.Statement, models.AgencyContact, models.Decision,
    models.Concern, models.Event, models.Meeting, models.Appointment, models.Noted,
)  # fmt: skip
NOT_MARKED = "Nobody has marked it as one that may go to the family."
THINKING = "It is thinking within an agency."
SOMEBODY_ELSE = "It is about somebody else as well."
NAMES_SOMEBODY = "Its words name somebody else of the family."
ITS_ENTRY_STAYS = "The entry it is attached to does not go."
KEPT_FROM = "It holds something that is kept from this person."
NOT_FOR_A_FAMILY = "It is of a kind that never goes to the family."
# What was asked alone, and what a survivor told: whoever must not know of it may read the same letter.
NEVER = frozenset({"SensitiveEnquiry", "NonRecentAllegation"})
KEY = re.compile(r"[a-z0-9]{12}\Z")

# (child, recipient) → texts that may be in nothing that goes to the recipient: an address kept from them, say.
Keeper = Callable[[Person, Person], Iterable[str]]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> Keeper:
    """Have `keeper(child, recipient)` name texts that must never reach that person."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


@dataclass(frozen=True)
class SortedOut:
    """Entries that may go, and those that stay with the reason, the newest first in each table.

    `documents`: those that may be named beside an entry that goes (the files never go); `not_named`: why the others
    are not.
    """

    may_go: list[Any]
    stays: list[tuple[Any, str]]
    documents: list[models.AttachedDocument] = field(default_factory=list)
    not_named: list[tuple[models.AttachedDocument, str]] = field(default_factory=list)


def sorted_out(child: Person, recipient: Person, worker: Worker) -> SortedOut:
    """Every entry of the record that `worker` may read, sorted by whether it may go to `recipient`."""
    rules = _Rules(child, recipient)
    found = SortedOut([], [])
    for model in KINDS:
        rows = latest_first(model._default_manager.current().filter(child=child))
        marked = set(may_go_to_family(rows).values_list("fact", flat=True))
        readable = read(rows.select_related("recorded_by", "agency"), worker)
        for row in about_shown(readable, worker) if model is models.Noted else readable:
            why = rules.why_not(row, marked=row.fact in marked)
            if why:
                found.stays.append((row, why))
            else:
                found.may_go.append(row)
    going = {row.fact for row in found.may_go}
    for document in documents_on(child, worker):
        if document.state not in (DocumentState.OPEN, DocumentState.HELD):
            continue
        why = rules.why_not(document, marked=document.for_family) if document.of in going else ITS_ENTRY_STAYS
        if why:
            found.not_named.append((document, why))
        else:
            found.documents.append(document)
    return found


def why_not_say(child: Person, recipient: Person, words: Iterable[str]) -> list[str]:
    """For each text that is written for the recipient alone: the reason for which it may not go; "" when it may."""
    rules = _Rules(child, recipient)
    return [rules.why_not_say(text) for text in words]


class _Rules:
    """What keeps an entry back from one recipient. Looked up once for all entries."""

    def __init__(self, child: Person, recipient: Person) -> None:
        self.own = {child.pk, recipient.pk}
        self.own_keys = {child.key, recipient.key}
        own_names = {name.casefold() for name in (*_names(child), *_names(recipient))}
        others = (person for person in everyone_around(child) if person.pk not in self.own)
        names = {name for person in others for name in _names(person) if name.casefold() not in own_names}
        self.names = _whole_words(names)
        kept = [text for keeper in (addresses_kept, *_keepers) for text in keeper(child, recipient)]
        self.kept = [_plain(text) for text in kept if _plain(text)]

    def why_not(self, row: Any, *, marked: bool) -> str:
        """The reason for which an entry stays; "" when it may go."""
        if isinstance(row, models.Noted) and row.kind in OWN_AGENCY:
            return THINKING
        if isinstance(row, models.Noted) and row.kind in NEVER:
            return NOT_FOR_A_FAMILY
        if not marked:
            return NOT_MARKED
        texts = list(_texts(row))
        keys = {text for text in texts if KEY.match(text)}
        if self._points_at_others(row) or self._are_others(keys):
            return SOMEBODY_ELSE
        return self.why_not_say(" ".join(texts))

    def why_not_say(self, words: str) -> str:
        """The reason for which words may not reach the recipient; "" when they may."""
        if self.names and self.names.search(words):
            return NAMES_SOMEBODY
        if any(kept in _plain(words) for kept in self.kept):
            return KEPT_FROM
        return ""

    def _points_at_others(self, row: Any) -> bool:
        return any(
            value is not None and value not in self.own
            for column in row._meta.concrete_fields
            if column.is_relation and column.related_model is Person
            for value in (getattr(row, column.attname),)
        )

    def _are_others(self, keys: set[str]) -> bool:
        strangers = keys - self.own_keys
        return bool(strangers) and Person.objects.filter(key__in=strangers).exists()


def addresses_kept(child: Person, recipient: Person) -> Iterator[str]:
    """Addresses that are in nothing made for this person: a protected one is in nothing that leaves at all."""
    people = [child.pk, *(person.pk for person in everyone_around(child))]
    for text in texts_kept_from(people, recipient):
        yield text
        # A house and street, or a postcode, gives it away as well.
        parts = re.split(r"[,;\n]", text)
        yield from (part for part in parts if re.search(r"\d", part) and len(_plain(part)) >= 5)


def everyone_around(child: Person) -> list[Person]:
    """Everybody who has ever been recorded as living with the child, or as a parent of the child or of those."""
    homes = HouseholdMembership.objects.filter(person=child).values("household")
    living = HouseholdMembership.objects.filter(household__in=homes).values("person")
    parents = Parentage.objects.filter(Q(child=child) | Q(child__in=living)).exclude(parent=None).values("parent")
    return list(Person.objects.filter(Q(pk__in=living) | Q(pk__in=parents)))


def _names(person: Person) -> list[str]:
    """Given names one by one, and the whole name; a family name alone is often the recipient's too."""
    return [name for name in (*person.given_name.split(), person.name) if len(name) > 1]


def _whole_words(names: Iterable[str]) -> re.Pattern[str] | None:
    every = sorted((re.escape(name) for name in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(every)})(?!\w)", re.IGNORECASE) if every else None


def _plain(text: str) -> str:
    """Letters and digits alone: an address is the same with and without its commas."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _texts(row: Any) -> Iterator[str]:
    for column in row._meta.concrete_fields:
        if column.get_internal_type() in ("CharField", "TextField", "JSONField") and column.name != "source":
            yield from _inside(getattr(row, column.attname))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _inside(item)
    elif isinstance(value, list):
        for item in value:
            yield from _inside(item)


@transaction.atomic
def confirm(
    *, by: Worker, child: Person, recipient: Person, purpose: str, large_print: bool, blocks: list[Any],
    left_out: list[Any],
) -> GivenDocument:  # fmt: skip
    """Keep a document as it was previewed: the next version for this recipient, in the trail."""
    trail.take_turn()
    Person.objects.select_for_update(no_key=True).get(pk=child.pk)  # two who confirm at once make two versions
    before = GivenDocument.objects.filter(child=child, recipient=recipient).aggregate(last=Max("version"))["last"]
    row = GivenDocument.objects.create(
        child=child, recipient=recipient, version=(before or 0) + 1, purpose=purpose, large_print=large_print,
        blocks=blocks, left_out=left_out, made_by=by,
    )  # fmt: skip
    content = {"recipient": recipient.key, "version": row.version, "purpose": purpose, "blocks": blocks}
    _trail(row, by, "cases.make_document", content)
    return row


@transaction.atomic
def check(row: GivenDocument, *, by: Worker) -> GivenDocument:
    """A second person has read it through; the first such reading stands. Whoever made it cannot check it."""
    trail.take_turn()
    row = GivenDocument.objects.select_for_update(of=("self",)).select_related("child").get(pk=row.pk)
    if row.made_by_id == by.pk or row.checked_by_id is not None:
        return row
    row.checked_by, row.checked_at = by, timezone.now()
    row.save(update_fields=["checked_by", "checked_at"])
    _trail(row, by, "cases.check_document", {"version": row.version})
    return row


def _trail(row: GivenDocument, by: Worker, verb: str, content: dict[str, Any]) -> None:
    thing = ("GivenDocument", row.key)
    trail.record(verb=verb, by=by, child=row.child.key, thing=thing, content=content, kind="access")


def documents(child: Person) -> list[GivenDocument]:
    """Every document made for somebody of the family, the newest first."""
    rows = GivenDocument.objects.filter(child=child).select_related("recipient", "made_by", "checked_by", "child")
    return list(rows.order_by("-made_at", "-pk"))
