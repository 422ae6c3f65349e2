"""What is left in a text that could tell who somebody is: places, each with its reason, for a person to decide.

Nothing is changed here. An empty list means that nothing was found, not that nothing is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sightline.domain.spelling import one_edit

from .coding import why
from .dates_in_text import dates_in
from .identifiers import identifiers
from .matching import WORD, is_month
from .shadow import Shadow, shadow
from .variants import TITLES
from .vocabulary import is_ordinary, may_have_capital

if TYPE_CHECKING:
    from .glossary import Glossary

_FAR_AHEAD = date(2079, 1, 1)  # so that two figures are some year; only day, month and those figures are compared
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•|])[\s\"'(\[-]*$")
_SHORTEST_SLIP = 4  # letters a name needs before a word beside it is taken for a slip
_VOWEL = re.compile(r"[AEIOUY]")
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|PC|DC|DI|DS|Sgt)\.? $")


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a text. `kind` is a word for programs, `reason` a sentence for people, `code` whom it may be."""

    kind: str
    start: int
    end: int
    text: str
    reason: str
    code: str | None = None


def residual(glossary: Glossary, text: str) -> list[Place]:
    """Every place that could tell who somebody is, in the order of the text; where two overlap, the surer one."""
    seen = shadow(text)
    found: list[Place] = []
    taken: list[tuple[int, int]] = []
    codes = [seen.span(code.start, code.end) for code in glossary.matcher.find_codes(seen)]

    def add(places: Iterator[Place]) -> None:
        for place in places:
            if not any(place.start < end and start < place.end for start, end in taken):
                taken.append((place.start, place.end))
                found.append(place)

    add(_names(glossary, text, seen))
    add(_births(glossary, text))
    add(Place(kind, start, end, text[start:end], reason) for kind, start, end, reason in identifiers(text))
    taken += codes
    add(_words(glossary, text, seen))
    return sorted(found, key=lambda place: place.start)


def _names(glossary: Glossary, text: str, seen: Shadow) -> Iterator[Place]:
    for match in glossary.matcher.find(seen):
        if match.form.is_code:
            continue
        start, end = seen.span(match.start, match.end)
        if match.form.code is None:
            yield Place("shared_name", start, end, text[start:end], why(match))
        else:
            reason = f"This is a name of {match.form.code}."
            yield Place("name", start, end, text[start:end], reason, match.form.code)


def _births(glossary: Glossary, text: str) -> Iterator[Place]:
    born = {
        (entry.born.day, entry.born.month, entry.born.year % 100): entry.code
        for entry in glossary.entries
        if entry.born
    }
    if not born:
        return
    for place in dates_in(text, _FAR_AHEAD):
        if place.written.earliest and place.written.earliest == place.written.latest:
            day = date.fromisoformat(place.written.earliest)
            if code := born.get((day.day, day.month, day.year % 100)):
                reason = f"This is the date of birth of {code}."
                yield Place("date_of_birth", place.start, place.end, text[place.start : place.end], reason, code)


def _words(glossary: Glossary, text: str, seen: Shadow) -> Iterator[Place]:
    """Parts of names, slips in names, and capitalised words nobody knows; neighbours of the last kind as one place."""
    waiting: Place | None = None
    for match in WORD.finditer(seen.seen):
        start, end = seen.span(match.start(), match.end())
        place = _word(glossary, seen.seen, match, start, end, text)
        beside = (
            waiting
            and place
            and place.kind == waiting.kind == "capitalised"
            and text[waiting.end : start] in (" ", "-")
        )
        if waiting and place and beside:
            waiting = Place(place.kind, waiting.start, end, text[waiting.start : end], waiting.reason)
            continue
        if waiting:
            yield waiting
        waiting = place
    if waiting:
        yield waiting


def _word(glossary: Glossary, seen: str, match: re.Match[str], start: int, end: int, text: str) -> Place | None:
    word = match[0]
    low = word.lower()
    parts = glossary.matcher.parts
    if is_month(seen, match.start(), match.end()):
        return None
    if low in parts:
        if word[0].isupper() and not (is_ordinary(low) and _begins(seen, match.start())):
            code = ", ".join(sorted(parts[low]))
            return Place("name_part", start, end, text[start:end], f"This is a part of a name of {code}.", code)
        return None
    if len(word) >= _SHORTEST_SLIP and not may_have_capital(word):
        near = glossary_slips(glossary, low)
        if near:
            name, code = near
            return Place(
                "misspelling", start, end, text[start:end], f"One letter from '{name}', a name of {code}.", code
            )
    if not word[0].isupper():
        return None
    titled = _TITLE_BEFORE.search(seen[max(0, match.start() - 12) : match.start()]) is not None
    if titled and low not in TITLES:
        return Place("capitalised", start, end, text[start:end], "A name seems to stand after a title.")
    if may_have_capital(word) or any(sign.isdigit() for sign in word) or len(word) == 1:
        return None
    if word.isupper() and (len(word) < _SHORTEST_SLIP or not _VOWEL.search(word)):
        return None  # an acronym
    return Place("capitalised", start, end, text[start:end], "A capital, and not in the glossary or the dictionary.")


def _begins(seen: str, start: int) -> bool:
    """Whether a sentence begins here."""
    return _SENTENCE_START.search(seen[max(0, start - 8) : start]) is not None


def glossary_slips(glossary: Glossary, word: str) -> tuple[str, str] | None:
    """The name that is one letter away, and whose it is. Remembered: a review has few words, and says them often."""
    slips = glossary.matcher.slips
    if word not in slips:
        slips[word] = next(_slips(glossary, word), None)
    return slips[word]


def _slips(glossary: Glossary, word: str) -> Iterator[tuple[str, str]]:
    for name, codes in glossary.matcher.near(word):
        if len(name) >= _SHORTEST_SLIP and one_edit(word, name):
            yield name, ", ".join(sorted(codes))
