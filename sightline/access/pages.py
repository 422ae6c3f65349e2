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
class SignInPage:
    """Signing in. `other`: the name of an organisation's own sign-in, "" without one; `start`: the way there."""

    form: Any
    next: str
    other: str
    start: str


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
    second_factor: str
    has_app: bool
    recovery_codes_left: int

    @property
    def has_second_factor(self) -> bool:
        return bool(self.second_factor)


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


@dataclass(frozen=True, slots=True)
class CodeStepPage:
    """The second step of signing in. `passkey`: what to ask the browser for, "" without passkeys. `code`: has codes."""

    form: Any
    next: str
    passkey: str
    code: bool


@dataclass(frozen=True, slots=True)
class AgainPage:
    """Being asked for the password again; `passkey` as above."""

    form: Any
    next: str
    passkey: str


@dataclass(frozen=True, slots=True)
class AddPasskeyPage:
    """Adding a passkey; `options`: what to ask of the browser."""

    form: Any
    options: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """One of one's passkeys."""

    number: int
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """One's passkeys."""

    passkeys: tuple[Passkey, ...]


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """Naming or removing one."""

    form: Any
    name: str
