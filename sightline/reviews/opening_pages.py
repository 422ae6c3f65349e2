"""The part of a review that frames it: its test question by question, other proceedings, terms, who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from sightline.access.policy import can
from sightline.domain import reviews as rules
from sightline.kit.parts import Link, Row
from sightline.kit.words import day
from sightline.reviews.copies import copies
from sightline.reviews.models import CaseReview, Meeting, Panellist, Proceeding, QuestionAnswer, StateMove, Terms
from sightline.reviews.models.opening import HOLDS
from sightline.reviews.shapes import (
    Card,
    PartPage,
    PastVersion,
    Section,
    Tag,
    amend_link,
    choice,
    navigation,
    pasts_of,
    write_link,
    written_by,
)

if TYPE_CHECKING:
    from sightline.access.models import Worker

TONE = {rules.Reading.MET: "green", rules.Reading.NOT_MET: "grey", rules.Reading.OPEN: "dashed"}
ANSWER_WORDS = {"Y": "Yes", "N": "No", "?": "Not known yet"}


def answers_of(review: CaseReview, regime: str = "") -> dict[str, QuestionAnswer]:
    """The answers to the test of a regime (the review's own unless said otherwise), by question."""
    rows = review.questionanswer_rows.filter(regime=regime or review.regime).select_related("recorded_by")
    return {row.question: row for row in rows}


def test_says(review: CaseReview) -> tuple[str, ...]:
    """What the answers to the regime's test come to, for whoever writes down a decision. One query."""
    regime = rules.REGIMES.get(review.regime)
    if regime is None:
        return ()
    answers = {code: row.answer for code, row in answers_of(review).items()}
    return (rules.read_test(regime, answers).sentence,)


def opening_page(review: CaseReview, worker: Worker) -> PartPage:
    """Build the page: a constant number of queries."""
    may = bool(can(worker, "review.change"))
    return PartPage(
        title="Test, terms and people of a review",
        heading=review.title,
        caption=review.reference,
        nav=navigation(review, worker, "opening", works=True),
        sections=(
            _test(review, may),
            _proceedings(review, may),
            copies(review, may),
            _terms(review, may),
            _panel(review, may),
            _meetings(review, may),
        ),
    )


def _test(review: CaseReview, may: bool) -> Section:
    regime = rules.REGIMES.get(review.regime)
    if regime is None:
        return Section("test", "The test", empty="This regime is not known here.")
    answers = answers_of(review)
    found = rules.read_test(regime, {code: row.answer for code, row in answers.items()})
    pasts = pasts_of(answers.values())
    cards = tuple(_question(q, answers.get(q.code), pasts) for q in regime.questions)
    href = reverse("reviews:test", args=[review.key])
    tag = Tag(found.reading.value.capitalize(), TONE[found.reading])
    reading = Card("reading", "What the answers come to", tags=(tag,), text=found.sentence, lines=_decision(review))
    return Section(
        "test",
        f"The test: {regime.name[0].lower()}{regime.name[1:]}",
        sentences=(regime.test, f"Basis: {regime.basis}. Who decides: {regime.decides}."),
        links=(Link("Answer the questions", href),) if may else (),
        cards=(reading, *cards),
    )


def _decision(review: CaseReview) -> tuple[str, ...]:
    """What people decided, when, and why."""
    moves = StateMove.objects.filter(review=review, field="review_state", to_state="DECIDED").select_related("by")
    rows = [m for m in moves.order_by("pk") if m.reason]
    if not review.decision:
        return ("Not decided yet. The decision is written down by moving the review to “Decided”.",)
    what = rules.DECISIONS.get(review.decision, review.decision)
    said = f"Decided: {what}, {day(review.decided_on)}."
    return (said, *(f"{m.reason} ({m.by or 'Sightline'})" for m in rows[-1:]))


def _question(question: rules.Question, row: QuestionAnswer | None, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    if row is None:
        return Card(question.code, question.ask, tags=(Tag("Not answered", "dashed"),), quiet=question.note)
    return Card(
        question.code,
        row.asked,
        tags=(Tag(ANSWER_WORDS[row.answer], "dashed" if row.answer == "?" else ""),),
        text=row.reasons,
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _proceedings(review: CaseReview, may: bool) -> Section:
    rows = list(review.proceeding_rows.select_related("recorded_by").order_by("standing", "pk"))
    pasts = pasts_of(rows)
    return Section(
        "proceedings",
        "What runs beside it",
        links=(write_link(review, "proceeding"),) if may else (),
        cards=tuple(_proceeding(review, row, may, pasts) for row in rows),
        empty="Nobody has written down whether anything runs beside this review. That is not known, and not the same "
        "as nothing.",
    )


def _proceeding(review: CaseReview, row: Proceeding, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    holds = dict(HOLDS)
    asked = f"{day(row.consulted_on)}: {row.answer or 'no answer written down'}" if row.consulted_on else ""
    since = " ".join(
        filter(None, (day(row.starts_on) if row.starts_on else "", f"until {day(row.ends_on)}" if row.ends_on else ""))
    )
    return Card(
        f"p-{row.key}",
        choice(row, "kind"),
        tags=(
            Tag(
                choice(row, "standing"),
                "amber" if row.standing == "live" else "dashed" if row.standing == "unknown" else "",
            ),
        ),
        rows=(
            Row("Holds back", tuple(holds[code] for code in row.holds if code in holds), missing="Nothing"),
            Row("How, and until when", row.holds_note),
            Row("Who to ask", row.contact),
            Row("Asked", asked, missing="Nobody has been asked yet"),
            Row("Since", since),
        ),
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _terms(review: CaseReview, may: bool) -> Section:
    row = review.terms_rows.select_related("recorded_by").first()
    if row is None:
        links = (write_link(review, "terms"),) if may else ()
        return Section("terms", "Terms of reference", links=links, empty="No terms of reference have been written yet.")
    return Section(
        "terms",
        "Terms of reference",
        links=(amend_link(review, row, "Write a new version"),) if may else (),
        cards=(_terms_card(row),),
    )


def _terms_card(row: Terms) -> Card:
    agreed = f"{day(row.agreed_on)}{f' by {row.agreed_by}' if row.agreed_by else ''}" if row.agreed_on else ""
    return Card(
        "terms-now",
        f"Version {row.version}",
        tags=(Tag("Agreed", "green") if row.agreed_on else Tag("Not agreed yet", "dashed"),),
        rows=(
            Row("What the review is for", row.purpose),
            Row("Key lines of enquiry", _lines(row.questions)),
            Row("Period looked at", row.period),
            Row("Agencies that take part", _lines(row.agencies)),
            Row("How the family takes part", row.family),
            Row("What it does not look at", row.out_of_scope),
            Row("Agreed", agreed, missing="Not yet"),
        ),
        quiet=written_by(row),
        past=pasts_of([row]).get(row.key, ()),
    )


def _panel(review: CaseReview, may: bool) -> Section:
    rows = list(review.panellist_rows.select_related("recorded_by", "worker").order_by("part", "pk"))
    pasts, waiting = pasts_of(rows), [row.name for row in rows if row.interest == Panellist.Interest.NOT_ASKED]
    asked = f"Not asked about an interest yet: {', '.join(waiting)}." if waiting else ""
    return Section(
        "panel",
        "Who takes part",
        notices=(asked,) if asked else (),
        links=(write_link(review, "panel"),) if may else (),
        cards=tuple(_panellist(review, row, may, pasts) for row in rows),
        empty="Nobody has been written down yet.",
    )


INTEREST_TONE = {"not_asked": "dashed", "none": "", "declared": "amber", "aside": "red"}


def _panellist(review: CaseReview, row: Panellist, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    account = "Can read the review here." if row.worker and row.interest != "aside" else "No account on this review."
    return Card(
        f"w-{row.key}",
        row.name,
        tags=(
            Tag(choice(row, "part")),
            Tag(f"Interest: {choice(row, 'interest').lower()}", INTEREST_TONE[row.interest]),
        ),
        text=row.interest_note,
        lines=(
            f"{row.agency or 'Agency not written down'}. {account}{f' Until {day(row.until)}.' if row.until else ''}",
        ),
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _meetings(review: CaseReview, may: bool) -> Section:
    rows = list(review.meeting_rows.select_related("recorded_by").order_by("-on", "-pk"))
    pasts = pasts_of(rows) if rows else {}
    return Section(
        "meetings",
        "Meetings",
        links=(write_link(review, "meeting"),) if may else (),
        cards=tuple(_meeting(review, row, may, pasts) for row in rows),
        empty="No meeting has been written down yet.",
    )


def _meeting(review: CaseReview, row: Meeting, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    ahead = row.on > timezone.localdate()
    return Card(
        f"m-{row.key}",
        f"{choice(row, 'kind')}, {day(row.on)}",
        tags=(Tag("Planned", "dashed"),) if ahead else (),
        text=row.discussed,
        rows=(
            Row("Who came", _lines(row.came), missing="Not held yet" if ahead else "Not written down"),
            *((Row("Apologies", _lines(row.apologies)),) if row.apologies else ()),
            Row("Decided", _lines(row.decisions), missing="Not held yet" if ahead else "Nothing is written down"),
            *((Row("Next one", day(row.next_on)),) if row.next_on else ()),
        ),
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))
