"""What somebody typed, given back on a page when it could not be saved where it was meant to go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from sightline.kit.parts import Link

HIDDEN = ("csrf", "password", "token", "code", "login", "opening", "seen_version")


@dataclass(frozen=True)
class KeptPage:
    """What happened, and `typed`: label and text of each field the person had filled in (`kit/accident.jinja`).

    `go`: where to go on, if there is such a place.
    """

    heading: str
    sentence: str
    typed: tuple[tuple[str, str], ...] = ()
    go: Link | None = None


def typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Every field that was filled, without what no person typed."""
    return tuple(
        (name.replace("_", " "), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(word in name.lower() for word in HIDDEN)
    )
