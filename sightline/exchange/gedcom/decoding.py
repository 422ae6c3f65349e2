"""From bytes to text: the file's first bytes and what it holds decide, what it declares of itself only breaks ties."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from sightline.exchange.gedcom import ansel

DECLARED: Final = re.compile(rb"[\r\n]\s*1\s+CHAR\s+([A-Za-z0-9 _-]+)")
DECLARED_IN_TEXT: Final = re.compile(DECLARED.pattern.decode())
UTF8: Final = ("UTF-8", "UTF8")
UTF16: Final = ("UNICODE", "UTF-16", "UTF16", "UTF-16LE", "UTF-16BE")
WINDOWS: Final = ("ANSI", "CP1252", "WINDOWS-1252", "IBM WINDOWS", "WINDOWS", "IBMPC", "LATIN1", "ISO-8859-1")
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
    text = data.decode(codec, "replace")
    warnings = () if "\ufffd" not in text else (f"Some letters are not {name} and could not be read.",)
    found = DECLARED_IN_TEXT.search(text[:8_192])
    said = found[1].strip().upper() if found else ""
    told = said in ("", *(UTF8 if codec == "utf-8" else UTF16))
    return Decoded(
        text, name, warnings if told else (f"It says of itself that it is {said}, and is {name}.", *warnings)
    )


def _by_content(data: bytes, said: str) -> Decoded:
    if data.isascii():
        known = said in ("", "ASCII", "ANSEL", *UTF8, *WINDOWS)
        doubt = f"It says of itself that it is {said}, which is not read here; it holds plain ASCII letters only."
        return Decoded(data.decode("ascii"), "ASCII", () if known else (doubt,))
    if said == "ANSEL":
        text, lost = ansel.decode(data)
        utf8 = _utf8(data)
        if utf8 is not None:
            return Decoded(utf8, "UTF-8", ("It says of itself that it is ANSEL, and is UTF-8.",))
        warning = (f"{lost} letters are not ANSEL and could not be read.",) if lost else ()
        return Decoded(text, "ANSEL", warning)
    utf8 = _utf8(data)
    if utf8 is not None:
        told = said in ("", *UTF8)
        return Decoded(utf8, "UTF-8", () if told else (f"It says of itself that it is {said}, and is UTF-8.",))
    text = data.decode("cp1252", "replace")
    claim = f"It says of itself that it is {said}" if said else "It does not say which encoding it is in"
    warnings = (
        [] if said in WINDOWS else [f"{claim}, and was read as Windows-1252: letters beyond A to Z may be wrong."]
    )
    if "\ufffd" in text:
        warnings.append("Some letters could not be read.")
    return Decoded(text, "Windows-1252", tuple(warnings))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
