"""Numbers as people read them in the tables of a survey."""

from __future__ import annotations

from sightline.domain.measures.change import Spread


def figure(value: float) -> str:
    """6.0 as "6", 6.25 as "6.25": quartiles fall on quarters."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def spread_in_words(one: Spread) -> str:
    """The middle, and the quarters in brackets."""
    return f"{figure(one.median)} ({figure(one.lower_quartile)} to {figure(one.upper_quartile)})"
