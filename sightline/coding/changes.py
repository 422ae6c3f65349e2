"""Everything written about coding. Each deed and its trail entry are one transaction; no entry names a child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.chronologies.queries import glossary_of
from sightline.coding import book, queries
from sightline.coding.models import CodedText, Coding, DoubleCoding, LocalCode, Opening, Settled
from sightline.domain import themes
from sightline.domain.coding import OutsideText, Span, digest, passage, trimmed
from sightline.kit.at_once import unless_taken
from sightline.reviews.models import CaseReview, Finding

if TYPE_CHECKING:
    from sightline.access.models import Worker

LONGEST = 2_000_000


class Refused(Exception):
    """What was asked for may not be done. The message is a sentence for the person who asked."""


@transaction.atomic
def add_text(
    review: CaseReview, *, by: Worker, kind: str, title: str, text: str, row: str = "", guid: str = ""
) -> CodedText:
    """Put a text into a review: its words as they stand, but names of the review's glossary as codes.

    The same words once more are the same text. Raises Refused.
    """
    title, text = in_codes(review, title), in_codes(review, text)
    if not text.strip():
        raise Refused("There are no words in it.")
    if len(text) > LONGEST:
        raise Refused(f"The text is longer than {LONGEST:,} characters. Split it into several.")
    if "\0" in text:
        raise Refused("The text holds a character that no text has. Copy it again from where it came.")
    CaseReview.objects.select_for_update(no_key=True).get(pk=review.pk)  # two who add the same words add one text
    found = review.texts.filter(kind=kind, digest=digest(text), row=row).order_by("pk").first()
    if found is not None:
        return found
    made = CodedText.objects.create(
        review=review, kind=kind, title=title[:160], text=text, digest=digest(text), row=row, guid=guid, added_by=by
    )
    _trail("add_text", by, made, {"kind": kind, "title": title, "digest": made.digest})
    return made


@transaction.atomic
def open_finding(finding: Finding, *, by: Worker) -> CodedText:
    """The finding's present wording as a text that can be coded. Another wording later is another text."""
    Finding.objects.select_for_update(no_key=True).get(pk=finding.pk)  # two who open it at once open one text
    found = finding.texts.filter(digest=digest(finding.text)).first()
    if found is not None:
        return found
    made = CodedText.objects.create(
        review=finding.review, kind=CodedText.Kind.FINDING, title=f"Finding {finding.number}", text=finding.text,
        digest=digest(finding.text), finding=finding, added_by=by,
    )  # fmt: skip
    _trail("add_text", by, made, {"kind": made.kind, "title": made.title, "digest": made.digest})
    return made


@transaction.atomic
def code_passage(
    text: CodedText,
    *,
    by: Worker,
    start: int,
    end: int,
    code: str,
    polarity: str,
    note: str = "",
    suggested_by: str = "",
    seen_digest: str = "",
) -> Coding:
    """Code a passage. `suggested_by`: what suggested it, when a person took a suggestion up. Raises Refused."""
    _may_code(text, by)
    if seen_digest and seen_digest != text.digest:
        raise Refused("This passage was chosen in another wording of the text. Choose it again.")
    span = _span(text, start, end)
    _check_code(code, polarity)
    made = _write(text, by, span, code, polarity, note.strip(), suggested_by=suggested_by)
    _trail("code_passage", by, text, _content(made))
    return made


@transaction.atomic
def amend_coding(
    coding: Coding, *, by: Worker, start: int, end: int, code: str, polarity: str, note: str, because: str
) -> Coding:
    """Code it otherwise; what stood before stays readable, with why it was changed. Raises Refused."""
    current = _present(coding, by)
    span = _span(current.text, start, end)
    _check_code(code, polarity)
    if (span, code, polarity, note.strip()) == (
        Span(current.start, current.end), current.code, current.polarity, current.note,
    ):  # fmt: skip
        return current
    if not because.strip():
        raise Refused("Please write why you change it.")
    _withdraw(current, by, because)
    made = _write(current.text, by, span, code, polarity, note.strip(), replaces=current, of=current)
    _trail("amend_coding", by, current.text, _content(made) | {"replaces": current.key, "because": because.strip()})
    return made


@transaction.atomic
def withdraw_coding(coding: Coding, *, by: Worker, because: str) -> None:
    """Take a coding back; that it stood stays readable, with why it was taken back. Raises Refused."""
    current = _present(coding, by)
    if not because.strip():
        raise Refused("Please write why you take it back.")
    _withdraw(current, by, because)
    _trail("withdraw_coding", by, current.text, _content(current) | {"because": because.strip()})


