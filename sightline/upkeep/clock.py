"""Is the clock of this machine right? It works without a network, so it asks what it can: what was written before, the
database server, the machine's own hardware clock, and how long the machine has been awake.

A clock that is wrong by a day puts every visit, limit and prompt on the wrong day: it is said, in plain words. What was
recorded is never changed for it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sightline.kit.words import moment

SLACK = timedelta(minutes=10)
# The hardware clock may be set to local time, up to 14 hours from UTC; a day is always more.
HARDWARE_SLACK = timedelta(hours=20)
RELEASED = datetime(2026, 11, 22, tzinfo=UTC)  # nothing here can have run before it was written
MARK = "clock.json"
HARDWARE = Path("/sys/class/rtc/rtc0/since_epoch")
BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Witness:
    """Another sign of what the time is. `at_least`: it shows only that it is not earlier."""

    what: str
    at: datetime
    at_least: bool
    slack: timedelta = SLACK


def findings(now: datetime, witnesses: list[Witness]) -> list[str]:
    """A sentence for each witness that contradicts the clock; empty when none does."""
    found = []
    for witness in witnesses:
        if now < witness.at - witness.slack:
            found.append(_sentence(now, witness, "behind"))
        elif not witness.at_least and now > witness.at + witness.slack:
            found.append(_sentence(now, witness, "ahead"))
    return found


def _sentence(now: datetime, witness: Witness, how: str) -> str:
    other = "; or that was ahead when it was written" if witness.at_least else ""
    return (
        f"The clock of this machine says {moment(now)}, but {witness.what} {moment(witness.at)}. "
        f"The clock seems to be {how}{other}. Put it right before anybody records anything: dates and limits depend on "
        "it."
    )


def hardware(path: Path = HARDWARE) -> list[Witness]:
    """The machine's hardware clock, where there is one to be read."""
    try:
        at = datetime.fromtimestamp(int(path.read_text()), UTC)
    except (OSError, ValueError, OverflowError):
        return []
    return [Witness("its hardware clock says", at, False, HARDWARE_SLACK)]


def since_last_mark(data: Path, awake: float, boot: str) -> list[Witness]:
    """How far the clock should have moved since it was last noted, if the machine has not been started since."""
    try:
        kept = json.loads((data / MARK).read_text(encoding="utf-8"))
        at, then, same = datetime.fromisoformat(kept["at"]), float(kept["awake"]), kept["boot"] == boot
    except (OSError, ValueError, KeyError, TypeError):
        return []
    if not same or not boot or awake < then:
        return [Witness("Sightline was here at", at, True)]
    expected = at + timedelta(seconds=awake - then)
    return [Witness("by the time passed since it was last looked at it should say", expected, False)]


def note(data: Path, now: datetime, awake: float, boot: str) -> None:
    """Write down what the clock says now, and how long the machine has been awake."""
    text = json.dumps({"at": now.isoformat(), "awake": awake, "boot": boot})
    new = data / f"{MARK}.new-{os.getpid()}"
    new.write_text(text, encoding="utf-8")
    os.replace(new, data / MARK)


def awake_and_boot() -> tuple[float, str]:
    """Seconds since the machine was started, sleep included, and a name for that start ("" where there is none)."""
    ticking: Mapping[str, int] = vars(time)
    kind = ticking.get("CLOCK_BOOTTIME")
    awake = time.clock_gettime(kind) if kind is not None else time.monotonic()
    try:
        return awake, BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return awake, ""


def written_before() -> list[Witness]:
    """What the database has seen: its newest entries, and the clock of a database server on another machine."""
    from django.db import connection
    from django.db.models import Max

    from sightline.checks.models import NightlyRun
    from sightline.trail.models import Entry
    from sightline.upkeep.models import BackupRun

    found = [Witness("this version of Sightline was made on", RELEASED, True)]
    newest = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    runs = NightlyRun.objects.aggregate(at=Max("ended_at"))["at"], BackupRun.objects.aggregate(at=Max("ended_at"))["at"]
    for what, at in (
        ("something was recorded at", newest),
        ("a night’s looking ended at", runs[0]),
        ("a backup was made at", runs[1]),
    ):
        if at is not None:
            found.append(Witness(what, at, True))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            found.append(Witness("the database server’s clock says", cursor.fetchone()[0], False))
    return found


def look(data: Path) -> list[str]:
    """What is wrong with the clock, a sentence each, and note what it says now for the next look."""
    now = datetime.now(UTC)
    awake, boot = awake_and_boot()
    found = findings(now, [*written_before(), *hardware(), *since_last_mark(data, awake, boot)])
    if not found:
        note(data, now, awake, boot)
    return found
