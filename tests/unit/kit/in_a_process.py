"""What a process of its own tells about itself, or does wrong; run by `kit.apart` for its tests."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(words: list[str]) -> None:
    """Do what the first word says."""
    if words[0] == "memory":
        sys.stdout.write(str(len(bytearray(2 * 1024**3))))
    elif words[0] == "dies":
        os.abort()
    elif words[0] == "spins":
        while True:
            pass
    elif words[0] == "tell":
        _tell(words)


def _tell(words: list[str]) -> None:
    found = {"words": words, "secrets": [name for name in os.environ if name.startswith("SIGHTLINE_")]}
    if sys.platform == "linux":
        import resource

        found["memory"] = resource.getrlimit(resource.RLIMIT_AS)[0]
        found["seconds"] = resource.getrlimit(resource.RLIMIT_CPU)[0]
    try:
        Path(words[1]).write_bytes(b"x")
        found["written"] = True
    except OSError:
        found["written"] = False
    sys.stdout.write(json.dumps(found))
