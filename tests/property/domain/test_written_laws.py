"""Laws of the grammar of dates: what is written out is read back, bounds in order, nothing raises, nothing hangs."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.dates import month_end
from sightline.domain.dates.words import MONTHS
from sightline.domain.dates.written import FLAGS, KINDS, parse_written

REFERENCE = date(2026, 11, 25)
ERRORS = {"format", "range", "year", "noyear", "ambiguous", "reversed", "relative", "unknown"}
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NEAR = st.dates(date(1928, 1, 1), date(2027, 12, 31))  # those that two figures can mean
DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{4}-[0-9]{2}-[0-3]X|[0-9]{3}X"
POINT = rf"(?:{DATE})[?~%]?"
EDTF = re.compile(
    rf"{POINT}|\[(?:{POINT})?\.\.(?:{POINT})?\]|(?:{POINT}|\.\.)/(?:{POINT}|\.\.)|[\[{{]{POINT}(?:,{POINT})+[\]}}]"
)


def suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


LONG = {
    "figures": lambda d: f"{d:%d/%m/%Y}", "dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "iso": lambda d: d.isoformat(),
    "words": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "ordinal": lambda d: f"the {d.day}{suffix(d.day)} of {d:%B}, {d.year}",
    "month first": lambda d: f"{d:%b} {d.day}{suffix(d.day)} {d.year}", "joined": lambda d: f"{d:%d%b%Y}",
    "weekday": lambda d: f"{d:%A} {d:%d-%m-%Y}", "after": lambda d: f"{d:%d/%m/%Y} ({d:%a})",
}  # fmt: skip


@pytest.mark.parametrize("form", LONG)
def test_a_day_written_out_is_read_back(form):
    @given(DAYS)
    def law(day):
        found = parse_written(LONG[form](day), "target_date", REFERENCE)
        assert (found.value, found.earliest, found.latest, found.flags) == (day.isoformat(),) * 3 + ((),)

    law()


@given(NEAR)
def test_a_short_year_is_read_back(day):
    for text in (f"{day:%d/%m/%y}", f"{day.day} {day:%b} '{day:%y}", f"{day:%d.%m.%y}"):
        assert parse_written(text, "date", REFERENCE).value == day.isoformat()


@given(DAYS, st.sampled_from(["?", "~", "%"]))
def test_a_qualified_day_is_read_back(day, mark):
    assert parse_written(f"{day.isoformat()}{mark}", "date", REFERENCE).value == f"{day.isoformat()}{mark}"


@given(DAYS, DAYS)
def test_two_days_are_a_span_or_reversed(one, other):
    found = parse_written(f"{one:%d/%m/%Y} - {other:%d/%m/%Y}", "target_date", REFERENCE)
    if one <= other:
        assert (found.value, found.earliest, found.latest) == (f"{one}/{other}", str(one), str(other))
    else:
        assert found.error == "reversed"


@given(st.dates(date(1901, 1, 1), date(2099, 12, 1)))
def test_before_and_after_leave_out_exactly_the_month(day):
    month = f"{day:%B %Y}"
    assert parse_written(f"before {month}").latest == str(day.replace(day=1) - timedelta(days=1))
    assert parse_written(f"after {month}").earliest == str(month_end(day) + timedelta(days=1))
    assert (parse_written(month).earliest, parse_written(month).latest) == (
        str(day.replace(day=1)),
        str(month_end(day)),
    )


@given(st.times())
def test_a_time_written_out_is_read_back(at):
    text = f"{at:%H:%M}"
    for form in (text, f"{at:%H%M}", f"{at:%H.%M}hrs", f"{at:%I:%M%p}", f"{at:%I.%M} {at:%p}"):
        assert parse_written(form, "time").value == text
    assert parse_written(f"22/05/2016 {text}", "datetime").value == f"2016-05-22T{text}"


PIECES = (
    "22 05 2016 16 00 ?? xx 2? 201? / - . , : ; _ \\ & @ ( ) ? ~ ' st th May Sept june Juny sumer Summer "
    "Winter term 1990s before by on or after since from until up to between and mid early end of the w/c w/e "
    "night of Mon Sunday c. about possibly Christmas Eve N/K today last 14:30 2pm noon am T at hrs midnight O "
    "l I"
)
FRAGMENTS = st.lists(
    st.sampled_from(PIECES.split(" ")),
    max_size=9,
)
TEXTS = st.one_of(st.text(max_size=60), FRAGMENTS.map(" ".join), FRAGMENTS.map("".join))


@given(TEXTS, st.sampled_from(KINDS), st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2090, 1, 1))))
def test_any_text_has_an_answer(text, kind, reference):
    found = parse_written(text, kind, reference)
    assert found.text == text
    assert set(found.flags) <= set(FLAGS)
    assert (found.value is None) == (found.error is not None)
    assert found.error is None or (found.error in ERRORS and not found.flags and found.earliest is found.latest is None)
    if found.earliest and found.latest:
        assert found.earliest <= found.latest
    if found.value and kind in ("date", "target_date"):
        assert EDTF.fullmatch(found.value)
        assert found.earliest or found.latest
        assert parse_written(text + " ", kind, reference).value == found.value


@given(TEXTS)
def test_letter_case_and_spaces_change_nothing(text):
    plain, loud = (
        parse_written(text, "datetime", REFERENCE),
        parse_written(f"  {text} \u00a0".upper(), "datetime", REFERENCE),
    )
    if text.isascii():
        assert (plain.value, plain.flags, plain.error) == (loud.value, loud.flags, loud.error)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1/",
        "-",
        "?",
        " ",
        "a",
        "\x00",
        "\u202e",
        "may ",
        "22 May 2016 ",
        " or 1",
        "to ",
        "from ",
        "(sun) ",
        "c. ",
        "👶",
        "\ud800",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_thousand_characters_take_no_time(unit, kind):
    for length in (100, 118, 100_000):
        began = time.process_time()
        found = parse_written((unit * length)[:length], kind, REFERENCE)
        assert time.process_time() - began < 0.5, "measured at about 2 ms"
        assert found.error or unit == "22 May 2016 "
