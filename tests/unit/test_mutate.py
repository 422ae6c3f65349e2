"""The breaker of checks breaks what it says, and only what a check comes to."""

from __future__ import annotations

import ast
import os

from tools.mutate import _break, _breaks, _choices, _chosen, _deciding, _end_after, _stories, _used


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
    module, decide = _deciding("DVA-02")
    assert decide == "abuser_not_named"
    assert _stories("DVA-02").exists()
    names = {one.function.name for one in _breaks(module, decide)}
    assert names == {"abuser_not_named"}


def test_what_a_check_comes_to_is_found_by_name():
    tree = ast.parse("def a():\n    return b()\ndef b():\n    return 1\ndef c():\n    return a()\n")
    assert [function.name for function in _used(tree, "a")] == ["a", "b"]


def test_a_break_leaves_the_module_as_it_was():
    module, decide = _deciding("DVA-01")
    one = next(iter(_breaks(module, decide)))
    before = ast.unparse(one.whole)
    assert " became " in one.what()
    assert ast.unparse(one.tree()) != before
    assert ast.unparse(one.whole) == before


def test_checks_are_chosen_by_id_by_letters_or_all():
    assert _chosen(["dva", "TRI-01", "DVA-01"]) == ["DVA-01", "DVA-02", "TRI-01"]
    assert len(_chosen(["ALL"])) == 103


def test_stories_that_never_end_are_ended():
    child = os.fork()
    if child == 0:
        _end_after(0.05)
        while True:
            pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
