"""The XML side: a census file as a stream of groups, one child at a time, with the line of every element.

Memory is that of one child. DOCTYPE, entities and external references are refused before anything is expanded; so are
an element nested too deep, a child with too many rows, and a single piece of markup too long to be a census.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final
from xml.sax import SAXParseException  # nosec: only the exception; the parser is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from .errors import CensusError
from .issues import Issue, Severity
from .layout import AS_WRITTEN, COUNTED, KNOWN, PLACES, where_it_belongs

CHUNK: Final = 64 * 1024
LONGEST_PIECE: Final = 1024 * 1024  # bytes of one tag, comment or instruction
LONGEST_TEXT: Final = 1_000  # characters of one value; the longest of the standard is far below 100
DEEPEST: Final = 40
MOST_ELEMENTS: Final = 50_000  # of one child

_COUNTED: Final = frozenset(COUNTED)
_NO_ELEMENT_YET: Final = (
    "This is not an XML file. Choose the census file in XML, as it is sent to the Department for Education."
)


class Group:
    """An element that holds others: its values (name, text, line) and groups, in the order of the file."""

    __slots__ = ("groups", "line", "name", "rank", "values")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.rank = 0
        self.values: list[tuple[str, str, int]] = []
        self.groups: list[Group] = []

    def of(self, name: str) -> list[Group]:
        """The groups of this name directly inside."""
        return [group for group in self.groups if group.name == name]


class _Builder:
    """Builds the header and one child after another; `children` is emptied by whoever reads."""

    def __init__(self, line_number: Callable[[], int]) -> None:
        self._line = line_number
        self.progress = 0
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.headers: list[Group] = []
        self.children: list[tuple[Group, list[Issue]]] = []
        self.oddities: list[Issue] = []  # of the layout: kept once for the whole file
        self.prefixed = False
        self._notes: list[Issue] = []  # about the child being read
        self._stack: list[Group] = []
        self._skipping = 0
        self._elements = 0
        self._value: str | None = None
        self._value_line = 0
        self._text: list[str] = []
        self._text_length = 0
        self._stray = False  # stray text was noted since the last element: one note, however many lines

    # What expat reports -----------------------------------------------------------------------------------------

    def start_element(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.progress += 1
        self._stray = False
        if ":" in name or (attributes and "xmlns" in attributes):
            self.prefixed = True
            name = name.rpartition(":")[2]
        if name in _COUNTED:
            self.counts[name] += 1
        if self._skipping:
            self._go_deeper()
        elif not self._stack:
            self._start_root(name)
        else:
            self._start_inside(self._stack[-1], name)

    def end_element(self, name: str) -> None:
        """An element ends."""
        self.progress += 1
        self._stray = False
        if self._skipping:
            self._skipping -= 1
        elif self._value is not None:
            self._stack[-1].values.append((self._value, "".join(self._text).strip(), self._value_line))
            self._value = None
        else:
            self._end_group(self._stack.pop())

    def characters(self, content: str) -> None:
        """Text, in one or more pieces."""
        self.progress += 1
        if self._skipping:
            return
        if self._value is not None:
            self._text_length += len(content)
            if self._text_length <= LONGEST_TEXT:
                self._text.append(content)
        elif not (content.isspace() or self._stray):
            self._note_stray_text(content)

    # What it means ----------------------------------------------------------------------------------------------

    def _start_root(self, name: str) -> None:
        if name != "Message":
            shown = name if name.isascii() and name.isalnum() and len(name) <= 40 else "something else"
            raise CensusError(
                f"This is XML, but not a children in need census: it begins with {shown} where a census begins with "
                "Message. Choose the census file."
            )
        self._stack.append(Group(name, self._line()))

    def _start_inside(self, parent: Group, name: str) -> None:
        line = self._line()
        place = None if self._value is not None else PLACES[parent.name].get(name)
        if place is None and self._value is None:
            place = PLACES[parent.name].get(AS_WRITTEN[parent.name].get(name.casefold(), ""))
            if place is not None:
                self._odd(line, place.name, f"{place.name} is written with other capital letters; it was read.")
                if place.name in _COUNTED:
                    self.counts[place.name] += 1
        self._count_element(line)
        if place is None:
            self._leave_out(parent, name, line)
            return
        if place.rank < parent.rank:
            self._odd(line, place.name, f"{place.name} stands in another place than the schema wants; it was read.")
        else:
            parent.rank = place.rank
        if place.group:
            self._stack.append(Group(place.name, line))
        else:
            self._value, self._value_line = place.name, line
            self._text, self._text_length = [], 0

    def _count_element(self, line: int) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise CensusError(
                f"One child holds more than {MOST_ELEMENTS:,} entries (line {line}), so this file is not read. "
                "Ask whoever made it to export the census again.",
                line=line,
            )

    def _end_group(self, group: Group) -> None:
        if group.name == "Header":
            self.headers.append(group)
        elif group.name == "Child":
            self.children.append((group, self._notes))
            self._notes, self._elements = [], 0
        elif self._stack:
            self._stack[-1].groups.append(group)

    def _leave_out(self, parent: Group, name: str, line: int) -> None:
        self._skipping = 1
        home = where_it_belongs(name)
        if home is None or self._value is not None:
            shown = name if name in KNOWN else _printable(name)
            inside = self._value or parent.name
            self._odd(line, shown, f"{shown} inside {inside} is not part of the census; it was left out.")
        else:
            reason = f"{name} belongs inside {home} but stands inside {parent.name}; it was left out."
            self._notes.append(Issue(line, "", name, reason, severity=Severity.REFUSED))

    def _go_deeper(self) -> None:
        self._skipping += 1
        if self._skipping > DEEPEST:
            raise CensusError(
                f"Elements are nested more than {DEEPEST} deep at line {self._line()}, which no census is. "
                "Ask whoever made the file to export the census again."
            )

    def _odd(self, line: int, field: str, reason: str) -> None:
        self.oddities.append(Issue(line, "", field, reason))

    def _note_stray_text(self, content: str) -> None:
        """Text between elements: reported where it ends, so its first line is counted back."""
        self._stray = True
        line = self._line() - content.lstrip().count("\n")
        field = self._stack[-1].name
        note = Issue(line, "", field, f"There is text between the elements of {field}; it was left out.")
        (self._notes if len(self._stack) > 2 else self.oddities).append(note)


class _Reader(DefusedExpatParser):
    """The hardened parser, reporting elements to the builder without the SAX layer's objects: half the time."""

    builder: _Builder
    _parser: Any  # expat's own, made anew by the parent's reset

    def reset(self) -> None:
        """Begin: the parent forbids DTDs and entities, we take elements and text (in whole pieces)."""
        super().reset()
        builder = self.builder
        self._parser.buffer_text = True
        self._parser.StartElementHandler = builder.start_element
        self._parser.EndElementHandler = builder.end_element
        self._parser.CharacterDataHandler = builder.characters


