"""Running a function of our own on a file that somebody sent, in a process of its own with little memory and time.

What the file does to its reader it does to nobody else: the process is bounded before it imports anything, inherits no
secret from the environment, can write no file, and is gone when it has answered.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_PROGRAM: Final = """
import sys
root, module, memory, seconds, *words = sys.argv[1:]
try:
    import resource as r
except ImportError:
    r = None  # Windows
for name, most in (("AS", int(memory)), ("CPU", int(seconds)), ("FSIZE", 0), ("CORE", 0)) if r else ():
    what = getattr(r, "RLIMIT_" + name)
    try:
        hard = r.getrlimit(what)[1]
        most = most if hard == r.RLIM_INFINITY else min(most, hard)
        r.setrlimit(what, (most, most))
    except (ValueError, OSError):
        continue
sys.path.insert(0, root)
from importlib import import_module
import_module(module).main(words)
"""
_KEPT: Final = ("SYSTEMROOT", "PATH", "LANG")
_OUT_OF_TIME: Final = (-24, -9, 152, 137)


class TookTooLong(Exception):
    """The process did not answer in its time."""


class Died(Exception):
    """The process ended without an answer: for memory, or because the file broke it."""


def run(module: str, *words: str, memory: int, seconds: int) -> bytes:
    """What `module.main(words)` writes to standard output, within so many bytes of memory and seconds.

    Raises TookTooLong or Died.
    """
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _PROGRAM, _ROOT, module, str(memory), str(seconds)]
    environment = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module; what is given are arguments
            [*command, *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds + 5, env=environment,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    if done.returncode in _OUT_OF_TIME:
        raise TookTooLong
    if done.returncode != 0 or not done.stdout:
        raise Died
    return done.stdout
