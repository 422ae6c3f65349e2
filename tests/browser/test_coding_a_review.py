"""A report coded by keyboard and, without script, by numbers; two people blind to each other, then compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REPORT = "The letters went out 🙂. Nobody asked who read them.\nThe school rang twice. Then the plan changed."
NOTE = "An unlikely word: quokka."


def _adds_a_report(officer: Visitor) -> str:
    officer.goes_to("/reviews/").follows("ALR-02").follows("Coding: which words say which theme").follows("Add a text")
    officer.presses("Add the text").is_told("Write what the text is")
    officer.writes("What is it?", "A second report").chooses("Kind of text", "A report, or a part of one")
    officer.writes("The text", REPORT).presses("Add the text").sees("Then the plan changed.")
    return officer.path()


def _codes_with_the_keyboard(officer: Visitor) -> None:
    """No mouse from the text to the saved coding: two sentences taken, what counts read, saved."""
    page = officer.page
    page.locator("[data-passages]").focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator("[data-chosen]")).to_contain_text("Nobody asked who read them. The school rang twice.")
    page.keyboard.press("Enter")
    expect(page.locator("select[data-codes]")).to_be_focused()
    page.locator("select[data-codes]").select_option("MULTI-ALL")
    expect(page.locator("[data-about]")).to_contain_text("Counts:")
    officer.looks()
    page.get_by_label("Concern", exact=True).focus()
    page.keyboard.press("Space")
    officer.writes("Note", NOTE)
    page.get_by_role("button", name="Save the coding").focus()
    page.keyboard.press("Enter")
    officer.sees("Coded to").looks()
    expect(page.locator("mark").first).to_be_visible()


def _codes_without_script(second: Visitor, text: str) -> None:
    second.goes_to(text).sees_nothing_of("quokka")
    second.presses("Save the coding").is_told("Choose a code")
    second.writes("From sentence", "3").writes("Only these words", "rang twice")
    second.page.locator("select[data-codes]").select_option("MULTI-ALL")
    second.chooses("Is it a concern or a strength?", "Strength").presses("Save the coding").sees("“rang twice”")


def test_two_people_code_a_report(visitor: Callable[..., Visitor], fresh: serving.Live) -> None:
    officer = visitor(fresh, "reviews", width=1280)
    text = _adds_a_report(officer)
    officer.follows("Let two people code it blind")
    names = [one.text_content() or "" for one in officer.page.locator("select[name=second] option").all()]
    other = next(name for name in names if "Prosser" in name)
    mine = next(name for name in names if "Sallow" in name)
    officer.chooses("First coder", mine).chooses("Second coder", other).presses("Ask these two")
    officer.sees("You see your own codings alone")
    _codes_with_the_keyboard(officer)
    second = visitor(fresh, "supervisor", width=375, javascript=False)
    _codes_without_script(second, text)
    officer.presses("I am done with this text").sees("You see the other’s work when they are done too")
    second.goes_to(text).sees_nothing_of("quokka").presses("I am done with this text")
    second.sees("Where the two agree and differ").sees("Kappa").sees("quokka")
    second.page.locator("summary", has_text="Settle it").first.click()
    second.chooses("What becomes of it?", "Neither stands: not coded to this").presses("Save what you settled")
    second.is_told("Write the reason")
    second.page.locator("textarea[name=reason]").first.fill("We read it together.")
    second.presses("Save what you settled").sees("We read it together.")
    officer.goes_to("/themes/MULTI-ALL/").goes_to("/themes/patterns/")
