"""What each check would have said of each child on each past day: kept, because the past does not change.

One version of a check with one set of numbers is one replay; change either, and a new one is made from the start.
A night adds one day to it, and looks only at children whose record changed or whose look has come. Charts are counted
from the kept spans and look at no record.

The looking is done first and holds no lock; what was found is then written in one short transaction, together with
how far the replay has got, so that an interrupted replay leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Min, Q, QuerySet

from sightline.checks import standards
from sightline.checks.follow import changed_after
from sightline.checks.gather import chunks
from sightline.checks.load import DatedHistory, histories
from sightline.checks.models import Citation, ReplayMark, ReplaySpan
from sightline.domain.checks.replay import Span, spans_of_each
from sightline.domain.checks.sets import not_collecting
from sightline.domain.checks.vocabulary import Check
from sightline.people.facts import LONDON, end_of_day
from sightline.people.models import Person
from sightline.trail.models import Entry, Head

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


class Stretch(NamedTuple):
    """From a day to a day, both included, a check says the same; and the day on which that may change by itself."""

    first: date
    last: date
    said: Said
    next_look: date | None


class _Open(NamedTuple):
    """The kept span of a child that reaches the last day done."""

    pk: int
    said: Said


@dataclass(slots=True)
class _Work:
    """One replay under way: from the day after `done_to`, or from the start.

    `children`: those who are looked at; of all others it is known that the days since say what the last one said.
    """

    rules: Rules
    mark: ReplayMark | None
    first: date
    children: Collection[int]
    open: dict[int, _Open] = field(default_factory=dict)
    new: list[ReplaySpan] = field(default_factory=list)
    reach: dict[tuple[date, date | None], list[int]] = field(default_factory=lambda: defaultdict(list))


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
    """Bring these replays (default: those a chart is made of) up to the end of a day; returns the spans written.

    Looked at are the children whose record changed since the last time and those whose look has come. Every other span
    is made longer by the database: nothing changes before the next look unless the record or the numbers do.
    """
    begins = first_day()
    if begins is None:
        return 0
    written = Head.objects.order_by("pk").values_list("seq", flat=True).first() or 0
    work = _work(rules_in_force(charted()) if rules is None else rules, begins, last)
    if not work:
        return 0
    for chunk in chunks(sorted(set().union(*(each.children for each in work))), IN_ONE_GO):
        for each in work:
            _open_spans(each, chunk)
        with not_collecting():
            for pk, history in histories(chunk).items():
                _replay([each for each in work if pk in each.children], pk, history, last)
    newest = _newest_of(last, written, work)
    return sum(_save(each, last, newest) for each in work)


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


def said(rules: Sequence[Rules], history: DatedHistory, first: date, last: date) -> Iterator[tuple[Stretch, ...]]:
    """What each check would have said of one child, in stretches that say the same; none before the record."""
    if history.begins is None:
        return
    pairs = [(each.check, each.values) for each in rules]
    for found in spans_of_each(history, pairs, max(first, history.begins), last):
        yield tuple(_stretches(found))


def _stretches(found: Iterable[Span]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for span in found:
        outcome = span.outcome
        now = (str(outcome.result), str(outcome.severity) if outcome.severity else None)
        if held and held.said == now:
            held = Stretch(held.first, span.end, now, outcome.next_look)
            continue
        if held:
            yield held
        held = Stretch(span.start, span.end, now, outcome.next_look)
    if held:
        yield held


def _work(rules: Iterable[Rules], begins: date, last: date) -> list[_Work]:
    """What there is to do up to a day: for each replay from when on, and which children are to be looked at."""
    everybody = frozenset(Person.objects.filter(is_child=True).order_by("pk").values_list("pk", flat=True))
    changed: dict[int, set[int]] = {}
    found = []
    for each in rules:
        mark = done_to(each)
        if mark is not None and mark.done_to >= last:
            continue
        if mark is None or mark.trail_seq is None:
            first = begins if mark is None else mark.done_to + ONE_DAY
            found += [_Work(each, mark, first, everybody)] if first <= last else []
            continue
        if mark.trail_seq not in changed:
            changed[mark.trail_seq] = changed_after(mark.trail_seq) & everybody
        due = _spans_at(each, mark.done_to).filter(next_look__lte=last).order_by().values_list("child_id", flat=True)
        found.append(_Work(each, mark, mark.done_to + ONE_DAY, changed[mark.trail_seq].union(due)))
    return found


def _newest_of(last: date, written: int, work: Iterable[_Work]) -> int:
    """The newest entry of the trail up to which all were written by the end of a day; what follows is new to it.

    `written`: the newest there was before anything was looked at.
    """
    known = [each.mark.trail_seq if each.mark else None for each in work]
    later = Entry.objects.filter(seq__gt=min((seq or 0 for seq in known), default=0), at__gt=end_of_day(last))
    first: int | None = later.aggregate(first=Min("seq"))["first"]
    return written if first is None else min(written, first - 1)


def _spans_at(rules: Rules, day: date) -> QuerySet[ReplaySpan]:
    return spans_of(rules).filter(ends_on=day)


def _open_spans(work: _Work, ids: Sequence[int]) -> None:
    """Have the last spans of these children at hand."""
    if work.mark is not None:
        rows = _spans_at(work.rules, work.mark.done_to).filter(child_id__in=ids).order_by("pk")
        for pk, child, result, severity in rows.values_list("pk", "child_id", "result", "severity"):
            if child in work.children:
                work.open[child] = _Open(pk, (result, severity))


def _replay(work: Sequence[_Work], pk: int, history: DatedHistory, last: date) -> None:
    """Look at one child's days. Replays that begin on one day go through them together."""
    for first in sorted({each.first for each in work}):
        together = [each for each in work if each.first == first]
        for each, found in zip(together, said([one.rules for one in together], history, first, last), strict=False):
            _keep(each, pk, found)


