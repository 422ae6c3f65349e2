"""Notices that a room wants on every page, such as "Sightline has not looked at these records since …".

kit.banners.register(lambda request: Banner("…") if too_old() else None)
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from sightline.kit.parts import Banner

Maker = Callable[[HttpRequest], Banner | None]
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Ask `maker` on every page of a signed-in worker; it answers with a Banner or None. Same name: replaced."""
    _makers[name] = maker


def shown(request: HttpRequest) -> tuple[Banner, ...]:
    """The notices for this page, in order of name."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    made = (maker(request) for _name, maker in sorted(_makers.items()))
    return tuple(banner for banner in made if banner is not None)
