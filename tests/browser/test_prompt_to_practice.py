"""A practitioner opens a child, sees why she is asked and what was learnt; does it or answers; the prompt clears."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.checks.library import CATALOGUE
from sightline.domain.dates import in_words
from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
NOT_SEEN, ONE_ACCOUNT, NOT_BROUGHT = (CATALOGUE[name].name for name in ("VOI-02", "INF-01", "WNB-01"))
LESSONS = {
    NOT_SEEN: "Seen, not only visited",
    ONE_ACCOUNT: "One account is a start",
    NOT_BROUGHT: "Was not brought: count across services",
}
REFUSED = r"status of 4\d\d"  # a form that comes back with something to correct


def _opens_robin(she: Visitor) -> None:
    she.goes_to("/").follows("Robin Fennimore")
    expect(she.page.get_by_role("heading", name="Things to think about")).to_be_visible()


def _writes_a_visit(she: Visitor) -> None:
    she.follows("Write a visit", within=she.prompt(NOT_SEEN))
    part = she.page.get_by_role("group", name="Robin Fennimore")
    she.writes("When was it?", "today").chooses("Seen?", "Yes", within=part)
    she.writes("What was observed", "Held out both arms to his mother; clean and warm.", within=part)
    she.presses("Save")


def _writes_what_got_in_the_way(she: Visitor) -> None:
    she.follows("Write what got in the way and what next", within=she.prompt(NOT_BROUGHT))
    she.chooses("What got in the way?", "Getting there")
    she.chooses("Whom in the family have you spoken to about it?", "Kerry Fennimore")
    she.writes("When did you speak to them?", "today")
    she.page.get_by_label("Who else did you speak to?").select_option(index=2)
    she.writes("When did you speak to that person?", "today")
    she.writes("What was decided, and why?", "Transport is booked, because two buses with a buggy are too much.")
    she.presses("Save")


def _writes_what_checking_found(she: Visitor) -> None:
    she.follows("Write what checking found", within=she.prompt(ONE_ACCOUNT))
    she.chooses("Was it checked?", "Another source supports it")
    she.writes("Who or what speaks to it?", "The nursery")
    she.writes("When did they say so?", "today")
    she.chooses("Is it independent of whoever said it first?", "Yes, it is their own knowledge")
    she.presses("Save")


@pytest.mark.parametrize("width", [375, 1280])
def test_what_is_asked_clears_when_it_is_done(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a social worker whose child has not been seen for weeks
    she = visitor(fresh, "practitioner", width=width)
    she.sees("My children").sees("Something to look at today")
    if width == 1280:
        shot(she.page, "my-children")
    # When she opens him, she is asked three things, each with what the record shows and the learning behind it
    _opens_robin(she)
    shot(she.page, "child-overview" if width == 1280 else "child-overview-phone")
    expect(she.prompts).to_have_count(3)
    for check, lesson in LESSONS.items():
        card = she.prompt(check)
        expect(card.get_by_text("What the record shows")).to_be_visible()
        expect(card.get_by_role("link", name=lesson)).to_be_visible()
        expect(card.get_by_role("link", name="Why we ask this")).to_be_visible()
    expect(she.prompt(NOT_SEEN)).to_contain_text("Sightline has told no one: speak to Dafydd Prosser")
    # And does each of them, then each clears by itself, and the lesson is named
    for check, does in (
        (NOT_SEEN, _writes_a_visit),
        (NOT_BROUGHT, _writes_what_got_in_the_way),
        (ONE_ACCOUNT, _writes_what_checking_found),
    ):
        does(she)
        expect(she.page.locator("#saved")).to_contain_text(LESSONS[check])
        expect(she.prompt(check)).to_have_count(0)
        she.goes_to(she.path())
        expect(she.prompt(check)).to_have_count(0)
    # Then nothing is asked, and the record has it once, in the story
    expect(she.prompts).to_have_count(0)
    she.follows("Story").sees("Held out both arms to his mother; clean and warm.")


@pytest.mark.parametrize("width", [375, 1280])
def test_she_follows_why_she_is_asked_to_the_review_and_the_chart(
    visitor: Callable[..., Visitor], live: serving.Live, width: int
) -> None:
    # Given Robin's page
    she = visitor(live, "practitioner", width=width)
    _opens_robin(she)
    # When she pulls the thread: why we ask, the learning, the published review, the briefing, the chart
    she.follows("Why we ask this", within=she.prompt(NOT_BROUGHT)).sees("When it asks")
    she.follows(LESSONS[NOT_BROUGHT]).sees("Where it comes from").sees("Six appointments were missed")
    point = she.path()
    she.follows(re.compile("Child L")).sees("SCR-01").sees("Serious case review")
    she.goes_to(point).follows("Briefing to print").sees("Questions for the team")
    # Then every end of it was there
    she.goes_to(point).follows(re.compile("Has practice moved")).sees(re.compile("No direction is called better"))


WHY = "Why, or what is wrong"
FIVE: tuple[tuple[str, str, dict[str, str]], ...] = (
    (NOT_SEEN, "Will do by", {"By which date": "{soon}", "Who will do it": "Bronagh Teal"}),
    (NOT_BROUGHT, "Not needed because", {WHY: "The clinic has closed and has said so."}),
    (ONE_ACCOUNT, "Disagree because", {WHY: "The landlord told us the same last week."}),
    (NOT_SEEN, "The data is wrong", {WHY: "That visit was to his cousin."}),
    (NOT_BROUGHT, "Recorded now", {}),
)


def test_each_of_the_five_answers_is_a_complete_answer(visitor: Callable[..., Visitor], fresh: serving.Live) -> None:
    # Given three prompts on Robin's page
    she = visitor(fresh, "practitioner", width=375)
    _opens_robin(she)
    robin = she.path()
    soon = f"{date.today() + timedelta(days=3):%d/%m/%Y}"
    answers = {
        check: she.prompt(check).get_by_role("link", name=re.compile("^Answer this")).get_attribute("href") or ""
        for check in LESSONS
    }
    for check, kind, fields in FIVE:
        # When she gives an answer, or changes the one she gave
        she.goes_to(answers[check]).chooses("Your answer", kind)
        for label, words in fields.items():
            she.writes(label, words.format(soon=soon))
        if kind == "Recorded now":
            she.page.get_by_label("What was recorded").select_option(index=1)
        she.presses("Keep this answer").is_told("Your answer is kept")
        # Then it is shown with the prompt, with who gave it, and the prompt is not gone because of it
        assert she.path() == robin
        expect(she.prompt(check)).to_contain_text(f"Amara Holloway answered {in_words(date.today())}")
        for words in (kind, *fields.values()):
            if words != "{soon}":
                expect(she.prompt(check)).to_contain_text(words)


def test_an_answer_for_today_is_read_by_a_second_person(visitor: Callable[..., Visitor], fresh: serving.Live) -> None:
    # Given an answer, other than having done it, to something asked for today
    she = visitor(fresh, "practitioner", width=375, expected=REFUSED)
    _opens_robin(she)
    she.follows(re.compile("^Answer this"), within=she.prompt(NOT_SEEN))
    she.presses("Keep this answer").is_told("Choose an answer")
    she.chooses("Your answer", "Disagree because").presses("Keep this answer").is_told(
        "Say in a few words why you disagree"
    )
    she.writes("Why, or what is wrong", "The health visitor saw him yesterday and is writing it up.")
    she.presses("Keep this answer")
    # When her manager opens the home page
    manager = visitor(fresh, "supervisor", width=1280)
    manager.sees("Waiting for a second reader").goes_to("/checks/answers-to-read/")
    manager.sees("The health visitor saw him yesterday and is writing it up.")
    # Then the manager can say it was read, and it waits no longer
    manager.presses(re.compile("^I have read this.*Robin Fennimore"))
    manager.goes_to("/checks/answers-to-read/").sees_nothing_of("The health visitor saw him yesterday")
