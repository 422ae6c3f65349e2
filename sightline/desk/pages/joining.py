"""A person who is recorded twice: whom the other record could be, the two side by side, and taking them apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sightline.cases.models import Allocation
from sightline.cases.policy import open_allocations
from sightline.desk import saying
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.people import PersonPage, detail_rows, find_person
from sightline.kit.parts import Link, Table
from sightline.kit.words import day, moment
from sightline.people.ages import age_words, born, expected
from sightline.people.details import Address, Merge, OtherName
from sightline.people.knowing import Among, search
from sightline.people.merging import turned_of, why_not
from sightline.people.models import Person
from sightline.people.queries import children_open_to, find_child, people_around
from sightline.people.telling import MASKED, current

if TYPE_CHECKING:
    from sightline.access.models import Worker

OFFERED = 12  # our default: records offered at once; others are found by typing
NONE = "Not recorded"


@dataclass(frozen=True)
class TwicePage:
    """Whom the other record could be. `by_name`: whether others are found by typing, as children are."""

    frame: Frame
    name: str
    found: Table
    words: str
    by_name: bool
    back: Link


def find_other(child: Person, person: Person, key: str, worker: Worker) -> Person | None:
    """The other record, if this worker may join it: a child of their own, or another adult of this child's record."""
    if person.pk == child.pk:
        return find_child(worker, key, "record.join")
    other = find_person(child, key, worker)
    return other if other is not None and not other.is_child else None


def twice_page(child: Person, person: Person, worker: Worker, words: str, today: date) -> TwicePage:
    """Build the page: those whose name sounds like this one, or like what was typed."""
    of_child = person.pk == child.pk
    if of_child:
        rows = children_open_to(worker, "record.join").exclude(pk=child.pk)
        others = search(words or person.name, Among(rows), OFFERED)
    else:
        others = [one for one in people_around(child, worker) if not one.is_child and one.pk != person.pk]
    cells = tuple(
        (
            Link(one.shown_name, reverse("join-records", args=[child.key, person.key, one.key])),
            age_words(one, today),
            f"{one.reference}. {_written(one)}" if one.reference else _written(one),
        )
        for one in others
    )
    head = ("Name", "Age", "Written down")
    empty = (
        "None of the children you work with has a name that sounds like this, or this reference."
        if of_child
        else "No other adult is on this child’s record."
    )
    return TwicePage(
        frame(known(child, today), ""), person.shown_name,
        Table("Which is the other record?", head, cells, empty=empty), words, of_child, _back(child, person),
    )  # fmt: skip


@dataclass(frozen=True)
class JoinPage:
    """The two side by side. `why_not`: why they cannot be joined; then nothing can be confirmed."""

    frame: Frame
    stays: str
    goes: str
    facts: Table
    contradictions: tuple[str, ...]
    only_there: tuple[str, ...]
    turned: tuple[str, ...]
    is_child: bool
    workers: tuple[str, ...]
    form: Any
    why_not: str
    back: Link
    choose: Link
    swap: Link


def join_page(child: Person, kept: Person, away: Person, form: Any, today: date, trouble: str = "") -> JoinPage:
    """Build the page. A protected address is masked here too."""
    rows = _side_by_side(kept, away, today)
    of_child = kept.pk == child.pk
    swapped = [away.key if of_child else child.key, away.key, kept.key]
    return JoinPage(
        frame=frame(known(child, today), ""),
        stays=kept.shown_name,
        goes=away.shown_name,
        facts=Table("The two side by side", ("What", "This one stays", "The other"), rows),
        contradictions=contradictions(kept, away),
        only_there=tuple(what for what, here, _ in _details(kept, away, today) if not here),
        turned=tuple(f"{words}: {count}" for words, count in turned_of(away)),
        is_child=of_child,
        workers=_workers(kept, away) if of_child else (),
        form=form,
        why_not=trouble or why_not(kept, away),
        back=_back(child, kept),
        choose=Link("Choose another record", reverse("recorded-twice", args=[child.key, kept.key])),
        swap=Link("Keep the other one instead", reverse("join-records", args=swapped)),
    )


def contradictions(one: Person, other: Person) -> tuple[str, ...]:
    """What cannot both be true of one person, as far as it is recorded."""
    said = []
    first, second = (born(each) or expected(each) for each in (one, other))
    if first and second and not _overlap(first, second):
        said.append(f"The dates of birth contradict each other: {first.in_words()}, and {second.in_words()}.")
    if one.sex and other.sex and one.sex != other.sex:
        said.append(f"The sex recorded is not the same: {one.get_sex_display()}, and {other.get_sex_display()}.")
    return tuple(said)


def _overlap(one: Any, other: Any) -> bool:
    """Whether two dates, each as well as it is known, can be the same day."""
    bounds = (one.earliest, one.latest, other.earliest, other.latest)
    if None in bounds:
        return True
    return bool(one.earliest <= other.latest and other.earliest <= one.latest)


