"""Invented surveys: one that is over, about learning shared some months ago, and one that is being asked now.

Thirty-six people were asked. Most are surer after three months, some are not; the police are too few to be shown; some
who were very sure would do the wrong thing first. Nothing here is drawn from real answers.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from sightline import trail
from sightline.confidence import codes
from sightline.confidence.answering import Given
from sightline.confidence.forms import KINDS_OF_WORK
from sightline.confidence.models import OwnQuestion, Response, Survey, Wave
from sightline.domain.measures.instrument import BARRIERS, DEEDS, ITEMS, T1, T2, T3, VIGNETTES, WAVES
from sightline.learning.models import LearningPoint
from sightline.people.facts import LONDON
from sightline.stories.book import Book, seeded_key, weekday
from sightline.stories.partnership import Partnership

WEEKS_AGO = 17
INVITED = 36
# How many of each answered before, and how far the theme moves for them: where, kind of work, how many.
PEOPLE = (
    (0, "Social work", 12),
    (1, "Health visiting and midwifery", 9),
    (3, "School or early years", 7),
    (4, "Voluntary organisation", 3),
    (2, "Police", 2),
)
BEFORE = {"R": 6, "H": 5, "P": 6, "D": 4, "M": 4, "I": 5}
GAIN = {"R": 0.6, "H": 1.2, "P": 0.3, "D": 2.0, "M": 1.4, "I": 0.9}
DIFFERENTLY = (
    "I rang the school the same day instead of waiting for the meeting.",
    "I asked who was missing before we began. Twice somebody was fetched.",
    "I wrote down what the child said in the child’s own words.",
    "Not much yet, to be honest. The caseload has not changed.",
    "I asked Dad’s mother how he could be reached, and he came.",
    "We talk a case through on Tuesdays now, ten minutes each.",
    "I told the mother that I would check with the nursery, and she was fine with it.",
)


OWN = (
    ("agree", "In supervision somebody asks me what the child’s day is like", ()),
    ("one", "Whom do you ring first when you wonder who else knows a child?",
     ("School or nursery", "Health visitor", "Social worker", "A voluntary organisation")),
)  # fmt: skip


def make(people: Partnership, book: Book, today: date, seed: str) -> None:
    """Store both surveys with their answers, and their lines of the trail."""
    rng = random.Random(f"{seed}/confidence")
    codes.ready()  # real answers are given to these surveys too
    shared = LearningPoint.objects.filter(sharings__isnull=False).order_by("sharings__on", "pk").first()
    done = _survey(
        rng, people, book, "Asking who else knows this child", weekday(today - timedelta(weeks=WEEKS_AGO)), shared
    )
    event = done.event_on
    opened = {T1: event - timedelta(days=5), T2: event, T3: event + timedelta(weeks=11)}
    closed = {T1: event, T2: event + timedelta(days=1), T3: event + timedelta(weeks=13)}
    for wave in done.waves.all():
        wave.invited = INVITED
        wave.opened_at, wave.closed_at = _at(opened[wave.kind], 9), _at(closed[wave.kind], 8)
        wave.save()
        _trail(book, people, done, "open_wave", wave.opened_at)
        _trail(book, people, done, "close_wave", wave.closed_at)
    _answers(rng, done, people)
    _own(random.Random(f"{seed}/confidence/own"), done, people)
    going_on = _survey(rng, people, book, "When a child is not brought", weekday(today + timedelta(days=6)), None)
    first = going_on.waves.get(kind=T1)
    first.invited, first.opened_at = 24, _at(today - timedelta(days=1), 9)
    first.save()
    _trail(book, people, going_on, "open_wave", first.opened_at)
    first.own.set(_asked(random.Random(f"{seed}/confidence/own now"), going_on, people)[:1])


def _survey(
    rng: random.Random, people: Partnership, book: Book, title: str, event_on: date, point: LearningPoint | None
) -> Survey:
    lead = people.worker("learning")
    begun = min(_at(event_on - timedelta(days=9), 10), book.now)
    survey = Survey.objects.create(
        key=seeded_key(rng),
        title=title,
        event_on=event_on,
        point=point,
        agencies=[agency.name for agency in people.agencies],
        kinds_of_work=list(KINDS_OF_WORK),
        begun_by=lead,
        begun_at=begun,
    )
    for kind in WAVES:
        Wave.objects.create(survey=survey, kind=kind, key=seeded_key(rng), token=seeded_key(rng))
    _trail(book, people, survey, "begin_survey", begun)
    return survey


def _trail(book: Book, people: Partnership, survey: Survey, deed: str, at: datetime) -> None:
    lead = people.worker("learning")
    book.lines.append(trail.Row(f"confidence.{deed}", by=lead, thing=("Survey", survey.key), at=min(at, book.now)))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON)


def _answers(rng: random.Random, survey: Survey, people: Partnership) -> None:
    waves = {wave.kind: wave for wave in survey.waves.all()}
    made: list[Response] = []
    words = list(DIFFERENTLY)
    number = 0
    for agency, work, count in PEOPLE:
        for _ in range(count):
            number += 1
            person = _Person(rng, survey, people.agencies[agency].name, work, number)
            made.append(
                person.response(waves[T1], person.first(), on=survey.event_on - timedelta(days=rng.randint(1, 5)))
            )
            if rng.random() < 0.9:
                made.append(person.response(waves[T2], person.on_the_day(), on=survey.event_on))
            if rng.random() < 0.8:
                later = survey.event_on + timedelta(weeks=11, days=rng.randint(0, 12))
                said = words.pop() if words and number % 3 == 0 else ""
                made.append(person.response(waves[T3], person.later(), on=later, said=said))
    rng.shuffle(made)
    Response.objects.bulk_create(made, batch_size=500)


def _asked(rng: random.Random, survey: Survey, people: Partnership) -> list[OwnQuestion]:
    """Two questions of the partnership's own, before and after three months."""
    rows = []
    for place, (kind, words, options) in enumerate(OWN, start=1):
        rows.append(
            OwnQuestion.objects.create(
                survey=survey,
                key=seeded_key(rng),
                kind=kind,
                words=words,
                options=list(options),
                waves=[T1, T3],
                place=place,
                by=people.worker("learning"),
                at=survey.begun_at,
            )
        )
    return rows


