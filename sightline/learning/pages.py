"""What each page of the library shows. Everything about a point's content comes through the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from sightline.access.drafts import Writing
from sightline.access.policy import can
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import moment
from sightline.learning import acknowledging, queries, text_pages, texts, threads
from sightline.learning.changes import all_published, why_it_waits
from sightline.learning.gate import PointView, SourceView, view_of
from sightline.learning.models import LearningPoint
from sightline.learning.snippets import Piece
from sightline.reviews.pages import Conflict
from sightline.reviews.theme_pages import ThemeGroup

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.forms import AcknowledgeForm, PointForm, SearchForm, ShareForm
    from sightline.learning.models import Sharing

WARN, BLOCK = 75, 90
"""Words in a box of a briefing: more than 75 is warned of, more than 90 is too much. Class: our default."""
A_PAGE = 20
USUAL_QUESTIONS = (
    "Where could this happen with a child we know?",
    "What gets in our way?",
    "What will we try this week, and how shall we know whether it helped?",
)


@dataclass(frozen=True, slots=True)
class HitLine:
    """A learning point in the list."""

    title: str
    href: str
    snippet: tuple[Piece, ...]
    themes: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The library: the search, and what it found or all there is."""

    words: str
    group: str
    groups: tuple[tuple[str, str], ...]
    hits: tuple[HitLine, ...]
    pages: Any
    base: str
    searched: bool
    total: int
    may_write: bool
    reviews: str


@dataclass(frozen=True, slots=True)
class PointPage:
    """A learning point with its thread: where it comes from, which checks ask, when it was shared, what moved."""

    view: PointView
    sources: tuple[Source, ...]
    procedures: tuple[tuple[str, str, str], ...]
    materials: tuple[Link, ...]
    checks: tuple[Link, ...]
    charts: tuple[Link, ...]
    sharings: tuple[queries.Shared, ...]
    past: tuple[queries.Earlier, ...]
    acknowledged: Table | None
    examples: tuple[str, ...]
    may_write: bool
    may_release: bool
    may_share: bool
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A review a point comes from, with the findings this viewer may read."""

    link: Link
    published: bool
    findings: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a briefing: heading, text or list, and how many words it holds."""

    heading: str
    text: str
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words stand in the box."""
        return len(" ".join((self.text, *self.lines)).split())

    @property
    def warning(self) -> str:
        """What to say about its length; "" when it is short enough."""
        if self.words > BLOCK:
            return f"{self.words} words: too long to be read aloud. {BLOCK} is the most."
        return f"{self.words} words: try to keep to {WARN}." if self.words > WARN else ""


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """One printed page for a team."""

    key: str
    title: str
    reference: str
    starter: bool
    themes: tuple[str, ...]
    boxes: tuple[Box, ...]
    minutes: int
    may_share: bool


@dataclass(frozen=True, slots=True)
class WritePage:
    """Writing or revising a learning point."""

    title: str
    form: PointForm
    back: Link
    save: str
    writing: Writing
    groups: tuple[ThemeGroup, ...]
    conflict: Conflict | None = None
    intro: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharePage:
    """Writing down that a point was shared."""

    form: ShareForm
    point: Link


@dataclass(frozen=True, slots=True)
class AcknowledgePage:
    """What became of learning that was shared with one's team."""

    form: AcknowledgeForm
    point: Link
    lesson: str
    try_this: str
    shared: str
    said: tuple[Row, ...]


def acknowledge_page(sharing: Sharing, worker: Worker, form: AcknowledgeForm) -> AcknowledgePage | None:
    """The page, as far as the gate lets this worker read the point; None when there is nothing of it for them."""
    view = view_of(sharing.point, worker)
    if view is None:
        return None
    said = tuple(
        Row(row.get_kind_display(), row.example or "Yes", note=moment(row.at))
        for row in acknowledging.said_by(worker, sharing)
    )
    return AcknowledgePage(
        form=form,
        point=Link(view.title, reverse("learning:point", args=[view.key])),
        lesson=view.lesson,
        try_this=view.try_this,
        shared=f"{sharing.how}, {in_words(sharing.on)}",
        said=said,
    )


def acknowledged(point: LearningPoint, worker: Worker) -> Table | None:
    """Who said what, agency by agency, for those who share learning or look at its effect; None for others."""
    if not can(worker, "learning.count_acknowledgements"):
        return None
    lines = acknowledging.by_agency(point)
    head = ("Agency", "People it was shared with", *(kind.label.partition(",")[0] for kind in acknowledging.KINDS))
    rows = tuple((line.agency, line.people, *line.said) for line in lines)
    empty = "It has not been shared with a team here, so nobody has been asked."
    return Table("Read, discussed, applied: by agency", head, rows, numeric=frozenset(range(1, len(head))), empty=empty)


