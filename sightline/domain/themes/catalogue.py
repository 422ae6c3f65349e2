"""Reads the themes from the data files beside this module, once, and answers by code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

GROUP_FILES: Final = ("reflect", "harm", "proc", "direct", "multi", "info", "extension")


class UnknownTheme(KeyError):
    """A code that is not, and never was, a theme. Its text is a sentence a user may read."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"There is no theme with the code {self.code}. Choose one from the list of themes."


@dataclass(frozen=True, slots=True)
class Example:
    """An invented sentence as a review might hold it; `polarity` is "-" (concern) or "+" (strength)."""

    polarity: str
    text: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What does not count here, and the code it belongs to (None: it is not coded at all)."""

    what: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `name` is for reviewers, `practice_label` for a child's page, a prompt, a family's document."""

    code: str
    name: str
    group: str
    definition: str
    counts: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    practice_label: str
    examples: tuple[Example, ...]
    extension: bool
    successor: str | None = None

    @property
    def on_by_default(self) -> bool:
        """The seed's themes are on; local additions wait until a partnership switches them on."""
        return not self.extension


@dataclass(frozen=True, slots=True)
class Group:
    """A group of themes, in the order of the seed."""

    code: str
    name: str
    extension: bool
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Something coded beside a theme: kind of harm, age, where in the system. `open`: values come from elsewhere."""

    code: str
    name: str
    values: tuple[FacetValue, ...]
    open: bool = False


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _theme(row: Mapping[str, Any], *, group: str, extension: bool) -> Theme:
    return Theme(
        code=row["code"],
        name=row["name"],
        group=group,
        definition=row["definition"],
        counts=tuple(row["counts"]),
        elsewhere=tuple(Elsewhere(what=e["what"], code=e.get("code")) for e in row["elsewhere"]),
        practice_label=row.get("practice_label", row["name"]),
        examples=tuple(Example(polarity=e["polarity"], text=e["text"]) for e in row["examples"]),
        extension=extension,
        successor=row.get("successor"),
    )


def _group(name: str) -> Group:
    data = _read(name)
    head = data["group"]
    extension = bool(head.get("extension", False))
    rows = tuple(_theme(row, group=head["code"], extension=extension) for row in data["theme"])
    return Group(code=head["code"], name=head["name"], extension=extension, themes=rows)


def _facet(row: Mapping[str, Any]) -> Facet:
    values = tuple(FacetValue(code=v["code"], name=v["name"]) for v in row["values"])
    return Facet(code=row["code"], name=row["name"], values=values, open=bool(row.get("open", False)))


_GROUPS: Final[tuple[Group, ...]] = tuple(_group(name) for name in GROUP_FILES)

THEMES: Final[dict[str, Theme]] = {t.code: t for group in _GROUPS for t in group.themes}
"""Every theme by code, seed and extension, in the order of the seed."""

FACETS: Final[dict[str, Facet]] = {f["code"]: _facet(f) for f in _read("facets")["facet"]}
"""Every facet by code."""


def groups(*, extensions: bool = False) -> tuple[Group, ...]:
    """The six groups of the seed in its order; with `extensions`, the local additions after them."""
    return tuple(group for group in _GROUPS if extensions or not group.extension)


def theme(code: str) -> Theme:
    """The theme of a code. Raises `UnknownTheme` (a KeyError)."""
    try:
        return THEMES[code]
    except KeyError:
        raise UnknownTheme(code) from None


def practice_label(code: str) -> str:
    """What a child's page, a prompt or a family's document says instead of the theme's name. Raises `UnknownTheme`."""
    return theme(code).practice_label


def themes_on(switched_on: Iterable[str] = ()) -> tuple[Theme, ...]:
    """The themes in use: the seed's, and the extension codes a partnership switched on. Raises `UnknownTheme`."""
    wanted = {theme(code).code for code in switched_on}
    return tuple(t for t in THEMES.values() if t.on_by_default or t.code in wanted)
