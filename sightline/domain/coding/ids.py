"""Ids and names that a code keeps for life in files of other tools.

The id is made from the code alone (RFC 4122, version 5), so two partnerships that never spoke give HARM-BRUISE the same
one. The name begins with the code, so it is found again when a tool gives new ids: `HARM-BRUISE Bruises and marks`.
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid5

SPACE: Final = UUID("6f0c7f58-2a39-5f0e-9d1b-6a1f3f3b7c21")
"""Our own namespace. Never to be changed: every file that was ever written refers to ids made from it."""

CODE: Final = re.compile(r"[A-Z]{2,8}(?:-[A-Z0-9]{1,16}){1,3}")
CONCERN_NAME: Final = "POLARITY-CONCERN Concern"
STRENGTH_NAME: Final = "POLARITY-STRENGTH Strength"
POLARITY_CODES: Final = {"POLARITY-CONCERN": "-", "POLARITY-STRENGTH": "+"}
"""The format has no polarity: each selection carries one of these two codes beside its theme."""


def guid_for(kind: str, name: str) -> str:
    """The id of a thing of a kind ("code", "text", "coding", "user"); always the same for the same name."""
    return str(uuid5(SPACE, f"{kind}:{name}"))


def name_for(code: str, name: str) -> str:
    """What a code is called in such a file: the stable code first."""
    return f"{code} {name}"


def code_in(name: str) -> str:
    """The stable code at the beginning of a name, or "" when there is none."""
    found = CODE.match(name.strip())
    if found is None or name.strip()[found.end() : found.end() + 1] not in ("", " ", ":", "\t", "\u00a0"):
        return ""
    return found.group()
