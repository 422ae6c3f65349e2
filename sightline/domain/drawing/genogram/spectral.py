"""First orders: everybody's place along the slowest waves of the kin network.

The second-lowest eigenvector of a network's Laplacian puts people who have much to do with each other close
together, over
the whole family at once, which moves of single blocks can't. A few further waves, and another weight of partnership,
give
other starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from .plan import Plan

PARTNER: Final = (2.0, 1.0, 4.0)
"""How much stronger a partner is tied to the union than a child, in each network tried."""
MANY: Final = 300
"""Of more items than this, one network is looked at: the time grows with the cube."""
FAINT: Final = 1e-4
"""Everybody is tied this much to everybody, so that there is one network."""
WAVES: Final = 3
DIGITS: Final = 7
"""Places are rounded, so that the last bits of the arithmetic decide nothing."""


def spectral_orders(plan: Plan) -> Iterator[list[list[int]]]:
    """Orders of all rows, the most promising first."""
    if len(plan.row) < 2:
        yield [[one for one, row in enumerate(plan.row) if row == here] for here in range(plan.rows)]
        return
    for partner in PARTNER if len(plan.row) <= MANY else PARTNER[:1]:
        waves = _waves(plan, partner)
        for wave in range(waves.shape[1]):
            places = np.round(waves[:, wave], DIGITS)
            if places[int(np.argmax(np.abs(places)))] < 0:
                places = -places
            rows: list[list[int]] = [[] for _ in range(plan.rows)]
            for one in sorted(range(len(plan.row)), key=lambda one: (float(places[one]), one)):
                rows[plan.row[one]].append(one)
            yield rows


def _waves(plan: Plan, partner: float) -> np.ndarray:
    """The slowest waves but the flat one, by item; a column each."""
    items = len(plan.row)
    size = items + len(plan.graph.kins)
    ties = np.full((size, size), FAINT)

    def tie(one: int, other: int, weight: float) -> None:
        ties[one, other] += weight
        ties[other, one] += weight

    for index, kin in enumerate(plan.graph.kins):
        for parent in kin.parents:
            tie(items + index, parent, partner)
        for child in kin.children:
            tie(items + index, child, 1.0)
    for one, index in plan.passes.items():
        tie(items + index, one, partner)
    scale = 1.0 / np.sqrt(ties.sum(axis=1))
    laplacian = np.eye(size) - ties * scale[:, None] * scale[None, :]
    vectors = np.linalg.eigh(laplacian)[1]
    return np.asarray(vectors[:items, 1 : 1 + WAVES] * scale[:items, None])
