"""A value as SQLite keeps it, made ready for PostgreSQL's COPY; and any row as a digest that is the same on both.

SQLite knows text, whole numbers, floats and bytes: what a column means is asked of PostgreSQL's own table.

    boolean       0, 1                        timestamptz   "2026-11-26 05:00:00.25", in UTC
    uuid          32 hexadecimal digits       date, time    as in ISO 8601
    jsonb         text                        bytea         bytes
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

SEEN: Final = frozenset(
    {"boolean", "bytea", "jsonb", "uuid", "timestamp with time zone", "date", "time without time zone", "bigint",
     "integer", "smallint", "double precision", "text", "character varying"}
)  # fmt: skip
"""Types of our tables. Another one is refused: nobody has thought about how it crosses."""


def for_copy(value: Any, kind: str) -> Any:
    """What to hand to COPY for a value of SQLite's."""
    if value is None:
        return None
    return bool(value) if kind == "boolean" else value


def digest(row: Sequence[Any], kinds: Sequence[str]) -> int:
    """A row as a number of 256 bits, whichever of the two databases it was read from."""
    plain = [_plain(value, kind) for value, kind in zip(row, kinds, strict=True)]
    return int.from_bytes(hashlib.sha256(json.dumps(plain, ensure_ascii=True).encode()).digest(), "big")


def together(rows: Iterable[Sequence[Any]], kinds: Sequence[str]) -> tuple[int, int]:
    """How many rows, and all their digests as one number: the same in whatever order they come."""
    count = total = 0
    for row in rows:
        count += 1
        total = (total + digest(row, kinds)) % (1 << 256)
    return count, total


def _plain(value: Any, kind: str) -> Any:
    if value is None:
        return None
    match kind:
        case "boolean":
            return bool(value)
        case "bytea":
            return bytes(value).hex()
        case "jsonb":
            return _canonical(json.loads(value) if isinstance(value, str) else value)
        case "uuid":
            return (value if isinstance(value, uuid.UUID) else uuid.UUID(value)).hex
        case "timestamp with time zone":
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
            return moment.astimezone(UTC).isoformat(timespec="microseconds")
        case "date":
            return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
        case "time without time zone":
            return (value if isinstance(value, time) else time.fromisoformat(value)).isoformat(timespec="microseconds")
        case "double precision":
            return repr(float(value))
        case _:
            return value


def _canonical(value: Any) -> Any:
    """JSON as both databases mean it: names in order, and 100.0 the same as 100."""
    if isinstance(value, dict):
        return {name: _canonical(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_canonical(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