def _keep(work: _Work, pk: int, found: Iterable[Stretch]) -> None:
    for stretch in found:
        before = work.open.get(pk) if stretch.first == work.first else None
        if before is not None and before.said == stretch.said:
            del work.open[pk]
            work.reach[stretch.last, stretch.next_look].append(before.pk)
            continue
        (result, severity), span = stretch.said, {"starts_on": stretch.first, "ends_on": stretch.last}
        work.new.append(
            ReplaySpan(
                **work.rules.names, **span, child_id=pk, result=result, severity=severity, next_look=stretch.next_look
            )
        )


def _save(work: _Work, last: date, newest: int) -> int:
    """Write what was found, unless somebody else was quicker: then theirs stands, and is the same."""
    with transaction.atomic():
        if not _claimed(work, last, newest):
            return 0
        if work.mark is not None:
            going_on = _spans_at(work.rules, work.mark.done_to).filter(Q(next_look=None) | Q(next_look__gt=last))
            going_on.update(ends_on=last)
            # Of those that were looked at and say something else now, the last day done stays the last.
            work.reach[work.mark.done_to, None] += [row.pk for row in work.open.values()]
        for (end, next_look), ids in work.reach.items():
            for chunk in chunks(ids, 500):
                ReplaySpan.objects.filter(pk__in=chunk).update(ends_on=end, next_look=next_look)
        ReplaySpan.objects.bulk_create(work.new, batch_size=2_000)
    return len(work.new)


def _claimed(work: _Work, last: date, newest: int) -> bool:
    if work.mark is None:
        _, made = ReplayMark.objects.get_or_create(
            **work.rules.names, defaults={"starts_on": work.first, "done_to": last, "trail_seq": newest}
        )
        return made
    as_it_was = ReplayMark.objects.filter(pk=work.mark.pk, done_to=work.mark.done_to)
    return bool(as_it_was.update(done_to=last, trail_seq=newest))
