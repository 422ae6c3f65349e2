"""The keys: one for the chain, in a file beside the database; one for each child's content, in the database.

A content digest needs both, so that neither a stolen database nor a stolen key file is enough to guess content.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sightline.kit.files import keep_once
from sightline.trail.chain import derived
from sightline.trail.models import Entry, RecordKey

if TYPE_CHECKING:
    from sightline.trail.recording import Actor

BYTES = 32


class TrailKeyError(Exception):
    """The trail's key is missing or cannot be made. The text says what to do."""


class RecordDestroyed(Exception):
    """Content was written for a child whose record key has been destroyed by law."""

    def __init__(self) -> None:
        super().__init__("This child's record has been destroyed as the law requires, so nothing can be added to it.")


def key_file() -> Path:
    """Where the trail's key is."""
    return Path(settings.SIGHTLINE.data) / "keys" / "trail.key"


def trail_key() -> bytes:
    """The key of the chain, made on first need, readable by this user only.

    Raises TrailKeyError when the file is gone although there are entries (a new key could verify none of them), is
    not a key, or cannot be written.
    """
    return _read_key(key_file())


@lru_cache(maxsize=8)
def _read_key(path: Path) -> bytes:
    if not path.exists():
        # Asked for again after the entries: the first writer, who makes the key, may have finished in between.
        if Entry.objects.exists() and not path.exists():
            raise TrailKeyError(
                f"The trail has entries but its key {path} is missing. Put the key back from the backup; "
                "without it nothing can be recorded or verified."
            )
        _make_key(path)
    return _parse(path)


def _make_key(path: Path) -> None:
    try:
        keep_once(path, secrets.token_hex(BYTES).encode("ascii"))
    except OSError as error:
        raise TrailKeyError(
            f"The trail's key {path} cannot be made ({error.strerror}). Give this user the right to write there."
        ) from None


def _parse(path: Path) -> bytes:
    for _ in range(20):  # where a disk knows no links, another process may have made the file and be about to fill it
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii", errors="replace").strip())
        except (ValueError, OSError):
            break
        if len(key) == BYTES:
            return key
        time.sleep(0.05)
    what_to_do = "Put the key back from the backup."
    if not Entry.objects.exists():
        what_to_do = "Nothing has been recorded with it yet: remove that file, and a new key is made."
    raise TrailKeyError(f"{path} is empty, cut short or something else: it does not hold the trail's key. {what_to_do}")


def chain_key() -> bytes:
    """The key that links entries."""
    return derived(trail_key(), "chain")


def content_keys(children: Iterable[str], *, make: bool = True) -> dict[str, bytes | None]:
    """The digest key of each child's content; None where it was destroyed (or is missing and `make` is off).

    "" stands for content that is about no child.
    """
    wanted = set(children)
    base = trail_key()
    found: dict[str, bytes | None] = {"": derived(base, "content of no child")} if "" in wanted else {}
    wanted.discard("")
    kept = _kept_keys(wanted)
    missing = [RecordKey(child=child, key=secrets.token_hex(BYTES)) for child in sorted(wanted - set(kept))]
    if make and missing:
        RecordKey.objects.bulk_create(missing, batch_size=2000, ignore_conflicts=True)
        kept = _kept_keys(wanted)
    for child in wanted:
        key = kept.get(child, "")
        found[child] = derived(base, f"content {key}") if key else None
    return found


def _kept_keys(children: set[str]) -> dict[str, str]:
    rows: dict[str, str] = {}
    ordered = sorted(children)
    for start in range(0, len(ordered), 500):
        rows.update(RecordKey.objects.filter(child__in=ordered[start : start + 500]).values_list("child", "key"))
    return rows


@transaction.atomic
def destroy_record_key(*, child: Any, by: Actor) -> None:
    """Make every digest of this child's content meaningless, for good, and record it. The chain still verifies."""
    from sightline.trail.recording import child_id, record

    opaque = child_id(child)
    RecordKey.objects.update_or_create(child=opaque, defaults={"key": "", "destroyed_at": timezone.now()})
    record(verb="trail.destroy_record_key", by=by, child=opaque, kind="system")
