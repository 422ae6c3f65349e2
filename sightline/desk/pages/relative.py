"""One person of a family, as far as the viewer may see them: who they are, how they belong, where they live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from sightline.access.models import Worker
from sightline.desk import saying
from sightline.desk.drawn import Drawn
from sightline.desk.pages.carers import person_address, read_written, strip
from sightline.desk.pages.family import DEEDS, deeds
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.kin_rows import gone_links, home_words, kin_table
from sightline.domain.dates import in_words
from sightline.domain.drawing.genogram import PEOPLE_HEAD, name_of, person_cells, relation_rows
from sightline.domain.kinship import certainty_of, relations
from sightline.kit.parts import Link, Row, Table
from sightline.people.models import Person
from sightline.people.queries import children_open_to

UNSURE = {"recorded": "", "reported": " (reported, not verified)", "disputed": " (disputed)"}
MORE = (*DEEDS, ("tie", "How they get on with somebody"), ("twins", "Born together with somebody"))


@dataclass(frozen=True)
class RelativePage:
    frame: Frame
    name: str
    past: str
    facts: tuple[Row, ...]
    ties: Table
    homes: Table
    strip: Table | None
    deeds: tuple[Link, ...]
    written: Table
    gone: tuple[Link, ...]
    record: Link | None
    back: Link


def relative_page(child: Person, worker: Worker, today: date, drawn: Drawn, key: str) -> RelativePage | None:
    """Build the page; None for somebody who is not in the family as this worker may see it."""
    family, somebody = drawn.family, drawn.family.person.get(key)
    if somebody is None:
        return None
    about = known(child, today)
    written = read_written(child, worker, drawn, about.coverage)
    carers = strip(child, drawn, written)
    own = tuple(row for row in carers.rows if isinstance(row[0], Link) and row[0].href == person_address(drawn, key))
    return RelativePage(
        frame=replace(frame(about, "child-family"), dated=False, sheet=""),
        name=name_of(somebody),
        past=f"As of {in_words(drawn.chosen.on)}, seen with hindsight." if drawn.chosen.hindsight else "",
        facts=_facts(child, drawn, key),
        ties=_ties(drawn, key),
        homes=_homes(drawn, key),
        strip=Table("As somebody who cares for the child", carers.head, own) if own else None,
        deeds=deeds(child, key, MORE) if drawn.chosen.today else (),
        written=kin_table(child, drawn, key),
        gone=gone_links(child, person, worker) if (person := drawn.found.persons.get(key)) else (),
        record=_record(worker, drawn.found.persons.get(key), child),
        back=Link(f"Back to the family of {family.person[child.key].name}", _back(child, drawn)),
    )


def _back(child: Person, drawn: Drawn) -> str:
    query = drawn.chosen.query()
    return reverse("child-family", kwargs={"key": child.key}) + (f"?{query}" if query else "")


def _facts(child: Person, drawn: Drawn, key: str) -> tuple[Row, ...]:
    cells = person_cells(drawn.family, drawn.family.person[key])
    rows = [Row(label, value) for label, value in zip(PEOPLE_HEAD[1:-1], cells[1:-1], strict=True) if label != "Died"]
    rows += [Row("Died", cells[3])] if cells[3] else []
    if key != child.key:
        kin = relations(drawn.family, child.key, key)
        words = tuple(one.words + UNSURE[certainty_of(drawn.family, one)] for one in kin)
        rows.insert(
            0, Row(f"To {drawn.family.person[child.key].name}", words, missing="Not known from what is recorded")
        )
    return tuple(rows)


def _ties(drawn: Drawn, key: str) -> Table:
    """Their partners, parents, children and lines to others; the homes have a table of their own."""
    family = drawn.family
    unions = {union.id for union in family.unions_of.get(key, ())}
    rows = []
    for row in relation_rows(family):
        ids = set(row.ref.replace("+", " ").split())
        if (row.kind == "union" and row.ref in unions) or (row.kind in ("parentage", "twins", "tie") and key in ids):
            rows.append(row.cells)
    head = ("Who", "Relation", "To whom", "From", "To", "How sure, and who says so")
    return Table("How they belong", head, tuple(rows), empty="Nothing of how they belong is recorded.")


def _homes(drawn: Drawn, key: str) -> Table:
    rows = tuple(
        (
            drawn.found.labels[row.household.key],
            home_words(row),
            saying.spell(row.starts_on, row.ends_on),
            saying.source(row.source),
        )
        for row in drawn.found.memberships
        if row.person.key == key
    )
    head = ("Home", "Lives or is often there", "From when to when", "Source")
    return Table("Homes over time", head, rows, empty="Where they live is not recorded.")


def _record(worker: Worker, person: Person | None, child: Person) -> Link | None:
    """The way to their own record, for a child whose record is open to this worker too."""
    if person is None or not person.is_child or person.pk == child.pk:
        return None
    if not children_open_to(worker).filter(pk=person.pk).exists():
        return None
    return Link("Open their own record", reverse("child", kwargs={"key": person.key}))
