"""Three invented case reviews, what they found, and what people are to learn from them.

One published serious case review, one published alternative learning review, one review held
back while criminal proceedings run. Every fact in them is made up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline import trail
from sightline.access.models import Team, Worker
from sightline.checks.models import Citation
from sightline.domain.disclosure.levels import PUBLISHED, Level
from sightline.learning import search
from sightline.learning.models import Acknowledgement, LearningPoint, Sharing
from sightline.people.models import Person
from sightline.reviews.models import (
    CaseReview,
    ClockMark,
    Finding,
    FindingTheme,
    ReviewMember,
    StateMove,
    Subject,
)
from sightline.stories.book import Book, seeded_key, weekday, working_hour
from sightline.stories.partnership import Partnership


@dataclass(frozen=True)
class FoundStory:
    text: str
    polarity: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class ReviewStory:
    """A review to tell. `ago`: days before today of notification, decision and publication (None: not published)."""

    slug: str
    reference: str
    title: str
    regime: str
    method: str
    states: tuple[str, str, str]
    ago: tuple[int, int, int | None]
    summary: str
    subjects: tuple[str, ...]
    findings: tuple[FoundStory, ...]


REVIEWS = (
    ReviewStory(
        "linden",
        "SCR-01",
        "Child L",
        "SCR",
        "HYBRID",
        ("ACTIONS_OPEN", "PUBLISHED", "SHARED"),
        (3600, 3560, 3200),
        "Child L was harmed at eleven months. Six health appointments had been missed in half a year; three services "
        "each knew of two.",
        ("Child L", "Sibling 1"),
        (
            FoundStory(
                "Six appointments were missed across three services in six months. Each service counted its own two, "
                "wrote that the baby had not attended, and sent another letter.",
                "-",
                ("PROC-WNB", "MULTI-ALL"),
            ),
            FoundStory(
                "Mother said that her partner had left. Nobody asked the nursery, who saw him at the gate each Friday.",
                "-",
                ("INFO-VERIFY", "DIRECT-MEN"),
            ),
            FoundStory(
                "The nursery nurse wrote down how the baby was each morning, in plain words. It became the clearest "
                "account of the child's days.",
                "+",
                ("PROC-RECVOICE",),
            ),
        ),
    ),
    ReviewStory(
        "rowan",
        "ALR-02",
        "Two brothers",
        "ALR",
        "SILP",
        ("ACTIONS_OPEN", "PUBLISHED", "SHARED"),
        (820, 800, 420),
        "Two brothers lived with neglect for three years while many people visited the house.",
        ("Child R1", "Child R2"),
        (
            FoundStory(
                "Visits were kept, but on seven of eleven the younger boy was said to be asleep, at a friend's or at "
                "his grandmother's, and was not seen.",
                "-",
                ("PROC-RECVOICE", "DIRECT-LIVED"),
            ),
            FoundStory(
                "The school asked for a stronger plan three times and used the agreed route each time.",
                "+",
                ("MULTI-ESCALATE",),
            ),
            FoundStory(
                "Supervision was cancelled four times in the busiest months, and nobody thought the family through.",
                "-",
                ("REFLECT-TIME",),
            ),
        ),
    ),
    ReviewStory(
        "alder",
        "LCSPR-03",
        "Baby A",
        "LCSPR",
        "APPREC",
        ("AGREED", "HELD", "SHARED"),
        (430, 410, None),
        "Baby A was hurt at four months old. The review is agreed and held back while criminal proceedings run.",
        ("Baby A",),
        (
            FoundStory(
                "The plan rested on one account of who lived in the home, given on a Tuesday by one adult. The council "
                "tax record and the health visitor each knew otherwise.",
                "-",
                ("INFO-VERIFY",),
            ),
            FoundStory(
                "A family friend had told a receptionist of her worry in the spring; it went no further.",
                "-",
                ("MULTI-ALL", "HARM-DYNAMIC"),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class PointStory:
    """A learning point to write. `findings`: (slug, number); `shared`: days ago and how; `checks`: which cite it."""

    title: str
    lesson: str
    try_this: str
    detail: str
    themes: tuple[str, ...]
    findings: tuple[tuple[str, int], ...]
    shared: tuple[tuple[int, str, str], ...]
    checks: tuple[str, ...]


POINTS = (
    PointStory(
        "Was not brought: count across services",
        "A young child cannot get to an appointment alone. One miss in each of three services looks small to each and "
        "is a pattern to the child. Ask what got in the way, say what the child misses, and tell the others.",
        "When a child is not brought, ring two people that day: the family, and one other service that knows "
        "the child.",
        "In the review of Child L, three services each knew of two of six missed appointments.",
        ("PROC-WNB", "MULTI-ALL"),
        (("linden", 1),),
        ((310, "Team briefing", "All teams"), (296, "Learning event", "Health and social care")),
        ("WNB-01",),
    ),
    PointStory(
        "Seen, not only visited",
        "A visit is not a sight of the child. Asleep, or out, is an answer from an adult; the child's day "
        "stays unknown until someone has been with the child.",
        "If a child is not seen twice running, change something: the hour, the place, or who goes.",
        "In the review of two brothers, the younger was not seen at seven of eleven kept visits.",
        ("PROC-RECVOICE", "DIRECT-LIVED"),
        (("rowan", 1),),
        ((250, "Safeguarding edition", "All agencies"),),
        ("VOI-02",),
    ),
    PointStory(
        "One account is a start",
        "Most people tell us the truth as they see it. When a plan leans on one person's word of who lives at home or "
        "who has left, a second source protects the child, and protects the person who told us.",
        "Tell the parent that you check such things for everybody, and whom you will ask.",
        "The plan in the held review rested on one account, given once, of who lived in the home.",
        ("INFO-VERIFY",),
        (("alder", 1),),
        ((180, "Team briefing", "Social care teams"),),
        ("INF-01",),
    ),
    PointStory(
        "Ask the people at the gate",
        "Nursery, school and neighbours see who comes and goes. They are seldom asked.",
        "Before a decision rests on a separation, ask one person who sees the family on an ordinary weekday.",
        "In the review of Child L, the nursery saw the partner each Friday after he was said to have left.",
        ("INFO-VERIFY", "DIRECT-MEN"),
        (("linden", 2),),
        ((240, "Team briefing", "All teams"),),
        ("INF-01",),
    ),
    PointStory(
        "Plain words about a baby's day",
        "A baby's voice is how the baby is: feeding, settling, looking for a face. Written plainly, day by day, it is "
        "evidence.",
        "Write three sentences about the baby before you write about the adults.",
        "A nursery nurse's morning notes became the clearest account of Child L's days.",
        ("PROC-RECVOICE",),
        (("linden", 3),),
        ((150, "Safeguarding edition", "All agencies"),),
        ("VOI-02",),
    ),
    PointStory(
        "Disagreeing well",
        "Raising a disagreement a second and a third time, by the agreed route, is part of the job and changes plans.",
        "Say what you would need to see to be content, and by when.",
        "The school in the review of two brothers used the agreed route three times.",
        ("MULTI-ESCALATE",),
        (("rowan", 2),),
        (),
        (),
    ),
    PointStory(
        "Time to think is part of the work",
        "When everything is busy, thinking is the first thing to go, and drift goes unnamed.",
        "Ten minutes in the pod with one question: what are we not asking?",
        "",
        ("REFLECT-TIME",),
        (("rowan", 3),),
        ((90, "Team meeting", "Harbour team"),),
        (),
    ),
)


def make(partnership: Partnership, book: Book, today: date, subject: Person, seed: str) -> Sequence[LearningPoint]:
    """Store the reviews, their findings and the learning. `subject` is the child of the review that is held back."""
    rng = random.Random(f"{seed}/reviews")
    officer, lead = partnership.worker("reviews"), partnership.worker("learning")
    findings: dict[tuple[str, int], Finding] = {}
    for story in REVIEWS:
        review = _review(rng, story, officer, partnership, book, today, subject)
        for number, found in enumerate(story.findings, start=1):
            findings[story.slug, number] = _finding(rng, review, number, found, officer, book, today)
    points = [_point(rng, story, findings, lead, book, today) for story in POINTS]
    search.index_all()
    return points


def _review(
    rng: random.Random,
    story: ReviewStory,
    officer: Worker,
    partnership: Partnership,
    book: Book,
    today: date,
    subject: Person,
) -> CaseReview:
    notified, decided, published = (None if ago is None else today - timedelta(days=ago) for ago in story.ago)
    assert notified is not None
    opened = working_hour(rng, max(notified, today - timedelta(days=880)))
    review = CaseReview.objects.create(
        key=seeded_key(rng),
        reference=story.reference,
        title=story.title,
        regime=story.regime,
        method=story.method,
        review_state=story.states[0],
        publication_state=story.states[1],
        learning_state=story.states[2],
        notified_on=notified,
        decided_on=decided,
        published_on=published,
        summary=story.summary,
        opened_by=officer,
        opened_at=opened,
    )
    for code in story.subjects:
        person = subject if story.slug == "alder" else None
        Subject.objects.create(review=review, code=code, person=person, no_record_here=person is None)
    ReviewMember.objects.create(review=review, worker=officer, level=0, role="Review officer")
    ReviewMember.objects.create(review=review, worker=partnership.worker("supervisor"), level=1, role="Panel member")
    if story.regime == "LCSPR":
        on = weekday(notified + timedelta(days=16))
        ClockMark.objects.create(review=review, clock="rapid", kind="done", on=on, by=officer, recorded_at=opened)
    if story.regime == "SCR":
        on = weekday((decided or notified) + timedelta(days=3))
        ClockMark.objects.create(review=review, clock="tell", kind="done", on=on, by=officer, recorded_at=opened)
    fields = ("review_state", "publication_state", "learning_state")
    for field, state in zip(fields, story.states, strict=True):
        StateMove.objects.create(
            review=review,
            field=field,
            from_state="",
            to_state=state,
            until=weekday(today + timedelta(days=40)) if state == "HELD" else None,
            on=opened.date(),
            by=officer,
            recorded_at=opened,
            reason="Entered with the state it had when Sightline began.",
        )
    line = trail.Row("reviews.open_review", by=officer, thing=("CaseReview", review.key), at=opened)
    book.lines.append(line)
    return review


def _finding(
    rng: random.Random, review: CaseReview, number: int, found: FoundStory, officer: Worker, book: Book, today: date
) -> Finding:
    at = working_hour(rng, review.opened_at.date() + timedelta(days=rng.randint(5, 20)))
    finding = Finding.objects.create(
        key=seeded_key(rng),
        review=review,
        number=number,
        text=found.text,
        polarity=found.polarity,
        recorded_at=at,
        recorded_by=officer,
    )
    for code in found.themes:
        FindingTheme.objects.create(finding=finding, code=code, polarity=found.polarity, coded_by=officer, coded_at=at)
    book.lines.append(trail.Row("reviews.record_finding", by=officer, thing=("Finding", finding.key), at=at))
    return finding


def _released_to(story: PointStory, findings: dict[tuple[str, int], Finding]) -> int | None:
    """The detail was approved for practitioners where every review behind the point is published."""
    states = {findings[key].review.publication_state for key in story.findings}
    return Level.PRACTITIONERS if states == {PUBLISHED} else None


# Audiences that mean every team of the partnership; the others were social care's own.
EVERYBODY = ("All teams", "All agencies", "Health and social care")
APPLIED = (
    "We ring the health visitor the same day now.",
    "Our letter says “was not brought”, and asks what got in the way.",
    "In the pod we ask who else is waiting for the same child.",
)


def acknowledged(today: date) -> None:
    """What people said became of the learning: most read it, many discussed it, some applied it. The newest waits."""
    rng = random.Random("acknowledged")
    rows = []
    for sharing in Sharing.objects.filter(on__lt=today - timedelta(days=100)).order_by("pk").prefetch_related("teams"):
        workers = Worker.objects.filter(team__in=sharing.teams.all(), is_active=True).order_by("pk")
        for worker in workers:
            kinds = [
                kind for kind, share in (("read", 0.7), ("discussed", 0.5), ("applied", 0.2)) if rng.random() < share
            ]
            at = working_hour(rng, weekday(sharing.on + timedelta(days=rng.randint(1, 20))))
            for kind in kinds:
                example = rng.choice(APPLIED) if kind == "applied" else ""
                rows.append(
                    Acknowledgement(
                        sharing=sharing, worker=worker, agency_id=worker.agency_id, kind=kind, example=example, at=at
                    )
                )
    Acknowledgement.objects.bulk_create(rows, batch_size=500)


def _point(
    rng: random.Random,
    story: PointStory,
    findings: dict[tuple[str, int], Finding],
    lead: Worker,
    book: Book,
    today: date,
) -> LearningPoint:
    first = max((ago for ago, _how, _who in story.shared), default=60)
    written = working_hour(rng, weekday(today - timedelta(days=first + 14)))
    point = LearningPoint.objects.create(
        key=seeded_key(rng),
        title=story.title,
        lesson=story.lesson,
        try_this=story.try_this,
        detail=story.detail,
        themes=list(story.themes),
        state="published",
        written_by=lead,
        written_at=written,
        published_at=written,
        released_to=_released_to(story, findings),
    )
    point.findings.set([findings[key] for key in story.findings])
    book.lines.append(
        trail.Row("learning.write_learning_point", by=lead, thing=("LearningPoint", point.key), at=written)
    )
    for ago, how, who in story.shared:
        on = weekday(today - timedelta(days=ago))
        at = working_hour(rng, on)
        sharing = Sharing.objects.create(
            key=seeded_key(rng), point=point, on=on, how=how, audience=who, by=lead, recorded_at=at
        )
        sharing.teams.set(Team.objects.all() if who in EVERYBODY else Team.objects.filter(agency__kind="social_care"))
        book.lines.append(trail.Row("learning.share", by=lead, thing=("LearningPoint", point.key), at=at))
    for check in story.checks:
        Citation.objects.create(check_id=check, point=point, by=lead, cited_at=written)
    return point
