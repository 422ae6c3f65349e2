"""What the checks that cite a learning point said, month by month: counts alone, no child's identity.

Counted from the kept replay (`checks.replayed`), so that every month is judged by one version of the check with one
set of numbers. Small numbers are hidden before anything leaves here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sightline.checks import replayed, standards
from sightline.checks.models import Answer, Citation, ReplayMark
from sightline.checks.replayed import Rules
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.dates import add_months
from sightline.domain.disclosure import INTERNAL
from sightline.domain.measures import Answer as Given
from sightline.domain.measures import RunChart, Span, run_chart
from sightline.people.facts import LONDON

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint

# Months on a chart: two years, so that a year before and after most sharings can be seen. Our default.
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Moved:
    """One check's chart with where its numbers come from; `chart` None while the replay is not made yet."""

    rules: Rules
    numbers: tuple[standards.Number, ...]
    chart: RunChart | None
    replayed_to: date | None
    behind: bool


def threshold_for(_worker: Worker) -> int:
    """Groups under this are hidden. Everyone who may look at charts is inside the partnership: 5 (our default)."""
    return INTERNAL


def charts_for(point: LearningPoint, worker: Worker) -> tuple[Moved, ...]:
    """A chart for each check that cites the point, looked at up to yesterday. Three queries a check, and four."""
    today = standards.today()
    ids = Citation.objects.filter(point=point).order_by("check_id").values_list("check_id", flat=True)
    checks = [CATALOGUE[key] for key in ids if key in CATALOGUE]
    if not checks:
        return ()
    shared = list(point.sharings.values_list("on", flat=True))
    numbers = standards.numbers(today)
    found = []
    for check in checks:
        rules = Rules(check, {number.name: number.value for number in numbers[check.id]})
        mark = _mark(rules, today - timedelta(days=1))
        chart = _chart(rules, mark, shared, threshold_for(worker)) if mark else None
        behind = mark is not None and mark.done_to < today - timedelta(days=1)
        found.append(Moved(rules, numbers[check.id], chart, mark.done_to if mark else None, behind))
    return tuple(found)


def _mark(rules: Rules, yesterday: date) -> ReplayMark | None:
    """How far the replay has got. One that was never made is made now where that is a matter of seconds."""
    mark = replayed.done_to(rules)
    if mark is None and replayed.may_replay_now():
        replayed.replay_to(yesterday, [rules])
        mark = replayed.done_to(rules)
    return mark


def _chart(rules: Rules, mark: ReplayMark, shared: Iterable[date], threshold: int) -> RunChart:
    first = max(add_months(mark.done_to.replace(day=1), 1 - MONTHS), mark.starts_on.replace(day=1))
    return run_chart(
        _spans(rules, first, mark.done_to),
        check=rules.check.name,
        version=str(rules.check.version),
        first=first,
        as_of=mark.done_to,
        answers=_answers(rules, first, mark.done_to),
        shared_on=shared,
        kept_from=mark.starts_on,
        threshold=threshold,
    )


def _spans(rules: Rules, first: date, last: date) -> list[Span]:
    """The kept stretches; "does not apply" is left out, for it counts in no month and clears nothing."""
    rows = replayed.spans_of(rules).filter(ends_on__gte=first).exclude(result="n/a")
    columns = ("child_id", "starts_on", "ends_on", "result")
    return [
        Span(str(child), start, None if end >= last else end, result)
        for child, start, end, result in rows.values_list(*columns)
    ]


def _answers(rules: Rules, first: date, last: date) -> list[Given]:
    # A day's margin, since a day here is not a day in UTC; the chart itself looks at the local day.
    since, until = first - timedelta(days=1), last + timedelta(days=1)
    rows = Answer.objects.filter(check_id=rules.check.id, at__date__gte=since, at__date__lte=until)
    return [
        Given(str(child), at.astimezone(LONDON).date(), kind)
        for child, at, kind in rows.values_list("child_id", "at", "kind")
    ]
