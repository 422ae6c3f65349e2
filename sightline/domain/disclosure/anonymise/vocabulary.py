"""Which words are ordinary: a name that is one needs a capital, and a capital alone makes no name of one.

The list is SCOWL, size 35, British spelling (`data/words.LICENCE.txt`), with two short lists of our own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files


def _listed(name: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath(f"data/{name}.txt").read_text(encoding="utf-8").split())


# In the list as verbs or nouns that nobody writes about families; in small letters they are still the name.
_CHIEFLY_NAMES = frozenset({"peter", "sally", "mike", "harry", "nick", "kitty", "dolly", "victor"})
# Names that begin so many sentences as a word that only the full name stands for the person.
FUNCTION_WORDS = _listed("function_words")
# Written with a capital and no name of a person: days, months, agencies and documents of the field, nationalities.
_CAPITALISED = _listed("capitalised")


@cache
def _words() -> frozenset[str]:
    return _listed("words")


def is_word(word: str) -> bool:
    """Whether it is in the dictionary, in small letters."""
    return word in _words()


def is_ordinary(name: str) -> bool:
    """Whether a name is also a word that people write for itself (Grace, May, Will, Mark, Hope, Rose, Baker)."""
    low = name.lower()
    return low not in _CHIEFLY_NAMES and low in _words()


@lru_cache(maxsize=8192)
def may_have_capital(word: str) -> bool:
    """Whether a capital on this word says nothing about a person."""
    low = word.lower()
    return is_ordinary(low) or low in _CAPITALISED or low in FUNCTION_WORDS
