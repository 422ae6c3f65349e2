"""Every rule of the grammar of dates, by number, with the forms that stand beside each. Reference: 25 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.dates.written import Written, parse_written, written_day

REFERENCE = date(2026, 11, 25)
DAY = ("2016-05-22", "2016-05-22", "2016-05-22")


def read(text: str, kind: str = "date") -> Written:
    found = parse_written(text, kind, REFERENCE)
    assert found.text == text, "the words stay as they were written"
    return found


def result(found: Written) -> tuple[object, ...]:
    return found.value, found.earliest, found.latest


def says(*forms: tuple[str, str, str | None, str | None, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("text", "value", "earliest", "latest", "flags"), forms, ids=[form[0] for form in forms]
    )


def check(text, value, earliest, latest, flags):
    found = read(text)
    assert (*result(found), " ".join(found.flags), found.error) == (value, earliest, latest, flags, None)


@pytest.mark.parametrize(
    "text",
    [
        "22/05/2016", "22.05.16", "22-5-16", "22 05 2016", "22 / 05 / 2016", "22 - 05 - 2016", "22/ 05/2016",
        "  22/05/2016\t", "22\u00a0/\u00a005/2016", "22–05–2016", "22—05—2016", "22/05/2016.", "22/05/'16", "22/5/16",
        "2016-05-22", "2016/05/22", "2016.5.22", "2016 05 22", "2016-05-22 00:00:00", "2016-05-22T00:00:00",
        "22-may-16", "22May2016", "22may16", "22nd of May, 2016", "the 22nd May '16", "the 22nd May ’16",
        "May 22nd, 2016",
        "22 MAY 2016", "22. May 2016", "22/May/2016", "22 May, 2016", "22 May 16", "May 22, 2016", "2016 May 22",
        "2016-May-22",
        "Sunday 22 May 2016", "Sun 22/05/16", "Sun. 22 May 2016", "Sunday, 22nd May 2016", "22/05/2016 (Sun)",
        "22 May 2016 (Sunday)",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text):
    assert (*result(read(text)), read(text).flags, read(text).error) == (*DAY, (), None)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("22.05/16", "sep"), ("22//05/2016", "sep"), ("22,05,2016", "sep"), ("22;05;2016", "sep"),
        ("22:05:2016", "sep"),
        ("22_05_2016", "sep"), ("22\\05\\2016", "sep"), ("22-05 2016", "sep"), ("2205/2016", "sep"),
        ("22/052016", "sep"),
        ("22052016", "compact"), ("20160522", "compact"), ("220516", "compact"),
        ("22/O5/2016", "typo"), ("22/o5/2016", "typo"), ("22/05/2O16", "typo"), ("22O52016", "compact typo"),
        ("22th May 2016", "ordinal"), ("22st of May 2016", "ordinal"), ("Monday 22 May 2016", "weekday"),
        ("22/05/16 (Fri)", "weekday"),
        ("Mon 22.05/16", "sep weekday"),
    ],
)  # fmt: skip
def test_a_day_that_wants_a_second_look(text, flags):
    found = read(text)
    assert (*result(found), " ".join(found.flags)) == (*DAY, flags)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("l2/05/2016", "2016-05-12"), ("I2/05/2016", "2016-05-12"), ("l/5/2016", "2016-05-01"),
        ("22/l/2016", "2016-01-22"),
        ("22/05/20l6", "2016-05-22"), ("2l May 2016", "2016-05-21"),
    ],
)  # fmt: skip
def test_letters_for_figures(text, day):
    assert (read(text).value, read(text).flags) == (day, ("typo",))


def test_eight_figures_are_day_month_year_where_they_can_be():
    assert read("20052016").value == "2016-05-20"
    assert read("19121950").value == "1950-12-19"


def test_a_letter_o_begins_october():
    assert (read("2october2016").value, read("2oct2016").value) == ("2016-10-02", "2016-10-02")


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("January", 1), ("jan", 1), ("Feb.", 2), ("MARCH", 3), ("apr", 4), ("May", 5), ("jun", 6), ("July", 7),
        ("aug", 8),
        ("Sept", 9), ("Sept.", 9), ("sep", 9), ("Oct", 10), ("nov", 11), ("December", 12),
    ],
)  # fmt: skip
def test_names_of_months(word, month):
    assert (read(f"3 {word} 2016").value, read(f"3 {word} 2016").flags) == (f"2016-{month:02}-03", ())


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Febuary", 2), ("Janurary", 1), ("Augast", 8), ("Setp", 9), ("Decmeber", 12), ("Marhc", 3), ("Apirl", 4),
        ("Juli", 7),
        ("Mayy", 5), ("Octobre", 10), ("Novembr", 11), ("Septembber", 9),
    ],
)  # fmt: skip
def test_one_slip_in_the_name_of_a_month(word, month):
    assert (read(f"3 {word} 2016").value, read(f"3 {word} 2016").flags) == (f"2016-{month:02}-03", ("typo",))


@pytest.mark.parametrize(
    ("word", "error"), [("Juny", "ambiguous"), ("Jly", "format"), ("Ma", "format"), ("Fberury", "format")]
)
def test_two_slips_or_two_months(word, error):
    assert read(f"3 {word} 2016").error == error


def test_ordinals():
    for day in range(1, 32):
        right = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")
        for ending in ("st", "nd", "rd", "th"):
            found = read(f"{day}{ending} May 2016")
            assert (found.value, "ordinal" in found.flags) == (f"2016-05-{day:02}", ending != right)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "22/05/26", "2026-05-22"), ("date", "22/05/27", "2027-05-22"), ("date", "22/05/28", "1928-05-22"),
        ("date", "22/05/00", "2000-05-22"), ("date", "22 May '99", "1999-05-22"),
        ("target_date", "22/05/46", "2046-05-22"), ("target_date", "22/05/47", "1947-05-22"),
        ("datetime", "22/05/27", "2027-05-22"),
    ],
)  # fmt: skip
def test_years_of_two_figures(kind, text, value):
    assert read(text, kind).value == value


def test_without_a_reference_a_short_year_has_no_century():
    assert parse_written("22/05/16").error == "year"
    assert parse_written("22/05/2030").flags == ()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("22/05/20??", "format"),
        ("22/05/201", "year"), ("22/05/20166", "year"), ("22/05/6", "year"), ("22/05/1899", "year"),
        ("22/05/2101", "year"),
        ("22 May 201", "year"), ("May 1816", "year"), ("1816", "year"), ("0100", "year"), ("22/05/0016", "year"),
        ("22051816", "year"),
        ("31/04/2017", "range"), ("29/02/2015", "range"), ("32/01/2016", "range"), ("31 June 2016", "range"),
        ("13/2016", "range"),
        ("22/00/2016", "range"), ("3?/02/2016", "range"), ("32052016", "range"), ("20161322", "range"),
        ("22/05", "noyear"), ("22-05", "noyear"), ("22 May", "noyear"), ("22nd May", "noyear"),
        ("May 22nd", "noyear"), ("May", "noyear"),
        ("3-7 May", "noyear"), ("Christmas Day", "noyear"), ("mid-May", "noyear"), ("Summer", "noyear"),
        ("by 22 May", "noyear"),
        ("May 16", "ambiguous"), ("May-16", "ambiguous"), ("Sept 31", "ambiguous"), ("early May 16", "ambiguous"),
        ("2011/2012", "ambiguous"),
        ("7-3 May 2016", "reversed"), ("2016-2014", "reversed"), ("between 22/05/2016 and 20/05/2016", "reversed"),
        ("30 Dec - 2 Jan 2017", "reversed"), ("22/05/16 - 21/05/16", "reversed"), ("23/22 May 2016", "reversed"),
        ("today", "relative"), ("yesterday", "relative"), ("last week", "relative"), ("6 weeks old", "relative"),
        ("next Monday", "relative"),
        ("two days later", "relative"), ("Friday", "relative"), ("by Friday", "relative"), ("aged 3", "relative"),
        ("Easter 2016", "relative"), ("Easter Sunday 2016", "relative"), ("half term", "relative"),
        ("May half-term 2016", "relative"),
        ("2 days after 22/05/2016", "relative"),
        ("N/K", "unknown"), ("n/k.", "unknown"), ("not known", "unknown"), ("Unknown", "unknown"),
        ("TBC", "unknown"), ("undated", "unknown"),
        ("", "unknown"), ("   ", "unknown"), ("\u00a0", "unknown"), ("?", "unknown"), ("??/??/????", "unknown"),
        ("2014-15", "format"), ("2016-13", "format"), ("2016/2018", "format"), ("210?", "year"), ("2100s", "year"),
        ("2100/01", "year"), ("42512", "format"), ("42512.5", "format"),
        ("22/V/2016", "format"),
        ("22/II/2016", "format"), ("22/i/2016", "format"), ("22 May 2016 seen", "format"),
        ("seen 22 May 2016", "format"),
        ("22/xx/2016", "format"), ("22/05/2016 14:30", "format"), ("late summer 2016", "format"),
        ("Summer 2016/17", "format"),
        ("Winter 2016/18", "format"), ("w/c May 2016", "format"), ("Monday May 2016", "format"),
        ("22/05/2016..", "format"), (".", "format"),
        ("22 May 2016 Sunday", "format"), ("1/2/3/4/5/6/7", "format"), ("٢٢/٠٥/٢٠١٦", "format"),
        ("22/05/2016\x00", "format"),
        ("\u202e22/05/2016", "format"), ("201", "format"), ("16", "format"), ("in 22 May 2016", "format"),
        ("before since 2016", "format"),
        ("May/June 2016", "format"), ("=SUM(A1)", "format"), ("=TODAY()", "relative"), ("<b>2016</b>", "format"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(text, error):
    found = read(text)
    assert (found.error, *result(found), found.flags) == (error, None, None, None, ())


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("05/22/2016", "2016-05-22"),
        ("2016-22-05", "2016-05-22"),
        ("12.30.2016", "2016-12-30"),
        ("31/04/2017", None),
        ("30/02/2016", None),
    ],
)
def test_the_american_order_is_suggested_never_applied(text, suggestion):
    assert (read(text).error, read(text).value, read(text).suggestion) == ("range", None, suggestion)


@says(
    ("00/05/2016", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("??/05/2016", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("xx/05/2016", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("XX.05.16", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("?? May 2016", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("00/00/2016", "2016", "2016-01-01", "2016-12-31", ""),
    ("??/??/2016", "2016", "2016-01-01", "2016-12-31", ""),
    ("2016-05-00", "2016-05", "2016-05-01", "2016-05-31", ""),
    ("2016-xx-xx", "2016", "2016-01-01", "2016-12-31", ""),
    ("2?/05/2016", "2016-05-2X", "2016-05-20", "2016-05-29", ""),
    ("0?/05/2016", "2016-05-0X", "2016-05-01", "2016-05-09", ""),
    ("3?/05/2016", "2016-05-3X", "2016-05-30", "2016-05-31", ""),
    ("2?/02/2015", "2015-02-2X", "2015-02-20", "2015-02-28", ""),
    ("2? May 2016", "2016-05-2X", "2016-05-20", "2016-05-29", ""),
    ("201?", "201X", "2010-01-01", "2019-12-31", ""),
    ("c. 201?", "201X~", "2010-01-01", "2019-12-31", ""),
)
def test_rule_10_unknown_parts(text, value, earliest, latest, flags):
    check(text, value, earliest, latest, flags)


@pytest.mark.parametrize(
    "text",
    ["May 2016", "05/2016", "05.2016", "5/2016", "2016-05", "2016/05", "in May 2016", "during May 2016",
    "sometime in May 2016", "May '16",
     "may2016", "May, 2016", "May of 2016", "MAY 2016."],
)  # fmt: skip
def test_rule_11_a_month(text):
    check(text, "2016-05", "2016-05-01", "2016-05-31", "")


@says(
    ("Sept 98", "1998-09", "1998-09-01", "1998-09-30", ""),
    ("2016", "2016", "2016-01-01", "2016-12-31", ""),
    ("in 2016", "2016", "2016-01-01", "2016-12-31", ""),
    ("1990s", "199X", "1990-01-01", "1999-12-31", ""),
    ("the 1990's", "199X", "1990-01-01", "1999-12-31", ""),
    ("Febuary 2016", "2016-02", "2016-02-01", "2016-02-29", "typo"),
    ("Spring 2016", "2016-21", "2016-03-01", "2016-05-31", ""),
    ("Summer 2016", "2016-22", "2016-06-01", "2016-08-31", ""),
    ("the summer of 2016", "2016-22", "2016-06-01", "2016-08-31", ""),
    ("Autumn '16", "2016-23", "2016-09-01", "2016-11-30", ""),
    ("Winter 2016", "2016-24", "2016-12-01", "2017-02-28", "season"),
    ("Winter 2015/16", "2015-24", "2015-12-01", "2016-02-29", ""),
    ("Winter 2016/17", "2016-24", "2016-12-01", "2017-02-28", ""),
    ("Winter 2016-2017", "2016-24", "2016-12-01", "2017-02-28", ""),
    ("Autumn term 2016", "2016-09~/2016-12~", "2016-09-01", "2016-12-31", ""),
    ("Spring term 2016", "2016-01~/2016-04~", "2016-01-01", "2016-04-30", ""),
    ("Summer term 2016", "2016-04~/2016-07~", "2016-04-01", "2016-07-31", ""),
    ("early May 2016", "[2016-05-01..2016-05-10]", "2016-05-01", "2016-05-10", ""),
    ("beginning of May 2016", "[2016-05-01..2016-05-10]", "2016-05-01", "2016-05-10", ""),
    ("mid May 2016", "[2016-05-11..2016-05-20]", "2016-05-11", "2016-05-20", ""),
    ("mid-May 2016", "[2016-05-11..2016-05-20]", "2016-05-11", "2016-05-20", ""),
    ("late February 2016", "[2016-02-21..2016-02-29]", "2016-02-21", "2016-02-29", ""),
    ("the end of May 2016", "[2016-05-21..2016-05-31]", "2016-05-21", "2016-05-31", ""),
    ("early 2016", "[2016-01..2016-04]", "2016-01-01", "2016-04-30", ""),
    ("mid-2016", "[2016-05..2016-08]", "2016-05-01", "2016-08-31", ""),
    ("late 2016", "[2016-09..2016-12]", "2016-09-01", "2016-12-31", ""),
    ("early 1990s", "[1990..1993]", "1990-01-01", "1993-12-31", ""),
    ("mid-1990s", "[1994..1996]", "1994-01-01", "1996-12-31", ""),
    ("end of the 1990s", "[1997..1999]", "1997-01-01", "1999-12-31", ""),
)
def test_rules_11_13_14_longer_than_a_day(text, value, earliest, latest, flags):
    check(text, value, earliest, latest, flags)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *((text, "?") for text in (
            "? 22 may 2016", "?22/05/16", "??? 22/05/16", "22 May 2016?", "22 May 2016 ?", "22 May 2016 (?)",
            "22/05/16(?)",
            "possibly 22 May 2016", "poss 22/05/16", "poss. 22/05/16", "probably 22 May 2016", "prob. 22 May 2016",
            "thought to be 22 May 2016", "believed 22 May 2016", "believed to be 22 May 2016", "? Sunday 22 May 2016")),
        *((text, "~") for text in (
            "c 22/05/16", "c. 22 May 2016", "c22/05/16", "c.22/05/16", "ca 22 May 2016", "circa 22 May 2016",
            "approx 22 May 2016",
            "approx. 22 May 2016", "approximately 22 May 2016", "about 22 May 2016", "around 22 May 2016",
            "roughly 22 May 2016",
            "~22/05/16", "~ 22 May 2016")),
        *((text, "%") for text in ("? c. 22 May 2016", "about 22 May 2016?", "possibly around 22 May 2016",
        "c. 22/05/16 (?)")),
    ],
)  # fmt: skip
def test_rule_15_how_sure(text, mark):
    check(text, f"2016-05-22{mark}", "2016-05-22", "2016-05-22", "")


@says(
    ("before 22 May 2016", "[..2016-05-21]", None, "2016-05-21", ""),
    ("before 1 March 2016", "[..2016-02-29]", None, "2016-02-29", ""),
    ("before May 2016", "[..2016-04]", None, "2016-04-30", ""),
    ("before January 2016", "[..2015-12]", None, "2015-12-31", ""),
    ("before 2016", "[..2015]", None, "2015-12-31", ""),
    ("before Summer 2016", "[..2016-21]", None, "2016-05-31", ""),
    ("by 22/05/2016", "[..2016-05-22]", None, "2016-05-22", ""),
    ("on or before May 2016", "[..2016-05]", None, "2016-05-31", ""),
    ("after 22 May 2016", "[2016-05-23..]", "2016-05-23", None, ""),
    ("after December 2016", "[2017-01..]", "2017-01-01", None, ""),
    ("after 2016", "[2017..]", "2017-01-01", None, ""),
    ("on or after 22 May 2016", "[2016-05-22..]", "2016-05-22", None, ""),
    ("since 22/05/16", "2016-05-22/..", "2016-05-22", None, ""),
    ("from May 2016", "2016-05/..", "2016-05-01", None, ""),
    ("until 2016", "../2016", None, "2016-12-31", ""),
    ("up to 22 May 2016", "../2016-05-22", None, "2016-05-22", ""),
    ("to May 2016", "../2016-05", None, "2016-05-31", ""),
    ("between 3/5/16 and 7/5/16", "[2016-05-03..2016-05-07]", "2016-05-03", "2016-05-07", ""),
    ("between 3 and 7 May 2016", "[2016-05-03..2016-05-07]", "2016-05-03", "2016-05-07", ""),
    ("between May 2016 and July 2016", "[2016-05..2016-07]", "2016-05-01", "2016-07-31", ""),
    ("by the end of May 2016", "[..2016-05-31]", None, "2016-05-31", ""),
    ("probably before May 2016", "[..2016-04?]", None, "2016-04-30", ""),
    ("before c. May 2016", "[..2016-04~]", None, "2016-04-30", ""),
)
def test_rule_16_bounds(text, value, earliest, latest, flags):
    check(text, value, earliest, latest, flags)


@says(
    *((text, "2016-05-03/2016-05-07", "2016-05-03", "2016-05-07", "") for text in (
        "3-7 May 2016", "03-07/05/2016", "3/5/16 - 7/5/16", "3/5/16-7/5/16", "3 to 7 May 2016",
        "3rd to 7th May 2016", "3 May - 7 May 2016",
        "from 3 May to 7 May 2016", "3 May until 7 May 2016", "3 May 2016–7 May 2016", "3/5-7/5/16", "3-7-5-16",
        "3.5.16 - 7.5.16",
        "3-5-16 - 7-5-16", "2016-05-03 - 2016-05-07", "3-May-2016 - 7-May-2016", "Tue 3 - Sat 7 May 2016",
        "from 3/5/16 until 7/5/16")),
    ("30 May to 2 June 2016", "2016-05-30/2016-06-02", "2016-05-30", "2016-06-02", ""),
    ("May - July 2016", "2016-05/2016-07", "2016-05-01", "2016-07-31", ""),
    ("May-July 2016", "2016-05/2016-07", "2016-05-01", "2016-07-31", ""),
    ("May 2015 to July 2016", "2015-05/2016-07", "2015-05-01", "2016-07-31", ""),
    ("05/2016 - 07/2016", "2016-05/2016-07", "2016-05-01", "2016-07-31", ""),
    ("2014-2016", "2014/2016", "2014-01-01", "2016-12-31", ""),
    ("2014 – 2016", "2014/2016", "2014-01-01", "2016-12-31", ""),
    ("2005-2016", "2005/2016", "2005-01-01", "2016-12-31", ""),
    ("2014 to 2016", "2014/2016", "2014-01-01", "2016-12-31", ""),
    ("2014/15", "2014/2015", "2014-01-01", "2015-12-31", "yearpair"),
    ("2011/12", "2011/2012", "2011-01-01", "2012-12-31", "yearpair"),
    ("1999/00", "1999/2000", "1999-01-01", "2000-12-31", "yearpair"),
    ("2011-12", "2011-12", "2011-12-01", "2011-12-31", ""),
    ("3-5-16", "2016-05-03", "2016-05-03", "2016-05-03", ""),
    ("c. 2014-2016", "2014~/2016~", "2014-01-01", "2016-12-31", ""),
    ("2014 - c. 2016", "2014/2016~", "2014-01-01", "2016-12-31", ""),
    ("22/23 May 2016", "2016-05-22/2016-05-23", "2016-05-22", "2016-05-23", ""),
    ("night of 22/23 May 2016", "2016-05-22/2016-05-23", "2016-05-22", "2016-05-23", ""),
    ("night of 31 May/1 June 2016", "2016-05-31/2016-06-01", "2016-05-31", "2016-06-01", ""),
    ("22/23/05/2016", "2016-05-22/2016-05-23", "2016-05-22", "2016-05-23", ""),
    ("22 or 23 May 2016", "[2016-05-22,2016-05-23]", "2016-05-22", "2016-05-23", ""),
    ("22 and 23 May 2016", "{2016-05-22,2016-05-23}", "2016-05-22", "2016-05-23", ""),
    ("22 & 23 May 2016", "{2016-05-22,2016-05-23}", "2016-05-22", "2016-05-23", ""),
    ("3, 5 and 7 May 2016", "{2016-05-03,2016-05-05,2016-05-07}", "2016-05-03", "2016-05-07", ""),
    ("May 22nd, 2016 or May 23rd, 2016", "[2016-05-22,2016-05-23]", "2016-05-22", "2016-05-23", ""),
    ("May or June 2016", "[2016-05,2016-06]", "2016-05-01", "2016-06-30", ""),
    *((text, "[2016-05-16..2016-05-22]", "2016-05-16", "2016-05-22", "") for text in (
        "w/c 16/05/16", "w/b 16 May 2016", "W/C Monday 16th May 2016", "week commencing 16 May 2016",
        "week beginning 16/5/16",
        "w/e 22/05/16", "week ending Sunday 22 May 2016")),
    ("Christmas Eve 2016", "2016-12-24", "2016-12-24", "2016-12-24", ""),
    ("Christmas Day 2016", "2016-12-25", "2016-12-25", "2016-12-25", ""),
    ("Boxing Day 2016", "2016-12-26", "2016-12-26", "2016-12-26", ""),
    ("New Year’s Eve 2016", "2016-12-31", "2016-12-31", "2016-12-31", ""),
    ("New Years Day 2016", "2016-01-01", "2016-01-01", "2016-01-01", ""),
    ("Christmas 2016", "2016-12-25~", "2016-12-25", "2016-12-25", ""),
    ("Christmas 2016?", "2016-12-25%", "2016-12-25", "2016-12-25", ""),
)  # fmt: skip
def test_rules_17_to_20_ranges_lists_weeks_and_named_days(text, value, earliest, latest, flags):
    check(text, value, earliest, latest, flags)


@pytest.mark.parametrize(
    ("kind", "text", "flagged"),
    [
        ("date", "25/11/2026", False), ("date", "26/11/2026", True), ("date", "November 2026", False),
        ("date", "2027", True),
        ("date", "after 25/11/2026", True), ("date", "by 1/1/2030", False), ("date", "3/5/16 - 7/5/61", False),
        ("date", "3/5/2016 - 7/5/2061", True),
        ("target_date", "26/11/2026", False), ("datetime", "26/11/2026 14:30", True),
    ],
)  # fmt: skip
def test_rule_22_the_future(kind, text, flagged):
    found = read(text, kind)
    assert found.error in (None, "reversed")
    assert ("future" in found.flags) == flagged


def test_a_true_date_from_a_spreadsheet():
    assert written_day(date(2016, 5, 22), REFERENCE).value == "2016-05-22"
    assert written_day(date(2027, 1, 1), REFERENCE).flags == ("future",)


def test_a_kind_that_does_not_exist_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="kind is one of"):
        parse_written("2016", "birthday", REFERENCE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("before 2016-05-22", "[..2016-05-21]"),
        ("by 2016-05-22", "[..2016-05-22]"),
        ("since 22-may-16", "2016-05-22/.."),
        ("after 2016-05-22", "[2016-05-23..]"), ("until 2016-05-22", "../2016-05-22"),
        ("2016-05-03 or 2016-05-07", "[2016-05-03,2016-05-07]"),
        ("3 May 2016 and 12-jun-16", "{2016-05-03,2016-06-12}"),
        ("from ? xx/xx/16", "2016?/.."), ("w/c 2016-05-23", "[2016-05-23..2016-05-29]"),
    ],
)  # fmt: skip
def test_a_date_is_not_cut_at_its_own_hyphens(text, value):
    assert (read(text).value, read(text).error) == (value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("c. ??/05/2016", "2016-05~"),
        ("? ??/05/2016", "2016-05?"),
        ("??/05/2016?", "2016-05?"),
        ("c. ?? May 2016", "2016-05~"),
        ("before ??/05/2016", "[..2016-04]"),
        ("since ??/05/2016", "2016-05/.."),
        ("until c. 2016-05-??", "../2016-05~"),
        ("?? May 2016 to ?? June 2016", "2016-05/2016-06"), ("%2016", "2016%"),
    ],
)  # fmt: skip
def test_unknown_days_in_longer_statements(text, value):
    assert (read(text).value, read(text).error) == (value, None)


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("May 3rd - May 7th 2016", "2016-05-03/2016-05-07", ""),
        ("May 3th to May 7th 2016", "2016-05-03/2016-05-07", "ordinal"),
        ("03052016 - 12.06/16", "2016-05-03/2016-06-12", "sep compact"),
        ("220516-230516", "2016-05-22/2016-05-23", "compact"),
        ("03//05/2016 - 12,06,2016", "2016-05-03/2016-06-12", "sep"),
        ("from 2014 - 2016", "2014/2016", ""),
        ("from 2014/15", "2014/..", "yearpair"),
        ("2016-0522", "2016-05-22", "sep"),
        ("7 stept 2015", "2015-09-07", "typo"),
        ("7 ndovember 2015", "2015-11-07", "typo"),
    ],
)  # fmt: skip
def test_combinations_of_rules(text, value, flags):
    assert (read(text).value, " ".join(read(text).flags), read(text).error) == (value, flags, None)


def test_a_range_without_any_year_says_so():
    assert [read(text).error for text in ("3/5 - 7/5", "3.5-7.5", "22/05 - 23/05")] == ["noyear"] * 3


def test_what_lasted_into_a_month_ends_with_what_was_written():
    found = read("May 2016 to 22 May 2016")
    assert result(found) == ("2016-05/2016-05-22", "2016-05-01", "2016-05-22")
    assert result(read("22 May 2016 to May 2016")) == ("2016-05-22/2016-05", "2016-05-22", "2016-05-31")


def test_a_term_that_has_begun_is_not_ahead():
    assert read("Autumn term 2026").flags == ()
    assert read("Spring term 2027").flags == ("future",)
    assert read("c. Sept 2026 - c. Jan 2027").flags == ("future",)


@pytest.mark.parametrize("text", ["Su 22/05/2016", "Su. 22 May 2016", "22/05/2016 (Su)", "before Mo 23/05/2016"])
def test_weekdays_in_two_letters(text):
    assert (read(text).latest, read(text).flags) == ("2016-05-22", ())


def test_two_letters_of_a_wrong_weekday_are_flagged_and_alone_are_none():
    assert read("Th 22/05/2016").flags == ("weekday",)
    assert read("we").error == "format"
