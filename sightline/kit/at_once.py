"""Two people who do one thing at once. On PostgreSQL each statement sees what is committed by then, not what was seen
when the transaction began: between asking and writing somebody else may have been first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
T = TypeVar("T")
P = ParamSpec("P")
DEADLOCK = "40P01"  # PostgreSQL, Appendix A: two waited for each other, and this one was undone


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


def again_if_undone(write: Callable[P, T]) -> Callable[P, T]:
    """`write`, a transaction of its own, done once more if PostgreSQL undid it because two waited for each other.

    It was undone whole, so nothing is there twice. Within another transaction, which is undone with it, the error goes
    on to whoever began that.
    """

    @wraps(write)
    def twice(*args: P.args, **more: P.kwargs) -> T:
        try:
            return write(*args, **more)
        except OperationalError as error:
            if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            return write(*args, **more)

    return twice
