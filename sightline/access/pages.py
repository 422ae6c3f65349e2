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
