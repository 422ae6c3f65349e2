"""The themes as pages and forms show them: groups, definitions, what counts and what does not, examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sightline.domain import themes
from sightline.reviews.queries import ThemeCount

POLARITY_WORDS = {"-": "Concern", "+": "Strength"}


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """One theme with all there is to say about it. `chosen`: ticked in a form."""

    code: str
    name: str
    practice_label: str
    definition: str
    counts: tuple[str, ...]
    elsewhere: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    chosen: bool = False
    found: str = ""


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A group of themes. `chosen`: how many of them are ticked."""

    code: str
    name: str
    cards: tuple[ThemeCard, ...]

    @property
    def chosen(self) -> int:
        """How many themes of the group are ticked."""
        return sum(card.chosen for card in self.cards)


def theme_groups(
    chosen: Collection[str] = (), counts: Mapping[str, ThemeCount] | None = None
) -> tuple[ThemeGroup, ...]:
    """The six groups with their 38 themes."""
    return tuple(
        ThemeGroup(group.code, group.name, tuple(_card(theme, chosen, counts or {}) for theme in group.themes))
        for group in themes.groups()
    )


def _card(theme: themes.Theme, chosen: Collection[str], counts: Mapping[str, ThemeCount]) -> ThemeCard:
    return ThemeCard(
        code=theme.code,
        name=theme.name,
        practice_label=theme.practice_label,
        definition=theme.definition,
        counts=theme.counts,
        elsewhere=tuple(_elsewhere(one) for one in theme.elsewhere),
        examples=tuple((POLARITY_WORDS[example.polarity], example.text) for example in theme.examples),
        chosen=theme.code in chosen,
        found=counts[theme.code].words if theme.code in counts else "",
    )


def _elsewhere(one: themes.Elsewhere) -> str:
    return f"{one.what}: {themes.theme(one.code).name}" if one.code else one.what
