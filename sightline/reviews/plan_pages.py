"""Recommendations and actions with their colours, one action with its evidence, earlier findings that look alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from sightline.access.policy import can, scope
from sightline.domain import reviews as rules
from sightline.domain import themes
from sightline.kit.parts import Link, Row
from sightline.kit.words import day
from sightline.reviews.models import Action, CaseReview, Evidence, Finding, Progress, Recommendation
from sightline.reviews.queries import CODED, begins
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

RESPONSE_TONE = {"awaited": "dashed", "accepted": "green", "part": "amber", "not": "grey"}
SUGGESTION = "Suggested by Sightline from the same theme and similar words. Whether it is the same is for you to say."


def actions_of(review: CaseReview) -> QuerySet[Action]:
    """The actions of a review with all their colour rests on. Three queries."""
    return with_facts(Action.objects.filter(review=review))


def with_facts(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Actions with their progress and evidence."""
    progress = Progress.objects.select_related("recorded_by").order_by("on", "pk")
    evidence = Evidence.objects.select_related("recorded_by", "decided_by").order_by("on", "pk")
    return rows.select_related("recorded_by", "owner_worker").prefetch_related(
        Prefetch("progress", progress), Prefetch("evidence", evidence)
    ).order_by("number")  # fmt: skip


def status_of(row: Action, as_of: date) -> rules.Status:
    """How an action stands; no query when it came from `with_facts`."""
    moved, blocked = [], ""
    for step in row.progress.all():
        if step.on <= as_of:
            blocked = step.text if step.kind == Progress.Kind.BLOCKED else ""
            moved += [step.on] if step.kind != Progress.Kind.BLOCKED else []
    proofs = tuple(
        rules.Proof(proof.level, proof.on, proof.result)
        for proof in row.evidence.all()
        if proof.decision == Evidence.Decision.ACCEPTED
    )
    return rules.status(rules.ActionFacts(row.kind, row.due_on, tuple(moved), blocked, proofs), as_of)


def plan_page(review: CaseReview, worker: Worker, today: date) -> PartPage:
    """Build the page: a constant number of queries."""
    may = bool(can(worker, "review.change"))
    actions: dict[int, list[Action]] = {}
    for row in actions_of(review):
        actions.setdefault(row.recommendation_id, []).append(row)
    wanted = list(review.recommendation_rows.select_related("recorded_by", "finding").order_by("number"))
    pasts = pasts_of([*wanted, *(row for rows in actions.values() for row in rows)])
    warning = rules.many_recommendations(len(wanted))
    counted = _colours([row for rows in actions.values() for row in rows], today)
    return PartPage(
        title="Plan of a review",
        heading=review.title,
        caption=review.reference,
        nav=navigation(review, worker, "plan"),
        sections=(
            Section("colours", "How the actions stand", rows=counted, empty="No action has been written yet."),
            Section(
                "recommendations",
                "Recommendations and actions",
                notices=(warning,) if warning else (),
                links=(write_link(review, "recommendation"), *((write_link(review, "action"),) if wanted else ()))
                if may
                else (),
                cards=tuple(_recommendation(review, row, actions.get(row.pk, []), today, may, pasts) for row in wanted),
                empty="No recommendation has been written yet.",
            ),
        ),
    )


def _colours(rows: Iterable[Action], today: date) -> tuple[Row, ...]:
    found: dict[rules.Colour, list[str]] = {}
    for row in rows:
        found.setdefault(status_of(row, today).colour, []).append(f"Action {row.number}")
    from sightline.domain.reviews.plan import WORDS

    order = (
        rules.Colour.RED,
        rules.Colour.AMBER,
        rules.Colour.GREY,
        rules.Colour.GREEN,
        rules.Colour.BLUE,
        rules.Colour.PURPLE,
    )
    return tuple(Row(f"{WORDS[c]} ({c.value})", f"{len(found[c])}: {', '.join(found[c])}") for c in order if c in found)


