"""Signing in, being kept out, and going about by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"

HOMES = {
    "practitioner": "My children",
    "supervisor": "My team’s children",
    "reviews": "Reviews",
    "learning": "Learning",
    "quality": "Quality",
    "admin": "Looking after Sightline",
}


@pytest.mark.parametrize("width", [375, 1280])
def test_each_role_comes_to_its_own_home_page(
    visitor: Callable[..., Visitor], live: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given the sign-in page
    page = visitor(live, width=width).goes_to("/sign-in/").page
    if width == 1280:
        shot(page, "sign-in")
    for username, heading in HOMES.items():
        # When each signs in, then they are where their work begins, and are told that all of it is invented
        somebody = visitor(live, username, width=width)
        expect(somebody.page.get_by_role("heading", level=1)).to_have_text(heading)
        somebody.sees("Every child, family, worker and review here is invented")


def test_ten_wrong_passwords_stop_a_stranger_and_not_their_victim(
    visitor: Callable[..., Visitor], live: serving.Live
) -> None:
    # Given somebody, whom no other journey is about, who has signed in with their own browser before
    owner = visitor(live, "gideon.ashworthy")
    owner.presses("Sign out")
    # When a stranger tries ten passwords
    stranger = visitor(live, width=375, expected=REFUSED)
    for number in range(10):
        stranger.signs_in_as("gideon.ashworthy", password=f"guess number {number}")
        stranger.is_told(re.compile("password|tries", re.IGNORECASE))
    # Then the stranger is told plainly to wait, even with the right password
    stranger.signs_in_as("gideon.ashworthy").is_told("There were too many failed tries. Wait")
    # And the owner signs in as ever, and so does a colleague on the stranger's browser
    owner.signs_in_as("gideon.ashworthy")
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("Quality")
    stranger.signs_in_as("learning")
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Learning")


def test_a_name_that_does_not_exist_is_told_the_same(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    somebody = visitor(live, width=375, expected=REFUSED)
    told = []
    for username in ("practitioner", "nobody.at.all"):
        somebody.signs_in_as(username, password="not it")
        told.append(somebody.page.locator(".govuk-error-summary").inner_text())
    assert told[0] == told[1]


def _focused(page: Page) -> str:
    words = "e => (e.innerText || e.labels?.[0]?.innerText || e.value || e.tagName).trim().split('\\n')[0]"
    if page.evaluate("document.activeElement === document.body"):  # whose words begin with those of the first link
        return "Nothing"
    return str(page.evaluate(f"({words})(document.activeElement)"))


def _focus_is_seen(page: Page) -> None:
    """What has the focus looks different from what it is without it, and is on the screen."""
    seen = page.evaluate(
        """() => {
            const e = document.activeElement, looks = () => {
                const s = getComputedStyle(e), l = e.nextElementSibling
                const near = l ? ['::before', '::after'].map(p => getComputedStyle(l, p).boxShadow
                    + getComputedStyle(l, p).outline + getComputedStyle(l, p).borderWidth).join() : ''
                return [s.outline, s.boxShadow, s.backgroundColor, s.borderColor, near].join()
            }
            const box = e.getBoundingClientRect(), focused = looks()
            e.blur(); const plain = looks(); e.focus()
            return { changed: focused !== plain, inside: box.bottom > 0 && box.top < innerHeight }
        }"""
    )
    assert seen == {"changed": True, "inside": True}, f"{_focused(page)} does not show that it has the focus: {seen}"


def _has_come(page: Page) -> None:
    """Wait until the page is whole: an address with a #part takes the focus away once more when it is.

    Chromium carries the #part of one address over to where a form leads, and goes to it in a frame after the load.
    """
    page.wait_for_load_state()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _tabs_to(page: Page, words: str | re.Pattern[str], most: int = 60) -> None:
    """Press Tab until it has the focus, which must be seen at each step."""
    _has_come(page)
    for _ in range(most):
        page.keyboard.press("Tab")
        _focus_is_seen(page)
        if re.search(words, _focused(page)):
            return
    raise AssertionError(f"{words} was not reached with {most} times Tab; now at {_focused(page)}.")


@pytest.mark.parametrize("width", [375, 1280])
def test_by_keyboard_alone_she_signs_in_and_records_a_visit(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int
) -> None:
    # Given the sign-in page and no mouse
    she = visitor(fresh, width=width).goes_to("/sign-in/")
    page, keys = she.page, she.page.keyboard
    # When she tabs, the first stop is the way past the header
    _tabs_to(page, "Skip to main content", most=1)
    keys.press("Enter")
    for words, typed in (("Username", "practitioner"), ("Password", "westmarsh-demonstration")):
        _tabs_to(page, f"^{words}", most=4)
        keys.type(typed)
    _tabs_to(page, "^Show", most=1)
    _tabs_to(page, "^Sign in", most=1)
    keys.press("Enter")
    page.get_by_role("heading", name="My children").wait_for()
    # And she goes on to Robin, and to a visit, past the header each time
    for link in ("^Robin Fennimore", "^What happened", "^A visit"):
        if link != "^Robin Fennimore":  # where the skip link of the sign-in page still holds
            _tabs_to(page, "Skip to main content", most=1)
            keys.press("Enter")
        _tabs_to(page, link)
        with page.expect_navigation(url=re.compile(r"^[^#]*(#write)?$")):  # not the step to #main-content before it
            keys.press("Enter")
    _tabs_to(page, "^When was it")
    keys.type("today")
    _tabs_to(page, "^Yes", most=12)
    keys.press("Space")
    _tabs_to(page, "^Save$")
    keys.press("Enter")
    # Then it is saved
    expect(page.locator("#saved")).to_contain_text("Seen, not only visited")