def library_page(worker: Worker, form: SearchForm, number: str) -> LibraryPage:
    """The library as searched. `number`: which page of it, as typed in the address."""
    form.is_valid()  # what isn't known is left out rather than complained of
    words, group = form.cleaned_data.get("words", ""), form.cleaned_data.get("group", "")
    hits = queries.library(worker, words=words, group=group)
    page = Paginator(hits, A_PAGE).get_page(number)
    return LibraryPage(
        words=words,
        group=group,
        groups=tuple((str(code), str(name)) for code, name in form.fields["group"].choices),  # type: ignore[attr-defined]
        hits=tuple(_line(hit) for hit in page),
        pages=page,
        base=_base(words, group),
        searched=bool(words.strip() or group),
        total=len(hits),
        may_write=bool(can(worker, "learning.write")),
        reviews=reverse("reviews:reviews") if queries.names_reviews(worker) else "",
    )


def _base(words: str, group: str) -> str:
    return f"?{urlencode({'words': words, 'group': group})}&page="


def _line(hit: Any) -> HitLine:
    view = hit.point
    href = reverse("learning:point", args=[view.key])
    return HitLine(view.title, href, hit.snippet, tuple(tag.words for tag in view.themes), view.state == "draft")


def point_page(point: LearningPoint, view: PointView, worker: Worker) -> PointPage:
    """A learning point as this worker may see it."""
    may_write = bool(can(worker, "learning.write"))
    return PointPage(
        view=view,
        sources=tuple(_source(source, bool(can(worker, "review.view"))) for source in view.sources),
        procedures=tuple(
            (str(row), text_pages.stood(row), row.link)
            for row in texts.procedures_on(timezone.localdate(), themes=point.themes)
        ),
        materials=tuple(
            Link(row.title, reverse("learning:material", args=[row.key]), note=row.kind)
            for row in texts.every_material()
            if set(row.themes) & set(point.themes)
        ),
        acknowledged=acknowledged(point, worker),
        examples=acknowledging.examples(point) if can(worker, "learning.count_acknowledgements") else (),
        checks=threads.citing_checks(point, worker),
        charts=threads.charts(point, worker),
        sharings=queries.sharings(point, view),
        past=queries.earlier_wordings(point, view),
        may_write=may_write,
        may_release=may_write and view.state == "published" and point.released_to is None and all_published(point),
        may_share=bool(can(worker, "learning.share")) and view.state == "published",
        waits=why_it_waits(point) if view.beside else (),
    )


def _source(source: SourceView, may_open: bool) -> Source:
    findings = tuple(
        (Link(f"Finding {f.number}", reverse("reviews:finding", args=[f.key]) if f.may_open else ""), f.text)
        for f in source.findings
    )
    href = reverse("reviews:review", args=[source.key]) if may_open else ""
    return Source(Link(f"{source.reference} {source.title}", href), source.published, findings)


def briefing_page(view: PointView, worker: Worker) -> BriefingPage:
    """The briefing, from the view for practitioners: a sheet goes from hand to hand."""
    found = tuple(finding.text for source in view.sources for finding in source.findings)
    boxes = [
        None
        if view.published and not view.sources
        else Box("What was found", "" if found else _found_words(view), found),
        Box("The lesson", view.lesson),
        Box("Try this", view.try_this) if view.try_this else None,
        Box("Questions for the team", "", view.questions or USUAL_QUESTIONS),
        Box("Where it comes from", view.source_words, () if view.source_words else _origins(view)),
    ]
    kept = tuple(box for box in boxes if box is not None)
    return BriefingPage(
        key=view.key,
        title=view.title,
        reference=view.reference,
        starter=bool(view.published) and not view.sources,
        themes=tuple(tag.words for tag in view.themes),
        boxes=kept,
        minutes=max(1, round(sum(box.words for box in kept) / 130)),  # read aloud at 130 words a minute: our default
        may_share=bool(can(worker, "learning.share")) and view.state == "published",
    )


def briefing_data(page: BriefingPage) -> dict[str, Any]:
    """What the printed briefing is set from: plain text only."""
    return {
        "title": page.title,
        "reference": page.reference,
        "themes": list(page.themes),
        "minutes": page.minutes,
        "boxes": [{"heading": box.heading, "text": box.text, "lines": list(box.lines)} for box in page.boxes],
        "partnership": settings.SIGHTLINE.partnership,
    }


def _origins(view: PointView) -> tuple[str, ...]:
    return (
        *(f"{source.reference} {source.title}" for source in view.sources),
        *(text.words for text in view.published),
    )


def _found_words(view: PointView) -> str:
    if view.source_words:
        return "The review is not published, so what it found cannot be told here. The lesson can."
    return "What the review found has not been released for this briefing. The lesson can be told."


def point_conflict(point: LearningPoint) -> Conflict:
    """What stands now, saved by somebody else meanwhile."""
    last = point.past.select_related("by").order_by("-version").first()
    rows = (
        Row("Title", point.title),
        Row("The lesson", point.lesson),
        Row("Try this", point.try_this),
        Row("Questions for the team", point.questions),
        Row("Detail from the case", point.detail),
    )
    return Conflict(str(last.by) if last and last.by else "Somebody", last.superseded_at if last else None, rows)
