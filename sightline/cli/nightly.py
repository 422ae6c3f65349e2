"""`sightline nightly`: the night's looking at children's records, and one more day of the replay behind the charts."""

from __future__ import annotations

import argparse
import json
from typing import Any


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("nightly", help="look at every child whose turn it is; run it once a night")
    parser.add_argument("--json", action="store_true", help="what was done, as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look, write down that it was done, and say what came of it."""
    from sightline.cli.start import database_ready

    database_ready()
    from sightline.checks.nightly import nightly
    from sightline.kit.words import count

    row = nightly()
    if arguments.json:
        print(json.dumps({"children": row.children, "decided": row.decided, "changed": row.changed}))
    else:
        print(
            f"Looked at {count(row.children, 'child', 'children')}: {count(row.decided, 'outcome')} decided, "
            f"{row.changed or 'none'} of them changed."
        )
    return 0
