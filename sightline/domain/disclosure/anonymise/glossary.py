"""The glossary of one review: who stands behind which code. Read from CSV, with every doubt about it in a sentence.

code,role,name,aliases,date_of_birth,gender            aliases are parted by `;`
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sightline.domain.dates.written import parse_written

from . import coding, covering, public, residue
from .matching import Matcher
from .shadow import plain
from .variants import core

COLUMNS = ("code", "role", "name", "aliases", "date_of_birth", "gender")
_CODE = re.compile(r"[^\W_](?:[\w .'/&-]*[^\W_])?")
_LONGEST = 200  # letters of a code, name or alias


class GlossaryError(ValueError):
    """A glossary that cannot be used. `lines`: one plain sentence a reason."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One person or place. `born`: the ISO day of birth when it is known to the day."""

    code: str
    role: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    date_of_birth: str = ""
    gender: str = ""
    born: date | None = None


@dataclass(frozen=True)
class Glossary:
    """The entries of one review, ready to code and to personalise. `warnings`: sentences for whoever keeps it."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, text: str) -> Glossary:
        """Read CSV text, with or without a byte order mark. Raises GlossaryError with a sentence a reason."""
        rows = _rows(text)
        lines: list[str] = []
        warnings: list[str] = []
        entries: list[Entry] = []
        for number, row in rows:
            entry = _entry(row, number, lines, warnings)
            if entry:
                entries.append(entry)
        lines += _twice(entries)
        if not lines and not entries:
            lines.append("The glossary has no rows.")
        if lines:
            raise GlossaryError(*lines)
        return cls.of(entries, warnings)

    @classmethod
    def of(cls, entries: Iterable[Entry], warnings: Iterable[str] = ()) -> Glossary:
        """From entries kept elsewhere. Raises GlossaryError when a code stands twice."""
        kept = tuple(entries)
        if twice := _twice(kept):
            raise GlossaryError(*twice)
        found = cls(kept)
        return cls(kept, (*warnings, *found.matcher.warnings))

    @cached_property
    def matcher(self) -> Matcher:
        """Finds names and codes; made once."""
        return Matcher.of([(entry.code, entry.name, entry.aliases, entry.role) for entry in self.entries])

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """The entries by their code."""
        return {entry.code: entry for entry in self.entries}

    def code(self, text: str) -> coding.Coded:
        """A text with codes for names, what was replaced, and what a person should look at."""
        return coding.code(self.matcher, text)

    def to_coded(self, text: str) -> str:
        """A text with codes for names. Done twice, it changes nothing more."""
        return coding.to_coded(self.matcher, text)

    def to_personalised(self, text: str) -> str:
        """A text with names for codes; coding it again gives what coding the text gives. Needs a permission."""
        return coding.to_personalised(self.matcher, text)

    def to_public(
        self, row: Mapping[str, str], *, reference: date | None = None, previous: date | None = None
    ) -> public.PublicRow:
        """One chronology row as it may be read outside, one way; see `public.py`."""
        return public.to_public(self, row, reference=reference, previous=previous)

    def public_text(self, text: str, *, reference: date | None = None) -> public.PublicText:
        """One text as it may be read outside, with every change that was made to disguise."""
        return public.public_text(self, text, reference=reference)

    def residual(self, text: str) -> list[residue.Place]:
        """What is left in a text that could tell who somebody is, in the order of the text."""
        return residue.residual(self, text)

    def coverage(self, texts: Iterable[str]) -> covering.Coverage:
        """Which entries occur in these texts, and whether this looks like the glossary of another review."""
        return covering.coverage(self, texts)

    def to_csv(self) -> str:
        """The glossary as CSV, as `read` reads it."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in self.entries:
            writer.writerow(
                [entry.code, entry.role, entry.name, ";".join(entry.aliases), entry.date_of_birth, entry.gender]
            )
        return out.getvalue()


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows by heading with their number in the file; headings by name, in any order and case."""
    clean = text.removeprefix("\ufeff").replace("\x00", "")
    try:
        lines = list(csv.reader(io.StringIO(clean, newline=""), skipinitialspace=True))
    except csv.Error as error:
        raise GlossaryError(f"The glossary is not a CSV file that can be read ({error}).") from None
    if not lines:
        raise GlossaryError("The glossary is empty.")
    heads = [head.strip().lower().replace(" ", "_") for head in lines[0]]
    missing = [column for column in ("code", "name") if column not in heads]
    if missing:
        raise GlossaryError(
            f"The glossary has no column {' and no column '.join(missing)}. Its first line is: {','.join(COLUMNS)}."
        )
    found = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {head: cell for head, cell in zip(heads, line, strict=False) if head in COLUMNS}
        if any(cell.strip() for cell in cells.values()):
            found.append((number, cells))
    return found


def _entry(row: Mapping[str, str], number: int, lines: list[str], warnings: list[str]) -> Entry | None:
    """One entry; what is wrong with it goes to `lines`, what is doubtful to `warnings`."""
    cells = {column: plain(row.get(column) or "") for column in COLUMNS}
    aliases = tuple(alias for part in cells["aliases"].split(";") if (alias := part.strip()))
    if not cells["code"]:
        lines.append(f"Row {number} has no code.")
        return None
    if not _CODE.fullmatch(cells["code"]):
        lines.append(
            f"Row {number}: the code '{cells['code'][:40]}' may hold letters, figures, spaces and . ' / & - only."
        )
        return None
    if any(len(cell) > _LONGEST for cell in (cells["code"], cells["name"], *aliases)):
        lines.append(f"Row {number}: a code or name is longer than {_LONGEST} letters.")
        return None
    if not core(cells["name"]) and not aliases:
        warnings.append(f"Row {number}: {cells['code']} has no name, so nothing stands for it in a text.")
    return Entry(
        cells["code"], cells["role"], cells["name"], aliases, cells["date_of_birth"], cells["gender"],
        _born(cells["date_of_birth"], number, warnings),
    )  # fmt: skip


def _born(text: str, number: int, warnings: list[str]) -> date | None:
    if not text:
        return None
    written = parse_written(text)
    if written.error or written.earliest is None or written.earliest != written.latest:
        if written.error not in (None, "unknown"):
            warnings.append(f"Row {number}: the date of birth '{text[:40]}' cannot be read. Write it like 14/07/2015.")
        return None
    return date.fromisoformat(written.earliest)


def _twice(entries: Iterable[Entry]) -> list[str]:
    seen: set[str] = set()
    found = []
    for entry in entries:
        if entry.code.lower() in seen:
            found.append(f"The code {entry.code} stands twice in the glossary.")
        seen.add(entry.code.lower())
    return found
