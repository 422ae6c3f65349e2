"""The laws of a timeline, read from the SVG itself: nothing overlaps, nothing is lost, gaps are those of the data."""

from __future__ import annotations

import hashlib
import itertools
import random
import re
import time
from dataclasses import replace
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.dates import UncertainDate
from sightline.domain.drawing.scene import render
from sightline.domain.drawing.timeline import (
    Band,
    Happening,
    Mark,
    Options,
    Timeline,
    age_short,
    coloured,
    facts,
    table_page,
    timeline,
)

LANES = ("Police", "Health visiting", "Oak Tree School")
DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 1))


@st.composite
def happenings(draw: st.DrawFn) -> list[Happening]:
    """Entries of three lanes: days, months, years, open, lasting, undated."""
    found = []
    for number in range(draw(st.integers(0, 40))):
        first = draw(DAYS)
        shape = draw(st.sampled_from(["day", "day", "day", "month", "year", "before", "after", "lasting", "undated"]))
        bounds: tuple[date | None, date | None] = {
            "day": (first, first),
            "month": (first, first + timedelta(days=29)),
            "year": (date(first.year, 1, 1), date(first.year, 12, 31)),
            "before": (None, first),
            "after": (first, None),
            "lasting": (first, first + timedelta(days=draw(st.integers(1, 400)))),
            "undated": (None, None),
        }[shape]
        lane = draw(st.sampled_from(LANES))
        found.append(Happening(f"r{number}", lane, *bounds, f"Entry {number}", lasting=shape == "lasting"))
    return found


def root_of(found: Timeline) -> Element:
    return fromstring(render(found.scene))


def named(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if one.get(f"data-{name}") is not None]


def marks_in(lane: Element) -> list[Element]:
    return [one for one in named(lane, "mark") if one.get("data-mark") != "undated"]


def box_of(group: Element) -> tuple[float, float, float, float]:
    """The box of a mark's shapes."""
    xs: list[float] = []
    ys: list[float] = []
    for one in group.iter():
        tag = one.tag.rpartition("}")[2]
        if tag == "circle":
            x, y, r = (float(one.get(name, "")) for name in ("cx", "cy", "r"))
            xs, ys = [*xs, x - r, x + r], [*ys, y - r, y + r]
        elif tag == "rect":
            x, y, w, h = (float(one.get(name, "")) for name in ("x", "y", "width", "height"))
            xs, ys = [*xs, x, x + w], [*ys, y, y + h]
        elif tag == "polygon":
            pairs = [pair.split(",") for pair in one.get("points", "").split()]
            xs, ys = [*xs, *(float(x) for x, _ in pairs)], [*ys, *(float(y) for _, y in pairs)]
    return min(xs), min(ys), max(xs), max(ys)


def gaps_by_hand(rows: list[Happening], days: int, until: date | None) -> set[tuple[str, str]]:
    """Day by day: silence between entries known to within a month, and lasting ones."""
    found = set()
    for lane in {row.lane for row in rows}:
        sure = [
            (row.first, row.last)
            for row in rows
            if row.lane == lane and row.first and row.last and (row.lasting or (row.last - row.first).days <= 31)
        ]
        if not sure:
            continue
        ends = sorted({last for _, last in sure if last})
        starts = sorted(first for first, _ in sure if first)
        for end in ends:
            if any(first <= end < last for first, last in sure if first and last):
                continue
            following = next((first for first in starts if first > end), until)
            if following and (following - end).days > days:
                found.add((lane, f"{end.isoformat()}/{following.isoformat()}"))
    return found


@settings(max_examples=30, deadline=None)
@given(happenings(), st.sampled_from([320, 640, 960]), st.sampled_from([7, 28, 90]))
def test_every_law_holds_on_any_entries(rows: list[Happening], width: int, days: int) -> None:
    until = date(2026, 11, 20)
    found = timeline(rows, Options(width=width, gap_days=days, until=until))
    root = root_of(found)
    lanes = named(root, "rows")
    assert {one.get("data-lane") for one in lanes} == {row.lane for row in rows}
    assert sum(int(one.get("data-count", "")) for one in named(root, "mark")) == len(rows)
    assert len(named(root, "mark")) <= 300
    drawn = {(one.get("data-lane", ""), gap.get("data-gap", "")) for one in lanes for gap in named(one, "gap")}
    assert drawn == gaps_by_hand(rows, days, until)
    for lane in lanes:
        boxes = [box_of(one) for one in marks_in(lane)]
        for a, b in itertools.combinations(boxes, 2):
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
        for gap in named(lane, "gap"):
            assert all(box_of(gap)[1] >= box[3] for box in boxes), "hatching lies under the marks"
    words = " ".join(found.sentences)
    assert all(gap.words in words for lane in found.lanes for gap in lane.gaps)
    page = table_page(found)
    assert len(re.findall(r'<tr id="entry-', page)) == len(rows)
    assert len(re.findall(r"data-gap=", page)) == len(drawn)
    assert min(float(one.get("font-size", "14")) for one in root.iter() if one.tag.endswith("text")) >= 14


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), min_size=1, max_size=60))
def test_rows_are_as_many_as_marks_overlap_at_most(spans: list[tuple[int, int]]) -> None:
    row = Happening("k", "Police", date(2026, 1, 1), date(2026, 1, 1))
    marks = coloured([Mark((row,), "day", float(left), float(left + wide)) for left, wide in spans])
    # Marks that stand nearer than 2 px count as overlapping.
    most = max(sum(a <= x < a + wide + 2 for a, wide in spans) for x, _ in spans)
    assert max(mark.row for mark in marks) + 1 == most


