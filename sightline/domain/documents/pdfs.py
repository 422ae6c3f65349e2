"""PDF: whole, without a password, and without anything that runs, fetches or unpacks itself when it is opened.

What a PDF does stands in names such as /JavaScript. They can be written with #-escapes and packed into object streams;
both are undone here, within limits. Nothing is rendered.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from sightline.domain.documents.kinds import MEGABYTE, Refused

CUT_OFF: Final = "The PDF is damaged or was cut off. Choose it again, or ask whoever sent it to send it again."
LOCKED: Final = "The PDF is locked or protected by a password. Print it to a new PDF without one, and add that."
ACTS: Final = (
    "The PDF holds a program, another file, or a form that runs by itself. Print it to a new PDF, and add that: the "
    "words stay, and what runs does not."
)
BOMB: Final = (
    "The PDF unpacks to far more than a document holds, as a booby-trapped file does. Print it to a new PDF, and add "
    "that."
)
HIDDEN: Final = "The PDF is packed in a way that cannot be looked through. Print it to a new PDF, and add that."
UNPACKED: Final = 64 * MEGABYTE
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_ACTS: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|GoToE|ImportData|XFA|Rendition|Movie)(?![A-Za-z0-9])"
)
_DICTIONARY: Final = re.compile(rb"\bobj\b(?P<words>(?:(?!endobj|\bobj\b).){0,4000}?)\bstream\r?\n", re.DOTALL)


def examine(data: bytes) -> None:
    """Look through a PDF. Raises Refused."""
    if b"%%EOF" not in data[-4096:]:
        raise Refused(CUT_OFF)
    plain = _plain(data)
    if _ENCRYPTED.search(plain):
        raise Refused(LOCKED)
    if _ACTS.search(plain) or any(_ACTS.search(_plain(part)) for part in _packed(data)):
        raise Refused(ACTS)


def _plain(data: bytes) -> bytes:
    """With the #-escapes of names undone."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _packed(data: bytes) -> Iterator[bytes]:
    """What stands in object streams, unpacked; all of them together within a limit."""
    left = UNPACKED
    for found in _DICTIONARY.finditer(data):
        words = _plain(found["words"])
        if not re.search(rb"/Type\s*/ObjStm(?![A-Za-z0-9])", words):
            continue
        filters = re.findall(rb"/Filter\s*(\[[^\]]*\]|/\w+)", words)
        names = re.findall(rb"/\w+", b" ".join(filters))
        if not names:
            yield data[found.end() : data.find(b"endstream", found.end())]
            continue
        if names not in ([b"/FlateDecode"], [b"/Fl"]):
            raise Refused(HIDDEN)
        part = _inflated(data[found.end() : data.find(b"endstream", found.end())], left)
        left -= len(part)
        yield part


def _inflated(data: bytes, most: int) -> bytes:
    unpack = zlib.decompressobj()
    try:
        part = unpack.decompress(data, most + 1)
    except zlib.error:
        raise Refused(HIDDEN) from None
    if len(part) > most:
        raise Refused(BOMB)
    if not unpack.eof:  # what follows could say anything
        raise Refused(HIDDEN)
    return part
