"""Which passages of a text may belong to which code, and why. Only what this worker may read is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from sightline.access.policy import scope
from sightline.coding import book, changes, pages, queries
from sightline.coding.models import CodedText, Coding
from sightline.domain.coding import Span, sentences
from sightline.domain.coding.suggest import Passage, suggest
from sightline.kit.parts import Link
from sightline.kit.words import listed

if TYPE_CHECKING:
    from sightline.access.models import Worker

MOST_PASSAGES = 1_000
"""Earlier passages that a text is compared with: the newest. Our default; keeps the page under a second."""


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """One suggestion with its reason."""

    number: int
    words: str
    name: str
    code: str
    why: str
    look: str


@dataclass(frozen=True, slots=True)
class SuggestionsPage:
    """Suggestions for one text, strongest first."""

    title: str
    back: Link
    lines: tuple[SuggestionLine, ...]
    why_not: str


def suggestions_page(text: CodedText, worker: Worker) -> SuggestionsPage:
    """The page of suggestions; none while this worker does not code the text."""
    back = Link(text.title, reverse("coding:text", args=[text.key]))
    why_not = queries.may_code_now(text, worker)
    if why_not:
        return SuggestionsPage(text.title, back, (), why_not)
    groups = book.book(timezone.localdate())
    codes = {one.code: one for group in groups for one in group.codes}
    units = sentences(text.text)
    own = [(one.code, Span(one.start, one.end)) for one in queries.codings_of(text, worker)]
    words = {code: _own_words(one) for code, one in codes.items() if "/" not in code}
    earlier = _earlier(text, worker, codes)
    found = suggest(text.text, units, words, earlier, already=own)
    changes.note_seen((earlier[one.like] for one in found if one.like is not None), worker)
    places = {unit: number for number, unit in enumerate(units, start=1)}
    lines = tuple(
        SuggestionLine(
            number=places[one.span],
            words=pages.quote(one.span.of(text.text)),
            name=codes[one.code].name,
            code=one.code,
            why=f"Shares the words {listed(one.shared)} with what the theme says of itself."
            if one.like is None
            else f"Like a passage of {one.like.where} coded to it: “{pages.quote(one.like.words, 160)}”. "
            f"Both say {listed(one.shared)}.",
            look=reverse("coding:text", args=[text.key])
            + "?"
            + urlencode(
                {"start": one.span.start, "end": one.span.end, "first": places[one.span], "last": places[one.span],
                 "code": one.code, "suggested_by": one.ground}
            )
            + "#choose",
        )
        for one in found
    )  # fmt: skip
    return SuggestionsPage(text.title, back, lines, "")


def _own_words(one: book.BookCode) -> str:
    """What a code says of itself. What belongs elsewhere is left out: its words would lead there."""
    return "\n".join((one.name, one.definition, *one.counts, *(example for _, example in one.examples)))


def _earlier(text: CodedText, worker: Worker, codes: dict[str, book.BookCode]) -> dict[Passage, Coding]:
    """Passages coded before, in texts this worker may read and codings they may see; none of this very text."""
    texts = scope(worker, "coding.view", CodedText.objects.all())
    rows = queries.seen_by(worker, Coding.objects.filter(text__in=texts.values("pk"), withdrawn_at=None))
    rows = rows.exclude(text=text).select_related("text__review").order_by("-coded_at", "-pk")[:MOST_PASSAGES]
    return {
        Passage(row.code, row.text.text[row.start : row.end], f"{row.text.title} ({row.text.review.reference})"): row
        for row in rows
        if row.code in codes and "/" not in row.code
    }
