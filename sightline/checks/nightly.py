"""The night's looking: children whose day has come, numbers that changed, answers that ran out, one day of replay."""

from __future__ import annotations

from datetime import date, timedelta

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
    """The children to look at: a next look has come, a check or its numbers changed, the record did, or never yet."""
    keys = dict(Person.objects.filter(is_child=True).values_list("pk", "key"))
    values = standards.in_force(on)
    running = {check.id for check in standards.looked_at()}
    changed = fresh.last_changes(None)
    seen: dict[int, set[str]] = {pk: set() for pk in keys}
    found: set[int] = set()
    columns = ("child_id", "check_id", "check_version", "parameters", "next_look", "looked_at")
    for row in Outcome.objects.filter(ends_at=None).only(*columns).iterator(chunk_size=2_000):
        seen.setdefault(row.child_id, set()).add(row.check_id)
        last = changed.get(keys.get(row.child_id, ""))
        old = fresh.is_past(row, on) or not fresh.by_same_rules(row, values.get(row.check_id, {}))
        if old or (last is not None and row.looked_at < last):
            found.add(row.child_id)
    return found | {pk for pk, checks in seen.items() if checks != running}
