"""The breaker of checks breaks what it says, and only what a check comes to."""

from __future__ import annotations

import ast

from tools.mutate import _break, _breaks, _choices, _found, _used


def test_each_kind_of_place_is_broken_one_way():
    for before, after in (
        ("a < b", "a <= b"),
        ("a and b", "a or b"),
        ("not a", "not not a"),
        ("3", "4"),
        ("True", "False"),
        ("NO", "YES"),
        ("look.days_passed", "look.days_reached"),
    ):
        node = ast.parse(before, mode="eval").body
        assert _choices(node) == 1
        assert _break(node, 0).endswith(f"became  {after}")


def test_other_places_are_left_alone():
    for text in ("'words'", "a + b", "anything", "look.record", "a < b is c"):
        assert _choices(ast.parse(text, mode="eval").body) in (0, 2)


def test_only_the_functions_a_check_comes_to_are_broken():
    module, decide, stories = _found("DVA-02")
    assert decide == "abuser_not_named"
    assert stories.exists()
    names = {one.function for one in _breaks(module, decide)}
    assert names == {"abuser_not_named"}


def test_what_a_check_comes_to_is_found_by_name():
    tree = ast.parse("def a():\n    return b()\ndef b():\n    return 1\ndef c():\n    return a()\n")
    assert [function.name for function in _used(tree, "a")] == ["a", "b"]