@transaction.atomic
def begin_double(text: CodedText, *, by: Worker, first: Worker, second: Worker) -> DoubleCoding:
    """Ask two people to code a text without seeing each other's work. Raises Refused where that would not be blind."""
    _hold(text)
    if queries.double_of(text) is not None:
        raise Refused("Two people code this text already.")
    if first.pk == second.pk:
        raise Refused("Choose two different people.")
    for worker in (first, second):
        if queries.find_text(worker, text.key, "coding.code") is None:
            raise Refused(f"{worker.name} is not inside this review. Name them on the review first.")
    _would_be_blind(text, first, second)
    made = DoubleCoding.objects.create(text=text, first=first, second=second, begun_by=by)
    text.double = made
    _trail("begin_double", by, text, {"first": first.pk, "second": second.pk})
    return made


def _would_be_blind(text: CodedText, first: Worker, second: Worker) -> None:
    if text.finding_id and text.finding is not None and text.finding.themes.filter(withdrawn_at=None).exists():
        raise Refused(
            "This finding is coded to themes already, where everybody inside the review reads them, so nobody can code "
            "it unseen. Two people can code the report it comes from."
        )
    coders = set(text.codings.values_list("coder_id", flat=True).distinct())
    if coders - {first.pk, second.pk}:
        raise Refused("Somebody else has coded this text already. Add the text anew for the two.")
    if len(coders) == 2:
        raise Refused("Both have coded this text already, and could see each other’s work. Add the text anew.")
    seen = queries.seen_before(text)
    for coder, other in ((first, second), (second, first)):
        if coder.pk in coders and other.pk in seen:
            raise Refused(
                f"{other.name} has already seen how {coder.name} coded this text. Choose somebody who has not, or add "
                "the text anew."
            )


@transaction.atomic
def finish(double: DoubleCoding, *, by: Worker) -> DoubleCoding:
    """Say that one is done. When both are, each sees the other's work and nothing is coded any more. Raises Refused."""
    current = DoubleCoding.objects.select_for_update().get(pk=double.pk)
    if by.pk not in current.coders():
        raise Refused("You are not one of the two who code this text.")
    if current.done_at(by.pk) is not None:
        raise Refused("You have said so already.")
    field = "first_done_at" if by.pk == current.first_id else "second_done_at"
    setattr(current, field, timezone.now())
    current.save(update_fields=[field])
    _trail("finish_coding", by, current.text, {"part": field})
    return current


@transaction.atomic
def settle(double: DoubleCoding, *, by: Worker, code: str, start: int, end: int, outcome: str, reason: str) -> Settled:
    """Say what becomes of a difference, and why. Raises Refused, also when there is no such difference."""
    if double.open:
        raise Refused("Both must have finished before a difference can be settled.")
    spot = (code, start, end)
    there = {(d.code, d.span.start, d.span.end): d for d in queries.compared(double).differences}
    if spot not in there:
        raise Refused("There is no such difference. Open the page again.")
    if outcome not in Settled.Outcome.values:
        raise Refused("Choose what becomes of it.")
    missing = {Settled.Outcome.FIRST: not there[spot].first, Settled.Outcome.SECOND: not there[spot].second}
    if missing.get(Settled.Outcome(outcome)):
        raise Refused("That coder did not use this code here, so “neither stands” says it.")
    if not reason.strip():
        raise Refused("Please write the reason you came to together.")
    made = Settled.objects.create(
        double=double, code=code, start=start, end=end, outcome=outcome, reason=reason.strip(), by=by
    )
    _trail("settle", by, double.text, {"code": code, "start": start, "end": end, "outcome": outcome, "reason": reason})
    return made


def in_codes(review: CaseReview, text: str) -> str:
    """A text as people inside a review read it: names of the glossary, where there is one, as codes."""
    glossary = glossary_of(review)
    return glossary.to_coded(text) if glossary else text


