"""Reading the trail: its head, who has looked at a record, and whether content is still what was digested."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sightline.trail.chain import START, content_digest, moment
from sightline.trail.keys import content_keys
from sightline.trail.models import Entry, Head
from sightline.trail.recording import child_id

HEAD_FORMAT = "sightline-trail-head/1"
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class HeadMark:
    """The newest entry as it stood: number, hash, and when it was written (UTC). Exported daily, kept elsewhere."""

    seq: int
    hash: str
    at: datetime | None

    def to_json(self) -> dict[str, Any]:
        at = f"{moment(self.at)}Z" if self.at else None
        return {"format": HEAD_FORMAT, "seq": self.seq, "hash": self.hash, "at": at}

    @classmethod
    def from_json(cls, text: str) -> HeadMark:
        """Read an exported head. Raises ValueError with a plain sentence when it isn't one."""
        try:
            obj = json.loads(text)
            if obj["format"] != HEAD_FORMAT or len(obj["hash"]) != len(START):
                raise ValueError
            at = datetime.fromisoformat(obj["at"]) if obj["at"] else None
            return cls(int(obj["seq"]), str(obj["hash"]), at)
        except (ValueError, KeyError, TypeError):
            raise ValueError("This file is not a head written by `sightline trail head --json`.") from None


def stored_head() -> HeadMark:
    """The head row, without the moment of its entry. An empty trail has number 0."""
    row = Head.objects.filter(pk=1).first()
    return HeadMark(0, START, None) if row is None else HeadMark(row.seq, row.hash, None)


def head() -> HeadMark:
    """The newest entry, to be exported and kept where nobody who can reach the database can reach it."""
    mark = stored_head()
    at = Entry.objects.filter(seq=mark.seq).values_list("at", flat=True).first()
    return replace(mark, at=at.astimezone(UTC) if at else None)


@dataclass(frozen=True, slots=True)
class Look:
    """What one worker did with a child's record on one day: looked at (parts) or changed (verbs)."""

    actor: str
    day: str
    kind: str
    what: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    times: int
    reason_given: bool


def who_has_looked(child: Any, *, since: datetime | None = None, newest: int = 2000) -> list[Look]:
    """Who has looked at or changed this record, a row for each worker, London day and kind, the latest first.

    At most the `newest` entries are read, so that the page stays quick on a record of many years.
    """
    entries = Entry.objects.filter(child=child_id(child))
    if since is not None:
        entries = entries.filter(at__gte=since)
    groups: dict[tuple[str, str, str], Look] = {}
    fields = ("actor", "at", "kind", "part", "verb", "reason_given")
    for actor, at, kind, part, verb, reason in entries.order_by("-seq").values_list(*fields)[:newest]:
        day = at.astimezone(LONDON).date().isoformat()
        found = groups.get((actor, day, kind))
        groups[(actor, day, kind)] = _joined(found, Look(actor, day, kind, (part or verb,), at, at, 1, reason))
    return sorted(groups.values(), key=lambda look: look.last_at, reverse=True)


def _joined(old: Look | None, new: Look) -> Look:
    if old is None:
        return new
    return replace(
        old,
        what=old.what if new.what[0] in old.what else (*old.what, *new.what),
        first_at=min(old.first_at, new.first_at),
        last_at=max(old.last_at, new.last_at),
        times=old.times + 1,
        reason_given=old.reason_given or new.reason_given,
    )


def digest_matches(entry: Entry, content: Mapping[str, Any] | str) -> bool | None:
    """Whether this is the content that was recorded then. None when the child's key was destroyed: nobody can tell."""
    key = content_keys({entry.child}, make=False)[entry.child]
    if key is None or not entry.digest:
        return None
    return hmac.compare_digest(content_digest(key, content), entry.digest)
