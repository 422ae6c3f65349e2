"""This room's entries in the navigation at the top of every page."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.access import can
from sightline.kit import navigation


def _holds_children(request: HttpRequest) -> bool:
    return bool(can(request.user, "record.view"))


navigation.register(navigation.Entry("Children", "home", 0, _holds_children))
navigation.register(navigation.Entry("Find a child", "search", 5, _holds_children))
