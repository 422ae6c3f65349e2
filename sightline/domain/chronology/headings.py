"""Which column is which, by its heading: aliases seen in use, heading rows over two lines, merged heading cells.

Case, punctuation and spaces are ignored. A heading nobody knows keeps its column as named text and is reported. Where
the two lists of aliases differ, *Professional* is staff (`practitioner`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from .grid import Cell, Grid, GridRow
from .when import understand

_ANY_DAY: Final = date(2099, 12, 31)  # only whether it is a date is asked
SEARCHED: Final = 40  # rows from the top in which a heading may stand (our default)

ALIASES: Final[dict[str, str]] = {
    "start_date": (
        "date; date of event; event date; date of contact; start date; dates; date from; from; when; period; "
        "date of incident; date and time; date/time; date & time of event; date and time of event; from / to;"
        " from - to; contact date; date or period; date(s); date/time of event; date of event/contact; date "
        "from to"
    ),
    "start_time": "time; time of event; time of contact; event time; start time; time from; contact time; times",
    "end_date": "end date; date to; to; until; date ended",
    "end_time": "end time; time to; finish time",
    "sequence": "sequence; order on the day; order within day",
    "agency": "agency; organisation; organization; service; author agency; agency name; name of agency",
    "source": (
        "source of information; source; source of evidence; record source; document; record reference; page; "
        "source of info; source document; source/document; sources; evidence source; source of "
        "information/evidence; source of record; page number; page no"
    ),
    "practitioner": (
        "professional; practitioner; role; staff member; practitioner role; professional role; worker; staff;"
        " professional involved; professionals involved; professionals; practitioners; practitioner(s); "
        "professional(s); name and role of professional; staff role; role of practitioner"
    ),
    "who_involved": (
        "person involved; persons involved; person(s) involved; people involved; contact with; who was "
        "present; seen by; who was involved; who involved; present; persons present; people present; who was "
        "seen; who was seen or spoken to; those present; involved; who"
    ),
    "child_seen": (
        "child seen; seen/spoken to; child seen y/n; was the child seen; was child seen; child seen/spoken "
        "to; seen or spoken to; child seen yes/no; seen alone; child seen alone; was the child seen alone; "
        "seen alone y/n"
    ),
    "child_voice": (
        "voice of the child; child's views; lived experience; child's voice; child's wishes; impact on child;"
        " child voice; child's wishes and feelings; views of the child; voice of child; impact on the child; "
        "child's lived experience; lived experience of the child; wishes and feelings; views of child; childs"
        " view"
    ),
    "event": (
        "event; details; significant event; description; what happened; contact/event; key event; summary; "
        "event details; details of event; description of event; summary of event; event/contact; events; key "
        "events; significant events; event description; significant event/contact; details of contact; "
        "detail; event summary; summary of contact; details of event/contact"
    ),
    "response": (
        "action taken; response; outcome; action/outcome; decision; action; actions; actions taken; outcomes;"
        " action or outcome; action and outcome; action taken/outcome; actions/outcomes; agency response; "
        "response/outcome; action taken and outcome; outcome/action; decisions; action, decision, outcome; "
        "response/action taken; action/decision/outcome"
    ),
    "analysis": (
        "comment; author comment; reviewer comment; analysis; significance; learning point; comments; "
        "author's comment; author's comments; author comments; reviewer comments; analysis/comment; "
        "comment/analysis; comments/analysis; analysis and comment; learning points; author analysis"
    ),
    "significance": "key practice episode; kpe; key practice episode y/n; key practice episode?; significant y/n",
    "themes": "theme; themes; key episode; kloe; key line of enquiry; key lines of enquiry; theme(s)",
    "row_type": "row type",
    "ref": (
        "seq; no.; ref; event ref; reference; ref no; number; row no; entry no; reference number; id; no; s/no; ref."
    ),
}

OWN: Final = [
    "ref",
    "start_date",
    "start_time",
    "end_date",
    "end_time",
    "sequence",
    "date_raw",
    "agency",
    "source",
    "practitioner",
    "who_involved",
    "child_seen",
    "child_voice",
    "event",
    "response",
    "analysis",
    "significance",
    "themes",
    "row_type",
    "source_file",
    "source_place",
    "source_row",
]
"""The columns of a combined chronology made by Sightline, in their order."""
_OWN_MARKS: Final = frozenset({"date_raw", "row_type", "source_file", "source_place", "source_row"})

REMARKS: Final = "Sightline: what to look at"
"""The column of a marked-up copy; left out when the copy comes back."""

SEVERAL: Final = frozenset(
    {"source", "practitioner", "who_involved", "child_voice", "event", "response", "analysis", "themes"}
)
"""Fields that may stand in several columns: their texts follow one another."""


def plain(heading: str) -> str:
    """A heading without case, punctuation and spaces: "Child’s Views?" is "childsviews"."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


