"""One's own open sessions: where one is signed in, and ending those that should not be."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sightline import trail
from sightline.access.browsers import UNKNOWN
from sightline.access.models import Session, Worker
from sightline.access.pages import OpenSession, SessionsPage

SALT = "sightline.access.open_sessions"


def mark_of(session_key: str) -> str:
    """What a page calls a session: its key would open it, this does not."""
    return salted_hmac(SALT, session_key, algorithm="sha256").hexdigest()[:24]


def open_sessions(worker: Worker) -> QuerySet[Session]:
    """Sessions that would still be let in, the latest used first."""
    now = timezone.now()
    idle = now - timedelta(minutes=settings.SIGHTLINE.idle_minutes)
    longest = now - timedelta(hours=settings.SIGHTLINE.longest_session_hours)
    live = (Q(last_seen=None) | Q(last_seen__gte=idle)) & (Q(begun=None) | Q(begun__gte=longest))
    return Session.objects.filter(live, worker=worker, expire_date__gt=now).order_by("-last_seen", "session_key")


def sessions_page(worker: Worker, this: str | None) -> SessionsPage:
    """The page; `this` is the key of the session that asks."""
    rows = [
        OpenSession(
            mark=mark_of(row.session_key),
            browser=row.browser or UNKNOWN,
            begun=row.begun,
            last_seen=row.last_seen,
            is_this=row.session_key == this,
        )
        for row in open_sessions(worker)
    ]
    return SessionsPage(tuple(sorted(rows, key=lambda row: not row.is_this)))


@transaction.atomic
def end(worker: Worker, *, this: str | None, mark: str = "") -> int:
    """End the session with that mark, or (no mark) all but `this` one. Returns how many."""
    others = [row.session_key for row in Session.objects.filter(worker=worker) if row.session_key != this]
    chosen = [key for key in others if not mark or mark_of(key) == mark]
    Session.objects.filter(worker=worker, session_key__in=chosen).delete()
    if chosen:
        trail.record(
            verb="access.end_sessions", by=worker, thing=worker, content={"ended": len(chosen)}, kind="access"
        )  # fmt: skip
    return len(chosen)
