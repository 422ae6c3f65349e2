"""Making a backup as set up here: where to, with which key, how many are kept; and writing down what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from sightline.upkeep.backup.chosen import key_file, lock_for
from sightline.upkeep.backup.keys import Lock, make_key
from sightline.upkeep.backup.make import Made, make
from sightline.upkeep.backup.restore import Proved, restore
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.models import BackupRun
from sightline.upkeep.shape import Values

TOO_LONG = timedelta(hours=36)


def lock_of(values: Values) -> tuple[Lock, bool]:
    """What backups are closed with here, and whether its key was made just now. Raises BackupError."""
    made = not values.backup_passphrase and make_key(key_file(values))
    return lock_for(values), made


def folder_of(values: Values) -> Path:
    """Where backups go: what was set, else the data folder's own, which does not survive the loss of that disk."""
    return values.backup_to or values.data / "backups"


@dataclass(frozen=True, slots=True)
class Done:
    """A backup that was made; `proved` when it was restored to a copy as well."""

    made: Made
    new_key: Path | None
    proved: Proved | None


def back_up(*, to: Path | None = None, prove: bool = False) -> Done:
    """Make a backup, prove it if asked to, and write down what came of it, good or bad. Raises BackupError."""
    values: Values = settings.SIGHTLINE.current()
    began = timezone.now()
    try:
        lock, new = lock_of(values)
        made = make(
            values.data, to or folder_of(values), lock, keep=values.backup_keep, partnership=values.partnership
        )  # fmt: skip
        proved = _prove(made.path, lock, values) if prove else None
    except BackupError as error:
        _write_down(began, good=False, why_not=" ".join(error.sentences))
        raise
    _write_down(
        began, good=True, path=str(made.path), size=made.size, rows=made.rows, head=made.head,
        proved_at=timezone.now() if proved else None,
    )  # fmt: skip
    return Done(made, key_file(values) if new else None, proved)


def _prove(path: Path, lock: Lock, values: Values) -> Proved:
    proved = restore(
        path, lock, data=values.data, database_url=values.database_url, say=lambda line: None, agree=None
    )  # fmt: skip
    assert isinstance(proved, Proved)
    return proved


def _write_down(began: datetime, **facts: object) -> None:
    BackupRun.objects.create(started_at=began, ended_at=timezone.now(), **facts)


def last_good() -> BackupRun | None:
    """The last backup that was made, if any was."""
    return BackupRun.objects.filter(good=True).first()


def overdue(now: datetime | None = None) -> bool:
    """Whether the last good backup is 36 hours old or more, or there is none."""
    last = last_good()
    return last is None or (now or timezone.now()) - last.ended_at >= TOO_LONG