_FIELDS: Final[dict[str, str]] = {
    plain(alias): field for field, aliases in ALIASES.items() for alias in (*aliases.split(";"), field)
} | {plain(alias): "analysis" for alias in ("significance",)}
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class TwoDateColumns(Exception):
    """Two columns could be the date of the event; the message names both."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


@dataclass(frozen=True, slots=True)
class Column:
    """A heading over the grid columns `start` to `end` (not included). `field` is None for one nobody knows."""

    start: int
    end: int
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading of a table: its columns, and which rows of the grid it takes (index, last included)."""

    columns: tuple[Column, ...]
    first: int
    last: int
    own: bool = False
    _parts: frozenset[str] = frozenset()

    def repeats(self, row: GridRow) -> bool:
        """Whether a row only says the heading again, as on each page of a long table."""
        if not row.cells or any(len(cell.text) > 200 for cell in row.cells):
            return False
        return all(plain(cell.text) in self._parts for cell in row.cells) and (
            len(row.cells) > 1 or field_of(row.cells[0].text) == "start_date"
        )


def _parts(heading: str) -> set[str]:
    return {plain(heading), *(plain(part) for part in heading.split(" / "))}


def asks_alone(heading: str) -> bool:
    """Whether a heading asks if the child was seen *alone*: then "no" does not say that the child was not seen."""
    return "seenalone" in plain(heading)


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """The field a heading stands for; guidance in brackets, on a second line or after a dash is looked past."""
    if heading.strip() == "#":
        return "ref"
    if len(heading) > 400:
        return None
    lines = [line for line in heading.splitlines() if line.strip()]
    bare = _ASIDE.sub(" ", heading)
    tries = [heading, bare, *([lines[0], _ASIDE.sub(" ", lines[0])] if lines else [])]
    tries += [re.split(r"\s[-–—]\s|:", bare, maxsplit=1)[0]]
    for text in tries:
        if found := _FIELDS.get(plain(text)):
            return found
    return None


def find(grid: Grid) -> Headings | None:
    """The heading of a table, or None when no row of its first ones can be one.

    A heading names a date and something that says what happened or where that stands; failing that, any row with a date
    column counts whose next rows hold dates under it. Raises TwoDateColumns when two columns could be the date.
    """
    rows = grid.rows[:SEARCHED]
    for index, row in enumerate(rows):
        if sum(len(cell.text) for cell in row.cells) > 3_000:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else None
        best = _one_line(row, index)
        if below is not None and _is_double(row, below):
            two, alone = _two_lines(row, below, index), _one_line(below, index + 1)
            # A title over the whole table, which names no field, is no part of the headings below it.
            least = _worth(best) if any(column.field for column in best.columns) else _worth(alone)
            if two is not None and _worth(two) > least:
                best = two
        if _fits(best):
            return _certain(best)
    return next((found for index, row in enumerate(rows) if (found := _dates_follow(row, index, rows))), None)


_SAYS: Final = frozenset({"event", "response", "analysis", "child_voice", "source", "remarks"})


