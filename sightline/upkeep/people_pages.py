"""The pages of people and access."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Worker
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import count, day
from sightline.upkeep.leaving import Passed
from sightline.upkeep.pages import FormPage

__all__ = ["ClosePage", "FormPage", "OpenedPage", "PeoplePage", "close_page", "first_password", "opened_page",
           "people_page"]  # fmt: skip


@dataclass(frozen=True)
class PeoplePage:
    """Accounts that are open, and those that are not."""

    open: Table
    closed: Table


@dataclass(frozen=True)
class OpenedPage:
    """An account that was just opened: its password, this once."""

    name: str
    username: str
    password: str


@dataclass(frozen=True)
class ClosePage:
    """Whose account, and what they leave behind, counted."""

    facts: tuple[Row, ...]
    form: Any


def people_page() -> PeoplePage:
    """Build the list. One query."""
    workers = list(Worker.objects.select_related("agency", "team").order_by("name"))
    today = timezone.localdate()
    live = [worker for worker in workers if worker.closed_at is None and worker.is_active]
    head = ("Name", "Role", "Agency", "Team", "Access", "Signed in", "")
    rows = tuple(
        (
            f"{row.name} ({row.username})", row.get_role_display(), row.agency.name, row.team.name if row.team else "",
            _access(row, today), day(row.last_login) if row.last_login else "never",
            Link("Close", reverse("upkeep:close_worker", args=[row.pk]), note=row.name),
        )
        for row in live
    )  # fmt: skip
    gone = tuple(
        (f"{row.name} ({row.username})", row.get_role_display(), row.agency.name, day(row.closed_at))
        for row in workers if row not in live
    )  # fmt: skip
    return PeoplePage(
        Table("Open accounts", (*head[:-1], "Close"), rows),
        Table("Closed accounts", ("Name", "Role", "Agency", "Closed"), gone, empty="None."),
    )


def _access(row: Worker, today: Any) -> str:
    if row.access_from > today:
        return f"from {day(row.access_from)}"
    if row.access_to is None:
        return "open"
    return f"until {day(row.access_to)}" if row.access_to >= today else f"ended {day(row.access_to)}"


def first_password() -> str:
    """A password to begin with."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


def opened_page(worker: Worker, password: str) -> OpenedPage:
    """Build the page that shows a first password."""
    return OpenedPage(worker.name, worker.username, password)


def close_page(worker: Worker, left: Passed, form: Any) -> ClosePage:
    """Build the page that closes an account."""
    facts = (
        Row("Name", worker.name),
        Row("Role", worker.get_role_display()),
        Row("Where", f"{worker.agency.name}{f', {worker.team.name}' if worker.team else ''}"),
        Row("Children they work with", count(left.children, "child", "children")),
        Row("Promised and not done", count(left.promises, "step")),
        Row("Typed and not saved", count(left.drafts, "draft")),
    )
    return ClosePage(facts, form)
