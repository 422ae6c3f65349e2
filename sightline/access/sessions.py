"""Sessions kept in the database, each row naming its worker."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from sightline.access.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions with the worker's id beside the data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        worker = data.get(SESSION_KEY)
        row.worker_id = int(worker) if worker is not None else None
        return row
