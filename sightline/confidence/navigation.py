"""Where surveys stand in the navigation, for those who run them. Others come to them from the learning."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.access.policy import can
from sightline.kit import navigation


def _may_run(request: HttpRequest) -> bool:
    return bool(can(request.user, "measure.run_surveys"))


navigation.register(navigation.Entry("Confidence", "confidence:surveys", order=60, permitted=_may_run))
