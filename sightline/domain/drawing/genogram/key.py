"""The key under a drawing: only what is used in it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sightline.domain.drawing.scene import GREY, PAPER, Line, Pen, Rect, Shape, Text
from sightline.domain.drawing.wrapping import wrapped
from sightline.domain.kinship import Family, Relationship

from . import fills, lines, symbols, ties
from .households import Home
from .words import RELATIONSHIP, UNION, age_of, year_mark

ROW: Final = 32.0
COLUMN: Final = 300.0
ICON: Final = 44.0
_SMALL: Final = 11.0
Icon = Callable[[float, float], list[Shape]]
Entry = tuple[Icon, str]

PERSON_WORDS: Final = {
    "female": "Female",
    "male": "Male",
    "non-binary": "Non-binary",
    "gender-unknown": "Gender not known",
    "unborn": "Pregnancy",
    "miscarriage": "Miscarriage",
    "termination": "Termination",
}
STUB_WORDS: Final = {
    "adopted": "Adopted (solid and dashed)",
    "fostered": "Fostered (dotted)",
    "guardian": "Special guardian (dotted, G)",
    "step": "Step-child (dotted, S)",
}


def key_entries(
    family: Family, homes: Sequence[Home], shown: Sequence[Relationship], profile: str, *, family_view: bool
) -> list[Entry]:
    """What the drawing uses, people first."""
    return [
        *_people(family, profile, family_view),
        *(_private(family) if profile == symbols.MCGOLDRICK else ()),
        *_unions(family, profile),
        *_parentage(family),
        *_ties(shown),
        *_homes(homes),
    ]


def _icon(kind: str, pen: Pen, profile: str) -> Icon:
    return lambda x, y: [symbols.outline(kind, x, y, _SMALL, pen, {}, profile)]


def _symbol(kind: str, profile: str) -> Icon:
    """Somebody of a kind as they stand in the picture, half as large."""
    outcome = kind if kind in ("unborn", "miscarriage", "termination") else ""
    sex = next((letter for letter, name in symbols.SHAPE.items() if name == kind), "U")

    def draw(x: float, y: float) -> list[Shape]:
        if not outcome:
            mark = [Text(x, y + 5, "?", anchor="middle")] if sex == "U" else []
            return [symbols.outline(kind, x, y, _SMALL, Pen(), {}, profile), *mark]
        return [*symbols.loss(kind, x, y, _SMALL, Pen(fill=PAPER), profile)]

    return draw


def _people(family: Family, profile: str, family_view: bool) -> Iterator[Entry]:
    kinds = {symbols.kind_of(one) for one in family.persons}
    plain = {kind.removeprefix("unidentified-").removeprefix("stillbirth-") for kind in kinds}
    for kind, words in PERSON_WORDS.items():
        if kind in plain:
            yield _symbol(kind, profile), words
    if any(kind.startswith("unidentified") for kind in kinds):
        yield _icon("male", Pen(dash="4 3"), profile), "? Known to exist, not identified"
    if any(kind.startswith("stillbirth") for kind in kinds):
        yield (
            (
                lambda x, y: [
                    symbols.outline("male", x, y, 6, Pen(), {}),
                    Line(((x - 6, y - 6), (x + 6, y + 6)), Pen(width=1.5)),
                    Line(((x - 6, y + 6), (x + 6, y - 6)), Pen(width=1.5)),
                ]
            ),
            "Stillbirth (small, crossed)",
        )
    if any(one.focus for one in family.persons):
        yield (
            (
                lambda x, y: [
                    symbols.outline("male", x, y, _SMALL, Pen(), {}),
                    symbols.outline("male", x, y, _SMALL - 4, Pen(width=1.5), {}),
                ]
            ),
            "Child of interest",
        )
    if any(one.dead and not one.outcome for one in family.persons):
        if family_view:
            yield _icon("male", Pen(stroke=GREY), profile), "Died (grey, with the year)"
        else:
            yield (
                (
                    lambda x, y: [
                        symbols.outline("male", x, y, _SMALL, Pen(), {}),
                        Line(((x - 11, y - 11), (x + 11, y + 11)), Pen(width=1.5)),
                        Line(((x - 11, y + 11), (x + 11, y - 11)), Pen(width=1.5)),
                    ]
                ),
                "Died",
            )


def about_entries(family: Family, *, ages: bool) -> Iterator[Entry]:
    """What stands before an age or a year that is not known exactly."""
    marks = {
        year_mark(day, words)
        for one in family.persons
        for day, words in ((one.born, one.born_words), (one.died, one.died_words))
        if one.outcome != "unborn"
    }
    told = [age_of(one, family.as_of) for one in family.persons] if ages else []
    if "~" in marks or any(not age.isdigit() for age in told if age):
        marks.add("~")
    for mark, words in (("~", "About: the day is not known"), ("<", "Before that year"), (">", "After that year")):
        if mark in marks:
            yield (lambda x, y, mark=mark: [Text(x, y + 5, mark, anchor="middle")]), words  # type: ignore[misc]


def _private(family: Family) -> Iterator[Entry]:
    """Gender history and health, where the view has kept them: each state drawn as it stands in the picture."""
    people = [one for one in family.persons if not one.outcome]
    if any(symbols.other_gender(one) for one in people):
        yield (
            (
                lambda x, y: [
                    symbols.outline("female", x, y, _SMALL, Pen(), {}),
                    symbols.outline("male", x, y, _SMALL - 5, Pen(width=1.5), {}),
                ]
            ),
            "Outside: gender lived in",
        )
    for states in sorted({fills.states_of(one) for one in people} - {("", "")}):

        def draw(x: float, y: float, states: tuple[str, str] = states) -> list[Shape]:
            edge = symbols.outline("male", x, y, _SMALL, Pen(), {})
            return [edge, *fills.fill_shapes(states, "male", x, y, _SMALL)]

        yield draw, fills.fill_words(states)


def _unions(family: Family, profile: str) -> Iterator[Entry]:
    kinds = {one.kind for one in family.unions}
    words = {**UNION, "none": "parents, no partnership", "married": "Married (m)", "cohabiting": "Living together (LT)"}
    for kind in words:
        if kind in kinds:
            union = next(one for one in family.unions if one.kind == kind)
            text = words[kind][0].upper() + words[kind][1:]

            def draw(x: float, y: float, union=union) -> list[Shape]:  # type: ignore[no-untyped-def]  # bound per turn
                pen = Pen(dash=lines.union_pen(union, profile).dash)
                mark = [Text(x, y - 4, "?", anchor="middle")] if union.kind == "unknown" else []
                return [Line(((x - 20, y), (x + 20, y)), pen), *lines.slashes(union, x, y), *mark]

            yield draw, f"{text}{' (?)' if kind == 'unknown' else ''}"
    pairs = {frozenset(one.partners) for one in family.unions}
    if any(len(row.parents) == 2 and frozenset(row.parents) not in pairs for row in family.parentage):
        yield (lambda x, y: [Line(((x - 20, y), (x + 20, y)), Pen(dash=lines.NO_UNION))]), "Parents, no union recorded"


def _parentage(family: Family) -> Iterator[Entry]:
    for kind, words in STUB_WORDS.items():
        rows = tuple(replace(row, certainty="recorded") for row in family.parentage if row.kind == kind)
        if rows:

            def draw(x: float, y: float, rows=rows) -> list[Shape]:  # type: ignore[no-untyped-def]  # bound per turn
                start, end = (x, y - 14), (x, y + 14)
                return [Line((start, end), lines.stub_pen(rows[:1])), *lines.stub_ornament(rows[:1], start, end)]

            yield draw, words
    unsure = [row.certainty for row in family.parentage] + [one.certainty for one in family.unions]
    if any(one != "recorded" for one in unsure):
        yield (
            (lambda x, y: [Line(((x - 20, y), (x + 20, y)), Pen(width=1)), Text(x, y - 4, "?", anchor="middle")]),
            "Reported or disputed (thin, ?)",
        )
    for identical in (False, True):
        many = [one for one in family.multiples if (one.kind == "mz") is identical]
        if many:
            words = "Twins" if all(len(set(one.children)) == 2 for one in many) else "Twins, triplets or more"
            yield _twins(identical), f"{words} (a bar: identical)" if identical else words


def _twins(identical: bool) -> Icon:
    def draw(x: float, y: float) -> list[Shape]:
        bar = [Line(((x - 7, y + 3), (x + 7, y + 3)), Pen())] if identical else []
        return [Line(((x - 12, y + 12), (x, y - 10), (x + 12, y + 12)), Pen()), *bar]

    return draw


def _ties(shown: Sequence[Relationship]) -> Iterator[Entry]:
    kinds = {tie.kind for tie in shown}
    for kind, words in RELATIONSHIP.items():
        if kind in kinds:

            def draw(x: float, y: float, kind=kind) -> list[Shape]:  # type: ignore[no-untyped-def]  # bound per turn
                end = x + (10 if kind in ties.ARROW else 20)  # the head of the arrow does not touch the words
                return ties.pattern(kind, [(x - 20, y), (x, y), (end, y)])

            arrow = " (arrow: who is harmed)" if kind in ties.ARROW else ""
            yield draw, f"{words[0].upper()}{words[1:]}{arrow}"


def _homes(homes: Sequence[Home]) -> Iterator[Entry]:
    for home in homes:

        def draw(x: float, y: float, home=home) -> list[Shape]:  # type: ignore[no-untyped-def]  # bound per turn
            return home_icon(home, x, y)

        kind = " (foster home)" if home.household.kind == "foster" else ""
        yield draw, f"{home.household.label or home.household.id}{kind}"
    if any(one.nights is not None for home in homes for one in home.household.members):
        frame = Pen(stroke=GREY, width=1.5, dash="2 4")
        yield (
            (lambda x, y: [Rect(x - 16, y - 10, 32, 20, frame), Text(x, y + 5, "A 3", anchor="middle", bold=True)]),
            "Shared care: nights a week there",
        )


def home_icon(home: Home, x: float, y: float) -> list[Shape]:
    """A small piece of outline with the household's mark."""
    corners = ((x - 16, y - 11), (x + 16, y - 11), (x + 16, y + 11), (x - 16, y + 11))
    return [
        Line(corners, Pen(stroke=GREY, dash="2 6"), closed=True),
        Text(x, y + 5, home.mark, anchor="middle", bold=True),
    ]


def key_shapes(entries: Sequence[Entry], left: float, top: float, width: float) -> tuple[list[Shape], float]:
    """The key laid out in columns; the shapes and how high it is."""
    if not entries:
        return [], 0.0
    columns = max(1, int(width // COLUMN))
    deep = -(-len(entries) // columns)
    shapes: list[Shape] = [Text(left, top + 14, "Key", size=16, bold=True)]
    for number, (icon, words) in enumerate(entries):
        column, row = divmod(number, deep)
        x, y = left + column * COLUMN, top + 44 + row * ROW
        shapes += icon(x + ICON / 2, y)
        cut = [words] if len(words) < 34 else wrapped(words, COLUMN - ICON - 20, 2)
        for line, one in enumerate(cut):
            shapes.append(Text(x + ICON + 10, y + 5 + 15 * line - 7 * (len(cut) - 1), one))
    return shapes, 44 + deep * ROW
