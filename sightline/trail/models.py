"""The rows of the trail: who did or saw what, chained so that tampering shows. No content, no foreign keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import connections, models, router


class AppendOnly(Exception):
    """Somebody tried to change or remove a row of the trail, or to add one outside `trail.record`."""

    def __init__(self) -> None:
        super().__init__("The trail is only ever added to, through sightline.trail.record.")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads as usual; refuses every way of writing but `append`, which `recording` alone calls."""

    def append(self, rows: Iterable[Entry]) -> None:
        """Insert rows with one prepared statement: SQLite lets `bulk_create` take only some 70 rows at a time."""
        columns = [str(field.column) for field in self.model._meta.concrete_fields]
        connection = connections[router.db_for_write(self.model)]
        quote, moment = connection.ops.quote_name, connection.ops.adapt_datetimefield_value
        into = f"{quote(self.model._meta.db_table)} ({', '.join(map(quote, columns))})"
        values = [[moment(row.at) if name == "at" else getattr(row, name) for name in columns] for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})", values)  # noqa: S608

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    update = delete = bulk_update = bulk_create = _refuse
    create = get_or_create = update_or_create = _refuse


class Entry(models.Model):
    """One link of the chain. `hash` is a keyed digest of `previous` and every other field."""

    class Kind(models.TextChoices):
        CHANGE = "change"
        VIEW = "view"
        ACCESS = "access"  # accounts, roles, allocation, break-glass
        SYSTEM = "system"

    seq = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 … with no gap")
    at = models.DateTimeField(help_text="When, in UTC")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    verb = models.CharField(max_length=80, help_text="What was done, as the code names it")
    actor = models.CharField(max_length=64, help_text="The worker's id as text, or 'system'")
    child = models.CharField(
        max_length=64, blank=True, help_text="Opaque id of the person whose record it is, or empty"
    )
    thing_kind = models.CharField(max_length=80, blank=True)
    thing_id = models.CharField(max_length=64, blank=True)
    part = models.CharField(max_length=80, blank=True, help_text="Which part of the record was looked at")
    reason_given = models.BooleanField(
        default=False, help_text="A reason was asked for and given; it is kept elsewhere"
    )
    digest = models.CharField(max_length=64, blank=True, help_text="Digest of the content under the child's record key")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        indexes = [models.Index(fields=["child", "seq"], name="trail_by_child")]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="trail_seq_from_one"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["change", "view", "access", "system"]), name="trail_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Head(models.Model):
    """The newest link, one row. Locking it is what makes writers queue, so that no number is used twice."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="trail_one_head")]

    def __str__(self) -> str:
        return f"head {self.seq}"


class RecordKey(models.Model):
    """The key under which one child's content is digested. Destroyed with the record; the chain stays whole."""

    child = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=64, blank=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(key="", destroyed_at__isnull=False)
                | (~models.Q(key="") & models.Q(destroyed_at__isnull=True)),
                name="trail_key_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"record key of {self.child}"
