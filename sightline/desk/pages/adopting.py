"""What sealing an identity does, shown before it is done; and, for keepers, what is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sightline.access.queries import open_workers
from sightline.cases.models import Allocation
from sightline.cases.policy import CASE_ROLES, open_allocations
from sightline.checks import todo
from sightline.desk import saying
from sightline.desk.pages.frame import Frame, frame, known
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import count, day
from sightline.people import sealing
from sightline.people.barriers import Sealing
from sightline.people.details import Professional
from sightline.people.models import Person
from sightline.people.queries import people_around
from sightline.people.telling import current

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class AdoptionPage:
    """What happens to what, then the form."""

    frame: Frame
    form: Any
    leaves: tuple[Row, ...]
    to_dos: Table
    workers: Table
    professionals: Table
    same_given: str


@dataclass(frozen=True)
class SealedPage:
    """The sealed identities that this worker keeps."""

    table: Table


@dataclass(frozen=True)
class TakeBackPage:
    """One of them, and why it was a mistake."""

    rows: tuple[Row, ...]
    form: Any
    back: Link


def could_keep(by: Worker) -> list[Worker]:
    """Supervisors of the agency, beside the one who seals: who answers for access to birth records."""
    rows = open_workers().filter(role="supervisor", agency=by.agency_id).exclude(pk=by.pk)
    return list(rows.select_related("agency").order_by("name", "pk"))


def working(child: Person, by: Worker) -> list[Worker]:
    """Those who work with the child today and could go on."""
    rows = Allocation.objects.filter(open_allocations(), child=child).values("worker")
    found = open_workers().filter(pk__in=rows, role__in=CASE_ROLES).exclude(pk=by.pk)
    return list(found.select_related("agency").order_by("name", "pk"))


def professionals(child: Person) -> list[Professional]:
    """Those recorded around the child whose time has not ended."""
    return [row for row in current(Professional, child=child) if row.ends_on is None]


def adoption_page(child: Person, worker: Worker, form: Any, today: date) -> AdoptionPage:
    """Build the page: everything that is decided stands on it before anything is done."""
    people = ", ".join(one.shown_name for one in people_around(child, worker))
    drafts = sealing.unsaved_about(child)
    leaves = (
        Row("Every entry, name, number and address", "stays with the earlier record, sealed"),
        Row("The family", people, note="They stay on their own records. On none of them this child is to be seen."),
        Row("Typed and not saved", count(drafts, "draft") if drafts else "", missing="No drafts of this record",
            note="Ask their writers to save them first: nobody can afterwards." if drafts else ""),
        Row("In words", "Names and stories in free text on other children’s records are not changed"),
    )  # fmt: skip
    to_dos = tuple((in_words(due), name, who) for due, name, who in todo.promised_about(child))
    workers = tuple(
        (one.name, one.job_title or one.get_role_display(), str(one.agency)) for one in working(child, worker)
    )
    around = tuple((one.name, one.role, saying.spell(one.starts_on, one.ends_on)) for one in professionals(child))
    return AdoptionPage(
        frame=frame(known(child, today), ""),
        form=form,
        leaves=leaves,
        to_dos=Table("To-dos that are open", ("By", "What", "Who"), to_dos, empty="No to-do is open."),
        workers=Table("Who works with the child", ("Name", "As", "Agency"), workers, empty="Nobody but you."),
        professionals=Table(
            "Who else works with the child", ("Name", "As", "From when"), around, empty="Nobody is recorded."
        ),
        same_given=child.given_name,
    )


def sealed_page(worker: Worker) -> SealedPage:
    """Build the page. One query."""
    rows = tuple(
        (
            row.earlier.shown_name,
            Link(row.later.shown_name, reverse("child", args=[row.later.key])),
            f"{day(row.sealed_at)} by {row.sealed_by.name}",
            Link("Open the earlier record for a reason", reverse("open-for-reason", args=[row.earlier.key])),
            Link("It was a mistake", reverse("take-sealing-back", args=[row.pk])),
        )
        for row in sealing.kept_by(worker)
    )
    head = ("Earlier", "Now", "Sealed", "Access to birth records", "Take back")
    return SealedPage(Table("Sealed identities you keep", head, rows, empty="You keep no sealed identity."))


def take_back_page(row: Sealing, form: Any) -> TakeBackPage:
    """Build the page."""
    rows = (
        Row("Earlier", row.earlier.shown_name), Row("Now", row.later.shown_name),
        Row("Order of", in_words(row.ordered_on) if row.ordered_on else ""), Row("Why it was sealed", row.because),
    )  # fmt: skip
    return TakeBackPage(rows, form, Link("Back", reverse("sealed")))
