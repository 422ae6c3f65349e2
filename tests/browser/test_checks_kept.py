"""A check's words and dates, and looking back on a child for a review: pages that only a few come to."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
def test_a_check_is_worded_anew_and_a_review_looks_back(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int, shot: Callable[[Page, str], None]
) -> None:
    # Given a quality lead on the page of a check
    she = visitor(fresh, "quality", width=width, expected=r"status of 422")
    she.goes_to("/checks/VOI-02/").follows("Change its words and dates")
    words = she.path()
    # When she writes a wording that judges, she is told which word; then she sees how a better one reads
    she.page.locator("main table a").first.click()
    she.looks()
    she.writes("How it should ask", "{name} was hidden by a non-compliant mother?").presses("See how it reads")
    she.is_told("non-compliant")
    she.writes("How it should ask", "{what_happened} Who can see {name} today?").presses("See how it reads")
    she.sees("How it would read").sees("Nothing has been kept yet.")
    if width == 1280:
        shot(she.page, "how-a-check-reads")
    she.writes("Why?", "It was misread").writes("Who approved it?", "The board, 3 November")
    she.presses("Keep these words").is_told("Kept.")
    # And the day on which it is looked at again must be one
    assert she.path() == words
    she.writes("Look at it again on", "one day").presses("Keep these days").is_told(re.compile("."))
    # When a review officer looks back on the child of a review
    he = visitor(fresh, "reviews", width=width)
    he.goes_to("/reviews/").follows("LCSPR-03 Baby A")
    he.follows(re.compile("What would have been asked about"))
    # Then it says that this is hindsight, by whom nobody was asked, and what was asked about similar children
    he.sees("Hindsight").sees(re.compile("similar children")).sees_nothing_of("Fennimore")
    if width == 1280:
        shot(he.page, "looking-back")
    back = he.path()
    he.page.get_by_label(re.compile("^Every check of the catalogue")).check()
    he.presses("Look back").sees(re.compile(r"of 103 checks would not have asked"))
    he.writes("From", "yesterday").writes("To", "1 May 2020").presses("Look back")
    expect(he.page.locator(".govuk-error-message")).to_have_count(1)
    # And somebody who works with the child comes to neither
    other = visitor(fresh, "practitioner", width=width, expected=r"status of 4\d\d")
    assert {other.page.goto(path).status for path in (words, back)} <= {403, 404}  # type: ignore[union-attr]
