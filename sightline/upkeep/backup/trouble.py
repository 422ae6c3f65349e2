"""What can be wrong with a backup or a restore, in sentences."""

from __future__ import annotations

NO_POSTGRES = (
    "PostgreSQL needs the package psycopg, which is not installed here. Run `python3 start.py settings` in the "
    "program's folder (for Windows on Arm there is none)."
)


class BackupError(Exception):
    """A backup could not be made or cannot be used. `sentences`: one plain line a reason; nothing was changed."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
