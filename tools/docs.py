"""The pages under docs/reference/ that are made from the code, so that they cannot grow untrue.

    python -m tools.docs            write them
    python -m tools.docs --check    say which are out of date (exit 1)

To add one: write a function without arguments that returns the page's text, and put `@page("name.md")` on it, here
or in a module named in MODULES.
"""

from __future__ import annotations

import argparse
import atexit
import difflib
import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"
MADE = "<!-- Made by `python -m tools.docs`; change the code it is made from instead. -->"
MODULES = (
    "tools.reference",
    "tools.reference_checks",
    "tools.reference_chronology",
    "tools.reference_drawings",
    "tools.reference_records",
    "tools.reference_rooms",
)

_pages: dict[str, Callable[[], str]] = {}


def page(name: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Register the maker of docs/reference/`name`."""

    def register(maker: Callable[[], str]) -> Callable[[], str]:
        _pages[name] = maker
        return maker

    return register


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; bars and line breaks inside a cell are kept from breaking it."""

    def line(cells: Iterable[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    words = list(head)
    return "\n".join([line(words), "|" + " --- |" * len(words), *(line(row) for row in rows)])


def pages() -> dict[str, str]:
    """Every page: name and text, as it should stand in the repository."""
    set_up()
    for module in MODULES:
        importlib.import_module(module)
    return {name: f"{_head(name)}{maker().rstrip()}\n" for name, maker in sorted(_pages.items())}


def _head(name: str) -> str:
    """The line that says a page is made; JSON has no place for one."""
    return "" if name.endswith(".json") else f"{MADE}\n\n"


def set_up() -> None:
    """Django, with nobody's settings: the pages must not depend on who makes them."""
    for name in [name for name in os.environ if name.startswith("SIGHTLINE_") and name != "SIGHTLINE_DATA"]:
        del os.environ[name]
    if "SIGHTLINE_DATA" not in os.environ:
        folder = os.environ["SIGHTLINE_DATA"] = tempfile.mkdtemp(prefix="sightline-docs-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    os.environ["COLUMNS"] = "100"  # the width argparse wraps at
    import django

    django.setup()


def differences(made: dict[str, str], target: Path = TARGET) -> list[str]:
    """A short difference for each page that is missing or out of date; empty when all are right."""
    found = []
    for name, text in made.items():
        file = target / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if before != text:
            lines = difflib.unified_diff(before.splitlines(), text.splitlines(), f"{name} (now)", f"{name} (should be)")
            found.append("\n".join(list(lines)[:20]))
    return found


def write(made: dict[str, str], target: Path = TARGET) -> None:
    """Write every page."""
    target.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description="Make docs/reference/.")
    parser.add_argument("--check", action="store_true", help="only say which pages are out of date")
    arguments = parser.parse_args()
    made = pages()
    if not arguments.check:
        write(made)
        return 0
    wrong = differences(made)
    for difference in wrong:
        print(difference + "\n")
    if wrong:
        print("Pages are out of date: run  .venv/bin/python -m tools.docs  and commit them.")
    return 1 if wrong else 0


if __name__ == "__main__":
    # Under its own name, so that tools.reference registers with this very module.
    from tools.docs import main as run

    sys.exit(run())
