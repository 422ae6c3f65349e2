"""Reads of reviews, each through the scope of whoever asks; and the counts of themes, which obey rule G5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, QuerySet

from sightline.access.policy import scope
from sightline.domain import reviews as rules
from sightline.domain import themes
from sightline.domain.dates import HolidayTableEnds
from sightline.domain.disclosure import FEWEST_REVIEWS, Level
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.reviews.models import CaseReview, ClockMark, Finding, FindingTheme
from sightline.reviews.policy import usual_level
from sightline.reviews.threads import passages_coded

if TYPE_CHECKING:
    from sightline.access.models import Worker

CODED = Prefetch("themes", FindingTheme.objects.filter(withdrawn_at=None), to_attr="coded")


def reviews_of(worker: Worker) -> QuerySet[CaseReview]:
    """The reviews this worker is inside the gate of, newest first, each with `found`: its number of findings."""
    rows = CaseReview.objects.annotate(found=Count("findings"))
    return scope(worker, "review.list", rows).order_by("-notified_on", "-opened_at")


def find_review(worker: Worker, key: str, action: str = "review.view") -> CaseReview | None:
    """The review with this key if the worker may do `action` to it, else None, whatever the reason."""
    return scope(worker, action, CaseReview.objects.all()).filter(key=key).first()


def findings_of(review: CaseReview) -> list[Finding]:
    """The review's findings in order, each with `coded`: its present codings."""
    return list(review.findings.select_related("recorded_by").prefetch_related(CODED).order_by("number"))


def find_finding(worker: Worker, key: str, action: str = "finding.view") -> Finding | None:
    """The finding with this key, with its review and codings, if the worker may do `action` to it."""
    rows = Finding.objects.select_related("review", "recorded_by").prefetch_related(CODED)
    return scope(worker, action, rows).filter(key=key).first()


def open_findings(worker: Worker) -> list[Finding]:
    """Every finding the worker may write learning from, newest review first, then in order."""
    rows = Finding.objects.select_related("review").prefetch_related(CODED)
    return list(scope(worker, "finding.view", rows).order_by("-review__opened_at", "review_id", "number"))


def clocks(review: CaseReview, as_of: date) -> tuple[rules.Standing, ...]:
    """How each time limit of the review stands on a day; a limit that cannot be reckoned says so. Two queries."""
    regime = rules.REGIMES.get(review.regime)
    if regime is None:
        return ()
    done, paused = _marks(review, as_of)
    if review.decided_on is not None:
        done.setdefault("decide", review.decided_on)
    if review.notified_on is not None:
        done.setdefault("notify", review.notified_on)
    if (published := _first_published(review)) is not None:
        done.setdefault("finish", published)
    return tuple(_standing(clock, review, as_of, done, paused) for clock in regime.clocks)


def _first_published(review: CaseReview) -> date | None:
    """The day its report, or the improvements, first came out: no review is finished later than that."""
    moves = review.moves.filter(field="publication_state", to_state__in=(PUBLISHED, "IMPROVEMENTS_PUBLISHED"))
    days = [review.published_on, *moves.values_list("on", flat=True)]
    return min((day for day in days if day is not None), default=None)


def _standing(
    clock: rules.Clock, review: CaseReview, as_of: date, done: dict[str, date], paused: dict[str, str]
) -> rules.Standing:
    started = getattr(review, f"{clock.trigger}_on", None)
    try:
        return rules.standing(
            clock, as_of=as_of, started=started, done=done.get(clock.code), paused_because=paused.get(clock.code, "")
        )
    except HolidayTableEnds as ends:
        return rules.Standing(clock, rules.ClockState.UNKNOWN, started, None, None, f"Not known: {ends}")


def _marks(review: CaseReview, as_of: date) -> tuple[dict[str, date], dict[str, str]]:
    done: dict[str, date] = {}
    paused: dict[str, str] = {}
    for mark in review.clock_marks.filter(on__lte=as_of).order_by("on", "pk"):
        if mark.kind == ClockMark.Kind.DONE:
            done[mark.clock] = mark.on
        elif mark.kind == ClockMark.Kind.PAUSED:
            paused[mark.clock] = mark.reason
        elif mark.kind == ClockMark.Kind.RESUMED:
            paused.pop(mark.clock, None)
    return done, paused


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How often findings and passages were coded to a theme. `findings` None: too few reviews to show this viewer."""

    findings: int | None
    reviews: int | None

    @property
    def words(self) -> str:
        """The count in words, the same for none and for few."""
        if self.findings is None or self.reviews is None:
            return f"fewer than {FEWEST_REVIEWS} reviews, so no number is shown"
        finding = "finding or passage" if self.findings == 1 else "findings and passages"
        review = "review" if self.reviews == 1 else "reviews"
        return f"{self.findings} {finding} in {self.reviews} {review}"


def theme_counts(worker: Worker) -> dict[str, ThemeCount]:
    """For every theme how many findings and passages, in how many reviews. Rule G5 outside levels 0 to 2.

    A reader may count the published reviews elsewhere and subtract. So the unpublished ones are counted in only when
    they are themselves enough; otherwise the number stands for the published alone, or is not shown.
    """
    published: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    unpublished: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = FindingTheme.objects.filter(withdrawn_at=None).values_list(
        "code", "finding__review_id", "finding__review__publication_state"
    )
    for code, review, state in rows:
        (published if state == PUBLISHED else unpublished)[code][review] += 1
    for code, review, state in passages_coded():
        (published if state == PUBLISHED else unpublished)[code][review] += 1
    inside = usual_level(worker) <= Level.LEADS
    return {code: _count(published[code], unpublished[code], inside) for code in themes.THEMES}


def _count(published: dict[int, int], unpublished: dict[int, int], inside: bool) -> ThemeCount:
    together = {**published, **unpublished}
    if inside:
        return ThemeCount(sum(together.values()), len(together))
    shown = together if len(unpublished) >= FEWEST_REVIEWS else published
    if len(shown) < FEWEST_REVIEWS:
        return ThemeCount(None, None)
    return ThemeCount(sum(shown.values()), len(shown))


def coded_words(findings: Iterable[Finding]) -> dict[int, tuple[str, ...]]:
    """The names of the themes each finding is coded to, by the finding's primary key."""
    return {
        finding.pk: tuple(themes.THEMES[c.code].name for c in finding.coded if c.code in themes.THEMES)  # type: ignore[attr-defined]
        for finding in findings
    }
