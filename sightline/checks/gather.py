"""Version rows of many children, in sets: one query a table for up to 1,000 children, `as_of` asked of the database.

    own rows ─────────────────────────────► on the record while they stood
    rows of a household, a parent's other ─► on the record only while it was known that this child lives there,
    children                                or has that parent
    a person ─────────────────────────────► on the record while a fact on it names them

A record as of an instant and a whole history go through the same steps, so that looking back gives what was seen
then. The stretch of time in which all of that held is the `Span` of a piece; as of an instant there is only one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet

from sightline.cases.models import MovedEntry, Noted
from sightline.checks import mapping, prepared
from sightline.checks.mapping import CASE_TABLES, MEMBERSHIP, PARENTAGE, PERSON, Table
from sightline.domain.checks.fact import Fact
from sightline.domain.checks.kinds import KINDS
from sightline.people.models import Person, PersonVersion

T = TypeVar("T")
Span = tuple[datetime, datetime | None]  # from, and up to but not including (None = still)
CHUNK = 1000
NOBODY = (-1, -2, -3, -4)  # no row has such an id
_KEY = re.compile(r"[a-z0-9_-]{6,24}\Z", re.IGNORECASE)


class Piece(NamedTuple):
    """One version of one fact, and from when to when it stood on this child's record.

    A fact may stand on several records: a parent's on those of all their children.
    """

    fact: Fact
    span: Span


@dataclass(slots=True)
class Gathered:
    """What the tables hold of one child: opaque key, and every piece of the record."""

    key: str
    pieces: list[Piece]


Owned = tuple[Any, Piece]  # the owner of a row, and what it says


def gather(child_ids: Iterable[int], at: datetime | None) -> dict[int, Gathered]:
    """Every child's pieces: those that stood at `at`, or with None all there ever were.

    A child who was not on record at `at` is left out.
    """
    found: dict[int, Gathered] = {}
    for chunk in chunks(sorted(set(child_ids)), CHUNK):
        found |= _gather_chunk(chunk, at)
    return found


def chunks(many: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of at most `size`."""
    for start in range(0, len(many), size):
        yield many[start : start + size]


def _gather_chunk(ids: Sequence[int], at: datetime | None) -> dict[int, Gathered]:
    keys: dict[int, str] = dict(prepared.rows("children", _children, list(ids), None))  # type: ignore[arg-type]
    if not keys:
        return {}
    pieces: dict[int, list[Piece]] = {pk: [] for pk in keys}
    moved = _stays(ids) if at is None else {}
    own = [_rows(table, _of_children, list(keys), at) for table in CASE_TABLES]
    for owner, piece in chain(*own, _noted(list(keys), at)):
        if moved and (stays := moved.get((owner, piece.fact.id))):
            pieces[owner] += _clipped(piece, stays)
        else:
            pieces[owner].append(piece)
    _add_households(pieces, keys, at)
    _add_parentage(pieces, keys, at)
    _add_persons(pieces, keys, at)
    return {pk: Gathered(keys[pk], found) for pk, found in pieces.items() if found}


def rehearse(at: datetime) -> None:
    """Ask all that a gathering asks, for nobody: for one child, and for the few that a visit may be about.

    Then every statement is worked out, and on PostgreSQL planned for this connection, before somebody waits for it.
    """
    for ids in (NOBODY[:1], NOBODY):
        own = [_rows(table, _of_children, ids, at) for table in CASE_TABLES]
        kin = [_rows(MEMBERSHIP, _of_homes, ids, at), _rows(PARENTAGE, _of_parents, ids, at)]
        for rows in (prepared.rows("children", _children, ids, None), _noted(ids, at), *own, *kin):
            list(rows)
    for size in (4, 16, 64):  # people around a child
        _person_versions([f"nobody {number}" for number in range(size)], at)


def _stays(ids: Sequence[int]) -> dict[tuple[int, str], list[Span]]:
    """From when to when an entry that was moved stood on the record on which it stands now. One query.

    As of an instant the database says it (`ChildFactQuerySet.known_at`).
    """
    facts = MovedEntry.objects.filter(to_child__in=list(ids)).values("fact")
    found: dict[tuple[int, str], list[Span]] = {}
    for move in MovedEntry.objects.filter(fact__in=facts).order_by("moved_at", "pk"):
        fact = str(move.fact)
        before = found.setdefault((move.from_child_id, fact), [(datetime.min.replace(tzinfo=UTC), None)])
        before[-1] = (before[-1][0], move.moved_at)
        found.setdefault((move.to_child_id, fact), []).append((move.moved_at, None))
    return found


def _children(ids: Sequence[Any], _at: datetime | None) -> QuerySet[Any, Any]:
    return Person.objects.filter(pk__in=ids, is_child=True).order_by("pk").values_list("pk", "key")


Narrow = Callable[[Any, Sequence[Any]], QuerySet[Any]]