def _own(rng: random.Random, survey: Survey, people: Partnership) -> None:
    """Answers to them: more agree after three months, and the voluntary organisations are too few to be told."""
    agree, first = _asked(rng, survey, people)
    for wave in survey.waves.filter(kind__in=(T1, T3)).order_by("kind"):
        wave.own.set([agree, first])
        weights = (4, 7, 6, 8, 3) if wave.kind == T1 else (1, 3, 5, 11, 8)
        rows = list(wave.responses.order_by("key"))
        for row in rows:
            row.own = {
                agree.key: rng.choices(range(1, 6), weights)[0],
                first.key: rng.choices(range(4), (9, 8, 8, 1))[0],
            }
        Response.objects.bulk_update(rows, ["own"])


class _Person:
    """Somebody who answers: where they stand, how far each theme moves for them, how sure they are by nature."""

    def __init__(self, rng: random.Random, survey: Survey, agency: str, work: str, number: int) -> None:
        self.rng, self.agency, self.work = rng, agency, work
        # What stands for a code: the same in every demonstration, as everything else in it.
        self.code = sha256(f"{survey.key} {number}".encode()).hexdigest()
        nature = rng.choice((-1, 0, 0, 0, 1, 2))
        self.before = {item.code: self._near(BEFORE[item.theme] + nature) for item in ITEMS}
        moves = {theme: gain + rng.choice((-1.5, -0.5, 0, 0.5, 1)) for theme, gain in GAIN.items()}
        self.after = {item.code: self._near(self.before[item.code] + moves[item.theme]) for item in ITEMS}

    def _near(self, value: float) -> int:
        return min(10, max(0, round(value + self.rng.choice((-1, -0.5, 0, 0, 0.5, 1)))))

    def _story(self, right: float) -> dict[str, tuple[str, int | None]]:
        found: dict[str, tuple[str, int | None]] = {}
        for story in VIGNETTES:
            wrong = [letter for letter, _ in story.options if letter != story.expected]
            choice = story.expected if self.rng.random() < right else self.rng.choice(wrong)
            found[story.code] = (choice, self.rng.randint(4, 10))
        return found

    def first(self) -> Given:
        """Before."""
        skipped = self.rng.choice([item.code for item in ITEMS])
        now = {code: value for code, value in self.before.items() if code != skipped}
        return Given(now=now, vignettes=self._story(0.55))

    def on_the_day(self) -> Given:
        """On the day: high spirits now, and a harder look at before."""
        now = {code: min(10, value + self.rng.choice((0, 0, 1))) for code, value in self.after.items()}
        then = {code: max(0, value - self.rng.choice((0, 0, 1, 1, 2))) for code, value in self.before.items()}
        return Given(now=now, then=then)

    def later(self) -> Given:
        """After three months."""
        counts = {}
        for item in DEEDS:
            needed = self.rng.randint(0, 6)
            counts[item.code] = (needed, self.rng.randint(needed // 2, needed))
        weights = (9, 5, 3, 5, 4, 6, 3, 1)
        barriers = dict.fromkeys(self.rng.choices([code for code, _ in BARRIERS], weights, k=3))
        return Given(now=self.after, vignettes=self._story(0.8), counts=counts, barriers=tuple(barriers))

    def response(self, wave: Wave, given: Given, *, on: date, said: str = "") -> Response:
        """Their answers in a wave."""
        return Response(
            wave=wave,
            key=seeded_key(self.rng),
            code=self.code,
            agency=self.agency,
            work=self.work,
            answers=given.as_json(),
            said=said,
            said_shown=bool(said) and "honest" not in said,
            on=on,
        )
