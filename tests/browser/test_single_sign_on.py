"""Signing in with an organisation's own sign-in, in Chromium: away to its page, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sightline.stories.partnership import PASSWORD
from tests.browser import serving
from tests.browser.visitor import Visitor
from tests.oidc_provider import CLIENT, SECRET, provider

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def joined(made: Path) -> Iterator[serving.Live]:
    """The demonstration, set to a provider called Fenland where two people can sign in."""
    with provider() as fenland:
        fenland.people = ("leah-at-fenland", "stranger-at-fenland")
        settings = {
            "SIGHTLINE_OIDC_ISSUER": fenland.issuer, "SIGHTLINE_OIDC_CLIENT_ID": CLIENT,
            "SIGHTLINE_OIDC_CLIENT_SECRET": SECRET, "SIGHTLINE_OIDC_NAME": "Fenland",
        }  # fmt: skip
        with serving.serve(made, **settings) as running:
            yield running


@pytest.mark.parametrize("width", [375, 1280])
def test_she_is_bound_by_the_administrator_and_comes_in_by_fenland(
    visitor: Callable[..., Visitor], joined: serving.Live, width: int
) -> None:
    # Given an administrator who binds a practitioner to her sign-in at Fenland
    ada = visitor(joined, "admin", width=width).goes_to("/people/review/").follows("Show everyone")
    hers = ada.page.locator(".sl-card").filter(has_text="practitioner")
    ada.follows(re.compile("Sign-in with Fenland"), within=hers.first)
    if "re-authenticate" in ada.path():
        ada.writes("Password", PASSWORD).presses("Continue")
    ada.page.get_by_role("textbox").first.fill("leah-at-fenland")
    ada.page.locator("main button[type=submit]").first.click()
    ada.looks().is_told(re.compile("can now sign in with Fenland"))
    # When she follows the door on the sign-in page, and signs in at Fenland
    she = visitor(joined, width=width).goes_to("/find/").follows("Sign in with Fenland")
    she.page.get_by_role("link", name="I am leah-at-fenland").click()
    # Then she is in, at the page she wanted
    she.looks()
    expect(she.page.get_by_role("button", name="Sign out")).to_be_visible()
    assert she.path() == "/find/"
    # And somebody whom nobody has bound is told so, and is not in
    stranger = visitor(joined, width=width).goes_to("/sign-in/").follows("Sign in with Fenland")
    stranger.page.get_by_role("link", name="I am stranger-at-fenland").click()
    stranger.looks().is_told("Fenland knows you, but no open account here is yours.")
