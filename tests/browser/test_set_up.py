"""A partnership's first day: set-up code, partnership, agencies, the first administrator, and what is left to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor
from tests.outside import Place
from tests.real_server import serving as a_real_server

pytestmark = pytest.mark.browser
PASSWORD = "four plain words together"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[serving.Live, str]]:
    """Sightline as `sightline serve` starts it on an empty folder, and the set-up code it printed."""
    place = Place(tmp_path / "data", more={"SIGHTLINE_NIGHTLY_AT": "off"})
    with a_real_server(place, tmp_path) as running:
        [code] = re.findall(r"for you alone: (\S+)", running.said())
        yield serving.Live(f"http://localhost:{running.port}", place.data), code


def code_for(page: Page) -> str:
    """The code that an authenticator app shows for the key on the page."""
    key = page.locator(".sl-key").first.inner_text().replace(" ", "")
    return str(format_hotp_value(hotp_value(key, next(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("width", [375, 1280])
def test_the_first_day(
    visitor: Callable[..., Visitor], empty: tuple[serving.Live, str], width: int, tmp_path: Path,
    shot: Callable[[Page, str], None],
) -> None:  # fmt: skip
    live, code = empty
    # Given a server on which nobody is known, and whoever started it
    first = visitor(live, width=width).goes_to("/set-up/")
    first.writes("Set-up code", "AAAA-BBBB-CCCC-DDDD").presses("Begin").sees("That is not the code")
    first.writes("Set-up code", code).presses("Begin")
    # When they say what the partnership is called and who works together
    first.presses("Continue").sees("Fill in: What is the partnership called?")
    first.writes("What is the partnership called?", "Westmarsh Safeguarding Partnership").presses("Continue")
    first.writes("Agency", "Westmarsh Council").presses("Add it and write another").sees("Choose what kind")
    first.chooses("What is it?", "Children's social care").writes("Its teams", "Harbour team\nMoorside team")
    if width == 1280:
        shot(first.page, "set-up-agencies")
    first.presses("Add it and write another").sees("Westmarsh Council: Harbour team, Moorside team")
    first.writes("Agency", "Westmarsh Police").chooses("What is it?", "Police").presses("Continue")
    # Then their own account is opened, and needs a second factor before anything else
    first.writes("Your name", "Oskar Wray").writes("Username", "oskar").chooses("Your agency", "Westmarsh Council")
    first.page.get_by_label("Password", exact=True).fill(PASSWORD)
    first.presses("Open this account").sees("Set up your second factor")
    first.writes("Code from the app", code_for(first.page)).presses("Continue")
    first.sees("recovery codes")
    # And home says what is left: where backups go, and the standards that only they can supply
    first.goes_to("/")
    expect(first.page.get_by_role("heading", level=1)).to_have_text("Looking after Sightline")
    if width == 1280:
        shot(first.page, "administrator")
    first.follows("Say where backups go")
    first.writes("Folder for backups", "backups").presses("Keep").sees("whole path")
    first.writes("Folder for backups", str(tmp_path / "another disk")).presses("Keep").is_told("The next night")
    first.follows("Standards").follows("Visits on a child protection plan")
    first.presses("Add this row").sees("Write the value.").sees("Say who approved it")
    first.writes("How many working days?", "10").writes("Where does it come from?", "Practice standards, page 4")
    first.writes("Who approved it?", "Executive, 3 November 2026").presses("Add this row").is_told("It counts from")
    first.sees("10 working days")
    if width == 1280:
        shot(first.page, "standards")
    # And colleagues can be let in
    first.goes_to("/people/").follows("Open an account")
    first.writes("Name", "Amara Holloway").writes("Username", "amara").chooses("Role", "Practitioner")
    first.chooses("Agency and team", "Westmarsh Council: Harbour team").presses("Open it")
    password = first.sees("The account is open").page.locator(".sl-key").inner_text()
    first.goes_to("/people/").sees("Amara Holloway (amara)")
    first.goes_to("/running/").sees("How Sightline is running")
    colleague = visitor(live, width=width).signs_in_as("amara", password)
    colleague.sees("Set up your second factor")
    # And the pages of the first day are gone for good
    gone = visitor(live, width=width, expected=r"status of 404").page.goto("/set-up/")
    assert gone is not None
    assert gone.status == 404
    # And the account is closed again as it was opened
    first.goes_to("/people/").follows("Close", within=first.page.locator("tr", has_text="amara"))
    first.presses("Close this account").is_told("There was nothing to pass on")
