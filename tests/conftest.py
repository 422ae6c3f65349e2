"""Fixtures for every test. What must happen before Django starts is in harness.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.standing import Standing


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


@pytest.fixture
def standing(db: None) -> Standing:
    """The standing people, in the database."""
    from tests.standing import make

    return make()