def _recommendation(
    review: CaseReview,
    row: Recommendation,
    actions: list[Action],
    today: date,
    may: bool,
    pasts: dict[str, tuple[PastVersion, ...]],
) -> Card:
    late = row.response == Recommendation.Response.AWAITED and today > row.response_due_on
    tag = Tag("Response overdue", "red") if late else Tag(choice(row, "response"), RESPONSE_TONE[row.response])
    answered = (
        f"{day(row.responded_on)}: {row.response_reason or choice(row, 'response').lower()}" if row.responded_on else ""
    )
    finding: str | Link = (
        Link(f"Finding {row.finding.number}", reverse("reviews:finding", args=[row.finding.key])) if row.finding else ""
    )
    return Card(
        f"m-{row.key}",
        f"Recommendation {row.number}",
        tags=(tag,),
        text=row.text,
        rows=(
            Row("To whom", row.addressed_to),
            Row("Follows from", finding, missing="No finding named"),
            Row("Response", answered, missing=f"None yet; due {day(row.response_due_on)}"),
        ),
        cards=tuple(_action(review, action, today, pasts) for action in actions),
        lines=() if actions else ("No action has been written for it yet.",),
        links=(write_link(review, "action", "Write an action", recommendation=row.key), amend_link(review, row))
        if may
        else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _action(review: CaseReview, row: Action, today: date, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    found = status_of(row, today)
    return Card(
        f"a-{row.key}",
        f"Action {row.number}",
        href=reverse("reviews:action", args=[review.key, row.key]),
        tags=(Tag(found.word, found.colour.value), Tag(rung_words(row))),
        text=row.step,
        lines=(found.why, f"Owner: {row.owner}, {row.agency}."),
    )


def rung_words(row: Action) -> str:
    """The highest rung whose evidence was accepted, in words; whatever its result."""
    accepted = [proof.level for proof in row.evidence.all() if proof.decision == Evidence.Decision.ACCEPTED]
    level = max(accepted, default=0)
    return f"Evidence {level} of 5: {rules.LADDER[level][1].lower()}"


def action_page(row: Action, worker: Worker, today: date) -> PartPage:
    """One action with its ladder. `row` comes from `with_facts`."""
    review, found = row.review, status_of(row, today)
    may, reports = bool(can(worker, "review.change")), bool(can(worker, "review.report", row))
    judges = bool(can(worker, "review.judge")) and row.owner_worker_id != worker.pk
    pasts = pasts_of([row, *row.evidence.all(), *row.progress.all()])
    again = _found_again(row, worker, found)
    return PartPage(
        title="An action of a review",
        heading=f"Action {row.number}",
        caption=review.reference,
        nav=navigation(review, worker, "action"),
        back=Link("Plan and impact", reverse("reviews:plan", args=[review.key])),
        sections=(
            Section("action", "The action", cards=(_whole(row, found, may, pasts),), notices=again),
            _ladder(row),
            Section(
                "evidence",
                "Evidence",
                links=(_report(row, "evidence", "Add evidence"),) if reports else (),
                cards=tuple(_evidence(review, proof, judges, may, pasts) for proof in row.evidence.all()),
                empty="No evidence has been written down yet.",
            ),
            Section(
                "progress",
                "What moved",
                links=(_report(row, "progress", "Say what moved"),) if reports else (),
                cards=tuple(_progress(review, step, may, pasts) for step in row.progress.all()),
                empty="Nothing has been written down yet.",
            ),
        ),
    )


def _report(row: Action, code: str, words: str) -> Link:
    return Link(words, reverse("reviews:report", args=[row.review.key, row.key, code]))


def _whole(row: Action, found: rules.Status, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    easy = rules.easy_step(row.step)
    return Card(
        "whole",
        row.step,
        tags=(Tag(found.word, found.colour.value), Tag(choice(row, "kind"))),
        lines=(found.why,),
        notices=(easy,) if easy else (),
        rows=(
            Row("What will be different for children", row.outcome),
            Row("Owner", f"{row.owner}, {row.agency}"),
            Row("Due", day(row.due_on)),
            Row("How one will know", row.measure),
            Row(
                "How it stands before",
                row.baseline,
                missing="Not written down: a change can hardly be shown without it",
            ),
            Row("Where the numbers come from", row.data_source),
            Row("Impact looked at on", day(row.impact_review_on) if row.impact_review_on else ""),
        ),
        links=(amend_link(row.review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _ladder(row: Action) -> Section:
    """Every rung with what was accepted on it; no colour says anything the words don't."""
    from sightline.domain.reviews.plan import NEEDED

    accepted = [proof for proof in row.evidence.all() if proof.decision == Evidence.Decision.ACCEPTED]
    rows = []
    for level, name, about in rules.LADDER[1:]:
        here = [proof for proof in accepted if proof.level == level]
        words = tuple(_dated(proof) for proof in here)
        need = " This is what the action needs to count as done." if level == NEEDED[row.kind] else ""
        rows.append(Row(f"{level}. {name}", words, note=f"{about}{need}", missing="No accepted evidence"))
    return Section("ladder", "The ladder of evidence", rows=tuple(rows))


def _dated(row: Evidence) -> str:
    result = f": {choice(row, 'result').lower()}" if row.result else ""
    return f"{day(row.on)}{result}"


JUDGED_TONE = {"waiting": "dashed", "accepted": "green", "not": "grey"}


def _evidence(
    review: CaseReview, row: Evidence, judges: bool, may: bool, pasts: dict[str, tuple[PastVersion, ...]]
) -> Card:
    waiting = row.decision == Evidence.Decision.WAITING
    links = [Link("Judge it", reverse("reviews:judge", args=[review.key, row.key]))] if judges and waiting else []
    if may and waiting:
        links.append(amend_link(review, row))
    judged = (
        f"{choice(row, 'decision')} by {row.decided_by or 'Sightline'}: {row.decision_reason}" if not waiting else ""
    )
    result = choice(row, "result") if row.result else ""
    return Card(
        f"v-{row.key}",
        f"{row.level}. {rules.LADDER[row.level][1]}, {day(row.on)}",
        tags=tuple(
            filter(None, (Tag(choice(row, "decision"), JUDGED_TONE[row.decision]), Tag(result) if result else None))
        ),
        text=row.text,
        lines=tuple(filter(None, (f"Kept: {row.source}" if row.source else "", judged))),
        links=tuple(links),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _progress(review: CaseReview, row: Progress, may: bool, pasts: dict[str, tuple[PastVersion, ...]]) -> Card:
    tone = "red" if row.kind == Progress.Kind.BLOCKED else ""
    return Card(
        f"s-{row.key}",
        day(row.on),
        tags=(Tag(choice(row, "kind"), tone),),
        text=row.text,
        links=(amend_link(review, row),) if may else (),
        quiet=written_by(row),
        past=pasts.get(row.key, ()),
    )


def _found_again(row: Action, worker: Worker, found: rules.Status) -> tuple[str, ...]:
    """A theme of the finding behind a finished action that a later review, open to the reader, found again."""
    finding = row.recommendation.finding
    if finding is None or found.colour not in (rules.Colour.BLUE, rules.Colour.PURPLE):
        return ()
    good = [p.on for p in row.evidence.all() if p.decision == Evidence.Decision.ACCEPTED]
    codes = set(finding.themes.filter(withdrawn_at=None).values_list("code", flat=True))
    later = [
        other
        for other in scope(worker, "finding.view", Finding.objects.select_related("review").prefetch_related(CODED))
        .filter(themes__code__in=codes, themes__withdrawn_at=None, polarity="-")
        .exclude(review=row.review_id)
        .distinct()
        if begins(other.review) > min(good)
    ]
    return tuple(
        f"The question is open again: {_names(codes & {c.code for c in other.coded})} was found in "
        f"{other.review.reference}, which began after this was done."
        for other in later
    )


def _names(codes: Iterable[str]) -> str:
    return ", ".join(sorted(themes.THEMES[code].name for code in codes if code in themes.THEMES)) or "a theme"


def repeats_of(finding: Finding, worker: Worker) -> tuple[Card, ...]:
    """Earlier findings that look alike, among those open to this worker. Three queries at most."""
    codes = {coding.code for coding in finding.coded}  # type: ignore[attr-defined]
    if not codes:
        return ()
    rows = Finding.objects.select_related("review").prefetch_related(CODED).filter(themes__code__in=codes).distinct()
    others = {row.key: row for row in scope(worker, "finding.view", rows).exclude(review=finding.review_id)}
    known = [_known(row) for row in others.values()]
    return tuple(_repeat(others[one.earlier.key], one) for one in rules.repeats(_known(finding), known))


def _known(row: Finding) -> rules.Known:
    codes = frozenset(coding.code for coding in row.coded)  # type: ignore[attr-defined]
    return rules.Known(row.key, str(row.review_id), begins(row.review), row.text, codes)


def _repeat(row: Finding, found: rules.Repeat) -> Card:
    return Card(
        f"again-{row.key}",
        f"{row.review.reference}, finding {row.number}",
        href=reverse("reviews:finding", args=[row.key]),
        tags=(Tag("Suggestion", "dashed"),),
        text=row.text,
        lines=(f"Theme in common: {_names(found.themes)}.", f"Words in common: {', '.join(found.words)}."),
    )
