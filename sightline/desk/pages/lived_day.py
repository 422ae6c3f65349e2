"""The child's day as different people tell it, side by side: nine parts, a column for each who told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sightline.cases.entries import ENTRIES
from sightline.cases.entries.voice import SLOTS, VERSIONS
from sightline.cases.models import Noted
from sightline.desk import saying
from sightline.kit.parts import Table
from sightline.kit.words import first_small

MOST = 5  # who is compared at once; older tellings are in the entries below
NOT_TOLD = "not told"
Teller = tuple[str, str]  # who, and when


def compared(rows: Iterable[Noted]) -> tuple[Table, ...]:
    """A table for each age for which the day was told, the newest first. `rows`: lived days, the newest first.

    The same person who told it again has the newest telling shown. Where two tell different things, both stand there:
    nothing is weighed.
    """
    found: dict[str, dict[Teller, dict[str, str]]] = {}
    newest: dict[tuple[str, str], Teller] = {}
    for row in rows:
        version = row.body.get("version") or ""
        tellers = found.setdefault(version, {})
        for slot in row.body.get("slots") or ():
            name = _teller(slot, row)
            teller = newest.setdefault((version, name), (name, saying.happened(row)))
            if teller[1] == saying.happened(row) and slot.get("what"):
                told = tellers.setdefault(teller, {})
                part = slot.get("slot") or ""
                told[part] = "\n".join(filter(None, (told.get(part), slot["what"])))
    return tuple(_table(version, tellers) for version, tellers in found.items() if tellers)


def _teller(slot: dict[str, str], row: Noted) -> str:
    kind = slot.get("informant_kind") or ""
    if kind == "observation":
        by = row.recorded_by.name if row.recorded_by else "somebody not recorded"
        return f"Seen by {slot.get('informant') or by}"
    name = slot.get("informant") or ("The child" if kind == "child" else "Somebody not recorded")
    return f"{name} (the child)" if kind == "child" and name != "The child" else name


def _table(version: str, tellers: dict[Teller, dict[str, str]]) -> Table:
    shown: Sequence[Teller] = list(tellers)[:MOST]
    parts = {**SLOTS, "": "Part of the day not recorded"}
    rows = [
        (words, *(tellers[teller].get(part, NOT_TOLD) for teller in shown))
        for part, words in parts.items()
        if part or any(part in tellers[teller] for teller in shown)
    ]
    age = ENTRIES["LivedDay"].ask("version").in_words(version) if version in VERSIONS else "age not recorded"
    head = ("Part of the day", *(f"{name}, {when}" for name, when in shown))
    return Table(f"The day as it was told: {first_small(age)}", head, tuple(rows))
