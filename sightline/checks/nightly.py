"""The night's looking: children whose day has come, numbers that changed, answers that ran out, one day of replay."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from sightline.checks import fresh, lapses, replayed, run, standards
from sightline.checks.gather import CHUNK, chunks
from sightline.checks.models import Answer, NightlyRun, Outcome
from sightline.people.models import Person


def nightly(on: date | None = None) -> NightlyRun:
    """Look at every child whose turn it is on a day (default: today), and write down that it was done."""
    on = on or standards.today()
    row = NightlyRun.objects.create(started_at=timezone.now())
    tally = run.decide_many(due(on))
    waiting = Answer.objects.filter(lapsed_at=None).values_list("child_id", flat=True).distinct()
    for chunk in chunks(sorted(waiting), CHUNK):
        lapses.stamp(chunk, timezone.now())
    replayed.replay_to(on - timedelta(days=1))
    row.children, row.decided, row.changed = tally.children, tally.decided, tally.changed
    row.ended_at = timezone.now()
    row.save()
    return row


def due(on: date) -> set[int]:
    """The children to look at: a next look has come, a check or its numbers changed, the record did, or never yet.

    The database counts: a night on which few are due is mostly spent here. Five queries.
    """
    keys = dict(Person.objects.filter(is_child=True).values_list("pk", "key"))
    running = {check.id for check in standards.looked_at()}
    current = Outcome.objects.filter(ends_at=None).order_by()
    found = set(current.filter(next_look__lte=on).values_list("child_id", flat=True))
    found |= _by_other_rules(current, on)
    changed = fresh.last_changes(None)
    ours = Count("pk", filter=Q(check_id__in=running))
    of_each = current.values_list("child_id").annotate(all=Count("pk"), ours=ours, oldest=Min("looked_at"))
    seen = {pk: (everything == ours == len(running), oldest) for pk, everything, ours, oldest in of_each}
    for pk, key in keys.items():
        is_whole, oldest = seen.get(pk, (not running, None))
        last = changed.get(key)
        if not is_whole or (last is not None and oldest is not None and oldest < last):
            found.add(pk)
    return found & keys.keys()


def _by_other_rules(current: QuerySet[Outcome], on: date) -> set[int]:
    """The children for whom a check was decided in a version, or with numbers, that is not in force on a day.

    Which versions and numbers there are at all is asked first: on most nights these are the ones in force.
    """
    in_force = fresh.ByRules.of(standards.rules(on))
    used = current.values("check_id", "check_version", "parameters").distinct()
    old = {row["check_id"] for row in used if not in_force.decided(Outcome(**row))}
    rows = current.filter(check_id__in=old).only("child_id", "check_id", "check_version", "parameters")
    return {row.child_id for row in rows.iterator(chunk_size=2_000) if not in_force.decided(row)}
