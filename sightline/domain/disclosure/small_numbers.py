"""Hides small numbers in counts that add up, so that neither a total nor a difference gives them back.

    school     health   all          Hiding only the 2 would be no help: 14 - 12 = 2.
      12         2       14          So one more cell is hidden, and what is hidden together is itself
    [shown]   [hidden]  [shown]      never a small number.

Counts are cells; a `Sum` says which cells add up to which. A table is one use, a month of a run chart another.

1. *Primary*: every count under the threshold is hidden. Zero counts as small, because "nobody" tells as much about
   each person as "one" does, unless the caller says the cell could not have been anything else (structural).
2. *Secondary*: more cells are hidden, smallest first, until in every sum that shows its total the hidden cells
   together reach the threshold, and every hidden cell can be changed (some hidden cells up, others down by one, none
   below zero) without disturbing anything shown. Such a change is a proof that the cell cannot be worked out. The
   search for it may give up; then more is hidden, never less.

What it does not do: compare tables published on different days. Publish one cut of the figures.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

INTERNAL: Final = 5
"""Groups under this are hidden inside the partnership. Class: our default (3 and 5 are both common)."""
PUBLISHED: Final = 10
"""Groups under this are hidden in anything published. Class: published practice elsewhere (research outputs)."""

SEARCH_BUDGET: Final = 2_000
LONGEST_CHANGE: Final = 16
"""Steps of one search for a proof, and cells one proof may move, before it gives up and hides more."""

NOT_SHOWN: Final = "not shown (small numbers)"


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """`total` is the sum of `parts`; all are cells."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One count as it may be shown: `value`, or None with `words` in its place."""

    value: int | None
    words: str

    @property
    def hidden(self) -> bool:
        """Whether the number is kept back."""
        return self.value is None


def fewer_than(threshold: int) -> str:
    """The words for a count under the threshold when nothing else needed hiding."""
    return f"fewer than {threshold}"


def suppress(
    counts: Mapping[Key, int],
    sums: Iterable[Sum[Key]] = (),
    *,
    threshold: int = INTERNAL,
    structural: Collection[Key] = (),
) -> dict[Key, Cell]:
    """The same cells, in the same order, with small ones and those that would give them away hidden.

    Hidden cells say "fewer than n" only where every one of them is (and saying so gives nothing away); otherwise all
    say the same words, so that the words do not tell which is the small one. Raises ValueError when the counts do
    not add up, a count is negative, or the threshold is below 1.
    """
    lines = tuple(sums)
    _verify(counts, lines, threshold)
    fixed = frozenset(structural)
    primary = {key for key, count in counts.items() if count < threshold and key not in fixed}
    hidden = _hide_more(counts, lines, primary, threshold=threshold, fixed=fixed)
    words = NOT_SHOWN
    if hidden == primary and _all_proved(counts, lines, hidden, ceiling=threshold - 1):
        words = fewer_than(threshold)
    return {key: Cell(None, words) if key in hidden else Cell(count, str(count)) for key, count in counts.items()}


def _verify(counts: Mapping[Key, int], lines: Iterable[Sum[Key]], threshold: int) -> None:
    if threshold < 1:
        raise ValueError("The threshold for small numbers must be 1 or more.")
    if any(count < 0 for count in counts.values()):
        raise ValueError("A count cannot be below zero.")
    for line in lines:
        if counts[line.total] != sum(counts[part] for part in line.parts):
            raise ValueError(f"The parts of {line.total} do not add up to it.")


def _hide_more(
    counts: Mapping[Key, int],
    lines: tuple[Sum[Key], ...],
    primary: Collection[Key],
    *,
    threshold: int,
    fixed: frozenset[Key],
) -> set[Key]:
    """Adds cells to the hidden ones until nothing can be worked out. Ends: each round hides one more."""
    hidden = set(primary)
    while True:
        weak = _thin_line(counts, lines, hidden, threshold) or _line_of_exposed(counts, lines, hidden)
        if weak is None:
            return hidden
        choice = _next_to_hide(counts, weak, hidden, fixed)
        if choice is None:
            # Nothing left in this line: hide everything that touches what is hidden. Only a structural cell stays.
            return _everything_linked(lines, hidden, fixed)
        hidden.add(choice)


