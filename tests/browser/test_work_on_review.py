"""A review from its test to an action that was tested: asked of an agency without an account, recorded, and judged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REFUSED = r"status of 4\d\d"
SECRETS = ("LR-88", "Child Osier", "Quillwort")


def _opens(officer: Visitor) -> str:
    officer.goes_to("/reviews/").follows("Open a review")
    officer.writes("Reference", "LR-88").writes("Title", "Child Osier").writes("Subjects, by code", "Child O")
    officer.chooses("Regime", "Local child safeguarding practice review")
    officer.writes("Day the authority became aware", "yesterday").writes("Day of notification", "today")
    officer.presses("Open the review")
    return officer.path()


def _answers_the_test(officer: Visitor) -> None:
    officer.follows("Test, terms, people").sees("Not answered").follows("Answer the questions")
    question = "Does the case show improvements that are needed, found before or not?"
    officer.chooses(question, "Yes").presses("Save the answers").is_told("Write the reasons")
    officer.writes(f"Reasons: {question}", "Quillwort Road found three gaps.").presses("Save the answers")
    officer.sees("The answers meet the test").sees("Quillwort Road found three gaps.")


def _asks_an_agency(officer: Visitor) -> None:
    officer.follows("Agency returns").follows("Ask an agency for something")
    officer.page.get_by_label("Agency", exact=True).select_option("…")
    officer.writes("Name of another agency", "Saltmere Homes").chooses("What is asked for?", "Chronology")
    officer.writes("Due", "3 May 2035").presses("Save").sees("Saltmere Homes: chronology").sees("Asked for")
    officer.follows(re.compile("^Move it on")).chooses("Move to", "Submitted").presses("Save the move")
    officer.follows(re.compile("^Move it on")).chooses("Move to", "Sent back").presses("Save the move")
    officer.is_told(re.compile("reason")).writes("Reason", "Four days are missing.").presses("Save the move")
    officer.sees("Sent back").sees(re.compile("Four days are missing"))


def _plans(officer: Visitor) -> str:
    officer.follows("Plan and impact").follows("Write a recommendation")
    officer.writes("What is recommended", "Count misses together.").writes("To whom", "The partners")
    officer.presses("Save the recommendation").sees("No action has been written for it yet.")
    officer.follows(re.compile("^Write an action.*Recommendation 1"))
    officer.writes("What will be different for children", "They are seen within a week.")
    officer.writes("The step", "Remind everybody by email.").chooses(
        "What kind of step is it?", "It changes what people do"
    )
    officer.writes("Owner", "Named nurse").writes("Due", "3 May 2035").writes("How one will know", "Audit of twenty")
    officer.page.get_by_label("Owner’s agency").select_option(index=1)
    officer.presses("Save the action").sees("Not started").follows("Action 1", exact=True)
    officer.sees(re.compile("easy to tick off"))
    return officer.path()


def _tests_it(officer: Visitor, action: str) -> None:
    officer.follows("Add evidence").chooses("What does it show?", re.compile("4. Practice changed"))
    officer.presses("Save the evidence").is_told("Choose what the result was.")
    officer.chooses("What was the result?", "It shows a change for the better")
    officer.writes("What it is, and what it says", "Seventeen of twenty were rung the same day.")
    officer.presses("Save the evidence").sees("Waiting to be judged").follows(re.compile("^Judge it"))
    officer.chooses("Do you accept it?", "Yes").writes("Reason", "Drawn by somebody else.").presses(
        "Save the judgement"
    )
    officer.goes_to(action).sees("Done, evidence accepted").sees(re.compile("Accepted by"))


@pytest.mark.parametrize("width", [375, 1280])
def test_a_review_goes_from_its_test_to_an_action_that_was_tested(
    visitor: Callable[..., Visitor], fresh: serving.Live, width: int
) -> None:
    # Given an officer whose first page says what waits
    officer = visitor(fresh, "reviews", width=width, expected=REFUSED)
    officer.goes_to("/").sees("Time limits").sees(re.compile("Return overdue: Saltmere Homes"))
    # When a review is opened, its test answered, an agency asked, a plan written and its evidence judged
    review = _opens(officer)
    _answers_the_test(officer)
    _asks_an_agency(officer)
    _tests_it(officer, _plans(officer))
    officer.goes_to(review + "episodes/").goes_to("/reviews/how/lcspr/").sees("Set by law")
    officer.goes_to("/reviews/").sees("LR-88 Child Osier").sees(re.compile("Running: Publish the report|Due:|Running:"))
    # Then nobody outside it learns that there is such a review
    she = visitor(fresh, "practitioner", width=width, expected=REFUSED)
    for path in (review, review + "returns/", review + "plan/"):
        she.page.goto(fresh.base_url + path)
        she.sees_nothing_of(*SECRETS)
