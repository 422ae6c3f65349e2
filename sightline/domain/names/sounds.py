"""A key by sound for one folded word of a name: our own rules, made for names as they are heard on a telephone.

    Philips, Filips, Phillipps → FLPS        Katherine, Catharine → KTRN        Stephen, Steven → STFN
    Mohammed, Muhamad → MHMT                 Lukasz, Lucas → LKS                李 → 李

Consonants go by how they sound, vowels only count in front, doubled sounds are one. A word that is not written in Latin
letters is its own key. `keys_of` adds the key with one sound left out, so that a sound too many or too few still meets.
"""

from __future__ import annotations

import re
from functools import lru_cache

# In this order; what is written first wins.
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^ps", "s"), (r"^x", "s"), (r"^mac(?=[^aeiou])", "mk"),
    (r"^mc", "mk"), (r"mb$", "m"), (r"tch", "C"), (r"sch|sh|cz(?=[aeiouy])", "C"), (r"sz", "s"), (r"ch(?=r|l)", "k"),
    (r"ch", "C"), (r"ph|v|w(?=[rl])", "f"), (r"gh(?=t|$)", ""), (r"gh", "g"), (r"th", "t"), (r"dg(?=e|i|y)", "j"),
    (r"ck|q|x(?!$)", "k"), (r"x$", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=[ei])", "j"), (r"z", "s"),
    (r"d", "t"), (r"b", "p"), (r"j", "j"), (r"g", "k"),
)  # fmt: skip
_RULES = tuple((re.compile(pattern), to) for pattern, to in _SPELLINGS)
LONGEST = 12


@lru_cache(maxsize=10_000)  # a search compares two hundred names, and most words of names are shared
def sound(word: str) -> str:
    """The key of one folded word; the word itself where it is not Latin. Never empty for a word that is not."""
    if not word.isascii() or not word.isalpha():
        return word[:LONGEST]
    spelt = word
    for pattern, to in _RULES:
        spelt = pattern.sub(to, spelt)
    head = "A" if spelt[:1] in "aeiouy" and spelt else spelt[:1].upper()
    body = re.sub(r"[aeiouyw]", "", spelt[1:])
    body = re.sub(r"h(?=$|[^aeiou])", "", body) if head != "M" else body
    key = re.sub(r"(.)\1+", r"\1", (head + body).upper())
    return key[:LONGEST] or word[:LONGEST]


@lru_cache(maxsize=10_000)
def keys_of(word: str) -> frozenset[str]:
    """The key of a word and, where it has four sounds or more, that key with each one of them left out."""
    key = sound(word)
    if len(key) < 4 or not key.isascii():
        return frozenset({key})
    return frozenset({key, *(key[:at] + key[at + 1 :] for at in range(1, len(key)))})
