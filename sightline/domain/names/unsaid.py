"""Whether words that somebody typed name a person who is not to be named: who said so, what a home is called.

    Darren Pask, not shown; Maya Fennimore, shown

    "Darren Pask"  "D. Pask"  "Darren’s"  "his uncle Darren"     name him
    "Maya and Pask Fennimore"                                    names him, by a word that is nobody's who is shown
    "A neighbour"  "Fennimore"                                   name nobody who is not shown

Words that stand in the name of somebody shown name nobody: families share their names. Of people who have nothing to do
with the family only the whole name counts, or every Adam in a county would be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sightline.domain.names.folding import folded

NO_NAMES: Final = frozenset(
    {
        "a", "an", "and", "or", "of", "the", "by", "de", "la", "not", "known", "unknown", "name", "recorded", "none",
        "nobody", "somebody", "baby", "babe", "child", "boy", "girl", "son", "daughter", "infant", "unborn", "mother",
        "father", "mum", "mummy", "dad", "daddy", "parent", "carer", "brother", "sister", "sibling", "twin", "aunt",
        "auntie", "uncle", "cousin", "nan", "nanny", "gran", "granny", "grandad", "grandma", "grandpa", "grandmother",
        "grandfather", "great", "step", "foster", "partner", "wife", "husband", "ex", "mr", "mrs", "ms", "miss", "mx",
        "dr", "sir",
    }
)  # fmt: skip
"""Words that stand in the place of a name and are nobody's: "Baby Hartley", "Father: not known"."""
_HIS: Final = re.compile(r"['’ʼ`´‘]s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Names that are not to be told: `whole` ones, and single `words` that are as good as a name. Folded."""

    whole: frozenset[tuple[str, ...]] = frozenset()
    words: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.whole or self.words)

    def named_in(self, text: str) -> bool:
        """Whether a text names somebody it must not name."""
        if not self or not text:
            return False
        said = folded(_HIS.sub("", text)).split()
        return not self.words.isdisjoint(said) or any(_in(name, said) for name in self.whole)


NOTHING_KEPT_BACK: Final = Unsaid()


def unsaid(names: Iterable[str], of_the_family: Iterable[str], shown: Iterable[str]) -> Unsaid:
    """What must not be told.

    `names`: of everybody who is not shown; `of_the_family`: of those among them whose first or last name alone says who
    they are; `shown`: the names of the people who are shown.
    """
    said = [folded(name).split() for name in shown]
    there = {word for name in said for word in name}
    kept = {tuple(folded(name).split()) for name in names}
    words = {word for name in of_the_family for word in folded(name).split() if len(word) > 1 and not word.isdigit()}
    return Unsaid(
        frozenset(name for name in kept if len(name) > 1 and not any(_in(name, one) for one in said)),
        frozenset(words - there - NO_NAMES),
    )


def _in(name: tuple[str, ...], words: list[str]) -> bool:
    """Whether the words of a name stand side by side."""
    return any(tuple(words[at : at + len(name)]) == name for at in range(len(words) - len(name) + 1))
