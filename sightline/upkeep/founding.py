"""Setting a real partnership up, the same from the command line and in a browser: what stands already, and each step.

Nothing is remembered about how far set-up has come: it is read from what is there. So one that was interrupted goes on
where it stopped, and one that is run again changes nothing that stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.access import changes
from sightline.access.models import Agency, Role, Team, Worker
from sightline.access.security_log import security_event
from sightline.checks import standards, starter, supplied
from sightline.checks.standard_pages import to_confirm
from sightline.learning.models import LearningPoint
from sightline.upkeep.backup import runs
from sightline.upkeep.shape import Values


@dataclass(frozen=True, slots=True)
class Stands:
    """What of a set-up is there. `administrators` counts those who may sign in or could."""

    partnership: str
    agencies: int
    teams: int
    administrators: int
    second_factor: bool
    to_supply: tuple[str, ...]
    to_confirm: int
    backup_to: str
    backed_up: bool

    @property
    def founded(self) -> bool:
        """Whether people can begin to sign in: a name, an agency, an administrator."""
        return bool(self.partnership) and self.agencies > 0 and self.administrators > 0


def stands() -> Stands:
    """Read it."""
    values: Values = settings.SIGHTLINE.current()
    today = timezone.localdate()
    administrators = Worker.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    return Stands(
        partnership=values.partnership,
        agencies=Agency.objects.count(),
        teams=Team.objects.count(),
        administrators=administrators.count(),
        second_factor=administrators.filter(authenticator__type="totp").exists(),
        to_supply=tuple(topic.name for topic in supplied.missing(today)),
        to_confirm=to_confirm(standards.states(), standards.numbers(today)),
        backup_to=str(values.backup_to or ""),
        backed_up=runs.last_good() is not None,
    )


def keep_settings(changes_to: dict[str, str], *, by: Worker | str) -> None:
    """Keep settings in the data folder's file, with the trail's entry. What runs reads them from there."""
    values: Values = settings.SIGHTLINE
    with transaction.atomic():
        trail.record(verb="upkeep.keep_settings", by=by, kind="system", content=sorted_text(changes_to))
        values.keep(changes_to)
    security_event("settings_kept", names=", ".join(sorted(changes_to)))


def sorted_text(values: dict[str, str]) -> str:
    """One text for one set of settings."""
    return "\n".join(f"{name}={value}" for name, value in sorted(values.items()))


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency to be, with its teams."""

    name: str
    kind: str
    teams: tuple[str, ...] = ()


@transaction.atomic
def add_agencies(wanted: list[NewAgency]) -> list[str]:
    """Add agencies and teams that are not there, compared by name whatever the capitals; returns what was added."""
    added = []
    for one in wanted:
        agency = Agency.objects.filter(name__iexact=one.name).first()
        if agency is None:
            agency = changes.add_agency(by="system", name=one.name, kind=one.kind)
            added.append(agency.name)
        for name in one.teams:
            if not agency.teams.filter(name__iexact=name).exists():
                changes.add_team(by="system", agency=agency, name=name)
                added.append(f"{agency.name}: {name}")
    return added


def starter_library() -> int:
    """A library that is not empty; how many learning points were put in. One that was put in before is left alone."""
    if LearningPoint.objects.exclude(starter_key=None).exists():
        return 0
    return len(starter.install().added)


def first_administrator(*, username: str, name: str, agency: str, password: str, job_title: str = "") -> Worker | None:
    """The first administrator, who holds no case role; None when there is one already.

    Raises changes.NotPossible (username taken, agency not there), ValidationError (password too easy).
    """
    with transaction.atomic():
        # Held before it is asked: where there is no administrator yet, there is no row of one that could be held.
        found = Agency.objects.select_for_update(no_key=True).filter(name__iexact=agency).order_by("pk").first()
        if Worker.objects.filter(role=Role.ADMINISTRATOR).exists():
            return None
        if found is None:
            raise changes.NotPossible(f"There is no agency called {agency}.")
        return changes.add_worker(
            by="system", username=username, name=name, role=Role.ADMINISTRATOR.value, agency=found,
            password=password, job_title=job_title,
        )  # fmt: skip


def check_folder(text: str) -> str:
    """A sentence when a folder cannot take backups, else ""."""
    folder = Path(text).expanduser()
    if not folder.is_absolute():
        return "Write the whole path of the folder, from its beginning."
    data: Path = settings.SIGHTLINE.data
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".sightline-probe"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        return f"{folder} cannot be written to ({error.strerror})."
    if folder == data or data in folder.parents:
        return "That is inside the data folder: backups there are lost with it. Choose another disk or machine."
    return ""
