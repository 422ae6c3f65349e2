"""Reads of reviews, each through the scope of whoever asks; and the counts of themes, which obey rule G5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from sightline.access.policy import scope
from sightline.domain import reviews as rules
from sightline.domain import themes
from sightline.domain.dates import HolidayTableEnds, in_words
from sightline.domain.disclosure import FEWEST_REVIEWS, Level
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.reviews.models import (
    CaseReview,
    ClockMark,
    Finding,
    FindingTheme,
    LocalRule,
    Proceeding,
    ReviewMember,
    StateMove,
    Subject,
)
from sightline.reviews.policy import unpublished_and_aside, usual_level
from sightline.reviews.threads import passages_coded

if TYPE_CHECKING:
    from sightline.access.models import Worker

CODED = Prefetch("themes", FindingTheme.objects.filter(withdrawn_at=None).order_by("pk"), to_attr="coded")


def reviews_of(worker: Worker) -> QuerySet[CaseReview]:
    """The reviews this worker is inside the gate of, newest first, each with `found`: its number of findings."""
    rows = CaseReview.objects.annotate(found=Count("findings"))
    return scope(worker, "review.list", rows).order_by("-notified_on", "-opened_at")


def find_review(worker: Worker, key: str, action: str = "review.view") -> CaseReview | None:
    """The review with this key if the worker may do `action` to it, else None, whatever the reason.

    It carries `has_local_rules`: whether the partnership set anything of its own for its regime.
    """
    own = Exists(LocalRule.objects.filter(regime=OuterRef("regime")))
    return scope(worker, action, CaseReview.objects.annotate(has_local_rules=own)).filter(key=key).first()


def subjects_of(review: CaseReview) -> list[Subject]:
    """Who a review is about, with the record they are joined to. One query, none when they were read before."""
    prefetch_related_objects([review], Prefetch("subjects", Subject.objects.select_related("person").order_by("pk")))
    return list(review.subjects.all())


def members_of(review: CaseReview) -> list[ReviewMember]:
    """Who is named on a review, those who run it first, with their agencies. One query."""
    return list(review.members.select_related("worker__agency").order_by("level", "pk"))


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


def clocks(
    review: CaseReview,
    as_of: date,
    moves: Iterable[StateMove] | None = None,
    local: list[LocalRule] | None = None,
) -> tuple[rules.Standing, ...]:
    """How each time limit of the review stands on a day; a limit that cannot be reckoned says so.

    `moves` of its states and `local` rules: where the caller has read them. One query then, else three.
    """
    return clocks_of([review], as_of, moves, local)[review.pk]


def clocks_of(
    reviews: Iterable[CaseReview],
    as_of: date,
    moves: Iterable[StateMove] | None = None,
    local: list[LocalRule] | None = None,
) -> dict[int, tuple[rules.Standing, ...]]:
    """The same of many reviews, by primary key. Three queries whatever their number."""
    rows = list(reviews)
    marks, published = _marks(rows, as_of), _first_published(rows, moves)
    local = local_rules() if local is None else local
    return {row.pk: _clocks(row, as_of, marks[row.pk], published.get(row.pk), local) for row in rows}


Marks = tuple[dict[str, date], dict[str, str]]


def _clocks(
    review: CaseReview, as_of: date, marks: Marks, published: date | None, local: list[LocalRule]
) -> tuple[rules.Standing, ...]:
    regime = rules.REGIMES.get(review.regime)
    if regime is None:
        return ()
    done, paused = marks
    for clock, day in (("decide", review.decided_on), ("notify", review.notified_on), ("finish", published)):
        if day is not None:
            done.setdefault(clock, day)
    return tuple(_standing(clock_here(clock, review, local), review, as_of, done, paused) for clock in regime.clocks)


OUT = (PUBLISHED, "IMPROVEMENTS_PUBLISHED")


def _first_published(reviews: list[CaseReview], moves: Iterable[StateMove] | None) -> dict[int, date]:
    """The day each one's report, or the improvements, first came out: no review is finished later than that."""
    if moves is None:
        moves = StateMove.objects.filter(review__in=reviews, field="publication_state", to_state__in=OUT)
    days = [(row.pk, row.published_on) for row in reviews]
    days += [(m.review_id, m.on) for m in moves if m.field == "publication_state" and m.to_state in OUT]
    found: dict[int, date] = {}
    for review, day in days:
        if day is not None:
            found[review] = min(day, found.get(review, day))
    return found


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


