"""Pictures: whole, of a size that a screen can show, and nothing but a picture. They are never decoded here."""

from __future__ import annotations

from typing import Final

from sightline.domain.documents.kinds import Refused

MOST_POINTS: Final = 80_000_000  # our default: twice what a good telephone takes
CUT_OFF: Final = "The picture is damaged or was cut off. Choose it again, or ask whoever sent it to send it again."
GIANT: Final = (
    "The picture has far more points than a photograph, as a booby-trapped file does. Save it smaller, and add that."
)
MORE_BEHIND: Final = (
    "Behind the picture there is something else in the file: perhaps what was cropped away. Save the picture anew, and "
    "add that."
)
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers that state height and width
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length


def png(data: bytes) -> None:
    """Walk through the chunks of a PNG to its end. Raises Refused."""
    at, chunks = 8, 0
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if chunks == 0:
            if name != b"IHDR" or length != 13:
                raise Refused(CUT_OFF)
            _check(int.from_bytes(data[at + 8 : at + 12], "big"), int.from_bytes(data[at + 12 : at + 16], "big"))
        at, chunks = at + 12 + length, chunks + 1
        if name == b"IEND":
            if at != len(data):
                raise Refused(MORE_BEHIND if at < len(data) else CUT_OFF)
            return
    raise Refused(CUT_OFF)


def jpeg(data: bytes) -> None:
    """Find the size that a JPEG states, and its end. Raises Refused."""
    at, sized = 2, False
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _SIZES:
            if at + 9 > len(data):
                break
            _check(int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big"))
            sized = True
        if marker == 0xDA:  # the picture itself begins
            if sized and data.find(b"\xff\xd9", at) > 0:
                return
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise Refused(CUT_OFF)


def _check(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(CUT_OFF)
    if width * height > MOST_POINTS:
        raise Refused(GIANT)
