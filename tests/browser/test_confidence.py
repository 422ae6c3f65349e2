"""How sure people are: a lead runs a survey, somebody without an account answers on a phone, the results are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
SOON = f"{date.today() + timedelta(days=2):%d/%m/%Y}"
FINISHED = "Asking who else knows this child"


def _begins_a_survey(lead: Visitor) -> str:
    lead.follows("Confidence").follows("Begin a survey")
    lead.presses("Set the survey up").is_told("Write what the survey is about")
    lead.writes("What is the survey about?", "Hearing from fathers").writes("Day of the learning event", SOON)
    lead.presses("Set the survey up").is_told("The survey is set up")
    lead.page.get_by_label("How many people are asked?").first.fill("40")
    lead.presses(re.compile("Open: before|^Open")).is_told("It is open")
    return re.sub(r"^https?://[^/]+", "", lead.page.locator(".cf-address").inner_text())


def _answers(somebody: Visitor, link: str) -> None:
    somebody.goes_to(link).presses("Send my answers").is_told("Tick the box")
    somebody.writes("A code that only you know", "an 07 le")
    for n, level in enumerate((2, 7, 10)):
        scale = somebody.page.locator(".cf-scale").nth(n)
        scale.get_by_label(str(level), exact=True).check()
    somebody.page.locator(".cf-scale").nth(3).get_by_label(re.compile("Not my role")).check()
    somebody.chooses("You are visiting a baby of ten weeks", re.compile("Speak to children’s social care"))
    somebody.page.get_by_label(re.compile("I have read how my answers are used")).check()
    somebody.presses("Send my answers").sees("Thank you. Your answers are kept.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_survey_from_its_beginning_to_an_answer_on_a_phone(
    fresh: serving.Live, visitor: Callable[..., Visitor], javascript: bool
) -> None:
    lead = visitor(fresh, "learning")
    link = _begins_a_survey(lead)
    _answers(visitor(fresh, width=375, javascript=javascript), link)
    lead.presses(re.compile("Close: before|^Close")).is_told("It is closed")
    lead.follows("What came of it").sees("Too few people answered to show anything of what they said.")
    lead.sees_nothing_of("AN07LE")


def test_a_partnership_asks_a_question_of_its_own(fresh: serving.Live, visitor: Callable[..., Visitor]) -> None:
    lead = visitor(fresh, "learning")
    lead.follows("Confidence").follows("Begin a survey")
    lead.writes("What is the survey about?", "Hearing from fathers").writes("Day of the learning event", SOON)
    lead.presses("Set the survey up").follows("Questions of your own").sees("None yet.")
    lead.writes("Question", "What would help?").presses("Add it").is_told("Choose how it is answered")
    lead.writes("Question", "When do you work?").chooses("How it is answered", "One of several options")
    lead.writes("Options, for a choice", "Days\nNights").presses("Add it").is_told("The question is added.")
    lead.writes("Question", "How many children?").chooses("How it is answered", "A number")
    lead.presses("Add it").is_told("The question is added.").looks()
    lead.follows(re.compile("^Change.*When do you work")).writes("Options, for a choice", "Days\nNights\nBoth")
    lead.presses("Save").is_told("The question is changed.").sees("Both").follows("Hearing from fathers")
    lead.page.get_by_label("How many people are asked?").first.fill("6")
    lead.presses(re.compile("Open: before|^Open"))
    link = re.sub(r"^https?://[^/]+", "", lead.page.locator(".cf-address").inner_text())
    somebody = visitor(fresh, width=375, javascript=False)
    for n in range(6):
        page = somebody.page
        page.goto(link)
        somebody.chooses("When do you work?", "Days")
        somebody.field("How many children?").fill(str(10 + n))
        page.get_by_label(re.compile("I have read how my answers are used")).check()
        if not n:
            somebody.looks()
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", name="Thank you. Your answers are kept.")).to_be_visible()
    lead.presses(re.compile("Close: before|^Close")).follows("What came of it")
    lead.sees("Questions of the partnership’s own").sees("12.5 (11.25 to 13.75)").sees("not shown (small numbers)")


@pytest.mark.parametrize("width", [375, 1280])
def test_what_came_of_it_is_read_with_its_numbers(
    live: serving.Live, visitor: Callable[..., Visitor], shot: Callable[[Page, str], None], width: int
) -> None:
    quality = visitor(live, "quality", width=width)
    quality.follows("Confidence before and after").follows(FINISHED)
    quality.sees("There is no comparison group: change is not proof of cause.")
    quality.sees(re.compile(r"Direct practice: \d+ of \d+"))
    drawings = quality.page.locator(".cf-chart svg").filter(visible=True)
    assert drawings.count() >= 8
    expect(quality.page.get_by_role("heading", name="Two short stories: sure, and safe?")).to_be_visible()
    quality.sees("Others together").sees_nothing_of("Westmarsh Police")
    quality.page.locator("summary", has_text="More numbers: Before and after three months, the same people").click()
    quality.looks().sees("p, corrected")
    if width == 1280:
        quality.page.get_by_role(
            "heading", name="Before and after three months, the same people"
        ).scroll_into_view_if_needed()
        shot(quality.page, "confidence")
    quality.follows("Has practice moved since this was shared?").sees(f"Are people surer? {FINISHED}")


def test_a_file_from_a_survey_tool_is_brought_in(
    fresh: serving.Live, visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    lead = visitor(fresh, "learning", width=375)
    lead.follows("Confidence").page.get_by_role("link", name=re.compile("Run it.*When a child is not brought")).click()
    lead.looks().page.get_by_role("link", name=re.compile("Bring in a file")).last.click()
    lead.looks().presses("Bring it in").is_told("Choose a file")
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("Respondent ID,Ready?\n,Response\n1,Yes\n", encoding="utf-8")
    right.write_text("Respondent ID,R1,R2\n,Response,Response\n1,5,6\n2,7,8\n", encoding="utf-8")
    lead.page.get_by_label("The file").set_input_files(wrong)
    lead.presses("Bring it in").is_told("None of the nineteen questions")
    lead.page.get_by_label("The file").set_input_files(right)
    lead.presses("Bring it in").is_told("Brought in: 2 responses with 2 questions.")
