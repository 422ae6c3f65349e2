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
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import moment
from sightline.people.ages import age_words, born, expected
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
    """Those found, each with a link: to the record if it is open, else to opening it for a reason."""
    keys = [one.person.key for one in found]
    is_open = set(children_open_to(worker).filter(key__in=keys).values_list("key", flat=True))
    return tuple(
        Likeness(
            one.person.shown_name,
            age_words(one.person, today),
            STRENGTH[one.alike.strength],
            one.alike.reasons,
            _link(one.person, is_open),
            one.person.key if child and not one.person.is_child else "",
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


def find_person(child: Person, key: str, worker: Worker) -> Person | None:
    """The child itself or somebody around the child, if they exist for this worker."""
    if key == child.key:
        return child
    return next((one for one in people_around(child, worker) if one.key == key), None)


def person_page(child: Person, person: Person, today: date) -> PersonPage:
    """Build the page. A protected address is masked here, whoever looks."""
    of = {"key": child.key, "person": person.key}
    links = (
        Link("Change these details", reverse("change-person", kwargs=of)),
        Link("Add another name", reverse("add-name", kwargs=of)),
        Link("Add an address", reverse("add-address", kwargs=of)),
    )
    more: tuple[Link, ...] = ()
    if person.pk == child.pk:
        more = (
            Link("Add somebody who works with the child", reverse("add-professional", args=[child.key])),
            Link("Write down an adult of the family", reverse("add-adult", args=[child.key])),
        )
    return PersonPage(
        frame=frame(known(child, today), ""),
        name=person.shown_name,
        rows=detail_rows(person, today),
        names=_names(person),
        addresses=_addresses(child, person),
        professionals=_professionals(child) if more else None,
        past=_past(person),
        links=links + more,
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
        Row("Born at", f"{person.gestation_weeks} weeks" if person.gestation_weeks else ""),
        Row("Languages", _listed(person.languages)),
        Row("Reads", _listed(person.reads)),
        Row("Talking and writing", person.communication),
        Row("Interpreter needed", interpreter.get(person.interpreter_need, "")),
    )


def _listed(found: list[str] | None) -> str:
    return "none" if found == [] else ", ".join(found or ())


def _names(person: Person) -> Table:
    rows = tuple(
        (row.name, row.get_kind_display(), saying.spell(row.starts_on, row.ends_on), saying.recorder(row))
        for row in current(OtherName, person=person)
    )
    return Table(
        "Other names", ("Name", "What it is", "From when to when", "Source"), rows, empty="No other name is recorded."
    )


def _addresses(child: Person, person: Person) -> Table:
    rows = tuple(
        (_address(child, person, row), saying.spell(row.starts_on, row.ends_on), saying.recorder(row))
        for row in current(Address, person=person)
    )
    return Table("Addresses", ("Address", "From when to when", "Source"), rows, empty="No address is recorded here.")


def _address(child: Person, person: Person, row: Address) -> str | Link:
    if not row.is_protected:
        return str(row.text)
    return Link(
        MASKED, reverse("show-address", args=[child.key, person.key, row.fact]), note="asking for it is recorded"
    )


def _professionals(child: Person) -> Table:
    rows = tuple(
        (row.name, row.role, row.organisation or saying.NOT_RECORDED, row.reached_by or saying.NOT_RECORDED,
         saying.spell(row.starts_on, row.ends_on))
        for row in current(Professional, child=child)
    )  # fmt: skip
    head = ("Name", "As", "Where", "Reached by", "From when to when")
    return Table("Who else works with the child", head, rows, empty="Nobody is recorded here yet.")


def _past(person: Person) -> Table:
    rows = []
    later: Any = person
    for old in PersonVersion.objects.filter(person=person).order_by("-version"):
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
    """A protected address, asked for."""

    frame: Frame
    name: str
    text: str
    kept_from: tuple[str, ...]
    back: Link


def address_page(child: Person, person: Person, row: Address, worker: Worker, today: date) -> AddressPage:
    """Build the page."""
    names = {one.key: one.shown_name for one in (child, *people_around(child, worker))}
    kept = tuple(names.get(key, "somebody not on this record now") for key in row.kept_from)
    back = Link("Hide it again", reverse("person", args=[child.key, person.key]))
    return AddressPage(frame(known(child, today), ""), person.shown_name, row.text, kept, back)
