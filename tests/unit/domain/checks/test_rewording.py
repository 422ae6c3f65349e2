"""A partnership's own words for a prompt: what they may hold, how they read, and that they change nothing else."""

from __future__ import annotations

import re

import pytest

from sightline.domain.checks import CATALOGUE, evaluate
from sightline.domain.checks import rewording as words
from tests.builders import a_child

WNB = CATALOGUE["WNB-01"]
OURS = "{what_happened} What would help {name} to be brought?"


def asks(check):
    record = a_child(born="2022-01-05").at_level("CIN", "2026-01-05")
    for day in ("2026-10-05", "2026-10-19", "2026-11-02"):
        record = record.with_appointment("was_not_brought", on=day)
    return evaluate(check, record.on("2026-11-18"))


def test_it_asks_in_the_words_of_the_partnership_and_in_nothing_else_differently() -> None:
    before, after = asks(WNB), asks(words.reworded("WNB-01", {"soon": OURS}))
    assert before.result == after.result == "ask"
    assert after.prompt is not None
    assert after.prompt.endswith("to be brought?")
    assert before.prompt != after.prompt
    assert (before.evidence, before.next_look, before.severity) == (after.evidence, after.next_look, after.severity)


def test_the_words_have_a_version_of_their_own() -> None:
    other = words.reworded("WNB-01", {"soon": OURS + " Why?"})
    ours = words.reworded("WNB-01", {"soon": OURS})
    assert WNB.label == str(WNB.version)
    assert len({WNB.label, ours.label, other.label}) == 3
    assert all(len(check.label) <= 12 for check in (ours, other))
    assert words.reworded("WNB-01", {}) is WNB


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The family failed to bring {name}. Why?", "“failed”"),
        ("{name} did not attend. Why?", "“did not attend”"),
        ("{name}'s visit is overdue. Why?", "“overdue”"),
        ("{names} was not brought?", "{names}"),
        ("{name!r} was not brought?", "{name}"),
        ("{name.__class__} was not brought?", "{name.__class__}"),
        ("{name:>9} was not brought?", "{name}"),
        ("{} was not brought?", "{}"),
        ("{name was not brought?", "stands alone"),
        ("{name} was not brought.", "question"),
        ("{name}?" + "x" * 600 + "?", "600"),
    ],
)
def test_what_a_wording_may_not_hold(text, about) -> None:
    assert about in " ".join(words.problems(WNB, "soon", text))


def test_every_wording_a_check_came_with_would_be_accepted() -> None:
    for check in CATALOGUE.values():
        for place, text in words.places(check).items():
            assert words.problems(check, place, text) == (), (check.id, place)
            assert re.fullmatch(r"[a-z0-9_-]+", place), (check.id, place)
            assert len(f"wording:{place}") <= 40, (check.id, place)
            assert "{" not in "".join(words.previews(text))


def test_a_preview_reads_of_a_child_and_of_one_not_born_yet() -> None:
    assert words.previews("{name} has not been seen for {days} days. Who could?") == (
        "Robin has not been seen for [days] days. Who could?",
        "The baby has not been seen for [days] days. Who could?",
    )
