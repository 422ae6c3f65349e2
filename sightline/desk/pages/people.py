"""People: who may be known already, and everything recorded of one person on a child's record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from sightline.desk import saying
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.then import keeping
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import moment
from sightline.people.ages import age_words, born, expected
from sightline.people.amending import protected_now, taken_out
from sightline.people.details import Address, OtherName, Professional
from sightline.people.knowing import Known
from sightline.people.models import Person, PersonVersion
from sightline.people.queries import children_open_to, people_around
from sightline.people.telling import MASKED, current

if TYPE_CHECKING:
    from sightline.access.models import Worker

STRENGTH = {"strong": "Very likely the same", "likely": "May be the same", "possible": "Could be the same"}


@dataclass(frozen=True)
class Likeness:
    """Somebody known who may be the one typed, with the reasons and where to go."""

    name: str
    facts: str
    strength: str
    reasons: tuple[str, ...]
    link: Link | None
    use: str = ""


@dataclass(frozen=True)
class AddPage:
    """The form, and who was found. `looked`: nobody is written down before somebody has looked."""

    heading: str
    form: Any
    looked: bool
    found: tuple[Likeness, ...]
    frame: Frame | None = None


def frame_of(child: Person) -> Frame:
    """The top of a page that belongs to none of the record's parts."""
    return frame(known(child, timezone.localdate()), "")


def likenesses(
    found: Sequence[Known], worker: Worker, today: date, child: Person | None = None
) -> tuple[Likeness, ...]:
    """Those found, each with a link: to the record if it is open, else to opening it for a reason.

    `child`: on whose record they may be put: an adult, or a child on whose own record this worker may write.
    """
    keys = [one.person.key for one in found]
    is_open = set(children_open_to(worker).filter(key__in=keys).values_list("key", flat=True))
    mine = children_open_to(worker, "record.change").filter(key__in=keys)
    may_join = set(mine.values_list("key", flat=True)) - {child.key} if child else set()
    return tuple(
        Likeness(
            one.person.shown_name,
            age_words(one.person, today),
            STRENGTH[one.alike.strength],
            one.alike.reasons,
            _link(one.person, is_open),
            one.person.key if child and (not one.person.is_child or one.person.key in may_join) else "",
        )
        for one in found
    )


def _link(person: Person, is_open: set[str]) -> Link | None:
    if not person.is_child:
        return None
    if person.key in is_open:
        return Link("Go to the record", reverse("child", args=[person.key]))
    return Link("Open the record for a reason", reverse("open-for-reason", args=[person.key]))


@dataclass(frozen=True)
class PersonPage:
    """Everything recorded of one person."""

    frame: Frame
    name: str
    rows: tuple[Row, ...]
    names: Table
    addresses: Table
    professionals: Table | None
    past: Table
    links: tuple[Link, ...]
    joined: tuple[Any, ...] = ()
    gone: tuple[Link, ...] = ()


def find_person(child: Person, key: str, worker: Worker) -> Person | None:
    """The child itself or somebody around the child, if they exist for this worker."""
    if key == child.key:
        return child
    return next((one for one in people_around(child, worker) if one.key == key), None)


def person_page(child: Person, person: Person, today: date, *, now: bool = True) -> PersonPage:
    """Build the page. A protected address is masked here, whoever looks. `now`: whether anything may be written."""
    is_child = person.pk == child.pk
    return PersonPage(
        frame=frame(known(child, today), ""),
        name=person.shown_name,
        rows=detail_rows(person, today),
        names=_names(child, person, now),
        addresses=_addresses(child, person, now),
        professionals=_professionals(child, now) if is_child else None,
        past=_past(person),
        links=_links(child, person) if now else (),
        gone=_gone(child, person),
    )


def _links(child: Person, person: Person) -> tuple[Link, ...]:
    of = {"key": child.key, "person": person.key}
    links = (
        Link("Change these details", reverse("change-person", kwargs=of)),
        Link("Add another name", reverse("add-name", kwargs=of)),
        Link("Add an address", reverse("add-address", kwargs=of)),
    )
    if person.pk != child.pk:
        return links
    return (
        *links,
        Link("Add somebody who works with the child", reverse("add-professional", args=[child.key])),
        Link("Write down an adult of the family", reverse("add-adult", args=[child.key])),
    )


def detail_rows(person: Person, today: date) -> tuple[Row, ...]:
    """What is recorded of a person, line by line."""
    birth, due = born(person), expected(person)
    interpreter = {"yes": "Yes", "no": "No", "offered_declined": "Offered, and declined"}
    return (
        Row("Age", age_words(person, today)),
        Row("Born", birth.in_words() if birth else "", note=person.dob_basis),
        Row("Expected", due.in_words() if due else "", missing="Not recorded"),
        Row("Sex", person.get_sex_display() if person.sex else ""),
        Row("Weeks of pregnancy at birth", str(person.gestation_weeks or "")),
        Row("Languages", _listed(person.languages)),
        Row("Reads", _listed(person.reads)),
        Row("Talking and writing", person.communication),
        Row("Interpreter needed", interpreter.get(person.interpreter_need, "")),
    )


def _listed(found: list[str] | None) -> str:
    return "none" if found == [] else ", ".join(found or ())


def _table(caption: str, head: tuple[str, ...], rows: tuple[Any, ...], empty: str, *, now: bool) -> Table:
    """A table of facts of a person; on a past day without the column that changes them."""
    if now:
        return Table(caption, (*head, saying.CHANGE), rows, empty=empty)
    return Table(caption, head, tuple(row[:-1] for row in rows), empty=empty)


