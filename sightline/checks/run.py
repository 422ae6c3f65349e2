"""Looking at children's records: after a change, when a day has come, and before anything old is shown.

    a change ─► trail.record() ─► follower ─► decide ─► Outcome        all in the change's own transaction
    a night  ─► children whose next look has come ─► decide
    a page   ─► anything older than the record, the numbers or its day ─► decide, else shown as "not looked at"

An outcome is written when it differs from the one before; looking again and finding the same moves two dates on.
Several changes in one transaction are looked at once, at its end, inside `together()`; a change made without it is
looked at straight away. Outcomes are worked out from the record, so they have no entry in the trail of their own.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from sightline.checks import lapses, standards
from sightline.checks.gather import chunks
from sightline.checks.load import moment_and_day, records
from sightline.checks.models import Outcome
from sightline.checks.wording import describe
from sightline.domain.checks.evaluate import FAULT, evaluate, log_fault
from sightline.domain.checks.fact import Fact
from sightline.domain.checks.record import ChildRecord
from sightline.domain.checks.sets import not_collecting
from sightline.domain.checks.vocabulary import Check, unknown
from sightline.domain.checks.vocabulary import Outcome as Found
from sightline.people.models import Person
from sightline.people.prepared import fetch

IN_ONE_GO = 200  # children a transaction: a save elsewhere waits for less than a second


@dataclass(slots=True)
class _Waiting:
    """Children to look at when `together` ends: by primary key, and by the opaque key of the trail."""

    ids: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


_pending: ContextVar[_Waiting | None] = ContextVar("children_to_look_at", default=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a look came to: children looked at, outcomes decided, outcomes that were new or different."""

    children: int = 0
    decided: int = 0
    changed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.children + other.children, self.decided + other.decided, self.changed + other.changed)


def decide_child(child: Person, *, at: datetime | None = None) -> Tally:
    """Look at one child's record and keep what each check makes of it, in the caller's transaction if there is one."""
    return decide_many([child.pk], at=at)


def decide_many(child_ids: Iterable[int], *, at: datetime | None = None) -> Tally:
    """Look at many children, loaded in sets, in transactions of at most 200 children.

    In the caller's transaction if there is one: then the trail's head is held. Without it, a child that somebody else
    holds is waited for alone, with nothing held: they may be waiting for another of these.
    """
    total, queued = Tally(), connection.in_atomic_block
    for chunk in chunks(sorted(set(child_ids)), IN_ONE_GO):
        with transaction.atomic():
            free = chunk if queued else fetch("children, free", _free, ids=chunk)
            total += _decide(free, at) if free else Tally()
        for held in sorted(set(chunk).difference(free)):
            with transaction.atomic():
                total += _decide([held], at)
    return total


@contextmanager
def together() -> Iterator[None]:
    """One transaction whose children are looked at once, at its end. Inside another `together` it adds to that."""
    if _pending.get() is not None:
        yield
        return
    with transaction.atomic():
        waiting = _Waiting()
        token = _pending.set(waiting)
        try:
            yield
            for chunk in chunks(sorted(waiting.ids | _children_of(waiting.keys)), IN_ONE_GO):
                _decide(chunk, None)
        finally:
            _pending.reset(token)


def look_at(child_ids: Iterable[int]) -> None:
    """Have these children looked at: at the end of `together`, or now."""
    waiting = _pending.get()
    if waiting is None:
        decide_many(child_ids)
    else:
        waiting.ids.update(child_ids)


def look_at_own(key: str) -> None:
    """Have the child with this key looked at, likewise; nothing for somebody who is no child."""
    waiting = _pending.get()
    if waiting is None:
        decide_many(_children_of([key]))
    else:
        waiting.keys.add(key)


def _children_of(keys: Collection[str]) -> set[int]:
    return set(fetch("children by key", _by_key, keys=sorted(keys)))


def _by_key(keys: Sequence[str]) -> QuerySet[Any, Any]:
    return Person.objects.filter(key__in=keys, is_child=True).order_by("pk").values_list("pk", flat=True)


def _to_lock(ids: Sequence[int]) -> QuerySet[Any, Any]:
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=ids)
    return rows.order_by("pk").values_list("pk", flat=True)


def _free(ids: Sequence[int]) -> QuerySet[Any, Any]:
    rows = Person.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=ids)
    return rows.order_by("pk").values_list("pk", flat=True)


def _decide(ids: Sequence[int], at: datetime | None) -> Tally:
    # Two who look at one child queue here. Not a full row lock: a fact being written elsewhere holds a share of the
    # child's row while it waits for the trail, and each would wait for the other.
    fetch("children, locked", _to_lock, ids=ids)
    at = at or timezone.now()
    with not_collecting():
        found, tally = _compare(ids, at)  # the records are gone when it returns: the search for cycles never meets them
    lapses.stamp(found, at)
    return tally


def _compare(ids: Sequence[int], at: datetime) -> tuple[list[int], Tally]:
    """Load the records, decide, and write what differs from what stands: for whom, and what it came to."""
    moment, day = moment_and_day(at)
    rules = standards.rules(day)
    checks, numbers = [rules.checks[check.id] for check in standards.looked_at()], rules.values()
    found = records(ids, moment)
    writing = _Writing(at, _current(found))
    for pk, record in found.items():
        for check in checks:
            writing.keep(pk, check, numbers[check.id], record, outcome_of(check, record, numbers[check.id]))
    writing.end_those_of_other_checks({check.id for check in checks})
    writing.save()
    return list(found), Tally(len(found), len(found) * len(checks), writing.changed)


