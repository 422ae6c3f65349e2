"""Answers to a partnership's own questions as tables and drawings: one table a question, its waves side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sightline.confidence.figures import spread_in_words
from sightline.domain.measures.instrument import T1, T3, WAVE_NAMES
from sightline.domain.measures.own import CHOICES, ON_A_SCALE, TEXT
from sightline.domain.measures.own_results import OwnResult, steps_of
from sightline.domain.measures.uncertainty import share_in_words
from sightline.kit.parts import Table

if TYPE_CHECKING:
    from sightline.confidence.models import OwnWords

APART: Final = (
    "These are the partnership’s own questions. They are no part of the nineteen and count into none of their numbers."
)
OPTIONS: Final = (
    "An option may say who somebody is, so options that few chose are not shown, nor what would give them away."
)
AGAIN: Final = "the same people, before and after three months"


def captions(results: Sequence[OwnResult]) -> list[str]:
    """A name for each question's table: its words; where it was worded more than once, which wording this is."""
    often = [result.question.key for result in results]
    return [
        f"{one.question.words} (wording {one.question.version})"
        if often.count(one.question.key) > 1
        else one.question.words
        for one in results
    ]


def own_tables(results: Sequence[OwnResult]) -> tuple[Table, ...]:
    """Every table of own questions there is something to show in."""
    made: list[Table] = []
    for caption, result in zip(captions(results), results, strict=True):
        made.append(own_table(caption, result))
        if result.moved is not None:
            made.append(moved_table(caption, result))
    return tuple(table for table in made if table.rows)


def own_table(caption: str, result: OwnResult) -> Table:
    """How a question was answered, a row a wave; of a choice a row an option. No row where nothing may be shown."""
    if result.question.kind in CHOICES:
        return _choices(caption, result)
    shown = [(wave, count) for wave, count in result.waves.items() if not count.people.hidden]
    if result.question.kind == TEXT:
        rows: tuple[tuple[str | int, ...], ...] = tuple(
            (WAVE_NAMES[wave], count.people.value or 0) for wave, count in shown
        )
        return Table(caption, ("Asked", "People who wrote something"), rows, frozenset({1}))
    steps = steps_of(result.question) if result.question.kind in ON_A_SCALE else ()
    rows = tuple(
        (
            WAVE_NAMES[wave],
            count.people.value or 0,
            *([spread_in_words(count.middle)] if count.middle else []),
            *count.steps,
        )
        for wave, count in shown
    )
    head = ("Asked", "People", "Middle (quarters)", *steps)
    return Table(caption, head, rows, frozenset(range(1, len(head))))


def _choices(caption: str, result: OwnResult) -> Table:
    shown = {wave: count for wave, count in result.waves.items() if not count.people.hidden}
    if not shown:
        return Table(caption, ("Option",), ())
    rows: list[tuple[str | int, ...]] = [
        ("People who answered", *(count.people.value or 0 for count in shown.values()))
    ]
    for n, option in enumerate(result.question.options):
        cells = (count.chosen[n] for count in shown.values())
        rows.append((option, *(cell.words if cell.value is None else cell.value for cell in cells)))
    head = ("Option", *(WAVE_NAMES[wave] for wave in shown))
    return Table(caption, head, tuple(rows), frozenset(range(1, len(head))))


def moved_table(caption: str, result: OwnResult) -> Table:
    """The same people before and after: higher, same, lower. A direction, never called better."""
    one = result.moved
    if one is None:
        return Table(caption, ("",), ())
    row = (
        one.n, spread_in_words(one.before), spread_in_words(one.after), share_in_words(one.better, one.n), one.same,
        one.worse,
    )  # fmt: skip
    head = ("People", f"{WAVE_NAMES[T1]}: middle (quarters)", f"{WAVE_NAMES[T3]}: middle (quarters)",
            "Higher", "Same", "Lower")  # fmt: skip
    return Table(f"{caption}: {AGAIN}", head, (row,), frozenset(range(6)))


def hidden_in_words(result: OwnResult) -> str:
    """What is said where a wave's answers are too few to show."""
    hidden = [WAVE_NAMES[wave].lower() for wave, count in result.waves.items() if count.people.hidden]
    few = next((count.people.words for count in result.waves.values() if count.people.hidden), "")
    return f"Answered by {few}, so not shown: {', '.join(hidden)}." if hidden else ""


def words_tables(words: Iterable[OwnWords]) -> tuple[Table, ...]:
    """Words that were read and released, a table a question. `words` come question by question."""
    made = []
    for question, rows in groupby(words, key=lambda one: one.question):
        said = tuple((WAVE_NAMES[one.response.wave.kind], one.said) for one in rows)
        made.append(Table(f"In their words: {question.words}", ("Asked", "Words"), said))
    return tuple(made)
