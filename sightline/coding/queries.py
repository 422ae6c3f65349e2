"""Reads of texts and codings, each through the scope of whoever asks. Here two coders are kept from each other's work.

While two people code a text, a coding of it is seen by its own coder alone: not by the other, not by a lead, not in a
count, an export or a suggestion. Every page takes codings from `seen_by`, every count from `standing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from sightline.access.policy import scope
from sightline.coding.models import CodedText, Coding, DoubleCoding, Opening, Settled
from sightline.domain.coding import Difference, Mark, Span, compare
from sightline.reviews.models import CaseReview

if TYPE_CHECKING:
    from sightline.access.models import Worker

OPEN = Q(text__double__isnull=False) & (Q(text__double__first_done_at=None) | Q(text__double__second_done_at=None))
"""Codings of a text that two people are still coding."""


def find_review(worker: Worker, key: str, action: str = "coding.view") -> CaseReview | None:
    """The review, if the worker may do `action` to it."""
    return scope(worker, action, CaseReview.objects.all()).filter(key=key).first()


def find_text(worker: Worker, key: str, action: str = "coding.view") -> CodedText | None:
    """The text with its review and the two coders if there are two, if the worker may do `action` to it."""
    rows = CodedText.objects.select_related("review", "finding", "double__first", "double__second")
    return scope(worker, action, rows).filter(key=key).first()


def find_coding(worker: Worker, key: str) -> Coding | None:
    """A present coding of the worker's own, or one from a file where they manage the review."""
    rows = Coding.objects.select_related("text__review", "text__double", "coder").filter(withdrawn_at=None, key=key)
    found = rows.first()
    if found is None or find_text(worker, found.text.key, "coding.code") is None:
        return None
    if found.coder_id == worker.pk:
        return found
    managed = found.coder_id is None and find_text(worker, found.text.key, "coding.manage") is not None
    return found if managed and seen_by(worker, Coding.objects.filter(pk=found.pk)).exists() else None


def double_of(text: CodedText) -> DoubleCoding | None:
    """The two coders of a text, if there are two."""
    return getattr(text, "double", None)


def seen_by(worker: Worker, rows: QuerySet[Coding]) -> QuerySet[Coding]:
    """Those of the codings that this worker may see at all. The texts must be theirs to read already."""
    return rows.filter(~Q(pk__in=Coding.objects.filter(OPEN).values("pk")) | Q(coder=worker))


def codings_of(text: CodedText, worker: Worker, *, withdrawn: bool = False) -> list[Coding]:
    """The present (or the withdrawn) codings of a text that this worker may see, in the order of the text."""
    rows = text.codings.filter(withdrawn_at__isnull=not withdrawn).select_related(
        "coder", "withdrawn_by", "replaced_by"
    )
    return list(seen_by(worker, rows))


def texts_of(review: CaseReview) -> list[CodedText]:
    """The texts of a review, oldest first, each with its two coders if there are two."""
    return list(review.texts.select_related("finding", "double__first", "double__second"))


def is_blind(text: CodedText) -> bool:
    """Whether two people are coding this text now."""
    double = double_of(text)
    return double is not None and double.open


def may_code_now(text: CodedText, worker: Worker) -> str:
    """Why this worker may not code this text at the moment; "" when they may. Who may at all is `policy`'s."""
    double = double_of(text)
    if double is None:
        return ""
    if worker.pk not in double.coders():
        return "Two people code this text. Nobody else does, so that the two can be compared."
    if not double.open:
        return "Both have finished this text. What you differ on is settled on the comparing page."
    if double.done_at(worker.pk) is not None:
        return "You have said that you are done. You see the other’s work when they are done too."
    return ""


def seen_before(text: CodedText) -> set[int]:
    """The workers who saw somebody else's codings of this text, by primary key."""
    return set(Opening.objects.filter(text=text).values_list("worker_id", flat=True))


def marks_of(codings: Iterable[Coding]) -> list[Mark]:
    """Codings as far as comparing needs them."""
    return [Mark(Span(one.start, one.end), one.code, one.polarity) for one in codings]


