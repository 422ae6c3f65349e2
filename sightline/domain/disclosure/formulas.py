"""Words that leave for a spreadsheet stay words: the one rule for every file we write that a spreadsheet may open."""

from __future__ import annotations

import re
from typing import Final

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def neutral(text: str) -> str:
    """Text that a spreadsheet takes for text: what could begin a formula gets an apostrophe (OWASP, CSV injection).

    Signs nobody can see go first: behind one of them a formula would not be noticed.
    """
    text = _UNPRINTABLE.sub("", text)
    return "'" + text if text.startswith(STARTS) else text
