"""Health: appointments and what came of them, what got in the way, what the child missed out on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.cases import codes
from sightline.cases.models import Appointment
from sightline.cases.noting import noted
from sightline.cases.queries import SHOWN, appointments, when
from sightline.desk import saying
from sightline.desk.chronology import address, reasons
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.marks import BodyPicture, record_pictures
from sightline.desk.pages.noted import Sections, sections
from sightline.kit.parts import Link, Row, Table
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class Missed:
    """An appointment the child was not brought to, and what was thought since."""

    title: str
    rows: tuple[Row, ...]
    more: str


@dataclass(frozen=True)
class HealthPage:
    frame: Frame
    sections: Sections
    about: tuple[Row, ...]
    waiting: tuple[Link, ...]
    ahead: Table
    missed: tuple[Missed, ...]
    all: Table
    kept: bool
    marks: tuple[BodyPicture, ...] = ()


def health_page(child: Person, today: date, worker: Worker) -> HealthPage:
    """Build the page."""
    about, rows = known(child, today), appointments(child, worker)
    missed = [row for row in rows if row.outcome in ("was_not_brought", "no_access")]
    return HealthPage(
        frame=frame(about, "child-health"),
        sections=sections(child, worker, "child-health"),
        about=_about(child),
        waiting=tuple(waiting_link(child, row) for row in rows if _asks_for_outcome(row, today)),
        ahead=_table("Still ahead", [row for row in rows if _ahead(row, today)], child, today),
        missed=tuple(_missed(row, child) for row in missed[:SHOWN]),
        all=_table(saying.older("All appointments", max(0, len(rows) - SHOWN)), rows[:SHOWN], child, today),
        kept=about.coverage.keeps("Appointment", today),
        marks=record_pictures(child, noted(child, worker, ["Injury"], most=SHOWN)),
    )


def _asks_for_outcome(row: Appointment, today: date) -> bool:
    return row.outcome is None and not _ahead(row, today) and not getattr(row, "detail_is_closed", False)


def waiting_link(child: Person, row: Appointment) -> Link:
    """An appointment whose outcome nobody has written, and where to write it."""
    words = f"{row.service or 'Appointment'}, {saying.happened(row)}"
    return Link(words, reverse("appointment-outcome", kwargs={"key": child.key, "fact": row.fact}))


def _ahead(row: Appointment, today: date) -> bool:
    found = when(row)
    return bool(found.earliest and found.earliest > today)


def _about(child: Person) -> tuple[Row, ...]:
    weeks = str(child.gestation_weeks or "")
    disability = codes.all_in_words(codes.DISABILITY, child.disability, none="None noted", missing="")
    return (Row("Weeks of pregnancy at birth", weeks), Row("Disability", disability))


def _missed(row: Appointment, child: Person) -> Missed:
    """What was thought after a miss. An empty place is said, because it is what is asked about."""
    title = f"{row.service or 'Appointment'}, {saying.happened(row)}: {saying.outcome(row, date.max).lower()}"
    rows = (
        Row("Who was to bring the child", row.responsible_adult),
        Row("What got in the way", reasons(row)),
        Row("Checked with", row.reason_checked or ""),
        Row("What the child missed out on", row.consequence_for_child or ""),
        Row("What happens next", row.action or ""),
        Row("Who was told", row.told_who or ""),
    )
    return Missed(title, rows, reverse("appointment-outcome", kwargs={"key": child.key, "fact": row.fact}))


def _table(caption: str, rows: list[Appointment], child: Person, today: date) -> Table:
    shown = tuple(
        (
            Link(saying.happened(row), address(child, "Appointment", row.fact)),
            "the child" if row.person_id == child.pk else row.person.shown_name,
            row.service or saying.NOT_RECORDED,
            row.get_importance_display() if row.importance else saying.NOT_RECORDED,
            saying.outcome(row, today),
            saying.source(row.source),
        )
        for row in rows
    )
    return Table(caption, ("When", "Whose", "Service", "Importance", "What came of it", "Source"), shown)
