"""A chronology read, searched, decided about and sent again; then read in codes, without script, outside level 0."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser import serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
NAMES = ("Rowan Tarn", "Maris", "Corin", "Petra Holm")
AGAIN = "Ref\tDate\tSource\tEvent\tChild seen\np1\t02/03/2015\tIncident log\tOfficers attended an argument.\tno\n"


def _reads(officer: Visitor) -> None:
    officer.goes_to("/reviews/").follows("LCSPR-04").follows("Chronology").sees("In codes.")
    officer.sees_nothing_of(*NAMES)
    officer.writes("Words", "bruise cheek").presses("Show these").sees("Show all rows")
    officer.follows("Side by side").sees("A column for each agency").follows("Gaps").sees("A gap in the chronology")
    officer.follows("Accounts and conflicts").follows("Accounts of one event")
    officer.presses("Different events").is_told("Your decision is written down")
    officer.follows("Table").follows("Show names").sees("it is written down that you looked").sees("Rowan Tarn")


def _notes(officer: Visitor) -> None:
    officer.follows("Table").follows("12/01/2015")
    officer.writes("Write a note beside this row", "Ask what was said.").presses("Save the note")
    officer.is_told("The note is saved").sees("Ask what was said.")
    officer.chooses("What does this row show?", "A planned visit: the child was not seen").presses("Save what it shows")
    officer.is_told("written down what this row shows")
    officer.follows("Table").follows("What would the checks have asked?").sees("This is hindsight")


def _sends_again(officer: Visitor) -> None:
    officer.follows("Table").follows("Returns").follows("Bring a return in")
    officer.presses("Read it").is_told("Choose whose return it is")
    officer.chooses("Whose return is it?", "Police").writes("Or paste the table", AGAIN).presses("Read it")
    officer.sees("What taking it in would change").presses("Take it in").is_told("is taken in")
    officer.presses("Take this return back").is_told("is taken back")
    officer.follows("Glossary").sees("Save a new version").follows("What is left").sees("An empty list means")


def test_a_review_officer_works_on_a_chronology(visitor: Callable[..., Visitor], fresh: serving.Live) -> None:
    officer = visitor(fresh, "reviews", width=1280)
    _reads(officer)
    _notes(officer)
    _sends_again(officer)
    officer.goes_to("/reviews/").follows("LCSPR-04").follows("Chronology")
    table = officer.path()
    lead = visitor(fresh, "learning", width=375, javascript=False)
    lead.goes_to(table).sees("In codes.").sees_nothing_of(*NAMES, "Ask what was said.")
    lead.follows("Side by side").sees_nothing_of(*NAMES).follows("Table").follows("Download it").sees("Public view")
