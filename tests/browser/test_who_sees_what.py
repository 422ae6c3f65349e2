"""Who has looked, who may not look, what the pages of checks and charts say, and that the trail holds afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"
PARTS = ("story/", "story/?as=table", "family/", "voice/", "plan/", "health/", "information/", "who-has-looked/")
FORMS = ("what-happened/", "what-happened/visit/", "what-happened/appointment/",
         "what-happened/appointment/?whose=adult", "what-happened/account/")  # fmt: skip


def _robin(visitor: Callable[..., Visitor], live: serving.Live) -> str:
    she = visitor(live, "practitioner")
    she.follows("Robin Fennimore")
    return she.path()


@pytest.mark.parametrize("width", [375, 1280])
def test_every_page_of_a_record_can_be_read_by_everybody(
    visitor: Callable[..., Visitor], live: serving.Live, width: int
) -> None:
    she = visitor(live, "practitioner", width=width)
    she.follows("Robin Fennimore")
    robin = she.path()
    for part in (*PARTS, *FORMS):
        she.goes_to(robin + part)
        assert "Fennimore" not in she.page.title()
        expect(she.page.get_by_role("heading", level=1)).to_have_count(1)
    for page in ("/find/", "/learning/", "/checks/", "/themes/", "/account/", "/account/password/", "/second-factor/"):
        she.goes_to(page)
        expect(she.page.get_by_role("heading", level=1)).to_have_count(1)


def test_who_has_looked_shows_the_look_and_the_trail_holds(
    visitor: Callable[..., Visitor], fresh: serving.Live, shot: Callable[[Page, str], None]
) -> None:
    # Given that a manager has looked at Robin's voice
    robin = _robin(visitor, fresh)
    visitor(fresh, "supervisor").goes_to(f"{robin}voice/")
    # When his social worker opens who has looked
    she = visitor(fresh, "practitioner")
    she.goes_to(f"{robin}who-has-looked/")
    shot(she.page, "who-has-looked")
    # Then the manager's look is there, with the part and the day
    row = she.page.get_by_role("row").filter(has_text="Dafydd Prosser").first
    expect(row).to_contain_text("looked at")
    expect(row).to_contain_text("voice")
    # And the trail is whole
    told = serving.sightline("trail", "verify", folder=fresh.folder / "demo")
    assert told.returncode == 0, told.stdout + told.stderr


def test_a_record_is_not_there_for_those_who_do_not_work_with_the_child(
    visitor: Callable[..., Visitor], live: serving.Live
) -> None:
    # Given the address of Robin's record
    robin = _robin(visitor, live)
    for username in ("karolina.bexfield", "reviews", "learning", "quality", "admin"):
        # When somebody who does not work with him opens it
        outsider = visitor(live, username, width=375, expected=REFUSED)
        for address in (robin, f"{robin}story/", f"{robin}what-happened/visit/"):
            answer = outsider.page.goto(address)
            # Then it is as if nothing were there, and his name is nowhere
            assert answer is not None
            assert answer.status in (403, 404)
            if username == "karolina.bexfield":
                assert answer.status == 404
            outsider.looks().sees_nothing_of("Robin", "Fennimore")


def test_the_administrator_sees_accounts_and_no_case(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    admin = visitor(live, "admin", width=375, expected=REFUSED)
    admin.sees("How things stand").sees_nothing_of("Fennimore", "Child L", "Baby A")
    admin.goes_to("/people/").sees("Oskar Wray (admin)").sees_nothing_of("Fennimore", "Child L", "Baby A")
    admin.goes_to("/learning/").sees_nothing_of("SCR-01", "Fennimore")
    for address in ("/find/", "/reviews/", "/checks/answers-to-read/"):
        answer = admin.page.goto(address)
        assert answer is not None
        assert answer.status in (403, 404)
        admin.looks()


def test_finding_a_child_puts_no_name_into_an_address(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    she = visitor(live, "practitioner", width=375)
    she.goes_to("/find/").writes("Find a child by name or reference", "fenni").presses("Find")
    expect(she.page.locator(".dk-child")).to_have_count(2)
    assert "fenni" not in she.page.url


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("check", ["WNB-01", "VOI-02", "INF-01"])
def test_a_check_says_why_it_asks_and_where_its_numbers_come_from(
    visitor: Callable[..., Visitor], live: serving.Live, check: str, width: int
) -> None:
    she = visitor(live, "practitioner", width=width)
    she.goes_to("/checks/").goes_to(f"/checks/{check}/")
    for heading in ("When it asks", "The learning behind it", "How it is worded", "What clears it"):
        expect(she.page.get_by_role("heading", name=heading)).to_be_visible()
    assert not re.search(r"\{\w+\}", she.page.get_by_role("main").inner_text()), "A wording shows its placeholders."
    # Every number has its class and its source
    table = she.page.get_by_role("table", name="Numbers")
    rows = table.get_by_role("row").all()[1:]
    assert rows
    for row in rows:
        cells = row.get_by_role("cell").all_inner_texts()
        assert cells[1].strip() in ("national", "local", "other local", "our default")
        assert cells[2].strip()
    expect(she.page.locator(".govuk-inset-text")).not_to_have_count(0)


@pytest.mark.parametrize("width", [375, 1280])
def test_a_chart_stands_on_a_table_and_gives_no_child_away(
    visitor: Callable[..., Visitor], live: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given learning that was shared, and is cited by a check
    lead = visitor(live, "quality", width=width)
    lead.follows(re.compile("Seen, not only visited"))
    # Then the chart has its numbers in a table under it, and the day it was shared is marked in both
    chart = lead.page.locator(".im-chart svg").filter(visible=True).first
    expect(chart).to_be_visible()
    expect(chart).to_contain_text(re.compile("Shared", re.IGNORECASE))
    table = lead.page.get_by_role("table").first
    for heading in ("Clear", "Ask", "Unknown"):
        expect(table.get_by_role("columnheader", name=heading, exact=True)).to_be_visible()
    expect(table.get_by_role("columnheader", name=re.compile("Answered without"))).to_be_visible()
    expect(table.get_by_role("cell", name=re.compile(r"^\d+ \w+ 20\d\d$")).first).to_be_attached()
    expect(table.get_by_role("cell", name="fewer than 5").first).to_be_attached()
    # And no number under five stands anywhere in it, and no direction is called better
    small = [cell for cell in table.get_by_role("cell").all_inner_texts() if cell.strip() in ("1", "2", "3", "4")]
    assert not small
    lead.sees("No direction is called better")
    if width == 1280:
        shot(lead.page, "run-chart")


def test_a_page_that_is_not_there_says_so_kindly(visitor: Callable[..., Visitor], live: serving.Live) -> None:
    she = visitor(live, "practitioner", width=375, expected=REFUSED)
    she.goes_to("/nothing/here/").sees("There is nothing for you at this address").follows("Go to your home page")
    she.sees("My children")


def test_a_supervisor_finds_somebody_among_many_and_allocates_them(
    visitor: Callable[..., Visitor], fresh: serving.Live
) -> None:
    # Given a supervisor on a record of the team, and more workers than a list can hold
    manager = visitor(fresh, "supervisor", width=375, every_width=True)
    manager.follows("Robin Fennimore").goes_to(f"{manager.path()}who-may-see/")
    manager.follows("Allocate somebody, or end somebody’s part").sees("Who works with the child")
    manager.sees(re.compile("other people could work with the child too"))
    # When she looks for a health visitor by name, having chosen the part already
    manager.chooses("In which part?", "Works with the child")
    manager.writes("Find somebody by name, post or agency", "nobody of this name").presses("Find")
    manager.sees(re.compile("Nobody whose access is open and who holds cases is called"))
    manager.writes("Find somebody by name, post or agency", "oduya").presses("Find")
    # Then there is one to choose, and allocated she stands on the record
    expect(manager.page.get_by_role("radio", name=re.compile("Health visitor"))).to_have_count(1)
    manager.chooses("Who is to work with the child?", re.compile("Rhian Oduya")).presses("Allocate")
    manager.is_told("Rhian Oduya is allocated.")
