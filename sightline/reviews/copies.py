"""Who holds copies of what left the review, and whether they were told that it is withdrawn: a section of its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils.timezone import localdate

from sightline.domain import reviews as rules
from sightline.kit.parts import Row
from sightline.kit.words import day
from sightline.reviews.models import CaseReview, Copy, Proceeding
from sightline.reviews.shapes import (
    Card,
    PastVersion,
    Section,
    Tag,
    amend_link,
    choice,
    pasts_of,
    write_link,
    written_by,
)

SETTLED = (Copy.Became.RETURNED, Copy.Became.DESTROYED)


def copies(review: CaseReview, may: bool) -> Section:
    """The recall list, and who on it is still to be told."""
    rows = list(
        review.copy_rows.select_related("recorded_by").order_by(F("given_on").desc(nulls_last=True), "holder", "pk")
    )
    pasts = pasts_of(rows) if rows else {}
    return Section(
        "copies",
        "Who holds copies",
        sentences=("Pages that are withdrawn say so. Whoever has paper or a file is told by you, not by Sightline.",),
        notices=still_to_tell(rows, _waits_since(review)) if rows and review.facts_wait else (),
        links=(write_link(review, "copy"),) if may else (),
        cards=tuple(_copy(review, row, may, pasts) for row in rows),
        empty="Nobody has written down who holds a copy. That is not known, and not the same as nobody.",
    )


def _waits_since(review: CaseReview) -> date | None:
    """The first day of what began last of all that holds case facts back now; when that is not known, the day it was
    written down. None when nothing does."""
    running = review.proceeding_rows.exclude(standing=Proceeding.Standing.ENDED).order_by("pk")
    days = [row.starts_on or localdate(row.recorded_at) for row in running if rules.why_facts_wait([row.beside])]
    return max(days, default=None)


def still_to_tell(rows: Sequence[Copy], since: date | None) -> tuple[str, ...]:
    """A sentence with those who hold a copy and were not told since `since`; none when all were, or nothing waits."""
    names = [
        row.holder
        for row in rows
        if row.became not in SETTLED and since is not None and (row.told_on is None or row.told_on < since)
    ]
    if not names or since is None:
        return ()
    said = f"Case facts may not leave the review: what holds them back began on {day(since)}."
    return (f"{said} Nobody has written down that these were told since: {', '.join(names)}.",)


def _copy(review: CaseReview, row: Copy, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    by = f" by {row.told_by}" if row.told_by else ", and not by whom"
    became = choice(row, "became")
    return Card(
        f"c-{row.key}",
        row.holder,
        tags=(Tag(choice(row, "what")), Tag("Told", "green") if row.told_on else Tag("Not told", "dashed")),
        rows=(
            Row("Given", day(row.given_on) if row.given_on else "", missing="Day not known"),
            Row(
                "Told that it is withdrawn",
                f"{day(row.told_on)}{by}" if row.told_on else "",
                missing="Not written down",
            ),
            Row("What became of it", f"{became}. {row.became_note}".strip() if row.became_note else became),
        ),
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )
