"""An address with a NUL in it: nobody's, and PostgreSQL takes none in a text."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"
UNREADABLE = "%EF%BF%BD"  # U+FFFD, as it stands in an address


class NulMiddleware:
    """Says of an address with a NUL in its path that nothing is there; after the `?`, the sign for what cannot be read
    stands in its place, so that a page answers as it does to anything else that it does not know.

    What forms send is judged by their fields, which say so in words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            from sightline.kit.problems import problem

            return problem(request, 404)
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or NUL in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", UNREADABLE).replace(NUL, UNREADABLE)
            request.GET = QueryDict(request.META["QUERY_STRING"], encoding=request.encoding)
        return self.get_response(request)
