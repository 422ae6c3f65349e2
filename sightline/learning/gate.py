"""The confidentiality gate of the library. Pages, search and briefings get a learning point from here and nowhere else.

    rests on             viewer inside every review (0-2)     everyone else who signs in (3)
    unpublished review   everything                           lesson and themes; "an unpublished review", opaque id
    published reviews    everything                           lesson, themes, which reviews; the detail and findings
                                                              once released after publication
    published texts      everything (learning leads)          everything: it is public already

A published review that something beside it holds back (`reviews`, rules G2 and G3) stands as an unpublished one, and is
called withdrawn. While the sharing of learning itself is held back, nobody outside gets anything of the point.

With several reviews the strictest decides, and nothing is said of the others: not how many, which kind, or when.
Published texts beside an unpublished review are not named either, to somebody outside.
Rules: G1 (unpublished: only classes A and B go to level 3), and "publication relaxes nothing by itself".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef

from sightline.access.roles import LEARNING_LEAD
from sightline.domain import themes
from sightline.domain.disclosure import ContentClass, Level, Source, opaque_id, visible_class
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.learning.models import LearningPoint, PublishedSource
from sightline.reviews.models import CaseReview, Finding
from sightline.reviews.policy import levels_on
from sightline.reviews.queries import running_beside

if TYPE_CHECKING:
    from sightline.access.models import Worker

AN_UNPUBLISHED_REVIEW = "An unpublished review"
A_WITHDRAWN_REVIEW = "A review that is withdrawn for now"
# Whoever codes and counts reads a theme's name; whoever stands in a kitchen reads its practice label.
NAMES_FOR = frozenset({"review_officer", "learning_lead", "quality_lead"})


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """A theme as this viewer reads it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding behind a learning point, as far as the gate lets this viewer read it."""

    key: str
    number: int
    text: str
    polarity: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """A review that may be named to this viewer."""

    key: str
    reference: str
    title: str
    published: bool
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class PublishedView:
    """A published text behind a learning point. `seen`: what is said of it was read in it or in an account of it."""

    title: str
    words: str
    kind: str
    link: str
    note: str
    seen: bool


@dataclass(frozen=True, slots=True)
class PointView:
    """A learning point as one viewer may see it.

    `detail` None: withheld, or there is none; `withheld` says which. `sources` is empty when the reviews may not be
    named; `source_words` then says all that may be said. `inside`: the viewer is inside the gate of every review; only
    they are told that it `waits`, or that something runs `beside` a review.
    """

    pk: int
    key: str
    version: int
    state: str
    reference: str
    title: str
    lesson: str
    try_this: str
    questions: tuple[str, ...]
    themes: tuple[ThemeTag, ...]
    detail: str | None
    withheld: bool
    sources: tuple[SourceView, ...]
    published: tuple[PublishedView, ...]
    source_words: str
    inside: bool
    rests_on_unpublished: bool
    waits: bool = False
    beside: bool = False


def where_from(view: PointView) -> str:
    """Where a point comes from, in one line, as far as its viewer may know: reviews by title, then published texts."""
    if view.source_words:
        return view.source_words
    names = [*dict.fromkeys(source.title for source in view.sources), *(text.title for text in view.published)]
    return f"{'; '.join(names[:2])}; and {len(names) - 2} more" if len(names) > 2 else "; ".join(names)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gate made of a point for one viewer, before any text is touched."""

    inside: bool
    unpublished: bool
    fullest: ContentClass
    waits: bool = False


def view_of(point: LearningPoint, viewer: Worker) -> PointView | None:
    """The point as this viewer may see it; None when there is nothing of it for them (an unfinished one)."""
    return next(iter(views_of([point], viewer)), None)


def view_for_practitioners(point: LearningPoint, writer: Worker) -> PointView | None:
    """The point as anybody outside every review may see it, whoever asks: for whatever is made to be handed on.

    A briefing printed by somebody inside the review must not carry out what only they may read. `writer` decides no
    more than in which words themes are given, and that a draft can be looked at by those inside.
    """
    findings = _findings_of([point])[point.pk]
    texts = _texts_of([point])[point.pk]
    reviews = {finding.review_id for finding in findings}
    standing = _standing(point, _reviews(findings), texts, levels_on(writer, reviews), writer)
    if standing.waits or not is_open(point, standing):
        return None
    return _shape(point, findings, texts, dict.fromkeys(reviews, Level.PRACTITIONERS), writer)


def views_of(points: Iterable[LearningPoint], viewer: Worker) -> list[PointView]:
    """Many points at once, in the order given, without those the viewer may not know of. Five queries at most."""
    rows = list(points)
    findings, texts = _findings_of(rows), _texts_of(rows)
    reviews = {finding.review for found in findings.values() for finding in found}
    levels = levels_on(viewer, (review.pk for review in reviews))
    views = (_view(point, findings[point.pk], texts[point.pk], levels, viewer) for point in rows)
    return [view for view in views if view is not None]


def standings(points: Iterable[LearningPoint], viewer: Worker) -> dict[int, Standing]:
    """For each point (by primary key) how the viewer stands to it: cheap, for search and lists."""
    rows = list(points)
    findings, texts = _findings_of(rows), _texts_of(rows)
    levels = levels_on(viewer, {finding.review_id for found in findings.values() for finding in found})
    return {point.pk: _standing(point, _reviews(findings[point.pk]), texts[point.pk], levels, viewer) for point in rows}


