"""Chromium for the browser tests: one browser a session, one clean context a test.

A console error or a refusal by the content security policy fails the test it happened in.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import serving
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.visitor import NARROWEST, Visitor, fits

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "docs" / "screenshots"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
NO_CHROMIUM = "Chromium was not found: install it (Debian: apt install chromium) or name it in CHROMIUM"
TOKEN = re.compile(r'(?<= value=")[^"]{32,}')  # new at every look: what keeps a form safe, never what is shown
HEIGHTS = {375: 812, 1280: 900}

PageAt = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where Chromium is. Absent: skipped with one line, but a failure where CI promises it."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    return path


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[Browser]:
    """The browser, one for each file: while it is driven, Django lets no other test of the process ask the database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium: Browser) -> Iterator[PageAt]:
    """`page_at(375)` or `page_at(1280)`: a page in a clean context of that width.

    `javascript=False` switches scripts off; `expected` is a pattern of console errors the test is about.
    """
    opened = []
    errors: list[str] = []

    def at(width: int, *, javascript: bool = True, expected: str = r"(?!)", base_url: str | None = None) -> Page:
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = chromium.new_context(
            viewport=size, java_script_enabled=javascript, locale="en-GB", timezone_id="Europe/London",
            base_url=base_url, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        context.set_default_navigation_timeout(60_000)  # the first page of a server just started, on a busy machine
        opened.append(context)
        page = context.new_page()

        def note(text: str) -> None:
            if not re.search(expected, text):
                errors.append(text)

        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield at
    for context in opened:
        context.close()
    assert not errors, "The browser complained: " + " | ".join(errors)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no violation of WCAG 2.2 A and AA, and nothing wider than the screen."""

    def look(page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })", WCAG)["violations"]
        told = [f"{one['id']}: {one['help']} at {[node['html'][:150] for node in one['nodes']][:4]}" for one in found]
        assert not told, "\n".join(told)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"The page is {wider} px wider than the screen."

    return look


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`shot(page, "child-overview")` writes docs/screenshots/child-overview.png, with --update-screenshots only."""

    def take(page: Page, name: str) -> None:
        if request.config.getoption("--update-screenshots"):
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")

    return take


@pytest.fixture(scope="session")
def made(browser_path: str) -> Iterator[Path]:
    """The folder of a freshly made demonstration: made once a session, and never served itself."""
    folder = serving.make()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def live(made: Path) -> Iterator[serving.Live]:
    """The demonstration, running on a copy of its own for this file of tests."""
    with serving.serve(made) as running:
        yield running


@pytest.fixture
def fresh(made: Path) -> Iterator[serving.Live]:
    """The demonstration on a copy that only this test sees, for journeys through the whole record."""
    with serving.serve(made) as running:
        yield running


@pytest.fixture
def base_url(live: serving.Live) -> str:
    """The address of the running demonstration."""
    return live.base_url


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[int, str]]:
    """The pages that were found good at a width: the same page need not be looked at twice."""
    return set()


# What axe judges: elements, roles, names that are there or not, classes; not which words, and of like rows one.
SHAPE = """
() => {
  const bare = (value) => value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, '#')
  const valued = new Set(['href', 'src', 'value', 'content', 'd', 'x', 'y', 'cx', 'cy', 'points', 'transform',
    'viewBox', 'action', 'datetime', 'data-draft-url'])
  const looks = new Set(['class', 'style', 'fill', 'stroke', 'opacity', 'font-size', 'role', 'lang', 'tabindex'])
  const told = ({ name, value }) => valued.has(name) ? Boolean(value) : looks.has(name) ? value : bare(value)
  const shape = (element) => {
    const attributes = [...element.attributes].filter((one) => one.name !== 'nonce')
      .map((one) => `${one.name}=${told(one)}`).sort().join(' ')
    const inside = []
    for (const child of element.childNodes) {
      const next = child.nodeType === 1 ? shape(child) : child.nodeType === 3 && child.data.trim() ? 'words' : ''
      if (next && next !== inside[inside.length - 1]) inside.push(next)
    }
    return `<${element.tagName} ${attributes}>${inside.join('')}</>`
  }
  return shape(document.documentElement) + location.hash
}
"""


@pytest.fixture(scope="session")
def judged() -> set[tuple[int, str]]:
    """The shapes of pages in which axe found nothing, by width."""
    return set()


@pytest.fixture
def visitor(
    page_at: PageAt, axe: Callable[[Page], None], looked_at: set[tuple[int, str]], judged: set[tuple[int, str]]
) -> Callable[..., Visitor]:
    """`visitor(live, "practitioner", width=375)`: somebody signed in, who looks hard at every page they come to.

    Nothing may be wider than the screen on any page; axe judges each shape of a page once at each width. With
    `every_width` each page is looked at on a phone's screen and on a desk's, on one way through.
    """

    def look(page: Page) -> None:
        assert page.viewport_size is not None
        page.wait_for_load_state()  # a button leads to the next document a moment after it was pressed
        page.locator("body").wait_for(state="attached")
        seen = (page.viewport_size["width"], TOKEN.sub("", page.content()))
        if seen in looked_at:
            return
        shape = (seen[0], page.evaluate(SHAPE))
        if shape not in judged:
            axe(page)
            judged.add(shape)
        fits(page, seen[0])
        fits(page, NARROWEST)
        looked_at.add(seen)

    def at_every_width(page: Page) -> None:
        size = page.viewport_size
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            look(page)
        page.set_viewport_size(size)

    def come(
        live: serving.Live, username: str = "", *, width: int = 1280, every_width: bool = False, **options: Any
    ) -> Visitor:
        at = page_at(width, base_url=live.base_url, **options)
        looking = at_every_width if every_width else look
        somebody = Visitor(at, looking if options.get("javascript", True) else lambda page: None)
        if not username:
            return somebody
        if not every_width:  # by password, as they would: what asks for it again asks nothing for a while
            return somebody.signs_in_as(username)
        at.context.add_cookies([{"name": "sightline", "value": live.session(username), "url": live.base_url}])
        return somebody.goes_to("/")

    return come
