"""Small numbers are hidden, and nothing shown gives them back."""

import pytest

from sightline.domain.disclosure import (
    ALL,
    NOT_SHOWN,
    Level,
    Sum,
    may_show_group,
    review_counts,
    suppress,
    suppress_table,
)


def shown(cells):
    return {key: cell.value for key, cell in cells.items()}


def test_counts_without_totals_say_fewer_than():
    cells = suppress({"a": 4, "b": 5, "c": 0}, threshold=5)
    assert shown(cells) == {"a": None, "b": 5, "c": None}
    assert cells["a"].words == cells["c"].words == "fewer than 5"
    assert cells["b"].words == "5"


def test_a_total_makes_a_second_cell_hide():
    cells = suppress({"a": 12, "b": 2, "c": 20, "all": 34}, [Sum("all", ("a", "b", "c"))])
    assert shown(cells) == {"a": None, "b": None, "c": 20, "all": 34}
    assert cells["a"].words == cells["b"].words == NOT_SHOWN


def test_two_small_cells_that_are_small_together_need_a_third():
    cells = suppress({"a": 1, "b": 1, "c": 20, "d": 30, "all": 52}, [Sum("all", ("a", "b", "c", "d"))])
    assert shown(cells) == {"a": None, "b": None, "c": None, "d": 30, "all": 52}


def test_small_cells_that_reach_the_threshold_together_stand_alone():
    cells = suppress({"a": 3, "b": 2, "c": 20, "all": 25}, [Sum("all", ("a", "b", "c"))])
    assert shown(cells) == {"a": None, "b": None, "c": 20, "all": 25}
    assert cells["a"].words == "fewer than 5"


def test_fewer_than_is_not_said_where_it_would_give_the_number_away():
    # 4 + 4 = 8: if both were known to be fewer than 5, both would be known to be 4.
    cells = suppress({"a": 4, "b": 4, "c": 9, "all": 17}, [Sum("all", ("a", "b", "c"))])
    assert cells["a"].words == NOT_SHOWN


def test_zero_is_small():
    cells = suppress({"a": 0, "b": 9, "c": 8, "all": 17}, [Sum("all", ("a", "b", "c"))])
    assert shown(cells) == {"a": None, "b": 9, "c": None, "all": 17}


def test_two_zeros_do_not_hide_each_other():
    cells = suppress({"a": 0, "b": 0, "c": 9, "all": 9}, [Sum("all", ("a", "b", "c"))])
    assert cells["c"].hidden


def test_a_structural_zero_is_shown():
    cells = suppress({"a": 0, "b": 9, "all": 9}, [Sum("all", ("a", "b"))], structural={"a"})
    assert shown(cells) == {"a": 0, "b": 9, "all": 9}


def test_a_small_total_hides_itself_and_what_makes_it():
    cells = suppress({"a": 2, "b": 1, "all": 3}, [Sum("all", ("a", "b"))])
    assert all(cell.hidden for cell in cells.values())


def test_nothing_small_hides_nothing():
    counts = {"a": 7, "b": 9, "all": 16}
    assert shown(suppress(counts, [Sum("all", ("a", "b"))])) == counts


def test_the_published_threshold_hides_more():
    assert suppress({"a": 9}, threshold=10)["a"].words == "fewer than 10"


def test_two_sums_over_the_same_cell_are_looked_at_together():
    # "open" = asked + answered. Showing asked and open would give answered back.
    counts = {"clear": 40, "asked": 20, "unknown": 8, "answered": 3, "all": 71, "open": 23}
    sums = [Sum("all", ("clear", "asked", "unknown", "answered")), Sum("open", ("asked", "answered"))]
    cells = suppress(counts, sums)
    assert cells["answered"].hidden
    assert cells["asked"].hidden or cells["open"].hidden


def test_a_table_hides_round_a_ring():
    counts = {("north", "a"): 2, ("north", "b"): 11, ("south", "a"): 14, ("south", "b"): 12}
    cells = suppress_table(counts, rows=("north", "south"), columns=("a", "b"))
    assert all(cells[row, column].hidden for row in ("north", "south") for column in ("a", "b"))
    assert cells[ALL, ALL].value == 39
    assert cells["north", ALL].value == 13


def test_a_big_table_is_done_in_reasonable_time():
    rows, columns = [f"r{i}" for i in range(30)], [f"c{i}" for i in range(8)]
    counts = {(r, c): (i * 7 + j * 5) % 23 for i, r in enumerate(rows) for j, c in enumerate(columns)}
    cells = suppress_table(counts, rows=rows, columns=columns)
    assert all(cells[key].hidden for key, count in counts.items() if count < 5)
    assert not all(cell.hidden for cell in cells.values())


@pytest.mark.parametrize(
    ("counts", "threshold", "sentence"),
    [
        ({"a": 1, "all": 2}, 5, "do not add up"),
        ({"a": -1, "all": -1}, 5, "below zero"),
        ({"a": 1, "all": 1}, 0, "1 or more"),
    ],
)
def test_figures_that_cannot_be_are_refused(counts, threshold, sentence):
    with pytest.raises(ValueError, match=sentence):
        suppress(counts, [Sum("all", ("a",))], threshold=threshold)


def test_the_name_of_the_totals_cannot_be_a_row():
    with pytest.raises(ValueError, match="totals"):
        suppress_table({}, rows=("all",), columns=("a",))


def test_g5_outside_leads_a_figure_covers_three_reviews():
    assert may_show_group(3, Level.PUBLIC)
    assert not may_show_group(2, Level.PRACTITIONERS)
    assert may_show_group(1, Level.LEADS)


def test_g5_the_number_may_be_raised_and_never_lowered():
    assert not may_show_group(4, Level.PUBLIC, fewest=5)
    with pytest.raises(ValueError, match="at least 3 reviews"):
        may_show_group(2, Level.PUBLIC, fewest=2)
    with pytest.raises(ValueError, match="at least 3 reviews"):
        review_counts({"a": 2}, viewer=Level.PUBLIC, fewest=1)


def test_g5_no_subtraction_reveals_a_smaller_cell():
    counts = {"HARM": 7, "PROC": 4, "INFO": 1, "all": 12}
    sums = [Sum("all", ("HARM", "PROC", "INFO"))]
    cells = review_counts(counts, sums, viewer=Level.PRACTITIONERS)
    assert shown(cells) == {"HARM": 7, "PROC": None, "INFO": None, "all": 12}
    assert shown(review_counts(counts, sums, viewer=Level.LEADS)) == counts
