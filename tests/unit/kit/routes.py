"""Addresses for the tests of the kit."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _nothing, name="home"),
    path("library/", _nothing, name="library"),
    path("secret/", _nothing, name="secret"),
]
