"""The themes that reviews are coded to, and the words a child's page says in their place."""

from sightline.domain.themes.catalogue import (
    FACETS,
    THEMES,
    Elsewhere,
    Example,
    Facet,
    FacetValue,
    Group,
    Theme,
    UnknownTheme,
    groups,
    practice_label,
    theme,
    themes_on,
)

__all__ = [
    "FACETS",
    "THEMES",
    "Elsewhere",
    "Example",
    "Facet",
    "FacetValue",
    "Group",
    "Theme",
    "UnknownTheme",
    "groups",
    "practice_label",
    "theme",
    "themes_on",
]