class Compared:
    """Two finished coders of one text beside each other: their codings, what agrees, what differs, what was settled."""

    def __init__(self, double: DoubleCoding, codings: Iterable[Coding], settled: Iterable[Settled]) -> None:
        rows = list(codings)
        self.double = double
        self.first = [one for one in rows if one.coder_id == double.first_id]
        self.second = [one for one in rows if one.coder_id == double.second_id]
        self.pairs, self.differences = compare(marks_of(self.first), marks_of(self.second))
        self._settled: dict[tuple[str, int, int], list[Settled]] = defaultdict(list)
        for row in settled:
            self._settled[row.code, row.start, row.end].append(row)

    def settled(self, difference: Difference) -> Settled | None:
        """What became of a difference; None while it is open."""
        return next(reversed(self.history(difference)), None)

    def history(self, difference: Difference) -> list[Settled]:
        """Everything that was said to become of it, the latest last."""
        return self._settled.get((difference.code, difference.span.start, difference.span.end), [])

    def standing(self) -> list[Coding]:
        """The codings that stand: what both said, and what differences were settled to."""
        found = [self.first[place] for place in dict.fromkeys(one for one, _ in self.pairs)]
        for difference in self.differences:
            row = self.settled(difference)
            outcome = row.outcome if row else ""
            if outcome in (Settled.Outcome.FIRST, Settled.Outcome.BOTH):
                found += [self.first[place] for place in difference.first]
            if outcome in (Settled.Outcome.SECOND, Settled.Outcome.BOTH):
                found += [self.second[place] for place in difference.second]
        return found


def compared(double: DoubleCoding) -> Compared:
    """The two coders of a text. Raises ValueError while one of them is still coding."""
    if double.open:
        raise ValueError("Two coders are not compared before both are done.")
    rows = Coding.objects.filter(text=double.text_id, withdrawn_at=None).select_related("coder")
    return Compared(double, rows, double.settled.select_related("by"))


def standing(texts: Iterable[CodedText]) -> dict[int, list[Coding]]:
    """By text, the codings that count. None for a text that two people are still coding. Two or three queries.

    `texts` come from `texts_of` or with `double` selected. Of a text that one person or several code openly, all count.
    """
    rows = list(texts)
    by_text: dict[int, list[Coding]] = defaultdict(list)
    for coding in Coding.objects.filter(text__in=[text.pk for text in rows], withdrawn_at=None).select_related("coder"):
        by_text[coding.text_id].append(coding)
    doubles = {text.pk: double for text in rows if (double := double_of(text)) is not None}
    settled: dict[int, list[Settled]] = defaultdict(list)
    if doubles:
        for row in Settled.objects.filter(double__text__in=doubles):
            settled[row.double_id].append(row)
    found: dict[int, list[Coding]] = {}
    for text in rows:
        double = doubles.get(text.pk)
        if double is None:
            found[text.pk] = by_text[text.pk]
        elif not double.open:
            found[text.pk] = Compared(double, by_text[text.pk], settled[double.pk]).standing()
    return found


def people_inside(review: CaseReview) -> QuerySet[Worker]:
    """The workers who are inside a review: named on it, or leads; not those whose access has ended. By name."""
    from sightline.access.models import Worker
    from sightline.access.roles import ADMINISTRATOR
    from sightline.reviews.policy import LEADS

    named = review.members.values("worker")
    rows = Worker.objects.filter(Q(pk__in=named) | Q(role__in=LEADS), is_active=True).exclude(role=ADMINISTRATOR)
    return rows.order_by("name", "pk")


def finished_by(review: CaseReview, like: DoubleCoding) -> list[DoubleCoding]:
    """The texts of a review that the same two have finished, whoever of them was called the first."""
    rows = DoubleCoding.objects.filter(
        text__review=review, first_done_at__isnull=False, second_done_at__isnull=False,
        first__in=like.coders(), second__in=like.coders(),
    )  # fmt: skip
    return list(rows.select_related("text", "first", "second").order_by("pk"))
