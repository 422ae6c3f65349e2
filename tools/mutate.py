"""Would the stories of a check notice if its code were wrong? Breaks it in small ways and runs them each time.

    python -m tools.mutate DVA-01 TRI-01 [--most 60] [--seed 1] [--seconds 10] [--jobs 2]
    python -m tools.mutate MA            every check whose id begins with these letters
    python -m tools.mutate ALL --most 20 the whole catalogue, twenty breaks of each check

On demand only, never in CI. Each small break (a comparison moved by one, yes for no, "all" for "any", a number moved by
one, a limit asked on its last day instead of after it) is made in a process of its own, forked from this one after the
stories were collected, where only tests/practice/test_<check>.py is run, until a story is broken; several at once. A
break that no story notices is printed: either a story is missing, or the code says something twice. One that never ends
counts as noticed: the stories would not end either (by the processor's seconds, so that a busy machine makes none).
Exit 1 when there is one.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import os
import signal
import sys
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

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


@dataclass(frozen=True, slots=True)
class Break:
    """One small break of one function of a module: which place of the function, and which of the ways to break it."""

    whole: ast.Module
    function: ast.FunctionDef
    place: int
    choice: int

    @property
    def line(self) -> int:
        """Where it is."""
        return getattr(list(ast.walk(self.function))[self.place], "lineno", self.function.lineno)

    def what(self) -> str:
        """What becomes of what."""
        return _break(copy.deepcopy(list(ast.walk(self.function))[self.place]), self.choice)

    def tree(self) -> ast.Module:
        """The module with the break made."""
        broken = copy.deepcopy(self.whole)
        twin = next(
            node for node in ast.walk(broken)
            if isinstance(node, ast.FunctionDef) and node.lineno == self.function.lineno
        )  # fmt: skip
        _break(list(ast.walk(twin))[self.place], self.choice)
        return broken


@dataclass(slots=True)
class Tally:
    """How many breaks of one check were made, and which nobody noticed."""

    made: int
    possible: int
    unnoticed: list[str]


def main() -> int:
    """Break the code of some checks again and again; say which breaks no story noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checks", metavar="ID", nargs="+", help="a check, the letters several begin with, or ALL")
    parser.add_argument("--most", type=int, default=60, help="at most that many breaks a check, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="how long the stories may take on broken code")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="breaks tried at once")
    arguments = parser.parse_args()
    how = Tried(arguments.most, arguments.seed, arguments.seconds, max(1, arguments.jobs))
    breaking = Breaking(_chosen(arguments.checks), how)
    files = [str(_stories(check)) for check in breaking.ids]
    plain = ["-qq", "-s", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist"]
    pytest.main([*files, *plain], plugins=[breaking])
    made = sum(tally.made for tally in breaking.tallies.values())
    noticed = made - sum(len(tally.unnoticed) for tally in breaking.tallies.values())
    if len(breaking.tallies) != len(breaking.ids):
        print("The stories do not hold as the code stands.", file=sys.stderr)
        return 1
    print(f"{len(breaking.ids)} checks: {noticed} of {made} breaks noticed ({100 * noticed / max(1, made):.1f} %)")
    return 1 if noticed < made else 0


@dataclass(frozen=True, slots=True)
class Tried:
    """How many breaks of a check, chosen by which seed, for how many of the processor's seconds, how many at once."""

    most: int
    seed: int
    seconds: float
    jobs: int


class Breaking:
    """A plugin of pytest: collects the stories once, then runs those of each check on each break in a fork."""

    def __init__(self, ids: Sequence[str], how: Tried) -> None:
        self.ids, self.how = ids, how
        self.tallies: dict[str, Tally] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running every story once."""
        by_file: dict[Path, list[pytest.Item]] = defaultdict(list)
        for item in session.items:
            by_file[item.path].append(item)
        for check_id in self.ids:
            self._one_check(check_id, by_file[_stories(check_id)])
        return True

    def _one_check(self, check_id: str, stories: Sequence[pytest.Item]) -> None:
        module, decide = _deciding(check_id)
        breaks = list(_breaks(module, decide))
        number = min(self.how.most, len(breaks))
        chosen = sorted(Random(self.how.seed).sample(breaks, number), key=lambda one: one.line)
        unbroken, *held = self._stories_hold([None, *chosen], module, stories)
        if not stories or not unbroken:
            print(f"{check_id}: the stories do not hold as the code stands.", file=sys.stderr)
            return
        tally = self.tallies[check_id] = Tally(len(chosen), len(breaks), [])
        for one, hold in zip(chosen, held, strict=True):
            if hold:
                tally.unnoticed.append(f"{module.__name__}:{one.line} {one.function.name}: {one.what()}")
        for line in tally.unnoticed:
            print(f"  {line}", flush=True)
        noticed = tally.made - len(tally.unnoticed)
        print(f"{check_id}: {noticed} of {tally.made} breaks noticed ({tally.possible} could be made)", flush=True)

    def _stories_hold(
        self, breaks: Sequence[Break | None], module: ModuleType, stories: Sequence[pytest.Item]
    ) -> list[bool]:
        """For each break (None: the code as it stands), whether all stories still hold; some tried at once."""
        held = [False] * len(breaks)
        waiting, running = deque(enumerate(breaks)), dict[int, int]()
        while waiting or running:
            while waiting and len(running) < self.how.jobs:
                number, one = waiting.popleft()
                running[self._begun(one, module, stories)] = number
            pid, status = os.waitpid(-1, 0)
            if pid in running:
                held[running.pop(pid)] = os.waitstatus_to_exitcode(status) == 0
        return held

    def _begun(self, one: Break | None, module: ModuleType, stories: Sequence[pytest.Item]) -> int:
        """Begin to run the stories in a process of its own, with the code broken. It ends with 0 when they hold."""
        child = os.fork()
        if child == 0:
            _end_after(self.how.seconds)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            try:
                if one is not None:
                    _put(one, module)
                hold = all(not report.failed for item in stories for report in runtestprotocol(item, log=False))
            except BaseException:
                hold = False
            os._exit(0 if hold else 1)
        return child


def _end_after(seconds: float) -> None:
    """Have this process ended once it has taken that much of a processor."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _chosen(names: Sequence[str]) -> list[str]:
    from sightline.domain.checks.library import CATALOGUE

    found: dict[str, None] = {}
    for name in map(str.upper, names):
        ids = [one for one in CATALOGUE if name in (one, one.partition("-")[0], "ALL")]
        if not ids:
            raise SystemExit(f"There is no check called {name!r}.")
        found |= dict.fromkeys(ids)
    return list(found)


def _stories(check_id: str) -> Path:
    return ROOT / "tests" / "practice" / f"test_{check_id.lower().replace('-', '_')}.py"


def _deciding(check_id: str) -> tuple[ModuleType, str]:
    """The module of a check, and the name of the function that decides."""
    from sightline.domain.checks.library import CATALOGUE

    decide = CATALOGUE[check_id].decide
    return sys.modules[decide.__module__], decide.__name__


def _breaks(module: ModuleType, decide: str) -> Iterator[Break]:
    whole = ast.parse(inspect.getsource(module))
    for function in _used(whole, decide):
        for place, node in enumerate(ast.walk(function)):
            for choice in range(_choices(node)):
                yield Break(whole, function, place, choice)


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


def _put(one: Break, module: ModuleType) -> None:
    """Give every function of the module the code of the broken one; the check holds the functions themselves."""
    compiled = compile(ast.fix_missing_locations(one.tree()), inspect.getfile(module), "exec")
    codes = {found.co_name: found for found in compiled.co_consts if isinstance(found, CodeType)}
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__ and name in codes:
            value.__code__ = codes[name]


if __name__ == "__main__":
    sys.exit(main())
