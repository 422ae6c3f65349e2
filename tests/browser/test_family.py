"""A family on a phone and at a desk: read, walked by keyboard, written from the table, seen as of a day, printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor, pages_of

pytestmark = pytest.mark.browser


def _held(page: Page) -> str:
    """The name of the person whose symbol has the keyboard."""
    title: str = page.evaluate("document.activeElement.querySelector('title')?.textContent ?? ''")
    return title.split(",")[0]


@pytest.mark.parametrize("width", [375, 1280])
def test_a_family_is_read_walked_written_and_printed(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a worker at the family of a child
    she = visitor(fresh, "practitioner", width=width)
    she.goes_to("/").follows("Robin Fennimore").follows("Family").sees("Every adult carer")
    child = she.path().removesuffix("family/")
    shot(she.page, f"family-{width}")
    # When she comes to the drawing with Tab, there is one stop, and the arrow keys follow kin
    stops = she.page.locator("figure svg a[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    assert _held(she.page) == "Robin Fennimore"
    she.page.keyboard.press("ArrowUp")
    parent = _held(she.page)
    assert parent in ("Kerry Fennimore", "Father: not known")
    she.page.keyboard.press("ArrowDown")
    assert _held(she.page) == "Robin Fennimore"
    beside = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight"):
        she.page.keyboard.press(key)
        beside.add(_held(she.page))
    assert beside - {"", "Robin Fennimore"}
    robin = she.page.locator(f"figure svg a:has([data-person='{child.split('/')[2]}'])")
    robin.focus()
    # Then Enter tells about somebody, Escape gives the keyboard back, and the link leads to what is recorded
    she.page.keyboard.press("Enter")
    panel = she.page.get_by_role("dialog")
    expect(panel).to_contain_text("child of interest")
    panel.get_by_role("button", name="Pin to this place").press("Enter")
    expect(she.page.get_by_role("button", name=re.compile(r"Unpin\s*: Robin"))).to_be_attached()
    expect(robin).to_be_focused()
    she.page.keyboard.press("p")
    expect(she.page.get_by_role("button", name=re.compile(r"^Pin\s*: Robin"))).to_be_attached()
    expect(robin).to_be_focused()
    she.page.keyboard.press("Enter")
    she.looks().page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert _held(she.page) == "Robin Fennimore"
    she.follows("Kerry Fennimore", within=she.page.locator(".dk-family-people")).sees("Homes over time")
    # When she adds a partner from the table, the drawing has them
    she.goes_to(f"{child}family/").follows(re.compile(r"Add a partner\s*: Darren Pask"))
    she.chooses("Who is the partner?", "Somebody new").writes("Given name, if new", "Pat")
    she.chooses("What are or were they?", "Living together").presses("Save")
    expect(she.page.locator("figure svg")).to_contain_text("Pat")
    # And as of the day before the family was written down, or with other lines, the filter shows it
    she.page.get_by_text("Choose what is shown, and as of which day").click()
    she.chooses("How people get on", "Every line on record")
    she.writes("As it was known on", "yesterday").presses("Show").sees(re.compile("As it was known on"))
    expect(she.page.locator("figure svg")).not_to_contain_text("Pat")
    # Then the copy for somebody can be looked at, and the print is a PDF
    she.goes_to(f"{child}family/copy/").follows("Maya Fennimore").sees("Left out of it, and why")
    answer = she.page.request.get(f"{child}family/export/a4/")
    assert answer.headers["content-type"] == "application/pdf"
    assert pages_of(answer.body()) >= 1 or answer.body().startswith(b"%PDF")


def test_without_scripts_each_person_leads_to_their_row(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    she = visitor(live, "practitioner", width=375, javascript=False)
    she.goes_to("/").follows("Robin Fennimore").follows("Family")
    link = she.page.locator("figure svg a").first
    where = link.get_attribute("href") or ""
    assert where.startswith("#person-")
    assert she.page.locator(f"tr[id='{where[1:]}']").count() == 1
    she.page.get_by_text("Choose what is shown, and as of which day").click()
    she.writes("As it was known on", "yesterday").presses("Show").sees(re.compile("As it was known on"))
