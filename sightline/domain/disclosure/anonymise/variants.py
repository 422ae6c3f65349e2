"""The forms in which one person or place of the glossary may stand in a text.

    Paula Anne Jones → Paula Anne Jones · Paula Jones · Jones, Paula · Anne Jones · Paula · Jones

and each alias as listed. Initials and middle names alone are not derived: only what is listed stands for them. Derived
parts that two people share stand for nobody; they are flagged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .vocabulary import FUNCTION_WORDS, is_ordinary

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "lord", "lady", "pc", "dc", "di"}
)
_PLACE_ROLES = re.compile(
    r"\b(?:place|home|house|address|school|nursery|college|hospital|surgery|clinic|centre|area|town|city|village|ward"
    r"|street|estate|county|borough|organisation|agency|placement)\b",
    re.IGNORECASE,
)
AREA_ROLES = re.compile(
    r"\b(?:place|area|town|city|village|ward|street|estate|county|borough|road|address)\b", re.IGNORECASE
)
# Letters that are no letter with a mark.
_LETTERS = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ß": "ss", "Æ": "Ae", "æ": "ae"})
# What families call each other; as an alias they are meant in small letters too.
_KIN = frozenset(
    {
        "mum",
        "mummy",
        "mam",
        "dad",
        "daddy",
        "nan",
        "nana",
        "nanny",
        "gran",
        "granny",
        "grandma",
        "grandad",
        "mother",
        "father",
    }
)
_WORD = re.compile(r"[^\W_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SHORTEST_PLURAL = 3  # letters a name needs before an s after it is taken for a plural


@dataclass(frozen=True, slots=True)
class Variant:
    """One form. `listed`: named in the glossary, not derived from a full name."""

    text: str
    listed: bool

    @property
    def first_word(self) -> str:
        """The word it is looked up by."""
        found = _WORD.search(self.text)
        return found[0].lower() if found else ""

    def pattern(self) -> re.Pattern[str]:
        """Matches it at a place in a shadow; the group `tail` holds the ending of a plural."""
        words = _WORD.findall(self.text)
        seps = [_separator(gap) for gap in _WORD.split(self.text)[1:-1]]
        exact = _needs_exact_case(self.text)
        capital = (
            not exact and self.text.lower() not in _KIN and all(is_ordinary(word) or len(word) <= 2 for word in words)
        )
        parts = []
        for place, word in enumerate(words):
            escaped = re.escape(word)
            if exact:
                parts.append(escaped)
            elif capital and word[0].upper() != word[0].lower():
                parts.append(f"{re.escape(word[0].upper())}(?i:{re.escape(word[1:])})")
            else:
                parts.append(f"(?i:{escaped})")
            parts.append(seps[place] if place < len(seps) else "")
        return re.compile("".join(parts) + self._tail(capital or exact) + r"(?![^\W_])")

    def _tail(self, as_written: bool) -> str:
        if as_written or len(self.text) < _SHORTEST_PLURAL or not self.text[-1].isalpha() or not self.text.isascii():
            return "(?P<tail>)"
        return "(?P<tail>(?i:es)?)" if ends_in_hiss(self.text) else "(?P<tail>(?i:s)?)"

    def plural_key(self) -> str | None:
        """The plural as one word, when it is looked up by that."""
        if len(_WORD.findall(self.text)) != 1:
            return None
        return self.first_word + ("es" if ends_in_hiss(self.text) else "s")


def ends_in_hiss(name: str) -> bool:
    """Whether a plural of the name takes -es."""
    return name.lower().endswith(("s", "x", "z", "ch", "sh"))


def _separator(gap: str) -> str:
    """What may stand between two words of a name: O'Brien, Smith-Jones and Smith Jones, `P. J.`, `Jones, Paula`."""
    if gap.strip() == "'":
        return "'"
    if not gap.strip(" -"):
        return r"(?:\s{1,3}|\s?-\s?|_)"
    return r"\s?".join(re.escape(sign) for sign in gap if not sign.isspace()) + r"\s?"


def _needs_exact_case(text: str) -> bool:
    """Initials: at most four letters, all capitals."""
    letters = "".join(_WORD.findall(text))
    return len(letters) <= 4 and letters.isupper() and letters.isascii()


def core(name: str) -> str:
    """A name without the marks around it."""
    return _EDGES.sub("", name)


def is_place(role: str) -> bool:
    """Whether a role is that of a place or organisation, whose names have no first name and surname."""
    return _PLACE_ROLES.search(role) is not None


def variants_of(name: str, aliases: tuple[str, ...], role: str) -> list[Variant]:
    """Every form of one entry; the first is the name itself."""
    found: dict[str, Variant] = {}

    def add(text: str, listed: bool) -> None:
        text = core(text)
        key = text.lower()
        if _WORD.search(text) and (key not in found or listed):
            found.setdefault(key, Variant(text, listed))

    for listed in (name, *aliases):
        add(listed, True)
        if "'" in listed:
            add(listed.replace("'", ""), True)
        if _needs_exact_case(listed) and listed.isalpha():
            add(".".join(listed), True)
    if not is_place(role):
        for derived in _derived(name):
            add(derived, False)
    for variant in list(found.values()):
        add(unaccented(variant.text), variant.listed)
    return list(found.values())


def unaccented(name: str) -> str:
    """As a name is typed by somebody without the letters: Łukasz, José and Zoë as Lukasz, Jose and Zoe."""
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFD", name.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f"))


def _derived(name: str) -> list[str]:
    words = [word for word in core(name).split() if word]
    titles = words
    while words and words[0].lower().rstrip(".") in TITLES:
        words = words[1:]
    words = [word.strip(",") for word in words]
    titled = [f"{title} {words[-1]}" for title in titles[: len(titles) - len(words)]] if words else []
    if len(words) < 2:
        return titled + words
    first, last = words[0], words[-1]
    whole = " ".join(words)
    pairs = [whole, f"{first} {last}", f"{last}, {first}", f"{last}, {' '.join(words[:-1])}", " ".join(words[1:])]
    singles = [word for word in (first, last) if len(core(word)) > 1 and core(word).lower() not in FUNCTION_WORDS]
    return titled + pairs + singles
