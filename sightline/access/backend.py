"""Username and password, for workers whose access is open today."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone


class WorkerBackend(ModelBackend):
    """Django's own, which does the same work for a name that doesn't exist.

    The dates are asked at every request, not only at sign-in: access that ends at midnight ends at midnight.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return user is not None and user.may_sign_in(timezone.localdate())

    def get_user(self, user_id: Any) -> Any:
        """The worker with their agency, which nearly every page asks for; None when access is not open."""
        found = get_user_model()._default_manager.select_related("agency").filter(pk=user_id).first()
        return found if self.user_can_authenticate(found) else None
