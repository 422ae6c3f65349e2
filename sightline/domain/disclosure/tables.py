"""Tables of counts with totals, and rule G5: figures about reviews outside the circle of leads."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Final, TypeVar

from sightline.domain.disclosure.levels import Level
from sightline.domain.disclosure.small_numbers import INTERNAL, Cell, Sum, suppress

Key = TypeVar("Key", bound=Hashable)

ALL: Final = "all"
"""The name of the row and the column that hold totals."""

FEWEST_REVIEWS: Final = 3
"""Rule G5: a figure outside level 2 covers at least this many reviews. A partnership may raise it, never lower it."""


def suppress_table(
    counts: Mapping[tuple[str, str], int],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    threshold: int = INTERNAL,
    structural: Collection[tuple[str, str]] = (),
) -> dict[tuple[str, str], Cell]:
    """A table of (row, column) with a total for each row, each column and everything, small numbers hidden.

    A pair missing from `counts` is zero. Raises ValueError when a row or column is called "all".
    """
    if ALL in (*rows, *columns):
        raise ValueError('"all" is the name of the totals and cannot be a row or a column.')
    cells = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    cells |= {(row, ALL): sum(cells[row, column] for column in columns) for row in rows}
    cells |= {(ALL, column): sum(cells[row, column] for row in rows) for column in columns}
    cells[ALL, ALL] = sum(cells[row, ALL] for row in rows)
    return suppress(cells, _table_sums(rows, columns), threshold=threshold, structural=structural)


def _table_sums(rows: Sequence[str], columns: Sequence[str]) -> list[Sum[tuple[str, str]]]:
    sums = [Sum((row, ALL), tuple((row, column) for column in columns)) for row in rows]
    sums += [Sum((ALL, column), tuple((row, column) for row in rows)) for column in columns]
    sums.append(Sum((ALL, ALL), tuple((row, ALL) for row in rows)))
    sums.append(Sum((ALL, ALL), tuple((ALL, column) for column in columns)))
    return sums


def may_show_group(reviews: int, viewer: Level, *, fewest: int = FEWEST_REVIEWS) -> bool:
    """G5: may a count, a kind of harm or an area that covers this many reviews be shown to this viewer?

    Raises ValueError when `fewest` is below 3.
    """
    return viewer <= Level.LEADS or reviews >= _not_below(fewest)


def review_counts(
    counts: Mapping[Key, int],
    sums: Sequence[Sum[Key]] = (),
    *,
    viewer: Level,
    fewest: int = FEWEST_REVIEWS,
) -> dict[Key, Cell]:
    """G5: how many reviews each cell covers, as this viewer may see it, with nothing left to subtract.

    Levels 0 to 2 see the numbers. Outside, a count under `fewest` is hidden and so is what would give it away; zero
    too, since "none here" tells where the others are. Name every total the page shows in `sums`. Raises ValueError
    when `fewest` is below 3 or the counts do not add up.
    """
    least = _not_below(fewest)
    if viewer <= Level.LEADS:
        return {key: Cell(count, str(count)) for key, count in counts.items()}
    return suppress(counts, sums, threshold=least)


def _not_below(fewest: int) -> int:
    if fewest < FEWEST_REVIEWS:
        raise ValueError("A figure shown outside the circle of leads covers at least 3 reviews.")
    return fewest
