from __future__ import annotations

import pytest

from sightline.domain.coding import OutsideText, Span, digest, paragraphs, passage, pieces, sentences

TEXT = "Dad 🙂 left. Mr. Smith (a friend) said: “He came.” Then e.g. nothing.\r\n\r\n  J. B. rang! ok? Yes.  "


def words(spans):
    return [span.of(TEXT) for span in spans]


def test_an_emoji_is_one_place():
    assert passage(TEXT, 6, 10).of(TEXT) == "left"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000), (3, 4)])
def test_a_passage_that_is_not_there_or_holds_nothing_is_refused(start, end):
    with pytest.raises(OutsideText):
        passage(TEXT, start, end)


def test_paragraphs_have_no_blanks_and_no_line_breaks():
    assert words(paragraphs(TEXT))[1] == "J. B. rang! ok? Yes."
    assert len(paragraphs("a\rb\u2028c\n\n \nd")) == 4
    assert paragraphs(" \r\n ") == []


def test_abbreviations_initials_and_small_letters_end_no_sentence():
    assert words(sentences(TEXT)) == [
        "Dad 🙂 left.",
        "Mr. Smith (a friend) said: “He came.”",
        "Then e.g. nothing.",
        "J. B. rang! ok?",
        "Yes.",
    ]


def test_sentences_hold_every_word_once():
    held = "".join(words(sentences(TEXT)))
    assert held.replace(" ", "") == "".join(TEXT.split())


def test_nested_and_overlapping_passages_are_cut_into_pieces():
    found = pieces(10, [Span(0, 9), Span(4, 6), Span(5, 10)])
    assert found == [
        (Span(0, 4), (0,)),
        (Span(4, 5), (0, 1)),
        (Span(5, 6), (0, 1, 2)),
        (Span(6, 9), (0, 2)),
        (Span(9, 10), (2,)),
    ]
    assert Span(0, 9).holds(Span(4, 6))
    assert not Span(4, 6).holds(Span(5, 10))
    assert Span(4, 6).meets(Span(5, 10))
    assert not Span(0, 4).meets(Span(4, 6))


def test_one_letter_makes_another_digest():
    assert digest("é") != digest("e\u0301")
    assert digest("a") == digest("a")
