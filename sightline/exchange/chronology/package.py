"""Office files as the zip packages they are, opened with suspicion: sizes, encryption, macros, hostile XML.

Sizes are those of the bytes that come out, not only those that the package states. Every refusal is one sentence that
starts with what the file is and ends with what to do.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final

from lxml import etree

from . import limits
from .errors import FileRefused

_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("xl/macrosheets/", "basic/", "scripts/")


class Package:
    """A zip package whose parts can be read within limits. `name`: what the file is called in sentences."""

    def __init__(self, path: str, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise FileRefused(f"{name} is damaged or was cut off. Ask the agency to send it again.") from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._by_lower = {name.lower().lstrip("/"): name for name in self._entries}
        self._check()

    def _check(self) -> None:
        entries = self._zip.infolist()
        too_large = (
            len(entries) > limits.PARTS
            or sum(entry.file_size for entry in entries) > limits.UNPACKED
            or any(
                entry.file_size > limits.RATIO_FROM and entry.file_size > limits.RATIO * max(entry.compress_size, 1)
                for entry in entries
            )
        )
        if too_large:
            raise FileRefused(
                f"{self.name} unpacks to far more than a chronology holds, as a booby-trapped file does; it was not "
                "opened. Ask the agency to copy the table into a new file."
            )
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise FileRefused(f"{self.name} is locked with a password. Ask the agency to save it without one.")
        lower = list(self._by_lower)
        if any(name.endswith(_MACROS) or name.startswith(_MACRO_FOLDERS) for name in lower):
            raise FileRefused(
                f"{self.name} contains macros (a program inside the file); it was not opened. Ask the agency to save "
                "it without macros, as .docx or .xlsx."
            )

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_lower

    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return sorted(self._by_lower)

    def read(self, name: str) -> bytes:
        """One part. Raises FileRefused when it is missing, damaged or larger than allowed."""
        try:
            with self.open(name) as stream:
                data = stream.read(limits.ONE_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            raise self._damaged() from None
        if len(data) > limits.ONE_PART:
            raise FileRefused(f"{self.name} is larger inside than a chronology can be. Split it into several files.")
        return data

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream."""
        actual = self._by_lower.get(name.lower().lstrip("/"))
        if actual is None:
            raise self._damaged()
        entry = self._entries[actual]
        if entry.file_size > limits.ONE_PART:
            raise FileRefused(f"{self.name} is larger inside than a chronology can be. Split it into several files.")
        try:
            return self._zip.open(entry)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            raise self._damaged() from None

    def _damaged(self) -> FileRefused:
        return FileRefused(f"{self.name} is damaged or was cut off. Ask the agency to send it again.")

    def xml(self, name: str) -> Any:
        """The root of an XML part. Document types and entities are refused, nothing outside is fetched."""
        data = self.read(name)
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError, LookupError):
            if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
                raise self._hostile() from None
            raise self._damaged() from None
        if root is None:
            raise self._damaged()
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._hostile()
        return root

    def _hostile(self) -> FileRefused:
        return FileRefused(
            f"{self.name} contains XML entities, as a booby-trapped file does; it was not opened. Ask the agency to "
            "copy the table into a new file."
        )

    def elements(self, name: str, tags: frozenset[str]) -> Iterator[Any]:
        """The elements of an XML part with these local names, one at a time; each is emptied after it was given."""
        if b"<!" in (head := self.read(name)[:1024]) and b"<!DOCTYPE" in head:
            raise self._hostile()
        with self.open(name) as stream:
            wanted = [f"{{*}}{tag}" for tag in tags]
            try:
                parsed = etree.iterparse(
                    stream, events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False,
                    huge_tree=False, remove_comments=True, remove_pis=True,
                )  # fmt: skip
                for _, element in parsed:
                    yield element
            except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError):
                raise self._damaged() from None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id to (kind, name of the part), external targets left out."""
        folder, _, leaf = part.rpartition("/")
        rels = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
        if rels not in self:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for one in self.xml(rels):
            if isinstance(one.tag, str) and one.get("TargetMode") != "External" and one.get("Id") and one.get("Target"):
                target = one.get("Target")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[one.get("Id")] = ((one.get("Type") or "").rpartition("/")[2], whole.lstrip("/"))
        return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def local(element: Any) -> str:
    """The name of an element without its namespace, which differs between editions of the formats."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str | None = None) -> str | None:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default
