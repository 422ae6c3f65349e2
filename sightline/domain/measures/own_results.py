"""What may be shown of a question of a partnership's own, wave by wave, and of the same people before and after.

    agree, scale   how answers spread; the middle and quartiles; higher, same and lower among the same people
    one, many      how many chose each option; small counts are hidden, and what would give them back
    number         the middle and quartiles: never the least or the most, which would be one person's
    text           how many wrote something; the words themselves go another way (read first, ten people or more)

Nothing at all of fewer people than the threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.domain.disclosure import INTERNAL, Cell, Sum, suppress
from sightline.domain.measures.change import Change, Spread, change, spread
from sightline.domain.measures.groups import count_cell
from sightline.domain.measures.instrument import T1, T3, WAVES
from sightline.domain.measures.own import AGREE, AGREEMENT, CHOICES, MANY, ON_A_SCALE, TEXT, OwnQuestion, Value
from sightline.domain.measures.survey import BANDS, banded

_ALL = "all"


@dataclass(frozen=True, slots=True)
class OwnCount:
    """A question in one wave. `people`: how many answered it; all else is empty where they are too few.

    `steps`: people at each step or band of a scale. `chosen`: a cell for each option. `middle`: of a scale or number.
    """

    people: Cell
    steps: tuple[int, ...] = ()
    chosen: tuple[Cell, ...] = ()
    middle: Spread | None = None


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A question as worded once, in the waves in which it was asked so. `moved`: the same people, T1 to T3."""

    question: OwnQuestion
    waves: Mapping[str, OwnCount]
    moved: Change | None = None


def own_result(
    question: OwnQuestion, answers: Mapping[str, Sequence[tuple[str | None, Value]]], *, threshold: int = INTERNAL
) -> OwnResult:
    """Count one question. `answers`: by wave, each person's code (or None) and answer; only waves that asked it."""
    waves = {
        wave: _count(question, [value for _, value in answers[wave]], threshold) for wave in WAVES if wave in answers
    }
    moved = None
    if question.kind in ON_A_SCALE and T1 in answers and T3 in answers:
        before, after = (_by_code(answers[wave]) for wave in (T1, T3))
        pairs = [(value, after[code]) for code, value in before.items() if code in after]
        moved = change(pairs, threshold=threshold, resample=False, tests=False)
    return OwnResult(question, waves, moved)


def steps_of(question: OwnQuestion) -> tuple[str, ...]:
    """The names of the steps a scale's answers are counted in."""
    return AGREEMENT if question.kind == AGREE else tuple(name for name, _ in BANDS)


def _by_code(rows: Sequence[tuple[str | None, Value]]) -> dict[str, float]:
    """One answer a code; a code that two people made matches neither."""
    often = Counter(code for code, _ in rows)
    return {code: _figure(value) for code, value in rows if code and often[code] == 1}


def _figure(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _count(question: OwnQuestion, values: Sequence[Value], threshold: int) -> OwnCount:
    people = count_cell(len(values), threshold=threshold)
    if people.hidden or question.kind == TEXT:
        return OwnCount(people)
    if question.kind in CHOICES:
        return OwnCount(people, chosen=_chosen(question, values, threshold))
    figures = [_figure(value) for value in values]
    middle = spread(figures, fewest=threshold)
    if question.kind == AGREE:
        return OwnCount(people, tuple(sum(f == step for f in figures) for step in range(1, 6)), middle=middle)
    steps = banded(figures) if question.kind in ON_A_SCALE else ()
    return OwnCount(people, steps, middle=middle)


def _chosen(question: OwnQuestion, values: Sequence[Value], threshold: int) -> tuple[Cell, ...]:
    places = range(len(question.options))
    counts = [sum(n == value or (isinstance(value, tuple) and n in value) for value in values) for n in places]
    if question.kind == MANY:
        # Who did not choose an option can be counted too, and is as much a small number.
        return tuple(_one_of_two(count, len(values), threshold) for count in counts)
    cells: dict[str, int] = {_ALL: len(values)} | {str(n): count for n, count in zip(places, counts, strict=True)}
    shown = suppress(cells, [Sum(_ALL, tuple(str(n) for n in places))], threshold=threshold)
    return tuple(shown[str(n)] for n in places)


def _one_of_two(count: int, people: int, threshold: int) -> Cell:
    cells = {_ALL: people, "chose": count, "did not": people - count}
    return suppress(cells, [Sum(_ALL, ("chose", "did not"))], threshold=threshold)["chose"]
