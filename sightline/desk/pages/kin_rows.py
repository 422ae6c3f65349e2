"""Rows of a family as they were written, each with what it says in words, what changes it, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sightline.desk import saying
from sightline.desk.drawn import Drawn
from sightline.desk.then import keeping
from sightline.domain.drawing.genogram import RelationRow
from sightline.domain.drawing.genogram.words import date_words
from sightline.kit.parts import Link, Table
from sightline.kit.words import first_capital, moment
from sightline.people.amending import taken_out
from sightline.people.family import KINDS, UNKNOWN
from sightline.people.hiding import hidden_from
from sightline.people.models import BornTogether, HouseholdMembership, Parentage, Partnership, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class KinRow:
    """One row: what changes it (`deed`), whose it is (keys), and what it says."""

    deed: str
    row: Any
    keys: frozenset[str]
    words: str
    spell: str


def rows_of(drawn: Drawn) -> Iterator[KinRow]:
    """Every row of the family that this viewer may see, in the order people read it."""
    found = drawn.found
    for parentage in found.parentages:
        keys = {parentage.child.key} | ({parentage.parent.key} if parentage.parent else set())
        yield KinRow("parent", parentage, frozenset(keys), parent_words(parentage), _parts(parentage))
    for stay in found.memberships:
        words = f"{stay.person.shown_name}: {home_words(stay).lower()}, {found.labels[stay.household.key]}"
        yield KinRow("home", stay, frozenset({stay.person.key}), words, saying.spell(stay.starts_on, stay.ends_on))
    for union in found.partnerships:
        yield KinRow(
            "partner", union, _two(union), f"{_names(union)}: {union.get_kind_display().lower()}", _parts(union)
        )
    for born in found.twins:
        yield KinRow("twins", born, _two(born), f"{_names(born)}: born together, {born.get_kind_display().lower()}", "")
    for tie in found.ties:
        rater = "" if found.kept_back.named_in(tie.rater) else tie.rater
        how = f"{tie.get_kind_display().lower()}, as {rater or 'somebody'} sees it"
        words = f"{tie.of.shown_name} towards {tie.towards.shown_name}: {how}"
        yield KinRow("tie", tie, frozenset({tie.of.key}), words, _parts(tie))


def _two(row: Partnership | BornTogether) -> frozenset[str]:
    return frozenset({row.one.key, row.other.key})


def _names(row: Partnership | BornTogether) -> str:
    return f"{row.one.shown_name} and {row.other.shown_name}"


def rows_about(drawn: Drawn, key: str) -> tuple[KinRow, ...]:
    """Those about one person."""
    return tuple(one for one in rows_of(drawn) if key in one.keys)


def parent_words(row: Parentage) -> str:
    """Who is whose parent, or that it is not known."""
    label = first_capital(row.label or "parent")
    who = row.parent.shown_name if row.parent else f"{label}, not known"
    return f"{who}: {row.get_kind_display().lower()} of {row.child.shown_name}"


def home_words(row: HouseholdMembership) -> str:
    """How somebody is at a home, and how many nights."""
    nights = "" if row.nights is None else f", {row.nights} {'night' if row.nights == 1 else 'nights'} a week"
    return f"{row.get_role_display()}{nights}"


def _parts(row: Any) -> str:
    if not row.starts and not row.ends:
        return "start not recorded"
    starts, ends = date_words(row.starts), date_words(row.ends)
    return f"{starts or 'start not recorded'} to {ends}" if ends else f"since {starts}"


def kin_table(child: Person, drawn: Drawn, key: str) -> Table:
    """What is written down about one person of the family, with the way to change it; on a past day without."""
    now = drawn.chosen.today
    rows: tuple[Any, ...] = tuple(
        (one.words, one.spell, _source(child, one, key), _change(child, one, key)) for one in rows_about(drawn, key)
    )
    head = ("What is written down", "From when to when", "Source")
    if now:
        return Table("Written down about them", (*head, saying.CHANGE), rows, empty="Nothing is written down yet.")
    return Table("Written down about them", head, tuple(row[:-1] for row in rows), empty="Nothing is written down yet.")


def _source(child: Person, one: KinRow, key: str) -> str | Link:
    row = one.row
    if row.version == 1:
        return saying.recorder(row)
    who = row.recorded_by.name if row.recorded_by else "a file"
    return Link(f"Amended {moment(row.recorded_at)} by {who}", keeping(versions_address(child, one.deed, key, row)))


def _change(child: Person, one: KinRow, key: str) -> Link:
    return Link(saying.CHANGE, change_address(child, one.deed, key, one.row), aloud=one.words)


def change_address(child: Person, deed: str, key: str, row: Any) -> str:
    """Where a row is changed, ended, or taken out."""
    where = {"key": child.key, "deed": deed, "person": key, "fact": row.fact}
    return reverse("child-family-amend", kwargs=where)


def versions_address(child: Person, deed: str, key: str, row: Any) -> str:
    """Where everything it said before is read."""
    where = {"key": child.key, "deed": deed, "person": key, "fact": row.fact}
    return reverse("child-family-versions", kwargs=where)


def change_links(child: Person, drawn: Drawn) -> dict[tuple[str, str], Link]:
    """For each row of the relations of a drawing, by its kind and reference: the one row it shows, or, where it shows
    two parents together, the person whose rows they are."""
    places: dict[tuple[str, str], list[tuple[KinRow, str]]] = {}
    homes = {home.id.partition("-")[2]: home.id for home in drawn.found.family.households}
    for one in rows_of(drawn):
        for place in _references(one, drawn, homes):
            key = next(iter(sorted(one.keys)))
            key = one.row.child.key if one.deed == "parent" else key
            places.setdefault(place, []).append((one, key))
    found = {}
    for place, rows in places.items():
        first, key = rows[0]
        if len(rows) == 1:
            found[place] = Link(saying.CHANGE, change_address(child, first.deed, key, first.row))
        else:
            person = reverse("child-family-person", kwargs={"key": child.key, "person": key})
            found[place] = Link(f"{saying.CHANGE} one of them", f"{person}#written")
    return found


def _references(one: KinRow, drawn: Drawn, homes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The reference that the table of relations gives to what this row says (`relation_rows`)."""
    row = one.row
    if one.deed == "partner":
        yield "union", str(row.fact)
    elif one.deed == "home" and row.household.key in homes:
        yield "household", f"{homes[row.household.key]} {row.person.key}"
    elif one.deed == "tie":
        yield "tie", f"{row.of.key}+{row.towards.key} {row.kind}"
    elif one.deed == "twins":
        for many in drawn.found.family.multiples:
            if one.keys <= set(many.children):
                yield "twins", "+".join(many.children)
    elif one.deed == "parent":
        parent = row.parent.key if row.parent else f"{UNKNOWN}{row.fact}"
        for two in drawn.found.family.parentage_of.get(row.child.key, ()):
            if two.kind == KINDS[row.kind] and parent in two.parents:
                yield "parentage", f"{two.child} {'+'.join(sorted(two.parents))} {two.kind}"


