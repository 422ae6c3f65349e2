"""Somebody's other name and address are corrected, and a relative who is known already is not written a second time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
def test_a_name_and_an_address_are_corrected_and_a_relative_is_looked_for_first(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a worker who has written another name, and a protected address, of a child
    she = visitor(fresh, "practitioner", width=width)
    she.goes_to("/").follows("Robin Fennimore").follows("Family").follows("The child’s details")
    person = she.path()
    she.follows("Add another name").writes("Name", "Bobie").chooses("What is it?", "Called at home").presses("Save")
    she.follows("Add an address").writes("Address", "7 Hidden Lane")
    she.page.get_by_label(re.compile("This address is protected")).check()
    she.presses("Save").sees_nothing_of("7 Hidden Lane")
    # When she corrects the name without saying why, she is asked; then it is changed, and what it said is a link away
    she.follows("Change or end Bobie").writes("Name", "Bobbie").presses("Save").sees("Write why")
    she.writes("Why is it changed?", "So it is on her drawing.").presses("Save").sees("It is changed")
    she.follows(re.compile("^Amended")).sees("So it is on her drawing.").sees("Bobie")
    if width == 1280:
        shot(she.page, "what-it-said-before")
    # And she ends the address without its being shown, and takes the name out again
    she.goes_to(person).follows("Change or end this address").sees_nothing_of("7 Hidden Lane")
    she.writes("Until when?", "yesterday").presses("Save").sees("until").sees_nothing_of("7 Hidden Lane")
    she.follows("Change or end Bobbie")
    she.page.get_by_label(re.compile("written by mistake")).check()
    she.writes("Why is it changed?", "It is her cousin’s.").presses("Save").sees("Taken out of this page")
    # When she writes down a relative who is known already, spelt otherwise
    she.goes_to(f"{person.split('people/')[0]}family/").follows(re.compile(r"Add a partner\s*: Kerry Fennimore"))
    she.chooses("Who is the partner?", "Somebody new").writes("Given name, if new", "Daren")
    she.writes("Family name, if new", "Pask").chooses("What are or were they?", "A brief relationship").presses("Save")
    # Then nobody is written: she sees who it may be and why, and chooses
    she.sees(re.compile("known who may be the same")).sees("Darren Pask")
    if width == 1280:
        shot(she.page, "known-already")
    she.presses(re.compile(r"This is the one\s*: Darren Pask"))
    expect(she.page.locator("figure svg")).not_to_contain_text("Daren")
    # And a row of the table leads to where it is ended
    she.page.get_by_role("link", name=re.compile("^Change or end$")).first.click()
    she.looks().sees("It was written by mistake")
