"""The process that opens one file, limited in memory and time by `kit.apart` before it looks at a single byte.

Started by `sandbox.py`; takes the path and the name for sentences, writes one JSON text to standard output.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from sightline.domain.chronology.grid import Contents

from . import limits, wire
from .errors import FileRefused


def read(path: str, name: str) -> Contents:
    """The tables of one file. Raises FileRefused."""
    from .kinds import Kind, kind_of

    kind, package = kind_of(path, name)
    if kind is Kind.WORD and package is not None:
        from . import word

        return word.read(package)
    if kind is Kind.TEXT:
        from . import delimited

        return delimited.read(path, name)
    from . import sheets

    return sheets.read(path, name, package)


def answer(path: str, name: str) -> str:
    """What the parent is told, as one JSON text."""
    too_much = f"{name} is too large to be read as a chronology. Split it into several files."
    try:
        found = wire.dumps(read(path, name))
    except FileRefused as refused:
        return _refused(str(refused))
    except (MemoryError, RecursionError):
        return _refused(too_much)
    except Exception:
        return _refused(f"{name} is damaged, or not what its name says. Ask the agency to send it again.")
    return _refused(too_much) if len(found) > limits.ANSWER else f'{{"found":{found}}}'


def _refused(sentence: str) -> str:
    return json.dumps({"refused": sentence})


def main(arguments: list[str]) -> Any:
    """Answer and leave at once, so that nothing of the file outlives the answer."""
    text = answer(arguments[0], arguments[1])
    sys.stdout.write(text)
    sys.stdout.flush()
    os._exit(0)
