"""The one way through the database's own refusal: for tests that tamper, and for emptying a test database.

It is no security hole: whoever can write here can also drop the triggers. Tampering is *found* by the chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def opened(using: str = "default") -> Iterator[None]:
    """Within it, rows of the trail can be changed and removed with plain SQL."""
    with connections[using].cursor() as cursor:
        cursor.execute("INSERT INTO trail_seam (opened) VALUES (1)")
    try:
        yield
    finally:
        with connections[using].cursor() as cursor:
            cursor.execute("DELETE FROM trail_seam")
