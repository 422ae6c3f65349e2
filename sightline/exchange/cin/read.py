"""Reading a children in need census file: a stream in, frozen rows and what was wrong with them out.

    with open_census(path) as census:
        for child in census.children:
            ...
        census.modules, census.refused, census.warnings

`modules` and the issues are complete once `children` has been read to its end. A file broken in the middle raises
CensusError there, so whoever stores must do it in one transaction (or read once to the end beforehand: it is quick).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from .build import ChildBuilder, Refused
from .errors import CensusError
from .issues import Issue, IssueLog, Severity
from .rows import Child, Header
from .rules import Rules
from .stream import Group, Stream, too_big
from .values import Values

LIMIT: Final = 200_000_000  # bytes; our default

_OTHER_KINDS: Final = (
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first and choose the XML file inside."),
    (
        b"PK\x03\x04",
        "a zip file or a spreadsheet",
        "Unpack it and choose the XML file inside, or export the census as XML.",
    ),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document", "Export the census as XML."),
    (b"%PDF", "a PDF", "Choose the census file in XML."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it first and choose the XML file inside."),
)


class Census:
    """One census file being read. Iterate `children` once, to its end."""

    def __init__(self, file: BinaryIO, *, limit: int, rules_year: int | None) -> None:
        self._file = file
        self._limit = limit
        self._stream = Stream(file, limit=limit)
        self._log = IssueLog()
        self._seen: dict[str, tuple[int, int]] = {}  # id → line and fingerprint
        self.header = self._read_header()
        self._rules = Rules(self.header, self._log, year=rules_year)
        self.read = 0
        self.children: Iterator[Child] = self._children()

    @property
    def modules(self) -> Mapping[str, int]:
        """Rows in the file by element name of the standard, those refused later included."""
        return dict(self._stream.builder.counts)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found so far, in the order of the file."""
        return tuple(sorted(self._log, key=lambda issue: issue.line))

    @property
    def refused(self) -> tuple[Issue, ...]:
        """Children, rows and codes of the file that were left out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.REFUSED)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Everything else: failed rules, queries, values left empty, oddities."""
        return tuple(issue for issue in self.issues if issue.severity is not Severity.REFUSED)

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many further issues were counted but not listed, by severity; empty for an ordinary file."""
        return {str(severity): count for severity, count in self._log.left_out.items()}

    # The header -------------------------------------------------------------------------------------------------

    def _read_header(self) -> Header:
        """Read on until the header is whole; if children come first, look for it in the rest of the file."""
        builder = self._stream.builder
        while not (builder.headers or builder.children or self._stream.ended):
            self._stream.advance()
        headers = builder.headers or self._header_further_on()
        if not headers:
            raise CensusError(
                "The file has no Header, so nothing says which year it covers. Ask whoever made it to export it again."
            )
        return read_header(headers[0], self._log)

    def _header_further_on(self) -> list[Group]:
        if self._stream.ended:
            return []
        place = self._file.tell()
        self._file.seek(0)
        search = Stream(self._file, limit=self._limit)
        while not (search.builder.headers or search.ended):
            search.advance()
            search.builder.children.clear()
            search.builder.oddities.clear()
        self._file.seek(place)
        return search.builder.headers

    # The children -----------------------------------------------------------------------------------------------

    def _children(self) -> Iterator[Child]:
        stream, builder = self._stream, self._stream.builder
        while True:
            waiting, builder.children = builder.children, []
            for group, notes in waiting:
                child = self._child(group, notes)
                if child is not None:
                    self.read += 1
                    yield child
            self._note_oddities()
            if stream.ended:
                break
            stream.advance()
        self._note_the_whole()

    def _child(self, group: Group, notes: list[Issue]) -> Child | None:
        builder = ChildBuilder(group, self._log, self.header.census_year)
        try:
            child = builder.build()
        except Refused:
            child = None
        for note in notes:
            self._log.add(replace(note, child=builder.id))
        if child is None or not self._is_new(child, group):
            return None
        self._rules.look_at(child)
        return child

    def _is_new(self, child: Child, group: Group) -> bool:
        """Whether the id is met for the first time. Given again it is left out (rule 8510): refused if it differs."""
        content = fingerprint(group)
        if child.lachild_id not in self._seen:
            self._seen[child.lachild_id] = (child.line, content)
            return True
        line, first = self._seen[child.lachild_id]
        if first == content:
            reason = f"The same child is given again, word for word as at line {line}; it was read once."
            severity = Severity.ERROR
        else:
            reason = f"The LAchildID was already used at line {line} with other details; this one was left out."
            severity = Severity.REFUSED
        self._log.add(Issue(child.line, child.lachild_id, "LAchildID", reason, "8510", severity))
        return False

    def _note_oddities(self) -> None:
        builder = self._stream.builder
        for oddity in builder.oddities:
            self._log.note_layout(oddity)
        builder.oddities.clear()

    def _note_the_whole(self) -> None:
        builder = self._stream.builder
        if builder.prefixed:
            reason = (
                "The elements have an XML namespace, which the census does not; they were read by their plain names."
            )
            self._log.add(Issue(1, "", "Message", reason))
        if len(builder.headers) > 1:
            reason = "The file has more than one Header; the first was read."
            self._log.add(Issue(builder.headers[1].line, "", "Header", reason))
        if not self._seen:
            self._log.add(Issue(1, "", "Child", "The file holds no child that could be read."))


def fingerprint(group: Group) -> int:
    """A number that is the same for the same content, whatever its lines."""
    values = tuple((name, text) for name, text, _ in group.values)
    return hash((group.name, values, tuple(fingerprint(inner) for inner in group.groups)))


def read_header(group: Group, log: IssueLog) -> Header:
    """The header of a census. Raises CensusError for another collection, or without a date that gives the period."""
    inner = {name: group.of(name) for name in ("CollectionDetails", "Source")}
    details = Values("", log, 0, *inner["CollectionDetails"])
    source = Values("", log, 0, *inner["Source"])
    _require_cin(details)
    end = details.day("ReferenceDate")
    if end is None or end.year < 2:
        at = details.lines.get("ReferenceDate", group.line)
        raise CensusError(
            f"The header has no ReferenceDate that can be read (line {at}), so nothing says which year is covered. "
            "Put the date in as YYYY-MM-DD, or export the census again."
        )
    return Header(
        year=details.whole("Year"),
        reference_date=end,
        period_start=a_year_before(end) + timedelta(days=1),
        lea=source.text("LEA"),
        software=source.text("SoftwareCode"),
        release=source.text("Release"),
        serial=source.text("SerialNo"),
        made_at=source.text("DateTime"),
        line=details.lines["ReferenceDate"],
    )


def _require_cin(details: Values) -> None:
    collection = details.text("Collection")
    if collection is None:
        if "Collection" not in details.lines:
            details.lines["Collection"] = details.lines.get("ReferenceDate", 1)
        details.note("Collection", "The header does not say which collection this is; it was read as CIN.")
    elif collection.upper() != "CIN":
        shown = collection if collection.isascii() and collection.isalnum() and len(collection) <= 20 else "another"
        raise CensusError(
            f"This file is the {shown} collection, not the children in need census (CIN). Choose the CIN file.",
            line=details.lines["Collection"],
        )


def a_year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@contextmanager
def open_census(
    source: Path | str | BinaryIO, *, limit: int = LIMIT, rules_year: int | None = None
) -> Iterator[Census]:
    """Open a census: a path, or a binary file that can seek. Raises CensusError, one plain sentence.

    `limit` is in bytes. `rules_year` applies the validation rules as they stood for another census year.
    """
    if isinstance(source, (str, Path)):
        with _open_path(Path(source)) as file:
            yield Census(_looked_at(file, limit), limit=limit, rules_year=rules_year)
    else:
        yield Census(_looked_at(source, limit), limit=limit, rules_year=rules_year)


def _open_path(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CensusError("That is not a file. Choose the census file in XML.")
        return path.open("rb")
    except FileNotFoundError as missing:
        raise CensusError("There is no file of that name. Check the name and the folder.") from missing
    except (OSError, ValueError) as unreadable:
        raise CensusError("The file cannot be opened. Check that you may read it.") from unreadable


def _looked_at(file: BinaryIO, limit: int) -> BinaryIO:
    """The file at its start, once its size and first bytes have been looked at: nothing large is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > limit:
        raise CensusError(too_big(size, limit))
    start = file.read(512)
    file.seek(0)
    if size == 0 or (size <= 512 and not start.strip()):
        raise CensusError("The file is empty. Export the census again, or choose another file.")
    for magic, kind, advice in _OTHER_KINDS:
        if start.startswith(magic):
            raise CensusError(f"This is {kind}, not an XML file. {advice}")
    return file