def _rows(table: Table, narrow: Narrow, ids: Sequence[Any], at: datetime | None) -> Iterator[Owned]:
    """The rows of one table, one query, in an order that never varies. `narrow(rows, ids)` says whose."""
    lead = ("fact", table.owner, "first_recorded_at", *_spans_wanted(at))
    kind = table.kind

    def make(ids: Sequence[Any], at: datetime | None) -> QuerySet[Any, Any]:
        rows = narrow(table.model._default_manager.all(), ids)
        rows = rows if at is None else rows.known_at(at)  # type: ignore[attr-defined]
        return rows.order_by("pk").values_list(*lead, *table.columns)

    read, local = table.reader(len(lead)), mapping.local
    always = (at, None) if at else None
    for values in prepared.rows(kind, make, ids, at):
        fields = read(values)
        fields["recorded_at"] = local(values[2])
        yield values[1], Piece(Fact(kind, str(values[0]), fields), always or (values[3], values[4]))


def _spans_wanted(at: datetime | None) -> tuple[str, ...]:
    """From when to when a version stood: at an instant all of them stood then, and nothing else is asked."""
    return () if at else ("recorded_at", "superseded_at")


_NOTED = ("fact", "child_id", "first_recorded_at", "kind", "body", *mapping.WHEN.columns)


def _noted(ids: Sequence[Any], at: datetime | None) -> Iterator[Owned]:
    """Entries of the kinds without a table of their own: one query; each row says which kind it is."""

    def make(ids: Sequence[Any], at: datetime | None) -> QuerySet[Any, Any]:
        rows = Noted.objects.filter(child_id__in=ids)
        rows = rows if at is None else rows.known_at(at)
        return rows.order_by("pk").values_list(*_NOTED, *_spans_wanted(at))

    for identity, owner, first, kind, body, *rest in prepared.rows("Noted", make, ids, at):
        fields = {**body, "recorded_at": mapping.local(first)}
        moment, span = rest[:6], rest[6:]
        if happens_on := KINDS[kind].happens_on if kind in KINDS else None:
            fields[happens_on] = mapping.when(*moment)
        yield owner, Piece(Fact(kind, str(identity), fields), (at, None) if at else (span[0], span[1]))


def _of_children(rows: QuerySet[Any], ids: Sequence[Any]) -> QuerySet[Any]:
    return rows.filter(child_id__in=ids)


def _of_homes(rows: QuerySet[Any], ids: Sequence[Any]) -> QuerySet[Any]:
    own = MEMBERSHIP.model._default_manager.filter(person_id__in=ids).values("household_id")
    return rows.filter(household_id__in=own)


def _of_parents(rows: QuerySet[Any], ids: Sequence[Any]) -> QuerySet[Any]:
    kin = PARENTAGE.model._default_manager.order_by()
    own = kin.filter(child_id__in=ids, parent__isnull=False).values("parent_id")
    # A union, not OR: PostgreSQL would read every parentage there is.
    found = kin.filter(child_id__in=ids).union(kin.filter(parent_id__in=ids), kin.filter(parent_id__in=own))
    return rows.filter(pk__in=found.values("pk"))


