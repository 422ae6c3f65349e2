"""Looking at a document: first at its beginning, its size and its name, then at all of it.

first_look   where the form is: cheap, opens nothing, and says at once what most people need to hear
examine      in a process of its own, with little memory and time: opens it, and refuses what hides something
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from sightline.domain.documents import packages, pdfs, pictures, texts
from sightline.domain.documents.kinds import BY_CODE, HEAD, Kind, Refused, in_words, listed

EMPTY: Final = "The file is empty. Choose it again, or ask whoever sent it to send it again."
NOT_KEPT: Final = f"That is not a type of file that is kept here. Save it as {listed()}, and add that."
HIDING_NAME: Final = (
    "The name of the file holds signs that hide what it ends in. Give the file a plain name, and make sure that you "
    "know who sent it."
)
# Signs that turn the direction of what follows: a name ending in .exe can be shown as ending in .pdf.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINS: Final = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))
# What is well known and not kept, each with what to do instead.
_OTHERS: Final = (
    (_OLE, "That is an older Office file, a mail from Outlook, or a file with a password. Such files can hide a "
           "program. Save it without a password as .docx, .xlsx or PDF, and add that."),
    (b"{\\rtf", "That is rich text (RTF), which can hide a program. Save it as .docx or PDF, and add that."),
    (b"PK\x05\x06", EMPTY),
    (b"Rar!", "That is an archive. Unpack it, and add the documents that are needed one by one."),
    (b"7z\xbc\xaf", "That is an archive. Unpack it, and add the documents that are needed one by one."),
    (b"\x1f\x8b", "That is an archive. Unpack it, and add the documents that are needed one by one."),
    (b"MZ", "That is a program, not a document. Do not open it, and tell whoever looks after your computers."),
    (b"\x7fELF", "That is a program, not a document. Do not open it, and tell whoever looks after your computers."),
)  # fmt: skip
ARCHIVE: Final = "That is an archive. Unpack it, and add the documents that are needed one by one."
_LOOKS: Final[dict[str, Callable[[bytes], None]]] = {
    "pdf": pdfs.examine,
    "png": pictures.png,
    "jpeg": pictures.jpeg,
    "text": texts.examine,
}


def first_look(head: bytes, size: int, name: str) -> Kind:
    """The type of a document by its first HEAD bytes, its size and its name. Raises Refused.

    A packed file (Word, Excel, OpenDocument) is taken at its name's word here; `examine` looks what it is.
    """
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Refused(EMPTY)
    suffix = suffix_of(name)
    kind = _by_head(head, suffix)
    if suffix and suffix not in kind.suffixes:
        raise Refused(
            f"Its name ends in .{suffix} but in it is something else: {kind.name}. Find out what it is before adding "
            "it."
        )
    if size > kind.largest:
        raise Refused(
            f"The file is too large: a {kind.name} may have {in_words(kind.largest)}. Save it smaller, or add only the "
            "pages that are needed."
        )
    return kind


def _by_head(head: bytes, suffix: str) -> Kind:
    for begins, code in _BEGINS:
        if head.startswith(begins):
            return BY_CODE[code]
    for begins, sentence in _OTHERS:
        if head.startswith(begins):
            raise Refused(sentence)
    if head.startswith(b"PK\x03\x04"):
        if suffix in packages.CODES:
            return BY_CODE[suffix]
        raise Refused(packages.MACROS if suffix in packages.WITH_MACROS else ARCHIVE)
    texts.check(head[:HEAD], cut=True)
    return BY_CODE["text"]


def suffix_of(name: str) -> str:
    """What the name ends in, in small letters; "" where that is no type. Raises Refused for a name that misleads."""
    if any(sign in _TURNING or unicodedata.category(sign) == "Cc" for sign in name):
        raise Refused(HIDING_NAME)
    _stem, dot, last = name.strip().rpartition(".")
    found = last.lower()
    return found if dot and re.fullmatch(r"(?=.*[a-z])[a-z0-9]{1,5}", found) else ""


def examine(data: bytes, code: str) -> None:
    """Look through a whole document that a first look took for `code`. Raises Refused."""
    look = _LOOKS.get(code)
    if look is not None:
        look(data)
        return
    found = packages.examine(data)
    if found != code:
        raise Refused(
            f"Its name ends in .{code} but in it is something else: {BY_CODE[found].name}. Find out what it is before "
            "adding it."
        )
