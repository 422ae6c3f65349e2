"""Words in lines: a word is broken only where it must be, and never without a hyphen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.drawing.scene import text_width
from sightline.domain.drawing.wrapping import wrapped


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("Westmarsh", 80, ("Westmarsh",)),
        ("Westmarsh", 60, ("West-", "marsh")),
        ("Community nursing", 80, ("Community", "nursing")),
        ("Community", 60, ("Commu-", "nity")),
        ("Featherstonehaugh", 60, ("Feather-", "stone-", "haugh")),
        ("Ash-next-the-Sea", 70, ("Ash-next-", "the-Sea")),
        ("Grandmother", 60, ("Grand-", "mother")),
    ],
)
def test_a_word_too_wide_is_broken_between_syllables_with_a_hyphen(
    words: str, width: float, lines: tuple[str, ...]
) -> None:
    assert wrapped(words, width) == lines


def test_each_line_may_have_a_width_of_its_own() -> None:
    assert wrapped("one two three four", (40, 90)) == ("one", "two three", "four")


@given(st.text(alphabet="abcdefgh -/é", max_size=60), st.integers(30, 120))
def test_no_letter_is_lost_and_no_line_too_wide(words: str, width: int) -> None:
    lines = wrapped(words, width, 99)
    kept = "".join(lines).replace("-", "").replace(" ", "")
    assert kept == words.replace("-", "").replace(" ", "")
    assert all(text_width(line) <= width for line in lines)
