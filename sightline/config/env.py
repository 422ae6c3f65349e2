"""Every setting, declared once: name, type, default, what it is for, and whether it is a secret.

Settings come from the environment (`SIGHTLINE_*`), then from `sightline.env` in the data folder, which set-up writes
(`kept.py`); a secret may also come from a file named in `SIGHTLINE_…_FILE`. An unknown name, a value of the wrong
kind, or a half-safe set-up is refused with a plain sentence, because a typing mistake in a security setting must never
pass unnoticed.

Thresholds, clocks and code lists are not settings: they are dated data with a source.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs

from sightline.config import kept
from sightline.upkeep.backup.trouble import NO_POSTGRES

PREFIX = "SIGHTLINE_"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(Exception):
    """One or more settings cannot be used. `problems` holds one plain sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Setting:
    """One declared setting. `read` turns the text into a value or raises ValueError with what was expected."""

    name: str
    read: Callable[[str], Any]
    default: Any
    kind: str
    sentence: str
    secret: bool = False

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


def _text(value: str) -> str:
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _optional_file(value: str) -> Path | None:
    return _folder(value) if value.strip() else None


def _names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _yes_no(value: str) -> bool:
    word = value.strip().lower()
    if word in {"yes", "true", "1", "on"}:
        return True
    if word in {"no", "false", "0", "off"}:
        return False
    raise ValueError("yes or no")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            raise ValueError(f"a whole number from {low} to {high}") from None
        if not low <= number <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return number

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.strip().lower() not in words:
            raise ValueError(" or ".join(words))
        return value.strip().lower()

    return read


def _night(value: str) -> str:
    word = value.strip().lower()
    if word == "off" or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", word):
        return word
    raise ValueError("a time of day such as 02:30, or off")


def default_data_folder() -> Path:
    """The platform's folder for a user's data."""
    return Path(platformdirs.user_data_dir("sightline", appauthor=False))


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data",
        _folder,
        None,
        "folder",
        "Where everything is kept: database, uploads, keys, backups. Default: the platform's user data folder. "
        "The demonstration uses demo/ inside it.",
    ),
    Setting(
        "mode",
        _one_of("production", "demo"),
        "production",
        "production or demo",
        "A demonstration says so on every page and may go without a second factor; it listens on this machine only.",
    ),
    Setting(
        "database_url",
        _text,
        "",
        "postgresql://…",
        "A PostgreSQL database, for when one file is outgrown; behind ? may stand sslmode=verify-full and the like. "
        "Empty: SQLite in the data folder.",
        secret=True,
    ),
    Setting(
        "secret_key",
        _text,
        "",
        "text of 50 characters or more",
        "Signs sessions and forms. Empty: one is made and kept in the data folder's keys.",
        secret=True,
    ),
    Setting("address", _text, "127.0.0.1", "address", "The address `sightline serve` listens on."),
    Setting("port", _whole(1, 65535), 8765, "number", "The port `sightline serve` and `sightline demo` listen on."),
    Setting(
        "hosts",
        _names,
        ("127.0.0.1", "localhost", "[::1]"),
        "names, comma between",
        "Host names by which people reach the server.",
    ),
    Setting(
        "https",
        _yes_no,
        False,
        "yes or no",
        "Whether people reach the server over HTTPS through a trusted proxy. It or a certificate is needed unless the "
        "server listens on this machine only.",
    ),
    Setting(
        "trusted_proxies",
        _names,
        ("127.0.0.1", "::1"),
        "addresses, comma between",
        "With SIGHTLINE_HTTPS: the proxies whose word is taken for who asks and that it came over HTTPS.",
    ),
    Setting(
        "certificate",
        _optional_file,
        None,
        "file",
        "The server's certificate with its chain (PEM), when `sightline serve` speaks HTTPS itself.",
    ),
    Setting("certificate_key", _optional_file, None, "file", "The key of that certificate (PEM, without a password)."),
    Setting(
        "nightly_at",
        _night,
        "02:30",
        "time of day, or off",
        "When `sightline serve` does the night's looking. Off: a timer runs `sightline nightly` instead.",
    ),
    Setting(
        "backup_to",
        _optional_file,
        None,
        "folder",
        "Where encrypted backups go: another disk or machine. Set, the night's looking makes one.",
    ),
    Setting("backup_keep", _whole(1, 3650), 14, "number", "How many backups are kept; the oldest beyond that go."),
    Setting(
        "backup_key",
        _optional_file,
        None,
        "file",
        "The key that opens backups. Default: backup.key in the data folder's keys, made with the first backup.",
    ),
    Setting(
        "backup_passphrase",
        _text,
        "",
        "text of 20 characters or more",
        "A passphrase for backups instead of the key file.",
        secret=True,
    ),
    Setting(
        "disk_encrypted",
        _yes_no,
        False,
        "yes or no",
        "Yes: your organisation knows that the disks under the data folder and the database are encrypted, where "
        "Sightline cannot see it (BitLocker, a cloud's own disks, another machine's).",
    ),
    Setting(
        "idle_minutes",
        _whole(1, 120),
        15,
        "minutes",
        "Signed out after this long without a click. What was typed is kept as a draft.",
    ),
    Setting("longest_session_hours", _whole(1, 24), 12, "hours", "Signed out after this long in any case."),
    Setting(
        "oidc_issuer",
        _text,
        "",
        "https://…",
        "The address (issuer) of an organisation's own sign-in by OpenID Connect. Empty: none, and nothing is called.",
    ),
    Setting("oidc_client_id", _text, "", "text", "The name under which that sign-in knows Sightline."),
    Setting("oidc_client_secret", _text, "", "text", "The secret that goes with it.", secret=True),
    Setting("oidc_name", _text, "", "text", "What people call that sign-in: shown as “Sign in with …”."),
    Setting("partnership", _text, "", "text", "The partnership's name, shown at the top of every page."),
)
BY_VARIABLE = {setting.variable: setting for setting in SETTINGS}


