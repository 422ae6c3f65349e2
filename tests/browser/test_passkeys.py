"""A passkey made, used and removed in Chromium, with DevTools' virtual authenticator as the reader."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def with_a_fingerprint_reader(page: Page) -> None:
    """Give the browser a device that keeps passkeys and finds every finger right."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize(("width", "username"), [(375, "quality"), (1280, "learning")])
def test_she_adds_a_passkey_signs_in_with_it_and_removes_it(
    visitor: Callable[..., Visitor], live: serving.Live, width: int, username: str
) -> None:
    # Given a learning lead with a fingerprint reader
    she = visitor(live, username, width=width)
    with_a_fingerprint_reader(she.page)
    # When she adds a passkey on her account
    she.goes_to("/account/").follows("Your passkeys").follows("Add a passkey")
    she.writes("Name", "My phone")
    with she.page.expect_navigation():
        she.page.get_by_role("button", name="Add this device or key").click()
    she.looks().sees("The passkey was added")
    # And signs out, then she signs in with the passkey alone
    she.presses("Sign out")
    with she.page.expect_navigation():
        she.page.get_by_role("button", name="Sign in with a passkey").click()
    she.looks()
    expect(she.page.get_by_role("button", name="Sign out")).to_be_visible()
    she.goes_to("/account/").sees("Passkey").follows("Where you are signed in").sees("This browser")
    # And with the password, the passkey is the second step
    she.presses("Sign out")
    she.signs_in_as(username).looks()
    with she.page.expect_navigation():
        she.page.get_by_role("button", name="Use a passkey").click()
    # And when she removes it, it signs her in no longer
    she.goes_to("/passkeys/").follows(re.compile("Rename or remove")).presses("Remove this passkey")
    she.is_told("The passkey was removed").sees("You have no passkey yet.")
    she.presses("Sign out")
    with she.page.expect_navigation():
        she.page.get_by_role("button", name="Sign in with a passkey").click()
    she.looks().is_told("That passkey was not accepted.")


def test_what_she_cancels_is_said_and_nothing_is_lost(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    she = visitor(live, width=375).goes_to("/sign-in/")
    refusal = "Promise.reject(new DOMException('', 'NotAllowedError'))"
    she.page.evaluate(f"() => {{ navigator.credentials.get = () => {refusal} }}")
    she.page.get_by_label("Username").fill("quality")
    she.page.get_by_role("button", name="Sign in with a passkey").click()
    she.is_told("Nothing was done: it was cancelled, or took too long.")
    expect(she.page.get_by_label("Username")).to_have_value("quality")
    she.looks()


def test_without_script_the_page_says_what_is_possible(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    she = visitor(live, width=375, javascript=False).goes_to("/sign-in/")
    she.sees("it needs a newer browser, with scripts switched on")
    expect(she.page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)


@pytest.mark.parametrize("width", [375, 1280])
def test_an_administrator_reviews_who_has_access(
    visitor: Callable[..., Visitor], live: serving.Live, width: int
) -> None:
    she = visitor(live, "admin", width=width).goes_to("/people/").follows("Review who has access")
    cards = she.page.locator(".sl-card").filter(has=she.page.get_by_role("button", name=re.compile("Access is right")))
    name = cards.first.get_by_role("heading").inner_text()
    she.presses(re.compile("Access is right"), within=cards.first).is_told(f"Reviewed: {name}.")
    she.follows("Show everyone").sees(re.compile(r"^\d+ \w+ 20\d\d, by "))
    she.follows(re.compile("Change how long it lasts")).looks()