def is_open(point: LearningPoint, standing: Standing) -> bool:
    """Whether the viewer may know of the point at all: a draft, or one that waits, is for those inside the gate."""
    return standing.inside or (point.state == "published" and not standing.waits)


def _findings_of(points: Sequence[LearningPoint]) -> dict[int, list[Finding]]:
    through = LearningPoint.findings.through.objects.filter(learningpoint__in=[point.pk for point in points])
    pairs = list(through.values_list("learningpoint_id", "finding_id"))
    rows = Finding.objects.filter(pk__in={finding for _point, finding in pairs}).select_related("review")
    rows = rows.annotate(has_beside=Exists(running_beside(OuterRef("review"))))
    by_pk = {finding.pk: finding for finding in rows}
    found: dict[int, list[Finding]] = {point.pk: [] for point in points}
    for point, finding in sorted(pairs):
        found[point].append(by_pk[finding])
    return found


def _texts_of(points: Sequence[LearningPoint]) -> dict[int, list[PublishedSource]]:
    """The published texts behind each point, by its primary key. One query."""
    through = LearningPoint.published_sources.through.objects.filter(learningpoint__in=[point.pk for point in points])
    found: dict[int, list[PublishedSource]] = {point.pk: [] for point in points}
    for row in through.select_related("publishedsource").order_by("pk"):
        found[row.learningpoint_id].append(row.publishedsource)
    return found


def _reviews(findings: Iterable[Finding]) -> list[CaseReview]:
    seen = {finding.review_id: finding.review for finding in findings}
    return sorted(seen.values(), key=lambda review: review.reference)


def _standing(
    point: LearningPoint,
    reviews: Sequence[CaseReview],
    texts: Sequence[PublishedSource],
    levels: dict[int, Level],
    viewer: Worker,
) -> Standing:
    if texts and not reviews:  # rests on what anybody can read: only an unfinished wording is held back
        return Standing(inside=viewer.role == LEARNING_LEAD, unpublished=False, fullest=ContentClass.REPORT)
    released = None if point.released_to is None else Level(point.released_to)
    sources = [Source(Level.LEADS, review.gate_state, released) for review in reviews]
    # The viewer is as far outside as on the review that knows them least.
    level = max((levels[review.pk] for review in reviews), default=Level.PRACTITIONERS)
    return Standing(
        inside=bool(reviews) and level <= Level.LEADS,
        unpublished=not reviews or not all(source.published for source in sources),
        fullest=visible_class(level, sources),
        waits=any(review.learning_waits for review in reviews),
    )


def _view(
    point: LearningPoint,
    findings: list[Finding],
    texts: list[PublishedSource],
    levels: dict[int, Level],
    viewer: Worker,
) -> PointView | None:
    if not is_open(point, _standing(point, _reviews(findings), texts, levels, viewer)):
        return None
    return _shape(point, findings, texts, levels, viewer)


def _shape(
    point: LearningPoint,
    findings: list[Finding],
    texts: list[PublishedSource],
    levels: dict[int, Level],
    viewer: Worker,
) -> PointView:
    reviews = _reviews(findings)
    standing = _standing(point, reviews, texts, levels, viewer)
    lesson = standing.fullest.value >= ContentClass.LESSON.value
    facts = standing.fullest.value >= ContentClass.CASE_FACTS.value and viewer.role != "administrator"
    named = standing.inside or not standing.unpublished
    return PointView(
        pk=point.pk,
        key=point.key,
        version=point.version,
        state=point.state,
        reference=opaque_id(point.key, key=settings.SECRET_KEY.encode()),
        title=point.title if lesson else "A learning point",
        lesson=point.lesson if lesson else "",
        try_this=point.try_this if lesson else "",
        questions=tuple(filter(None, map(str.strip, point.questions.splitlines()))) if lesson else (),
        themes=theme_tags(point.themes, viewer),
        detail=(point.detail or None) if facts else None,
        withheld=bool(point.detail) and not facts and not standing.unpublished,
        sources=tuple(_source(review, findings, facts, standing.inside) for review in reviews) if named else (),
        published=tuple(map(_text, texts)) if named else (),
        source_words="" if named else _unnamed(reviews),
        inside=standing.inside,
        rests_on_unpublished=standing.unpublished,
        waits=standing.waits,
        beside=standing.inside and any(finding.has_beside for finding in findings),  # type: ignore[attr-defined]
    )


def _unnamed(reviews: Sequence[CaseReview]) -> str:
    """All that is said of reviews that may not be named. Were one never published, "withdrawn" would tell of it."""
    was_out = bool(reviews) and all(review.publication_state == PUBLISHED for review in reviews)
    return A_WITHDRAWN_REVIEW if was_out else AN_UNPUBLISHED_REVIEW


def _source(review: CaseReview, findings: Iterable[Finding], facts: bool, inside: bool) -> SourceView:
    own = tuple(
        FindingView(finding.key, finding.number, finding.text, finding.polarity, may_open=inside)
        for finding in findings
        if facts and finding.review_id == review.pk
    )
    return SourceView(review.key, review.reference, review.title, review.published_now, own)


def _text(text: PublishedSource) -> PublishedView:
    return PublishedView(text.title, str(text), text.get_kind_display(), text.link, text.note, text.seen)


def theme_tags(codes: Iterable[str], viewer: Worker) -> tuple[ThemeTag, ...]:
    """Themes in the words of this viewer; a code that is no longer a theme is left out."""
    known = [themes.THEMES[code] for code in codes if code in themes.THEMES]
    return tuple(ThemeTag(t.code, t.name if viewer.role in NAMES_FOR else t.practice_label) for t in known)
