"""What happens by night: looking, documents looked after, the trail's newest entry exported, a backup.

One part's failure stops no other.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from sightline import trail
from sightline.cases import attaching
from sightline.checks.models import NightlyRun
from sightline.checks.nightly import nightly
from sightline.kit.files import keep_once
from sightline.upkeep import clock
from sightline.upkeep.backup import runs
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import BACKING_UP, LOOKING, Held, held
from sightline.upkeep.shape import Values

log = logging.getLogger("sightline.upkeep")
LONGEST_GAP = timedelta(hours=26)  # a night that was missed (the machine was off) is made up for by day


class UnderWay(Exception):
    """Another process is at it. The text is a sentence."""

    def __init__(self) -> None:
        super().__init__("A night's looking is under way already. Nothing was done twice.")


@dataclass(frozen=True, slots=True)
class Night:
    """What one night's work came to. `troubles`: what could not be done, a sentence each."""

    children: int
    decided: int
    changed: int
    head_file: str
    backup: str
    troubles: tuple[str, ...]


def look() -> Night:
    """Do it all now. Raises UnderWay."""
    values: Values = settings.SIGHTLINE.current()
    try:
        with held(values.data / LOOKING):
            row = nightly()
            troubles: list[str] = []
            _look_after_documents(values, troubles)
            head_file = _export_head(values, troubles)
            backup = _back_up(values, troubles)
            return Night(row.children, row.decided, row.changed, head_file, backup, tuple(troubles))
    except Held:
        raise UnderWay from None


def is_due(now: datetime | None = None) -> bool:
    """Whether the hour has come since the last night's looking, or too long has passed without one."""
    at = settings.SIGHTLINE.current().nightly_at
    now = timezone.localtime(now)
    last = NightlyRun.objects.exclude(ended_at=None).aggregate(at=Max("ended_at"))["at"]
    if last is None or now - last > LONGEST_GAP:
        return True
    if at == "off":
        return False
    hour, minute = map(int, at.split(":"))
    tonight = timezone.make_aware(datetime.combine(now.date(), time(hour, minute)))
    latest = tonight if tonight <= now else tonight - timedelta(days=1)
    return bool(last < latest)


def note_clock() -> None:
    """Note what the clock says, so that a jump shows; what is wrong with it stands on the administrator's page."""
    try:
        clock.look(settings.SIGHTLINE.data)
    except Exception:
        log.exception("clock_not_looked_at")


def heads_folder(values: Values) -> Path:
    """Where the trail's newest entry is exported each night: beside the backups, on their disk."""
    return runs.folder_of(values) / "trail-heads"


def _look_after_documents(values: Values, troubles: list[str]) -> None:
    """What waits is looked through; files that no document calls for go, unless a backup is being made of them."""
    try:
        attaching.examine_waiting()
        with held(values.data / BACKING_UP):
            attaching.sweep()
    except Held:
        log.warning("documents_not_swept")  # the next night does it
    except OSError as error:
        troubles.append(f"Documents that were withdrawn could not be removed ({error.strerror}).")


def _export_head(values: Values, troubles: list[str]) -> str:
    """One small file a night, against which `sightline trail verify --against` shows an end that was cut off."""
    folder = heads_folder(values)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"trail-head-{timezone.localtime():%Y-%m-%d-%H%M%S}.json"
        keep_once(path, (json.dumps(trail.head().to_json()) + "\n").encode("ascii"), 0o400)
    except OSError as error:
        troubles.append(f"The newest entry of the trail could not be exported to {folder} ({error.strerror}).")
        return ""
    return str(path)


def _back_up(values: Values, troubles: list[str]) -> str:
    if values.backup_to is None:
        return ""
    try:
        return str(runs.back_up(prove=True).made.path)
    except BackupError as error:
        troubles.extend(error.sentences)
        return ""
