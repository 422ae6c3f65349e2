"""The code that people make for themselves, so that before can be matched with after and nobody is known.

    two letters of your mother's first name · the day you were born on · two letters of your first school

What is typed is made alike (capitals, letters and digits only) and hashed with a key that belongs to this survey alone
and is made from a file in the data folder: whoever has the database but not that file cannot try all the codes.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from pathlib import Path
from typing import Final

from django.conf import settings

from sightline.access.keys import made_once
from sightline.confidence.models import Response
from sightline.kit.files import NotWhole

SHORTEST: Final = 4
LONGEST: Final = 20
HOW_TO_MAKE_ONE: Final = (
    "The first two letters of your mother’s first name, the day of the month you were born on (two digits), and the "
    "last two letters of your first school. For example: AN07LE."
)


class NotACode(ValueError):
    """What was typed is too short or too long for a code. The text says so."""


class KeyMissing(Exception):
    """The key of the codes is gone. The text is for whoever answers."""

    def __init__(self) -> None:
        super().__init__(
            "Codes cannot be taken at the moment. Leave the code empty, and tell whoever gave you the link that the "
            "key of the surveys is missing or damaged and has to be put back from the backup."
        )


def alike(typed: str) -> str:
    """A code as it is hashed: "an 07-le" and "AN07LE" are the same. Raises NotACode."""
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode()
    code = "".join(letter for letter in plain.upper() if letter.isalnum())
    if not SHORTEST <= len(code) <= LONGEST:
        raise NotACode(f"A code has {SHORTEST} to {LONGEST} letters and digits.")
    return code


def hashed(survey_key: str, typed: str) -> str:
    """The code of one survey as it is kept. Raises NotACode."""
    return hmac.new(_key(survey_key), alike(typed).encode(), hashlib.sha256).hexdigest()


def ready() -> None:
    """Make the key before any code is kept. Raises KeyMissing."""
    _whole_key()


def _key(survey_key: str) -> bytes:
    return hmac.new(_whole_key(), survey_key.encode(), hashlib.sha256).digest()


def _whole_key() -> bytes:
    """The key that every survey's own is made from; made on first need, for this user only.

    Raises KeyMissing where it is gone although there are codes (a new one would match nobody, unseen), or cut short.
    """
    path = Path(settings.SIGHTLINE.keys) / "surveys.key"
    if not path.exists() and Response.objects.exclude(code=None).exists():
        raise KeyMissing
    try:
        return made_once(path)
    except NotWhole:
        raise KeyMissing from None
