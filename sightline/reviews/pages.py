"""What each page about reviews shows, as frozen shapes, and how it is put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sightline.access.drafts import Writing
from sightline.access.policy import can
from sightline.access.roles import REVIEW_OFFICER
from sightline.domain import reviews as rules
from sightline.domain import themes
from sightline.domain.disclosure import Level
from sightline.kit.parts import Link, Row
from sightline.kit.words import day
from sightline.reviews import queries
from sightline.reviews.changes import FIELDS
from sightline.reviews.models import CaseReview, Finding, FindingPast, LocalRule, ReviewMember, StateMove
from sightline.reviews.plan_pages import SUGGESTION, repeats_of
from sightline.reviews.register import Outstanding, outstanding_of
from sightline.reviews.shapes import Card, navigation
from sightline.reviews.theme_pages import POLARITY_WORDS, ThemeGroup
from sightline.reviews.threads import learning_from

if TYPE_CHECKING:
    from django import forms

    from sightline.access.models import Worker

LEVEL_WORDS = {0: "Named on the review", 1: "Panel or agency author", 3: "Stands aside, and sees nothing of it"}
WITHDRAWN_FOR_NOW = "This review is withdrawn for now"
HOW_FOUND = {"next": "", "skip": "passes over a step", "back": "goes back", "other": ""}


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move in the history of a state."""

    on: date
    words: str
    reason: str
    by: str
    recorded_at: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class StatePanel:
    """One of the three states: where it stands, where it can go, how it came there."""

    machine: str
    name: str
    state: str
    ways: tuple[str, ...]
    move: Link | None
    history: tuple[MoveLine, ...]
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list."""

    number: int
    polarity: str
    text: str
    themes: tuple[str, ...]
    href: str
    learning: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject of the review, and whether the gate can protect them."""

    code: str
    state: str
    protected: bool
    href: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody named on the review. `release`: where to take them off it."""

    name: str
    agency: str
    level: str
    role: str
    release: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review for those inside its gate."""

    reference: str
    title: str
    key: str
    facts: tuple[Row, ...]
    panels: tuple[StatePanel, ...]
    clocks: tuple[tuple[rules.Standing, str], ...]
    subjects: tuple[SubjectLine, ...]
    cited_nowhere: bool
    members: tuple[MemberLine, ...]
    findings: tuple[FindingLine, ...]
    may_change: bool
    nav: tuple[Link, ...]
    outstanding: tuple[Outstanding, ...]


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What everybody may know of a published review: what it is called, and the learning from it."""

    reference: str
    title: str
    facts: tuple[Row, ...]
    learning: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form about a review. `back`: where one came from; `intro`: what to know before writing."""

    title: str
    form: forms.Form
    back: Link
    save: str
    writing: Writing | None = None
    intro: tuple[str, ...] = ()
    conflict: Conflict | None = None
    groups: tuple[ThemeGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else saved while this worker was writing. Both texts are on the page; nothing is lost."""

    by: str
    at: datetime | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding, its themes, its earlier wordings, and the learning written from it."""

    number: int
    text: str
    polarity: str
    themes: tuple[Any, ...]
    review: Link
    recorded_by: str
    recorded_at: datetime
    past: tuple[PastWording, ...]
    learning: tuple[Link, ...]
    amend: str
    write_learning: str
    repeats: tuple[Card, ...]
    repeats_note: str


@dataclass(frozen=True, slots=True)
class PastWording:
    """An earlier wording of a finding."""

    version: int
    until: datetime
    by: str
    text: str
    polarity: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """All themes with their definitions."""

    groups: tuple[ThemeGroup, ...]
    counts_note: str
    codes: str = ""


def review_page(
    review: CaseReview, worker: Worker, today: date, level: Level, members: Iterable[ReviewMember]
) -> ReviewPage:
    """The whole review. The caller has asked the gate, at which level the worker stands among its members."""
    may_change = bool(can(worker, "review.change"))
    moves = list(review.moves.select_related("by").order_by("-recorded_at", "-pk"))
    works = worker.role == REVIEW_OFFICER or level <= Level.PANEL  # as `policy.reviews_worked_on`, asked already
    local = queries.local_rules(review.regime) if getattr(review, "has_local_rules", True) else []
    clocks = queries.clocks(review, today, moves, local)
    subjects = tuple(_subject(review, row) for row in queries.subjects_of(review))
    return ReviewPage(
        reference=review.reference,
        title=review.title,
        key=review.key,
        facts=_facts(review),
        panels=tuple(_panel(review, machine, moves, may_change, local) for machine in rules.OF_A_REVIEW),
        clocks=tuple((clock, _clock_href(review, clock, may_change)) for clock in clocks),
        subjects=subjects,
        cited_nowhere=not subjects or not all(subject.protected for subject in subjects),
        members=tuple(_member(review, row, may_change) for row in members),
        findings=_finding_lines(queries.findings_of(review), worker),
        may_change=may_change,
        nav=navigation(review, worker, "review", works),
        outstanding=tuple(_outstanding(review, worker, today, clocks, works)),
    )


def _outstanding(
    review: CaseReview, worker: Worker, today: date, clocks: tuple[rules.Standing, ...], works: bool
) -> list[Outstanding]:
    open_to = {review.pk} if works else set[int]()
    return outstanding_of([review], worker, today, {review.pk: clocks}, open_to)[review.pk]


def published_page(review: CaseReview, worker: Worker) -> PublishedPage:
    """What of a published review is shown to those outside it: while something holds it back, only that."""
    if not review.published_now:
        return PublishedPage("", WITHDRAWN_FOR_NOW, (), ())
    found = learning_from(review.findings.all(), worker)
    links = {link.href: link for links in found.values() for link in links}
    regime = rules.REGIMES.get(review.regime)
    facts = (Row("Regime", regime.name if regime else review.regime), Row("Published", day(review.published_on)))
    return PublishedPage(review.reference, review.title, facts, tuple(links.values()))


def _facts(review: CaseReview) -> tuple[Row, ...]:
    regime, method = rules.REGIMES.get(review.regime), rules.METHODS.get(review.method)
    days = tuple(
        Row(label, day(value) if value else "")
        for label, value in (
            ("Became aware", review.aware_on),
            ("Notified", review.notified_on),
            ("Decided", review.decided_on),
            ("Publication planned", review.publishing_on),
            ("Published", review.published_on),
        )
    )
    return (
        Row("Regime", regime.name if regime else review.regime, note=regime.basis if regime else ""),
        Row("Test", regime.test if regime else ""),
        Row("Who decides", regime.decides if regime else ""),
        Row("Method", method.name if method else "", note=method.about if method else "", missing="Not chosen yet"),
        *days,
        Row("Summary", review.summary),
    )


def _panel(
    review: CaseReview,
    machine: rules.Machine,
    moves: Iterable[StateMove],
    may_change: bool,
    local: list[LocalRule],
) -> StatePanel:
    field, table = FIELDS[machine], rules.TABLES[machine]
    state = getattr(review, field)
    moves_open = possible_moves(review, machine, local)
    ways = tuple(name for code, name, asked in moves_open if _usual(table, state, code) or not asked)
    href = reverse("reviews:move", args=[review.key, machine.value])
    return StatePanel(
        machine=machine.value,
        name=table.name,
        state=_state_name(machine, state),
        ways=ways,
        move=Link(f"Move “{table.name}” on", href) if may_change and moves_open else None,
        history=tuple(_move_line(machine, row) for row in moves if row.field == field),
        waits=_waits(review, machine),
    )


def _waits(review: CaseReview, machine: rules.Machine) -> tuple[str, ...]:
    """What runs beside the review and holds back what this state lets out."""
    if machine == rules.Machine.PUBLICATION:
        return queries.why_facts_wait(review)
    if machine == rules.Machine.LEARNING:
        return queries.why_learning_waits(review)
    return ()


def _usual(table: rules.Table, start: str, end: str) -> bool:
    move = table.find(start, end)
    return move is not None and move.way in ("next", "other")


def possible_moves(
    review: CaseReview, machine: rules.Machine, local: list[LocalRule] | None = None
) -> list[tuple[str, str, str]]:
    """Every move this review may make in this field: code, name, and what has to go with it. Usual ones first."""
    table, state = rules.TABLES[machine], getattr(review, FIELDS[machine])
    if state not in table.states:
        return []
    found = []
    unused = queries.unused_steps(review, local) if machine == rules.Machine.REVIEW else {}
    for target in table.states.values():
        allowed = rules.may_move(
            machine,
            state,
            target.code,
            regime=rules.REGIMES.get(review.regime),
            review_state=review.review_state,
            decision=review.decision,
            unused=unused,
        )
        if allowed and not (target.code == "PUBLISHED" and review.facts_wait):
            found.append((target.code, target.name, allowed.sentence))
    return sorted(found, key=lambda move: not _usual(table, state, move[0]))


def _move_line(machine: rules.Machine, row: StateMove) -> MoveLine:
    to = _state_name(machine, row.to_state)
    words = f"From “{_state_name(machine, row.from_state)}” to “{to}”" if row.from_state else f"Began as “{to}”"
    return MoveLine(row.on, words, row.reason, str(row.by or "Sightline"), row.recorded_at, row.until)


def _state_name(machine: rules.Machine, code: str) -> str:
    states = rules.TABLES[machine].states
    return states[code].name if code in states else code


def _clock_href(review: CaseReview, clock: rules.Standing, may_change: bool) -> str:
    return reverse("reviews:clock", args=[review.key, clock.clock.code]) if may_change else ""


def _subject(review: CaseReview, row: Any) -> SubjectLine:
    state = "Joined to a record here"
    if row.person_id is None:
        state = "No record is kept here" if row.no_record_here else "Not said yet whose record this is"
    protected = row.person_id is not None or row.no_record_here
    return SubjectLine(row.code, state, protected, reverse("reviews:subject", args=[review.key, row.pk]))


def _member(review: CaseReview, row: Any, may_change: bool) -> MemberLine:
    href = reverse("reviews:release_member", args=[review.key, row.pk]) if may_change else ""
    return MemberLine(row.worker.name, row.worker.agency.name, LEVEL_WORDS.get(row.level, ""), row.role, href)


def _finding_lines(findings: list[Finding], worker: Worker) -> tuple[FindingLine, ...]:
    learning, words = learning_from(findings, worker), queries.coded_words(findings)
    return tuple(
        FindingLine(
            number=finding.number,
            polarity=POLARITY_WORDS.get(finding.polarity, ""),
            text=finding.text,
            themes=words[finding.pk],
            href=reverse("reviews:finding", args=[finding.key]),
            learning=learning.get(finding.pk, ()),
        )
        for finding in findings
    )


def finding_page(finding: Finding, worker: Worker, write_learning: str) -> FindingPage:
    """A finding for those inside its review. `write_learning`: where to write from it, or ""."""
    past = finding.past.select_related("by").order_by("-version")
    coded = [themes.THEMES[c.code] for c in finding.coded if c.code in themes.THEMES]  # type: ignore[attr-defined]
    review = finding.review
    amend = reverse("reviews:amend_finding", args=[finding.key]) if can(worker, "finding.change") else ""
    return FindingPage(
        number=finding.number,
        text=finding.text,
        polarity=POLARITY_WORDS.get(finding.polarity, ""),
        themes=tuple(coded),
        review=Link(f"{review.reference} {review.title}", reverse("reviews:review", args=[review.key])),
        recorded_by=str(finding.recorded_by or "Sightline"),
        recorded_at=finding.recorded_at,
        past=tuple(_past(row) for row in past),
        learning=learning_from([finding], worker).get(finding.pk, ()),
        amend=amend,
        write_learning=write_learning,
        repeats=repeats_of(finding, worker),
        repeats_note=SUGGESTION,
    )


def _past(row: FindingPast) -> PastWording:
    names = tuple(themes.THEMES[code].name for code in row.themes if code in themes.THEMES)
    by = str(row.by or "Sightline")
    return PastWording(row.version, row.superseded_at, by, row.text, POLARITY_WORDS.get(row.polarity, ""), names)


def finding_conflict(finding: Finding) -> Conflict:
    """What stands now, written by somebody else meanwhile."""
    last = finding.past.select_related("by").order_by("-version").first()
    names = tuple(themes.THEMES[c.code].name for c in finding.coded if c.code in themes.THEMES)  # type: ignore[attr-defined]
    rows = (
        Row("What was found", finding.text),
        Row("Concern or strength", POLARITY_WORDS.get(finding.polarity, "")),
        Row("Themes", names, missing="None"),
    )
    return Conflict(str(last.by) if last and last.by else "Somebody", last.superseded_at if last else None, rows)
