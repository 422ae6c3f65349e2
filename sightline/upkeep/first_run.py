"""The first-run pages are open only while nobody administers Sightline, and only to whoever holds the set-up code.

    serve prints a code, of which only a digest is kept (keys/set-up.code)
    whoever types it gets a mark in their session, and the code is used up
    the first administrator closes the pages for good

A browser closed half-way: `sightline serve` prints a new code at its next start, `sightline setup --code` at once.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from sightline.access.models import Role, Worker

if TYPE_CHECKING:
    from django.http import HttpRequest

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
LENGTH = 16  # 80 bits
FILE = "set-up.code"
MARK = "set_up"


def is_open() -> bool:
    """Whether there is no administrator yet, open or closed: the pages never open again by closing an account."""
    return not Worker.objects.filter(role=Role.ADMINISTRATOR).exists()


def new_code(data: Path) -> str:
    """A new code, in groups of four; the one before no longer counts."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    _keep(data, _digest(code))
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def take(request: HttpRequest, typed: str) -> bool:
    """Whether this is the code; then it is used up, and this browser may go on."""
    data: Path = settings.SIGHTLINE.data
    kept = _kept(data)
    tidy = "".join(sign for sign in typed.upper() if sign in SIGNS)
    if not kept or not hmac.compare_digest(kept, _digest(tidy)):
        return False
    mark = secrets.token_urlsafe(24)
    _keep(data, _digest(mark))
    request.session.cycle_key()
    request.session[MARK] = mark
    return True


def may(request: HttpRequest) -> bool:
    """Whether this browser gave the code, and the pages are still open."""
    mark = request.session.get(MARK, "")
    kept = _kept(settings.SIGHTLINE.data)
    return bool(mark) and bool(kept) and hmac.compare_digest(kept, _digest(mark)) and is_open()


def finish(request: HttpRequest) -> None:
    """The first administrator is there: nothing opens these pages any more."""
    (settings.SIGHTLINE.keys / FILE).unlink(missing_ok=True)
    request.session.pop(MARK, None)


def _digest(text: str) -> str:
    return hashlib.sha256(f"sightline set-up {text}".encode()).hexdigest()


def _kept(data: Path) -> str:
    try:
        return (data / "keys" / FILE).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _keep(data: Path, digest: str) -> None:
    folder = data / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = (
        folder / f"{FILE}.{secrets.token_hex(8)}.new"
    )  # two browsers at once: each writes its own, the last one counts
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(digest)
    os.replace(new, folder / FILE)
