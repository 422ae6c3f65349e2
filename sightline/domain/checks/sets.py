"""Working on many records at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """No search for cycles meanwhile: a set of records is tens of thousands of objects made at once, none in a cycle.

    The search takes a quarter of the time of loading and of deciding, each time in vain. Two threads may do this at
    once: whoever found it on puts it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
