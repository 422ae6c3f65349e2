"""A text cut into paragraphs and sentences. Every unit is a span; together they hold every word of the text once.

Cutting is by signs, not by grammar: after . ! ? … and what closes a quotation, before a blank and something that can
begin a sentence. Usual abbreviations and initials do not end one. Our own rule; kept simple so that the same text is
always cut alike, since two coders are compared on these units.
"""

from __future__ import annotations

import re
from typing import Final

from .spans import Span, trimmed

# fmt: off
ABBREVIATIONS: Final = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "etc", "no", "nos", "p", "pp", "para", "approx", "c", "ca",
    "cf", "vs", "ed", "eds", "sept", "dept", "hon", "rev", "sgt", "pc", "dc", "ref", "tel", "wk", "mth", "yr",
})
# fmt: on
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_LAST_WORD: Final = re.compile(r"([^\s(\"'“‘]+)$")


def paragraphs(text: str) -> list[Span]:
    """Lines of the text that hold anything, without their blanks at either end and without the line break."""
    found, start = [], 0
    for line in [*_LINE_BREAK.finditer(text), None]:
        end = line.start() if line else len(text)
        if text[start:end].strip():
            found.append(trimmed(text, Span(start, end)))
        start = line.end() if line else end
    return found


def sentences(text: str) -> list[Span]:
    """The sentences of each paragraph, in order."""
    return [sentence for paragraph in paragraphs(text) for sentence in sentences_of(text, paragraph)]


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph: at least one."""
    found, start = [], paragraph.start
    words = paragraph.of(text)
    for stop in _END.finditer(words):
        end = paragraph.start + stop.end()
        if _goes_on(words, stop):
            continue
        found.append(trimmed(text, Span(start, end)))
        start = end
    if text[start : paragraph.end].strip():
        found.append(trimmed(text, Span(start, paragraph.end)))
    return found


def _goes_on(words: str, stop: re.Match[str]) -> bool:
    """Whether the sign does not end a sentence: an abbreviation, an initial, or a small letter after it."""
    after = words[stop.end() :].lstrip()
    if after[:1].islower():
        return True
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return False
    before = _LAST_WORD.search(words[: stop.start()])
    word = before.group(1) if before else ""
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper() and word != "I")
