"""What opens a backup: 32 random bytes in a file, or a passphrase stretched by scrypt.

lock = file_lock(path)  or  phrase_lock(text)
lock.header()        what a backup says about it, so that the right key is asked for and a wrong one named as such
lock.key(header)     the 32 bytes
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sightline.kit.files import keep_once
from sightline.upkeep.backup.trouble import BackupError

BYTES = 32
KEY_HEAD = "sightline-backup-key/1 "
# OWASP's password storage advice (2^17, 8, 1): some 128 MB and a third of a second for each guess.
SCRYPT = {"n": 2**17, "r": 8, "p": 1}
MOST_MEMORY = 2**22  # n * r of a header that we are willing to compute: a foreign file may ask for more


@dataclass(frozen=True, slots=True)
class Lock:
    """A key file's bytes, or a passphrase. Exactly one is given."""

    raw: bytes = b""
    phrase: str = ""

    def header(self) -> dict[str, Any]:
        """What to write into a new backup's head: kind, salt, and a mark by which a wrong key is known."""
        if self.raw:
            return {"kind": "file", "mark": _mark(self.raw)}
        made = {"kind": "passphrase", "salt": secrets.token_hex(16), **SCRYPT}
        return made | {"mark": _mark(_stretched(self.phrase, made))}

    def key(self, header: dict[str, Any]) -> bytes:
        """The 32 bytes for a backup with this head. Raises BackupError when this key is not the one."""
        if header.get("kind") == "file":
            if not self.raw:
                raise BackupError("This backup was made with a key file. Give that file: --key FILE.")
            key, words = self.raw, "This backup was made with another key file."
        elif header.get("kind") == "passphrase":
            if not self.phrase:
                raise BackupError("This backup was made with a passphrase. Give it in a file: --passphrase-file FILE.")
            key, words = _stretched(self.phrase, header), "That is not the passphrase of this backup."
        else:
            raise BackupError("The backup names no kind of key that is known here.")
        if not hmac.compare_digest(str(header.get("mark", "")), _mark(key)):
            raise BackupError(words)
        return key


def _mark(key: bytes) -> str:
    return hmac.digest(key, b"sightline-backup/1 mark", "sha256")[:8].hex()


def _stretched(phrase: str, header: dict[str, Any]) -> bytes:
    try:
        n, r, p, salt = int(header["n"]), int(header["r"]), int(header["p"]), bytes.fromhex(header["salt"])
        if n * r > MOST_MEMORY or p > 4:
            raise ValueError
        return _scrypt(phrase, salt, n, r, p)
    except (KeyError, ValueError, TypeError):
        raise BackupError("The head of the backup is damaged: it says nothing usable about its passphrase.") from None


@lru_cache(maxsize=8)
def _scrypt(phrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=BYTES, n=n, r=r, p=p).derive(phrase.encode("utf-8"))


def phrase_lock(phrase: str) -> Lock:
    """A passphrase. Raises BackupError when there is none."""
    if not phrase.strip():
        raise BackupError("The passphrase is empty.")
    return Lock(phrase=phrase)


def file_lock(path: Path) -> Lock:
    """The key in a file. Raises BackupError when it cannot be read or is no key."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise BackupError(f"There is no key file {path}. Give the one that was put away: --key FILE.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"The key file {path} cannot be read ({getattr(error, 'strerror', 'not a key')}).") from None
    try:
        raw = base64.b64decode(text.removeprefix(KEY_HEAD), validate=True)
    except ValueError:
        raw = b""
    if not text.startswith(KEY_HEAD) or len(raw) != BYTES:
        raise BackupError(
            f"{path} is not a backup key of Sightline: it is empty, cut short or something else. Put back the key that "
            "was put away. If no backup was ever made with one, remove the file: a new key is made."
        )
    return Lock(raw=raw)


def make_key(path: Path) -> bool:
    """Make a key file, readable by this user only; False when there is one already. Raises BackupError."""
    if path.exists():
        return False
    text = KEY_HEAD + base64.b64encode(secrets.token_bytes(BYTES)).decode("ascii") + "\n"
    try:
        return keep_once(path, text.encode("ascii"))
    except OSError as error:
        raise BackupError(f"The key file {path} cannot be made ({error.strerror}).") from None
