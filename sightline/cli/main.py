"""The `sightline` command: thin; each verb lives in its own module or room.

Exits 0 when it did what was asked, 1 when the input was refused (one plain line per reason on standard error),
2 when it was called wrongly. No traceback reaches a user.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sightline import __version__
from sightline.cli.trouble import Refused, sentence_for

# Each module offers `register(subparsers)`. Those that need no database import nothing of Django at the top.
MODULES = (
    "sightline.cli.demo",
    "sightline.cli.setup",
    "sightline.cli.serve",
    "sightline.cli.nightly",
    "sightline.cli.imports",
    "sightline.cli.checks",
    "sightline.cli.dates",
    "sightline.cli.chronology",
    "sightline.cli.family",
    "sightline.cli.exports",
    "sightline.cli.trail",
    "sightline.cli.backup",
    "sightline.cli.database",
    "sightline.cli.user",
    "sightline.cli.service",
    "sightline.cli.settings",
    "sightline.cli.standards",
    "sightline.cli.draw",
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are plain lines."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nTry `{self.prog} --help`.\n")


def build() -> argparse.ArgumentParser:
    """The whole command line; also what `docs/reference/commands.md` is made from."""
    parser = Parser(prog="sightline", description="Carries the learning from case reviews into practice.")
    parser.add_argument("--version", action="version", version=f"sightline {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for module in MODULES:
        importlib.import_module(module).register(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = build().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except Refused as refused:
        for line in refused.lines:
            print(line, file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever was reading (head, less) has what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("PYTHONDEVMODE"):
            raise
        print(sentence_for(error), file=sys.stderr)
        return 1


def entry() -> NoReturn:
    """What the installed `sightline` script calls."""
    sys.exit(main())


if __name__ == "__main__":
    entry()
