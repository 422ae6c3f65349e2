"""Laws of hiding small numbers, tried by somebody who knows all that is shown and tries every possible table."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.disclosure import Sum, fewer_than, suppress

THRESHOLD = 3
CAP = 10


def grids(rows: int, columns: int):
    return st.lists(st.integers(0, 6), min_size=rows * columns, max_size=rows * columns)


def a_grid(values: list[int], rows: int, columns: int):
    """Counts and sums of a grid with totals on both edges."""
    cells = {(r, c): values[r * columns + c] for r in range(rows) for c in range(columns)}
    sums = []
    for r in range(rows):
        parts = tuple((r, c) for c in range(columns))
        cells[r, "all"] = sum(cells[p] for p in parts)
        sums.append(Sum((r, "all"), parts))
    for c in range(columns):
        parts = tuple((r, c) for r in range(rows))
        cells["all", c] = sum(cells[p] for p in parts)
        sums.append(Sum(("all", c), parts))
    cells["all", "all"] = sum(values)
    sums.append(Sum(("all", "all"), tuple((r, "all") for r in range(rows))))
    sums.append(Sum(("all", "all"), tuple(("all", c) for c in range(columns))))
    return cells, sums


def worlds(cells, shown, rows: int, columns: int) -> Iterator[dict]:
    """Every grid of whole numbers that agrees with what is shown, row by row."""

    def row_choices(r: int, c: int = 0) -> Iterator[tuple[int, ...]]:
        if c == columns:
            yield ()
            return
        cell = shown[r, c]
        ceiling = THRESHOLD - 1 if cell.words == fewer_than(THRESHOLD) else CAP
        for value in [cell.value] if cell.value is not None else range(ceiling + 1):
            for rest in row_choices(r, c + 1):
                yield (value, *rest)

    def agrees(key, value: int) -> bool:
        cell = shown[key]
        if cell.value is not None:
            return cell.value == value
        return cell.words != fewer_than(THRESHOLD) or value < THRESHOLD

    def build(r: int, above: tuple[tuple[int, ...], ...]) -> Iterator[dict]:
        if r == rows:
            world, _ = a_grid([v for row in above for v in row], rows, columns)
            edges = [("all", c) for c in range(columns)] + [("all", "all")]
            if all(agrees(key, world[key]) for key in edges):
                yield world
            return
        for row in row_choices(r):
            if agrees((r, "all"), sum(row)):
                yield from build(r + 1, (*above, row))

    yield from build(0, ())


def assert_nothing_can_be_worked_out(values, rows, columns):
    cells, sums = a_grid(values, rows, columns)
    shown = suppress(cells, sums, threshold=THRESHOLD)
    hidden = [key for key, cell in shown.items() if cell.hidden]
    seen: dict = {key: set() for key in hidden}
    for world in worlds(cells, shown, rows, columns):
        for key in hidden:
            seen[key].add(world[key])
        if all(len(found) > 1 for found in seen.values()):
            return
    assert {key: found for key, found in seen.items() if len(found) < 2} == {}


@settings(max_examples=150, deadline=None)
@given(grids(1, 4))
def test_in_a_row_with_its_total_no_hidden_cell_can_be_worked_out(values):
    assert_nothing_can_be_worked_out(values, 1, 4)


@settings(max_examples=150, deadline=None)
@given(grids(2, 2))
def test_in_a_square_no_hidden_cell_can_be_worked_out(values):
    assert_nothing_can_be_worked_out(values, 2, 2)


@settings(max_examples=25, deadline=None)
@given(grids(2, 3))
def test_in_a_table_no_hidden_cell_can_be_worked_out(values):
    assert_nothing_can_be_worked_out(values, 2, 3)


@settings(max_examples=200, deadline=None)
@given(grids(3, 4), st.integers(1, 6))
def test_every_small_number_is_hidden_and_what_is_shown_is_true(values, threshold):
    cells, sums = a_grid(values, 3, 4)
    shown = suppress(cells, sums, threshold=threshold)
    assert list(shown) == list(cells)
    for key, cell in shown.items():
        assert cell.hidden or cell.value == cells[key] >= threshold


@settings(max_examples=200, deadline=None)
@given(grids(3, 4), st.integers(1, 6))
def test_what_is_hidden_in_a_sum_is_itself_no_small_number(values, threshold):
    cells, sums = a_grid(values, 3, 4)
    shown = suppress(cells, sums, threshold=threshold)
    for line in sums:
        inside = [part for part in line.parts if shown[part].hidden]
        if inside and not shown[line.total].hidden:
            assert sum(cells[part] for part in inside) >= threshold


@settings(max_examples=100, deadline=None)
@given(grids(2, 3))
def test_the_words_do_not_tell_the_small_cell_from_the_one_hidden_for_it(values):
    cells, sums = a_grid(values, 2, 3)
    shown = suppress(cells, sums, threshold=THRESHOLD)
    words = {cell.words for cell in shown.values() if cell.hidden}
    assert len(words) <= 1
    if words == {fewer_than(THRESHOLD)}:
        assert all(cells[key] < THRESHOLD for key, cell in shown.items() if cell.hidden)
