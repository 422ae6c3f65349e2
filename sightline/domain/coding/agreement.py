"""Two people coded the same text without seeing each other's work: how far they agree, and where they differ.

A unit is a sentence. For each code and unit each coder said yes (a coding of theirs touches the sentence) or no:

                 second yes   second no        observed   = (a + d) / n
    first yes        a            b            by chance  = (a+b)(a+c)/n² + (c+d)(b+d)/n²
    first no         c            d            kappa      = (observed - by chance) / (1 - by chance)

Cohen (1960). Kappa cannot be computed where chance alone gives full agreement: nobody used the code, or both used it
everywhere. Few units make it unsteady, so it is never shown without n.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .spans import Span

FEW: Final = 30
"""Units below which kappa is shown with a caution. Source: practice-and-confidence, section 5, which is of audits."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding as far as comparing needs it. `polarity`: "-" concern, "+" strength."""

    span: Span
    code: str
    polarity: str


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far two coders agree on one code over n units. `kappa` None: `why_none` says why."""

    code: str
    n: int
    both: int
    first_only: int
    second_only: int
    neither: int
    same_polarity: int
    kappa: float | None
    why_none: str = ""

    @property
    def caution(self) -> str:
        """A word of caution when the units are few; else ""."""
        return f"Only {self.n} sentences: one more or less would move it a long way." if self.n < FEW else ""


def agreement_on(code: str, texts: Iterable[tuple[Sequence[Span], Sequence[Mark], Sequence[Mark]]]) -> CodeAgreement:
    """Agreement on one code over the units of all texts: each as (units, first's marks, second's marks)."""
    both = first_only = second_only = neither = same = 0
    for units, first, second in texts:
        for unit in units:
            one, two = _polarities(code, unit, first), _polarities(code, unit, second)
            both += bool(one and two)
            first_only += bool(one and not two)
            second_only += bool(two and not one)
            neither += not (one or two)
            same += bool(one) and one == two
    kappa, why = _kappa(both, first_only, second_only, neither)
    return CodeAgreement(
        code, both + first_only + second_only + neither, both, first_only, second_only, neither, same, kappa, why
    )


def _polarities(code: str, unit: Span, marks: Sequence[Mark]) -> frozenset[str]:
    return frozenset(mark.polarity for mark in marks if mark.code == code and mark.span.meets(unit))


def _kappa(both: int, first_only: int, second_only: int, neither: int) -> tuple[float | None, str]:
    n = both + first_only + second_only + neither
    if n == 0:
        return None, "No text has been coded by both."
    if both == n:
        return None, "Both coded every sentence to it, so chance alone would give the same."
    if neither == n:
        return None, "Neither coder used it."
    first, second = both + first_only, both + second_only
    chance = (first * second + (n - first) * (n - second)) / (n * n)
    return ((both + neither) / n - chance) / (1 - chance), ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage on which the two differ about a code: only one chose it, or they chose different polarities.

    `first` and `second`: the places, in each coder's list, of the codings that touch the passage.
    """

    span: Span
    code: str
    first: tuple[int, ...]
    second: tuple[int, ...]

    @property
    def about_polarity(self) -> bool:
        """Both chose the code, one as a concern and one as a strength."""
        return bool(self.first and self.second)


def compare(first: Sequence[Mark], second: Sequence[Mark]) -> tuple[list[tuple[int, int]], list[Difference]]:
    """Pairs of codings that say the same of meeting passages, and the differences, in the order of the text.

    Two codings say the same when code and polarity are the same and the passages share a character: people end a
    passage at different words and mean the same. Each coding is in exactly one difference or in at least one pair.
    """
    pairs = [
        (one, two)
        for one, mark in enumerate(first)
        for two, other in enumerate(second)
        if mark.code == other.code and mark.polarity == other.polarity and mark.span.meets(other.span)
    ]
    matched_first, matched_second = {one for one, _ in pairs}, {two for _, two in pairs}
    left_first = [place for place in range(len(first)) if place not in matched_first]
    left_second = [place for place in range(len(second)) if place not in matched_second]
    return pairs, sorted(_grouped(first, second, left_first, left_second), key=lambda one: (one.span, one.code))


def _grouped(
    first: Sequence[Mark], second: Sequence[Mark], left_first: list[int], left_second: list[int]
) -> Iterable[Difference]:
    """Codings of one code whose passages meet, directly or through another, are one thing to talk about."""
    nodes = [(0, place, first[place]) for place in left_first] + [(1, place, second[place]) for place in left_second]
    nodes.sort(key=lambda node: (node[2].code, node[2].span, node[0], node[1]))
    group: list[tuple[int, int, Mark]] = []
    end = -1
    for node in nodes:
        if group and (node[2].code != group[0][2].code or node[2].span.start >= end):
            yield _difference(group)
            group, end = [], -1
        group.append(node)
        end = max(end, node[2].span.end)
    if group:
        yield _difference(group)


def _difference(group: list[tuple[int, int, Mark]]) -> Difference:
    span = Span(min(mark.span.start for _, _, mark in group), max(mark.span.end for _, _, mark in group))
    return Difference(
        span,
        group[0][2].code,
        tuple(place for who, place, _ in group if who == 0),
        tuple(place for who, place, _ in group if who == 1),
    )
