"""One table of a return, row by row: values under their headings, dates carried down, notes, bands, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from .advice import missing_date, text_problems
from .grid import Grid, GridRow
from .headings import SEVERAL, Column, Headings, asks_alone
from .returns import Refusal, Return, place_in_words, rows_in_words
from .row import NEVER, Place, Problem, Row, RowType, When
from .values import child_seen, listed, note_source, whole_number, yes_or_no
from .when import own_time, understand

LONGEST_CELL: Final = 32_767
"""Characters in one cell: what a spreadsheet can hold (Microsoft's limit)."""

_AS_ABOVE: Final = frozenset(
    {'"', "''", "“", "”", "〃", "ditto", "do", "do.", "as above", "same date", "same day", '-"-'}
)
_NOT_A_DATE: Final = frozenset({"agency", "row_type", "source_file", "source_place", "source_row"})
_HINTS: Final = frozenset({"tracked", "comment"})
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_SAYS: Final = ("event", "response", "analysis", "child_voice")


@dataclass(slots=True)
class Carried:
    """The date of the row above, for a row that leaves it blank."""

    raw: str = ""
    end_raw: str = ""


class Table:
    """Reads the rows of one table into a Return."""

    def __init__(self, found: Return, grid: Grid, heads: Headings, carried: Carried, reference: date) -> None:
        self.found, self.grid, self.heads, self.carried, self.reference = found, grid, heads, carried, reference
        self.names = _names(heads.columns)
        self._column_at = {
            at: index for index, column in enumerate(heads.columns) for at in range(column.start, column.end)
        }
        self.repeated_headings = 0
        self.has_source = any(column.field == "source" for column in heads.columns)

    def read(self) -> None:
        """Every row below the heading."""
        read_before, refused_before = self.found.read, len(self.found.refused)
        self._report_headings()
        for row in self.grid.rows[self.heads.last + 1 :]:
            own = [cell for cell in row.cells if not cell.repeated]
            if not any(cell.text.strip() for cell in own):
                continue
            if self.heads.repeats(row):
                self.repeated_headings += 1
                continue
            self._read_row(row)
        if not self.heads.own:
            self.found.notices.extend(f"{place_in_words(self.grid.place)}: {said}" for said in self.grid.notices)
        if not self.has_source:
            place = place_in_words(self.grid.place)
            self.found.notices.append(f"{place} has no column for the source, the record a fact came from. Ask for it.")
        hidden = [column.heading for column in self.heads.columns if column.start in self.grid.hidden]
        self._say_hidden(hidden)
        refused = len(self.found.refused) - refused_before
        self.found.tables.append(
            {
                "place": self.grid.place,
                "heading_row": self.grid.rows[self.heads.last].number if self.heads.last >= 0 else None,
                "read": self.found.read - read_before,
                "kept": self.found.read - read_before - refused,
                "headings_repeated": self.repeated_headings,
                "mapped": {name: column.field for column, name in zip(self.heads.columns, self.names) if column.field},
                "unmapped": [name for column, name in zip(self.heads.columns, self.names) if not column.field],
                "hidden_columns": hidden,
                "hidden": self.grid.hidden_place,
            }
        )

    def _report_headings(self) -> None:
        for column, name in zip(self.heads.columns, self.names):
            if column.field:
                self.found.mapped.setdefault(name, column.field)
            elif name not in self.found.unmapped:
                self.found.unmapped.append(name)

    def _say_hidden(self, hidden: Sequence[str]) -> None:
        said, place = self.found.notices, place_in_words(self.grid.place)
        check = "Ask the agency whether that was meant to be sent."
        if self.grid.hidden_place:
            said.append(f"{place} is hidden in the file; it was read. {check}")
        if hidden:
            columns = ", ".join(f"“{name}”" for name in hidden)
            verb = ("column", "is", "it was") if len(hidden) == 1 else ("columns", "are", "they were")
            said.append(f"{place}: the {verb[0]} {columns} {verb[1]} hidden; {verb[2]} read. {check}")
        rows = [row.number for row in self.grid.rows if row.number in self.grid.hidden_rows and row.cells]
        if rows:
            shown = ", ".join(map(str, rows[:20])) + (" and more" if len(rows) > 20 else "")
            said.append(
                f"{place}: {rows_in_words(len(rows))} hidden or filtered out ({shown}); they were read. {check}"
            )

    def _read_row(self, row: GridRow) -> None:
        at = Place(self.found.file, self.grid.place, row.number)
        longest = max((len(cell.text) for cell in row.cells), default=0)
        if longest > LONGEST_CELL:
            reason = (
                f"One cell holds {longest:,} characters; a cell can hold {LONGEST_CELL:,}. Give a summary of the "
                "event, and keep the full record in the agency's file."
            )
            self.found.refused.append(Refusal(at, reason, " ".join(row.cells[0].text.split())[:200]))
            return
        if (band := self._band(row)) is not None:
            self._keep_band(at, band)
            return
        values, extras = self._values(row)
        self._keep(at, values, extras, row.notices)

    def _band(self, row: GridRow) -> str | None:
        """The text of a row that is one cell across the whole table, such as a year or the name of an episode."""
        if len(row.cells) != 1 or len(self.heads.columns) < 3:
            return None
        [cell] = row.cells
        first, last = self.heads.columns[0].start, max(column.end for column in self.heads.columns)
        return cell.text.strip() if cell.start <= first and cell.start + cell.span >= last else None

    def _keep_band(self, at: Place, text: str) -> None:
        when = understand(text, "", reference=self.reference)
        if when.edtf is None:
            when = NEVER
        self.found.rows.append(
            Row(at, self.found.agency, when, text if when.edtf else "", event=text, row_type=RowType.CONTEXT)
        )

    def _values(self, row: GridRow) -> tuple[dict[str, str], dict[str, str]]:
        """Texts by field, and those of columns that nobody knows by their heading."""
        values: dict[str, str] = {}
        extras: dict[str, str] = {}
        for at, text in self._by_column(row).items():
            name = self.names[at] if at >= 0 else f"Column {-at}"
            known = self.heads.columns[at].field if at >= 0 else None
            if self.heads.own and text[:1] == "'" and text[1:2] in _FORMULA_STARTS:
                text = text[1:]  # put there by our own export, so that a spreadsheet takes it for text
            if known == "remarks":
                continue
            if known == "child_seen" and asks_alone(name):
                extras[name] = text
                if child_seen(text)[0] == "yes":
                    values.setdefault(known, "yes")
            elif known is None:
                extras[name] = text
                if at < 0 and name not in self.found.unmapped:
                    self.found.unmapped.append(name)
            elif known not in values:
                values[known] = text
            elif known in SEVERAL:
                values[known] += "\n" + text
            else:
                extras[name] = text
        return values, extras

    def _by_column(self, row: GridRow) -> dict[int, str]:
        """Texts by the heading under which their cells begin; -n stands for the n-th column, which has no heading."""
        found: dict[int, str] = {}
        for cell in row.cells:
            text = cell.text.strip()
            if not text:
                continue
            at = self._column_at.get(cell.start, -cell.start - 1)
            if at in found:
                joint = " " if at >= 0 and self.heads.columns[at].field == "start_date" else "\n"
                text = found[at] + joint + text
            found[at] = text
        return found

    def _keep(
        self, at: Place, values: dict[str, str], extras: dict[str, str], notices: Iterable[tuple[str, str]]
    ) -> None:
        own = self.heads.own
        is_note, source = note_source(values.get("source", ""))
        if is_note or (own and values.get("row_type") == RowType.NOTE):
            kind = RowType.NOTE
        else:
            kind = RowType.CONTEXT if own and values.get("row_type") == RowType.CONTEXT else RowType.EVENT
        if not any(values.get(name) for name in _SAYS) and not extras and not is_note:
            self._refuse(at, values, notices)
            return
        if not own and "agency" in values:
            # Set by the import, never typed by a contributor: what the column says is kept as text.
            extras["Agency"] = values["agency"]
        when, raw, time_raw, problems = self._when(values, kind)
        row = _row(at, self.found.agency, values, extras, when, raw, time_raw, kind, source, own)
        problems += when.problems
        if time_raw and when.start_time is None:
            extras.setdefault("Time (as written)", time_raw)
        problems += tuple(Problem("row", code, said, hint=code in _HINTS) for code, said in notices)
        if kind is RowType.EVENT:
            problems += text_problems(row, values, self.found.agency, has_source=self.has_source)
        self.found.rows.append(replace(row, problems=problems) if problems else row)

    def _refuse(self, at: Place, values: Mapping[str, str], notices: Iterable[tuple[str, str]]) -> None:
        """The row says nothing: because of a formula without its result, or because nothing was written."""
        text = " | ".join(" ".join(value.split()) for value in values.values())[:2_000]
        why = [said for code, said in notices if code not in _HINTS]
        reason = " ".join(["The row does not say what happened: write it under “Event”, or take the row out.", *why])
        self.found.refused.append(Refusal(at, reason, text))
        if values.get("start_date") and not _as_above(values["start_date"]):
            self.carried.raw, self.carried.end_raw = values["start_date"], values.get("end_date", "")

    def _when(self, values: Mapping[str, str], kind: RowType) -> tuple[When, str, str, tuple[Problem, ...]]:
        """When it was, the words for it, and what is wrong with a blank."""
        raw, end_raw = values.get("start_date", ""), values.get("end_date", "")
        if self.heads.own:
            raw, end_raw = (values["date_raw"], "") if values.get("date_raw") else (raw, end_raw)
        time_raw, end_time = values.get("start_time", ""), values.get("end_time", "")
        if self.heads.own:
            time_raw, end_time = own_time(time_raw), own_time(end_time)
        if kind is RowType.NOTE and "0100" in raw:
            return NEVER, raw, time_raw, ()
        blank = not raw
        if (blank and not self.heads.own) or _as_above(raw):
            if not self.carried.raw:
                problem = () if kind is RowType.CONTEXT else (missing_date(raw),)
                return NEVER, raw, time_raw, problem
            raw, end_raw, blank = self.carried.raw, end_raw or self.carried.end_raw, True
        else:
            self.carried.raw, self.carried.end_raw = raw, end_raw
        when = understand(raw, time_raw, end_raw, end_time, reference=self.reference)
        if blank and not self.heads.own:
            when = replace(when, flags=(*when.flags, "as_above"))
        return when, f"{raw} to {end_raw}" if end_raw else raw, time_raw, ()


def _names(columns: Sequence[Column]) -> list[str]:
    """A name for each column, told apart where a heading stands twice."""
    found: list[str] = []
    for column in columns:
        name, number = column.heading, 2
        while name in found:
            name, number = f"{column.heading} ({number})", number + 1
        found.append(name)
    return found


def cell_under(row: GridRow, column: Column) -> str:
    """What stands under a heading: every cell that begins there, a merged cell counting where it begins."""
    texts = [cell.text.strip() for cell in row.cells if column.start <= cell.start < column.end and cell.text.strip()]
    if len(texts) < 2:
        return texts[0] if texts else ""
    return (" " if column.field == "start_date" else "\n").join(texts)


def _as_above(text: str) -> bool:
    return " ".join(text.casefold().split()) in _AS_ABOVE


def _row(
    at: Place,
    agency: str,
    values: Mapping[str, str],
    extras: dict[str, str],
    when: When,
    raw: str,
    time_raw: str,
    kind: RowType,
    source: str,
    own: bool,
) -> Row:
    seen, seen_more = child_seen(values.get("child_seen", ""))
    significant, significance_more = yes_or_no(values.get("significance", ""))
    if seen_more:
        extras.setdefault("Child seen (as written)", values["child_seen"])
    if significance_more:
        extras.setdefault("Key practice episode (as written)", values["significance"])
    sequence = whole_number(values.get("sequence", ""))
    if sequence is None and values.get("sequence"):
        extras.setdefault("Sequence (as written)", values["sequence"])
    if own:
        at = _own_place(at, values)
        agency = values.get("agency") or agency
    return Row(
        at,
        agency,
        when,
        date_raw=raw,
        time_raw=time_raw,
        ref=values.get("ref", ""),
        sequence=sequence,
        source=source,
        practitioner=values.get("practitioner", ""),
        who_involved=values.get("who_involved", ""),
        child_seen=seen,
        child_voice=values.get("child_voice", ""),
        event=values.get("event", ""),
        response=values.get("response", ""),
        analysis=values.get("analysis", ""),
        significance=significant,
        themes=listed(values.get("themes", "")),
        row_type=kind,
        extras=extras,
    )


def _own_place(at: Place, values: Mapping[str, str]) -> Place:
    """A combined chronology read again keeps where each row first came from."""
    number = values.get("source_row", "")
    if not values.get("source_file") or not number.isdecimal():
        return at
    return Place(values["source_file"], values.get("source_place", ""), int(number))
