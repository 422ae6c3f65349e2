"""How Sightline is kept running, in sentences: certificate, clock, nights, backups, room on the disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from sightline.access import sealing
from sightline.checks.fresh import TOO_LONG
from sightline.checks.models import NightlyRun
from sightline.kit.parts import Row, Table
from sightline.kit.words import moment
from sightline.upkeep import certificate, clock, volume
from sightline.upkeep.backup import runs
from sightline.upkeep.models import BackupRun
from sightline.upkeep.shape import Values

LITTLE_ROOM = 2_000_000_000  # bytes: our default; what a night's backup and its proof need in a middling partnership
SHOWN = 14


@dataclass(frozen=True, slots=True)
class RunningPage:
    """What needs doing, how things stand, the last nights and backups. `now`: to compare the device's clock with.

    `demo`: it is a demonstration, whose nights and backups are not looked after, so that nothing is said of them.
    """

    now: str
    warnings: tuple[str, ...]
    facts: tuple[Row, ...]
    nights: Table
    backups: Table
    demo: bool


def warnings() -> list[str]:
    """What an administrator should see to, a sentence each; empty while all is well."""
    values: Values = settings.SIGHTLINE.current()
    return [
        *certificate_warnings(values),
        *clock.look(values.data),
        *backup_warnings(values),
        *_room(values),
        *encryption_warnings(values),
    ]


def encryption_warnings(values: Values) -> list[str]:
    """A disk that can be read by whoever carries it off, and a key that second factors need."""
    found = []
    if not values.demo and not values.disk_encrypted and (seen := volume.look(values.data)) != volume.YES:
        found.append(
            f"The data folder lies {volume.WORDS[seen]}. Put it on one that is, or say that your organisation sees to "
            "it: SIGHTLINE_DISK_ENCRYPTED=yes."
        )
    if not sealing.key_file().exists() and _sealed():
        found.append(str(sealing.CannotOpen()))
    return found


def _sealed() -> bool:
    """Whether a second factor lies sealed in the database."""
    rows = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk").values_list("data", flat=True)
    return any(str(data.get("secret", "")).startswith(sealing.MARK) for data in rows[:20])


def certificate_warnings(values: Values) -> list[str]:
    """What is wrong with the server's own certificate, as it lies on the disk now."""
    if values.certificate is None:
        return []
    try:
        return certificate.read(values.certificate).warnings(certificate.now(), values.hosts)
    except certificate.CertificateError as error:
        return [str(error)]


def backup_warnings(values: Values) -> list[str]:
    """No backup for 36 hours, the last one failed, or they go where they are lost with the data."""
    if values.demo:
        return []
    found = []
    last = BackupRun.objects.first()
    good = runs.last_good()
    if good is None:
        found.append("No backup has been made yet.")
    elif timezone.now() - good.ended_at >= runs.TOO_LONG:
        found.append(f"The last good backup was made {moment(good.ended_at)}, more than 36 hours ago.")
    if last is not None and not last.good:
        found.append(f"The last backup failed ({moment(last.ended_at)}): {last.why_not}")
    if values.backup_to is None:
        found.append("Nobody has said where backups go, so none is made by night.")
    return found


def _room(values: Values) -> list[str]:
    found = []
    for folder in dict.fromkeys((values.data, values.backup_to or values.data)):
        free = _free(folder)
        if free is not None and free < LITTLE_ROOM:
            found.append(f"The disk of {folder} has {free / 1e9:.1f} GB left. Make room before saves are refused.")
    return found


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def running_page() -> RunningPage:
    """Build the administrator's page."""
    values: Values = settings.SIGHTLINE.current()
    ended = NightlyRun.objects.exclude(ended_at=None).aggregate(last=Max("ended_at"))["last"]
    late = ended is None or timezone.now() - ended >= TOO_LONG
    found = warnings()
    if late and not values.demo:
        found.append("No night’s looking has ended in the last 36 hours. Lists and charts may be out of date.")
    facts = (
        Row("Database", "PostgreSQL" if connection.vendor == "postgresql" else "SQLite, in the data folder"),
        Row("Disk", _disk_words(values),
            note="" if connection.vendor == "sqlite" else "The database server’s own disks cannot be seen from here."),
        Row("HTTPS", _https_words(values)),
        Row("Clock", "agrees with everything it could be compared with"
            if not any("clock" in one for one in found) else "see above",
            note=f"It says {moment(timezone.now())}."),
        Row("Night’s looking", last_night_words(),
            note="Done by the server itself" if values.nightly_at != "off" else "Done by a timer on the machine",
            missing="None yet"),
        Row("Backups go to", str(values.backup_to or ""), missing="Not said yet"),
    )  # fmt: skip
    return RunningPage(timezone.now().isoformat(), tuple(found), facts, _nights(), _backups(), values.demo)


def last_night_words() -> str:
    """When the last night's looking ended; "" when none did."""
    ended = NightlyRun.objects.exclude(ended_at=None).aggregate(last=Max("ended_at"))["last"]
    return f"ended {moment(ended)}" if ended else ""


def _disk_words(values: Values) -> str:
    if values.disk_encrypted:
        return "said to be encrypted (SIGHTLINE_DISK_ENCRYPTED)"
    return f"the data folder lies {volume.WORDS[volume.look(values.data)]}"


def _https_words(values: Values) -> str:
    if values.certificate is not None:
        try:
            ends = certificate.read(values.certificate).ends
        except certificate.CertificateError as error:
            return str(error)
        return f"a certificate of its own, until {moment(ends)}"
    return "through a proxy" if values.https else "none: it listens on this machine only"


def _nights() -> Table:
    rows = tuple(
        (moment(row.started_at), moment(row.ended_at) if row.ended_at else "did not end", row.children, row.changed)
        for row in NightlyRun.objects.order_by("-started_at")[:SHOWN]
    )
    return Table("Last nights", ("Began", "Ended", "Children looked at", "Outcomes changed"), rows,
                 numeric=frozenset({2, 3}), empty="No night’s looking yet.")  # fmt: skip


def _backups() -> Table:
    rows = tuple(
        (
            moment(row.ended_at), "Good" if row.good else f"Failed: {row.why_not}",
            f"{row.size / 1e6:,.1f} MB" if row.good else "", row.path,
            moment(row.proved_at) if row.proved_at else "not proved",
        )
        for row in BackupRun.objects.all()[:SHOWN]
    )  # fmt: skip
    return Table("Last backups", ("Ended", "How it went", "Size", "File", "Proved on a copy"), rows,
                 empty="No backup yet.")  # fmt: skip
