"""What each page about coding shows, as frozen shapes, and how it is put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from sightline.access.drafts import Writing
from sightline.access.policy import can
from sightline.coding import book, queries, threads
from sightline.coding.models import CodedText, Coding
from sightline.domain.coding import Span, paragraphs, pieces, sentences_of
from sightline.kit.parts import Link
from sightline.kit.words import count
from sightline.reviews.models import CaseReview, Finding
from sightline.reviews.theme_pages import POLARITY_WORDS

if TYPE_CHECKING:
    from django import forms

    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text in the list of a review's. `coded` in words: also that it may not be told yet."""

    title: str
    kind: str
    href: str
    length: str
    coded: str
    two: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding that can be coded passage by passage. `text`: its text where it was opened for coding already."""

    number: int
    words: str
    text: str
    open: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The texts of one review."""

    reference: str
    back: Link
    texts: tuple[TextLine, ...]
    findings: tuple[FindingLine, ...]
    add: str
    may_code: bool
    files: tuple[Link, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two edges of codings. `codings`: their places in the paragraph's list, from 1."""

    at: int
    words: str
    codings: tuple[int, ...]
    concern: bool
    strength: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, numbered through the text."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coding as it stands beside its paragraph."""

    place: int
    anchor: str
    code: str
    name: str
    polarity: str
    words: str
    note: str
    by: str
    at: datetime
    change: str
    withdraw: str
    suggested: str
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its sentences and what begins in it."""

    sentences: tuple[Sentence, ...]
    codings: tuple[CodingLine, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text, what this worker may see it coded to, and the form to code more."""

    title: str
    kind: str
    back: Link
    added: str
    paragraphs: tuple[Paragraph, ...]
    gone: tuple[CodingLine, ...]
    sentences: int
    digest: str
    form: forms.Form | None
    groups: tuple[book.BookGroup, ...]
    save: str
    writing: Writing | None
    why_not: str
    state: str
    finish: str
    compare: str
    begin: str
    suggestions: str
    chosen: book.BookCode | None
    older: str
    script: bool = True


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form."""

    title: str
    form: forms.Form
    back: Link
    save: str
    intro: tuple[str, ...] = ()
    writing: Writing | None = None
    conflict: Any = None
    quote: str = ""
    groups: tuple[book.BookGroup, ...] = ()
    chosen: book.BookCode | None = None


def review_page(review: CaseReview, worker: Worker) -> ReviewPage:
    """The texts of a review, with how far each is coded as far as this worker may know."""
    texts = queries.texts_of(review)
    shown = queries.seen_by(worker, Coding.objects.filter(text__review=review, withdrawn_at=None))
    counts = Counter(shown.values_list("text_id", flat=True))
    latest = {text.finding_id: text for text in texts if text.finding_id}
    manages = bool(can(worker, "coding.manage"))
    return ReviewPage(
        reference=review.reference,
        back=Link(review.reference, reverse("reviews:review", args=[review.key])),
        texts=tuple(_text_line(text, counts[text.pk], worker) for text in texts),
        findings=tuple(_finding_line(one, latest.get(one.pk)) for one in review.findings.order_by("number")),
        add=reverse("coding:add_text", args=[review.key]) if manages else "",
        may_code=bool(can(worker, "coding.code")),
        files=threads.files_of(review, worker),
        sources=threads.sources_of(review, worker),
    )


def _text_line(text: CodedText, coded: int, worker: Worker) -> TextLine:
    double = queries.double_of(text)
    if double is None:
        two = ""
    elif double.open:
        two = f"{double.first} and {double.second} code it without seeing each other’s work"
    else:
        two = f"Coded by {double.first} and {double.second}, who have both finished"
    said = count(coded, "coding") if coded else "Not coded yet"
    if double is not None and double.open:
        said = f"{count(coded, 'coding')} of yours" if worker.pk in double.coders() else "Shown when both are done"
    title = (
        text.title if text.finding is None or text.finding.text == text.text else f"{text.title}, an earlier wording"
    )
    return TextLine(
        title, text.get_kind_display(), reverse("coding:text", args=[text.key]), count(len(text.text), "character"),
        said, two,
    )  # fmt: skip


def _finding_line(finding: Finding, text: CodedText | None) -> FindingLine:
    current = text is not None and text.text == finding.text
    words = finding.text if len(finding.text) <= 160 else f"{finding.text[:157].rstrip()}…"
    return FindingLine(
        finding.number,
        words,
        reverse("coding:text", args=[text.key]) if text is not None and current else "",
        reverse("coding:open_finding", args=[finding.key]),
    )


def text_page(
    text: CodedText, worker: Worker, *, form: forms.Form | None, writing: Writing | None, chosen: str = ""
) -> TextPage:
    """One text as this worker may see it."""
    names, double = book.Names(), queries.double_of(text)
    codings = queries.codings_of(text, worker)
    why_not = "" if form is not None else queries.may_code_now(text, worker)
    mine = double is not None and worker.pk in double.coders()
    manages = bool(can(worker, "coding.manage", text))
    groups = book.book(timezone.localdate()) if form is not None else ()
    about = {one.code: one for group in groups for one in group.codes}
    done = double is not None and not double.open
    gone = queries.codings_of(text, worker, withdrawn=True)
    finishes = mine and double is not None and double.done_at(worker.pk) is None
    return TextPage(
        title=text.title,
        kind=text.get_kind_display(),
        back=Link(f"Coding of {text.review.reference}", reverse("coding:review", args=[text.review.key])),
        added=f"Added by {text.added_by or 'Sightline'}",
        paragraphs=_paragraphs(text, codings, worker, names, may_change=form is not None),
        gone=tuple(_line(one, 0, text, worker, names, False) for one in gone),
        sentences=sum(len(sentences_of(text.text, p)) for p in paragraphs(text.text)),
        digest=text.digest,
        form=form,
        groups=groups,
        save=reverse("coding:code", args=[text.key]),
        writing=writing,
        why_not=why_not,
        state=_state(text, worker),
        finish=reverse("coding:finish", args=[text.key]) if finishes else "",
        compare=reverse("coding:compare", args=[text.key]) if done else "",
        begin=reverse("coding:begin_double", args=[text.key]) if manages and double is None else "",
        suggestions=reverse("coding:suggestions", args=[text.key]) if form is not None else "",
        chosen=about.get(chosen),
        older="" if text.finding is None or text.finding.text == text.text else EARLIER,
    )  # fmt: skip


def _state(text: CodedText, worker: Worker) -> str:
    """Where two coders stand, without a word about what either found."""
    double = queries.double_of(text)
    if double is None:
        return ""
    if not double.open:
        return f"{double.first} and {double.second} have both finished. What they differ on is on the comparing page."
    done = [
        str(who) for who, at in ((double.first, double.first_done_at), (double.second, double.second_done_at)) if at
    ]
    said = f"{double.first} and {double.second} code this text. Until both are done nobody sees the other’s work."
    if done:
        said += f" {done[0]} is done."
    if worker.pk in double.coders():
        return said + " You see your own codings alone."
    return said + " Nothing of it is shown here yet."


def _paragraphs(
    text: CodedText, codings: Sequence[Coding], worker: Worker, names: book.Names, *, may_change: bool
) -> tuple[Paragraph, ...]:
    found, number = [], 0
    waiting = sorted(codings, key=lambda one: (one.start, one.end))
    numbers = {one.pk: n for n, one in enumerate(waiting, start=1)}
    blocks = paragraphs(text.text)
    for place, block in enumerate(blocks):
        until = blocks[place + 1].start if place + 1 < len(blocks) else len(text.text) + 1
        begins = [one for one in waiting if one.start < until and (one.start >= block.start or place == 0)]
        touching = [one for one in waiting if Span(one.start, one.end).meets(block)]
        lines = []
        for sentence in sentences_of(text.text, block):
            number += 1
            lines.append(_sentence(text.text, sentence, number, touching, numbers))
        listed = tuple(_line(one, numbers[one.pk], text, worker, names, may_change) for one in begins)
        found.append(Paragraph(tuple(lines), listed))
    return tuple(found)


def _sentence(text: str, sentence: Span, number: int, codings: Sequence[Coding], numbers: dict[int, int]) -> Sentence:
    inside = [Span(max(one.start - sentence.start, 0), max(one.end - sentence.start, 0)) for one in codings]
    cut = []
    for piece, places in pieces(len(sentence), inside):
        here = [codings[place] for place in places]
        cut.append(
            Piece(
                at=sentence.start + piece.start,
                words=text[sentence.start + piece.start : sentence.start + piece.end],
                codings=tuple(numbers[one.pk] for one in here),
                concern=any(one.polarity == "-" for one in here),
                strength=any(one.polarity == "+" for one in here),
            )
        )
    return Sentence(number, sentence.start, sentence.end, tuple(cut))


EARLIER = (
    "This is an earlier wording. The finding was written anew since; its codings stay with the words they were made on."
)
SUGGESTED = {
    "words": "Taken up from a suggestion: the theme’s own words",
    "passages": "Taken up from a suggestion: like earlier passages",
}


def _line(
    coding: Coding, place: int, text: CodedText, worker: Worker, names: book.Names, may_change: bool
) -> CodingLine:
    own = may_change and coding.coder_id == worker.pk and coding.withdrawn_at is None
    gone = ""
    if coding.withdrawn_at is not None:
        what = "Changed" if hasattr(coding, "replaced_by") else "Taken back"
        gone = f"{what} by {coding.withdrawn_by}: {coding.withdrawn_because}"
    return CodingLine(
        place=place,
        anchor=f"c-{coding.key}",
        code=coding.code,
        name=names.of(coding.code),
        polarity=POLARITY_WORDS.get(coding.polarity, ""),
        words=text.text[coding.start : coding.end],
        note=coding.note,
        by=coding.by,
        at=coding.coded_at,
        change=reverse("coding:amend", args=[coding.key]) if own else "",
        withdraw=reverse("coding:withdraw", args=[coding.key]) if own else "",
        suggested=SUGGESTED.get(coding.suggested_by, ""),
        gone=gone,
    )


def quote(words: str, most: int = 300) -> str:
    """The words of a passage, the middle left out when they are many."""
    return words if len(words) <= most else f"{words[: most - 80].rstrip()} … {words[-70:].lstrip()}"
