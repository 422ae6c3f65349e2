"""D1 to D5, with the thresholds of section 2.3 on both sides."""

from __future__ import annotations

import pytest

from sightline.domain.chronology.words import jaccard, normalised
from tests.unit.domain.chronology.rows import linked, merged, only, sent

DAY = "1/5/2016"


def words(*numbers: int) -> str:
    """A sentence of made-up words."""
    return " ".join(f"word{number:03}" for number in numbers)


def test_exact_duplicates_of_one_agency_are_one_link_whatever_their_dress() -> None:
    rows = [
        {"ref": "a", "date": DAY, "event": "Home visit; no reply!"},
        {"ref": "b", "date": "01.05.16", "event": "HOME VISIT – no reply"},
        {"ref": "c", "date": "1 May 2016", "event": "Home visit, no reply"},
    ]
    found = merged(sent("GP", *rows))
    assert sorted(linked(found, "D1")[0]) == ["a", "b", "c"]
    assert linked(found, "D2") == []


@pytest.mark.parametrize(
    "change", [{"source": "other"}, {"time": "10:00"}, {"date": "2/5/2016"}, {"response": "advice"}]
)
def test_what_differs_in_source_time_day_or_response_is_not_exact(change: dict[str, str]) -> None:
    row = {"date": DAY, "event": "Home visit, no reply"}
    assert linked(merged(sent("GP", row, row | change)), "D1") == []


@pytest.mark.parametrize(
    ("shared", "of", "time", "found"),
    [(4, 5, "", True), (3, 5, "", False), (3, 5, "10:00", True), (5, 9, "10:00", False)],
)
def test_near_duplicates_of_one_agency(shared: int, of: int, time: str, found: bool) -> None:
    """0.80 or more, or 0.60 with the same time."""
    one, other = (
        {"date": DAY, "time": time, "event": words(*range(of))},
        {"date": DAY, "time": time, "event": words(*range(shared))},
    )
    composite = merged(sent("GP", one, other))
    assert bool(linked(composite, "D2")) is found
    assert linked(composite, "D3") == []


@pytest.mark.parametrize(("shared", "of", "found"), [(7, 20, True), (6, 20, False)])
def test_accounts_of_two_agencies(shared: int, of: int, found: bool) -> None:
    """0.35 or more."""
    one, other = (
        sent("GP", {"date": DAY, "event": words(*range(of))}),
        sent("Police", {"date": DAY, "event": words(*range(shared))}),
    )
    assert bool(linked(merged(one, other), "D3")) is found


@pytest.mark.parametrize(
    ("date", "found"),
    [("May 2016", True), ("2016", True), ("since 2010", True), ("2/5/2016", False), ("June 2016", False)],
)
def test_bounds_must_overlap(date: str, found: bool) -> None:
    one, other = (
        sent("GP", {"date": DAY, "event": words(1, 2, 3)}),
        sent("Police", {"date": date, "event": words(1, 2, 3)}),
    )
    assert bool(linked(merged(one, other), "D3")) is found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("ICPC held, plan made", "Initial child protection conference at town hall", True),
        ("Strategy meeting by telephone", "Attended strategy discussion, s47 agreed", True),
        ("Core group at school", "Strategy meeting by telephone", False),
        ("Strategy meeting to be arranged", "Attended strategy discussion, s47 agreed", False),
        ("Invited by letter to next core group", "Core group at school, plan reviewed", False),
    ],
)
def test_the_same_kind_of_meeting_links_other_words(one: str, other: str, found: bool) -> None:
    composite = merged(sent("GP", {"date": DAY, "event": one}), sent("Police", {"date": DAY, "event": other}))
    assert bool(linked(composite, "D3")) is found


def test_two_meetings_of_one_kind_hours_apart_are_not_one() -> None:
    one, other = (
        {"date": DAY, "time": "9:00am", "event": "Strategy meeting by telephone"},
        {"date": DAY, "time": "14:00", "event": "Attended strategy discussion, s47 agreed"},
    )
    assert linked(merged(sent("GP", one), sent("Police", other)), "D3") == []


def accounts(one: dict[str, str], other: dict[str, str]) -> tuple[str, ...]:
    """In what two accounts with the same words differ."""
    text = {"event": words(1, 2, 3, 4)}
    composite = merged(sent("GP", {"date": DAY} | text | one), sent("Police", {"date": DAY} | text | other))
    return only(composite, "D4").differs if linked(composite, "D4") else ()


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ({"time": "10:00"}, {"time": "11:00"}, ()),
        ({"time": "10:00"}, {"time": "11:01"}, ("time",)),
        ({"time": "10:00"}, {}, ()),
        ({"time": "10:00-12:00"}, {"time": "12:30"}, ()),
        ({"time": "morning"}, {"time": "11:30"}, ()),
        ({"seen": "yes"}, {"seen": "no"}, ("child_seen",)),
        ({"seen": "yes"}, {"seen": "not recorded"}, ()),
        ({"seen": "yes"}, {}, ()),
        ({"who": "M, F"}, {"who": "F and M"}, ()),
        ({"who": "M, F"}, {"who": "M"}, ("who_involved",)),
        ({"who": "M"}, {}, ()),
        ({"response": "Rowan attended"}, {"response": "was not brought"}, ("attendance",)),
        ({"response": "DNA"}, {"response": "Attended with mother"}, ("attendance",)),
        ({"response": "DNA"}, {"response": "WNB letter sent"}, ()),
        ({"date": "2/5/2016"}, {}, ("date",)),
        ({"date": "8/5/2016"}, {}, ("date",)),
        ({"date": "9/5/2016"}, {}, ()),
        ({"date": "May 2016"}, {}, ()),
        ({"date": "2/5/2016", "seen": "yes"}, {"seen": "no"}, ("date", "child_seen")),
    ],
)
def test_in_what_linked_accounts_differ(one: dict[str, str], other: dict[str, str], differs: tuple[str, ...]) -> None:
    assert accounts(one, other) == differs


