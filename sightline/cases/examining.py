"""The process in which a document is looked through. `kit.apart` bounds it and runs `main`; it knows no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sightline.domain.documents import Refused, examine

BROKEN = "The document could not be looked through: it is damaged, or made to break its reader. Print it to a PDF."


def main(words: list[str]) -> None:
    """Write what came of it as JSON: {"refused": sentence, or "" when it may be opened}."""
    path, code = words
    try:
        examine(Path(path).read_bytes(), code)
        refused = ""
    except Refused as sentence:
        refused = str(sentence)
    except (MemoryError, RecursionError):
        refused = BROKEN
    except Exception:
        refused = BROKEN
    sys.stdout.write(json.dumps({"refused": refused}))
    sys.stdout.flush()