def with_links(rows: Iterable[RelationRow], links: dict[tuple[str, str], Link]) -> tuple[Any, ...]:
    """Cells of the relations, each row with where it is changed."""
    return tuple((*row.cells, links.get((row.kind, row.ref), "")) for row in rows)


def any_hidden(rows: Iterable[Any], worker: Worker) -> bool:
    """Whether any version names somebody who does not exist for this worker."""
    ids = {
        pk
        for row in rows
        for field in row._meta.concrete_fields
        if field.is_relation and field.related_model is Person and (pk := getattr(row, field.attname)) is not None
    }
    return Person.objects.filter(hidden_from(worker), pk__in=ids).exists()


def gone_links(child: Person, person: Person, worker: Worker) -> tuple[Link, ...]:
    """What was written about somebody of the family and holds no more."""
    return tuple(
        Link(f"{words}, until {moment(row.superseded_at or row.recorded_at)}",
             keeping(versions_address(child, deed, person.key, row)))
        for deed, words in GONE.items()
        for row in taken_out(deed, person)
        if not any_hidden([row], worker)
    )  # fmt: skip


GONE = {
    "parent": "A parent or child that was written by mistake", "home": "A home that was written by mistake",
    "partner": "A partner who was written by mistake", "twins": "Twins that were written by mistake",
    "tie": "How they get on with somebody, written by mistake",
}  # fmt: skip
