"""Rendering, navigation, banners and the pages that say something went wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from sightline import kit
from sightline.kit import parts, problems
from sightline.kit.navigation import Entry


class Worker:
    is_authenticated = True

    def __str__(self) -> str:
        return "Priya Nand"


class Nobody:
    is_authenticated = False


@pytest.fixture
def request_of(rf: RequestFactory) -> Any:
    def made(user: Any, path: str = "/") -> HttpRequest:
        request = rf.get(path)
        request.user = user
        return request

    return made


@pytest.fixture(autouse=True)
def _routes(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.unit.kit.routes"
    kit.navigation._entries.clear()
    kit.banners._makers.clear()


@pytest.mark.parametrize("status", sorted(problems.PROBLEMS))
def test_every_problem_page_says_what_to_do(request_of: Any, status: int) -> None:
    response = problems.problem(request_of(Worker()), status)
    page = response.content.decode()
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert all(sentence.replace("'", "&#39;") in page for sentence in problems.PROBLEMS[status].sentences)
    assert len(problems.PROBLEMS[status].sentences) >= 2


def test_a_broken_database_does_not_break_the_page_that_says_so() -> None:
    class Broken:
        @property
        def is_authenticated(self) -> bool:
            raise AssertionError("asked for the user")

    request = HttpRequest()
    request.user = Broken()  # type: ignore[assignment]
    assert problems.server_error(request).status_code == 500


def test_a_refusal_keeps_its_sentence_and_escapes_it(request_of: Any) -> None:
    page = problems.forbidden(request_of(Worker()), PermissionError("Only <the> lead may.")).content.decode()
    assert "Only &lt;the&gt; lead may." in page


def test_an_old_form_is_told_plainly(request_of: Any) -> None:
    assert "too old to send" in problems.csrf_failure(request_of(Nobody())).content.decode()


@dataclass(frozen=True)
class Page:
    title: str = "Hello"
    sentences: tuple[str, ...] = ("Words.",)
    reference: str = ""


def rendered(request: HttpRequest) -> str:
    response = kit.render(request, "kit/problem.jinja", Page())
    response.render()
    return response.content.decode()


def test_a_page_is_never_kept_by_the_browser(request_of: Any) -> None:
    assert kit.render(request_of(Worker()), "kit/problem.jinja", Page())["Cache-Control"] == "no-store"


def test_navigation_shows_only_what_is_permitted(request_of: Any) -> None:
    kit.navigation.register(Entry("Library", "library", 2, lambda request: True))
    kit.navigation.register(Entry("Secret", "secret", 1, lambda request: False))
    page = rendered(request_of(Worker()))
    assert "Library" in page
    assert "Secret" not in page


def test_navigation_marks_where_we_are(request_of: Any) -> None:
    kit.navigation.register(Entry("Library", "library", 2, lambda request: True))
    kit.navigation.register(Entry("Home", "home", 1, lambda request: True))
    here = kit.navigation.links(request_of(Worker(), "/library/7/"))
    assert [(link.text, link.current) for link in here] == [("Home", False), ("Library", True)]


def test_nobody_signed_in_sees_no_navigation_and_no_banner(request_of: Any) -> None:
    kit.navigation.register(Entry("Library", "library", 2, lambda request: True))
    kit.banners.register("stale", lambda request: parts.Banner("Not looked at since yesterday."))
    page = rendered(request_of(Nobody()))
    assert "Library" not in page
    assert "Not looked at" not in page


def test_a_banner_is_on_every_page(request_of: Any) -> None:
    kit.banners.register("stale", lambda request: parts.Banner("Not looked at since yesterday."))
    kit.banners.register("quiet", lambda request: None)
    assert "Not looked at since yesterday." in rendered(request_of(Worker()))


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_says_so_on_every_page(request_of: Any, settings: Any, demo: bool) -> None:
    settings.SIGHTLINE = replace(settings.SIGHTLINE, partnership="Anyshire", mode="demo" if demo else "production")
    assert ("is invented" in rendered(request_of(Worker()))) is demo


def test_a_message_is_shown_as_text(client: Any, request_of: Any) -> None:
    from django.contrib.messages.storage.cookie import CookieStorage

    request = request_of(Worker())
    request._messages = CookieStorage(request)
    request._messages.add(25, "Saved: <Tyler>")
    assert "Saved: &lt;Tyler&gt;" in rendered(request)
