"""One spelling for the ways a name is typed: O'Brien-Łukasz and OBRIEN LUKASZ fold to the same words."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŋ": "n",
    }
)  # fmt: skip
_JOINED = "'’ʼ`´‘.\u00b7"  # marks inside a name: dropped, so that O'Brien is obrien


def folded(text: str) -> str:
    """Lower case, without accents, marks and what cannot be seen (direction marks, NUL); words by single spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_WHOLE)
    kept = []
    for letter in plain:
        kind = unicodedata.category(letter)
        if kind in ("Mn", "Cf", "Cc", "Cs", "Co", "Cn") or letter in _JOINED:
            continue
        # Signs and emoji are kept: somebody may have written nothing else.
        kept.append(letter if kind[0] in "LN" or kind in ("Mc", "So") else " ")
    return " ".join("".join(kept).split())


def words_of(text: str, at_most: int = 8) -> tuple[str, ...]:
    """The folded words of a name, each once, in order; at most so many, of at most 40 letters each."""
    return tuple(dict.fromkeys(word[:40] for word in folded(text).split()))[:at_most]
