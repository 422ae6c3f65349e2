"""The demonstration: one invented partnership, the same for the same day, written in bulk."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock

from django.db import transaction
from django.utils import timezone

from sightline.checks import starter
from sightline.checks.nightly import nightly
from sightline.domain.checks.sets import not_collecting
from sightline.exchange.models import ImportRun
from sightline.people.facts import LONDON
from sightline.people.models import Person
from sightline.stories import (
    answered,
    chronologies,
    coding,
    confidence,
    families,
    lives,
    noted,
    partnership,
    review_work,
    reviews,
    standing,
)
from sightline.stories.book import Book, working_hour

SEED = "westmarsh"
ROLES = ("practitioner", "supervisor", "reviews", "learning", "quality", "admin")
Say = Callable[[str], None]


@dataclass(frozen=True)
class SignIn:
    """Who may sign in to look around."""

    role: str
    username: str
    password: str
    name: str


def make(*, today: date | None = None, say: Say = print, seed: str = SEED) -> list[SignIn]:
    """Make the demonstration unless it is there already; returns one sign-in per role.

    One transaction: an interrupted start leaves nothing, and the next start begins again.
    """
    if not ImportRun.objects.filter(kind="demo").exists():
        began = time.monotonic()
        say("Making an invented partnership: 5 agencies, 40 workers, 400 children, two years.")
        with transaction.atomic(), not_collecting():
            write(today=today or timezone.localdate(), say=say, seed=seed)
        say(f"Made in {time.monotonic() - began:.0f} seconds.")
    else:
        say("The demonstration is there already; serving it as it is.")
    return sign_ins()


def sign_ins() -> list[SignIn]:
    """One sign-in per role."""
    from sightline.access.models import Worker

    workers = {w.username: w for w in Worker.objects.filter(username__in=ROLES)}
    found = (workers[name] for name in ROLES)
    return [SignIn(w.get_role_display(), w.username, partnership.PASSWORD, w.name) for w in found]


def write(*, today: date, say: Say, seed: str = SEED, progress: bool = True) -> None:
    """Write everything, rows and trail together. Call it inside a transaction, on an empty database."""
    now = datetime.combine(today, clock(7, 30), LONDON)
    people = partnership.make(today)
    book = Book(now=min(now, timezone.now()) if today >= timezone.localdate() else now)
    made = [standing.family(seed, today), *families.make(seed, today, less=2)]
    _store_people(made, book, people, today)
    bar = Bar(len(made), say if progress else lambda _line: None)
    for index, family in enumerate(made):
        live = standing.live if index == 0 else lives.live
        around = live(family, people, book, today)
        if index:
            noted.live(family, around, book, today, seed)
        bar.step(len(family.children))
    book.flush()
    subject = made[5].children[0]
    reviews.make(people, book, today, subject, seed)
    coding.make(people, book, today, seed)
    review_work.make(people, book, today, seed)
    confidence.make(people, book, today, seed)
    say("Asking what every check would have said on every day of two years …")
    answered.replay(today)
    standing_children = made[0].children
    answered.past(seed, today, book, standing_children)
    lines = book.close()
    say(f"{lines:,} lines in the trail. Putting in the starter library …")
    starter.install()
    reviews.acknowledged(today)
    chronologies.make(people.worker("reviews"), today)
    say("Looking at every child as of today …")
    nightly(today)
    answered.present(seed, today, standing_children)
    ImportRun.objects.create(kind="demo", file_name="", file_digest="", counts={"today": str(today), "seed": seed})


def _store_people(made: list[families.Family], book: Book, people: partnership.Partnership, today: date) -> None:
    from sightline import trail
    from sightline.people.models import Household

    rng = random.Random(f"{SEED}/people")
    by = people.worker("practitioner")
    persons: list[Person] = []
    for family in made:
        for person in family.people:
            at = working_hour(rng, _written_down(rng, person, today))
            person.recorded_by, person.recorded_at, person.first_recorded_at = by, at, at
            persons.append(person)
            thing = ("Person", person.key)
            book.lines.append(trail.Row("people.add_person", by=by, child=person.key, thing=thing, at=at))
    for kin in (kin for family in made for kin in family.kin):
        person, at = kin.person, working_hour(rng, kin.on)
        person.recorded_by, person.recorded_at, person.first_recorded_at = by, at, at
        persons.append(person)
        thing = ("Person", person.key)
        book.lines.append(trail.Row("people.add_person", by=by, child=person.key, thing=thing, at=at))
    Person.objects.bulk_create(persons, batch_size=1_000)
    Household.objects.bulk_create([home for family in made for home in family.households], batch_size=1_000)


def _written_down(rng: random.Random, person: Person, today: date) -> date:
    """The day a person was first written down: not before a child was born, unless the child is still expected."""
    day = today - timedelta(days=rng.randint(860, 890))
    if person.expected_dob is not None:
        return today - timedelta(days=20)
    if person.dob is not None and person.dob > day:
        return min(person.dob + timedelta(days=2), today)
    return day


class Bar:
    """Progress in plain text, at most twenty lines' worth, on one channel."""

    def __init__(self, total: int, say: Say) -> None:
        self.total, self.say, self.done, self.children = total, say, 0, 0

    def step(self, children: int) -> None:
        before = self.done * 10 // self.total
        self.done += 1
        self.children += children
        tenth = self.done * 10 // self.total
        if tenth > before:
            self.say(f"  [{'#' * tenth}{'.' * (10 - tenth)}] {self.children} children")
