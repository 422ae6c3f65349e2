"""A referral of a census that somebody wrote here before: recognised, so that it stands on the record once.

    written here, told by the file, no doubt   what is empty is filled from the file, what was written stays
    written here, and something is open        both stay, and the report says so
    recognised by an earlier file              the row remembers the key it has there, however it was amended since

Who wrote it, when, what they wrote and who may read it stay as they are. So an entry that somebody has marked is left
alone: its readers were chosen for the words that are in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sightline.cases.alike import is_the_same, look_alike
from sightline.cases.models import Handling, Referral
from sightline.exchange.changes import IDS, Batch, Done, Incoming
from sightline.people.facts import KEPT_HERE
from sightline.people.models import Person

OF_FILES: Final = ("closed_on", "closure_reason")  # no form asks for these, so a later file says them better
HERE_ALREADY: Final = "It was written here before and is already on the record; it was not doubled."
MAY_BE_HERE: Final = (
    "A referral of the same day was written here. Whether they are one is not certain, so both were kept: "
    "look at the child’s record."
)


@dataclass(slots=True)
class WrittenHere:
    """The referrals of these children that people wrote, compared with what one file tells."""

    batch: Batch
    of_child: dict[int, list[Referral]] = field(default_factory=lambda: defaultdict(list))
    _marked: frozenset[Any] = frozenset()
    _told: Counter[tuple[int, Any]] = field(default_factory=Counter)

    def load(self, persons: Iterable[int]) -> None:
        """Read them: two queries for every few hundred children."""
        ids = sorted(persons)
        marked: set[Any] = set()
        for start in range(0, len(ids), IDS):
            some = ids[start : start + IDS]
            rows = Referral.objects.filter(child__in=some, source=KEPT_HERE, superseded_at=None).order_by("pk")
            for row in rows:
                self.of_child[row.child_id].append(row)
            marks = Handling.objects.filter(child__in=some, entry_kind="Referral", superseded_at=None)
            marked.update(marks.order_by("pk").values_list("of", flat=True))
        self._marked = frozenset(marked)

    def tells(self, facts: Sequence[Incoming], child: Person) -> None:
        """Note how many referrals of one day the file has: two of a day are told apart by people, not here."""
        self._told.update((child.pk, fact.values["received_on"]) for fact in facts if fact.model is Referral)

    def key(self, fact: Incoming) -> str:
        """What a recognised row remembers: the source and the key in it."""
        return f"{self.batch.source} {fact.key}"

    def recognised(self, fact: Incoming, child: Person) -> Referral | None:
        """The row that an earlier file was recognised in, still on this child's record."""
        return next((row for row in self.of_child.get(child.pk, ()) if row.source_key == self.key(fact)), None)

    def taken(self, child: Person) -> list[tuple[type[Referral], Referral]]:
        """Rows of this child that earlier files of this source were recognised in."""
        mine = f"{self.batch.source} "
        return [(Referral, row) for row in self.of_child.get(child.pk, ()) if row.source_key.startswith(mine)]

    def alike(self, fact: Incoming, child: Person) -> list[Referral]:
        """Rows that may be what the file tells."""
        told = Referral(**fact.values)
        return [row for row in self.of_child.get(child.pk, ()) if look_alike(row, told)]

    def same(self, fact: Incoming, child: Person, alike: Sequence[Referral]) -> Referral | None:
        """The one of `alike` that can only be what the file tells; None where anything is open."""
        if len(alike) != 1 or self._told[child.pk, fact.values["received_on"]] != 1:
            return None
        [row] = alike
        free = not row.source_key and row.fact not in self._marked and is_the_same(row, Referral(**fact.values))
        return row if free and not self._went_elsewhere(fact) else None

    def _went_elsewhere(self, fact: Incoming) -> bool:
        """Whether what an earlier file was recognised in has been moved to another record since."""
        return Referral.objects.filter(source=KEPT_HERE, source_key=self.key(fact), superseded_at=None).exists()

    def bring(self, fact: Incoming, row: Referral, *, child: Person, keep: bool) -> tuple[Done, bool]:
        """Add to `row` what the file tells. What became of it, and whether something was left as it is on record."""
        is_first = not row.source_key
        fill = is_first or not (keep or self.batch.amended_here(row))
        found, left = _differences(row, fact.values, fill=fill, follow=is_first or not keep)
        if is_first:
            found["source_key"] = self.key(fact)
        because = f"The same referral is in {'the census of the authority' if is_first else 'a later census'}."
        return self.batch.add_to(fact, row, child=child, changes=found, because=because), left


def _differences(row: Referral, values: Mapping[str, Any], *, fill: bool, follow: bool) -> tuple[dict[str, Any], bool]:
    """What is to be written of a file's values, and whether any that is otherwise on record was left."""
    found: dict[str, Any] = {}
    left = False
    for name, value in values.items():
        have = getattr(row, name)
        if have == value or (value in (None, "") and name not in OF_FILES):
            continue
        if (name in OF_FILES and follow) or (fill and have in (None, "")):
            found[name] = value
        else:
            left = True
    return found, left
