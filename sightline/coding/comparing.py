"""The page that sets two finished coders beside each other: agreement by code, and differences to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.coding import book, pages, queries
from sightline.coding.forms import SettleForm
from sightline.coding.models import CodedText, Coding, DoubleCoding, Settled
from sightline.domain.coding import CodeAgreement, Difference, Mark, Span, agreement_on, sentences
from sightline.kit.parts import Link, Table
from sightline.kit.words import count, moment
from sightline.reviews.theme_pages import POLARITY_WORDS

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder said about a passage."""

    who: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """One difference. `form` None: this worker does not settle it; `outcome` empty: it is open."""

    anchor: str
    name: str
    code: str
    kind: str
    words: str
    sides: tuple[Side, Side]
    outcome: str
    earlier: tuple[str, ...]
    form: SettleForm | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two coders of one text."""

    title: str
    back: Link
    intro: str
    agreement: Table
    cautions: tuple[str, ...]
    over_review: Table | None
    differences: tuple[DifferenceCard, ...]
    open: int
    settle: str
    tried: SettleForm | None


def compare_page(
    text: CodedText, double: DoubleCoding, worker: Worker, *, tried: SettleForm | None = None
) -> ComparePage:
    """The comparing page. Raises ValueError while one of the two is still coding."""
    names, found = book.Names(), queries.compared(double)
    if tried is not None:
        tried.auto_id = _ids(*(str(tried[name].value()) for name in ("start", "end", "code")))
    units = sentences(text.text)
    here = [(units, queries.marks_of(found.first), queries.marks_of(found.second))]
    measured = _measured(here)
    may = bool(can(worker, "coding.code", text))
    cards = tuple(_card(one, found, text, names, tried if may else None, may) for one in found.differences)
    return ComparePage(
        title=text.title,
        back=Link(text.title, reverse("coding:text", args=[text.key])),
        intro=f"{double.first} and {double.second} coded {count(len(units), 'sentence')} without seeing each other’s "
        f"work. {double.first} finished {moment(double.first_done_at)}, "
        f"{double.second} {moment(double.second_done_at)}.",
        agreement=_table("Agreement by code, in this text", measured, names),
        cautions=tuple(dict.fromkeys(one.caution for one in measured if one.caution)),
        over_review=_over_review(text, names),
        differences=cards,
        open=sum(1 for card in cards if not card.outcome),
        settle=reverse("coding:settle", args=[text.key]),
        tried=tried if tried is not None and tried.errors else None,
    )


Texts = list[tuple[list[Span], list[Mark], list[Mark]]]


def _measured(texts: Texts) -> list[CodeAgreement]:
    """Agreement on every code that one of the two used, in the order of the codes."""
    used = {mark.code for _, first, second in texts for mark in (*first, *second)}
    return [agreement_on(code, texts) for code in sorted(used)]


def _over_review(text: CodedText, names: book.Names) -> Table | None:
    """The same over every text of the review that these two have finished; None when there is only this one."""
    double = queries.double_of(text)
    assert double is not None
    others = queries.finished_by(text.review, double)
    if len(others) < 2:
        return None
    texts: Texts = []
    for one in others:
        found = queries.compared(one)
        pair = (queries.marks_of(found.first), queries.marks_of(found.second))
        first, second = pair if one.first_id == double.first_id else (pair[1], pair[0])
        texts.append((sentences(one.text.text), first, second))
    return _table(f"The same over {len(others)} texts of this review that the two have coded", _measured(texts), names)


def _table(caption: str, measured: list[CodeAgreement], names: book.Names) -> Table:
    head = (
        "Code",
        "Kappa",
        "Sentences (n)",
        "Both",
        "Only the first",
        "Only the second",
        "Neither",
        "Same polarity",
    )
    rows = tuple(
        (
            f"{names.of(one.code)} ({one.code})",
            f"{one.kappa:.2f}" if one.kappa is not None else f"None: {one.why_none}",
            one.n, one.both, one.first_only, one.second_only, one.neither, one.same_polarity,
        )
        for one in measured
    )  # fmt: skip
    return Table(caption, head, rows, numeric=frozenset(range(2, 8)), empty="Neither coded anything in this text.")


def _card(
    one: Difference, found: queries.Compared, text: CodedText, names: book.Names, tried: SettleForm | None, may: bool
) -> DifferenceCard:
    told = [f"{row.get_outcome_display()}. {row.reason} ({row.by}, {moment(row.at)})" for row in found.history(one)]
    kind = "Concern or strength?" if one.about_polarity else "Only one of the two used this code here"
    spot = {"code": one.code, "start": one.span.start, "end": one.span.end}
    ids = _ids(one.span.start, one.span.end, one.code)
    form = None
    if may:
        form = SettleForm(initial=spot, auto_id=ids)
        if tried is not None and all(tried[name].value() == str(value) for name, value in spot.items()):
            form = SettleForm(tried.data, auto_id=ids)
            form.full_clean()
            for error in tried.non_field_errors():
                form.add_error(None, str(error))
        form.fields["outcome"].choices = _choices(one, found)  # type: ignore[attr-defined]
    return DifferenceCard(
        anchor=f"d-{one.span.start}-{one.span.end}-{one.code.replace('/', '-')}",
        name=names.of(one.code),
        code=one.code,
        kind=kind,
        words=pages.quote(one.span.of(text.text)),
        sides=(
            _side(str(found.double.first), [found.first[place] for place in one.first], text),
            _side(str(found.double.second), [found.second[place] for place in one.second], text),
        ),
        outcome=told[-1] if told else "",
        earlier=tuple(told[:-1]),
        form=form,
    )


def _ids(start: object, end: object, code: str) -> str:
    """The pattern of ids of a difference's form, so that each on the page has its own."""
    return f"d{start}-{end}-{code.replace('/', '-')}-%s"


def _choices(one: Difference, found: queries.Compared) -> list[tuple[str, str]]:
    """What can become of it, with the coders' names."""
    choices = []
    if one.first:
        choices.append((Settled.Outcome.FIRST.value, f"As {found.double.first} has it"))
    if one.second:
        choices.append((Settled.Outcome.SECOND.value, f"As {found.double.second} has it"))
    if one.about_polarity:
        choices.append((Settled.Outcome.BOTH.value, "Both stand: a concern and a strength"))
    return [*choices, (Settled.Outcome.NEITHER.value, "Neither stands: not coded to this")]


def _side(who: str, codings: list[Coding], text: CodedText) -> Side:
    said = tuple(
        f"{POLARITY_WORDS[one.polarity]}: “{pages.quote(text.text[one.start : one.end], 200)}”"
        + (f" Note: {one.note}" if one.note else "")
        for one in codings
    )
    return Side(who, said)
