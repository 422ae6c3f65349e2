"""The body map: our own versioned drawing of a child, regions by code, marks in words and as points."""

from .figure import HIGH, INFANT, INFANT_MONTHS, OLDER, WIDE, Figure, Part, figure_for, figures
from .picture import Mark, body_map, mark_words
from .regions import NOWHERE, REGIONS, SIDES, VIEWS

__all__ = [
    "HIGH",
    "INFANT",
    "INFANT_MONTHS",
    "NOWHERE",
    "OLDER",
    "REGIONS",
    "SIDES",
    "VIEWS",
    "WIDE",
    "Figure",
    "Mark",
    "Part",
    "body_map",
    "figure_for",
    "figures",
    "mark_words",
]
