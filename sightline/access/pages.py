"""What each page of this room shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form. `next`: where to go afterwards, "" for the home page."""

    form: Any
    next: str = ""


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """Enrolling a second factor. `picture`: the QR code as a data address; `key`: the same, to be typed."""

    form: Any
    picture: str
    key: str
    required: bool


@dataclass(frozen=True, slots=True)
class CodesPage:
    """Recovery codes. `codes` is empty when they may not be shown again."""

    codes: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account."""

    name: str
    username: str
    role: str
    agency: str
    team: str
    job_title: str
    last_signed_in: datetime | None
    has_second_factor: bool
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where one is signed in. `mark` names it on the page; it opens nothing."""

    mark: str
    browser: str
    begun: datetime | None
    last_seen: datetime | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """One's open sessions, this one first."""

    sessions: tuple[OpenSession, ...]

    @property
    def others(self) -> int:
        return sum(not one.is_this for one in self.sessions)
