"""Writing in the library: each deed, its trail entry and its place in the search index are one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.domain import reviews as rules
from sightline.domain import themes as catalogue
from sightline.domain.disclosure import Level
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.learning import search
from sightline.learning.models import LearningPoint, LearningPointPast, PublishedSource, Sharing
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.changes import Refused, move_state
from sightline.reviews.models import CaseReview, Finding, Proceeding

if TYPE_CHECKING:
    from sightline.access.models import Team, Worker

__all__ = ["ChangedMeanwhile", "Refused"]

SHARED_REASON = "A learning point was shared."


@dataclass(frozen=True, slots=True)
class Words:
    """What a learning point says. All but `detail` is for everyone; `detail` holds case facts."""

    title: str
    lesson: str
    try_this: str = ""
    detail: str = ""
    questions: str = ""
    themes: tuple[str, ...] = ()


@transaction.atomic
def write_learning_point(
    *,
    by: Worker | None,
    findings: Iterable[Finding] = (),
    words: Words,
    published: Iterable[PublishedSource] = (),
    starter_key: str | None = None,
) -> LearningPoint:
    """Write a learning point from findings, published texts or both, as a draft. Raises Refused, UnknownTheme.

    `by` None: Sightline itself, for the starter library.
    """
    sources, texts = _sources(findings, published)
    point = LearningPoint(written_by=by, starter_key=starter_key)
    _put(point, words)
    point.save()
    point.findings.set(sources)
    point.published_sources.set(texts)
    search.index(point)
    _trail("write_learning_point", by, point, _content(point))
    return point


@transaction.atomic
def revise(
    point: LearningPoint,
    *,
    by: Worker,
    seen_version: int,
    words: Words,
    findings: Iterable[Finding] = (),
    published: Iterable[PublishedSource] = (),
) -> LearningPoint:
    """Write a learning point anew; the earlier wording stays readable for those inside the gate.

    A detail that was released stays so only while it and its findings are unchanged; and a point whose new wording has
    to be asked about first, because of what runs beside a review, is a draft again until then. Raises ChangedMeanwhile
    when somebody revised it since `seen_version`, Refused, UnknownTheme.
    """
    current = _seen(point, seen_version)
    sources, texts = _sources(findings, published)
    before = _content(current)
    _put(current, words)
    current.findings.set(sources)
    current.published_sources.set(texts)
    after = _content(current)
    if after == before:
        return current
    LearningPointPast.objects.create(point=current, version=current.version, content=before, by=by)
    current.version += 1
    if (before["detail"], before["findings"]) != (after["detail"], after["findings"]):
        current.released_to = None
    if current.state == "published" and why_it_waits(current):
        current.state, current.released_to = "draft", None
    current.save()
    search.index(current)
    _trail("revise", by, current, after | {"version": current.version})
    return current


@transaction.atomic
def publish(point: LearningPoint, *, by: Worker | None, seen_version: int) -> LearningPoint:
    """Put a draft into the library, for everyone who signs in, as far as the gate lets each of them read.

    Where every review behind it is published already, whoever publishes approves its detail for practitioners too.
    Raises ChangedMeanwhile; Refused when it is in the library already, carries no theme, or has to wait for somebody
    who works on what runs beside a review behind it.
    """
    _hold_reviews(point)
    current = _seen(point, seen_version)
    if current.state == "published":
        raise Refused("This learning point is in the library already.")
    if not current.themes:
        raise Refused("Choose at least one theme, so that people can find it.")
    if waits := why_it_waits(current):
        raise Refused(" ".join(waits))
    current.state, current.published_at = "published", timezone.now()
    current.released_to = Level.PRACTITIONERS if all_published(current) else None
    current.version += 1
    current.save(update_fields=["state", "published_at", "released_to", "version"])
    _trail("publish", by, current, {"version": current.version, "released_to": current.released_to})
    return current


@transaction.atomic
def release_detail(point: LearningPoint, *, by: Worker, seen_version: int) -> LearningPoint:
    """Approve the detail and findings of a published point for practitioners, now that its reviews are published.

    Raises ChangedMeanwhile; Refused while any review behind it is unpublished.
    """
    _hold_reviews(point)
    current = _seen(point, seen_version)
    if not all_published(current):
        raise Refused("A review behind this learning point is not published, so its detail cannot be released.")
    current.released_to = Level.PRACTITIONERS
    current.version += 1
    current.save(update_fields=["released_to", "version"])
    _trail("release_detail", by, current, {"version": current.version, "released_to": current.released_to})
    return current


@transaction.atomic
def share(
    point: LearningPoint, *, by: Worker, on: date, how: str, audience: str = "", teams: Iterable[Team] = ()
) -> Sharing:
    """Write down that a learning point was shared with people on a day, and move its reviews' learning state along.

    Raises Refused for a draft, a day that has not come, or one on which it had to wait.
    """
    if point.state != "published":
        raise Refused("Publish the learning point before you write down that it was shared.")
    if on > timezone.localdate():
        raise Refused("The day it was shared has not come yet. Write it down when it has been shared.")
    if waits := why_it_waits(point, on):
        raise Refused(" ".join(waits))
    sharing = Sharing.objects.create(point=point, on=on, how=how, audience=audience, by=by)
    with_teams = sorted(teams, key=lambda team: team.pk)
    sharing.teams.set(with_teams)
    content = {"on": on, "how": how, "audience": audience, "teams": [team.pk for team in with_teams]}
    _trail("share", by, point, content)
    for review in CaseReview.objects.filter(findings__learning_points=point).distinct():
        _move_learning_state(review, by=by, on=on)
    return sharing


def _move_learning_state(review: CaseReview, *, by: Worker, on: date) -> None:
    """To "shared" when every finding has a point that was shared, else to "some of it"; what is there stays.

    Learning that was called back is never moved on by itself: somebody decided that.
    """
    unshared = review.findings.exclude(learning_points__sharings__isnull=False)
    to = "PART_SHARED" if unshared.exists() else "SHARED"
    steps = ("NOT_SHARED", "PART_SHARED", "SHARED")
    state = review.learning_state
    if state in steps and steps.index(to) > steps.index(state):
        move_state(review, by=by, machine=rules.Machine.LEARNING, to=to, on=on, seen_state=state, reason=SHARED_REASON)


def all_published(point: LearningPoint) -> bool:
    """Whether each review the point rests on is published now; one that rests on published texts alone counts."""
    states = set(point.findings.values_list("review__publication_state", "review__facts_wait"))
    return states == {(PUBLISHED, False)} or (not states and point.published_sources.exists())


def why_it_waits(point: LearningPoint, on: date | None = None) -> tuple[str, ...]:
    """Why the point may not go to anybody outside its reviews in its present wording (rules G2 and G3).

    `on`: of a day gone by, what ran then; of what began nobody knows when, the day it was written down counts. For
    those inside its reviews: it says what runs beside them.
    """
    behind = CaseReview.objects.filter(findings__learning_points=point).values("pk")
    running = Proceeding.objects.filter(review__in=behind).exclude(standing=Proceeding.Standing.ENDED).order_by("pk")
    then = [row for row in running if on is None or (row.starts_on or timezone.localdate(row.recorded_at)) <= on]
    if not then:
        return ()
    last = point.past.order_by("-version").values_list("superseded_at", flat=True).first()
    worded = timezone.localdate(last or point.written_at)
    return tuple(dict.fromkeys(rules.why_learning_waits((row.beside for row in then), worded)))


@transaction.atomic
def close_details(review: CaseReview, by: Worker | None) -> None:
    """Take back the approval of details that rest on this review: each is approved anew when it is out again."""
    rows = LearningPoint.objects.select_for_update(of=("self",)).filter(released_to__isnull=False)
    for point in rows.filter(pk__in=review.findings.values("learning_points")).order_by("pk"):
        point.released_to = None
        point.version += 1
        point.save(update_fields=["released_to", "version"])
        _trail("close_detail", by, point, {"version": point.version, "released_to": None})


def _sources(
    findings: Iterable[Finding], published: Iterable[PublishedSource]
) -> tuple[list[Finding], list[PublishedSource]]:
    sources = sorted(findings, key=lambda finding: finding.pk)
    texts = sorted(published, key=lambda text: text.pk)
    if not sources and not texts:
        raise Refused("Choose at least one finding or published text: learning comes from somewhere.")
    return sources, texts


def _put(point: LearningPoint, words: Words) -> None:
    wanted = {catalogue.theme(code).code for code in words.themes}
    point.title, point.lesson, point.try_this = words.title, words.lesson, words.try_this
    point.detail, point.questions = words.detail, words.questions
    point.themes = [code for code in catalogue.THEMES if code in wanted]


def _hold_reviews(point: LearningPoint) -> None:
    """Hold the reviews behind a point before asking what runs beside them: whoever writes that something begins holds
    its review too, and then closes what was let out. The reviews before the point, as they do."""
    behind = point.findings.values("review")
    list(CaseReview.objects.select_for_update(no_key=True).filter(pk__in=behind).order_by("pk").values_list("pk"))


def _seen(point: LearningPoint, version: int) -> LearningPoint:
    current = LearningPoint.objects.select_for_update().get(pk=point.pk)
    if current.version != version:
        raise ChangedMeanwhile
    return current


def _content(point: LearningPoint) -> dict[str, Any]:
    keys = sorted(point.findings.values_list("key", flat=True))
    texts = sorted(point.published_sources.values_list("key", flat=True))
    return {
        "title": point.title,
        "lesson": point.lesson,
        "try_this": point.try_this,
        "detail": point.detail,
        "questions": point.questions,
        "themes": [*point.themes],
        "findings": keys,
        "published": texts,
    }


def _trail(deed: str, by: Worker | None, point: LearningPoint, content: dict[str, Any]) -> None:
    trail.record(verb=f"learning.{deed}", by=by, thing=("LearningPoint", point.key), content=content)
