"""Settings a partnership chose in set-up, kept as `sightline.env` in its data folder: `SIGHTLINE_NAME=value` lines.

The environment wins over the file. The file can hold neither the folder it lies in nor the mode: a demonstration never
reads it, so that it cannot reach a real partnership's database.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

FILE = "sightline.env"
NOT_IN_IT = ("SIGHTLINE_DATA", "SIGHTLINE_MODE")
HEAD = (
    "# Settings chosen in set-up. The environment wins over this file; `sightline settings` shows what is in force.\n"
)


class KeptError(Exception):
    """The file cannot be read. The text is one plain sentence."""


def path_in(folder: Path) -> Path:
    """Where the file is."""
    return folder / FILE


def stamp(folder: Path) -> tuple[int, int] | None:
    """What changes when the file does (time and size); None when there is no file."""
    try:
        found = path_in(folder).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def read(folder: Path) -> dict[str, str]:
    """What the file says; nothing when there is none. Raises KeptError for a line that is no `NAME=value`."""
    file = path_in(folder)
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise KeptError(f"The settings file {file} cannot be read ({reason}).") from None
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        name = name.strip()
        if not sign or not name.startswith("SIGHTLINE_") or name in NOT_IN_IT:
            raise KeptError(f"{file}, line {number}: {name or line!r} is not a setting that can be kept there.")
        found[name] = _bare(value.strip())
    return found


def _bare(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def write(folder: Path, changes: Mapping[str, str | None]) -> None:
    """Keep some settings (None: forget one), in one step; those not named stay. Raises KeptError, OSError."""
    kept = read(folder) | {name: value for name, value in changes.items() if value is not None}
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        elif "\n" in value or "\r" in value:
            raise KeptError(f"{name} is more than one line.")
    lines = "".join(f'{name}="{value}"\n' for name, value in sorted(kept.items()))
    new = path_in(folder).with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + lines)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path_in(folder))


def with_kept(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment, completed by what the file says. A secret given by `…_FILE` outside wins too."""
    kept = {
        name: value
        for name, value in read(folder).items()
        if name not in environ and f"{name}_FILE" not in environ and name.removesuffix("_FILE") not in environ
    }
    return kept | dict(environ)