@dataclass(frozen=True)
class Values:
    """The settings in force, typed. Names are those of `SETTINGS`."""

    data: Path
    mode: str
    database_url: str
    secret_key: str
    address: str
    port: int
    hosts: tuple[str, ...]
    https: bool
    trusted_proxies: tuple[str, ...]
    certificate: Path | None
    certificate_key: Path | None
    nightly_at: str
    backup_to: Path | None
    backup_keep: int
    backup_key: Path | None
    backup_passphrase: str
    disk_encrypted: bool
    idle_minutes: int
    longest_session_hours: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    partnership: str

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    @property
    def require_second_factor(self) -> bool:
        return not self.demo

    @property
    def loopback_only(self) -> bool:
        return self.address in LOOPBACK

    @property
    def sqlite_file(self) -> Path:
        return self.data / "sightline.sqlite3"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @property
    def encrypted(self) -> bool:
        """Whether people reach it over HTTPS, by a certificate of its own or through a proxy."""
        return self.https or self.certificate is not None

    def current(self) -> Values:
        """The settings as they are now: read again when set-up has changed the file since the server started.

        A file that was spoilt meanwhile changes nothing in what runs; the next start says what is wrong with it.
        """
        global _reread
        stamp = None if self.demo else kept.stamp(self.data)
        if stamp is None:
            return self
        if _reread is None or _reread[:2] != (self.data, stamp):
            try:
                found = load({**os.environ, PREFIX + "DATA": str(self.data)})
            except SettingsError:
                found = self
            _reread = (self.data, stamp, found)
        return _reread[2]

    def keep(self, changes: Mapping[str, str]) -> None:
        """Write settings into the data folder's file, where `current` finds them. Raises KeptError, OSError."""
        kept.write(self.data, changes)


_reread: tuple[Path, tuple[int, int], Values] | None = None


def load(environ: Mapping[str, str]) -> Values:
    """Read the settings from `environ`, and from the data folder's own file where the environment is silent.

    Raises SettingsError naming every problem at once: unknown names, wrong kinds, half-safe combinations.
    """
    environ, problems = _with_kept(environ)
    problems += _unknown_names(environ)
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            found[setting.name] = _value_of(setting, environ)
        except ValueError as error:
            problems.append(f"{setting.variable} should be {error}. Change it, or leave it out to use the default.")
    if problems:
        raise SettingsError(problems)
    base = found["data"] or default_data_folder()
    # The demonstration has a folder of its own inside, so that it can never touch a real partnership's data.
    found["data"] = base / "demo" if found["mode"] == "demo" else base
    values = Values(**found)
    problems = _half_safe(values)
    if problems:
        raise SettingsError(problems)
    return values


