"""Words that name somebody who is not to be named, and words that only look so."""

from __future__ import annotations

import pytest

from sightline.domain.names import NOTHING_KEPT_BACK, unsaid

SHOWN = ("Maya Fennimore", "Kerry Fennimore", "Kevin Stone")
KEPT = unsaid(["Darren Pask", "Adam Ng", "Kevin Stone"], ["Darren Pask", "Baby Fennimore"], SHOWN)


@pytest.mark.parametrize(
    "words",
    [
        "Darren Pask",
        "darren",
        "D. Pask",
        "Darren’s",
        "Darren's flat",
        "his uncle DARREN",
        "Pask, D.",
        "Dárren",
        "Adam Ng",
    ],
)
def test_words_that_name_somebody_not_shown(words: str) -> None:
    assert KEPT.named_in(words)


@pytest.mark.parametrize(
    "words",
    # Of who has nothing to do with the family a first name says nothing; what is in a shown name names nobody else.
    ["", "A neighbour", "Adam", "Kevin Stone", "Fennimore", "the baby", "Maya", "Darrenfield", "Ng Adam"],
)
def test_words_that_name_nobody_who_is_not_shown(words: str) -> None:
    assert not KEPT.named_in(words)


def test_nothing_is_kept_back_where_everybody_is_shown() -> None:
    assert not NOTHING_KEPT_BACK
    assert not unsaid([], [], SHOWN).named_in("Darren Pask")