def test_a_day_is_not_in_question_where_the_other_agency_has_its_own_account_of_it() -> None:
    text = {"event": words(1, 2, 3, 4)}
    one = sent("GP", {"ref": "g", "date": "1/5/2016"} | text)
    other = sent("Police", {"ref": "same", "date": "1/5/2016"} | text, {"ref": "next", "date": "3/5/2016"} | text)
    found = merged(one, other)
    assert linked(found, "D3") == [("g", "same")]
    assert linked(found, "D4") == []


def test_notes_and_undated_rows_are_not_compared() -> None:
    text = {"event": words(1, 2, 3, 4)}
    rows = [{"date": DAY, "source": "#x"}, {"date": "tbc"}]
    for row in rows:
        assert merged(sent("GP", {"date": DAY} | text), sent("Police", row | text)).links == ()


@pytest.mark.parametrize(
    ("told", "agency"),
    [
        ("Informed police of the bruise", "Police"), ("Police were informed", "Police"), ("Police informed.", "Police"),
        ("Referral made to CSC", "Childrens Social Care"), ("Spoke to the social worker", "Childrens Social Care"),
        ("Rang the school and the health visitor", "Health Visiting"), ("Letter to GP", "GP"),
        ("Telephoned Oakfield Primary School", "Oakfield Primary School"),
        ("School was told", "Oakfield Primary School"),
    ],
)  # fmt: skip
def test_telling_an_agency_that_has_no_row(told: str, agency: str) -> None:
    found = merged(
        sent("Midwifery", {"ref": "m", "date": DAY, "event": "Clinic", "response": told}),
        sent(agency, {"date": "1/9/2016", "event": "x"}),
    )
    assert linked(found, "D5") == [("m",)]
    assert only(found, "D5").other_agency == agency


@pytest.mark.parametrize(
    "said",
    [
        "Informed by police", "Police informed us", "Told that police attended", "Police not informed",
        "Mother told police",
        "To inform police", "Spoke to mother about police", "Police attended", "Unable to contact police",
        "Seen at school",
        "Decided not to refer to police",
    ],
)  # fmt: skip
def test_what_is_no_telling(said: str) -> None:
    found = merged(sent("Midwifery", {"date": DAY, "event": said}), sent("Police", {"date": "1/9/2016", "event": "x"}))
    assert linked(found, "D5") == []


@pytest.mark.parametrize(
    ("date", "answered"),
    [
        ("1/5/2016", True),
        ("4/5/2016", True),
        ("5/5/2016", False),
        ("30/4/2016", False),
        ("May 2016", True),
        ("2016", False),
    ],
)
def test_within_three_days(date: str, answered: bool) -> None:
    found = merged(sent("GP", {"date": DAY, "event": "Informed police"}), sent("Police", {"date": date, "event": "x"}))
    assert bool(linked(found, "D5")) is not answered


def test_an_agency_is_not_told_by_a_letter_of_the_alphabet() -> None:
    found = merged(
        sent("B", {"date": DAY, "event": "Informed a neighbour"}), sent("A", {"date": "1/9/2016", "event": "x"})
    )
    assert linked(found, "D5") == []


def test_words_are_compared_without_dress() -> None:
    assert normalised("The CHILD’s ﬁrst visit – at home (with Mum)!") == ("childs", "first", "visit", "home", "mum")
    assert jaccard(frozenset("abc"), frozenset("bcd")) == 0.5
    assert jaccard(frozenset(), frozenset()) == 0.0


def test_names_are_compared_by_their_codes() -> None:
    from sightline.domain.chronology.merge import combine

    returns = [sent("GP", {"date": DAY, "event": "Maris Tarn rang"}), sent("Police", {"date": DAY, "event": "M rang"})]
    coder = {"Maris Tarn rang": "M rang"}
    assert not combine(returns).links
    assert [link.kind for link in combine(returns, coder=lambda text: coder.get(text, text)).links] == ["D3"]


def test_words_that_share_a_bit_are_still_counted_apart() -> None:
    """The quick look before measuring keeps 512 bits; words 0, 512, 1024 share one."""
    from sightline.domain.chronology.pairs import Compared, close_rows

    rows = [Compared(0, 0, frozenset({0, 512, 1024})), Compared(0, 0, frozenset({0, 512, 1024, 1, 2, 3, 4, 5}))]
    assert list(close_rows(rows)) == [(0, [(1, 3 / 8)])]
