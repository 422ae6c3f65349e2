"""`sightline settings`: every setting, its value, where it came from, what it is for."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from sightline.cli.start import settings


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("settings", help="every setting with its value and what it is for")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the settings in force; secrets only as set or not set."""
    from sightline.config.env import SETTINGS

    values = settings()
    rows = []
    for setting in SETTINGS:
        value = getattr(values, setting.name)
        shown = ("set" if value else "not set") if setting.secret else _text(value)
        given = setting.variable in os.environ or setting.variable + "_FILE" in os.environ
        rows.append(
            {"setting": setting.variable, "value": shown, "from": "environment" if given else "default",
             "for": setting.sentence}
        )  # fmt: skip
    if arguments.json:
        print(json.dumps({row["setting"]: row for row in rows}, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['setting']} = {row['value'] or '(empty)'}  ({row['from']})\n    {row['for']}")
    return 0


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, tuple) else str(value)
