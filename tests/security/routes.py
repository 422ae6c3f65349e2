"""Every address the product answers to, found by walking the resolver: nobody has to remember to list one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its pattern as written (`children/<slug:key>/`), its name with namespace, its view."""

    pattern: str
    name: str
    view: Any


def every_route() -> list[Route]:
    """All of them, in order of pattern."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda route: route.pattern)


def _walk(patterns: list[URLPattern | URLResolver], before: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, whole, inner)
        else:
            yield Route(whole, f"{namespace}{pattern.name}", pattern.callback)
