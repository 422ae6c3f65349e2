"""docs/reference/chronology-files.md: headings, columns, limits and thresholds, from the code."""

from __future__ import annotations

from sightline.domain.chronology import advice, gaps, headings, links, pairs, telling
from sightline.domain.chronology import table as table_rules
from sightline.domain.chronology.words import STOP_WORDS
from sightline.exchange.chronology import limits
from tools.docs import page, table

_ORDER = ("start_date", "start_time", "end_date", "end_time", "ref", "sequence", "source", "event", "response",
          "practitioner", "who_involved", "child_seen", "child_voice", "analysis", "significance", "themes",
          "agency")  # fmt: skip


@page("chronology-files.md")
def chronology_files() -> str:
    """Everything about files of chronologies that somebody may want to look up."""
    return "\n\n".join(
        (
            "# Chronology files",
            "What `sightline chronology` reads and writes. How to use it: [merge "
            "chronologies](../how-to/merge-chronologies.md). "
            "Dates and times: [dates as written](../decisions/2026-11-25-dates-as-written.md).",
            "## Headings",
            "Case, punctuation and spaces are ignored; so is guidance in brackets, on a second line or after a "
            "dash. Headings may stand "
            f"in one of the first {headings.SEARCHED} rows, over two lines, in merged cells, and again on every "
            f"page. *Agency* is set by "
            "the import; what stands in such a column is kept as text. Any other heading keeps its column under "
            "its own name.",
            table(("Field", "Headings"), ((name, _aliases(name)) for name in _ORDER)),
            "## Columns of CSV and Excel",
            "In this order, then local columns by name: " + ", ".join(f"`{name}`" for name in headings.OWN) + ".",
            "CSV is UTF-8 with a byte order mark. A cell that could begin a formula has an apostrophe before it. "
            "Notes leave with `#` "
            "before their source. A file with these columns can be merged again.",
            "## JSON",
            '`{"format": "sightline-chronology/1", "rows": [...]}`. Each row has these (null or "" when empty) '
            "and `position`, "
            "`time_raw`, `edtf`, `earliest`, `latest`, `flags`, `extras` (local columns by name) and `problems` "
            "(`field`, `code`, `reason`, "
            "`suggestion`, `hint`).",
            "## Report",
            _report(),
            "## Links and gaps",
            table(("", "When", "Number"), _numbers()),
            f"Texts are compared as sets of words after NFKC, in lower case, glossary names as codes, without "
            f"punctuation and without "
            f"{len(STOP_WORDS)} stop words; similarity is shared words by all words.",
            "## Limits",
            table(("", "At most"), _limits()),
        )
    )


def _aliases(name: str) -> str:
    return ", ".join(dict.fromkeys(alias.strip() for alias in headings.ALIASES[name].split(";")))


def _report() -> str:
    rows = (
        ("files", "by name: `file`, `agency`, `read`, `kept`, `refused` (`place`, `row`, `reason`, `text`), "
                  "`headings` (`mapped`, `unmapped`), "
                  "`tables`, `problems` (`place`, `row`, `field`, `code`, `reason`), `comments`, `notices`"),
        ("read, kept, refused, undated", "rows of all files"),
        ("agencies", "`agency`, `rows`, `first`, `last`"),
        ("links", "`class` D1 to D5; `rows` (`position` in the composite, `agency`, `source_file`, `source_place`, "
                  "`source_row`); `why`; "
                  "`similarity`; `differs` (D4: date, time, attendance, child_seen, who_involved); `told_agency` (D5)"),
        ("link_counts", "how many of each"),
        ("gaps", "`kind` (all, agency, child_seen), `from`, `to`, `days`, `words`, `agency`, "
                 "`rows_of_others`, `row_before`, `row_after`"),
        ("gap_days", "the shortest gap that is told"),
        ("long_returns", f"agencies with more than {advice.SHARE_OF_ROWS:.0%} of all events"),
        ("notices", "about the files together, such as one sent twice"),
    )  # fmt: skip
    return table(("Name", "What it holds"), ((f"`{name}`", what) for name, what in rows))


def _numbers() -> list[tuple[str, str, str]]:
    return [
        ("D1", "same agency, date, time, source and words", ""),
        ("D2", "same agency, overlapping dates, similarity at least", f"{links.NEAR:.2f}"),
        ("D2", "the same, with the same time", f"{links.NEAR_AT_ONE_TIME:.2f}"),
        ("D3", "different agencies, overlapping dates, similarity at least", f"{pairs.CLOSE_ENOUGH:.2f}"),
        ("D4", "linked rows that differ in date, by at most days", str(pairs.DAYS_APART)),
        ("D4", "linked rows that differ in time, by more than minutes", str(links.MINUTES_APART)),
        ("D5", "an agency was told and has no row within days", str(telling.DAYS)),
        ("Gap", "days without a row, at least (our default)", str(gaps.SHORTEST)),
        ("Gap", "an agency without a row while others have more than", str(gaps.OTHERS_WRITE)),
        ("Links", "D2 and D3 of one row, at most (our default)", str(links.MOST_LINKS)),
    ]


def _limits() -> list[tuple[str, str]]:
    return [
        ("a file", f"{limits.FILE // limits.MEGABYTE} MB"),
        ("an Office file unpacked", f"{limits.UNPACKED // limits.MEGABYTE} MB"),
        ("rows of a file", f"{limits.ROWS:,}"),
        ("columns of a table", f"{limits.COLUMNS:,}"),
        ("characters of a cell", f"{table_rules.LONGEST_CELL:,}"),
        ("seconds for reading a file", f"{limits.SECONDS}"),
        ("memory for reading a file", f"{limits.MEMORY // limits.MEGABYTE:,} MB"),
    ]
