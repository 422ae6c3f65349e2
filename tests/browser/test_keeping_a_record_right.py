"""What a record needs now and then: seen as of a day, printed, an entry marked and moved, a document for the family;
restricted, opened for a reason, two records joined and taken apart. Each page is looked at on a phone and at a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from sightline.stories.partnership import PASSWORD
from tests.browser import serving
from tests.browser.visitor import Visitor, pages_of

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"
Visiting = Callable[..., Visitor]


def _gives_password(she: Visitor) -> Visitor:
    she.sees("Your password again").page.get_by_label("Password", exact=True).fill(PASSWORD)
    return she.presses("Continue")


def test_seen_as_of_a_day_printed_marked_given_and_moved(visitor: Visiting, fresh: serving.Live) -> None:
    she = visitor(fresh, "practitioner", width=375, every_width=True)
    she.follows("Robin Fennimore")
    robin = she.path()
    # A day that cannot be is said beside its field; a day shows what was known then, and its links keep it
    she.writes("See this page as it was known on a day", "3 May 2050").presses("Show that day")
    she.is_told("That day is still to come")
    she.writes("See this page as it was known on a day", "1 November 2026").presses("Show that day")
    she.sees("As it was known on 1 November 2026.").follows("Story")
    assert "on=2026-11-01" in she.page.url
    expect(she.page.get_by_role("link", name="What happened?")).to_have_count(0)
    sheet = she.page.get_by_role("link", name="Print this page (PDF)").get_attribute("href") or ""
    she.goes_to(f"{robin}story/").follows(re.compile("^A visit|Planned visit"))
    entry = she.path()
    # An entry is marked for the family, and can be read by as many as before again
    she.goes_to(entry).follows("Change how this entry is handled")
    she.chooses("Who of those involved may read it?", "Only the agency that wrote it")
    she.chooses("To whom may this entry go?", "May be shared with the family").presses("Save")
    she.is_told("How this entry is handled is saved.").follows("Change how this entry is handled")
    she.chooses("Who of those involved may read it?", "As usual for this kind of entry").presses("Save")
    she.sees(re.compile("May go to: may be shared with the family"))
    # A document for one person says what is in it and what is not, in easy words too
    she.goes_to(f"{robin}for-the-family/").sees("No document has been made").follows("Kerry Fennimore")
    she.sees("What Kerry Fennimore will read").sees("Left out, and why")
    she.presses("Make this document").is_told("Write in a sentence what it is for.")
    she.writes("What is it for?", "For our talk on Friday.").writes("In short, in easy words", "We come every week.")
    she.page.get_by_label("I have read it through, and it may go to this person").check()
    she.presses("Make this document").sees("For Kerry Fennimore, version 1").sees("No second person has read it")
    # It is on paper behind the password
    paper = she.page.get_by_role("button", name="On paper (PDF)").get_attribute("href") or ""
    _gives_password(she.goes_to(f"/re-authenticate/?next={robin}"))
    for address in (paper, sheet):
        answer = she.page.request.get(fresh.base_url + address)
        assert answer.ok
        assert pages_of(answer.body()) >= 1
    # An entry of another child goes there, with its reason, and says so where it stood
    she.goes_to(entry).follows("Written on the wrong child? Move it").chooses(
        "On which child’s record", re.compile("Maya Fennimore")
    )
    she.writes("How did it come to be here?", "Both were in the room.").presses("Go on")
    she.sees(re.compile("It will be moved to the record of Maya Fennimore")).presses("Move it")
    she.sees(re.compile("The entry is on this record now")).goes_to(f"{robin}story/").sees(re.compile("was removed on"))


def test_restricted_opened_for_a_reason_joined_and_taken_apart(visitor: Visiting, fresh: serving.Live) -> None:
    she = visitor(fresh, "practitioner", width=375, every_width=True)
    she.follows("Robin Fennimore")
    robin = she.path()
    # Two records are looked at side by side, joined with a reason, and taken apart with another
    she.goes_to(f"{robin}people/{robin.split('/')[2]}/").follows(re.compile("twice")).follows("Maya Fennimore")
    she.sees("Look again: this speaks against it").sees("What will happen")
    she.presses("Join the two records").is_told(re.compile("Write|reason"))
    she.writes("How do you know that they are one person?", "The same certificate.").presses("Join the two records")
    she.is_told("The two records are one now.").follows(re.compile("apart", re.IGNORECASE))
    she.writes("How do you know that they are two people?", "Two certificates.").presses("Take them apart again")
    she.is_told("They are two records again.")
    # Somebody who does not work with the child gives a reason; it is open, and the manager reads why
    guest = visitor(fresh, "karolina.bexfield", width=375, every_width=True, expected=REFUSED)
    _gives_password(guest.goes_to(f"{robin}open/")).sees("Open a record for a reason")
    guest.presses("Open the record").is_told(re.compile("Write the reason"))
    guest.writes("Why do you need to open this record?", "He is at the surgery now.").presses("Open the record")
    guest.sees(re.compile("You opened this record for a reason")).goes_to(f"{robin}open/finished/")
    guest.presses("Close the record to me").is_told("The record is closed to you again.")
    manager = visitor(fresh, "supervisor", width=375, every_width=True)
    manager.sees("Opened for a reason").follows("Read the reasons").sees("He is at the surgery now.").follows(
        "Read", exact=True
    )
    manager.presses(re.compile("I have read it")).is_told(re.compile("Choose what you make of it"))
    manager.page.get_by_role("radio").first.check()
    manager.presses("I have read it").sees("Opened for a reason")
    # The record is restricted: who is named sees it, for everybody else there is no such child
    manager.goes_to(f"{robin}who-may-see/").follows("Restrict this record to named people")
    _gives_password(manager).writes("Why is this record restricted?", "A parent works here.")
    manager.chooses("Who may see it?", re.compile("Amara Holloway")).presses("Restrict the record")
    manager.is_told("Only the people named see this record now.").sees("This record is restricted")
    she.goes_to(robin).sees("Robin Fennimore")
    guest.goes_to(robin).sees_nothing_of("Robin", "Fennimore")
    guest.goes_to(f"{robin}open/").sees_nothing_of("Robin", "Fennimore")
