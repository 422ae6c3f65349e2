"""Where the library stands in the navigation."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.access.policy import can
from sightline.kit import navigation


def _may_read(request: HttpRequest) -> bool:
    return bool(can(request.user, "learning.view"))


navigation.register(navigation.Entry("Learning", "learning:library", order=40, permitted=_may_read))
