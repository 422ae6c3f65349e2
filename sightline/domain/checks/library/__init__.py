"""The catalogue: every practice check by id. One file per practice theme."""

from __future__ import annotations

from ..vocabulary import Check
from .verifying import INF_01
from .voice import VOI_02
from .was_not_brought import WNB_01

CATALOGUE: dict[str, Check] = {check.id: check for check in (WNB_01, VOI_02, INF_01)}

__all__ = ["CATALOGUE"]
