"""Putting restored files in the place of those there, so that an interruption leaves one or the other, never a mixture.

restore-under-way.json    written before the first move, removed after the last: what goes where
before-restore-…/         what was there, kept until somebody removes it by hand
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from sightline.kit.files import keep_once

JOURNAL = "restore-under-way.json"
# The database's own files belong together: a journal of another database beside it would spoil it.
REPLACED = (
    "sightline.sqlite3", "sightline.sqlite3-wal", "sightline.sqlite3-shm", "keys", "uploads", "sightline.env",
)  # fmt: skip
KEPT_KEYS = ("backup.key",)  # not in a backup, and needed for the next one


def replace(data: Path, new: Path, stamp: str, *, schema_aside: str = "", then: Callable[[], None]) -> Path | None:
    """Move what is in `data` aside and what is in `new` into its place, then do `then` (PostgreSQL's part).

    On any error everything is put back and the error let through. Returns the folder kept aside; None if it is empty.
    """
    aside = data / f"before-restore-{stamp}"
    journal = data / JOURNAL
    aside.mkdir(mode=0o700)
    plan = [(name, _holds(data / name), (new / name).exists()) for name in REPLACED]
    text = json.dumps({"aside": aside.name, "plan": plan, "schema_aside": schema_aside})
    _write(journal, text)
    try:
        for name, was, comes in plan:
            if was:
                os.replace(data / name, aside / name)
            if comes:
                os.replace(new / name, data / name)
        for name in KEPT_KEYS:
            _copy_if_missing(aside / "keys" / name, data / "keys" / name)
        then()
    except BaseException:
        _put_back(data, aside, plan)
        journal.unlink()
        raise
    journal.unlink()
    if not any(aside.iterdir()):
        aside.rmdir()
        return None
    return aside


def settle(data: Path, schema_exists: Callable[[str], bool]) -> str:
    """After a restore that was cut off in the middle of its moves: put back what was there, or see that it was done.

    Returns a sentence when there was something to settle, else "".
    """
    journal = data / JOURNAL
    try:
        found = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    aside = data / str(found["aside"])
    if found["schema_aside"] and schema_exists(str(found["schema_aside"])):
        journal.unlink()
        return f"A restore had been cut off at its very end; it was complete. What was there before is in {aside.name}."
    _put_back(data, aside, [tuple(row) for row in found["plan"]])
    journal.unlink()
    return "A restore had been cut off in the middle. What was there before it has been put back; restore again."


def _put_back(data: Path, aside: Path, plan: list[tuple[str, bool, bool]]) -> None:
    """Undo the moves that were made: what lies aside goes back, over what had come."""
    thrown = aside / "not-restored"
    for name, was, comes in plan:
        moved_away = was and (aside / name).exists()
        came = comes and (data / name).exists() and (moved_away or not was)
        if came:
            thrown.mkdir(exist_ok=True)
            os.replace(data / name, thrown / name)
        if moved_away:
            os.replace(aside / name, data / name)


def _holds(path: Path) -> bool:
    """Whether there is something to keep; an empty folder, as `prepare` makes them, is taken out of the way."""
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    return path.exists()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _copy_if_missing(source: Path, target: Path) -> None:
    if source.exists() and not target.exists():
        keep_once(target, source.read_bytes())
