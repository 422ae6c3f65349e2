"""The chain itself, as pure functions: canonical bytes, keyed digests, links. No database, no clock."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64  # what the first link calls its previous one
FIELDS = (
    "seq", "at", "kind", "verb", "actor", "child", "thing_kind", "thing_id", "part", "reason_given", "digest",
)  # fmt: skip


_plain = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str).encode


def link(key: bytes, previous: str, fields: tuple[Any, ...]) -> str:
    """The hash of one entry: HMAC-SHA256 over `previous` and its fields, in the order of `FIELDS`.

    JSON keeps the fields apart ("ab", "c" never reads as "a", "bc"); the moment is written in UTC to the microsecond.
    """
    seq, at, *rest = fields
    plain = _plain([previous, seq, moment(at), *rest])
    return hmac.digest(key, plain.encode("ascii"), "sha256").hex()


def moment(at: datetime) -> str:
    """A moment as the chain writes it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def content_digest(key: bytes, content: Mapping[str, Any] | str) -> str:
    """HMAC-SHA256 over the content as canonical JSON: keys sorted; dates, ids and numbers as their text."""
    return hmac.digest(key, _plain(content).encode("ascii"), "sha256").hex()


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that the trail's key is never used for two things."""
    return hmac.digest(key, purpose.encode("utf-8"), "sha256")
