"""Every kind of entry from one place, on a phone and at a desk: written, seen where it matters, amended in sight."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from sightline.cases.entries import ENTRIES
from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
CHILD = "Robin Fennimore"


def _opens(she: Visitor) -> str:
    she.goes_to("/").follows(CHILD)
    return she.path()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_mark_is_written_amended_and_stands_where_it_matters(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a worker who has seen a mark
    she = visitor(fresh, "practitioner", width=width)
    child = _opens(she)
    she.follows("What happened?").follows("A mark or injury")
    # When she writes it down, first forgetting what it was
    she.writes("When was it seen?", "yesterday").presses("Save").is_told("Choose what it was")
    she.chooses("What was it?", "Bruise").chooses("Where on the body?", "Cheek")
    she.writes("Shape and colour, in words", "Oval, blue.")
    she.page.get_by_label("Who said it?").first.fill("Mother")
    she.page.get_by_label("In their own words").first.fill("He fell on a toy.")
    she.looks().presses("Save").sees("The entry is saved.")
    # Then it stands on the health page and in the story, and can be added to without losing what was there
    she.goes_to(child + "health/").sees(re.compile("A mark or injury: Bruise, cheek")).sees(
        re.compile("He fell on a toy.")
    )
    she.goes_to(child + "story/").follows(re.compile("A mark or injury: Bruise, cheek"))
    she.follows("Add to it or correct it").chooses("Where on the body?", "Ear")
    she.writes("Why is this being changed?", "It was the ear.").presses("Save").sees(re.compile("amended"))
    she.goes_to(child + "health/").follows(re.compile("A mark or injury: Bruise, ear"))
    she.sees(re.compile("It was the ear.")).sees(re.compile("Version 1"))
    if width == 375:
        shot(she.goes_to(child + "what-happened/injury/").page, "mark-or-injury-phone")


@pytest.mark.parametrize("width", [375, 1280])
def test_every_form_is_accessible_and_fits(visitor: Callable[..., Visitor], live: serving.Live, width: int) -> None:
    she = visitor(live, "practitioner", width=width)
    child = _opens(she)
    she.goes_to(child + "what-happened/").sees("Something else")
    for entry in (entry for entry in ENTRIES.values() if not entry.own_form):
        she.goes_to(f"{child}what-happened/{entry.slug}/").sees(entry.name)
    she.goes_to(child + "voice/").page.get_by_role("table", name="Visits: seen, and seen alone").get_by_role(
        "link"
    ).first.click()
    she.follows("Add to it or correct it").sees("A visit: amend").looks()
    for page in ("worries", "thinking"):
        she.goes_to(f"{child}{page}/").sees("What could be written here")


def test_thinking_stays_with_the_agency_that_wrote_it(visitor: Callable[..., Visitor], fresh: serving.Live) -> None:
    she = visitor(fresh, "practitioner")
    child = _opens(she)
    she.goes_to(child + "what-happened/unease/").sees("Only people of your agency read this.")
    she.writes("When was it?", "today").writes("What did you notice?", "The room went quiet.").presses("Save")
    she.goes_to(child + "thinking/").sees(re.compile("^Shown to the agency that wrote it"))
    she.sees(re.compile("The room went quiet."))
    manager = visitor(fresh, "supervisor")
    manager.goes_to(child + "thinking/").sees(re.compile("The room went quiet."))


@pytest.mark.parametrize("width", [375])
def test_without_scripts_a_long_entry_can_be_kept_and_finished_later(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int
) -> None:
    she = visitor(fresh, "practitioner", width=width, javascript=False)
    child = _opens(she)
    she.goes_to(child + "what-happened/livedday/").writes("Which day, or when was it told?", "yesterday")
    she.page.get_by_label("What happens, who is there?").first.fill("Wakes at six, alone.")
    she.presses("Save draft")
    she.goes_to("/").sees("Not finished writing").follows(re.compile("The child’s day"))
    assert she.page.get_by_label("What happens, who is there?").first.input_value() == "Wakes at six, alone."