class Stream:
    """Feeds a file to the builder, a chunk at a time, and turns every refusal into a CensusError."""

    def __init__(self, file: BinaryIO, *, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._read = 0
        self._quiet_since = (0, 0)  # bytes read when the builder last made progress, and its count then
        self._parser = _Reader(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        self.builder = self._parser.builder = _Builder(self._parser.getLineNumber)
        self.ended = False

    def advance(self) -> None:
        """Read one chunk, or the end. Raises CensusError."""
        try:
            chunk = self._file.read(CHUNK)
        except OSError as unreadable:
            raise CensusError("The file could not be read to its end. Copy it again and try once more.") from unreadable
        self._read += len(chunk)
        if self._read > self._limit:
            raise CensusError(too_big(self._read, self._limit))
        try:
            if chunk:
                self._parser.feed(chunk)
            else:
                self.ended = True
                self._parser.close()
        except DefusedXmlException as refused:
            raise CensusError(
                f"The file holds a DOCTYPE or an entity (line {self._parser.getLineNumber()}). No census needs one and "
                "it can do harm, so the file is not read. Ask whoever made it for a census without it."
            ) from refused
        except SAXParseException as broken:
            raise self._broken(broken) from broken
        except (ValueError, LookupError) as unreadable:
            raise CensusError(
                "The file says that it is written in a character set that cannot be read here. Save it as UTF-8."
            ) from unreadable
        self._watch_progress()

    def _watch_progress(self) -> None:
        read, progress = self._quiet_since
        if self.builder.progress != progress:
            self._quiet_since = (self._read, self.builder.progress)
        elif self._read - read > LONGEST_PIECE:
            raise CensusError(
                "The file holds one tag or comment longer than a million characters, which no census does. "
                "Ask whoever made it to export the census again."
            )

    def _broken(self, problem: SAXParseException) -> CensusError:
        line = problem.getLineNumber() or 1
        if not self._is_utf8():
            return CensusError(
                f"The file is not written in UTF-8 (see line {line}), so its text cannot be trusted. "
                "Save or export it again as UTF-8.",
                line=line,
            )
        if self.builder.progress == 0:
            return CensusError(_NO_ELEMENT_YET, line=line)
        if self.ended:
            return CensusError(
                f"The file ends in the middle, after line {line}: part of it is missing. Copy or export it again.",
                line=line,
            )
        return CensusError(
            f"The XML is broken at line {line}, so nothing was read. Ask whoever made the file to export it again.",
            line=line,
        )

    def _is_utf8(self) -> bool:
        """Whether what was read so far is UTF-8, as a file that declares nothing else must be."""
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        left = self._read
        declared = self._file.read(min(left, 200))
        if declared.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return True
        if b"encoding" in declared and b"utf-8" not in declared.lower():
            return True
        try:
            decoder.decode(declared)
            left -= len(declared)
            while left > 0 and (piece := self._file.read(min(CHUNK, left))):
                decoder.decode(piece)
                left -= len(piece)
        except UnicodeDecodeError:
            return False
        return True


def too_big(size: int, limit: int) -> str:
    """The sentence for a file above the limit (both in bytes)."""
    return (
        f"The file is too large: {size // 1_000_000:,} MB, and at most {limit // 1_000_000:,} MB are read. "
        "No authority's census is that large: check that this is the right file."
    )


def _printable(name: str) -> str:
    return name if len(name) <= 40 and name.isprintable() else "An unknown element"
