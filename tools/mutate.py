"""Would the stories of a check notice if its code were wrong? Breaks it in small ways and runs them each time.

    python -m tools.mutate DVA-01 [--most 60] [--seed 1]

On demand only, never in CI. Each small break (a comparison moved by one, yes for no, "all" for "any", a number moved by
one, a limit asked on its last day instead of after it) is made in a process of its own, where only
tests/practice/test_<check>.py is run. A break that no story notices is printed: either a story is missing, or the code
says something twice. Exit 1 when there is one.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FunctionType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
NAMES = {
    "YES": "NO", "NO": "YES", "any_in": "all_in", "all_in": "any_in", "any_of": "all_of", "all_of": "any_of",
}  # fmt: skip
METHODS = {
    "days_passed": "days_reached", "days_reached": "days_passed", "working_days_passed": "working_days_reached",
    "working_days_reached": "working_days_passed", "months_passed": "months_reached",
    "months_reached": "months_passed", "is_yes": "is_no", "is_no": "is_yes",
}  # fmt: skip


@dataclass(frozen=True)
class Break:
    """One small break of one function: where, and what became of what."""

    function: str
    line: int
    what: str
    tree: ast.Module


def main() -> int:
    """Break the code of one check again and again; say which breaks no story noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("check", metavar="ID")
    parser.add_argument("--most", type=int, default=60, help="at most that many breaks, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    module, decide, stories = _found(arguments.check.upper())
    breaks = list(_breaks(module, decide))
    chosen = sorted(Random(arguments.seed).sample(breaks, min(arguments.most, len(breaks))), key=lambda b: b.line)
    if not _stories_hold(None, module, stories):
        print("The stories do not hold as the code stands.", file=sys.stderr)
        return 1
    unnoticed = [one for one in chosen if _stories_hold(one, module, stories)]
    for one in unnoticed:
        print(f"{module.__name__}:{one.line} {one.function}: {one.what}")
    print(f"{len(chosen) - len(unnoticed)} of {len(chosen)} breaks noticed ({len(breaks)} could be made)")
    return 1 if unnoticed else 0


def _found(check_id: str) -> tuple[ModuleType, str, Path]:
    """The module of a check, the name of the function that decides, and its stories."""
    from sightline.domain.checks.library import CATALOGUE

    if check_id not in CATALOGUE:
        raise SystemExit(f"There is no check called {check_id!r}.")
    stories = ROOT / "tests" / "practice" / f"test_{check_id.lower().replace('-', '_')}.py"
    decide = CATALOGUE[check_id].decide
    return sys.modules[decide.__module__], decide.__name__, stories


def _breaks(module: ModuleType, decide: str) -> Iterator[Break]:
    tree = ast.parse(inspect.getsource(module))
    for function in _used(tree, decide):
        for number, node in enumerate(ast.walk(function)):
            for choice in range(_choices(node)):
                broken = copy.deepcopy(tree)
                twin = next(
                    other
                    for other in ast.walk(broken)
                    if isinstance(other, ast.FunctionDef) and other.lineno == function.lineno
                )
                what = _break(list(ast.walk(twin))[number], choice)
                yield Break(function.name, getattr(node, "lineno", function.lineno), what, broken)


def _used(tree: ast.Module, decide: str) -> list[ast.FunctionDef]:
    """The functions of a module that one of its checks comes to, beginning with the one that decides."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found, waiting = {decide}, [decide]
    while waiting:
        for node in ast.walk(functions[waiting.pop()]):
            if isinstance(node, ast.Name) and node.id in functions and node.id not in found:
                found.add(node.id)
                waiting.append(node.id)
    return [function for name, function in functions.items() if name in found]


def _choices(node: ast.AST) -> int:
    """In how many ways a place in the code can be broken."""
    if isinstance(node, ast.Compare):
        return len(node.ops) if all(type(op) in COMPARED for op in node.ops) else 0
    if isinstance(node, ast.BoolOp):
        return 1
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.Not))
    if isinstance(node, ast.Constant):
        return int(isinstance(node.value, bool | int))
    if isinstance(node, ast.Name):
        return int(node.id in NAMES)
    return int(isinstance(node, ast.Attribute) and node.attr in METHODS)


def _break(node: ast.AST, choice: int) -> str:
    """Break one place, and say how."""
    before = ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[choice] = COMPARED[type(node.ops[choice])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
    elif isinstance(node, ast.Name):
        node.id = NAMES[node.id]
    elif isinstance(node, ast.Attribute):
        node.attr = METHODS[node.attr]
    return f"{before}  became  {ast.unparse(node)}"


def _stories_hold(one: Break | None, module: ModuleType, stories: Path) -> bool:
    """Run the stories in a process of its own, with the code broken. Whether they all still hold."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if one is not None:
            _put(one, module)
        import pytest

        os._exit(int(pytest.main([str(stories), "-x", "-q", "-p", "no:cacheprovider"])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _put(one: Break, module: ModuleType) -> None:
    """Give every function of the module the code of the broken one; the check holds the functions themselves."""
    compiled = compile(ast.fix_missing_locations(one.tree), inspect.getfile(module), "exec")
    codes = {found.co_name: found for found in compiled.co_consts if isinstance(found, CodeType)}
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__ and name in codes:
            value.__code__ = codes[name]


if __name__ == "__main__":
    sys.exit(main())
