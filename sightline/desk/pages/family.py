"""The family: parents, and households over time, as tables; the drawing comes with its own room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.access.models import Worker
from sightline.desk import saying
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.noted import Sections, sections
from sightline.desk.pages.overview import person, who_is_who
from sightline.kit.parts import Row, Table
from sightline.people.models import HouseholdMembership, Person
from sightline.people.queries import homes, open_here, parentages


@dataclass(frozen=True)
class FamilyPage:
    frame: Frame
    sections: Sections
    parents: tuple[Row, ...]
    households: tuple[Table, ...]
    kept: bool


def family_page(child: Person, worker: Worker, today: date) -> FamilyPage:
    """Build the page."""
    about, parents, living = known(child, today), parentages(child, worker), homes(child, today, worker)
    links = open_here(living)

    def line(row: HouseholdMembership, who: object) -> tuple[object, ...]:
        return who, row.get_role_display(), saying.spell(row.starts_on, row.ends_on), saying.source(row.source)

    tables = []
    for number, home in enumerate(living, start=1):
        rows = [line(home.own, child.shown_name)]
        rows += [line(row, person(row.person, today, links)) for row in home.others]
        now = "" if home.now else " (in the past)"
        caption = f"Household {number}{now}"
        tables.append(Table(caption, ("Who", "Lives or is often there", "From when to when", "Source"), tuple(rows)))  # type: ignore[arg-type]
    return FamilyPage(
        frame=frame(about, "child-family"),
        sections=sections(child, worker, "child-family"),
        parents=who_is_who(parents, about, links),
        households=tuple(tables),
        kept=about.coverage.keeps("HouseholdMembership", today),
    )
