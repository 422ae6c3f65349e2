"""An agency's return: looked at, taken in, left out, taken back. Each deed and its trail entry are one transaction.

Taking in keeps the key of every row that can be known again (`domain/chronology/reimport.py`), so that the reviewer's
notes, marks, codings and decisions stay with it. What a row said before is kept; nothing is removed from the tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.chronologies import asked, stored
from sightline.chronologies.composing import CHUNK, recompose
from sightline.chronologies.models import ChronologyRow, ReturnFile, RowPast, Standing
from sightline.chronologies.writing import save_columns
from sightline.domain.chronology.reimport import Comparison, compare
from sightline.domain.chronology.returns import Return
from sightline.domain.chronology.row import Row
from sightline.reviews.changes import Refused
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["Difference", "Refused", "difference", "keep_reading", "leave_out", "take_back", "take_in"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a return in would do. `returned`: rows an earlier return had, that come back as they were."""

    comparison: Comparison
    kept: Mapping[int, ChronologyRow]
    returned: tuple[tuple[ChronologyRow, Row], ...]
    added: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are added, changed, removed and the same."""
        return {
            "added": len(self.added) + len(self.returned),
            "changed": len(self.comparison.changed),
            "removed": len(self.comparison.removed),
            "same": len(self.comparison.same),
        }


def digest_of(data: bytes) -> str:
    """By which a file is known again; the file itself is not kept."""
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def keep_reading(
    review: CaseReview, found: Return, *, by: Worker | None, digest: str, received_on: date, pasted: bool = False
) -> ReturnFile:
    """Keep what was read of an agency's file, to be looked at before it is taken in. Changes no row.

    Raises Refused when this very file is what stands for the agency, or already waits.
    """
    CaseReview.objects.select_for_update().get(pk=review.pk)  # one file, sent twice at once, waits once
    same = review.return_files.filter(
        agency=found.agency, digest=digest, standing__in=(Standing.IN, Standing.WAITING)
    ).first()
    if same is not None:
        raise Refused(
            f"{found.agency} has sent this very file before ({same.file_name}). Nothing was changed."
            if same.standing == Standing.IN
            else f"This very file of {found.agency} is waiting to be looked at. Nothing was changed."
        )
    notices = list(found.notices)
    others = review.return_files.filter(digest=digest, standing=Standing.IN).exclude(agency=found.agency)
    notices += [f"{one.agency} sent the same file ({one.file_name}): ask whose it is." for one in others]
    made = ReturnFile.objects.create(
        review=review,
        agency=found.agency,
        file_name=found.file,
        digest=digest,
        pasted=pasted,
        received_on=received_on,
        received_by=by,
        reading=[stored.as_json(row) for row in found.rows],
        refused=[one.as_json() for one in found.refused],
        headings={"mapped": dict(found.mapped), "unmapped": list(found.unmapped)},
        tables=found.tables,
        notices=notices,
        comments=found.comments,
        counts={"read": found.read, "kept": len(found.rows), "refused": len(found.refused)},
    )
    asked.came_in(made, by)
    _trail("read_return", by, made)
    return made


def rows_read(file: ReturnFile) -> list[Row]:
    """The rows of a file as they were read."""
    return [stored.from_json(one) for one in file.reading]


def standing_of(review: CaseReview, agency: str) -> ReturnFile | None:
    """The return that stands for an agency."""
    return review.return_files.filter(agency=agency, standing=Standing.IN).first()


def difference(file: ReturnFile) -> Difference:
    """What taking this return in would add, change and remove."""
    ours = ChronologyRow.objects.filter(review_id=file.review_id, agency=file.agency)
    now = [(one, stored.row_of(one)) for one in ours.filter(removed_by=None).order_by("pk")]
    new = rows_read(file)
    found = compare([row for _, row in now], new)
    kept = {id(row): one for one, row in now}
    gone = [(one, stored.row_of(one)) for one in ours.exclude(removed_by=None).order_by("-pk")]
    back = compare([row for _, row in gone], found.added)
    removed = {id(row): one for one, row in gone}
    returned = tuple((removed[id(old)], row) for old, row in back.same)
    came_back = {id(row) for _, row in returned}
    return Difference(found, kept, returned, tuple(row for row in found.added if id(row) not in came_back))


@transaction.atomic
def take_in(file: ReturnFile, *, by: Worker | None) -> ReturnFile:
    """Let a return that was looked at stand for its agency. Raises Refused when it no longer waits."""
    CaseReview.objects.select_for_update().get(pk=file.review_id)
    current = ReturnFile.objects.get(pk=file.pk)
    _must_be(current, Standing.WAITING, "This return has been settled meanwhile. Nothing was changed.")
    found = difference(current)
    before = standing_of(current.review, current.agency)
    if before is not None:
        before.standing = Standing.REPLACED
        before.save(update_fields=["standing"])
    current.replaces = before
    _settle(current, Standing.IN, by)
    current.counts = {**current.counts, **found.counts}
    current.undo = _write(current, found)
    current.save()
    recompose(current.review)
    asked.taken_in(current, by)
    _trail("take_in_return", by, current)
    return current


def _write(file: ReturnFile, found: Difference) -> dict[str, Any]:
    """Write a difference to the rows; returns what is needed, besides past wordings, to take it back."""
    undo: dict[str, Any] = {"moved": {}, "returned": {}}
    touched = [_moved(found.kept[id(old)], new, file, undo) for old, new in found.comparison.same]
    past: list[RowPast] = []
    for change in found.comparison.changed:
        one = found.kept[id(change.old)]
        past.append(_past_of(one, file))
        undo["moved"][str(one.pk)] = one.file_id
        _say(one, stored.as_json(change.new))
        one.file = file
        touched.append(one)
    for one, row in found.returned:
        undo["returned"][str(one.pk)] = one.removed_by_id
        one.removed_by = None
        touched.append(_moved(one, row, file, undo))
    for old in found.comparison.removed:
        one = found.kept[id(old)]
        one.removed_by, one.position = file, 0
        touched.append(one)
    RowPast.objects.bulk_create(past, batch_size=CHUNK)
    _save(touched)
    _add(file, found.added)
    return undo


def _add(file: ReturnFile, rows: Sequence[Row]) -> None:
    now = timezone.now()
    fresh = [ChronologyRow(review_id=file.review_id, file=file, added_by=file, first_seen_at=now) for _ in rows]
    for one, row in zip(fresh, rows, strict=True):
        stored.fill(one, stored.as_json(row))
    ChronologyRow.objects.bulk_create(fresh, batch_size=CHUNK)


_OURS = ("file", "removed_by", "position", "version")


def _save(rows: Sequence[ChronologyRow]) -> None:
    """Write rows back: most have only moved within their file, and are written with few columns."""
    before = {one.pk: stored.content_of(one) for one in ChronologyRow.objects.in_bulk([r.pk for r in rows]).values()}
    whole: list[ChronologyRow] = []
    moved: list[ChronologyRow] = []
    for one in rows:
        was, now = before[one.pk], stored.content_of(one)
        differ = {name for name in stored.CONTENT if was[name] != now[name]}
        (moved if differ <= set(stored.PLACE) else whole).append(one)
    save_columns(moved, [*stored.PLACE, *_OURS])
    save_columns(whole, [*stored.CONTENT, *_OURS])


def _moved(one: ChronologyRow, row: Row, file: ReturnFile, undo: dict[str, Any]) -> ChronologyRow:
    """The same words, perhaps in another place of another file."""
    was, now = stored.content_of(one), stored.as_json(row)
    undo["moved"][str(one.pk)] = [one.file_id, was] if was != now else one.file_id
    stored.fill(one, now)
    one.file = file
    return one


def _past_of(one: ChronologyRow, file: ReturnFile) -> RowPast:
    return RowPast(row=one, version=one.version, content=stored.content_of(one), superseded_by=file)


def _say(one: ChronologyRow, content: Mapping[str, Any]) -> None:
    stored.fill(one, content)
    one.version += 1


@transaction.atomic
def leave_out(file: ReturnFile, *, by: Worker | None) -> None:
    """Do not take a return in. Its reading stays, so that it can be seen what was left out."""
    current = ReturnFile.objects.select_for_update().get(pk=file.pk)
    _must_be(current, Standing.WAITING, "This return has been settled meanwhile. Nothing was changed.")
    _settle(current, Standing.LEFT, by)
    current.save()
    _trail("leave_out_return", by, current)


@transaction.atomic
def take_back(file: ReturnFile, *, by: Worker | None) -> ReturnFile:
    """Undo the taking in of the return that stands for an agency: every row says what it said before.

    Raises Refused when another return stands meanwhile.
    """
    CaseReview.objects.select_for_update().get(pk=file.review_id)
    current = ReturnFile.objects.get(pk=file.pk)
    _must_be(current, Standing.IN, "Only the return that stands for its agency can be taken back.")
    _settle(current, Standing.UNDONE, by)
    current.save()
    _restore(current)
    if current.replaces is not None:
        ReturnFile.objects.filter(pk=current.replaces.pk).update(standing=Standing.IN)
    recompose(current.review)
    _trail("take_back_return", by, current)
    return current


def _restore(file: ReturnFile) -> None:
    rows = {one.pk: one for one in ChronologyRow.objects.filter(review_id=file.review_id, agency=file.agency)}
    for one in rows.values():
        if one.removed_by_id == file.pk:
            one.removed_by = None
        elif one.added_by_id == file.pk:
            one.removed_by, one.position = file, 0
    for pk, before in file.undo["moved"].items():
        one = rows[int(pk)]
        if isinstance(before, list):
            one.file_id, content = before
            stored.fill(one, content)
        else:
            one.file_id = before
    for pk, removed_by in file.undo["returned"].items():
        rows[int(pk)].removed_by_id, rows[int(pk)].position = removed_by, 0
    past = []
    for was in RowPast.objects.filter(superseded_by=file).order_by("version"):
        one = rows[was.row_id]
        past.append(_past_of(one, file))
        _say(one, was.content)
    RowPast.objects.bulk_create(past, batch_size=CHUNK)
    _save(list(rows.values()))


def _must_be(file: ReturnFile, standing: Standing, sentence: str) -> None:
    if file.standing != standing:
        raise Refused(sentence)


def _settle(file: ReturnFile, standing: Standing, by: Worker | None) -> None:
    file.standing, file.settled_at, file.settled_by = standing, timezone.now(), by


def _trail(verb: str, by: Worker | None, file: ReturnFile) -> None:
    trail.record(
        verb=f"chronologies.{verb}",
        by=by,
        thing=("ReturnFile", file.key),
        content={"review": file.review.key, "agency": file.agency, "digest": file.digest, "counts": dict(file.counts)},
    )


def agencies_of(files: Sequence[ReturnFile]) -> list[str]:
    """Agencies in alphabetical order."""
    return sorted({one.agency for one in files}, key=str.casefold)
