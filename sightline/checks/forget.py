"""Outcomes that rested on an entry which is no longer on the record: what they said of it is taken out.

Outcomes are worked out from the record and quote it. When an entry is moved to another child, what was quoted goes from
every outcome, present and past; that the check asked, and when, stays.
"""

from __future__ import annotations

from sightline.checks.models import Outcome

SAID = "This question rested on an entry that has since been removed from this record."
WORDS = "An entry that has since been removed"


def entry(child: str, fact: str) -> int:
    """Take an entry's words out of this child's outcomes (`child`: key). Returns how many held some."""
    rows = [row for row in Outcome.objects.filter(child__key=child) if _rests_on(row, fact)]
    for row in rows:
        row.prompt, row.shows, row.unknown_because = (SAID if row.prompt else ""), [], ""
        row.facts = [{**known, "kind": "", "words": WORDS} if known["id"] == fact else known for known in row.facts]
    Outcome.objects.bulk_update(rows, ["prompt", "shows", "unknown_because", "facts"], batch_size=100)
    return len(rows)


def _rests_on(row: Outcome, fact: str) -> bool:
    return fact in row.evidence or any(known["id"] == fact for known in row.facts)
