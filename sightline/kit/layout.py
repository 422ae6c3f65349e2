"""What the layout needs on every page. Also a context processor, for pages that other packages draw."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from sightline.kit import banners, navigation

PRODUCT = "Sightline"


def layout(request: HttpRequest) -> dict[str, Any]:
    """What every page shows: `worker` (None when nobody is signed in), `product`, `is_demo`, `navigation` and so on.

    Worked out once a request, so that a page drawn by `kit.render` doesn't pay twice.
    """
    found: dict[str, Any] | None = getattr(request, "_kit_layout", None)
    if found is None:
        found = _work_out(request)
        request._kit_layout = found  # type: ignore[attr-defined]
    return found


def _work_out(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {
        "worker": user if user is not None and user.is_authenticated else None,
        "navigation": navigation.links(request),
        "banners": banners.shown(request),
        # Drawn once by the layout; kept lazy so that a page without it leaves the messages for the next one.
        "notices": messages.get_messages(request),
        **without_request(),
    }


def without_request() -> dict[str, Any]:
    """The part that needs neither session nor database: enough for a page that says something broke."""
    return {
        "product": PRODUCT,
        "partnership": settings.SIGHTLINE.current().partnership,
        "is_demo": settings.SIGHTLINE.demo,
    }


def bare() -> dict[str, Any]:
    """The layout's values when nothing may be asked of session or database."""
    return {"worker": None, "navigation": (), "banners": (), "notices": (), **without_request()}
