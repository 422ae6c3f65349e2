"""Text made plain before it is read (rule 1), and texts that say that nothing is known (rule 21)."""

from __future__ import annotations

import re

LONGEST = 120  # letters of a date or time after cleaning; longer text is a sentence, not a date
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‛ʼ`´", "'") | dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff")
)
_SPACES = re.compile(r"\s+")
_UNKNOWN = frozenset(
    {
        "", "?", "??", "???", "n/k", "nk", "n.k", "not known", "unknown", "tbc", "t.b.c", "to be confirmed", "undated",
        "no date", "date not known", "date unknown", "time not known", "time unknown", "not recorded", "blank",
        "don't know", "do not know", "not sure",
    }
)  # fmt: skip


def clean(text: str) -> str | None:
    """Trimmed, single spaces, plain hyphens and apostrophes, lower case, one full stop off the end.

    None when the text is too long to be a date. Linear in the length of the text.
    """
    plain = _SPACES.sub(" ", text.translate(_PLAIN)).strip().lower()
    if len(plain) > LONGEST:
        return None
    return plain.removesuffix(".").rstrip() if plain != "." else plain


def says_unknown(cleaned: str) -> bool:
    """Whether the text says that the day or time is not known, or says nothing."""
    return cleaned in _UNKNOWN
