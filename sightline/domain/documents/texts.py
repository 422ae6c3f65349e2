"""Plain text: letters and nothing that a browser or a computer would act upon."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sightline.domain.documents.kinds import Refused, listed

NOT_TEXT: Final = f"That is not a type of file that is kept here. Save it as {listed()}, and add that."
ACTS: Final = (
    "That is a web page, a drawing or a script, whatever its name says. Print it to a PDF, and add that."
)  # fmt: skip
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ACTS: Final = re.compile(r"\s*(<[a-z!?/]|#!|%!ps|mime-version:|@echo|\{\\rtf)", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def examine(data: bytes) -> None:
    """Look through a text. Raises Refused."""
    check(data)


def check(data: bytes, *, cut: bool = False) -> None:
    """Raise Refused unless these bytes are text. `cut`: they are only its beginning."""
    text = _decoded(data, cut)
    if text is None or _CONTROL.search(text):
        raise Refused(NOT_TEXT)
    if _ACTS.match(text.lstrip("\ufeff")):
        raise Refused(ACTS)


def _decoded(data: bytes, cut: bool) -> str | None:
    """As UTF-16 with its mark, UTF-8, or what Windows wrote before; None when it is none of them."""
    if data.startswith(_UTF_16):
        return _as("utf-16", data[: len(data) // 2 * 2], cut)
    found = _as("utf-8", data, cut)
    return found if found is not None else _as("cp1252", data, cut)


def _as(encoding: str, data: bytes, cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except UnicodeDecodeError:
        return None