def _marks(reviews: list[CaseReview], as_of: date) -> dict[int, Marks]:
    found: dict[int, Marks] = {row.pk: ({}, {}) for row in reviews}
    for mark in ClockMark.objects.filter(review__in=reviews, on__lte=as_of).order_by("on", "pk"):
        done, paused = found[mark.review_id]
        if mark.kind == ClockMark.Kind.DONE:
            done[mark.clock] = mark.on
        elif mark.kind == ClockMark.Kind.PAUSED:
            paused[mark.clock] = mark.reason
        elif mark.kind == ClockMark.Kind.RESUMED:
            paused.pop(mark.clock, None)
    return found


def local_rules(regime: str = "") -> list[LocalRule]:
    """What the partnership set of steps and limits, of one regime or all, the oldest first."""
    rows = LocalRule.objects.select_related("by").order_by("starts_on", "pk")
    return list(rows.filter(regime=regime) if regime else rows)


def clock_here(clock: rules.Clock, review: CaseReview, local: list[LocalRule]) -> rules.Clock:
    """The limit as it was set here on the day the review began; the regime's own where nobody set it."""
    begun = begins(review)
    wanted = (review.regime, LocalRule.What.LIMIT, clock.code)
    rows = [r for r in local if (r.regime, r.what, r.code) == wanted and r.starts_on <= begun]
    if not rows:
        return clock
    last = rows[-1]
    note = f"Set here from {in_words(last.starts_on)}: {last.reason}"
    trigger = last.trigger if last.trigger in clock.other_triggers else clock.trigger
    if clock.statutory:  # the law sets its length; only what it counts from may be chosen, as far as the regime allows
        return replace(clock, trigger=trigger, note=note)
    unit = clock.unit or "months"
    return replace(clock, amount=last.amount or clock.amount, unit=unit, trigger=trigger, note=note)


def begins(review: CaseReview) -> date:
    """The day a review began: of notification, else of becoming aware, else of being opened here."""
    return review.notified_on or review.aware_on or timezone.localdate(review.opened_at)


def unused_steps(review: CaseReview, local: list[LocalRule] | None = None) -> dict[str, str]:
    """The steps not used here under this review's regime on the day it began, with the reason."""
    return steps_here(review.regime, begins(review), local)[0]


def steps_here(regime: str, on: date, local: list[LocalRule] | None = None) -> tuple[dict[str, str], dict[str, str]]:
    """What a partnership said of the steps of a regime as of a day: (unused: reason, names of its own).

    One query, none where the caller has read the `local` rules.
    """
    unused: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in local_rules(regime) if local is None else local:
        if (row.regime, row.what) != (regime, LocalRule.What.STEP) or row.starts_on > on:
            continue
        unused.pop(row.code, None)
        names.pop(row.code, None)
        if not row.used:
            unused[row.code] = row.reason
        if row.name:
            names[row.code] = row.name
    return unused, names


def why_facts_wait(review: CaseReview) -> tuple[str, ...]:
    """Why case facts and the report may not leave the review now. No query where nothing waits."""
    return rules.why_facts_wait(_beside(review)) if review.facts_wait else ()


def why_learning_waits(review: CaseReview) -> tuple[str, ...]:
    """What said that the sharing of learning from the review is to wait. No query where nothing did."""
    return rules.why_learning_waits(_beside(review)) if review.learning_waits else ()


def running_beside(review: Any) -> QuerySet[Proceeding]:
    """What runs beside a review (or a reference to one), or may run, the oldest first."""
    return Proceeding.objects.filter(review=review).exclude(standing=Proceeding.Standing.ENDED).order_by("pk")


def _beside(review: CaseReview) -> list[rules.Beside]:
    return [row.beside for row in running_beside(review)]


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
    they are themselves enough; otherwise the number stands for the published alone, or is not shown. An unpublished one
    that the worker stands aside from is left out.
    """
    published: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    unpublished: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = FindingTheme.objects.filter(withdrawn_at=None).values_list(
        "code", "finding__review_id", "finding__review__publication_state", "finding__review__facts_wait"
    )
    found = [(code, review, state == PUBLISHED and not waits) for code, review, state, waits in rows]
    aside = unpublished_and_aside(worker)
    for code, review, is_out in (*found, *passages_coded()):
        if review not in aside:
            (published if is_out else unpublished)[code][review] += 1
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
