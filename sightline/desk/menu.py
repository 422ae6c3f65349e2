"""This room's entries in the navigation at the top of every page."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.access import can
from sightline.desk.finding import opened_banner
from sightline.kit import banners, navigation


def _holds_children(request: HttpRequest) -> bool:
    return bool(can(request.user, "record.view"))


def _sets_audiences(request: HttpRequest) -> bool:
    return bool(can(request.user, "audience.set"))


navigation.register(navigation.Entry("Children", "home", 0, _holds_children))
navigation.register(navigation.Entry("Find a child", "search", 5, _holds_children))
navigation.register(navigation.Entry("Who reads what", "audiences", 75, _sets_audiences))
banners.register("desk opened for a reason", opened_banner)
