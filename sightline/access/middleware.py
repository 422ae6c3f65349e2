"""Around every request: sessions that have outlived themselves end, undeclared routes are shut, pages aren't kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sightline.access import limits
from sightline.access.declaring import is_declared
from sightline.access.security_log import security_event

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccessMiddleware:
    """After Django's AuthenticationMiddleware. What `declares` says is done by the view itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (why := limits.outlived(request)):
            security_event("session_ended", request=request, worker=request.user, why=why)
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """A route that declares no permission is shut for everyone, also if the test-suite was not run."""
        if not is_declared(view):
            security_event("route_undeclared", request=request, worker=request.user)
            raise PermissionDenied("Nobody has been given permission to open this page.")
