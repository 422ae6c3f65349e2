"""The drawing's facts as tables and sentences, in one plain HTML page: for readers who don't see the picture, and
for print.

Every symbol of the drawing links to its row here (`row_id`). Nothing of the record is written unescaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from sightline.domain.dates import and_list
from sightline.domain.drawing.scene import printable
from sightline.domain.kinship import Family, Person, in_order

from .picture import row_id
from .words import (
    CERTAINTY,
    OUTCOME,
    PARENTAGE,
    RELATIONSHIP,
    UNION,
    age_of,
    conditions_of,
    date_words,
    gender_of,
    in_reading_order,
    name_of,
    narrative,
    twins,
)

_LOOK = (
    "body{font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.4;margin:2rem;max-width:75rem;color:#0b0c0c}"
    "table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:bold;margin-bottom:.5rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #b1b4b6}"
    ":target{outline:3px solid #1d70b8}"
)


def table_page(family: Family, notes: Sequence[str] = ()) -> str:
    """The whole page."""
    family = in_order(family)
    title = f"People and relations: {' '.join(family.title.split()) or family.id or 'family'}"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en-GB"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title><style>{_LOOK}</style></head><body><main>",
        f"<h1>{_text(title)}</h1>",
        f"<p>As of {_text(date_words(family.as_of))}.</p>" if family.as_of else "",
        people_table(family),
        relations_table(family),
        "<h2>In sentences</h2>",
        *(f"<p>{_text(sentence)}</p>" for sentence in narrative(family)),
        *(["<h2>What is contradictory in the record</h2>"] if notes else []),
        *(f"<p>{_text(note)}</p>" for note in notes),
        "</main></body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


PEOPLE_HEAD: Final = ("Name", "Gender", "Born", "Died", "Age", "What is known", "Households")
RELATIONS_HEAD: Final = ("Who", "Relation", "To whom", "From", "To", "How sure, and who says so")


@dataclass(frozen=True, slots=True)
class RelationRow:
    """One union, parentage, set of twins, stay in a household or tie, in words. `kind` and `ref` say which."""

    kind: str
    ref: str
    cells: tuple[str, ...]


def people_table(family: Family) -> str:
    """One row a person, in the order of their ids."""
    rows = []
    for person in in_reading_order(family, ()):
        cells = [_text(cell) for cell in person_cells(family, person)]
        row = f'<tr id="{escape(row_id(person.id))}" data-person="{escape(printable(person.id))}">'
        rows.append(f'{row}<th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>')
    return _table("People", PEOPLE_HEAD, rows)


def person_cells(family: Family, person: Person) -> tuple[str, ...]:
    """What a row of people says of somebody, column by column of `PEOPLE_HEAD`; plain words."""
    known = [OUTCOME[person.outcome]] if person.outcome else []
    if person.focus:
        known.append("child of interest")
    if person.unknown:
        known.append("known to exist, not identified")
    if person.asked:
        known.append(f"asked {date_words(person.asked)}")
    known += conditions_of(person)
    homes = sorted(home.label or home.id for home in family.households_of.get(person.id, ()))
    born = date_words(person.born, person.born_words)
    if person.outcome == "unborn" and born:
        born = f"expected {born}"
    return (
        name_of(person),
        gender_of(person),
        born or "not known",
        date_words(person.died, person.died_words),
        age_of(person, family.as_of),
        "; ".join(known),
        and_list(homes),
    )


def relations_table(family: Family) -> str:
    """One row for each union, parentage, set of twins, household and tie."""
    rows = []
    for row in relation_rows(family):
        inner = "".join(f"<td>{_text(cell)}</td>" for cell in row.cells[1:])
        marks = f'data-relation="{row.kind}" data-ref="{escape(printable(row.ref))}"'
        rows.append(f'<tr {marks}><th scope="row">{_text(row.cells[0])}</th>{inner}</tr>')
    return _table("Relations", RELATIONS_HEAD, rows)


def relation_rows(family: Family) -> tuple[RelationRow, ...]:
    """Every relation in words, column by column of `RELATIONS_HEAD`."""
    return tuple(_relations(family))


def _relations(family: Family) -> Iterator[RelationRow]:
    def names(ids: Iterable[str]) -> str:
        return and_list([name_of(family.person[one]) for one in ids])

    for union in sorted(family.unions, key=lambda one: one.id):
        first, rest = union.partners[0], union.partners[1:]
        sure = CERTAINTY[union.certainty]
        yield _row("union", union.id, names([first]), UNION[union.kind], names(rest), union.start, union.end, sure)
    for row in sorted(family.parentage, key=lambda one: (one.child, one.parents, one.kind, one.start)):
        ref = f"{row.child} {'+'.join(sorted(row.parents))} {row.kind}"
        sure = CERTAINTY[row.certainty]
        who, to = names([row.child]), names(row.parents)
        yield _row("parentage", ref, who, f"{PARENTAGE[row.kind]} of", to, row.start, row.end, sure)
    for children, kind in twins(family):
        yield _row("twins", "+".join(children), names(children), kind, "", "", "", "")
    for home in sorted(family.households, key=lambda one: one.id):
        for member in sorted(home.members, key=lambda one: one.person):
            nights = "" if member.nights is None else f", {member.nights} nights a week"
            lives = f"lives in{' foster home' if home.kind == 'foster' else ''}"
            place = f"{home.label or home.id}{nights}"
            ref = f"{home.id} {member.person}"
            yield _row("household", ref, names([member.person]), lives, place, member.start, member.end, "")
    for tie in sorted(family.relationships, key=lambda one: (one.a, one.b, one.kind, one.start, one.rater)):
        sure = ", ".join(part for part in (CERTAINTY[tie.certainty], tie.rater) if part)
        ref = f"{tie.a}+{tie.b} {tie.kind}"
        yield _row("tie", ref, names([tie.a]), RELATIONSHIP[tie.kind], names([tie.b]), tie.start, tie.end, sure)


def _row(kind: str, ref: str, who: str, what: str, to: str, start: str, end: str, sure: str) -> RelationRow:
    return RelationRow(kind, ref, (who, what, to, date_words(start), date_words(end), sure))


def _table(caption: str, head: Sequence[str], rows: Sequence[str]) -> str:
    columns = "".join(f'<th scope="col">{_text(one)}</th>' for one in head)
    body = "\n".join(rows) or f'<tr><td colspan="{len(head)}">Nothing is recorded.</td></tr>'
    return f"<table><caption>{_text(caption)}</caption><thead><tr>{columns}</tr></thead>\n<tbody>{body}</tbody></table>"


def _text(words: str) -> str:
    return escape(printable(words))
