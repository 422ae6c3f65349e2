"""An agency's return read again: what was added, changed and removed, so that the reviewer's work stays where it was.

Rows are known again by being the same in everything, then by their words, then by their reference (running numbers
shift when a row is put in, so a reference alone is not enough), then by the same day and like words, then by the same
place with the same day and source. A row that cannot be told apart from another is added and removed, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .order import order_key
from .row import Row
from .words import jaccard, normalised

LIKE_ENOUGH: Final = 0.60
"""Similarity from which a row of the same day is taken to be the old one with other words (our default, as in D2)."""

_COMPARED: Final = (
    "date_raw",
    "time_raw",
    "source",
    "practitioner",
    "who_involved",
    "child_seen",
    "child_voice",
    "event",
    "response",
    "analysis",
    "row_type",
    "ref",
    "sequence",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after, and the fields that differ. The reviewer's themes and significance stay with the old."""

    old: Row
    new: Row
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a second import would do. `same` pairs old and new rows that say the same."""

    added: tuple[Row, ...]
    changed: tuple[Change, ...]
    removed: tuple[Row, ...]
    same: tuple[tuple[Row, Row], ...]

    def as_json(self) -> dict[str, Any]:
        """Counts and places."""
        return {
            "added": [row.at.as_json() for row in self.added],
            "changed": [
                {"old": one.old.at.as_json(), "new": one.new.at.as_json(), "fields": list(one.fields)}
                for one in self.changed
            ],
            "removed": [row.at.as_json() for row in self.removed],
            "unchanged": len(self.same),
        }


def compare(old: Iterable[Row], new: Iterable[Row]) -> Comparison:
    """What changed between two readings of one agency's return, whatever the order of their rows."""
    before, after = sorted(old, key=order_key), sorted(new, key=order_key)
    pairs: list[tuple[Row, Row]] = []
    before, after = _match(before, after, _by_content, False, pairs)
    before, after = _match(before, after, _by_words, True, pairs)
    before, after = _match(before, after, _by_ref, True, pairs)
    before, after = _match_alike(before, after, pairs)
    before, after = _match(before, after, _by_place, True, pairs)
    changed = [Change(one, other, fields) for one, other in pairs if (fields := differing(one, other))]
    same = [(one, other) for one, other in pairs if not differing(one, other)]
    return Comparison(
        tuple(after),
        tuple(sorted(changed, key=lambda change: order_key(change.new))),
        tuple(before),
        tuple(sorted(same, key=lambda pair: order_key(pair[1]))),
    )


def differing(one: Row, other: Row) -> tuple[str, ...]:
    """The fields in which two rows say something else; extra columns by the name of their heading."""
    found = [name for name in _COMPARED if getattr(one, name) != getattr(other, name)]
    found += sorted(name for name in {*one.extras, *other.extras} if one.extras.get(name) != other.extras.get(name))
    return tuple(found)


def _may_be_one(one: Row, other: Row) -> bool:
    """Whether two rows of one reference share their day or some of their words."""
    alike = jaccard(frozenset(normalised(one.text)), frozenset(normalised(other.text)))
    return alike >= LIKE_ENOUGH / 2 or (bool(one.date_raw) and one.date_raw == other.date_raw)


def _by_ref(row: Row) -> Hashable:
    return row.ref.casefold() or None


def _by_content(row: Row) -> Hashable:
    return tuple(getattr(row, name) for name in _COMPARED if name != "ref")


def _by_words(row: Row) -> Hashable:
    return (words, row.source) if (words := normalised(row.text)) else None


def _by_place(row: Row) -> Hashable:
    """The same row of the same table, with the same day and source: other words under the same heading."""
    return (row.at.place, row.at.row, row.date_raw, row.time_raw, row.source)


def _match(
    before: Sequence[Row],
    after: Sequence[Row],
    key: Callable[[Row], Hashable],
    one_only: bool,
    pairs: list[tuple[Row, Row]],
) -> tuple[list[Row], list[Row]]:
    """Pair rows with equal keys; `one_only`: only where the key stands once on each side."""
    olds, news = _grouped(before, key), _grouped(after, key)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for value, ours in olds.items():
        theirs = news.get(value, [])
        if one_only and not len(ours) == len(theirs) == 1:
            continue
        for one, other in zip(ours, theirs):
            if key is _by_ref and not _may_be_one(before[one], after[other]):
                continue
            pairs.append((before[one], after[other]))
            taken_old.add(one)
            taken_new.add(other)
    return (
        [row for at, row in enumerate(before) if at not in taken_old],
        [row for at, row in enumerate(after) if at not in taken_new],
    )


def _grouped(rows: Sequence[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if (value := key(row)) is not None:
            found[value].append(at)
    return found


def _match_alike(
    before: Sequence[Row], after: Sequence[Row], pairs: list[tuple[Row, Row]]
) -> tuple[list[Row], list[Row]]:
    """Pair what is left on the same day by the likeness of its words, the most alike first."""
    words = {id(row): frozenset(normalised(row.text)) for row in (*before, *after)}
    by_day: dict[Hashable, list[Row]] = defaultdict(list)
    for row in after:
        by_day[row.when.edtf or row.date_raw].append(row)
    found = [
        (-alike, order_key(one), order_key(other), one, other)
        for one in before
        for other in by_day.get(one.when.edtf or one.date_raw, ())
        if (alike := jaccard(words[id(one)], words[id(other)])) >= LIKE_ENOUGH
    ]
    taken: set[int] = set()
    for _, _, _, one, other in sorted(found, key=lambda each: each[:3]):
        if id(one) not in taken and id(other) not in taken:
            pairs.append((one, other))
            taken |= {id(one), id(other)}
    return [row for row in before if id(row) not in taken], [row for row in after if id(row) not in taken]
