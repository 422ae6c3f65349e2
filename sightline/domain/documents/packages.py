"""Word, Excel and OpenDocument files: zip packages with the right parts, and without programs, other files or bombs."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from sightline.domain.documents.kinds import MEGABYTE, Refused

CODES: Final = frozenset({"docx", "xlsx", "odt", "ods"})
WITH_MACROS: Final = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm"})
PARTS: Final = 5_000
UNPACKED: Final = 300 * MEGABYTE
RATIO: Final = 250
RATIO_FROM: Final = 20 * MEGABYTE  # blank rows, all alike, pack very small and harm nobody
"""Limits as of a chronology's files (our own defaults): a full record of a year unpacks to some 40 MB."""

DAMAGED: Final = "The document is damaged or was cut off. Choose it again, or ask whoever sent it to send it again."
BOMB: Final = (
    "The document unpacks to far more than one holds, as a booby-trapped file does; it was not opened. Print it to a "
    "PDF, and add that."
)
LOCKED: Final = "The document is locked with a password. Save it without one, and add that."
MACROS: Final = (
    "The document contains macros, a program inside the file. Save it without macros as .docx or .xlsx, or as a PDF, "
    "and add that."
)
ANOTHER: Final = "The document holds another file inside. Print it to a PDF, and add that."
FETCHES: Final = (
    "The document fetches something from elsewhere when it is opened, as a booby-trapped file does. Print it to a PDF, "
    "and add that."
)
ENTITIES: Final = (
    "The document contains XML entities, as a booby-trapped file does; it was not opened. Print it to a PDF, and add "
    "that."
)
NEITHER: Final = "That is an archive, no document. Unpack it, and add the documents that are needed one by one."

_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("xl/macrosheets/", "word/activex/", "xl/activex/", "basic/", "scripts/")
_OBJECT: Final = re.compile(r"(.*/embeddings/.+|object \d+)")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(rb"Target\s*=\s*[\"']\s*(?:https?|ftp|mhtml|ms-\w+|javascript)\s*:", re.IGNORECASE)
_COMMAND: Final = re.compile(rb"<(?:\w+:)?ddeLink\b|instrText[^>]*>\s*\"?\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_TELLING: Final = frozenset({"mimetype", "[content_types].xml", "meta-inf/manifest.xml"})
_OPEN: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def examine(data: bytes) -> str:
    """Look through a package, and say which it is: docx, xlsx, odt or ods. Raises Refused."""
    kept: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            _check_names([_name(entry) for entry in entries])
            for entry in entries:
                part = _read(package, entry)
                _check_part(_name(entry), part)
                kept[_name(entry)] = part if _name(entry) in _TELLING else b""
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise Refused(DAMAGED) from None
    return _code_of(kept)


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.lower().lstrip("/")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(LOCKED)
    if (
        len(entries) > PARTS
        or sum(entry.file_size for entry in entries) > UNPACKED
        or any(
            entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1) for entry in entries
        )
    ):
        raise Refused(BOMB)


def _check_names(names: list[str]) -> None:
    if len(set(names)) != len(names):  # two readers would see two different documents
        raise Refused(DAMAGED)
    if any(name.endswith(_MACRO_PARTS) or name.startswith(_MACRO_FOLDERS) for name in names):
        raise Refused(MACROS)
    if any(_OBJECT.fullmatch(name) for name in names):
        raise Refused(ANOTHER)


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part that is looked into; of the others only that they are whole."""
    with package.open(entry) as stream:
        if entry.filename.lower().endswith((".xml", ".rels", "mimetype")):
            return stream.read()
        while stream.read(MEGABYTE):
            pass
    return b""


def _check_part(name: str, part: bytes) -> None:
    head = part[: 64 * 1024].replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused(ENTITIES)
    if name.endswith(".rels"):
        for relation in _RELATION.findall(part):
            if _ELSEWHERE.search(relation) and b"/hyperlink" not in relation:
                raise Refused(FETCHES)
    if _COMMAND.search(part):
        raise Refused(FETCHES)


def _code_of(parts: dict[str, bytes]) -> str:
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise Refused(LOCKED)
    if (found := _OPEN.get(parts.get("mimetype", b"").strip())) and "content.xml" in parts:
        return found
    types = parts.get("[content_types].xml", b"").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Refused(MACROS)
    if b"wordprocessingml.document.main+xml" in types and "word/document.xml" in parts:
        return "docx"
    if b"spreadsheetml.sheet.main+xml" in types and "xl/workbook.xml" in parts:
        return "xlsx"
    raise Refused(NEITHER)
