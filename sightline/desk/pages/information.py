"""Information: who said what, what was checked with whom, what other agencies told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.cases import codes
from sightline.cases.attached import documents_on
from sightline.cases.models import AgencyContact, Statement
from sightline.cases.queries import Newest, agency_contacts, statements
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.documents import documents_table
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.noted import Sections, sections
from sightline.desk.the_rest import corroboration
from sightline.kit.parts import Link, Row, Table
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class Account:
    """What somebody said, and the state of its checking."""

    text: str
    who: str
    rows: tuple[Row, ...]
    anchor: str
    check: str
    checked: bool


@dataclass(frozen=True)
class InformationPage:
    frame: Frame
    sections: Sections
    accounts: tuple[Account, ...]
    told: Table
    more: int
    kept: bool
    told_kept: bool
    documents: Table


def information_page(child: Person, today: date, worker: Worker) -> InformationPage:
    """Build the page."""
    about, said = known(child, today), statements(child, worker)
    return InformationPage(
        frame=frame(about, "child-information"),
        sections=sections(child, worker, "child-information"),
        accounts=tuple(_account(row, child) for row in said.rows),
        more=said.more,
        told=_told(agency_contacts(child, worker), child),
        kept=about.coverage.keeps("Statement", today),
        told_kept=about.coverage.keeps("AgencyContact", today),
        documents=documents_table(child, documents_on(child, worker)),
    )


def _account(row: Statement, child: Person) -> Account:
    return Account(
        text=row.text,
        who=f"{speaker(row)}, {saying.happened(row)}",
        rows=account_rows(row, child),
        anchor=f"account-{row.fact}",
        check=reverse("account-checked", kwargs={"key": child.key, "fact": row.fact}),
        checked=row.verification in ("supported", "contradicted"),
    )


def speaker(row: Statement) -> str:
    """Who said it and in which role."""
    name = row.said_by_person.shown_name if row.said_by_person else row.said_by or "Somebody not recorded"
    return f"{name} ({row.get_role_display().lower()})" if row.role else name


def account_rows(row: Statement, child: Person) -> tuple[Row, ...]:
    """The facts about an account; what nobody wrote is said."""
    about = row.about.shown_name if row.about else ""
    see = Link("See", address(child, "Statement", row.fact))
    state = row.get_verification_display() if row.verification else ""
    return (
        Row("Heard by", row.heard_by),
        Row("About", about),
        Row("Topic", row.get_topic_display() if row.topic else ""),
        Row("Does a decision rest on it?", row.get_matters_display() if row.matters else ""),
        Row("Used in", ", ".join(row.used_in or ()), missing="Nothing recorded"),
        Row("Was it checked?", state, note=row.verification_why or ""),
        Row("With whom", tuple(corroboration(found) for found in row.corroborations or ()), missing="Nobody recorded"),
        Row("Written", f"{saying.recorder(row)}; {saying.written(row)}", link=see),
    )


def _told(found: Newest[AgencyContact], child: Person) -> Table:
    shown = tuple(
        (
            Link(saying.happened(row), address(child, "AgencyContact", row.fact)),
            codes.in_words(codes.AGENCY, row.with_agency),
            row.who or saying.NOT_RECORDED,
            row.advice or saying.NOT_RECORDED,
            row.by or saying.NOT_RECORDED,
        )
        for row in found.rows
    )
    head = ("When", "Agency", "Who", "What they knew or advised", "Spoken to by")
    return Table(saying.older("What other agencies told", found.more), head, shown)
