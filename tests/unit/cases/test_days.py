"""A day as people write it: read as well as it is known, and never better."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.cases.days import not_after, parse_time, parse_when, stored
from sightline.cases.fields import WholeNumber
from sightline.domain.dates import DateError, UncertainDate

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("22/11/2026", "2026-11-22"),
        ("3.5.26", "2026-05-03"),
        ("3-5-2026", "2026-05-03"),
        ("2026-05-03", "2026-05-03"),
        ("3 May 2026", "2026-05-03"),
        ("3rd of May 2026".replace(" of", ""), "2026-05-03"),
        ("Sunday 3 May 2026", "2026-05-03"),
        ("3 sept 2026", "2026-09-03"),
        ("  TODAY ", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("tomorrow", "2026-11-23"),
        ("the day before yesterday", "2026-11-20"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_a_day(typed, day):
    assert parse_when(typed, TODAY) == UncertainDate.exact(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("May 2026", "about May 2026"),
        ("in May 2026", "about May 2026"),
        ("05/2026", "about May 2026"),
        ("2026", "about 2026"),
        ("about 3 May 2026", "about 3 May 2026"),
        ("around May 2026", "about May 2026"),
        ("between 1 May 2026 and 9 May 2026", "between 1 May 2026 and 9 May 2026"),
        ("between May 2026 and June 2026", "between 1 May 2026 and 30 June 2026"),
        ("not known", "a day not known"),
        ("don’t know", "a day not known"),
    ],
)
def test_less_than_a_day(typed, words):
    found = parse_when(typed, TODAY)
    assert found.in_words() == words
    assert not found.is_exact


@pytest.mark.parametrize(
    "typed",
    [
        "22 Nov", "22/11", "31/2/2026", "32/1/2026", "1/13/2026", "soon", "x", "between 1 May 2026", "0/0/0000",
        "between 9 May 2026 and 1 May 2026", "between not known and 1 May 2026", "13/2026", "22 Foo 2026", "9999",
    ],
)  # fmt: skip
def test_what_is_refused_has_a_sentence(typed):
    with pytest.raises(DateError) as refused:
        parse_when(typed, TODAY)
    assert str(refused.value).endswith((".", "?"))


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_written_out_is_read_back(day):
    for typed in (f"{day:%d/%m/%Y}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        assert parse_when(typed, TODAY).value == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(typed):
    try:
        found = parse_when(typed, TODAY)
    except DateError:
        return
    assert found.in_words()


def test_what_happened_cannot_lie_ahead():
    with pytest.raises(DateError):
        not_after(UncertainDate.exact(date(2026, 11, 23)), TODAY)
    assert not_after(UncertainDate.in_month(2026, 11), TODAY).latest == TODAY
    assert not_after(UncertainDate.unknown(), TODAY) == UncertainDate.unknown()


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2pm", time(14)),
        ("1430", time(14, 30)),
        ("9.30am", time(9, 30)),
        ("13pm", time(13)),
        ("10:45", time(10, 45)),
        ("12am", time(0)),
        ("", None),
    ],
)
def test_a_time(typed, at):
    assert parse_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["25:00", "14:75", "half two", "14am", "9", "2.30", "about 2pm", "morning", "0900-1030"]
)
def test_no_time(typed):
    with pytest.raises(DateError):
        parse_time(typed)


def test_an_uncertain_day_is_stored_without_a_day():
    fields = stored(UncertainDate.in_month(2026, 5), time(14), "May 2026")
    assert fields == {
        "at_date": None, "at_time": None, "at_precision": "month", "at_earliest": date(2026, 5, 1),
        "at_latest": date(2026, 5, 31), "at_words": "May 2026",
    }  # fmt: skip


def test_an_exact_day_is_stored_alone():
    fields = stored(UncertainDate.exact(TODAY), time(14), "today")
    assert (fields["at_date"], fields["at_time"], fields["at_earliest"], fields["at_words"]) == (
        TODAY,
        time(14),
        None,
        "",
    )


@pytest.mark.parametrize(("typed", "number"), [("", None), ("   ", None), (" 14 ", 14), (None, None)])
def test_spaces_alone_are_no_number_and_no_mistake(typed, number):
    assert WholeNumber(label="How many?", min_value=0).clean(typed) == number
