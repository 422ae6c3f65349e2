from __future__ import annotations

import pytest

from sightline.domain.coding import Span
from sightline.domain.coding.carried import carried

BEFORE = "Paula 🙂 rang.\r\nMay Orchard called Paula's school back.\nThe end."
AFTER = "M 🙂 rang.\r\nSW1 called M's school back.\nThe end."


@pytest.mark.parametrize(
    ("words", "become"),
    [
        ("Paula 🙂 rang.", "M 🙂 rang."),
        ("rang", "rang"),
        ("May Orchard called", "SW1 called"),
        ("Orchard", "SW1"),
        ("called Paula's school", "called M's school"),
        ("school back.\nThe", "school back.\nThe"),
        ("The end.", "The end."),
    ],
)
def test_a_passage_holds_the_same_words_afterwards(words, become):
    start = BEFORE.index(words)
    (found,) = carried(BEFORE, AFTER, [Span(start, start + len(words))])
    assert found.of(AFTER) == become


def test_where_lines_were_joined_words_still_lead_the_way():
    (found,) = carried("Paula\nrang twice.", "M rang twice.", [Span(11, 16)])
    assert found.of("M rang twice.") == "twice"
