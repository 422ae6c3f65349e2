"""The glossary of a review, and what is left in codes that may still tell who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse

from sightline.access.drafts import Writing
from sightline.chronologies import queries, stored
from sightline.chronologies.models import ChronologyRow, GlossaryVersion
from sightline.chronologies.pages.frame import Frame, frame
from sightline.domain.disclosure.anonymise import Entry, Glossary

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

ON_A_PAGE: Final = 50
AROUND: Final = 60  # letters shown on each side of a place


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote a version meanwhile."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary to read and to change. `form`: its rows, empty for whoever may only read."""

    frame: Frame
    version: int
    written_by: str
    written_at: datetime | None
    rows: tuple[Entry, ...]
    warnings: tuple[str, ...]
    form: Any
    file_form: Any
    writing: Writing | None
    conflict: Conflict | None
    earlier: tuple[tuple[int, str, datetime, str], ...]


def glossary_page(
    review: CaseReview,
    worker: Worker,
    version: GlossaryVersion | None,
    *,
    form: Any,
    file_form: Any,
    writing: Writing | None,
    conflict: Conflict | None = None,
) -> GlossaryPage:
    """The page. The caller has asked the gate."""
    glossary = Glossary.read(version.text) if version else None
    past = review.glossaries.select_related("by").order_by("-version")
    return GlossaryPage(
        frame=frame(review, worker, "glossary"),
        version=version.version if version else 0,
        written_by=str(version.by or "Sightline") if version else "",
        written_at=version.at if version else None,
        rows=glossary.entries if glossary else (),
        warnings=glossary.warnings if glossary else (),
        form=form,
        file_form=file_form,
        writing=writing,
        conflict=conflict,
        earlier=tuple((one.version, str(one.by or "Sightline"), one.at, one.note) for one in past[1:]),
    )


@dataclass(frozen=True, slots=True)
class Left:
    """A place in a row as it reads in codes: the words before, the place itself, the words after."""

    href: str
    row: str
    field: str
    kind: str
    before: str
    text: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResiduePage:
    """Places that may still tell who somebody is."""

    frame: Frame
    has_glossary: bool
    lines: tuple[Left, ...]
    page: Page[Any]
    rows: int


def residue_page(review: CaseReview, worker: Worker, number: str) -> ResiduePage:
    """A page of rows with something left, each place in its words. The caller has asked for names."""
    glossary = queries.glossary_of(review)
    found = queries.standing(review).exclude(residue=[])
    page = Paginator(found, ON_A_PAGE).get_page(number)
    lines = [line for one in page.object_list for line in _left(one, review, glossary)] if glossary else []
    return ResiduePage(frame(review, worker, "residue"), glossary is not None, tuple(lines), page, page.paginator.count)


def _left(one: ChronologyRow, review: CaseReview, glossary: Glossary) -> list[Left]:
    row = stored.coded_row_of(one)
    href = reverse("chronologies:row", args=[review.key, one.key])
    found = []
    for place in one.residue:
        name = place["field"]
        text = getattr(row, name, None) if name in stored.CONTENT else row.extras.get(name)
        if not isinstance(text, str):
            continue
        start, end = place["start"], place["end"]
        found.append(
            Left(
                href=href,
                row=" ".join(part for part in (row.date_raw, row.agency) if part),
                field=name.replace("_", " "),
                kind=place["kind"].replace("_", " "),
                before=("…" if start > AROUND else "") + text[max(0, start - AROUND) : start],
                text=text[start:end],
                after=text[end : end + AROUND] + ("…" if len(text) > end + AROUND else ""),
                reason=_reason(glossary, text, start),
            )
        )
    return found


def _reason(glossary: Glossary, text: str, start: int) -> str:
    return next((place.reason for place in glossary.residual(text) if place.start == start), "")
