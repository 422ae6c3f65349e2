"""What each check would have said of each child on each past day: kept, because the past does not change.

One version of a check with one set of numbers is one replay; change either, and a new one is made from the start.
A night adds one day to it. Charts are counted from the kept spans and look at no record.

The looking is done first and holds no lock; what was found is then written in one short transaction, together with
how far the replay has got, so that an interrupted replay leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet

from sightline.checks import standards
from sightline.checks.gather import chunks
from sightline.checks.load import DatedHistory, histories
from sightline.checks.models import Citation, ReplayMark, ReplaySpan
from sightline.domain.checks.replay import spans
from sightline.domain.checks.vocabulary import Check
from sightline.people.facts import LONDON
from sightline.people.models import Person

IN_ONE_GO = 200  # children whose histories are in memory at a time
ON_DEMAND = 600  # children; more than that waits for the night
ONE_DAY = timedelta(days=1)
Said = tuple[str, str | None]  # result, severity


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of a check with one set of numbers."""

    check: Check
    values: Mapping[str, Any]

    @property
    def names(self) -> dict[str, str]:
        """The columns that tell one replay from another."""
        return {
            "check_id": self.check.id,
            "check_version": str(self.check.version),
            "parameters_key": standards.parameters_key(self.check, self.values),
        }


@dataclass(slots=True)
class _Work:
    """One replay under way: from the day after `done_to`, or from the start."""

    rules: Rules
    mark: ReplayMark | None
    first: date
    open: dict[int, ReplaySpan] = field(default_factory=dict)
    new: list[ReplaySpan] = field(default_factory=list)
    longer: dict[date, list[int]] = field(default_factory=dict)


def rules_in_force(checks: Iterable[Check] | None = None, *, on: date | None = None) -> list[Rules]:
    """The checks looked at (or those given), each with the numbers in force on a day (default: today)."""
    numbers = standards.in_force(on or standards.today())
    return [Rules(check, numbers[check.id]) for check in (standards.looked_at() if checks is None else checks)]


def charted() -> list[Check]:
    """The checks that are looked at and cited by learning somebody has been told of: only of these is a chart made."""
    shared = Citation.objects.filter(point__sharings__isnull=False).values_list("check_id", flat=True)
    wanted = set(shared)
    return [check for check in standards.looked_at() if check.id in wanted]


def replay_to(last: date, rules: Sequence[Rules] | None = None) -> int:
    """Bring these replays (default: those a chart is made of) up to the end of a day; returns the spans written."""
    begins = first_day()
    if begins is None:
        return 0
    work = [_start(each, begins) for each in (rules_in_force(charted()) if rules is None else rules)]
    work = [each for each in work if each.first <= last]
    if not work:
        return 0
    children = Person.objects.filter(is_child=True).order_by("pk").values_list("pk", flat=True)
    for chunk in chunks(list(children), IN_ONE_GO):
        for pk, history in histories(chunk).items():
            for each in work:
                _replay(each, pk, history, last)
    return sum(_save(each, last) for each in work)


def first_day() -> date | None:
    """The day on which the first child was written down."""
    found = Person.objects.filter(is_child=True).aggregate(first=Min("first_recorded_at"))["first"]
    return found.astimezone(LONDON).date() if found else None


def done_to(rules: Rules) -> ReplayMark | None:
    """From when to when a replay has been made; None when it has not been begun."""
    return ReplayMark.objects.filter(**rules.names).first()


def may_replay_now() -> bool:
    """Whether there are few enough children to make a missing replay while somebody waits for the page."""
    return Person.objects.filter(is_child=True).count() <= ON_DEMAND


def spans_of(rules: Rules) -> QuerySet[ReplaySpan]:
    """The kept spans of one replay."""
    return ReplaySpan.objects.filter(**rules.names)


def said(rules: Rules, history: DatedHistory, first: date, last: date) -> Iterator[tuple[date, date, Said]]:
    """What a check would have said of one child, in stretches of days that say the same; none before the record."""
    if history.begins is None:
        return
    held: tuple[date, date, Said] | None = None
    for span in spans(history, rules.check, max(first, history.begins), last, rules.values):
        now = (str(span.outcome.result), str(span.outcome.severity) if span.outcome.severity else None)
        if held and held[2] == now:
            held = (held[0], span.end, now)
            continue
        if held:
            yield held
        held = (span.start, span.end, now)
    if held:
        yield held


def _start(rules: Rules, begins: date) -> _Work:
    mark = done_to(rules)
    if mark is None:
        return _Work(rules, None, begins)
    rows = spans_of(rules).filter(ends_on=mark.done_to)
    return _Work(rules, mark, mark.done_to + ONE_DAY, open={row.child_id: row for row in rows})


def _replay(work: _Work, pk: int, history: DatedHistory, last: date) -> None:
    for first, end, (result, severity) in said(work.rules, history, work.first, last):
        before = work.open.pop(pk, None) if first == work.first else None
        if before is not None and (before.result, before.severity) == (result, severity):
            work.longer.setdefault(end, []).append(before.pk)
            continue
        work.new.append(
            ReplaySpan(**work.rules.names, child_id=pk, starts_on=first, ends_on=end, result=result, severity=severity)
        )


def _save(work: _Work, last: date) -> int:
    """Write what was found, unless somebody else was quicker: then theirs stands, and is the same."""
    with transaction.atomic():
        if not _claimed(work, last):
            return 0
        ReplaySpan.objects.bulk_create(work.new, batch_size=2_000)
        for end, ids in work.longer.items():
            for chunk in chunks(ids, 500):
                ReplaySpan.objects.filter(pk__in=chunk).update(ends_on=end)
    return len(work.new)


def _claimed(work: _Work, last: date) -> bool:
    if work.mark is None:
        _, made = ReplayMark.objects.get_or_create(
            **work.rules.names, defaults={"starts_on": work.first, "done_to": last}
        )
        return made
    moved = ReplayMark.objects.filter(pk=work.mark.pk, done_to=work.mark.done_to).update(done_to=last)
    return bool(moved)
