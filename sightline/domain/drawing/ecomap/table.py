"""The eco-map's facts as tables and sentences in one page. Every symbol of the drawing links to its row here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sightline.domain.dates import and_list
from sightline.domain.drawing import pages
from sightline.domain.drawing.genogram.words import SEX, date_words, name_of

from .model import DOMAINS, INFORMAL, EcoMap, Tie
from .picture import Drawing, row_id
from .words import (
    NO_RATER,
    NOT_RECORDED,
    STATE,
    flow_words,
    middle_words,
    narrative,
    strength_words,
    stress_words,
    whose,
)

PEOPLE = ("Name", "Gender", "Born", "In the middle as")
TIES = (
    "System",
    "Part of life",
    "Tie with",
    "Strength",
    "Stressful",
    "Who gives",
    "State",
    "Who says so",
    "When",
    "Note",
)


def table_page(drawing: Drawing) -> str:
    """The whole page."""
    eco = drawing.shown
    title = f"Eco-map: {' '.join(eco.title.split()) or middle_words(eco)}"
    empty = [name for domain, name in DOMAINS.items() if not any(one.domain == domain for one in eco.systems)]
    return pages.page(
        title,
        [
            f"<p>As of {pages.said(date_words(eco.as_of))}.</p>" if eco.as_of else "",
            pages.table("People in the middle", PEOPLE, _people(eco)),
            pages.table("Systems and ties", TIES, tie_rows(eco)),
            f"<p>Nothing is recorded under: {pages.said(and_list(empty))}.</p>" if empty else "",
            pages.table("Earlier ratings, not drawn", TIES, _ties(eco, drawing.earlier)) if drawing.earlier else "",
            pages.sentences("In sentences", narrative(eco)),
        ],
    )


def _people(eco: EcoMap) -> Iterator[str]:
    for one in eco.persons:
        cells = (
            name_of(one),
            SEX[one.sex],
            date_words(one.born) or NOT_RECORDED,
            "child of interest" if one.focus else "member",
        )
        yield pages.row(cells, PEOPLE, key=row_id("person", one.id), person=one.id)


def tie_cells(eco: EcoMap) -> Iterator[tuple[str, Tie | None, tuple[str, ...]]]:
    """Each system with each of its ties: its id, the tie (None where there is none), and the words of a row."""
    for system in eco.systems:
        part = f"{DOMAINS[system.domain]} ({'informal' if system.domain in INFORMAL else 'formal'})"
        mine = [tie for tie in eco.ties if tie.system == system.id]
        if not mine:
            blank = ("",) * 6
            yield system.id, None, (system.called, part, "no tie is recorded", *blank, "")
        for tie in mine:
            yield system.id, tie, (system.called, part, *_cells(eco, tie))


def _cells(eco: EcoMap, tie: Tie) -> tuple[str, ...]:
    line = tie.has_line
    return (
        whose(eco, tie),
        strength_words(tie) if tie.state == "current" else "",
        stress_words(tie) if line else "",
        flow_words(tie) if line else "",
        STATE[tie.state],
        tie.rater or NO_RATER,
        date_words(tie.date) or NOT_RECORDED,
        tie.note,
    )


def tie_rows(eco: EcoMap) -> Iterator[str]:
    """The table's rows; the first of each system carries the id that the drawing links to."""
    seen: set[str] = set()
    for key, tie, cells in tie_cells(eco):
        marks = _marks(tie) if tie else {"system": key}
        yield pages.row(cells, TIES, key="" if key in seen else row_id("system", key), **marks)
        seen.add(key)


def _ties(eco: EcoMap, ties: Sequence[Tie]) -> Iterator[str]:
    for tie in ties:
        system = eco.system[tie.system]
        yield pages.row((system.called, DOMAINS[system.domain], *_cells(eco, tie)), TIES)


def _marks(tie: Tie) -> dict[str, str]:
    return {
        "system": tie.system,
        "to": tie.person,
        "strength": tie.strength or "not-recorded",
        "stress": "not-recorded" if tie.stress is None else "yes" if tie.stress else "no",
        "flow": tie.flow or "not-recorded",
        "state": tie.state,
        "rater": tie.rater,
    }
