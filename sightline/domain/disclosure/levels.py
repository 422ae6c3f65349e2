"""Gate levels, content classes, and rule G1: what of an unpublished review may be seen outside the review.

viewer        0 named   1 panel   2 leads | 3 practitioners   4 public
unpublished   everything up to the        | A theme, B lesson (C disguised composite once cleared)
              level of the sources        |
published     the same                    | as far as each product was released, A and B always
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import Final


class Level(IntEnum):
    """Who may see: 0 is the smallest circle, 4 everybody."""

    NAMED = 0
    PANEL = 1
    LEADS = 2
    PRACTITIONERS = 3
    PUBLIC = 4

    @property
    def words(self) -> str:
        """The circle in plain words."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS: Final = {
    Level.NAMED: "people named on the review",
    Level.PANEL: "the review panel and agency authors",
    Level.LEADS: "partnership leads",
    Level.PRACTITIONERS: "practitioners in partner agencies",
    Level.PUBLIC: "everybody",
}


class ContentClass(StrEnum):
    """How much of a case a text carries. In order: each holds more than the one before."""

    THEME = "A"
    LESSON = "B"
    COMPOSITE = "C"
    CASE_FACTS = "D"
    REPORT = "E"

    @property
    def words(self) -> str:
        """The class in plain words."""
        return _CLASS_WORDS[self]


_CLASS_WORDS: Final = {
    ContentClass.THEME: "theme only",
    ContentClass.LESSON: "learning without case facts",
    ContentClass.COMPOSITE: "a disguised example made from several cases",
    ContentClass.CASE_FACTS: "anonymised case facts",
    ContentClass.REPORT: "the full report",
}

PUBLISHED: Final = "PUBLISHED"
"""The one publication state that counts as published. Held, withdrawn, improvements only, not decided: unpublished."""

UNPUBLISHED_REVIEW: Final = "an unpublished review"
"""All that anyone outside levels 0 to 2 is told about where such learning came from."""


@dataclass(frozen=True, slots=True)
class Source:
    """A review (or part of one) that a learning point, product, export or search hit rests on.

    `level` is its gate level; `released_to` the widest circle its case facts were approved for, None if never:
    publication alone relaxes nothing.
    """

    level: Level
    publication_state: str
    released_to: Level | None = None

    @property
    def published(self) -> bool:
        """Whether the review is published now."""
        return self.publication_state == PUBLISHED


def level_of(sources: Iterable[Source | Level]) -> Level:
    """The gate level of something made from these sources: the strictest of them. No source known: the strictest."""
    levels = [source.level if isinstance(source, Source) else source for source in sources]
    return min(levels, default=Level.NAMED)


def visible_class(viewer: Level, sources: Iterable[Source], *, composite_cleared: bool = False) -> ContentClass:
    """The fullest content class this viewer may see of something that rests on these sources (rule G1).

    Whatever holds less may be seen too. `composite_cleared`: rules G5 to G8 were passed for this very text. With
    several sources the strictest decides; with none, nobody knows where it came from and the theme is all there is.
    """
    found = tuple(sources)
    if not found:
        return ContentClass.THEME
    return min(
        (_visible_of(viewer, source, composite_cleared=composite_cleared) for source in found),
        key=lambda allowed: allowed.value,
    )


def may_see(
    content: ContentClass, viewer: Level, sources: Iterable[Source], *, composite_cleared: bool = False
) -> bool:
    """Whether this viewer may see content of this class made from these sources."""
    return content.value <= visible_class(viewer, sources, composite_cleared=composite_cleared).value


def _visible_of(viewer: Level, source: Source, *, composite_cleared: bool) -> ContentClass:
    """One source. Inside the gate its level decides; outside, publication first and then the release."""
    if viewer <= Level.LEADS and viewer <= source.level:
        return ContentClass.REPORT
    if source.published and source.released_to is not None and viewer <= source.released_to:
        return ContentClass.REPORT
    return ContentClass.COMPOSITE if composite_cleared else ContentClass.LESSON


def opaque_id(thing: str, *, key: bytes) -> str:
    """A short name for a learning point that tells nothing: keyed, so it cannot be guessed back (8 characters).

    Give the id of the learning point, never of the review: two points from one review must not be put together.
    """
    return hmac.new(key, f"opaque:{thing}".encode(), sha256).hexdigest()[:8].upper()
