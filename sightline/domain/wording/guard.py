"""Looking through a text for words that are better left, each named once, in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.domain.wording.phrases import PHRASES, Phrase

LONGEST = 100_000  # letters of a text that are looked through: what a field takes
MOST = 5  # more at once is not read


@dataclass(frozen=True, slots=True)
class Hint:
    """What was written, why it is better left, and what says more."""

    said: str
    why: str
    instead: str

    @property
    def sentence(self) -> str:
        """In one line."""
        return f"You wrote “{self.said}”. {self.why} {self.instead}"


def hints(texts: Iterable[str], *, age: int | None = None) -> tuple[Hint, ...]:
    """At most five hints for what somebody wrote in their own words.

    `age`: the child's in whole years, None when it is not known (then a hint that is about younger children is given:
    it costs less than a wrong word). Never give it what another person said: words of a child or parent stay as said.

    >>> [hint.said for hint in hints(["Mum says no concerns. She is putting herself at risk."])]
    ['no concerns', 'putting herself at risk']
    """
    found: list[tuple[int, int, Hint]] = []
    seen: set[Phrase] = set()
    for number, text in enumerate(texts):
        for phrase in PHRASES:
            too_old = phrase.under is not None and age is not None and age >= phrase.under
            match = None if too_old or phrase in seen else phrase.pattern.search(text[:LONGEST])
            if match:
                seen.add(phrase)
                found.append((number, match.start(), Hint(" ".join(match[0].split()), phrase.why, phrase.instead)))
    return tuple(hint for _, _, hint in sorted(found, key=lambda each: each[:2])[:MOST])
