"""What the drawing commands share: a day as an argument, a file written."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sightline.cli.trouble import Refused


def day(text: str) -> date:
    """A day given to an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def write(path: str, text: str) -> None:
    """Write a file. Raises Refused."""
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Refused(f"The file {path} could not be written: {error.strerror or error}.") from None
