"""Two invented years of a family: levels of help, visits, appointments, things said, plans, decisions.

Shaped like life, not like a lesson: visits slip, letters go to old addresses, most things go well. Nothing here is
tuned so that a chart goes up or down.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.timezone import localtime

from sightline.access.models import Worker
from sightline.cases.changes import KEPT_KINDS
from sightline.cases.models import Allocation, Concern, Event, Involvement, Plan, RecordCoverage
from sightline.people.models import Person
from sightline.stories import activity, words
from sightline.stories.book import Book, as_if_written
from sightline.stories.families import Family, born_after
from sightline.stories.partnership import Partnership

DAYS = 730
# Courses that help takes, by level, with how often each is met (invented).
COURSES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("EH",), 16),
    (("CIN",), 24),
    (("EH", "CIN"), 12),
    (("CIN", "S47", "CP"), 14),
    (("CIN", "S47", "CP", "CIN"), 8),
    (("S47", "CP"), 6),
    (("CP", "CLA"), 5),
    (("CIN", "closed"), 9),
    (("CP", "CIN", "closed"), 6),
)
PLAN_OF = {"EH": "early_help", "CIN": "CIN", "CP": "CP"}
KEPT_FROM = 900  # days ago: since when every kind is kept here


@dataclass(frozen=True)
class Spell:
    """A level of help from a day to a day (None: still)."""

    level: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Around:
    """The workers around a family."""

    lead: Worker
    health: Worker
    school: Worker | None

    @property
    def all(self) -> list[Worker]:
        return [w for w in (self.lead, self.health, self.school) if w is not None]


def live(family: Family, partnership: Partnership, book: Book, today: date) -> Around:
    """Write two years of this family into the book. Persons and households are stored already."""
    rng = family.rng
    around = _around(rng, family, partnership)
    spells = _spells(rng, today)
    for child, parentage in family.parentages:
        if parentage.asked_on is not None:
            parentage.asked_on = min(parentage.asked_on, spells[0].starts_on)  # nothing is written before it was asked
        _write(book, family, parentage, around, spells[0].starts_on, child, "people.record_parent")
    for person, membership in family.memberships:
        child = person if person.is_child else family.children[0]
        if born_after(person, membership.ends_on):
            as_if_written(rng, spells[0].starts_on, late=rng.randint(0, 3))  # the family had left that home before
            continue
        _write(book, family, membership, around, spells[0].starts_on, child, "people.join_household")
    for child in family.children:
        _involve(family, child, spells, around, book, today)
        _worries(family, child, around, book, spells, today)
    for spell in spells:
        activity.visits(family, spell, around, book, today)
    for child in family.children:
        activity.appointments(family, child, spells, around, book, today)
        activity.accounts(family, child, spells, around, book, today)
    _looks(family, around, book, today)
    return around


def _write(book: Book, family: Family, row, around: Around, on: date, child: Person, verb: str) -> None:  # type: ignore[no-untyped-def]
    book.write(row, rng=family.rng, by=around.lead, on=on, child=child, verb=verb, late=family.rng.randint(0, 3))


def _around(rng: random.Random, family: Family, partnership: Partnership) -> Around:
    social = partnership.practitioners("social_care")
    return Around(
        lead=social[family.number % len(social)],
        health=rng.choice(partnership.practitioners("health")),
        school=rng.choice(partnership.practitioners("school")) if rng.random() < 0.3 else None,
    )


def _spells(rng: random.Random, today: date) -> list[Spell]:
    levels = rng.choices([c for c, _w in COURSES], [w for _c, w in COURSES])[0]
    start = today - timedelta(days=rng.randint(40, DAYS))
    spells, at = [], start
    for index, level in enumerate(levels):
        if level == "closed" or at >= today:
            break
        length = 15 if level == "S47" else rng.randint(70, 320)
        last = index == len(levels) - 1
        ends = None if last or at + timedelta(days=length) >= today else at + timedelta(days=length)
        spells.append(Spell(level, at, ends))
        at = ends or today
    return spells


def kept_here(child: Person, book: Book, today: date) -> None:
    """Declare, when the child was written down, that every kind of record is kept here."""
    begins = today - timedelta(days=KEPT_FROM)
    for kind in KEPT_KINDS:
        book.add(RecordCoverage(child=child, kind=kind, starts_on=begins, recorded_at=child.recorded_at))


def _involve(family: Family, child: Person, spells: list[Spell], around: Around, book: Book, today: date) -> None:
    rng = family.rng
    kept_here(child, book, today)
    for spell in (theirs for spell in spells if (theirs := _from_birth(spell, child)) is not None):
        row = Involvement(child=child, level=spell.level, starts_on=spell.starts_on, allocated_at=spell.starts_on)
        row = book.write(row, rng=rng, by=around.lead, on=spell.starts_on, child=child, verb="cases.open_involvement")
        if spell.ends_on is not None:
            book.amend(
                row,
                rng=rng,
                by=around.lead,
                on=spell.ends_on,
                child=child,
                verb="cases.close_involvement",
                ends_on=spell.ends_on,
            )
        if spell.level in PLAN_OF:
            _plan(family, child, spell, around, book)
    ends = spells[-1].ends_on
    for worker, role in ((around.lead, "lead"), (around.health, "involved"), (around.school, "involved")):
        if worker is not None and (worker is not around.health or _age(child, today) < 6):
            known = min(max(spells[0].starts_on, localtime(child.recorded_at).date()), ends or today)
            book.add(Allocation(child=child, worker=worker, role=role, starts_on=known, ends_on=ends))


def _from_birth(spell: Spell, child: Person) -> Spell | None:
    """The spell as far as it is this child's: from the day the child was written down; None when it had ended."""
    known = localtime(child.recorded_at).date()
    if spell.ends_on is not None and spell.ends_on <= known:
        return None
    return replace(spell, starts_on=max(spell.starts_on, known))


