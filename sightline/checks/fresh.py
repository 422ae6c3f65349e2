"""Never stale: an outcome past its day, or older than the record, the numbers or the check, is decided again first.

What cannot be decided in time is handed back as stale, and shown as "not looked at since …": never as clear.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import Max, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sightline.checks import run, standards
from sightline.checks.models import NightlyRun, Outcome
from sightline.people.models import Person
from sightline.people.prepared import fetch
from sightline.trail.models import Entry

log = logging.getLogger("sightline.checks")
AT_ONCE = 60  # children decided again before one page is shown; a longer list shows the rest as not looked at
TOO_LONG = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Looked:
    """Current outcomes by child and check, which checks are on, and the children whose outcomes are too old."""

    outcomes: Mapping[int, Mapping[str, Outcome]]
    settings: standards.Settings
    numbers: Mapping[str, tuple[standards.Number, ...]]
    stale: frozenset[int]


def looked(children: Collection[Person]) -> Looked:
    """The current outcomes of these children, decided again where they were too old. A constant number of queries."""
    today = standards.today()
    settings, rules = standards.settings(), standards.rules(today)
    keys = {child.pk: child.key for child in children}
    found = _outcomes(keys)
    old = _too_old(keys, found, settings.running, rules, today)
    if old and _decided(sorted(old)[:AT_ONCE]):
        found = _outcomes(keys)
        old = _too_old(keys, found, settings.running, rules, today)
    return Looked(found, settings, rules.numbers, frozenset(old))


def _decided(ids: Iterable[int]) -> bool:
    """Whether it could be done. A page is still worth showing when it could not; it then says so."""
    try:
        run.decide_many(ids)
    except DatabaseError:
        log.exception("outcomes_not_refreshed")
        return False
    return True


def _outcomes(keys: Mapping[int, str]) -> dict[int, dict[str, Outcome]]:
    return run.by_child(run.current(keys))


def _too_old(
    keys: Mapping[int, str],
    found: Mapping[int, Mapping[str, Outcome]],
    running: Collection[str],
    rules: standards.Rules,
    today: date,
) -> set[int]:
    changed = last_changes(keys.values())
    in_force = ByRules.of(rules)
    return {
        pk
        for pk, key in keys.items()
        if _is_old(found.get(pk, {}), running, in_force, today) or _older_than(found.get(pk, {}), changed.get(key))
    }


def _is_old(rows: Mapping[str, Outcome], running: Collection[str], in_force: ByRules, today: date) -> bool:
    return set(rows) != set(running) or any(is_past(row, today) or not in_force.decided(row) for row in rows.values())


def is_past(row: Outcome, today: date) -> bool:
    """Whether the day has come on which it could change by itself."""
    return row.next_look is not None and row.next_look <= today


@dataclass(frozen=True, slots=True)
class ByRules:
    """Tells whether an outcome was decided by the checks, words and numbers that are in force."""

    labels: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, rules: standards.Rules) -> ByRules:
        """By what is in force on the day of `rules`."""
        values = {check: {n.name: n.value for n in rows} for check, rows in rules.numbers.items()}
        return cls({key: check.label for key, check in rules.checks.items()}, values)

    def decided(self, row: Outcome) -> bool:
        """Whether it was decided by the check as it is now, in its words now, with the numbers in force now."""
        label = self.labels.get(row.check_id)
        return row.check_version == label and dict(row.parameters) == dict(self.values[row.check_id])


def _older_than(rows: Mapping[str, Outcome], changed: datetime | None) -> bool:
    return changed is not None and any(row.looked_at < changed for row in rows.values())


def last_changes(keys: Iterable[str] | None) -> dict[str, datetime]:
    """When each child's record last changed, by the trail; answers to prompts don't count. None: every child's."""
    return dict(_changes() if keys is None else fetch("last changes", _changes, keys=list(keys)))


def _changes(keys: Sequence[str] | None = None) -> QuerySet[Any, Any]:
    entries = Entry.objects.filter(kind=Entry.Kind.CHANGE).exclude(verb__startswith="checks.").exclude(child="")
    if keys is not None:
        entries = entries.filter(child__in=keys)
    # Ungrouped order: the model's own would split the groups.
    return entries.order_by().values("child").annotate(last=Max("at")).values_list("child", "last")


def overdue_since(now: datetime | None = None) -> datetime | None:
    """When the records were last looked at by night, if that is 36 hours ago or more; None while all is well.

    Before the first night ends, it counts from the first outcome. One query: it is asked on every page.
    """
    now = now or timezone.now()
    first = Subquery(Outcome.objects.order_by("starts_at").values("starts_at")[:1])
    ended = NightlyRun.objects.exclude(ended_at=None)
    last: datetime | None = ended.aggregate(last=Coalesce(Max("ended_at"), first))["last"]
    return last if last is not None and now - last >= TOO_LONG else None
