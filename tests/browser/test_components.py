"""The design system itself, in a real browser: accessible, no wider than a phone, and losing nothing that is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django import forms
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from playwright.sync_api import Page, Route

from sightline import kit
from sightline.kit import jinja, layout, parts

pytestmark = pytest.mark.browser

KIT = Path(kit.__file__).parent
SITE = "http://sightline.test"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TEMPLATE = """{% extends "kit/layout.jinja" %}
{% import "kit/components.jinja" as kit %}{% import "kit/forms.jinja" as forms %}
{% block title %}Every component{% endblock %}
{% block before %}{{ kit.identity(page.who) }}{% endblock %}
{% block main %}
{{ kit.sub_navigation(page.links) }}{{ forms.errors(page.form) }}
<h1 class="govuk-heading-l">Every component</h1><h2 class="govuk-heading-m">Things to think about</h2>
{{ kit.prompt(page.prompt) }}{% for result in page.results %}{{ kit.result_tag(result) }} {% endfor %}
<h2 class="govuk-heading-m">Story</h2>{{ kit.timeline(page.events) }}{{ kit.summary(page.rows) }}
{{ kit.table(page.table) }}{{ kit.empty() }}{{ kit.not_kept("Visits are kept elsewhere.") }}
{% call kit.details("Why am I asked?") %}<p class="govuk-body">Because of a review.</p>{% endcall %}
<form method="post" action="/save" novalidate data-draft-url="/draft">
<input type="hidden" name="csrfmiddlewaretoken" value="token">{{ forms.all(page.form) }}{{ kit.button("Save") }}</form>
{% endblock %}"""


class Visit(forms.Form):
    who = forms.CharField(label="Who did you see?", help_text="First name is enough")
    text = forms.CharField(label="What happened?", widget=forms.Textarea)
    how = forms.ChoiceField(label="How", choices=[("a", "Visit"), ("b", "Call")], widget=forms.RadioSelect)
    there = forms.MultipleChoiceField(
        label="Who was there", required=False, choices=[("m", "Mother")], widget=forms.CheckboxSelectMultiple
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Choose"), ("x", "East")])
    alone = forms.BooleanField(label="Seen alone", required=False)


def _page(form: forms.Form) -> dict[str, Any]:
    link = parts.Link("Hearing clinic, 4 May 2026", "/x", note="not brought")
    return {
        "who": parts.Identity("Tyler Marsh", (("Age", "4 years"), ("Level", "Child in need")), ("Protected address",)),
        "links": (parts.Link("Overview", "/", current=True), parts.Link("Story", "/story", count=12)),
        "prompt": parts.Prompt(
            "p1", parts.Result("ask", "today"), "Was Not Brought", "What do you know?", (link,), (link,), "Nobody told."
        ),
        "results": tuple(parts.Result(word) for word in parts.RESULTS),
        "events": (parts.Event("3 May 2026", "Home visit", "Saw Tyler.", "Health visitor", tags=("Seen",), link=link),),
        "rows": (parts.Row("GP", ""), parts.Row("School", (link, "since 2024"), link=parts.Link("Change", "/x"))),
        "table": parts.Table("Months", ("Month", "Ask"), (("May 2026", 3), ("June 2026", link)), frozenset({1})),
        "form": form,
    }


def _html(form: forms.Form) -> str:
    loader = ChoiceLoader([DictLoader({"every.jinja": TEMPLATE}), FileSystemLoader(KIT / "jinja2")])
    context = layout.bare() | {
        "is_demo": True,
        "partnership": "Anyshire Safeguarding Partnership",
        "navigation": (parts.Link("My children", "/", current=True), parts.Link("Library", "/library")),
        "banners": (parts.Banner("Not looked at since 3 May 2026.", parts.Link("What this means", "/x")),),
    }
    return jinja.environment(loader=loader).get_template("every.jinja").render(page=_page(form), **context)


class Site:
    """A site of one page, answered without a server; `draft` is what the draft address answers."""

    def __init__(self, form: forms.Form) -> None:
        self.html = _html(form)
        self.draft: dict[str, Any] | None = {"status": 200, "json": {"saved_at": "14:02"}}
        self.posts: list[str] = []

    def open(self, page: Page) -> Page:
        page.context.route("**/*", self.answer)
        page.goto(SITE + "/")
        return page

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            file = KIT / "static" / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        elif path == "/draft" and route.request.method == "POST":
            self.posts.append(route.request.post_data or "")
            route.abort() if self.draft is None else route.fulfill(**self.draft)
        elif path == "/draft":
            route.fulfill(json={"csrf": "fresh"})
        else:
            route.fulfill(body=self.html, content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("data", [None, {"who": "", "how": "a"}], ids=["empty form", "form with errors"])
def test_every_component_is_accessible(page_at: Any, axe: Any, width: int, data: dict[str, str] | None) -> None:
    page = Site(Visit(data)).open(page_at(width))
    axe(page)
    assert page.locator("html").get_attribute("lang") == "en-GB"


def test_without_script_everything_is_there(page_at: Any) -> None:
    page = Site(Visit()).open(page_at(375, javascript=False))
    assert page.get_by_role("link", name="Library").is_visible()
    assert page.get_by_role("button", name="Save").is_visible()


def test_an_error_links_to_its_field(page_at: Any) -> None:
    page = Site(Visit({"how": "a"})).open(page_at(375))
    page.get_by_role("link", name="Fill in: What happened?").click()
    assert page.evaluate("document.activeElement.id") == "id_text"


def test_typing_is_saved_as_a_draft(page_at: Any) -> None:
    site = Site(Visit())
    page = site.open(page_at(375))
    page.get_by_label("What happened?").fill("Saw Tyler & his mum")
    page.get_by_text("Saved as a draft at 14:02").wait_for()
    assert "text=Saw+Tyler+%26+his+mum" in site.posts[0]
    assert "csrfmiddlewaretoken" not in site.posts[0]


def test_no_connection_says_not_saved_and_saves_when_it_is_back(page_at: Any) -> None:
    site = Site(Visit())
    site.draft = None
    page = site.open(page_at(375, expected="ERR_FAILED"))
    page.get_by_label("What happened?").fill("In the lift")
    page.get_by_text("NOT SAVED: There is no connection.").wait_for()
    assert page.get_by_label("What happened?").input_value() == "In the lift"
    site.draft = {"status": 200, "json": {"saved_at": "14:05"}}
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Saved as a draft at 14:05").wait_for()


def test_signed_out_keeps_the_text_and_takes_a_fresh_token(page_at: Any) -> None:
    site = Site(Visit())
    site.draft = {"status": 403, "body": ""}
    page = site.open(page_at(1280, expected="403"))
    page.get_by_label("What happened?").fill("A long visit")
    page.get_by_text("NOT SAVED: You are signed out.").wait_for()
    site.draft = {"status": 200, "json": {"saved_at": "14:20"}}
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text("Saved as a draft at 14:20").wait_for()
    assert page.locator("input[name=csrfmiddlewaretoken]").input_value() == "fresh"
    assert page.get_by_label("What happened?").input_value() == "A long visit"


def test_the_servers_own_sentence_is_shown(page_at: Any) -> None:
    site = Site(Visit())
    site.draft = {"status": 400, "json": {"problem": "This page is too old to save itself."}}
    page = site.open(page_at(1280, expected="400"))
    page.get_by_label("What happened?").fill("A visit")
    page.get_by_text("NOT SAVED: This page is too old to save itself.").wait_for()


def test_nothing_is_written_to_the_device(page_at: Any) -> None:
    page = Site(Visit()).open(page_at(375))
    page.get_by_label("What happened?").fill("Private")
    page.get_by_text("Saved as a draft").wait_for()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
