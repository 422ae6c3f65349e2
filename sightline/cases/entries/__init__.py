"""Every kind of entry that is declared, by kind and by its name in addresses."""

from __future__ import annotations

from sightline.cases.entries import (
    amended,
    family,
    information,
    marks,
    planning,
    statutory,
    thinking,
    ties,
    voice,
    worries,
)
from sightline.cases.entries.declare import Ask, Entry, part_types

__all__ = ["BY_SLUG", "ENTRIES", "NOTED_KINDS", "OWN_AGENCY", "Ask", "Entry", "part_types"]

ENTRIES: dict[str, Entry] = {
    entry.kind: entry
    for room in (marks, information, worries, family, ties, voice, statutory, planning, thinking, amended)
    for entry in room.EVERY
}
BY_SLUG: dict[str, Entry] = {entry.slug: entry for entry in ENTRIES.values()}
NOTED_KINDS: tuple[str, ...] = tuple(kind for kind, entry in ENTRIES.items() if entry.table is None)
OWN_AGENCY: frozenset[str] = frozenset(kind for kind, entry in ENTRIES.items() if entry.own_agency)
