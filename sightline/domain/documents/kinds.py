"""The types of document that are kept, how large each may be, and with which entries no picture is.

What is not in the list is not kept. Sizes are our own defaults: a scanned report of a hundred pages has some 10 MB, a
photograph from a telephone some 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1024 * 1024
HEAD: Final = 4096
"""Bytes that a first look needs."""


class Refused(Exception):
    """The document is not kept. The text is one plain sentence or two: why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document. `content_type`: under which it is handed out; `suffixes`: what its name may end in.

    `picture`: it is one; `holds_pictures`: there can be some inside.
    """

    code: str
    name: str
    content_type: str
    suffixes: tuple[str, ...]
    largest: int
    picture: bool = False
    holds_pictures: bool = True

    @property
    def suffix(self) -> str:
        """What the name of a copy ends in."""
        return self.suffixes[0]


_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN: Final = "application/vnd.oasis.opendocument"
KINDS: Final = (
    Kind("pdf", "PDF", "application/pdf", ("pdf",), 25 * MEGABYTE),
    Kind("docx", "Word document", _WORD, ("docx",), 15 * MEGABYTE),
    Kind("xlsx", "Excel workbook", _EXCEL, ("xlsx",), 15 * MEGABYTE),
    Kind("odt", "OpenDocument text", f"{_OPEN}.text", ("odt",), 15 * MEGABYTE),
    Kind("ods", "OpenDocument spreadsheet", f"{_OPEN}.spreadsheet", ("ods",), 15 * MEGABYTE),
    Kind("jpeg", "Picture (JPEG)", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), 15 * MEGABYTE, picture=True),
    Kind("png", "Picture (PNG)", "image/png", ("png",), 15 * MEGABYTE, picture=True),
    Kind("text", "Plain text", "text/plain", ("txt", "text"), MEGABYTE, holds_pictures=False),
)
BY_CODE: Final = {kind.code: kind for kind in KINDS}
LARGEST: Final = max(kind.largest for kind in KINDS)

# An image of a child must never be copied, by anybody (recognising-and-recording 2.4, 2.5); nothing that could hold one
# is taken. A photograph of an injury stays with health (1.1).
NO_PICTURE_INSIDE: Final = frozenset({"OnlineConcern", "ExploitationIndicator"})
NO_PHOTOGRAPH: Final = frozenset({"Injury"})
IMAGES = (
    "Only plain text (.txt) is taken here. Anything else can hold a picture, and an image of a child must never be "
    "copied or sent. Write what there is and who has it; the police say what happens with it."
)
PHOTOGRAPH = (
    "A photograph of an injury stays with health. Write in the entry who took it, with whose consent, and where it is "
    "kept."
)


def why_not_with(entry_kind: str, kind: Kind) -> str:
    """Why a document of this type is not attached to entries of a kind of the record format; "" when it may be."""
    if entry_kind in NO_PICTURE_INSIDE and kind.holds_pictures:
        return IMAGES
    if entry_kind in NO_PHOTOGRAPH and kind.picture:
        return PHOTOGRAPH
    return ""


def in_words(size: int) -> str:
    """A number of bytes as people say it: "180 KB", "2.4 MB"."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")


def listed() -> str:
    """The types in a sentence, with what their names end in."""
    names = [f".{kind.suffix}" for kind in KINDS]
    return f"{', '.join(names[:-1])} or {names[-1]}"
