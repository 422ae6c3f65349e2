"""Laws of reading a census: no bytes give a traceback, and what is made is what is read."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.exchange.cin import CensusError, Severity, open_census
from tests.unit.exchange.cin.files import read
from tools.make_cin_census import census

SAMPLES = Path(__file__).parents[2] / "samples" / "cin"
PIECES = [
    b"<", b">", b"/", b"&", b"\xff", b"\0", b"]]>", b"<![CDATA[", b"<!--", b"<!DOCTYPE a [", b"<?xml?>", b"\xc3",
    b"<Child>", b"</Child>", b"<Children>", b"</Message>", b"<Section47>", b"<Header>", b"<LAchildID/>", b"-1", b"1e9",
    b"<AssessmentFactors>", b"</AssessmentFactors>", b'xmlns="x"', b"<a:Sex>", "é".encode(), b" " * 99,
]  # fmt: skip
DAYS = [b"0001-01-01", b"9999-12-31", b"2026-02-31", b"2024-02-29", b"1900-01-01", b""]


def made(year: int, children: int, seed: int = 1, faults: float = 0.0) -> tuple[bytes, dict[str, int]]:
    pieces, maker = census(year, children, seed=seed, faults=faults)
    text = "".join(pieces).encode()
    return text, maker.counts


BASES = [(SAMPLES / "CIN_Census_2024.xml").read_bytes(), made(2027, 4)[0], made(2022, 3)[0]]
ADDED = st.sampled_from(PIECES) | st.binary(max_size=6)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), ADDED), max_size=4)
ANY_DAY = re.compile(rb"(?<!ReferenceDate>)[0-9]{4}-[0-9]{2}-[0-9]{2}")


def reads_or_refuses(content: bytes) -> None:
    """A sentence or a census with warnings; nothing else."""
    sentence = None
    try:
        with open_census(io.BytesIO(content), limit=1_000_000) as census_read:
            children = list(census_read.children)
    except CensusError as refused:
        sentence = str(refused)
    if sentence is not None:
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return
    assert len({child.lachild_id for child in children}) == len(children)
    assert all(issue.reason and issue.line >= 1 for issue in census_read.issues)


@settings(deadline=None)
@given(base=st.sampled_from(BASES), share=st.floats(0, 1))
def test_a_file_cut_anywhere_is_refused_in_a_sentence(base: bytes, share: float) -> None:
    reads_or_refuses(base[: int(len(base) * share)])


@settings(max_examples=300, deadline=None)
@given(base=st.sampled_from(BASES), edits=EDITS)
def test_a_file_changed_anywhere_is_read_or_refused(base: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    for share, removed, added in edits:
        place = int(len(base) * share)
        base = base[:place] + added + base[place + removed :]
    reads_or_refuses(base)


@settings(deadline=None)
@given(base=st.sampled_from(BASES), data=st.data())
def test_a_file_with_any_dates_is_read_or_refused(base: bytes, data: st.DataObject) -> None:
    days = data.draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=40))
    turn = iter(range(10_000))
    reads_or_refuses(ANY_DAY.sub(lambda _: days[next(turn) % len(days)], base))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    reads_or_refuses(content)


@settings(max_examples=25, deadline=None)
@given(year=st.integers(2020, 2027), seed=st.integers(0, 10_000), children=st.integers(0, 40))
def test_what_is_made_is_what_is_read(year: int, seed: int, children: int) -> None:
    content, counts = made(year, children, seed)
    result = read(content, limit=10_000_000)
    assert len(result.children) == children
    assert result.modules == {name: counts.get(name, 0) for name in result.modules}
    assert result.rules() == set()
    assert result.refused == ()
    rows = Counter({"CINdetails": sum(len(child.episodes) for child in result.children)})
    for child in result.children:
        rows["Assessments"] += sum(1 for _ in child.assessments())
        rows["AssessmentFactors"] += sum(len(row.factors) for row in child.assessments())
        rows["CINPlanDates"] += sum(1 for _ in child.cin_plans())
        rows["Section47"] += sum(1 for _ in child.enquiries())
        rows["ChildProtectionPlans"] += sum(1 for _ in child.protection_plans())
    assert all(result.modules[name] == count for name, count in rows.items())


@settings(max_examples=25, deadline=None)
@given(year=st.integers(2020, 2027), seed=st.integers(0, 10_000))
def test_a_fault_in_one_field_leaves_the_rest_as_it_was(year: int, seed: int) -> None:
    content = made(year, 20, seed)[0]
    clean, result = read(content), read(content.replace(b"<Ethnicity>", b"<Ethnicity>?"))
    assert [child.episodes for child in result.children] == [child.episodes for child in clean.children]
    assert sum(issue.rule == "4220" for issue in result.issues) == 20


@settings(max_examples=15, deadline=None)
@given(year=st.integers(2020, 2027), seed=st.integers(0, 10_000))
def test_a_file_full_of_faults_is_read_with_a_word_for_each(year: int, seed: int) -> None:
    content, _ = made(year, 30, seed, faults=1.0)
    result = read(content, limit=10_000_000)
    without_id = sum(issue.rule == "8500" for issue in result.issues)
    assert len(result.children) == 30 - without_id
    assert result.issues
    assert all(issue.severity is Severity.REFUSED for issue in result.refused)
