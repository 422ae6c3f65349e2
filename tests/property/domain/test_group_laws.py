"""Laws of results by group, tried by somebody who knows everything shown and every table that could lie behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.measures import OTHERS, groups_to_show, merged
from sightline.domain.measures.groups import several_tables

OUTCOMES = ("better", "same", "worse")
THRESHOLD = 3
Row = dict[str, int]


def rows(most: int = 4) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({outcome: st.integers(0, most) for outcome in OUTCOMES})


def tables(groups: int = 4, most: int = 4) -> st.SearchStrategy[dict[str, Row]]:
    names = [f"g{n}" for n in range(groups)]
    return st.fixed_dictionaries({name: rows(most) for name in names})


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to part a number among so many."""
    for bars in combinations_with_replacement(range(total + 1), parts - 1):
        ends = (0, *bars, total)
        yield tuple(b - a for a, b in pairwise(ends))


def possible(
    table: Mapping[str, Row], shown: Mapping[str, Row], hidden: tuple[str, ...]
) -> dict[tuple[str, str], set[int]]:
    """What each hidden cell could be, for a reader who has the totals and the rows shown, by trying everything."""
    found: dict[tuple[str, str], set[int]] = {}
    for outcome in OUTCOMES:
        total = sum(row[outcome] for row in table.values())
        rest = total - sum(row[outcome] for name, row in shown.items() if name != OTHERS)
        for split in splits(rest, len(hidden)):
            for name, count in zip(hidden, split):
                found.setdefault((name, outcome), set()).add(count)
    return found


@given(tables())
@settings(max_examples=150)
def test_no_hidden_cell_can_be_worked_out(table: dict[str, Row]) -> None:
    decided = groups_to_show([table], list(table), threshold=THRESHOLD)
    shown = merged(table, decided)
    if not decided.any or not decided.merged:
        return
    totals = {outcome: sum(row[outcome] for row in table.values()) for outcome in OUTCOMES}
    for (_, outcome), values in possible(table, shown, decided.merged).items():
        # A total of nought is shown for everybody, and says nought of every group whatever is hidden.
        assert len(values) > 1 or totals[outcome] == 0
    for name in decided.shown:
        assert sum(shown[name].values()) >= THRESHOLD
    assert sum(shown[OTHERS].values()) >= THRESHOLD


@given(st.lists(tables(groups=3, most=5), min_size=2, max_size=3))
@settings(max_examples=60)
def test_the_same_groups_are_hidden_in_every_table(several: list[dict[str, Row]]) -> None:
    decided = groups_to_show(several, ["g0", "g1", "g2"], threshold=THRESHOLD)
    for table in several:
        shown = merged(table, decided)
        assert set(shown) - {OTHERS} == set(decided.shown)
        for values in possible(table, shown, decided.merged).values() if decided.any and decided.merged else ():
            assert values
        if decided.any and decided.merged:
            whole = {o: sum(row[o] for row in table.values()) for o in OUTCOMES}
            for (_, o), values in possible(table, shown, decided.merged).items():
                assert len(values) > 1 or whole[o] == 0


@given(tables())
def test_what_is_shown_is_true_and_adds_up(table: dict[str, Row]) -> None:
    decided = groups_to_show([table], list(table), threshold=THRESHOLD)
    shown = merged(table, decided)
    for name in decided.shown:
        assert shown[name] == table[name]
    if shown:
        for outcome in OUTCOMES:
            assert sum(row.get(outcome, 0) for row in shown.values()) == sum(row[outcome] for row in table.values())
    assert set(decided.shown) | set(decided.merged) == set(table)


@given(tables(), st.permutations(["g0", "g1", "g2", "g3"]))
def test_a_small_group_is_never_shown_and_all_large_ones_are(table: dict[str, Row], order: list[str]) -> None:
    decided = groups_to_show([table], order, threshold=THRESHOLD)
    small = {name for name, row in table.items() if sum(row.values()) < THRESHOLD}
    assert not small & set(decided.shown)
    if not small:
        assert set(decided.shown) == set(table)


def test_the_law_would_see_a_single_hidden_group() -> None:
    """The search itself: with one group hidden every cell has one value only."""
    table = {"a": {"better": 4, "same": 1, "worse": 0}, "b": {"better": 1, "same": 1, "worse": 0}}
    shown = {"a": table["a"]}
    assert all(len(values) == 1 for values in possible(table, shown, ("b",)).values())


@given(st.lists(tables(groups=4, most=5), min_size=2, max_size=4), st.integers(1, 4))
@settings(max_examples=80)
def test_several_tables_together_give_no_small_group_away(several: list[dict[str, Row]], threshold: int) -> None:
    """A reader with every table of the page, and with linear algebra: sizes and cells of small groups stay unknown.

    The sizes of the groups are made the same in every table, which is what helps such a reader most.
    """
    names = list(several[0])
    for table in several[1:]:
        for name in names:
            size, row = sum(several[0][name].values()), table[name]
            row["better"] = min(row["better"], size)
            row["same"] = min(row["same"], size - row["better"])
            row["worse"] = size - row["better"] - row["same"]
    pages = {str(n): table for n, table in enumerate(several)}
    decided = several_tables(pages, names, threshold=threshold)
    unit = np.eye(len(names))
    known = [np.ones(len(names))]
    for one in decided.values():
        known += [unit[names.index(name)] for name in one.shown]
        known.append(sum((unit[names.index(name)] for name in one.merged), np.zeros(len(names))))
    rank = np.linalg.matrix_rank(np.array(known))
    small = [name for name in names if sum(several[0][name].values()) < threshold]
    for name in small if decided else ():
        more = np.linalg.matrix_rank(np.array([*known, unit[names.index(name)]]))
        assert more == rank + 1, f"the size of {name} can be worked out"
    for key, one in decided.items():
        if one.merged:
            shown = merged(pages[key], one)
            whole = {o: sum(row[o] for row in pages[key].values()) for o in OUTCOMES}
            for (_, o), values in possible(pages[key], shown, one.merged).items():
                assert len(values) > 1 or whole[o] == 0
