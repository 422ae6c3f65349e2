"""The rules of the grammar with an example of each form: `docs/reference/dates.md` is made from this.

What each example means is worked out when the page is made, so the page cannot promise what the grammar does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .parse import Kind

REFERENCE = date(2026, 11, 25)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, what it says, and texts that show it."""

    number: str
    says: str
    examples: tuple[str, ...]
    kind: Kind = "date"


RULES = (
    Rule(
        "1", "Spaces, kinds of dash and apostrophe, capitals and one full stop at the end make no difference.",
        ("  22–05–2016. ", "22 MAY ’16"),
    ),
    Rule(
        "2", "Figures are day, month, year, parted by `/` `.` `-` or a space; the year has two or four figures.",
        ("22/05/2016", "22.05.16", "22-5-16", "22 05 2016"),
    ),
    Rule(
        "3", "Mistyped separators are read and flagged `sep`; none at all, `compact`.",
        ("22.05/16", "22//05/2016", "22,05,2016", "2205/2016", "22/052016", "22052016", "20160522", "220516"),
    ),
    Rule("4", "The letter O for 0, l or I for 1 among figures: flagged `typo`.", ("22/O5/2016", "l2/05/2016")),
    Rule("5", "A number of four figures in front is the year.", ("2016-05-22", "2016/05/22")),
    Rule(
        "6", "Month names, full or short; ordinals; one slip in a name of four letters or more is flagged `typo`.",
        ("22-may-16", "22May2016", "22nd of May, 2016", "the 22nd May '16", "May 22nd, 2016", "22th May 2016",
         "22 Febuary 2016", "22 Juny 2016"),
    ),
    Rule(
        "7", "A weekday before the date, or after it in brackets; a wrong one is flagged `weekday`.",
        ("Sunday 22 May 2016", "22/05/16 (Sun)", "Monday 22 May 2016"),
    ),
    Rule(
        "8", "Two figures are a year up to the one after the reference, else a century less. Years are 1900 to 2100.",
        ("22/05/27", "22/05/28", "22/05/201"),
    ),
    Rule("9", "A day that does not exist is refused; with day and month swapped it may be suggested.",
         ("31/04/2017", "29/02/2015", "05/22/2016")),
    Rule("10", "Unknown parts.", ("00/05/2016", "??/05/2016", "xx/xx/2016", "2?/05/2016", "201?")),
    Rule(
        "11", "A month, a year or a decade.",
        ("May 2016", "05/2016", "2016-05", "sometime in May 2016", "May '16", "Sept 98", "May 16", "2016", "1990s"),
    ),
    Rule("12", "A day without a year is not guessed.", ("22/05", "22 May")),
    Rule("13", "Seasons and school terms.", ("Summer 2016", "Winter 2016", "Winter 2016/17", "Autumn term 2016")),
    Rule(
        "14", "Early, mid and late in a month, year or decade.",
        ("early May 2016", "mid-May 2016", "late 2016", "mid 1990s"),
    ),
    Rule(
        "15", "How sure: `?` uncertain, `~` about, `%` both.",
        ("? 22 may 2016", "22 May 2016 (?)", "thought to be May 2016", "c. 2016", "approx 22/05/16", "? c. 2016"),
    ),
    Rule(
        "16", "Limits step by the unit that was written.",
        ("before 22 May 2016", "before May 2016", "by May 2016", "after 2016", "on or after 22/05/16", "since May 2016",
         "until 2016", "between May 2016 and July 2016"),
    ),
    Rule(
        "17", "From one to another; the later part lends month and year. Two years and a slash are `yearpair`.",
        ("3-7 May 2016", "03-07/05/2016", "3/5/16 - 7/5/16", "30 May to 2 June 2016", "May - July 2016", "2014-2016",
         "2014/15", "2014-15", "2011-12", "7-3 May 2016"),
    ),
    Rule("18", "Several days.", ("night of 22/23 May 2016", "22 or 23 May 2016", "22 and 23 May 2016")),
    Rule("19", "A day in a week.", ("w/c 16/05/16", "week ending 22 May 2016")),
    Rule("20", "Days with a name. Movable ones are not worked out.",
         ("Christmas Eve 2016", "New Year's Day 2016", "Christmas 2016", "Easter 2016", "half term")),
    Rule("21", "What depends on when it was written, what is not known, and everything else.",
         ("today", "last week", "6 weeks old", "N/K", "undated", "42512", "22/V/2016", "22 May 2016 seen")),
    Rule("22", "After the reference day: read, and flagged `future` (not for target and review dates).", ("1/1/2027",)),
    Rule(
        "Times", "By the wall clock. A one-digit hour without am or pm is flagged `ampm`.",
        ("14:30", "1430hrs", "14h30", "14:30:15", "2.30pm", "230pm", "12am", "noon", "midnight", "2.30", "02:30",
        "13:00pm",
         "14:30am", "24:00", "9", "half past two", "?14:30", "approx 2pm", "0900-1030", "2-3pm", "am", "morning",
         "evening",
         "early hours", "overnight", "N/K"),
        "time",
    ),
    Rule(
        "Both", "A date and a time in one cell, each by its own rules, joined by `T`.",
        ("22/05/2016 14:30", "?22/05/16 14:30", "22/05/16 approx 2pm", "22 May 2016, 2.30pm", "22/05/16 0900-1030",
         "22 May 2016 morning", "2016-05-22 00:00:00", "22/05/16 N/K"),
        "datetime",
    ),
)  # fmt: skip

FLAG_WORDS = {
    "sep": "a separator is mistyped or missing",
    "compact": "no separators at all",
    "typo": "a letter for a figure, or a slip in the name of a month",
    "ordinal": "the ending does not fit the number (22th)",
    "weekday": "the weekday is not that of the date",
    "season": "winter of one year, where two are meant",
    "yearpair": "two years joined by a slash: a school or financial year?",
    "future": "after the reference day",
    "midnight": "0:00 of that date; some mean the end of it",
    "ampm": "morning or afternoon is not said, or said twice",
}

ERROR_WORDS = {
    "format": "none of the forms",
    "range": "there is no such day or time",
    "year": "not a year from 1900 to 2100 in two or four figures",
    "noyear": "the year is missing",
    "ambiguous": "two readings",
    "reversed": "the end comes before the start",
    "relative": "depends on when it was written, or moves from year to year",
    "unknown": "not known, or nothing written",
}
