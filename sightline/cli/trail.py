"""`sightline trail verify|head`: is the trail whole, and what is its newest entry."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """The trail's own parser; the database is made ready before it runs."""
    from sightline.trail import commands

    commands.register(subparsers)
