"""Two people who do one thing at once. On PostgreSQL each statement sees what is committed by then, not what was seen
when the transaction began: between asking and writing somebody else may have been first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@contextmanager
def unless_taken(refusal: Exception) -> Iterator[None]:
    """Write something of which there can be one. Where the database refuses it, raises `refusal`, which says so.

    The writing is undone alone: the transaction around it goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None


def as_it_stands(rows: QuerySet[M]) -> M | None:
    """The first of these rows, which lock what they find. One that was replaced while its lock was waited for is not
    among them any more, and only a new question finds what took its place: so it is asked twice before None.
    """
    return rows.first() or rows.first()
