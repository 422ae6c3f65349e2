"""Results by group (agency, kind of work) that keep a small group's answers from being worked out.

    agency     better same worse all
    School        9    3    2    14
    Health        7    2    0     9        Police (3 people) is hidden. Alone it would be the total less the others,
    Police      [hidden]                   so Housing is hidden with it, and both appear together as "Others".
    Housing     [hidden]
    everybody    22    9    4    35

What is known anyway is the total and each group shown, hence also the *rest*: what the hidden groups have together. A
hidden cell can be worked out when one group alone is the rest, or when the rest of an outcome is nought (then every
hidden group has nought of it), unless the total was nought already. So groups are hidden, smallest first, until

1. none or at least two are hidden, and together they are not a small group;
2. no outcome that somebody chose is left without anybody in the rest.

Where that cannot be done without hiding every group, none is shown. On a page with several tables of the same people,
`several_tables` first hides by size alone, the same groups in every table: were another group hidden beside the small
one in each, two tables together would tell how many they are. Then each table may hide more, for its own outcomes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sightline.domain.disclosure import INTERNAL, Cell

Table = Mapping[str, Mapping[str, int]]
"""Group -> outcome -> people. Every outcome of a table is named for every group or taken as nought."""

OTHERS: Final = "Others together"


@dataclass(frozen=True, slots=True)
class GroupsShown:
    """Which groups may be shown, in the order given; `merged`: those hidden that stand together as "Others"."""

    shown: tuple[str, ...]
    merged: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to show by group."""
        return bool(self.shown)


def groups_to_show(
    tables: Sequence[Table], groups: Sequence[str], *, threshold: int = INTERNAL, hide: Collection[str] = ()
) -> GroupsShown:
    """Decides for these tables at once. Each counts some or all of the same people by one outcome.

    `hide`: groups that are hidden whatever these tables say. Raises ValueError when the threshold is below 1 or a
    count is negative.
    """
    if threshold < 1:
        raise ValueError("The threshold for small numbers must be 1 or more.")
    if any(count < 0 for table in tables for row in table.values() for count in row.values()):
        raise ValueError("A count cannot be below zero.")
    sizes = {group: [sum(table.get(group, {}).values()) for table in tables] for group in groups}
    hidden = [g for g in groups if g in hide or min(sizes[g], default=0) < threshold]
    # Smallest first; ties by place, so that the same answers always hide the same groups.
    rest = sorted((g for g in groups if g not in hidden), key=lambda g: (max(sizes[g], default=0), groups.index(g)))
    while hidden and rest and not _safe(tables, hidden, groups, threshold):
        hidden.append(rest.pop(0))
    if not rest:
        return GroupsShown((), tuple(groups))
    return GroupsShown(tuple(g for g in groups if g not in hidden), tuple(g for g in groups if g in hidden))


def several_tables(
    tables: Mapping[str, Table], groups: Sequence[str], *, threshold: int = INTERNAL
) -> dict[str, GroupsShown]:
    """Decides for each table of a page; tables in which no group may be shown are left out. Raises as above."""
    sizes = [{group: {"all": sum(table.get(group, {}).values())} for group in groups} for table in tables.values()]
    common = groups_to_show(sizes, groups, threshold=threshold)
    if not common.any:
        return {}
    decided = {
        name: groups_to_show([table], groups, threshold=threshold, hide=common.merged) for name, table in tables.items()
    }
    return {name: one for name, one in decided.items() if one.any}


def _safe(tables: Sequence[Table], hidden: Sequence[str], groups: Sequence[str], threshold: int) -> bool:
    if len(hidden) == 1:
        return False
    for table in tables:
        outcomes = {outcome for row in table.values() for outcome in row}
        left = {o: sum(table.get(group, {}).get(o, 0) for group in hidden) for o in outcomes}
        whole = {o: sum(table.get(group, {}).get(o, 0) for group in groups) for o in outcomes}
        if sum(left.values()) < threshold or any(whole[o] and not left[o] for o in outcomes):
            return False
    return True


def merged(table: Table, decided: GroupsShown) -> dict[str, dict[str, int]]:
    """The table as it may be shown: groups that may be shown, then the others together. No group: nothing at all."""
    if not decided.any:
        return {}
    rows = {group: dict(table.get(group, {})) for group in decided.shown}
    if decided.merged:
        together: dict[str, int] = {}
        for group in decided.merged:
            for outcome, count in table.get(group, {}).items():
                together[outcome] = together.get(outcome, 0) + count
        rows[OTHERS] = together
    return rows


def count_cell(count: int, *, threshold: int = INTERNAL) -> Cell:
    """A number of people standing alone: from the threshold on, else hidden."""
    return Cell(count, f"{count:,}") if count >= threshold else Cell(None, f"fewer than {threshold}")
