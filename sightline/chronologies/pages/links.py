"""Rows that seem to belong together, and agencies told without a row of their own: lists for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse

from sightline.chronologies import queries
from sightline.chronologies.models import ChronologyRow, LinkDecision, RowLink
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.seeing import Seeing
from sightline.domain.dates import and_list
from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

ON_A_PAGE: Final = 25
KINDS: Final = {
    "D4": (
        "Conflicts",
        "Linked accounts that differ in date, time, attendance, who was present, or whether the child was seen.",
    ),
    "D5": (
        "Told, and no row of it",
        "One agency says that it told another, and the other has no row within three days. A finding about sharing to "
        "look into, not an error: the record may be elsewhere.",
    ),
    "D3": ("Accounts of one event", "Two agencies tell of it. They stay two rows: two accounts are evidence."),
    "D2": ("Nearly the same row", "Of one agency. Somebody decides whether it happened once or twice."),
    "D1": ("The same row twice", "Of one agency, in every word."),
}
ACCEPT: Final = {"D1": "One event, written twice", "D2": "One event, written twice", "D3": "The same event",
                 "D4": "A conflict to look into", "D5": "A gap in sharing to look into"}  # fmt: skip
REJECT: Final = {"D1": "Two events", "D2": "Two events", "D3": "Different events", "D4": "No conflict", "D5": "No gap"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the rows of a link."""

    href: str
    when: str
    agency: str
    text: str
    response: str
    source: str
    removed: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link. `changed_since`: its rows say something else than when it was decided."""

    number: int
    sides: tuple[Side, ...]
    why: str
    differs: str
    told: str
    decision: str
    decided: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    changed_since: bool
    accept: str
    reject: str


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Links of one kind."""

    frame: Frame
    kind: str
    name: str
    about: str
    kinds: tuple[Link, ...]
    lines: tuple[LinkLine, ...]
    page: Page[Any]
    base: str
    words_shown: bool
    may_decide: bool
    with_names: bool


def links_page(review: CaseReview, worker: Worker, seeing: Seeing, kind: str, number: str) -> LinksPage:
    """One kind of link, those that wait for a decision first. The caller has asked the gate."""
    counts = queries.link_counts(review)
    kind = kind if kind in KINDS else next((one for one in KINDS if counts.get(one, (0, 0))[1]), "D4")
    found = queries.links(review, kind) if seeing.shows_words else RowLink.objects.none()
    page = Paginator(found, ON_A_PAGE).get_page(number)
    whole = frame(review, worker, "links")
    address = reverse("chronologies:links", args=[review.key])
    more = "&names=1" if seeing.with_names else ""
    return LinksPage(
        frame=whole,
        kind=kind,
        name=KINDS[kind][0],
        about=KINDS[kind][1],
        kinds=tuple(
            Link(words, f"{address}?kind={one}{more}", current=one == kind, count=counts.get(one, (0, 0))[1],
                 note=f"of {counts.get(one, (0, 0))[0]}")
            for one, (words, _) in KINDS.items()
        ),
        lines=tuple(link_line(link, seeing, review) for link in page.object_list),
        page=page,
        base=f"{address}?kind={kind}{more}&page=",
        words_shown=seeing.shows_words,
        may_decide=whole.may_work,
        with_names=seeing.with_names,
    )  # fmt: skip


def link_line(link: RowLink, seeing: Seeing, review: CaseReview) -> LinkLine:
    """One link, its rows as they are shown."""
    rows = list(link.rows.all())
    versions = {row.key: row.version for row in rows}
    return LinkLine(
        number=link.pk,
        sides=tuple(_side(row, seeing, review) for row in rows),
        why=link.why,
        differs=and_list([str(one).replace("_", " ") for one in link.differs]) if link.differs else "",
        told=seeing.change(link.told_agency) if link.told_agency else "",
        decision=link.decision,
        decided=_decided(link),
        decided_by=str(link.decided_by or "Sightline") if link.decision else "",
        decided_at=link.decided_at if link.decision else None,
        reason=link.reason,
        changed_since=bool(link.decision) and link.decided_versions != versions,
        accept=ACCEPT[link.kind],
        reject=REJECT[link.kind],
    )


def _decided(link: RowLink) -> str:
    return {LinkDecision.ACCEPTED: ACCEPT, LinkDecision.REJECTED: REJECT}.get(link.decision, {}).get(link.kind, "")  # type: ignore[call-overload, no-any-return]


def _side(one: ChronologyRow, seeing: Seeing, review: CaseReview) -> Side:
    row = seeing.row(one)
    return Side(
        href=reverse("chronologies:row", args=[review.key, one.key]) + ("?names=1" if seeing.with_names else ""),
        when=" ".join(part for part in (row.date_raw, row.time_raw) if part) or "No date",
        agency=row.agency,
        text=row.event or row.response,
        response=row.response if row.event else "",
        source=row.source,
        removed=one.removed_by_id is not None,
    )
