"""What a reviewer says: the glossary, links, notes, marks. Each deed and its trail entry are one transaction.

No entry of the trail names a child, and none of these changes a word an agency wrote.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.chronologies.composing import recompose
from sightline.chronologies.models import (
    ChronologyRow,
    Disguise,
    GlossaryVersion,
    LinkDecision,
    LinkPast,
    RowLink,
    RowMark,
    RowNote,
)
from sightline.chronologies.stored import rows_of
from sightline.domain.chronology.details import tidy
from sightline.domain.chronology.shown import BY_CODE
from sightline.domain.chronology.views import AnotherReviews, check_it_fits
from sightline.domain.disclosure.anonymise import Glossary, GlossaryError
from sightline.domain.disclosure.anonymise.glossary import COLUMNS
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.changes import Refused
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["ChangedMeanwhile", "Refused"]


@transaction.atomic
def write_glossary(
    review: CaseReview, *, by: Worker | None, glossary: Glossary, seen_version: int, note: str = ""
) -> tuple[GlossaryVersion, tuple[str, ...]]:
    """Let this be the glossary of the review, as a new version, and code every row again.

    Returns it with sentences to heed. Raises Refused when it is another review's, ChangedMeanwhile when somebody else
    wrote a version since `seen_version`.
    """
    CaseReview.objects.select_for_update().get(pk=review.pk)
    last = GlossaryVersion.objects.filter(review=review).order_by("-version").first()
    if (last.version if last else 0) != seen_version:
        raise ChangedMeanwhile
    try:
        notices = check_it_fits(glossary, rows_of(review.chronology_rows.filter(removed_by=None)))
    except AnotherReviews as doubt:
        if review.chronology_rows.filter(removed_by=None).exists():
            raise Refused(f"{doubt} Nothing was changed.") from None
        notices = glossary.warnings
    made = GlossaryVersion.objects.create(
        review=review, version=seen_version + 1, text=glossary.to_csv(), note=note, by=by
    )
    recompose(review)
    _trail("write_glossary", by, ("CaseReview", review.key), {"version": made.version, "text": made.text})
    return made, notices


def checked_glossary(entries: Sequence[Mapping[str, str]]) -> Glossary:
    """A glossary from rows of a form. Raises GlossaryError with a sentence a reason."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(entries)
    if not entries:
        raise GlossaryError("The glossary has no rows.")
    return Glossary.read(out.getvalue())


@transaction.atomic
def decide_link(link: RowLink, *, by: Worker | None, decision: str, reason: str = "") -> RowLink:
    """Say whether rows belong together, or take what was said back (decision ""). No row is merged or taken away."""
    current = RowLink.objects.select_for_update().get(pk=link.pk)
    if decision and decision not in LinkDecision.values:
        raise ValueError(f"{decision!r} is no decision about a link.")
    if current.decision:
        LinkPast.objects.create(
            link=current,
            decision=current.decision,
            reason=current.reason,
            by=current.decided_by,
            at=current.decided_at,
        )
    current.decision, current.reason = decision, reason
    current.decided_by, current.decided_at = by, timezone.now()
    current.decided_versions = {row.key: row.version for row in current.rows.all()}
    current.save()
    _trail("decide_link", by, ("RowLink", str(current.pk)), {"decision": decision, "reason": reason})
    return current


@transaction.atomic
def note_row(row: ChronologyRow, *, by: Worker, text: str) -> RowNote:
    """Write a note beside a row. Raises Refused when it is empty."""
    if not text.strip():
        raise Refused("Write the note.")
    made = RowNote.objects.create(row=row, text=text.strip(), by=by)
    _trail("note_row", by, ("ChronologyRow", row.key), {"text": made.text})
    return made


@transaction.atomic
def withdraw_note(note: RowNote, *, by: Worker) -> None:
    """Take one's own note back; it stays, marked. Raises Refused for somebody else's."""
    if note.by_id != by.pk:
        raise Refused("A note is taken back by whoever wrote it.")
    if note.withdrawn_at is None:
        note.withdrawn_at, note.withdrawn_by = timezone.now(), by
        note.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _trail("withdraw_note", by, ("ChronologyRow", note.row.key), {"note": note.pk})


@transaction.atomic
def mark_row(row: ChronologyRow, *, by: Worker | None, shows: Mapping[str, Mapping[str, Any]]) -> None:
    """Say what a row shows: every code of `domain/chronology/shown.py` that holds, with its details; others go.

    Raises ValueError for a code or a detail there is not.
    """
    if unknown := set(shows) - set(BY_CODE):
        raise ValueError(f"Nothing an event can show: {sorted(unknown)}")
    shows = {what: tidy(what, details) for what, details in shows.items()}
    ChronologyRow.objects.select_for_update(no_key=True).get(pk=row.pk)  # a code stands once
    now = timezone.now()
    for mark in row.marks.filter(withdrawn_at=None):
        if mark.what not in shows or shows[mark.what] != mark.details:
            mark.withdrawn_at, mark.withdrawn_by = now, by
            mark.save(update_fields=["withdrawn_at", "withdrawn_by"])
    standing = set(row.marks.filter(withdrawn_at=None).values_list("what", flat=True))
    RowMark.objects.bulk_create(
        RowMark(row=row, what=what, details=dict(details), by=by)
        for what, details in shows.items()
        if what not in standing
    )
    _trail("mark_row", by, ("ChronologyRow", row.key), {"shows": {what: dict(one) for what, one in shows.items()}})


@transaction.atomic
def say_significance(row: ChronologyRow, *, by: Worker | None, significance: str) -> None:
    """The reviewer's own word on whether a row is a key practice episode: yes, no, or "" for the agency's."""
    if significance not in ("yes", "no", ""):
        raise ValueError(f"{significance!r} is no answer to whether it is a key practice episode.")
    ChronologyRow.objects.filter(pk=row.pk).update(reviewer_significance=significance)
    row.reviewer_significance = significance
    _trail("say_significance", by, ("ChronologyRow", row.key), {"significance": significance})


@transaction.atomic
def keep_disguise(review: CaseReview, *, by: Worker | None, changes: Sequence[Mapping[str, Any]]) -> Disguise:
    """Keep what was changed to disguise; the same changes again are kept once."""
    found = [dict(one) for one in changes]
    digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
    made, new = Disguise.objects.get_or_create(review=review, digest=digest, defaults={"changes": found, "by": by})
    if new:
        _trail("keep_disguise", by, ("CaseReview", review.key), {"digest": digest, "changes": len(found)})
    return made


def _trail(verb: str, by: Worker | None, thing: tuple[str, str], content: Mapping[str, Any]) -> None:
    trail.record(verb=f"chronologies.{verb}", by=by, thing=thing, content=content)
