"""Reads of a review's chronology, each through the scope of whoever asks; and its filters, in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet
from django.db.models import When as Where

from sightline.access.policy import can
from sightline.chronologies.models import (
    ChronologyRow,
    GlossaryVersion,
    ReturnFile,
    RowLink,
    RowMark,
    RowNote,
    Standing,
)
from sightline.chronologies.policy import NAMES, READ
from sightline.chronologies.threads import themed
from sightline.domain.chronology.row import Place, Row, RowType, When
from sightline.domain.disclosure.anonymise import Glossary
from sightline.reviews.models import CaseReview
from sightline.reviews.queries import find_review

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["NAMES", "READ", "find_review"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for: an agency by its name, a code of the glossary, a theme, and so on; "" leaves it open.

    `with_names`: words are looked for as the agencies wrote them, else as they read with codes.
    """

    words: str = ""
    agency: str = ""
    person: str = ""
    theme: str = ""
    significance: str = ""
    seen: str = ""
    with_names: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything is asked for at all."""
        return any((self.words, self.agency, self.person, self.theme, self.significance, self.seen))


def standing(review: CaseReview) -> QuerySet[ChronologyRow]:
    """The rows that stand, in order."""
    return review.chronology_rows.filter(removed_by=None).order_by("position", "pk")


def filtered(review: CaseReview, wanted: Wanted) -> QuerySet[ChronologyRow]:
    """The rows somebody asked for, in order. Every word must stand in the row."""
    rows = standing(review)
    field = "words" if wanted.with_names else "coded_words"
    for word in wanted.words.casefold().split()[:12]:
        rows = rows.filter(**{f"{field}__contains": word})
    if wanted.agency:
        rows = rows.filter(agency=wanted.agency)
    if wanted.person:
        rows = rows.filter(people__contains=f"|{wanted.person}|")
    if wanted.theme:
        rows = rows.filter(pk__in=themed(review, wanted.theme))
    if wanted.significance:
        said = Q(reviewer_significance="yes") | Q(reviewer_significance="", significance="yes")
        rows = rows.filter(said) if wanted.significance == "yes" else rows.exclude(said)
    if wanted.seen == "unsaid":
        rows = rows.filter(Q(child_seen=None) | Q(child_seen="not recorded"))
    elif wanted.seen:
        rows = rows.filter(child_seen=wanted.seen)
    return rows


def with_work(rows: QuerySet[ChronologyRow]) -> QuerySet[ChronologyRow]:
    """Rows with what reviewers wrote beside them: `beside` (notes), `shows` (marks)."""
    notes = RowNote.objects.filter(withdrawn_at=None).select_related("by").order_by("at", "pk")
    return rows.prefetch_related(
        Prefetch("notes", notes, to_attr="beside"),
        Prefetch("marks", RowMark.objects.filter(withdrawn_at=None).order_by("pk"), to_attr="shows"),
    )


def outline(review: CaseReview) -> list[Row]:
    """Every row that stands, in order, with no more than gaps and intervals need: fast for thousands."""
    found = standing(review).values_list("edtf", "earliest", "latest", "agency", "child_seen", "row_type", "source_row")
    return [
        Row(Place("", "", row), agency, When(edtf, None, None, None, None, first, last),
            child_seen=seen, row_type=RowType(kind))
        for edtf, first, last, agency, seen, kind, row in found.iterator(chunk_size=5_000)
    ]  # fmt: skip


def agencies(review: CaseReview) -> list[str]:
    """Agencies with rows that stand, in alphabetical order."""
    return sorted(standing(review).order_by().values_list("agency", flat=True).distinct(), key=str.casefold)


def links_of(rows: Iterable[ChronologyRow]) -> dict[int, list[RowLink]]:
    """Links that stand and were not rejected, by the primary key of each row. One query."""
    found: dict[int, list[RowLink]] = defaultdict(list)
    through = RowLink.rows.through.objects.filter(
        chronologyrow_id__in=[row.pk for row in rows], rowlink__stands=True
    ).exclude(rowlink__decision="rejected")
    for one in through.select_related("rowlink").order_by("rowlink__kind", "rowlink_id"):
        found[one.chronologyrow_id].append(one.rowlink)
    return found


def links(review: CaseReview, kind: str = "", decision: str | None = None) -> QuerySet[RowLink]:
    """Links that stand, those that wait for a decision first."""
    found = RowLink.objects.filter(review=review, stands=True)
    if kind:
        found = found.filter(kind=kind)
    if decision is not None:
        found = found.filter(decision=decision)
    found = found.annotate(waits=Case(Where(decision="", then=1), default=0, output_field=IntegerField()))
    return found.order_by("kind", "-waits", "pk").prefetch_related(
        Prefetch("rows", ChronologyRow.objects.order_by("position", "pk"))
    ).select_related("decided_by")  # fmt: skip


def link_counts(review: CaseReview) -> dict[str, tuple[int, int]]:
    """By kind: how many stand, and how many of them wait for a decision."""
    found = (
        RowLink.objects.filter(review=review, stands=True)
        .values("kind")
        .annotate(all=Count("pk"), waiting=Count("pk", filter=Q(decision="")))
    )
    return {one["kind"]: (one["all"], one["waiting"]) for one in found}


def files(review: CaseReview) -> list[ReturnFile]:
    """Every return of a review, the newest first within its agency, without its rows."""
    found = review.return_files.defer("reading", "refused", "undo", "comments").select_related("received_by")
    return sorted(found.order_by("-read_at", "-pk"), key=lambda one: one.agency.casefold())


def find_file(review: CaseReview, key: str) -> ReturnFile | None:
    """One return of this review."""
    return review.return_files.select_related("received_by", "settled_by", "replaces").filter(key=key).first()


def waiting(files: Sequence[ReturnFile]) -> list[ReturnFile]:
    """Those that were read and not settled."""
    return [one for one in files if one.standing == Standing.WAITING]


def last_glossary(review: CaseReview) -> GlossaryVersion | None:
    """The newest version of the glossary."""
    return GlossaryVersion.objects.filter(review=review).select_related("by").order_by("-version").first()


def glossary_of(review: CaseReview) -> Glossary | None:
    """The glossary as it stands; None when nobody has written one."""
    found = last_glossary(review)
    return None if found is None else Glossary.read(found.text)


def may_read_names(worker: Worker, review: CaseReview) -> bool:
    """Whether this worker may read the agencies' own words, with names."""
    return bool(can(worker, NAMES, review))
