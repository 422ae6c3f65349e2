"""Laws of whole surveys: whatever people answered, no table of the page or the files shows a small group."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.confidence import report
from sightline.domain.measures.instrument import ITEMS
from sightline.domain.measures.survey import Answers, results

CODES = [item.code for item in ITEMS if item.theme in "RD"]
AGENCIES = ("Alder", "Birch", "Cedar", "Damson")


@st.composite
def people(draw: st.DrawFn) -> list[Answers]:
    """Some dozens who answered before and after, or only once, with some items left out."""
    found = []
    for n in range(draw(st.integers(0, 40))):
        agency = draw(st.sampled_from(AGENCIES))
        for wave in draw(st.sampled_from((("T1",), ("T3",), ("T1", "T3"), ("T1", "T3"), ("T1", "T3")))):
            level = draw(st.integers(0, 10))
            skipped = draw(st.sampled_from(("", *CODES)))
            found.append(Answers(wave, f"c{n}", agency, "", {c: level for c in CODES if c != skipped}))
    return found


@given(people(), st.sampled_from((5, 10)))
@settings(max_examples=40)
def test_no_table_shows_fewer_people_than_the_threshold(answers: list[Answers], threshold: int) -> None:
    counted = results(answers, invited={}, threshold=threshold, interval=False)
    before = {one.code for one in answers if one.wave == "T1"}
    matched = [one for one in answers if one.wave == "T3" and one.code in before]
    where = {one.code: one.agency for one in answers if one.wave == "T1"}
    for table in report.tables(counted):
        for at, name in enumerate(table.head):
            if name == "People" and table.caption != "Who took part":
                assert all(int(row[at]) >= threshold for row in table.rows)
        if table.caption == "Who is surer, by agency":
            for agency in AGENCIES:
                if sum(where[one.code] == agency for one in matched) < threshold:
                    assert agency not in {row[1] for row in table.rows}
    shown = {table.caption for table in report.tables(counted)}
    if len(matched) < threshold:
        assert not [caption for caption in shown if caption.startswith("Before and after three months")]


@given(people())
@settings(max_examples=20)
def test_what_is_published_shows_no_more_than_the_page(answers: list[Answers]) -> None:
    inside, outside = (results(answers, invited={}, threshold=t, interval=False) for t in (5, 10))
    kept = {table.caption: {row[0] for row in table.rows} for table in report.tables(inside)}
    for table in report.tables(outside):
        if table.caption in report.GROUP_CAPTIONS.values():
            continue  # the two hide other groups, each as its own threshold asks
        assert {row[0] for row in table.rows} <= kept[table.caption]
