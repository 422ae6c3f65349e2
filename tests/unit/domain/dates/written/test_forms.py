"""The table that the reference page is made from: every flag and error has words, every rule shows what it says."""

from __future__ import annotations

from sightline.domain.dates.written import FLAGS, parse_written
from sightline.domain.dates.written.forms import ERROR_WORDS, FLAG_WORDS, REFERENCE, RULES

READ = [(rule, parse_written(text, rule.kind, REFERENCE)) for rule in RULES for text in rule.examples]


def test_every_flag_and_error_is_explained_and_shown():
    assert tuple(FLAG_WORDS) == FLAGS
    assert {flag for _, found in READ for flag in found.flags} == set(FLAGS)
    assert {found.error for _, found in READ if found.error} == set(ERROR_WORDS)


def test_every_rule_is_there_and_most_of_its_examples_are_read():
    assert [rule.number for rule in RULES] == [*map(str, range(1, 23)), "Times", "Both"]
    refused = {rule.number for rule in RULES if all(found.error for other, found in READ if other is rule)}
    assert refused == {"9", "12", "21"}


def test_a_flag_that_a_rule_names_is_shown_beside_it():
    for rule in RULES:
        named = {flag for flag in FLAGS if f"`{flag}`" in rule.says}
        shown = {flag for other, found in READ if other is rule for flag in found.flags}
        assert named <= shown
