"""Accidents in plain words, for people at a command line."""

from __future__ import annotations

import errno

# What psycopg says when the server is not there, or no longer.
SERVER_AWAY = (
    "connection to server", "connection failed", "server closed the connection", "the connection is closed",
    "the connection is lost", "terminating connection",
)  # fmt: skip
PLAIN = {"TrailKeyError", "TrailBroken", "NotWhole", "CannotOpen", "BackupError"}  # what these say is said for people


class Refused(Exception):
    """What was asked cannot be done. `lines`: one plain sentence a reason; `code`: 1 refused, 2 called wrongly."""

    def __init__(self, *lines: str, code: int = 1) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines
        self.code = code


def sentence_for(error: BaseException) -> str:
    """One sentence for an accident nobody foresaw: what is wrong and what to do, without a traceback."""
    text = str(error)
    if getattr(error, "errno", None) == errno.ENOSPC or "database or disk is full" in text:
        return "The disk is full. Nothing was half-written. Make room, then run the command again."
    if "readonly database" in text or isinstance(error, PermissionError):
        return "The data folder cannot be written to. Nothing was changed. Check the rights on it, then try again."
    if "database is locked" in text:
        return "The database is busy with another command. Nothing was changed. Try again in a moment."
    if "is not a database" in text or "malformed" in text:
        return "The database file is damaged. Nothing was changed. Restore a backup, or choose another SIGHTLINE_DATA."
    if any(words in text for words in SERVER_AWAY):
        return (
            f"The PostgreSQL database did not answer, or went away ({text.strip().splitlines()[0]}). Nothing was "
            "half-written. Check SIGHTLINE_DATABASE_URL and that the server runs, then run the command again."
        )
    kind = type(error).__name__
    if kind in PLAIN:
        return text
    return (
        f"Something went wrong that Sightline has no words for ({kind}: {text or 'no message'}). "
        "Nothing was half-written."
    )
