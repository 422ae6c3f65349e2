"""What the drawing commands share: a day as an argument, a file written, what is said of reading one."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from sightline.cli.trouble import Refused

LARGE: Final = 20
"""MB of a file above which somebody is told that reading takes a while (our default)."""
ALIKE: Final = 10
"""Of sentences that differ only in their numbers, so many are said, and then how many more there are."""


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


def tell_if_large(path: str) -> None:
    """Say on standard error that a large file takes a while, so that nobody wonders whether it hangs."""
    with suppress(OSError):
        size = Path(path).stat().st_size // 1_000_000
        if size >= LARGE:
            print(f"{path} holds {size} MB; of 100 MB, reading takes about half a minute.", file=sys.stderr, flush=True)


def said_once(notes: Iterable[str]) -> Iterator[str]:
    """Sentences without those said already; of many that are alike the first few, and how many more there are."""
    count: Counter[str] = Counter()
    for note in dict.fromkeys(notes):
        kind = re.sub(r"\d+", "#", note)
        count[kind] += 1
        if count[kind] <= ALIKE:
            yield note
    for kind, times in count.items():
        if times > ALIKE:
            yield f"{times - ALIKE} more like this: {kind.replace('Line #: ', '')}"