def _names(child: Person, person: Person, now: bool) -> Table:
    rows = tuple(
        (row.name, row.get_kind_display(), saying.spell(row.starts_on, row.ends_on),
         _source(child, person, "name", row), _change(child, person, "name", row, row.name))
        for row in current(OtherName, person=person)
    )  # fmt: skip
    head = ("Name", "What it is", "From when to when", "Source")
    return _table("Other names", head, rows, "No other name is recorded.", now=now)


def _addresses(child: Person, person: Person, now: bool) -> Table:
    found = current(Address, person=person)
    guarded = protected_now(found)
    rows = tuple(
        (_address(child, person, row, masked=row.is_protected or row.fact in guarded),
         saying.spell(row.starts_on, row.ends_on), _source(child, person, "address", row),
         _change(child, person, "address", row, "this address"))
        for row in found
    )  # fmt: skip
    head = ("Address", "From when to when", "Source")
    return _table("Addresses", head, rows, "No address is recorded here.", now=now)


def _address(child: Person, person: Person, row: Address, *, masked: bool) -> str | Link:
    if not masked:
        return str(row.text)
    return Link(
        MASKED, reverse("show-address", args=[child.key, person.key, row.fact]), note="asking for it is recorded"
    )


def _professionals(child: Person, now: bool) -> Table:
    rows = tuple(
        (row.name, row.role, row.organisation or saying.NOT_RECORDED, row.reached_by or saying.NOT_RECORDED,
         saying.spell(row.starts_on, row.ends_on), _source(child, child, "professional", row),
         _change(child, child, "professional", row, row.name))
        for row in current(Professional, child=child)
    )  # fmt: skip
    head = ("Name", "As", "Where", "Reached by", "From when to when", "Source")
    return _table("Who else works with the child", head, rows, "Nobody is recorded here yet.", now=now)


def _source(child: Person, person: Person, what: str, row: Any) -> str | Link:
    """Who wrote it; once it was amended, that and the way to what it said before."""
    if row.version == 1:
        return saying.recorder(row)
    who = row.recorded_by.name if row.recorded_by else "a file"
    where = reverse("kept-versions", args=[child.key, person.key, what, row.fact])
    return Link(f"Amended {moment(row.recorded_at)} by {who}", keeping(where))


def _change(child: Person, person: Person, what: str, row: Any, name: str) -> Link:
    return Link(saying.CHANGE, reverse("change-kept", args=[child.key, person.key, what, row.fact]), aloud=name)


def _gone(child: Person, person: Person) -> tuple[Link, ...]:
    """What holds no more, each with the way to what it said."""
    kinds = ("name", "address", "professional") if person.pk == child.pk else ("name", "address")
    return tuple(
        Link(f"{GONE[what]}, until {moment(row.superseded_at or row.recorded_at)}", keeping(
            reverse("kept-versions", args=[child.key, person.key, what, row.fact])
        ))
        for what in kinds
        for row in taken_out(what, person)
    )  # fmt: skip


GONE = {
    "name": "A name that was written by mistake", "address": "An address that was written by mistake",
    "professional": "A professional who was written by mistake",
}  # fmt: skip


def _past(person: Person) -> Table:
    rows = []
    later: Any = person
    earlier = PersonVersion.objects.filter(person=person, version__lt=person.version)
    for old in earlier.order_by("-version"):
        rows.append((moment(later.recorded_at), ", ".join(_changed(old, later)) or "nothing"))
        later = old
    return Table(
        "Changes to these details", ("When", "What it said before"), tuple(rows), empty="They were never changed."
    )


_LABELS = {
    "given_name": "given name", "family_name": "family name", "dob": "born", "expected_dob": "expected", "sex": "sex",
    "gestation_weeks": "weeks", "languages": "languages", "reads": "reads", "communication": "talking and writing",
    "interpreter_need": "interpreter",
}  # fmt: skip


def _changed(old: Any, new: Any) -> list[str]:
    said = []
    for name, label in _LABELS.items():
        was = getattr(old, name)
        if was != getattr(new, name):
            words = (
                _listed(was) if isinstance(was, list) else was.strftime("%d/%m/%Y") if isinstance(was, date) else was
            )
            said.append(f"{label}: {words or 'not recorded'}")
    return said


@dataclass(frozen=True)
class PersonFormPage:
    """A form about one person on a child's record."""

    frame: Frame
    heading: str
    about: str
    form: Any
    back: Link


def person_form(child: Person, person: Person, heading: str, form: Any, today: date) -> PersonFormPage:
    """Build the page."""
    back = Link("Back", reverse("person", args=[child.key, person.key]))
    return PersonFormPage(frame(known(child, today), ""), heading, person.shown_name, form, back)


@dataclass(frozen=True)
class AddressPage:
    """A protected address, asked for. `earlier`: what it said before, with the day until which it did."""

    frame: Frame
    name: str
    text: str
    kept_from: tuple[str, ...]
    earlier: tuple[Row, ...]
    back: Link


def address_page(child: Person, person: Person, rows: Sequence[Address], worker: Worker, today: date) -> AddressPage:
    """Build the page from the versions of one address, the newest first."""
    names = {one.key: one.shown_name for one in (child, *people_around(child, worker))}
    kept = tuple(names.get(key, "somebody not on this record now") for key in rows[0].kept_from)
    earlier = tuple(
        Row(f"Until {moment(row.superseded_at)}", row.text)
        for row in rows[1:]
        if row.superseded_at and row.text != rows[0].text
    )
    back = Link("Hide it again", reverse("person", args=[child.key, person.key]))
    return AddressPage(frame(known(child, today), ""), person.shown_name, rows[0].text, kept, earlier, back)
