"""The codebook as it is on a day: 38 themes, additions and local codes in force, and what is coded beside a theme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sightline.access.models import Agency
from sightline.coding.models import LocalCode
from sightline.domain import themes

LOCAL: Final = "Local codes"
LOCAL_PREFIX: Final = "LOC-"


@dataclass(frozen=True, slots=True)
class BookCode:
    """One code with what counts and what does not. `parent`: the theme that a local code is counted under."""

    code: str
    name: str
    definition: str
    counts: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class BookGroup:
    """Codes that stand together in a list."""

    name: str
    codes: tuple[BookCode, ...]


def book(on: date) -> tuple[BookGroup, ...]:
    """Every code that may be used on a day, in groups: the seed's six, additions, local ones, facets. One query."""
    local = list(LocalCode.objects.filter(from_on__lte=on).exclude(until_on__lt=on))
    found = [BookGroup(group.name, tuple(theme_code(one) for one in group.themes)) for group in themes.groups()]
    added = tuple(theme_code(themes.THEMES[one.code]) for one in local if one.code in themes.THEMES)
    own = tuple(local_code(one) for one in local if one.code not in themes.THEMES)
    found += [BookGroup("Local additions", added)] if added else []
    found += [BookGroup(LOCAL, own)] if own else []
    return (*found, *_facets())


def codes_on(on: date) -> dict[str, BookCode]:
    """The codes that may be used on a day, by code."""
    return {one.code: one for group in book(on) for one in group.codes}


def theme_code(theme: themes.Theme) -> BookCode:
    """A theme of the catalogue."""
    elsewhere = tuple(f"{e.what}: {themes.theme(e.code).name}" if e.code else e.what for e in theme.elsewhere)
    words = {"-": "Concern", "+": "Strength"}
    examples = tuple((words[example.polarity], example.text) for example in theme.examples)
    return BookCode(theme.code, theme.name, theme.definition, theme.counts, elsewhere, examples)


def local_code(row: LocalCode) -> BookCode:
    """A code of the partnership's own."""
    return BookCode(
        row.code,
        row.name,
        row.definition,
        tuple(row.counts.splitlines()),
        tuple(row.elsewhere.splitlines()),
        (),
        row.parent,
    )


def _facets() -> list[BookGroup]:
    """What is coded beside a theme.

    Which agencies there are is not the catalogue's to say: they are coded by their kind, which names none of them.
    """
    found = []
    for facet in themes.FACETS.values():
        values = Agency.Kind.choices if facet.code == "agency" else [(one.code, one.name) for one in facet.values]
        codes = tuple(BookCode(f"{facet.code}/{code}", name, f"{facet.name}: {name}.") for code, name in values)
        found.append(BookGroup(facet.name, codes))
    return found


class Names:
    """Names of codes, also of those no longer in use. One query."""

    def __init__(self) -> None:
        self._local = {row.code: row for row in LocalCode.objects.all()}
        self._facets = {one.code: one.name for group in _facets() for one in group.codes}

    def of(self, code: str) -> str:
        """What a code is called."""
        if code in themes.THEMES:
            return themes.THEMES[code].name
        return self._local[code].name if code in self._local else self._facets.get(code, code)

    def counted_as(self, code: str) -> str:
        """The theme a code is counted under: itself, a local code's parent, or "" for what is no theme."""
        if code in themes.THEMES:
            return code
        return self._local[code].parent if code in self._local else ""