def _add_households(pieces: dict[int, list[Piece]], keys: Mapping[int, str], at: datetime | None) -> None:
    """Everyone's membership of the households that each child was known to be in."""
    rows = list(_rows(MEMBERSHIP, _of_homes, list(keys), at))
    by_household: dict[Any, list[Piece]] = defaultdict(list)
    for household, piece in rows:
        by_household[household].append(piece)
    numbers = {key: pk for pk, key in keys.items()}
    known: dict[int, dict[Any, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for household, piece in rows:
        if (pk := numbers.get(piece.fact.fields["person"])) is not None:
            known[pk][household].append(piece.span)
    for pk, households in known.items():
        for household, spans in households.items():
            for piece in by_household[household]:
                pieces[pk] += _clipped(piece, _own_or(piece, "person", keys[pk], spans))


def _add_parentage(pieces: dict[int, list[Piece]], keys: Mapping[int, str], at: datetime | None) -> None:
    """Each child's parents and own children, and the other children of those parents."""
    by_parent: dict[str, list[Piece]] = defaultdict(list)
    by_child: dict[str, list[Piece]] = defaultdict(list)
    for _, piece in _rows(PARENTAGE, _of_parents, list(keys), at):
        by_child[piece.fact.fields["child"]].append(piece)
        if piece.fact.fields["parent"]:
            by_parent[piece.fact.fields["parent"]].append(piece)
    for pk, key in keys.items():
        pieces[pk] += by_child[key]
        pieces[pk] += [piece for piece in by_parent[key] if piece.fact.fields["child"] != key]
        for parent, spans in _parents(by_child[key]).items():
            for piece in by_parent[parent]:
                if piece.fact.fields["child"] != key:
                    pieces[pk] += _clipped(piece, spans)


def _parents(own: Iterable[Piece]) -> dict[str, list[Span]]:
    known: dict[str, list[Span]] = defaultdict(list)
    for piece in own:
        if piece.fact.fields["parent"]:
            known[piece.fact.fields["parent"]].append(piece.span)
    return known


def _add_persons(pieces: dict[int, list[Piece]], keys: Mapping[int, str], at: datetime | None) -> None:
    """The child, and whoever a fact on the record names, as they were described then."""
    named = {pk: _named(found) for pk, found in pieces.items()}
    wanted = set(keys.values()).union(*named.values())
    versions = _person_versions(wanted, at)
    for pk, key in keys.items():
        for piece in versions.get(key, ()):
            pieces[pk].append(_as_subject(piece))
        if not versions.get(key):
            pieces[pk].clear()  # nobody had written this child down yet
            continue
        for other, spans in named[pk].items():
            if other == key:
                continue
            if at:  # all that is named here was on the record then
                pieces[pk] += versions.get(other, ())
                continue
            for piece in versions.get(other, ()):
                pieces[pk] += _clipped(piece, spans)


def _named(found: Iterable[Piece]) -> dict[str, list[Span]]:
    named: dict[str, list[Span]] = defaultdict(list)
    for fact, span in found:
        fields = fact.fields
        for name, is_list in mapping.naming(fact.type):
            if not (value := fields.get(name)):
                continue
            if is_list:
                for key in _named_inside(value):
                    named[key].append(span)
            elif isinstance(value, str) and (value in named or _KEY.match(value)):
                named[value].append(span)
    return named


def _named_inside(found: Any) -> Iterator[str]:
    """People named in lists and parts of an entry: carers allowed, who watches, the other children."""
    for item in found if isinstance(found, list) else ():
        key = item.get("person") if isinstance(item, dict) else item
        if isinstance(key, str) and _KEY.match(key):
            yield key


def _person_versions(keys: Iterable[str], at: datetime | None) -> dict[str, list[Piece]]:
    """Persons by key, with earlier versions of their details: two queries."""
    wanted = sorted(keys)
    found: dict[str, list[Piece]] = defaultdict(list)
    for key, first, since, until, *values in prepared.rows("PersonVersion", _earlier, wanted, at):
        found[key].append(_person(key, first, (since, until), values))
    for key, first, since, *values in prepared.rows("Person", _present, wanted, at):
        found[key].append(_person(key, first, (since, None), values))
    return found


_PERSON_COLUMNS = tuple(column for field in PERSON.values() for column in field.columns)
_read_person = mapping.reader(PERSON)


def _present(keys: Sequence[Any], at: datetime | None) -> QuerySet[Any, Any]:
    rows = Person.objects.filter(key__in=keys)
    rows = rows if at is None else rows.filter(recorded_at__lte=at)
    return rows.order_by("pk").values_list("key", "first_recorded_at", "recorded_at", *_PERSON_COLUMNS)


def _earlier(keys: Sequence[Any], at: datetime | None) -> QuerySet[Any, Any]:
    rows = PersonVersion.objects.filter(person__key__in=keys)
    rows = rows if at is None else rows.filter(recorded_at__lte=at, superseded_at__gt=at)
    lead = ("person__key", "person__first_recorded_at", "recorded_at", "superseded_at")
    return rows.order_by("version", "pk").values_list(*lead, *_PERSON_COLUMNS)


def _person(key: str, first: datetime, span: Span, values: Sequence[Any]) -> Piece:
    fields = _read_person(values)
    given, family = fields.pop("given"), fields.pop("family")
    fields["name"] = f"{given} {family}".strip() or None
    fields["known_as"] = given or None
    fields["subject"] = False
    fields["recorded_at"] = mapping.local(first)
    return Piece(Fact("Person", key, fields), span)


def _as_subject(piece: Piece) -> Piece:
    """The child the record is about: called in prompts as people call a child, by the given name."""
    fields = piece.fact.fields
    name = fields["known_as"] or fields["name"]
    return Piece(Fact("Person", piece.fact.id, {**fields, "name": name, "subject": True}), piece.span)


def _own_or(piece: Piece, field: str, key: str, spans: list[Span]) -> list[Span]:
    return [piece.span] if piece.fact.fields[field] == key else spans


def _clipped(piece: Piece, spans: Iterable[Span]) -> Iterator[Piece]:
    """The piece, for as long as it stood and the child's tie to it was known."""
    for since, until in _merged(spans):
        start = max(piece.span[0], since)
        ends = [end for end in (piece.span[1], until) if end is not None]
        end = min(ends) if ends else None
        if end is None or start < end:
            yield Piece(piece.fact, (start, end))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Touching and overlapping stretches made one, in order.

    >>> from datetime import datetime as d
    >>> [(a.day, b and b.day) for a, b in _merged([(d(26, 1, 3), d(26, 1, 5)), (d(26, 1, 1), d(26, 1, 3))])]
    [(1, 5)]
    """
    merged: list[Span] = []
    for since, until in sorted(spans, key=lambda span: span[0]):
        if merged and (merged[-1][1] is None or since <= merged[-1][1]):
            last = merged[-1]
            end = None if last[1] is None or until is None else max(last[1], until)
            merged[-1] = (last[0], end)
        else:
            merged.append((since, until))
    return merged
