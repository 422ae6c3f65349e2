"""Worries and safety: who is worried about whom, the level of help, and what is known of safety."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sightline.cases import codes
from sightline.cases.models import Concern
from sightline.cases.queries import Newest, concerns, levels_of_help
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.noted import INTRO, Sections, sections
from sightline.desk.pages.plan import levels_table
from sightline.kit.parts import Link, Table
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

PART = "child-worries"


@dataclass(frozen=True)
class WorriesPage:
    """`worries_kept`, `levels_kept`: whether an empty table says anything; on paper the table says so itself."""

    frame: Frame
    intro: str
    worries: Table
    worries_kept: bool
    levels: Table
    levels_kept: bool
    sections: Sections


def worries_page(child: Person, today: date, worker: Worker) -> WorriesPage:
    """Build the page."""
    about = known(child, today)
    worries, levels = _worries(concerns(child, worker), child), levels_table(levels_of_help(child, worker))
    kept, leveled = about.coverage.keeps("Concern", today), about.coverage.keeps("Involvement", today)
    return WorriesPage(
        frame=frame(about, PART),
        intro=INTRO[PART],
        worries=worries if kept else replace(worries, empty="Worries are kept elsewhere."),
        worries_kept=kept,
        levels=levels if leveled else replace(levels, empty="Levels of help are kept elsewhere."),
        levels_kept=leveled,
        sections=sections(child, worker, PART),
    )


def _worries(found: Newest[Concern], child: Person) -> Table:
    shown = tuple(
        (
            Link(saying.happened(row), address(child, "Concern", row.fact)),
            codes.in_words(codes.CONCERN_TOPIC, row.topic),
            row.person.shown_name if row.person else row.subject_words or saying.NOT_RECORDED,
            row.get_status_display() if row.status else saying.NOT_RECORDED,
            row.concern_source or saying.source(row.source),
        )
        for row in found.rows
    )
    head = ("First known", "About", "Whose", "Status", "Source")
    return Table(saying.older("Worries noted", found.more), head, shown)
