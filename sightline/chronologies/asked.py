"""What an agency was asked for moves with what it sends (`reviews`, machine `return`).

    its chronology comes in      asked, being written, sent back, nothing held   → submitted
    a later one is taken in      approved                                        → sent back → submitted
    its marked-up copy goes back submitted, approved                             → sent back

Approving stays with people: somebody in the agency has to sign it off.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from sightline.chronologies.models import ReturnFile, Standing
from sightline.chronologies.policy import NAMES
from sightline.kit.parts import Link
from sightline.kit.words import count, day
from sightline.reviews.changes import Refused
from sightline.reviews.deciding import move_return
from sightline.reviews.models import AgencyReturn, CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker

TO_SUBMITTED = {
    "ASKED": ("SUBMITTED",),
    "DRAFT": ("SUBMITTED",),
    "RETURNED": ("SUBMITTED",),
    "NOTHING_HELD": ("ASKED", "SUBMITTED"),
}
CAME = "A chronology came after all."
CAME_AGAIN = "A later chronology was taken in, which nobody has approved yet."


def asked_of(review: CaseReview, agency: str) -> AgencyReturn | None:
    """What this agency was asked for, by its name; None where nobody asked it for a chronology."""
    rows = AgencyReturn.objects.filter(review=review, asked_for=AgencyReturn.Asked.CHRONOLOGY).order_by("pk")
    wanted = _plain(agency)
    return next((row for row in rows if _plain(row.agency_name) == wanted), None)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def came_in(file: ReturnFile, by: Worker | None) -> None:
    """Join a file to what was asked for, which is submitted with it."""
    file.asked = asked_of(file.review, file.agency)
    if file.asked is None:
        return
    file.save(update_fields=["asked"])
    for to in TO_SUBMITTED.get(file.asked.state, ()):
        _move(file.asked, to, by, file.received_on, CAME if to == "ASKED" else "")


def taken_in(file: ReturnFile, by: Worker | None) -> None:
    """What was approved before is not what stands now."""
    if file.asked is not None and file.asked.state == "APPROVED":
        _move(file.asked, "RETURNED", by, timezone.localdate(), CAME_AGAIN)
        _move(file.asked, "SUBMITTED", by, timezone.localdate(), "")


def send_back(file: ReturnFile, *, by: Worker) -> None:
    """Write down that the marked-up copy went back to its agency. Raises Refused when there is nothing to move."""
    row = file.asked
    if row is None:
        raise Refused(f"Nobody has written down that {file.agency} was asked for a chronology. Do that first.")
    if file.standing not in (Standing.WAITING, Standing.IN):
        raise Refused("A later return stands for its agency. Send the marked-up copy of that one.")
    if row.state not in ("SUBMITTED", "APPROVED"):
        raise Refused("It is with its agency already.")
    _move(row, "RETURNED", by, timezone.localdate(), f"Sent back as a marked-up copy: {to_put_right(file)}.")


def to_put_right(file: ReturnFile) -> str:
    """How much of a return its agency is to look at, in words."""
    rows = sum(any(not one.get("hint") for one in row["problems"]) for row in file.reading)
    words = f"{count(rows, 'row')} with something to put right"
    return f"{words}, {len(file.refused):,} refused" if file.refused else words


def _move(row: AgencyReturn, to: str, by: Worker | None, on: date, reason: str) -> None:
    row.refresh_from_db()
    move_return(row, by=by, to=to, on=on, seen_state=row.state, reason=reason)
    row.refresh_from_db()


def what_came(review: CaseReview, worker: Worker) -> dict[int, tuple[Link, ...]]:
    """For the page of what agencies were asked for: by primary key, the files that came, the latest first."""
    from sightline.access.policy import can

    if not can(worker, NAMES, review):
        return {}
    found: dict[int, tuple[Link, ...]] = {}
    for file in review.return_files.order_by("-pk"):
        if file.asked_id is None:
            continue
        words = f"What came on {day(file.received_on)}: {Standing(file.standing).label.lower()}"
        link = Link(words, reverse("chronologies:return", args=[review.key, file.key]))
        found[file.asked_id] = (*found.get(file.asked_id, ()), link)
    return found
