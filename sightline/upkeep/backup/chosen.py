"""Which key backups are opened and closed with here, by the settings alone: no database, no Django."""

from __future__ import annotations

from pathlib import Path

from sightline.upkeep.backup.keys import Lock, file_lock, phrase_lock
from sightline.upkeep.shape import Values


def key_file(values: Values) -> Path:
    """Where the key is that opens backups."""
    return values.backup_key or values.keys / "backup.key"


def lock_for(values: Values) -> Lock:
    """The passphrase that is set, else the key file. Raises BackupError when there is none."""
    return phrase_lock(values.backup_passphrase) if values.backup_passphrase else file_lock(key_file(values))