def outcome_of(check: Check, record: ChildRecord, values: Mapping[str, Any]) -> Found:
    """What the check makes of the record. A fault in a check is `unknown`, never a lost save nor a false "clear"."""
    try:
        return evaluate(check, record, values)
    except Exception as error:  # numbers that are not the check's; `evaluate` itself sees to faults in the check
        log_fault(check, error)
        return unknown(check, (FAULT,))


def _current(child_ids: Iterable[int]) -> dict[tuple[int, str], Outcome]:
    return {(row.child_id, row.check_id): row for row in current(child_ids)}


def current(child_ids: Iterable[int]) -> list[Outcome]:
    """What every check says of these children now, in no order."""
    return fetch("current outcomes", _standing, ids=list(child_ids))


def _standing(ids: Sequence[int]) -> QuerySet[Outcome]:
    return Outcome.objects.filter(child_id__in=ids, ends_at=None)


class _Writing:
    """Compares what was found with what stands, and writes the difference."""

    WORDS = ("next_look", "prompt", "shows")  # what may differ although nothing has changed

    def __init__(self, at: datetime, current: dict[tuple[int, str], Outcome]) -> None:
        self.at = at
        self.current = current
        self.new: list[Outcome] = []
        self.ended: list[Outcome] = []
        self.moved: list[Outcome] = []
        self.same: list[Outcome] = []

    @property
    def changed(self) -> int:
        return len(self.new)

    def keep(self, pk: int, check: Check, values: Mapping[str, Any], record: ChildRecord, found: Found) -> None:
        facts = [record.find(identity) or Fact("", identity, {}) for identity in found.evidence]
        digests = [_digest(dict(fact.fields))[:16] for fact in facts]
        key = _content_key(check, values, found, digests)
        before = self.current.pop((pk, check.id), None)
        if before is not None and before.content_key == key:
            self._same(before, found)
            return
        row = _row(pk, check, values, found, self.at)
        row.content_key = key
        row.facts = [_told(fact, digest) for fact, digest in zip(facts, digests, strict=True)]
        if before is not None:
            self.ended.append(before)
            if before.result == row.result == "ask":
                row.asks_since = before.asks_since
        self.new.append(row)

    def _same(self, before: Outcome, found: Found) -> None:
        words = dict(zip(self.WORDS, (found.next_look, found.prompt or "", list(found.shows)), strict=True))
        if all(getattr(before, name) == value for name, value in words.items()):
            self.same.append(before)
            return
        for name, value in words.items():
            setattr(before, name, value)
        before.looked_at = self.at
        self.moved.append(before)

    def end_those_of_other_checks(self, running: set[str]) -> None:
        """A check that was switched off no longer says anything."""
        self.ended += [row for row in self.current.values() if row.check_id not in running]

    def save(self) -> None:
        ends: dict[datetime, list[int]] = defaultdict(list)
        for row in self.ended:
            ends[max(self.at, row.starts_at)].append(row.pk)
        for at, rows in ends.items():
            Outcome.objects.filter(pk__in=rows).update(ends_at=at)
        Outcome.objects.bulk_create(self.new)
        # A statement a row: `bulk_update` works out a case for each of its columns and rows, which takes far longer.
        for row in self.moved:
            _at(row).update(**{name: getattr(row, name) for name in (*self.WORDS, "looked_at")})
        Outcome.objects.filter(pk__in=[row.pk for row in self.same]).update(looked_at=self.at)


def _at(row: Outcome) -> QuerySet[Outcome]:
    return Outcome.objects.filter(pk=row.pk)


def _row(pk: int, check: Check, values: Mapping[str, Any], found: Found, at: datetime) -> Outcome:
    return Outcome(
        child_id=pk,
        check_id=check.id,
        check_version=check.label,
        result=str(found.result),
        severity=str(found.severity) if found.severity else None,
        prompt=found.prompt or "",
        shows=list(found.shows),
        unknown_because=" ".join(found.unknown_because),
        evidence=list(found.evidence),
        parameters=dict(values),
        starts_at=at,
        looked_at=at,
        next_look=found.next_look,
        asks_since=at if found.result == "ask" else None,
    )


def _told(fact: Fact, digest: str) -> dict[str, str]:
    return {"id": fact.id, "kind": fact.type, "words": describe(fact), "digest": digest}


def _content_key(check: Check, values: Mapping[str, Any], found: Found, digests: Sequence[str]) -> str:
    """Not the sentences: "not seen for 12 days" becomes 13 tomorrow without anything having changed."""
    facts = sorted(zip(found.evidence, digests, strict=True))
    severity = str(found.severity) if found.severity else None
    because = " ".join(found.unknown_because)
    return _digest([check.label, str(found.result), severity, dict(values), because, facts])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def by_child(rows: Iterable[Outcome]) -> dict[int, dict[str, Outcome]]:
    """Outcomes by child and check."""
    found: dict[int, dict[str, Outcome]] = defaultdict(dict)
    for row in rows:
        found[row.child_id][row.check_id] = row
    return found