def note_seen(codings: Iterable[Coding], worker: Worker) -> None:
    """Remember of which texts this worker saw another's codings: on a page, beside a row, in a file or suggestion."""
    texts = {one.text_id for one in codings if one.coder_id != worker.pk}
    if texts:
        rows = [Opening(text_id=text, worker=worker) for text in sorted(texts)]
        Opening.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def add_local_code(
    *, by: Worker, code: str, from_on: date, name: str = "", parent: str = "", because: str = "", **words: str
) -> LocalCode:
    """Add a code of the partnership's own under a theme, or switch on an addition of the catalogue. Raises Refused."""
    extension = themes.THEMES.get(code)
    if extension is not None and not extension.extension:
        raise Refused(f"{code} is one of the 38 themes, which are always on.")
    if LocalCode.objects.filter(code=code).exists():
        raise Refused(f"{code} was used before. A code is never used for something else: choose another.")
    if extension is None:
        if not code.startswith(book.LOCAL_PREFIX):
            raise Refused(f"A code of your own begins with {book.LOCAL_PREFIX}, for example {book.LOCAL_PREFIX}FERRY.")
        if parent not in themes.THEMES:
            raise Refused("Choose the theme that it belongs under.")
    used = f"{code} was used before. A code is never used for something else: choose another."
    with unless_taken(Refused(used)):
        made = LocalCode.objects.create(
            code=code, name=name if extension is None else extension.name,
            parent=parent if extension is None else "", from_on=from_on, because=because.strip(), added_by=by,
            **words,
        )  # fmt: skip
    _trail_code("add_local_code", by, made)
    return made


@transaction.atomic
def end_local_code(row: LocalCode, *, by: Worker, until_on: date, because: str) -> LocalCode:
    """Let a local code be used until a day. What is coded to it stays. Raises Refused."""
    if until_on < row.from_on:
        raise Refused("The last day lies before the first.")
    if not because.strip():
        raise Refused("Please write why it ends.")
    row.until_on, row.because = until_on, because.strip()
    row.save(update_fields=["until_on", "because"])
    _trail_code("end_local_code", by, row)
    return row


def _may_code(text: CodedText, by: Worker) -> None:
    """Asked inside the transaction, so that a coding cannot slip in after its coder has finished."""
    _hold(text)
    double = DoubleCoding.objects.select_for_update().filter(text=text).first()
    if double is not None:
        text.double = double
    if why := queries.may_code_now(text, by):
        raise Refused(why)


def _hold(text: CodedText) -> None:
    """Hold a text: nobody codes it while two people are asked to code it unseen, nor are they while somebody does."""
    CodedText.objects.select_for_update(no_key=True).get(pk=text.pk)


def _span(text: CodedText, start: int, end: int) -> Span:
    try:
        return trimmed(text.text, passage(text.text, start, end))
    except OutsideText as outside:
        raise Refused(str(outside)) from None


def _check_code(code: str, polarity: str) -> None:
    if code not in book.codes_on(timezone.localdate()):
        raise Refused("Choose a code from the list.")
    if polarity not in ("-", "+"):
        raise Refused("Choose whether it is a concern or a strength.")


def _write(
    text: CodedText, by: Worker, span: Span, code: str, polarity: str, note: str, *, suggested_by: str = "",
    replaces: Coding | None = None, of: Coding | None = None,
) -> Coding:  # fmt: skip
    with unless_taken(Refused("You have coded this very passage so already.")):
        made = Coding.objects.create(
            text=text, code=code, polarity=polarity, start=span.start, end=span.end, note=note, coder=by,
            suggested_by=suggested_by, replaces=replaces, guid=of.guid if of else "",
        )  # fmt: skip
    return made


def _present(coding: Coding, by: Worker) -> Coding:
    current = Coding.objects.select_for_update().select_related("text").get(pk=coding.pk)
    if current.withdrawn_at is not None:
        raise Refused("This was changed or taken back meanwhile. Open the text again.")
    _may_code(current.text, by)
    return current


def _withdraw(coding: Coding, by: Worker, because: str) -> None:
    coding.withdrawn_at, coding.withdrawn_by, coding.withdrawn_because = timezone.now(), by, because.strip()
    coding.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])


def _content(coding: Coding) -> dict[str, Any]:
    names = ("key", "code", "polarity", "start", "end", "note", "suggested_by")
    return {name: getattr(coding, name) for name in names}


def _trail(deed: str, by: Worker, text: CodedText, content: dict[str, Any]) -> None:
    trail.record(verb=f"coding.{deed}", by=by, thing=("CodedText", text.key), content=content)


def _trail_code(deed: str, by: Worker, row: LocalCode) -> None:
    content = {name: getattr(row, name) for name in ("code", "name", "parent", "from_on", "until_on", "because")}
    trail.record(verb=f"coding.{deed}", by=by, thing=("LocalCode", row.key), content=content)
