"""Marking on the body by a press and from lists; the story and the eco-map drawn; on a phone and at a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
CHILD = "Robin Fennimore"


@pytest.mark.parametrize("width", [375, 1280])
def test_marks_on_the_body_by_a_press_and_from_lists(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a worker who writes down a mark
    she = visitor(fresh, "practitioner", width=width)
    she.goes_to("/").follows(CHILD)
    child = she.path()
    she.goes_to(child + "what-happened/injury/")
    page = she.page
    she.writes("When was it seen?", "yesterday").chooses("What was it?", "Bruise")
    # When she presses a place on the drawing
    cheek = page.locator('[data-body-view="front"] [data-region="cheek"][data-side="left"]')
    cheek.scroll_into_view_if_needed()
    cheek.click()
    # Then the lists hold the same, and she is told
    said = page.locator("[data-body-map-says]")
    expect(said).to_contain_text("Mark 1: Cheek, the child’s left.")
    expect(page.locator('[name="marks-0-region"]')).to_have_value("cheek")
    expect(page.locator('[name="marks-0-side"][value="left"]')).to_be_checked()
    expect(page.locator('[name="marks-0-view"][value="front"]')).to_be_checked()
    assert float(page.locator('[name="marks-0-x"]').input_value()) > 80
    expect(page.locator('[data-body-map] [data-mark="1"]')).to_have_count(1)
    page.locator('[name="marks-0-colour"]').fill("blue")
    page.locator('[name="marks-0-size_mm"]').fill("12")
    # And a second mark from the list, with the keyboard alone
    page.locator('[data-part="marks-1"] summary').focus()
    page.keyboard.press("Enter")
    page.locator('[name="marks-1-region"]').focus()
    page.keyboard.type("Thigh")
    page.locator('[name="marks-1-place"]').fill("outer side")
    expect(page.locator('[data-body-map] [data-mark="2"]')).to_have_count(1)
    she.looks()
    page.locator("[data-body-map]").evaluate("one => one.scrollIntoView()")
    shot(page, f"body-map-{'phone' if width == 375 else 'desk'}")
    she.presses("Save").sees("The entry is saved.")
    # Then both stand on the health page and with the entry, as a drawing and in words
    she.goes_to(child + "health/").sees(re.compile("Cheek, the child’s left, front view; size 12 mm"))
    she.sees(re.compile("Thigh, outer side; size not recorded"))
    she.follows(re.compile("A mark or injury: Bruise, several places"))
    expect(page.locator("[data-mark]:visible")).to_have_count(2)
    she.looks()
    # And the story and the eco-map are drawn after their lists
    she.goes_to(child + "story/").sees("As a drawing")
    she.goes_to(child + "eco-map/").sees("As a drawing")
