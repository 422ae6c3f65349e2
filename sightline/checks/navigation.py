"""Where the checks stand in the navigation, and the banner when nobody has looked for too long."""

from __future__ import annotations

from django.http import HttpRequest

from sightline import kit
from sightline.access.policy import can
from sightline.checks import fresh
from sightline.kit.navigation import Entry
from sightline.kit.parts import Banner
from sightline.kit.words import moment


def _may_see(request: HttpRequest) -> bool:
    return bool(can(request.user, "checks.view"))


def not_looked_at(_request: HttpRequest) -> Banner | None:
    """A banner for everyone when no night's looking has ended for 36 hours."""
    since = fresh.overdue_since()
    if since is None:
        return None
    return Banner(
        f"Sightline has not looked through the records by night since {moment(since)}. What you open is looked at "
        "freshly; lists and charts may be out of date. Tell whoever looks after Sightline."
    )


def register() -> None:
    """Called once, when the app is ready."""
    kit.navigation.register(Entry("Checks", "checks:catalogue", order=60, permitted=_may_see))
    kit.banners.register("checks.nightly", not_looked_at)
