"""From bytes to text: the file's first bytes and what it holds decide, what it declares of itself only breaks ties."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from sightline.exchange.gedcom import ansel

DECLARED: Final = re.compile(rb"[\r\n]\s*1\s+CHAR\s+([A-Za-z0-9 _-]+)")
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 (little endian)"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 (big endian)"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, in which encoding it was read, and what is to be said about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of any GEDCOM file. Never raises: what cannot be read becomes U+FFFD, and is said."""
    for bom, codec, name in BOMS:
        if data.startswith(bom):
            return _as(data[len(bom) :], codec, name)
    if data[:2] == b"0\0" or data[:4] == b"\n\x000\0":
        return _as(data, "utf-16-le", "UTF-16 (little endian, without its mark)")
    if data[:2] == b"\x000":
        return _as(data, "utf-16-be", "UTF-16 (big endian, without its mark)")
    found = DECLARED.search(data[:8_192])
    said = found[1].decode("ascii").strip().upper() if found else ""
    return _by_content(data, said)


def _as(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        return Decoded(data.decode(codec, "replace"), name, (f"Some letters are not {name} and could not be read.",))


def _by_content(data: bytes, said: str) -> Decoded:
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII")
    if said == "ANSEL":
        text, lost = ansel.decode(data)
        utf8 = _utf8(data)
        if utf8 is not None:
            return Decoded(utf8, "UTF-8", ("It says of itself that it is ANSEL, and is UTF-8.",))
        warning = (f"{lost} letters are not ANSEL and could not be read.",) if lost else ()
        return Decoded(text, "ANSEL", warning)
    utf8 = _utf8(data)
    if utf8 is not None:
        told = said in ("", "UTF-8", "UTF8", "UNICODE")
        return Decoded(utf8, "UTF-8", () if told else (f"It says of itself that it is {said}, and is UTF-8.",))
    text = data.decode("cp1252", "replace")
    told = said in ("ANSI", "CP1252", "WINDOWS-1252", "IBM WINDOWS", "WINDOWS", "IBMPC", "LATIN1", "ISO-8859-1")
    warnings = [] if told else [f"It says of itself that it is {said or 'nothing'}, and was read as Windows-1252."]
    if "\ufffd" in text:
        warnings.append("Some letters could not be read.")
    return Decoded(text, "Windows-1252", tuple(warnings))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
