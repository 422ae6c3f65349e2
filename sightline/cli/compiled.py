"""What Python compiles of the program, kept where the next start finds it.

A service's user often may not write beside the program, and some machines tell Python to keep nothing there: then every
start compiles some 1,500 files again, for seconds. The server keeps them in its own data folder, which only its user
opens. Python itself sees when a source has changed. Nothing there is ever backed up; it may be removed at any time.
"""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source, find_spec
from pathlib import Path

FOLDER = "compiled"
WHERE = ("django", "sightline")  # what was installed, and the program itself


def keep(data: Path) -> bool:
    """Keep it in `data` from now on, also for processes started from here, unless Python keeps it already or can.

    Call it before the program is read. Returns whether it is kept there.
    """
    if sys.pycache_prefix is not None or all(_kept_or_can_be(name) for name in WHERE):
        return False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(data / FOLDER)
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return True


def _kept_or_can_be(package: str) -> bool:
    spec = find_spec(package)
    if spec is None or spec.origin is None or not sys.implementation.cache_tag:
        return True
    beside = Path(cache_from_source(spec.origin))
    if beside.exists():
        return True
    folder = beside.parent if beside.parent.exists() else Path(spec.origin).parent
    return not sys.dont_write_bytecode and os.access(folder, os.W_OK)
