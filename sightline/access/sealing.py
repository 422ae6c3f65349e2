"""Secrets of second factors as they lie in the database: sealed, so that a stolen copy of it opens no account.

    sealed:1:<base64 of 12 bytes of nonce, then AES-256-GCM>      the key: keys/second-factor.key in the data folder

What was kept before there was a key stands as it was, and is read so (`0005_seal_second_factors` seals it).
"""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from sightline.access.keys import made_once

MARK: Final = "sealed:1:"
NONCE: Final = 12


class CannotOpen(Exception):
    """The key is gone, or another one than that which sealed it. The text says what to do."""

    def __init__(self) -> None:
        super().__init__(
            f"The key of second factors ({key_file()}) is missing or another one. Put it back from the backup; until "
            "then nobody can sign in with a code."
        )


def key_file() -> Path:
    """Where the key is."""
    return Path(settings.SIGHTLINE.keys) / "second-factor.key"


def seal(text: str) -> str:
    """The text as it is kept. Raises OSError when the key cannot be made."""
    nonce = secrets.token_bytes(NONCE)
    return MARK + base64.b64encode(nonce + AESGCM(made_once(key_file())).encrypt(nonce, text.encode(), None)).decode()


def opened(kept: str) -> str:
    """What was sealed; what never was is given back as it is. Raises CannotOpen."""
    if not kept.startswith(MARK):
        return kept
    try:
        raw = base64.b64decode(kept.removeprefix(MARK), validate=True)
        return AESGCM(key_file().read_bytes()).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except (InvalidTag, ValueError, OSError):
        raise CannotOpen from None