def many(count: int, seed: int = 1) -> list[Happening]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        first = date(2018, 1, 1) + timedelta(days=chance.randrange(365 * 8))
        last = first if chance.random() < 0.9 else first + timedelta(days=chance.choice([27, 364]))
        lane = chance.choice([f"Agency {letter}" for letter in "ABCDEFGHIJ"])
        found.append(Happening(f"r{number}", lane, first, last, f"What happened, number {number}"))
    return found


def test_five_thousand_entries_in_a_second_and_a_megabyte_and_a_half() -> None:
    rows = many(5000)
    start = time.process_time()
    found = timeline(rows, Options(born=UncertainDate.exact(date(2017, 3, 1))))
    svg = render(found.scene)
    assert time.process_time() - start < 1
    assert len(svg.encode()) < 1_500_000
    root = fromstring(svg)
    assert len(named(root, "mark")) <= 300
    assert sum(int(one.get("data-count", "")) for one in named(root, "mark")) == 5000


def test_dates_not_known_to_the_day_are_ranges_and_what_lasted_is_filled() -> None:
    rows = [
        Happening("a", "Police", date(2026, 3, 1), date(2026, 3, 31)),
        Happening("b", "Police", date(2026, 1, 5), date(2026, 2, 20), lasting=True),
        Happening("c", "Police", date(2026, 5, 5), date(2026, 5, 5)),
    ]
    root = root_of(timeline(rows))
    shapes = {one.get("data-mark"): one for one in named(root, "mark")}
    assert set(shapes) == {"range", "lasting", "day"}
    month = next(one for one in shapes["range"].iter() if one.tag.endswith("rect"))
    lasted = next(one for one in shapes["lasting"].iter() if one.tag.endswith("rect"))
    assert month.get("stroke-dasharray")
    assert month.get("fill") == "#ffffff"
    assert not lasted.get("stroke-dasharray")
    assert lasted.get("fill") != "#ffffff"
    whole = (float(root.get("width", "")) - 32) / 120
    assert abs(float(month.get("width", "")) - 30 * whole) < 1.5, "as long as the month on this axis"


def test_ages_stand_under_the_dates() -> None:
    days = (date(2024, 1, 1), date(2025, 3, 1), date(2026, 7, 1))
    rows = [Happening(day.isoformat(), "Police", day, day) for day in days]
    root = root_of(timeline(rows, Options(born=UncertainDate.exact(date(2021, 1, 1)), whose="Robin")))
    ages = {one.get("data-age"): one.text for one in named(root, "age")}
    assert ages["2024-01-01"] == "3 y"
    assert ages["2025-07-01"] == "4 y 6 m"


@pytest.mark.parametrize(
    ("born", "day", "words"),
    [
        (UncertainDate.exact(date(2026, 5, 1)), date(2026, 5, 28), "27 d"),
        (UncertainDate.exact(date(2026, 5, 1)), date(2026, 5, 29), "4 w"),
        (UncertainDate.exact(date(2026, 5, 1)), date(2026, 7, 23), "11 w"),
        (UncertainDate.exact(date(2026, 5, 1)), date(2026, 7, 24), "2 m"),
        (UncertainDate.exact(date(2024, 5, 1)), date(2026, 4, 30), "23 m"),
        (UncertainDate.exact(date(2024, 5, 1)), date(2026, 5, 1), "2 y"),
        (UncertainDate.exact(date(2026, 5, 1)), date(2026, 4, 1), "4 w before"),
        (UncertainDate.in_year(2020), date(2026, 6, 1), "5–6 y"),
        (UncertainDate.unknown(), date(2026, 6, 1), "age ?"),
    ],
)
def test_an_age_is_said_as_the_practice_file_says_it(born: UncertainDate, day: date, words: str) -> None:
    assert age_short(born, day) == words


