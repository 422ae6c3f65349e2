"""Codes in words: none is guessed at, none is hidden, and none recorded is not the same as nothing recorded."""

from __future__ import annotations

import pytest

from sightline.cases import codes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("4B", "mental health (a parent or carer)"),
        ("3A", "subject of domestic abuse (the child)"),
        ("16A", "neglect"),
        ("RB", "RB"),
    ],
)
def test_a_factor(code, words):
    assert codes.in_words(codes.FACTOR, code) == words


def test_every_factor_of_the_census_has_words():
    three = {f"{number}{who}" for number in range(1, 7) for who in "ABC"}
    one = {f"{number}A" for number in (7, *range(9, 18), 22, 23, 24)}
    assert set(codes.FACTOR) >= three | one | {"8B", "8C", "8D", "8E", "8F", "18B", "18C", "19B", "19C", "20", "21"}


def test_never_recorded_is_not_none():
    assert codes.all_in_words(codes.FACTOR, None, none="none", missing="not recorded") == "not recorded"
    assert codes.all_in_words(codes.FACTOR, [], none="none", missing="not recorded") == "none"
