"""The language guard: what it finds, what it leaves alone, and that each suggestion says more."""

from __future__ import annotations

import re
import time

import pytest

from sightline.domain.wording import PHRASES, hints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It was a lifestyle choice.", "lifestyle choice"),
        ("She is PUTTING\nherself at risk again", "PUTTING herself at risk"),
        ("He was promiscuous", "promiscuous"),
        ("DNA'd the clinic twice", "DNA'd"),
        ("Mum failed to attend.", "failed to attend"),
        ("This is disguised compliance.", "disguised compliance"),
        ("Father is hard to reach", "hard to reach"),
        ("mother refused to engage", "refused to engage"),
        ("No further concerns.", "No further concerns"),
        ("Concerns were raised by school", "Concerns were raised"),
        ("a 3-day-old bruise", "3-day-old bruise"),
        ("an inappropriate comment", "inappropriate"),
    ],
)
def test_it_finds(text, said):
    [hint] = hints([text], age=4)
    assert hint.said == said
    assert hint.sentence.startswith(f"You wrote “{said}”.")


@pytest.mark.parametrize(
    "text",
    [
        "The DNA test came back.", "Lifestyle, work and choices", "She put herself to bed.", "He risked it.",
        "An appropriate adult was there.", "We reached the hard shoulder.", "She is worried about school.", "", "   ",
        "Bruise on the cheek, 12 mm, round, purple.",
    ],
)  # fmt: skip
def test_it_leaves_alone(text):
    assert hints([text], age=4) == ()


def test_a_word_about_younger_children_only():
    assert hints(["Did not attend."], age=16) == ()
    assert hints(["Did not attend."], age=15)
    assert hints(["Did not attend."], age=None), "an age that is not known gets the hint"


def test_each_way_of_saying_it_once_in_order_and_at_most_five():
    found = hints(["No concerns. Promiscuous.", "promiscuous no concerns"], age=4)
    assert [hint.said for hint in found] == ["No concerns", "Promiscuous"]
    everything = "lifestyle choice. promiscuous. hard to reach. inappropriate. no concerns. manipulative. DNA."
    assert len(hints([everything], age=4)) == 5


def test_every_suggestion_says_more_than_the_word_and_is_a_sentence():
    for phrase in PHRASES:
        for said in (phrase.why, phrase.instead):
            assert re.fullmatch(r"[A-Z].*\.", said)
        assert not hints([phrase.why, phrase.instead]), "no suggestion uses a word it warns of"
        assert phrase.source


def test_a_very_long_text_costs_next_to_nothing():
    began = time.process_time()
    hints(["putting herself " * 20_000, "no " * 100_000, "d.n.a" * 20_000])
    assert time.process_time() - began < 0.5
