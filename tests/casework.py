"""Short ways to begin a story about an open case, and to say what a check made of it."""

from __future__ import annotations

from typing import Any

from sightline.domain.checks import Outcome
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # a Wednesday; no bank holiday between 31 August and 25 December


def a_case(level: str | None = "CIN", since: Any = "2026-01-05", until: Any = None, **child: Any) -> Story:
    """A child of eight with an open case, unless said otherwise."""
    return a_child(**child).at_level(level, since=since, until=until)


def found(outcome: Outcome) -> tuple[str, str | None, tuple[str, ...]]:
    """Result, severity and evidence, to compare in one line."""
    return outcome.result.value, outcome.severity.value if outcome.severity else None, outcome.evidence


def result(story: Story, check_id: str, day: str = TODAY) -> str:
    """The bare result of a check on a day."""
    return story.ask(check_id, day).result.value


def month(text: str) -> dict[str, str]:
    """Some day in a month: "2026-10"."""
    return {"value": text, "precision": "month"}


def between(first: str, last: str) -> dict[str, str]:
    """Some day from `first` to `last`, both included."""
    return {"precision": "range", "earliest": first, "latest": last}


NOBODY_KNOWS = {"precision": "unknown"}