def test_a_long_empty_stretch_is_cut_short_and_says_so() -> None:
    days = [date(1994, 5, 1), date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1)]
    found = timeline([Happening(str(n), "Police", day, day) for n, day in enumerate(days)])
    root = root_of(found)
    (cut,) = named(root, "break")
    assert "not drawn to scale" in " ".join(found.sentences)
    assert "not drawn to scale" in found.scene.desc
    words = [one.text for one in cut.iter() if one.tag.endswith("text")]
    assert words == ["A"]
    assert not named(
        root_of(timeline([Happening("1", "P", days[1], days[1]), Happening("2", "P", days[3], days[3])])), "break"
    )


def test_a_band_for_each_household_and_worker() -> None:
    bands = (
        Band("Household", "Dana", date(2020, 1, 1), None),
        Band("Household", "Sam", date(2021, 1, 1), date(2022, 1, 1)),
        Band("Worker", "Ann Reed", date(2021, 1, 1), date(2021, 6, 1)),
    )
    rows = [
        Happening("a", "Police", date(2020, 1, 1), date(2020, 1, 1)),
        Happening("b", "Police", *[date(2023, 1, 1)] * 2),
    ]
    found = timeline(rows, Options(bands=bands))
    root = root_of(found)
    assert [one.get("data-band") for one in named(root, "band")] == ["Household", "Household", "Worker"]
    assert "Household: Sam, 1 January 2021 to 1 January 2022." in found.sentences
    boxes = [box_of(one) for one in named(root, "band")]
    assert all(
        not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]) for a, b in itertools.combinations(boxes, 2)
    )


def test_only_a_stretch_is_drawn_and_the_rest_is_counted_in_words() -> None:
    found = timeline(many(200), Options(since=date(2020, 1, 1), to=date(2020, 12, 31)))
    inside = sum(len(lane.rows) for lane in found.lanes)
    assert 0 < inside < 200
    assert f"{200 - inside} entries outside the stretch that is drawn." in found.sentences
    assert facts(found)["outside"] == 200 - inside


def test_recorded_dates_are_kept_beside_the_dates_of_what_happened() -> None:
    row = Happening("a", "Police", *[date(2026, 1, 1)] * 2, "A call", "1 January 2026", "5 May 2026")
    found = timeline([row])
    assert "Recorded 5 May 2026." in render(found.scene)
    assert "5 May 2026" in table_page(found)


def test_nothing_at_all_says_so() -> None:
    found = timeline([])
    assert "No entries" in render(found.scene)
    assert found.sentences[0] == "No entries."


def test_markup_is_escaped_and_a_width_that_cannot_be_is_refused() -> None:
    row = Happening("<a>&\x00", "<b>Police</b>", *[date(2026, 1, 1)] * 2, "<script>x</script>" + "y" * 5000)
    found = timeline([row], Options(title="<i>", table="t.html"))
    assert "<script>" not in render(found.scene) + table_page(found)
    root_of(found)
    with pytest.raises(ValueError, match="320 to 2400"):
        timeline([], Options(width=300))


def test_the_same_entries_give_the_same_bytes_in_any_order() -> None:
    rows = many(300, 3)
    svg = render(timeline(rows).scene)
    for seed in range(4):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)
        assert render(timeline(mixed).scene) == svg
    assert len(hashlib.sha256(svg.encode()).hexdigest()) == 64


@pytest.mark.parametrize("width", [320, 375, 960])
def test_a_long_name_of_a_lane_leaves_room_for_its_count(width: int) -> None:
    row = Happening("r", "Children's social care, Assessment and Safeguarding " * 3, date(2026, 1, 1), date(2026, 1, 1))
    for text in timeline([row], Options(width=width)).scene.texts():
        assert text.box.right <= width, text.words


def test_many_lanes_stand_together_and_lose_nothing() -> None:
    rows = [replace(row, lane=f"Lane {number % 90:02}") for number, row in enumerate(many(400, 5))]
    found = timeline(rows)
    assert len(found.lanes) == 40
    assert sum(len(lane.rows) for lane in found.lanes) == 400


@pytest.mark.parametrize(("days", "gaps"), [(28, 0), (29, 1)])
def test_a_gap_is_longer_than_what_is_expected(days: int, gaps: int) -> None:
    start = date(2026, 1, 1)
    rows = [Happening(str(n), "Police", day, day) for n, day in enumerate((start, start + timedelta(days=days)))]
    assert len(named(root_of(timeline(rows)), "gap")) == gaps


def test_an_entry_that_may_lie_anywhere_in_a_year_ends_no_gap_and_is_said() -> None:
    rows = [
        Happening("a", "Police", *[date(2026, 1, 5)] * 2),
        Happening("b", "Police", date(2026, 1, 1), date(2026, 12, 31)),
        Happening("c", "Police", *[date(2026, 9, 5)] * 2),
    ]
    (gap,) = timeline(rows).lanes[0].gaps
    assert gap.words.endswith("(243 days). 1 whose day is not known may lie in it.")
