"""Where reviews and themes stand in the navigation."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.access.policy import can
from sightline.kit import navigation
from sightline.reviews.policy import LEADS


def _leads(request: HttpRequest) -> bool:
    """Only the leads: others who are named on a review find it through the library, at no cost to every page."""
    return bool(can(request.user, "review.list")) and getattr(request.user, "role", "") in LEADS


def _everyone(request: HttpRequest) -> bool:
    return bool(can(request.user, "theme.view"))


navigation.register(navigation.Entry("Reviews", "reviews:reviews", order=30, permitted=_leads))
navigation.register(navigation.Entry("Themes", "reviews:themes", order=50, permitted=_everyone))
