"""The page of a replay: what the checks would have asked of a child's record in a span of days, and when first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from sightline.checks import standards
from sightline.checks.beside import Beside, beside
from sightline.checks.load import DatedHistory, histories
from sightline.domain.checks.hindsight import Stretch, WouldAsk, asked_in
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Check
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Table
from sightline.people.models import Person
from sightline.reviews.models import CaseReview, Subject
from sightline.reviews.queries import subjects_of

YEAR = timedelta(days=365)
LONGEST_OF_ALL = timedelta(days=3_660)  # ten years  # the whole catalogue; the checks that are on may look at any span
STRETCHES = 3  # told one by one; the command tells all (`sightline checks replay`)
SEVERITIES = {"today": "today", "soon": "soon", "reflect": "for reflection", None: "without a severity"}


@dataclass(frozen=True, slots=True)
class HindsightPage:
    """What would have been asked. No name stands on it: a panel reads in codes."""

    back: Link
    code: str
    first: str
    last: str
    every: bool
    problem: str
    worked_out: str
    similar: str
    table: Table | None
    silent: str


def span_of(history: DatedHistory | None, first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days looked at: by default the last year on record."""
    end = min(last or today, today)
    begins = history.begins if history and history.begins else end
    start = first or max(begins, end - YEAR)
    return start, end


def hindsight_page(
    review: CaseReview, subject: Subject, child: Person, *, first: date | None, last: date | None, every: bool,
    problem: str = "",
) -> HindsightPage:  # fmt: skip
    """Work the replay out. A span that ends before it begins, or is too long for the whole catalogue, says so."""
    today = standards.today()
    history = histories([child.pk]).get(child.pk)
    start, end = span_of(history, first, last, today)
    problem = problem or _problem(start, end, every)
    checks = list(CATALOGUE.values()) if every else list(standards.looked_at())
    found: tuple[WouldAsk, ...] = ()
    if not problem and history and history.begins:
        found = _replayed(history, checks, max(start, history.begins), end)
    others = beside(child, [one.check.id for one in found], start, end) if found else None
    return HindsightPage(
        back=Link(f"Review {review.reference}", reverse("reviews:review", args=[review.key])),
        code=subject.code,
        first=in_words(start),
        last=in_words(end),
        every=every,
        problem=problem,
        worked_out=in_words(today),
        similar=others.similar if others else "",
        table=_table(found, others, end) if others else None,
        silent="" if problem else _silent(checks, found),
    )


def _replayed(history: DatedHistory, checks: Iterable[Check], start: date, end: date) -> tuple[WouldAsk, ...]:
    if start > end:
        return ()
    numbers = standards.in_force(standards.today())
    return asked_in(history, [(check, numbers[check.id]) for check in checks], start, end)


def _problem(start: date, end: date, every: bool) -> str:
    if start > end:
        return "The first day is later than the last. Give the earlier day first."
    if every and end - start > LONGEST_OF_ALL:
        return (
            "The whole catalogue is looked at for ten years at most. Choose a shorter span, or the checks that are on."
        )
    return ""


def _silent(checks: list[Check], found: tuple[WouldAsk, ...]) -> str:
    """How many checks would not have asked: that is no "clear", some of them could not know."""
    silent = len(checks) - len(found)
    return f"{silent} of {len(checks)} checks would not have asked. That does not mean that all was well."


def _table(found: tuple[WouldAsk, ...], others: Beside, end: date) -> Table:
    head = ("First", "What would have been asked", "When", "Similar children it did ask about", "What came of it there")
    rows = tuple(
        (
            in_words(one.first),
            Link(one.check.question, reverse("checks:check", args=[one.check.id]), note=one.check.id),
            _when(one, end),
            others.asked[one.check.id],
            others.came_of_it[one.check.id],
        )
        for one in found
    )
    return Table("In the order in which they would first have been asked", head, rows)


def _when(one: WouldAsk, end: date) -> str:
    """On how many days, how grave, and the first stretches; whether it would still have asked at the end."""
    days = sum((each.end - each.start).days + 1 for each in one.stretches)
    told = [_stretch(each) for each in one.stretches[:STRETCHES]]
    left = len(one.stretches) - len(told)
    more = f"; and {left} more" if left else ""
    still = f". It would still have asked on {in_words(end)}" if one.went_unanswered else ""
    gravest = SEVERITIES[one.gravest]
    return f"On {days} {'day' if days == 1 else 'days'}, at the gravest {gravest}: {'; '.join(told)}{more}{still}."


def _stretch(each: Stretch) -> str:
    return in_words(each.start) if each.start == each.end else f"{in_words(each.start)} to {in_words(each.end)}"


def parts_of(review: CaseReview, may_replay: bool) -> tuple[Link, ...]:
    """Links to the replay of each child a review is about whose record is here."""
    if not may_replay:
        return ()
    subjects = [one for one in subjects_of(review) if one.person is not None and one.person.is_child]
    return tuple(
        Link(f"What would have been asked about {subject.code}, and when first", address(review, subject))
        for subject in subjects
    )


def address(review: CaseReview, subject: Subject) -> str:
    """Where the replay of a subject's record is."""
    return reverse("checks:hindsight", args=[review.key, subject.pk])
