"""Recorded facts: append-only version rows, so that any record can be seen as it was known on a day.

    fact 7f3c…  version 1  recorded 3 May ────────┐ superseded 9 May
                version 2  recorded 9 May ────────┴──────────────────> current

`fact` is the identity; facts point at each other by it, never at a version row. As of an instant T the one row
counts with recorded_at <= T < superseded_at. Nothing recorded is overwritten: an amendment is a new version.

Inside `as_known_at(T)`, `current()` gives the versions that stood at T: a whole page of reads looks back together, and
none of them can be forgotten. Nothing can be written there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
KEPT_HERE = "kept here"


class NotThisWay(RuntimeError):
    """A fact was saved or deleted outside a change. Facts are written by `record` and `amend` only."""


class ChangedMeanwhile(Exception):
    """Somebody else amended this fact since it was read. Neither text is lost: the caller shows both."""


def end_of_day(day: date) -> datetime:
    """The last instant of a day in local time: what was known "on" that day was recorded up to here."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON) - timedelta(microseconds=1)


_LOOKING_BACK: ContextVar[datetime | None] = ContextVar("looking_back_to", default=None)


@contextmanager
def as_known_at(instant: datetime | None) -> Iterator[None]:
    """Read everything as it was known at an instant; None: as it is known now. Nothing may be written inside."""
    token = _LOOKING_BACK.set(instant)
    try:
        yield
    finally:
        _LOOKING_BACK.reset(token)


def looking_back_to() -> datetime | None:
    """The instant as of which is being read, if it is not now."""
    return _LOOKING_BACK.get()


class FactQuerySet(models.QuerySet[Any]):
    """Reads of version rows."""

    def current(self) -> Self:
        """The versions that stand; inside `as_known_at`, those that stood then."""
        instant = looking_back_to()
        return self.filter(superseded_at=None) if instant is None else self.known_at(instant)

    def known_at(self, instant: datetime) -> Self:
        """The versions that stood at `instant`."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=instant), recorded_at__lte=instant)

    def update(self, **changes: Any) -> int:
        if set(changes) != {"superseded_at"}:
            raise NotThisWay("A recorded fact is amended by a new version, never changed in place.")
        return super().update(**changes)

    def delete(self) -> Any:
        raise NotThisWay("A recorded fact is never deleted.")


class VersionedFact(models.Model):
    """One version of one recorded fact."""

    fact = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveSmallIntegerField(default=1)
    first_recorded_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60, default=KEPT_HERE)
    source_key = models.CharField(max_length=160, blank=True)
    amended_because = models.TextField(blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["fact", "version"], name="%(app_label)s_%(class)s_version_once"),
            models.UniqueConstraint(
                fields=["fact"], condition=Q(superseded_at=None), name="%(app_label)s_%(class)s_one_current"
            ),
            # An imported row is known by the key derived from its file, so that the same file changes nothing.
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=Q(superseded_at=None) & ~Q(source_key=""),
                name="%(app_label)s_%(class)s_source_once",
            ),
        ]

    def save(self, *args: Any, within_change: bool = False, **kwargs: Any) -> None:
        if not within_change or looking_back_to() is not None:
            raise NotThisWay(
                "Facts are written by a room's changes.py, together with the trail, and never looking back."
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise NotThisWay("A recorded fact is never deleted.")

    def content(self) -> dict[str, Any]:
        """The fact's own fields, as JSON-able values: what the trail takes its keyed digest of."""
        skip = {"id", "superseded_at"}
        return {f.attname: _plain(getattr(self, f.attname)) for f in self._meta.concrete_fields if f.name not in skip}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


class Precision(models.TextChoices):
    """How exactly a date is known (recognising-and-recording, section 6)."""

    EXACT = "exact", "Exact"
    DAY_ESTIMATED = "day_estimated", "Day estimated"
    MONTH = "month", "Month"
    YEAR = "year", "Year"
    RANGE = "range", "Between two dates"
    UNKNOWN = "unknown", "Not known"


class DatedFact(VersionedFact):
    """A fact that happened at a time, known as exactly as people know it; never an invented day.

    `at_date`/`at_time` hold an exact date (or the estimate); `at_earliest`/`at_latest` the bounds of an uncertain
    one; `at_words` what was typed.
    """

    at_date = models.DateField(null=True, blank=True)
    at_time = models.TimeField(null=True, blank=True)
    at_precision = models.CharField(max_length=14, choices=Precision, default=Precision.EXACT)
    at_earliest = models.DateField(null=True, blank=True)
    at_latest = models.DateField(null=True, blank=True)
    at_words = models.CharField(max_length=120, blank=True)

    class Meta(VersionedFact.Meta):
        abstract = True