def _details(kept: Person, away: Person, today: date) -> list[tuple[str, str, str]]:
    """What is recorded of one or the other, line by line; what is recorded of neither is left out."""
    lines = zip(detail_rows(kept, today), detail_rows(away, today), strict=True)
    pairs = [("Name", kept.name, away.name), ("Reference", kept.reference, away.reference)]
    pairs += [(one.label, _said(one), _said(other)) for one, other in lines if one.label != "Age"]
    return [pair for pair in pairs if pair[1] or pair[2]]


def _side_by_side(kept: Person, away: Person, today: date) -> tuple[tuple[str, str, str], ...]:
    details = _details(kept, away, today)
    rows = [(f"{what}: {_comparison(here, there)}", here or NONE, there or NONE) for what, here, there in details]
    rows.append(("Where these come from", _written(kept), _written(away)))
    for what, say_all in (("Other names", _names), ("Addresses", _addresses)):
        here, there = say_all(kept), say_all(away)
        if here or there:
            rows.append((f"{what}: both are kept", here or NONE, there or NONE))
    return tuple(rows)


def _comparison(here: str, there: str) -> str:
    if here == there:
        return "the same"
    return "this one stays" if here else "only in the other"


def _said(row: Any) -> str:
    return f"{row.value} ({row.note})" if row.value and row.note else str(row.value)


def _written(person: Person) -> str:
    changed = f", changed {day(person.recorded_at)}" if person.version > 1 else ""
    return f"{saying.recorder(person)}, {day(person.first_recorded_at)}{changed}"  # type: ignore[arg-type]


def _names(person: Person) -> str:
    return "; ".join(f"{row.name} ({saying.recorder(row)})" for row in current(OtherName, person=person))


def _addresses(person: Person) -> str:
    rows: Sequence[Address] = current(Address, person=person)
    return "; ".join(MASKED if row.is_protected else f"{row.text} ({saying.recorder(row)})" for row in rows)


def _workers(kept: Person, away: Person) -> tuple[str, ...]:
    """Who works with either today, and so with the joined record."""
    rows = Allocation.objects.filter(open_allocations(), child__in=(kept, away)).select_related("worker__agency")
    return tuple(dict.fromkeys(f"{row.worker.name}, {row.worker.agency}" for row in rows.order_by("starts_on", "pk")))


def _back(child: Person, person: Person) -> Link:
    return Link("Back to the person", reverse("person", args=[child.key, person.key]))


@dataclass(frozen=True)
class Joined:
    """One sentence about a record that was joined to this one, and where to take them apart."""

    words: str
    because: str
    apart: Link | None = None


def can_join(worker: Worker, child: Person, person: Person) -> bool:
    """Whether this worker may join the record of this person to another one, from this child's record."""
    if person.is_child and person.pk != child.pk:
        return False  # another child of the family: from that child's own record
    return find_child(worker, child.key, "record.join") is not None


def with_joined(page: PersonPage, child: Person, person: Person, *, may: bool) -> PersonPage:
    """The page of a person, with what was joined to their record and the way to join another."""
    link = Link("This person is recorded twice", reverse("recorded-twice", args=[child.key, person.key]))
    return replace(page, links=(*page.links, link) if may else page.links, joined=joined(child, person, may=may))


def joined(child: Person, person: Person, *, may: bool) -> tuple[Joined, ...]:
    """What was joined to this person's record and what was taken apart again, the newest first."""
    rows = Merge.objects.filter(kept=person).select_related("away", "merged_by", "undone_by").order_by("-pk")
    return tuple(_joined(child, person, row, may) for row in rows)


def _joined(child: Person, person: Person, row: Merge, may: bool) -> Joined:
    if row.undone_at is not None:
        by = row.undone_by.name if row.undone_by else "somebody not recorded"
        return Joined(f"Taken apart again from another record on {moment(row.undone_at)} by {by}.", row.undone_because)
    link = Link("Take them apart again", reverse("take-apart", args=[child.key, person.key, row.pk]))
    words = f"Joined with {joined_name(row)} on {moment(row.merged_at)} by {row.merged_by.name}."
    return Joined(words, row.because, link if may else None)


def joined_name(row: Merge) -> str:
    """What the record that was joined was called."""
    return row.away.name or (f"the record {row.away.reference}" if row.away.reference else "a record without a name")


@dataclass(frozen=True)
class ApartPage:
    """Two joined records, about to be taken apart."""

    frame: Frame
    joined: Joined
    form: Any
    trouble: str
    back: Link


def apart_page(child: Person, person: Person, row: Merge, form: Any, today: date, trouble: str = "") -> ApartPage:
    """Build the page."""
    told = _joined(child, person, row, may=False)
    return ApartPage(frame(known(child, today), ""), told, form, trouble, _back(child, person))
