"""Sessions kept in the database, each row naming its worker."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from sightline.access.limits import BROWSER, SEEN, STARTED
from sightline.access.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions with their worker, clocks and browser beside the data, so that they can be listed."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        worker = data.get(SESSION_KEY)
        row.worker_id = int(worker) if worker is not None else None
        row.begun, row.last_seen = _moment(data.get(STARTED)), _moment(data.get(SEEN))
        row.browser = str(data.get(BROWSER, ""))
        return row


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
