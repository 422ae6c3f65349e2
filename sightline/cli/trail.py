"""`sightline trail verify|head`: is the trail whole, and what is its newest entry."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `trail` and its two commands."""
    trail = subparsers.add_parser("trail", help="the record of who changed and who looked at what")
    deeds = trail.add_subparsers(dest="deed", required=True, metavar="verify|head")
    check = deeds.add_parser("verify", help="find entries altered, removed, reordered or added by other means")
    check.add_argument(
        "--against", metavar="FILE", type=Path, help="a head exported earlier; finds a cut-off end or a replaced trail"
    )
    check.add_argument("--json", action="store_true", help="one JSON object")
    check.set_defaults(run=_run, deed_name="run_verify")
    newest = deeds.add_parser("head", help="the newest entry, to be kept somewhere else")
    newest.add_argument("--json", action="store_true", help="one JSON object, as --against reads it")
    newest.set_defaults(run=_run, deed_name="run_head")


def _run(arguments: argparse.Namespace) -> int:
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.trail import commands

    run = commands.run_verify if arguments.deed_name == "run_verify" else commands.run_head
    return run(arguments)
