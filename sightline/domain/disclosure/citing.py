"""Where learning from an unpublished review may be cited: never on the record of those the review is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sightline.domain.disclosure.levels import PUBLISHED


@dataclass(frozen=True, slots=True)
class CitedReview:
    """A review behind a learning point. `subjects`: ids of persons it is about; None when nobody recorded them."""

    publication_state: str
    subjects: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Citing:
    """Whether a learning point may be named on a record; true when it may.

    `why` is for the trail and for people inside the review. It is never shown on the record itself: an explained
    gap would tell the reader that this family was reviewed. Where it may not be cited, nothing is shown.
    """

    allowed: bool
    why: str

    def __bool__(self) -> bool:
        return self.allowed


def may_cite_on(
    child_and_relatives: Collection[str],
    review_subjects: frozenset[str] | None,
    *,
    publication_state: str = "",
) -> Citing:
    """May learning from this review be cited on the record of this child?

    `child_and_relatives`: ids of the child, everyone in any household of theirs, and every relative known.
    A published review may be cited anywhere. An unpublished one not where a subject is among these people, nor
    while its subjects are not recorded: then nobody can tell.
    """
    if publication_state == PUBLISHED:
        return Citing(True, "The review is published.")
    if review_subjects is None:
        return Citing(False, "The review's subjects are not recorded, so nobody can tell whose record to keep it from.")
    if not child_and_relatives:
        return Citing(False, "The child and relatives of this record are not known.")
    if review_subjects.intersection(child_and_relatives):
        return Citing(False, "The review is about somebody on this record or a relative of theirs.")
    return Citing(True, "Nobody the review is about is on this record or related to somebody who is.")


def may_cite_all(child_and_relatives: Collection[str], reviews: Iterable[CitedReview]) -> Citing:
    """May a learning point that rests on all these reviews be cited on this record? One refusal refuses it.

    A point that rests on no review at all has no source to protect and may be cited.
    """
    answers = [
        may_cite_on(child_and_relatives, review.subjects, publication_state=review.publication_state)
        for review in reviews
    ]
    refusals = [answer for answer in answers if not answer]
    return refusals[0] if refusals else Citing(True, "No review behind this learning is about anybody on this record.")