def _thin_line(
    counts: Mapping[Key, int], lines: Iterable[Sum[Key]], hidden: set[Key], threshold: int
) -> Sum[Key] | None:
    """The first sum with its total shown whose hidden parts together are a small number (or one cell alone)."""
    for line in lines:
        inside = [part for part in line.parts if part in hidden]
        if line.total in hidden or not inside:
            continue
        if len(inside) == 1 or sum(counts[part] for part in inside) < threshold:
            return line
    return None


def _line_of_exposed(counts: Mapping[Key, int], lines: tuple[Sum[Key], ...], hidden: set[Key]) -> Sum[Key] | None:
    """A sum through a hidden cell for which no proof was found, with something left to hide in it if there is one."""
    for key in counts:
        if key in hidden and not _proved(counts, lines, hidden, key, ceiling=None):
            through = [line for line in lines if key == line.total or key in line.parts]
            open_lines = [line for line in through if any(k not in hidden for k in (line.total, *line.parts))]
            return (open_lines or through)[0]
    return None


def _next_to_hide(counts: Mapping[Key, int], line: Sum[Key], hidden: set[Key], fixed: frozenset[Key]) -> Key | None:
    """The smallest part still shown; the total only when no part is left. Ties by place, so always the same."""
    shown = [part for part in line.parts if part not in hidden and part not in fixed]
    if shown:
        return min(shown, key=lambda part: counts[part])
    return line.total if line.total not in hidden and line.total not in fixed else None


def _everything_linked(lines: tuple[Sum[Key], ...], hidden: set[Key], fixed: frozenset[Key]) -> set[Key]:
    reached = set(hidden)
    growing = True
    while growing:
        growing = False
        for line in lines:
            cells = {line.total, *line.parts} - fixed
            if cells & reached and not cells <= reached:
                reached |= cells
                growing = True
    return reached


def _all_proved(counts: Mapping[Key, int], lines: tuple[Sum[Key], ...], hidden: set[Key], *, ceiling: int) -> bool:
    return all(_proved(counts, lines, hidden, key, ceiling=ceiling) for key in hidden)


def _proved(
    counts: Mapping[Key, int], lines: tuple[Sum[Key], ...], hidden: set[Key], key: Key, *, ceiling: int | None
) -> bool:
    """Whether another set of counts, agreeing with all that is shown, gives this cell another number."""
    return any(_Search(counts, lines, hidden, ceiling).from_(key, step) for step in (1, -1))


class _Search(Generic[Key]):
    """Looks for a change of hidden cells by one up or down that leaves every sum true."""

    def __init__(
        self, counts: Mapping[Key, int], lines: tuple[Sum[Key], ...], hidden: set[Key], ceiling: int | None
    ) -> None:
        self.counts, self.lines, self.hidden, self.ceiling = counts, lines, hidden, ceiling
        self.budget = SEARCH_BUDGET

    def from_(self, key: Key, step: int) -> bool:
        """Whether a change exists that moves this cell by this step."""
        return self._possible(key, step) and self._repair({key: step})

    def _possible(self, key: Key, step: int) -> bool:
        after = self.counts[key] + step
        return key in self.hidden and after >= 0 and (self.ceiling is None or after <= self.ceiling)

    def _repair(self, change: dict[Key, int]) -> bool:
        """Takes the first sum the change broke and tries each hidden cell in it that would mend it."""
        self.budget -= 1
        if self.budget < 0 or len(change) > LONGEST_CHANGE:
            return False
        broken = next(((line, off) for line in self.lines if (off := self._off(line, change))), None)
        if broken is None:
            return True
        line, off = broken
        # A part moves against the excess of the parts; the total moves with it.
        moves = [(part, -1 if off > 0 else 1) for part in line.parts] + [(line.total, 1 if off > 0 else -1)]
        return any(
            key not in change and self._possible(key, step) and self._repair({**change, key: step})
            for key, step in moves
        )

    @staticmethod
    def _off(line: Sum[Key], change: Mapping[Key, int]) -> int:
        """By how much the parts, so changed, exceed the total."""
        return sum(change.get(part, 0) for part in line.parts) - change.get(line.total, 0)
