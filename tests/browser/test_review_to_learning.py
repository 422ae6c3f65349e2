"""A finding of a review becomes learning for everybody, and what must stay inside the review stays inside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor, pages_of

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"
REFERENCE, TITLE = "LR-77", "Child Juniper"
FOUND = "Three services each wrote that the toddler had not come, and each waited for another to ask why."
POINT, LESSON = (
    "Ring on the same day",
    "When a child is not brought, somebody rings that day and asks what got in the way.",
)
DETAIL = "The clinic at Quillwort Road closed at noon on the day of the second appointment."
SECRETS = (REFERENCE, TITLE, "Quillwort", "closed at noon", FOUND)


def _opens_a_review(officer: Visitor) -> str:
    officer.goes_to("/reviews/").follows("Open a review")
    officer.presses("Open the review").is_told("Write a reference")
    officer.writes("Reference", REFERENCE).writes("Title", TITLE).writes("Subjects, by code", "Child J")
    officer.chooses("Regime", "Local child safeguarding practice review")
    officer.writes("Day the authority became aware", "yesterday").writes("Day of notification", "today")
    officer.presses("Open the review").sees(TITLE)
    return officer.path()


def _records_a_finding(officer: Visitor) -> None:
    officer.follows("Write a finding").writes("What was found", FOUND).chooses(
        "Is it a concern or a strength?", "Concern"
    )
    for group, theme in (("Procedures and recording", "PROC-WNB"), ("Multi-agency working", "MULTI-ALL")):
        officer.page.locator("summary", has_text=group).first.click()
        box = officer.page.locator(f"input[value={theme}]")
        officer.page.locator(".rv-theme", has=box).locator("summary").click()
        expect(officer.page.locator(".rv-theme", has=box).get_by_text("Counts:")).to_be_visible()
        box.check()
    officer.looks().presses("Save the finding").sees(FOUND)


def _moves_the_review(officer: Visitor, review: str) -> None:
    """A move that passes something over needs its reason; without it, it is asked for, and nothing is lost."""
    officer.goes_to(review).follows(re.compile("Move .Review. on"))
    officer.page.locator(".govuk-radios__item", has_text="reason").first.get_by_role("radio").check()
    chosen = officer.page.locator("input[name=to]:checked").get_attribute("value")
    officer.presses("Save the move").is_told(re.compile("reason", re.IGNORECASE))
    assert officer.page.locator("input[name=to]:checked").get_attribute("value") == chosen
    officer.writes("Reason", "The partners met the same morning.").presses("Save the move")
    officer.goes_to(review).page.get_by_text("How it came here").first.click()
    officer.sees("The partners met the same morning.")


def _writes_the_learning(lead: Visitor) -> str:
    lead.goes_to("/learning/").follows("Write a learning point")
    lead.page.locator(".govuk-checkboxes__item", has_text=REFERENCE).first.get_by_role("checkbox").check()
    lead.writes("Title", POINT).writes("The lesson", LESSON).writes("Try this", "Ring, and write down what you hear.")
    lead.writes("Questions for the team", "Who rings?\nWho is told?").writes("Detail from the case", DETAIL)
    lead.page.locator("summary", has_text="Procedures and recording").first.click()
    lead.page.locator("input[value=PROC-WNB]").check()
    lead.looks().presses(re.compile("^Save as draft learning|^Save the learning"))
    lead.sees(DETAIL).presses("Publish in the library").sees(LESSON)
    return lead.path()


@pytest.mark.parametrize("width", [375, 1280])
def test_a_finding_becomes_learning_and_keeps_its_secrets(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a review with a finding, coded to two themes whose definitions were read, and its clocks running
    officer = visitor(fresh, "reviews", width=width, expected=REFUSED)
    review = _opens_a_review(officer)
    _records_a_finding(officer)
    officer.goes_to(review).sees("Time limits").sees(re.compile("[Dd]ue")).sees("Was Not Brought")
    for name in ("Review", "Publication", "Learning shared"):
        expect(officer.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    _moves_the_review(officer, review)
    # When the learning lead writes learning from it, publishes and shares it
    lead = visitor(fresh, "learning", width=width)
    point = _writes_the_learning(lead)
    lead.goes_to("/learning/").writes("Search the library", "rings").presses("Search").follows(POINT)
    lead.goes_to(point).follows("Say that it was shared")
    lead.writes("On which day was it shared?", "yesterday").chooses("How?", "Team briefing").presses("Save")
    lead.goes_to(point).sees(re.compile("Team briefing"))
    lead.goes_to("/checks/WNB-01/learning/").chooses("Learning this check cites", re.compile(POINT))
    lead.presses("Keep this choice")
    # Then a practitioner finds theme and lesson, and nothing of the case anywhere in what is sent to her
    she = visitor(fresh, "practitioner", width=width)
    she.goes_to(point).sees(LESSON).sees("Was not brought").sees("An unpublished review").sees_nothing_of(*SECRETS)
    she.goes_to(point + "briefing/").sees(LESSON).sees_nothing_of(*SECRETS)
    she.goes_to("/checks/WNB-01/").sees(POINT).sees("An unpublished review").sees_nothing_of(*SECRETS)
    for word in ("Quillwort", "toddler") if width == 375 else (REFERENCE, "Juniper"):
        she.goes_to("/learning/").writes("Search the library", word).presses("Search")
        she.sees(re.compile("Nothing in the library")).sees_nothing_of(POINT)
    # And the review itself is not for her, nor for the administrator
    address = fresh.base_url + review
    for outsider in ("practitioner",) if width == 375 else ("admin", "quality"):
        refused = visitor(fresh, outsider, width=width, expected=REFUSED)
        answer = refused.page.goto(address)
        assert answer is not None
        assert answer.status in (403, 404)
        refused.looks().sees_nothing_of(TITLE, "Quillwort")


def test_a_briefing_prints_on_one_sheet(
    visitor: Callable[..., Visitor], live: serving.Live, shot: Callable[[Page, str], None]
) -> None:
    # Given every learning point of the library
    lead = visitor(live, "learning")
    lead.goes_to("/learning/")
    shot(lead.page, "library")
    points = [link.get_attribute("href") for link in lead.page.locator(".ln-hit h2 a").all()]
    assert len(points) >= 6
    for point in points:
        # When its briefing is printed
        lead.goes_to(f"{point}briefing/")
        # Then it fits on one sheet of A4, without the navigation around it
        assert pages_of(lead.page.pdf(format="A4", prefer_css_page_size=True)) == 1
        lead.page.emulate_media(media="print")
        expect(lead.page.get_by_role("navigation")).to_have_count(0)
        lead.page.emulate_media(media="null")
    shot(lead.page, "briefing")


def test_the_published_reviews_are_there_for_the_pictures(
    visitor: Callable[..., Visitor], live: serving.Live, shot: Callable[[Page, str], None]
) -> None:
    officer = visitor(live, "reviews")
    officer.goes_to("/reviews/").follows(re.compile("Child L"))
    expect(officer.page.locator(".rv-panel")).to_have_count(3)
    expect(officer.page.locator(".rv-finding")).to_have_count(3)
    shot(officer.page, "review")
    officer.follows("Finding 1").sees("Learning written from it")
