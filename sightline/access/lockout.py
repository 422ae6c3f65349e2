"""Slowing down guesses without shutting a colleague out.

    a browser that has signed in as this person before   its own counter
    every other browser, for one name                    one counter together

So a stranger who fails for a name all day never locks the browser its owner uses. A name that doesn't exist is counted
just the same. Each try is counted before the password is looked at, so that many at once cannot slip past.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sightline.access.models import FailedSignIns, Worker
from sightline.access.security_log import security_event

TRIES = 10  # our default, within what ASVS 6.3.1 leaves to the organisation
WAIT = timedelta(minutes=15)
KNOWN_FOR = timedelta(days=180)
PEOPLE_ON_ONE_BROWSER = 20  # a shared desk
SALT = "sightline.access.device"


class Locked(Exception):
    """Too many failed tries. `sentence` says how long and what to do, and not whether the name exists."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes

    @property
    def sentence(self) -> str:
        wait = "1 minute" if self.minutes == 1 else f"{self.minutes} minutes"
        return (
            f"There were too many failed tries. Wait {wait}, then try again. "
            "If you have forgotten your password, ask your administrator for a new one."
        )


def count_try(request: HttpRequest, name: str) -> None:
    """Count one try for `name` (a username, or what stands for a second factor). Raises Locked when it must wait."""
    now, key = timezone.now(), _key(request, name)
    with transaction.atomic():
        row, _ = FailedSignIns.objects.select_for_update().get_or_create(key=key, defaults={"first_at": now})
        if row.locked_until and row.locked_until > now:
            raise Locked(_minutes(row.locked_until - now))
        if row.locked_until or now - row.first_at > WAIT:
            row.count, row.first_at, row.locked_until = 0, now, None
        row.count += 1
        if row.count >= TRIES:
            row.locked_until = now + WAIT
        row.save()


def failed(request: HttpRequest, name: str) -> None:
    """The try that was counted has failed. Raises Locked when it was the last one allowed."""
    now = timezone.now()
    FailedSignIns.objects.filter(first_at__lt=now - timedelta(days=1)).delete()
    row = FailedSignIns.objects.filter(key=_key(request, name)).first()
    if row is not None and row.locked_until and row.locked_until > now:
        security_event("sign_in_locked", request=request)
        raise Locked(_minutes(row.locked_until - now))


def succeeded(request: HttpRequest, name: str) -> None:
    """Start counting afresh."""
    FailedSignIns.objects.filter(key=_key(request, name)).delete()


def remember_browser(request: HttpRequest, response: HttpResponse, worker: Worker) -> None:
    """Give this browser its own counter for this worker from now on."""
    known = _known(request)
    known[_digest(worker.username)] = secrets.token_hex(16)
    kept = dict(list(known.items())[-PEOPLE_ON_ONE_BROWSER:])
    response.set_cookie(
        cookie_name(),
        signing.dumps(kept, salt=SALT),
        max_age=KNOWN_FOR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    """`__Host-` where the connection is encrypted."""
    return "__Host-sightline-device" if settings.SESSION_COOKIE_SECURE else "sightline-device"


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return {str(name): str(nonce) for name, nonce in found.items()} if isinstance(found, dict) else {}


def _key(request: HttpRequest, name: str) -> str:
    """One counter's key. A second factor's name is `<username> code`, and is known where the username is."""
    name = Worker.tidy_username(name)
    nonce = _known(request).get(_digest(name.removesuffix(" code")), "")
    return salted_hmac(SALT, f"{name} {nonce}", algorithm="sha256").hexdigest()


def _digest(username: str) -> str:
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:20]


def _minutes(left: timedelta) -> int:
    return max(1, -(-int(left.total_seconds()) // 60))
