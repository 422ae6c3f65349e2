"""Builders for coding, through the product's own deeds."""

from __future__ import annotations

from sightline.access.models import Worker
from sightline.coding import changes, queries
from sightline.coding.models import CodedText, Coding, DoubleCoding
from sightline.reviews.models import CaseReview

REPORT = (
    "Six appointments were missed in six months. Each service counted its own two 🙂.\n"
    "Mother said that he had left. Nobody asked the nursery, who saw him each Friday.\n"
    "The nursery nurse wrote down how the baby was each morning."
)


def a_text(review: CaseReview, by: Worker, text: str = REPORT, *, title: str = "Overview report") -> CodedText:
    """A report of the review."""
    return changes.add_text(review, by=by, kind="report", title=title, text=text)


def coded(
    text: CodedText, by: Worker, words: str, code: str = "PROC-WNB", polarity: str = "-", note: str = ""
) -> Coding:
    """The first place of these words, coded."""
    start = text.text.index(words)
    return changes.code_passage(
        text, by=by, start=start, end=start + len(words), code=code, polarity=polarity, note=note
    )


def two_code(text: CodedText, by: Worker, first: Worker, second: Worker) -> DoubleCoding:
    """Two people asked to code the text."""
    return changes.begin_double(text, by=by, first=first, second=second)


def fresh(text: CodedText, worker: Worker) -> CodedText:
    """The text as a page finds it for this worker."""
    found = queries.find_text(worker, text.key)
    assert found is not None
    return found
