"""Workers for tests, and a browser that is signed in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from sightline.access.models import Agency, Worker

PASSWORD = "four plain words together"


def an_agency(name: str = "Fenland Children's Services", kind: str = "social_care") -> Agency:
    """An agency, made once."""
    return Agency.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def a_worker(role: str = "practitioner", username: str = "", password: str | None = PASSWORD, **fields: Any) -> Worker:
    """A worker with an account that is open, in the usual agency unless told otherwise."""
    number = Worker.objects.count() + 1
    fields.setdefault("agency", an_agency())
    fields.setdefault("name", f"Worker {number}")
    return Worker.objects.create_user(username or f"{role}{number}", password, role=role, **fields)


def signed_in(worker: Worker, **options: Any) -> Client:
    """A browser whose worker has signed in some time ago (no password was typed just now)."""
    client = Client(**options)
    client.force_login(worker)
    return client