def _plan(family: Family, child: Person, spell: Spell, around: Around, book: Book) -> None:
    rng = family.rng
    interval = rng.choice((None, 10, 15)) if spell.level == "CP" else None
    plan = Plan(
        child=child,
        kind=PLAN_OF[spell.level],
        starts_on=spell.starts_on,
        visit_interval_wd=interval,
        initial_category=rng.choice(("NEG", "EMO", "PHY")) if spell.level == "CP" else "",
        text="What we want to see: meals, sleep and someone to turn to, every day and not only on good ones.",
    )
    plan.latest_category = plan.initial_category
    plan = book.write(plan, rng=rng, by=around.lead, on=spell.starts_on, child=child, verb="cases.record_plan")
    if spell.ends_on is not None:
        book.amend(
            plan, rng=rng, by=around.lead, on=spell.ends_on, child=child, verb="cases.end_plan", ends_on=spell.ends_on
        )


def _worries(family: Family, child: Person, around: Around, book: Book, spells: list[Spell], today: date) -> None:
    rng = family.rng
    if rng.random() < 0.35:
        topic = rng.choice(("neglect", "domestic_abuse", "mental_health", "alcohol"))
        known = spells[0].starts_on + timedelta(days=rng.randint(0, 60))
        if known <= today:
            about = child if topic == "neglect" else family.mother
            row = Concern(child=child, person=about, topic=topic, at_date=known, status=rng.choice(("current", "past")))
            book.write(row, rng=rng, by=around.lead, on=known, child=child, verb="cases.record_concern", late=1)
    if rng.random() < 0.4:
        what, topic = rng.choice(words.EVENTS)
        on = today - timedelta(days=rng.randint(5, 500))
        if on > spells[0].starts_on:
            event = Event(child=child, what=what, topic=topic, at_date=on, event_source="Case record", kind="fact")
            book.write(event, rng=rng, by=around.lead, on=on, child=child, verb="cases.record_event", late=2)


def _looks(family: Family, around: Around, book: Book, today: date) -> None:
    rng = family.rng
    for worker in around.all:
        for _ in range(rng.randint(1, 6)):
            on = today - timedelta(days=rng.randint(0, 120))
            part = rng.choice(("overview", "story", "voice", "plan"))
            at = activity.moment(rng, on)
            book.looked(by=worker, child=rng.choice(family.children), part=part, at=at)


def _age(child: Person, today: date) -> int:
    return (today - child.dob).days // 365 if child.dob else -1
