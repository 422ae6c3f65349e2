"""The catalogue: every practice check by id. One file per practice theme; each contributes its `CHECKS`."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from ..vocabulary import Check

# The families of checks in the order of the two practice files.
FAMILIES = (
    "BRU", "TRI", "DVA", "THR", "CSE", "ONL", "HIS", "REF", "NAI", "PLN", "VOI", "EVD", "MGT", "TIM", "WNB", "INF",
    "RP", "DP", "LA", "SS", "CF", "UM", "MA", "ES",
)  # fmt: skip


def _contributed() -> Iterator[Check]:
    """The checks of every module beside this one that has any."""
    for module in pkgutil.iter_modules(__path__):
        yield from getattr(import_module(f"{__name__}.{module.name}"), "CHECKS", ())


def _place(check: Check) -> tuple[int, str]:
    return FAMILIES.index(check.id.partition("-")[0]), check.id


CATALOGUE: dict[str, Check] = {check.id: check for check in sorted(_contributed(), key=_place)}

__all__ = ["CATALOGUE"]
