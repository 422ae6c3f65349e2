"""The trail: who changed and who looked at what, as a chain in which tampering shows.

    trail.record(verb="cases.record_visit", by=worker, child=child.key, thing=visit, content={...})

Imports are lazy because this package is a Django app: its models cannot be loaded with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sightline.trail.followers import register_follower
    from sightline.trail.keys import TrailKeyError, destroy_record_key
    from sightline.trail.queries import digest_matches, head, who_has_looked
    from sightline.trail.recording import (
        NotInTransaction,
        RecordDestroyed,
        Row,
        TrailBroken,
        record,
        record_all,
        record_many,
        record_view,
        take_turn,
    )
    from sightline.trail.verifying import Report, verify

_HOME = {
    "register_follower": "followers",
    "TrailKeyError": "keys",
    "destroy_record_key": "keys",
    "digest_matches": "queries",
    "head": "queries",
    "who_has_looked": "queries",
    "NotInTransaction": "recording",
    "RecordDestroyed": "recording",
    "Row": "recording",
    "TrailBroken": "recording",
    "record": "recording",
    "record_all": "recording",
    "record_many": "recording",
    "record_view": "recording",
    "take_turn": "recording",
    "Report": "verifying",
    "verify": "verifying",
}

__all__ = [
    "NotInTransaction",
    "RecordDestroyed",
    "Report",
    "Row",
    "TrailBroken",
    "TrailKeyError",
    "destroy_record_key",
    "digest_matches",
    "head",
    "record",
    "record_all",
    "record_many",
    "record_view",
    "register_follower",
    "take_turn",
    "verify",
    "who_has_looked",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
