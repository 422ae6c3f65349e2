"""Fixtures for every test. What must happen before Django starts is in harness.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _clean_registries() -> Iterator[None]:
    """A test that registers navigation or banners leaves none behind."""
    from sightline.kit import banners, navigation

    kept = dict(navigation._entries), dict(banners._makers)
    yield
    navigation._entries.clear()
    navigation._entries.update(kept[0])
    banners._makers.clear()
    banners._makers.update(kept[1])
