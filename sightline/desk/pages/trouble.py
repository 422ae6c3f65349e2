"""What a form says when somebody else saved first, or when it was saved before."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.kit.parts import Link, Row


@dataclass(frozen=True)
class Trouble:
    """Somebody else saved first, or this form was saved before: what is on record now, beside the writer's own text."""

    sentence: str
    theirs: tuple[Row, ...]
    link: Link | None = None
