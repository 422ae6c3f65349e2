"""Rows of a review's chronology as texts that can be coded: always in codes, never with names.

`chronologies` shows beside a row what is given here (`threads.register_beside`), and finds rows by a theme.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies.models import ChronologyRow
from sightline.chronologies.queries import glossary_of
from sightline.coding import book, changes, queries
from sightline.coding.models import CodedText, Coding
from sightline.kit.parts import Link
from sightline.reviews.theme_pages import POLARITY_WORDS

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

FIELDS: Final = ("event", "response", "child_voice", "analysis")


def words_of(row: ChronologyRow) -> str:
    """What a row says, in codes as the glossary stands now, a field a line."""
    said = (getattr(row, name).replace("\r\n", "\n").strip() for name in FIELDS)
    return changes.in_codes(row.review, "\n".join(words for words in said if words))


def find_row(review: CaseReview, key: str) -> ChronologyRow | None:
    """A row of the review that stands."""
    found: ChronologyRow | None = review.chronology_rows.filter(removed_by=None, key=key).first()
    return found


def open_row(row: ChronologyRow, *, by: Worker) -> CodedText:
    """The row's present wording as a text. Raises changes.Refused while there is no glossary, so no codes."""
    if glossary_of(row.review) is None:
        raise changes.Refused(
            "Nobody has written the glossary of this review yet, so a row would show names. Write the glossary first."
        )
    when = row.edtf or row.date_raw or "no date"
    return changes.add_text(
        row.review, by=by, kind=CodedText.Kind.EVENT, title=f"{row.agency}, {when}", text=words_of(row), row=row.key
    )


def text_of(row: ChronologyRow) -> CodedText | None:
    """The text of the row's present wording, where it was opened for coding already."""
    words = words_of(row)
    return next((text for text in row.review.texts.filter(row=row.key) if text.text == words), None)


def beside(rows: Iterable[ChronologyRow], worker: Worker) -> dict[str, tuple[Link, ...]]:
    """By the key of a row: what it is coded to, as far as this worker may see, and where to code it."""
    whole = list(rows)
    if not whole or not can(worker, "coding.code"):
        return {}
    review, names = whole[0].review, book.Names()
    coded = Coding.objects.filter(text__review=review, text__row__in=[row.key for row in whole], withdrawn_at=None)
    found: dict[str, list[Link]] = defaultdict(list)
    seen = list(queries.seen_by(worker, coded).select_related("text"))
    changes.note_seen(seen, worker)
    for one in seen:
        words = f"{names.of(one.code)} ({POLARITY_WORDS[one.polarity].lower()})"
        link = Link(words, reverse("coding:text", args=[one.text.key]) + f"#c-{one.key}")
        if link not in found[one.text.row]:
            found[one.text.row].append(link)
    return {
        row.key: (*found[row.key], Link("Code its words", reverse("coding:row", args=[review.key, row.key])))
        for row in whole
    }


def coded_to(review: CaseReview, code: str) -> list[str]:
    """Keys of the rows coded to a theme, or to a local code under it, by what stands."""
    names = book.Names()
    texts = {text.pk: text for text in review.texts.exclude(row="").select_related("double")}
    return [
        texts[pk].row
        for pk, codings in queries.standing(texts.values()).items()
        if any(code in (one.code, names.counted_as(one.code)) for one in codings)
    ]
