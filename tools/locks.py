"""The lock files hold names, versions and checksums, and no address of where a package came from.

python -m tools.locks
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ("requirements.txt", "requirements-dev.txt")
# Formats that record addresses; hash-locked requirements replace them.
UNWANTED = ("uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "pdm.lock")
_ADDRESS = re.compile(r"https?://|file://|--(extra-)?index-url|--find-links|--trusted-host", re.IGNORECASE)


def problems(root: Path = ROOT) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is well."""
    found = [f"{name} records addresses: delete it." for name in UNWANTED if (root / name).exists()]
    for name in LOCKED:
        found += _problems_of(name, (root / name).read_text(encoding="utf-8"))
    return found


def _problems_of(name: str, text: str) -> list[str]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if _ADDRESS.search(line):
            found.append(f"{name} line {number} holds an address: make it again with --no-emit-index-url.")
        if re.match(r"[A-Za-z0-9]", line) and "==" not in line:
            found.append(f"{name} line {number} has no exact version.")
    packages = len(re.findall(r"^[A-Za-z0-9][^\n]*==", text, re.MULTILINE))
    if packages != len(re.findall(r"^[A-Za-z0-9][^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)):
        found.append(f"{name} has a package without a checksum: make it again with --generate-hashes.")
    return found


if __name__ == "__main__":
    wrong = problems()
    for sentence in wrong:
        print(sentence)
    sys.exit(1 if wrong else 0)
