"""Nothing that somebody typed is lost: not without scripts, not by a time-out, a second writer or a double click."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"
LONG = "We sat on the stairs. She drew the house, with four people in it, and named three."


def _child(she: Visitor, number: int) -> str:
    """The address of one of her children, other than the family the other journeys are about."""
    she.page.goto("/")
    rows = she.page.locator(".dk-child").filter(has_not_text="Fennimore").get_by_role("link")
    return rows.nth(number).get_attribute("href") or ""


def _session_ends(she: Visitor) -> None:
    she.page.context.clear_cookies(name="sightline")


def _about(she: Visitor) -> str:
    return she.page.locator(".sl-identity__name").inner_text()


def test_without_scripts_she_signs_in_writes_answers_and_keeps_a_draft(
    visitor: Callable[..., Visitor], fresh: serving.Live
) -> None:
    # Given a browser in which no script runs
    she = visitor(fresh, "practitioner", width=375, javascript=False)
    she.follows("Robin Fennimore")
    robin = she.path()
    # When she records a visit, then it is on the record and its prompt is gone
    she.goes_to(f"{robin}what-happened/visit/").writes("When was it?", "today")
    she.chooses("Seen?", "Yes", within=she.page.get_by_role("group", name="Robin Fennimore"))
    she.writes("What else happened", LONG).presses("Save")
    expect(she.page.locator("#saved")).to_contain_text("Seen, not only visited")
    # When she answers a prompt, then the answer is kept
    she.follows(re.compile("^Answer this"), within=she.prompts.first)
    she.chooses("Your answer", "The data is wrong").writes("Why, or what is wrong", "This is his cousin’s letter.")
    she.presses("Keep this answer")
    expect(she.page.get_by_role("main")).to_contain_text("This is his cousin’s letter.")
    # When she keeps a draft, then it is there again
    she.goes_to(f"{robin}what-happened/visit/").writes("What else happened", "Half a sentence").presses("Save draft")
    expect(she.field("What else happened")).to_have_value("Half a sentence")
    she.goes_to("/").sees("Not finished writing")


def test_what_is_typed_saves_itself_and_survives_a_reload(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    # Given a visit being written
    she = visitor(live, "practitioner", width=375)
    child = _child(she, 0)
    she.goes_to(f"{child}what-happened/visit/").writes("What else happened", LONG)
    # When she pauses, then it says that it is saved
    expect(she.page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible()
    # And after a reload the words are there, and the home page says there is something to finish
    she.page.reload()
    she.looks().is_told("have not saved it yet")
    expect(she.field("What else happened")).to_have_value(LONG)
    she.goes_to("/").sees("Not finished writing").follows(
        re.compile("visit", re.IGNORECASE), within=she.page.get_by_role("main").locator("ul", has_text="visit")
    )
    she.presses("Throw draft away")
    expect(she.field("What else happened")).to_have_value("")


def test_a_banner_says_so_while_the_server_cannot_be_reached(
    visitor: Callable[..., Visitor], live: serving.Live
) -> None:
    # Given a visit being written where there is no signal
    she = visitor(live, "practitioner", width=375, expected="ERR_FAILED")
    child = _child(she, 1)
    she.goes_to(f"{child}what-happened/visit/")
    she.page.route("**/drafts/**", lambda route: route.abort())
    she.writes("What else happened", LONG)
    # Then it says in plain words that it is not saved, and keeps what is typed
    expect(she.page.get_by_text(re.compile("NOT SAVED: There is no connection"))).to_be_visible()
    she.looks()
    expect(she.field("What else happened")).to_have_value(LONG)
    # When the signal is back, then it is saved
    she.page.unroute("**/drafts/**")
    she.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(she.page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_that_ends_in_a_form_loses_nothing(
    visitor: Callable[..., Visitor], fresh: serving.Live, javascript: bool
) -> None:
    # Given a long visit, written while the session ends
    she = visitor(fresh, "practitioner", width=375, javascript=javascript, expected=REFUSED)
    child = _child(she, 2)
    she.goes_to(f"{child}what-happened/visit/").writes("When was it?", "yesterday").writes("What else happened", LONG)
    _session_ends(she)
    # When she saves, she is asked to sign in again
    she.page.get_by_role("button", name="Save", exact=True).click()
    expect(she.page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    she.sees(re.compile("kept|still", re.IGNORECASE)).signs_in_as("practitioner")
    # Then she is back at the form, with every word in it, and can save it
    assert she.path().startswith(f"{child}what-happened/visit/")
    expect(she.field("When was it?")).to_have_value("yesterday")
    expect(she.field("What else happened")).to_have_value(LONG)
    she.presses("Save").goes_to(f"{child}story/").sees(LONG)


def test_two_people_saving_the_same_appointment_lose_neither_text(
    visitor: Callable[..., Visitor], fresh: serving.Live
) -> None:
    # Given two people with the same missed appointment open
    she = visitor(fresh, "practitioner", width=375, expected=REFUSED)
    she.follows("Robin Fennimore")
    address = she.prompt_link(re.compile("got in the way"))
    other = visitor(fresh, "healthvisitor", width=1280, expected=REFUSED)
    for somebody, words in ((she, "Two buses, and rain."), (other, "The letter went to the old address.")):
        somebody.goes_to(address).writes("In the family’s own words", words)
    # When both save
    other.presses("Save")
    she.presses("Save")
    # Then the second is told, reads what the first wrote, and still has her own words
    she.is_told(re.compile("Philippa Nkemelu|somebody else", re.IGNORECASE)).sees("The letter went to the old address.")
    expect(she.field("In the family’s own words")).to_have_value("Two buses, and rain.")
    # And can bring the two together
    she.writes("In the family’s own words", "Two buses, and rain. The letter went to the old address.").presses("Save")
    expect(she.page.locator("#saved")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_on_save_makes_one_entry(
    visitor: Callable[..., Visitor], live: serving.Live, javascript: bool
) -> None:
    # Given a visit ready to be saved
    she = visitor(live, "practitioner", width=375, javascript=javascript)
    child = _child(she, 3 if javascript else 4)
    words = "A knock, no answer, and a card through the door."
    she.goes_to(f"{child}what-happened/visit/").writes("When was it?", "today").writes("What else happened", words)
    # When Save is clicked twice
    she.page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(she.page.locator("#saved")).to_be_visible()
    # Then it is on the record once
    she.goes_to(f"{child}story/")
    expect(she.page.locator(".sl-timeline__event", has_text=words)).to_have_count(1)


def test_a_mistake_in_a_form_keeps_every_word(
    visitor: Callable[..., Visitor], live: serving.Live, shot: Callable[[Page, str], None]
) -> None:
    # Given a visit written with a day nobody can read
    she = visitor(live, "practitioner", width=1280, expected=REFUSED)
    she.follows("Robin Fennimore").follows("What happened?").follows(re.compile("^A visit"))
    shot(she.page, "what-happened-visit")
    part = she.page.get_by_role("group", name="Robin Fennimore")
    she.writes("When was it?", "the other day-ish").chooses("Seen?", "No", within=part)
    she.chooses("Seen alone?", "Yes", within=part).writes("What else happened", LONG)
    # When she saves, then each mistake is named once, in words, beside its field and at the top
    she.presses("Save")
    expect(she.page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    she.is_told("A child who was not seen cannot have been seen alone")
    # And nothing she wrote is gone
    expect(she.field("When was it?")).to_have_value("the other day-ish")
    expect(she.field("What else happened")).to_have_value(LONG)
