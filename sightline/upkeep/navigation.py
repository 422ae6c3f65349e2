"""The administrator's entries in the navigation, and the banner that tells them what needs seeing to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sightline import kit
from sightline.access.policy import can
from sightline.kit.navigation import Entry
from sightline.kit.parts import Banner, Link
from sightline.upkeep import policy


def _may_see(request: HttpRequest) -> bool:
    return bool(can(request.user, policy.SEE))


def _may_see_standards(request: HttpRequest) -> bool:
    return bool(can(request.user, "standards.set"))


def needs_seeing_to(request: HttpRequest) -> Banner | None:
    """For an administrator, on every page: the certificate, or backups that are missing. One query, two at most."""
    from sightline.upkeep import health

    if not _may_see(request):
        return None
    values = settings.SIGHTLINE.current()
    found = [*health.certificate_warnings(values), *health.backup_warnings(values)]
    if not found:
        return None
    return Banner(found[0], Link("How Sightline is running", reverse("upkeep:running")))


def register() -> None:
    """Called once, when the app is ready."""
    kit.navigation.register(Entry("People and access", "upkeep:people", order=0, permitted=_may_see))
    kit.navigation.register(Entry("Standards", "checks:standards", order=70, permitted=_may_see_standards))
    kit.navigation.register(Entry("Running", "upkeep:running", order=80, permitted=_may_see))
    kit.banners.register("upkeep", needs_seeing_to)
