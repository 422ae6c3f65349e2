"""A library that is not empty, learning shared with teams, and what they say became of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
POINT = "Ask them to say it back"


def _finds(who: Visitor, words: str, title: str) -> str:
    who.goes_to("/learning/").writes("Search the library", words).presses("Search").follows(title)
    return who.path()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_newcomer_reads_what_learning_rests_on(
    visitor: Callable[..., Visitor], live: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given somebody who has never been here, and a question of today
    she = visitor(live, "practitioner", width=width)
    # When she searches in her own words and reads
    point = _finds(she, "own words", POINT)
    she.sees("Where it comes from").sees(re.compile("Good practice guidance")).sees("Questions for the team")
    # Then she sees which checks ask because of it, what it rests on, and which procedures stand today
    she.goes_to("/learning/texts/").sees("Maguire and others").sees("general knowledge: check before quoting")
    she.goes_to("/learning/procedures/").sees("Working Together to Safeguard Children").sees("first day not recorded")
    she.goes_to("/learning/procedures/?on=1/1/2023").sees(re.compile("June 2022"))
    she.goes_to(point).follows("Briefing to print").sees("The lesson")
    with she.page.expect_download() as download:
        she.page.get_by_role("link", name="take it as a PDF").click()
    assert download.value.suggested_filename.startswith("briefing-")
    she.goes_to("/learning/materials/rethinking-did-not-attend/").sees("Without a screen").sees(
        "You are two years old."
    )
    if width == 1280:
        shot(she.goes_to(point).page, "learning-point")


@pytest.mark.parametrize("width", [375, 1280])
def test_a_team_says_what_became_of_what_was_shared(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int
) -> None:
    # Given learning that the lead shares with a team
    lead = visitor(fresh, "learning", width=width)
    point = _finds(lead, "own words", POINT)
    lead.follows("Say that it was shared").writes("On which day was it shared?", "today")
    lead.chooses("How?", "Team meeting").chooses("Which teams were there", re.compile("Harbour")).presses("Save")
    lead.sees(re.compile("Harbour"))
    # When somebody of the team comes to her home page
    she = visitor(fresh, "practitioner", width=width, expected="422")
    she.goes_to("/").sees("Shared with your team").follows(POINT)
    she.chooses("What became of it?", "Applied, with an example").presses("Save")
    she.is_told("Write an example")
    she.writes("How was it applied?", "She told me the plan while we washed up.").presses("Save")
    # Then what she said is hers to see, and the home page asks no more
    she.sees("She told me the plan while we washed up.").goes_to("/")
    asked = she.page.locator("h2", has_text="Shared with your team").locator("+ ul")
    expect(asked).to_be_visible()
    expect(asked.get_by_role("link", name=POINT)).to_have_count(0)
    # And the lead sees the example, and no number small enough to name anybody
    lead.goes_to(point).sees("Read, discussed, applied: by agency")
    lead.page.get_by_text("How it was applied").first.click()
    lead.sees("She told me the plan while we washed up.")
    row = lead.page.get_by_role("row", name=re.compile("Westmarsh Council"))
    expect(row.get_by_text(re.compile("not shown|fewer than")).first).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_the_quality_lead_switches_a_check_on_for_one_team(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int
) -> None:
    she = visitor(fresh, "quality", width=width)
    she.goes_to("/checks/").follows("Switch checks on and off").sees(re.compile(r"\d+ checks? on"))
    she.goes_to("/checks/VOI-02/on-and-off/").chooses("For the partnership", re.compile("Watch: counted"))
    she.page.get_by_label(re.compile(r"^\s*Harbour")).select_option(label="On")
    she.presses("Save").sees("Kept.").sees(re.compile("some teams differ"))