def _fits(found: Headings) -> bool:
    fields = {column.field for column in found.columns}
    return "start_date" in fields and not fields.isdisjoint(_SAYS)


def _dates_follow(row: GridRow, index: int, rows: Sequence[GridRow]) -> Headings | None:
    """A row with a date column and columns nobody knows, when most of the next rows have a date there."""
    found = _one_line(row, index)
    dates = [column for column in found.columns if column.field == "start_date"]
    if len(found.columns) < 2 or len(dates) != 1:
        return None
    texts = [_over(one.cells, dates[0].start) for one in rows[index + 1 : index + 11]]
    given = [text for text in texts if text.strip()]
    return found if given and sum(map(_is_date, given)) * 2 >= len(given) else None


def _is_date(text: str) -> bool:
    return understand(text, reference=_ANY_DAY).edtf is not None


def _worth(found: Headings) -> tuple[bool, bool, int]:
    fields = Counter(column.field for column in found.columns if column.field)
    return "start_date" in fields, fields["start_date"] == 1, len(fields)


def _certain(found: Headings) -> Headings:
    dates = [column for column in found.columns if column.field == "start_date"]
    if len(dates) > 1 and not found.own:
        raise TwoDateColumns(dates[0].heading, dates[1].heading)
    return found


def _one_line(row: GridRow, index: int) -> Headings:
    cells = [cell for cell in row.cells if cell.text.strip()]
    return _headings([(cell.start, cell.start + cell.span, _tidy(cell.text)) for cell in cells], index, index)


def _is_double(row: GridRow, below: GridRow) -> bool:
    """Whether a second line of headings may belong to the first: something is merged, and no number is below."""
    merged = any(cell.span > 1 for cell in row.cells) or any(cell.repeated for cell in below.cells)
    own = [cell.text for cell in below.cells if not cell.repeated]
    return merged and not any(sum(letter.isdigit() for letter in text) > 1 or len(text) > 200 for text in own)


def _two_lines(row: GridRow, below: GridRow, index: int) -> Headings | None:
    """Each column under its lower heading; the upper one counts where the lower is empty or says too little."""
    found: list[tuple[int, int, str]] = []
    for cell in below.cells:
        upper = _over(row.cells, cell.start)
        text = _tidy(cell.text)
        if not cell.repeated and upper and field_of(text) is None and plain(upper) != plain(text):
            text = f"{_tidy(upper)} / {text}"
        found.append((cell.start, cell.start + cell.span, text))
    covered = {at for start, end, _ in found for at in range(start, end)}
    for cell in row.cells:
        left = [at for at in range(cell.start, cell.start + cell.span) if at not in covered]
        if left and len(left) == cell.span:
            found.append((cell.start, cell.start + cell.span, _tidy(cell.text)))
    if not any(field_of(text) for _, _, text in found):
        return None
    return _headings(sorted(found), index, index + 1)


def _over(cells: Iterable[Cell], at: int) -> str:
    return next((cell.text for cell in cells if cell.start <= at < cell.start + cell.span), "")


def _headings(found: Sequence[tuple[int, int, str]], first: int, last: int) -> Headings:
    names = {text.strip().lstrip("\ufeff").casefold() for _, _, text in found}
    own = names >= _OWN_MARKS
    columns = tuple(Column(start, end, text, _field(text, own)) for start, end, text in found)
    parts = frozenset(part for _, _, text in found for part in _parts(text))
    return Headings(columns, first, last, own, parts)


def _field(text: str, own: bool) -> str | None:
    """In a table made by Sightline the names are exact: there *significance* is the yes or no of that name."""
    name = text.strip().lstrip("\ufeff").casefold()
    if own:
        return name if name in OWN else None
    if plain(text).startswith(plain(REMARKS)):
        return "remarks"
    found = field_of(text)
    if found is None and " / " in text:
        found = field_of(text.split(" / ")[-1]) or field_of(text.split(" / ")[0])
    return found


def _tidy(text: str) -> str:
    return " ".join(text.split())
