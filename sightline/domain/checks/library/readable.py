"""How hard a plan is to read: words in a sentence, and the reading age by a formula that only warns.

Reading age = Flesch-Kincaid grade + 5. The formula is for English, and counts sounds only roughly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SENTENCE_ENDS = re.compile(r"[.!?]+(?=\s|$)|[\r\n]+|[•·]")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
VOWELS = re.compile(r"[aeiouyáéíóúàèìòùäëïöü]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text asks of its reader."""

    words: int
    sentences: int
    longest: int
    age: float

    @property
    def mean(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0


def read(text: str) -> Reading:
    """Measure a text; a text without words measures nothing."""
    lengths = [len(words) for part in SENTENCE_ENDS.split(text) if (words := WORD.findall(part))]
    words = WORD.findall(text)
    if not words:
        return Reading(0, 0, 0, 0.0)
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / len(lengths) + 11.8 * syllables / len(words) - 15.59
    return Reading(len(words), len(lengths), max(lengths), grade + 5)


def _syllables(word: str) -> int:
    """Roughly: groups of vowels, without a silent e at the end."""
    lower = word.lower()
    count = len(VOWELS.findall(lower))
    if lower.endswith(("e", "es", "ed")) and not lower.endswith(("le", "les", "ted", "ded", "ses", "ces", "ges")):
        count -= 1
    return max(1, count)