def _with_kept(environ: Mapping[str, str]) -> tuple[Mapping[str, str], list[str]]:
    given = environ.get(PREFIX + "DATA", "")
    if environ.get(PREFIX + "MODE", "").strip().lower() == "demo":
        return environ, []
    try:
        return kept.with_kept(environ, _folder(given) if given else default_data_folder()), []
    except kept.KeptError as error:
        return environ, [str(error)]


def _value_of(setting: Setting, environ: Mapping[str, str]) -> Any:
    text = environ.get(setting.variable)
    file_name = environ.get(setting.variable + "_FILE") if setting.secret else None
    if text is None and file_name:
        try:
            text = Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ValueError(f"readable from the file {file_name} ({error.strerror})") from None
    return setting.default if text is None else setting.read(text)


def _unknown_names(environ: Mapping[str, str]) -> list[str]:
    known = set(BY_VARIABLE) | {name + "_FILE" for name, setting in BY_VARIABLE.items() if setting.secret}
    problems = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f" Did you mean {near[0]}?" if near else " `sightline settings` lists the ones there are."
            problems.append(f"There is no setting called {name}.{hint}")
    return problems


def _half_safe(values: Values) -> list[str]:
    problems = []
    if values.demo and not values.loopback_only:
        problems.append(
            "The demonstration listens on this machine only, because it has no second factor. "
            "Leave SIGHTLINE_ADDRESS out, or set SIGHTLINE_MODE=production."
        )
    if not values.demo and not values.loopback_only and not values.encrypted:
        problems.append(
            "A server that others can reach needs HTTPS. Give it a certificate (SIGHTLINE_CERTIFICATE and "
            "SIGHTLINE_CERTIFICATE_KEY), or put it behind a proxy with a certificate and set SIGHTLINE_HTTPS=yes, or "
            "leave SIGHTLINE_ADDRESS out to listen on this machine only."
        )
    if (values.certificate is None) != (values.certificate_key is None):
        problems.append("A certificate and its key go together: give both or neither.")
    if values.certificate is not None and values.https:
        problems.append(
            "SIGHTLINE_HTTPS=yes means that a proxy holds the certificate. Leave it out, or leave the certificate out."
        )
    if values.backup_passphrase and len(values.backup_passphrase) < 20:
        problems.append("SIGHTLINE_BACKUP_PASSPHRASE should have 20 characters or more.")
    if values.secret_key and len(values.secret_key) < 50:
        problems.append("SIGHTLINE_SECRET_KEY should have 50 characters or more. Leave it out to have one made.")
    if values.database_url and not values.database_url.startswith(("postgresql://", "postgres://")):
        problems.append("SIGHTLINE_DATABASE_URL should begin with postgresql://. Leave it out to use SQLite.")
    elif values.database_url and find_spec("psycopg") is None:
        problems.append(NO_POSTGRES)
    return problems + _half_a_sign_in(values)


def _half_a_sign_in(values: Values) -> list[str]:
    parts = {
        "SIGHTLINE_OIDC_ISSUER": values.oidc_issuer, "SIGHTLINE_OIDC_CLIENT_ID": values.oidc_client_id,
        "SIGHTLINE_OIDC_CLIENT_SECRET": values.oidc_client_secret, "SIGHTLINE_OIDC_NAME": values.oidc_name,
    }  # fmt: skip
    missing = [name for name, value in parts.items() if not value]
    if len(missing) == len(parts):
        return []
    if missing:
        return [f"Signing in with OpenID Connect also needs {' and '.join(missing)}. Give all four, or none."]
    if not re.match(r"https://.|http://(127\.0\.0\.1|localhost)(:\d+)?(/|$)", values.oidc_issuer):
        return ["SIGHTLINE_OIDC_ISSUER should begin with https://."]
    return []
