"""A review's marked chronology replayed: labelled as hindsight, in codes, for levels 0 and 1."""

from __future__ import annotations

import pytest

from sightline.chronologies import changes
from sightline.domain.disclosure.anonymise import Glossary
from tests import chronologies as told
from tests import library, standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
MARKS = {
    "h1": ("level_CP", "not_seen"),
    "h2": ("not_seen",),
    "h3": ("left_unchecked",),
    "h4": ("seen",),
}


@pytest.fixture
def people():
    return standing.make()


def test_a_replay_says_what_would_have_been_asked_and_when_first(people):
    officer = people.review_officer
    review = library.a_review(officer)
    rows = [
        (ref, f"{day}/03/2015", "", "Record", "Paula said that he has left.", "no")
        for ref, day in zip(MARKS, ("03", "10", "12", "30"))
    ]
    told.taken_in(review, officer, "Health visiting", *rows)
    address = f"/reviews/{review.key}/chronology/replay/"
    assert "Nothing can be replayed yet" in signed_in(officer).get(address).content.decode()
    for row in told.rows_of(review):
        changes.mark_row(row, by=officer, shows={what: {} for what in MARKS[row.ref]})
    glossary = Glossary.read(told.GLOSSARY)
    changes.write_glossary(review, by=officer, glossary=glossary, seen_version=0)
    page = signed_in(officer).get(address).content.decode()
    for words in ("This is hindsight", "4 marked rows", "VOI-02", "First on 10 March 2015", "Beside it:"):
        assert words in page, words
    assert "Paula" not in page
    assert signed_in(people.learning_lead).get(address).status_code == 404


def test_what_was_looked_for_is_said_with_its_kinds_and_days(people):
    officer = people.review_officer
    review = library.a_review(officer)
    told.taken_in(review, officer, "GP", ("n1", "01/06/2015", "", "Letter", "No contact in the period.", ""))
    [row] = told.rows_of(review)
    client, address = signed_in(officer), f"/reviews/{review.key}/chronology/rows/{row.key}/"
    client.post(f"{address}marks/", {"shows": ["looked"], "significance": ""})
    asked = {
        "shows": ["looked"], "significance": "", "looked-kinds": ["Visit", "Appointment"],
        "looked-since": "1/6/2014", "looked-until": "1/6/2013",
    }  # fmt: skip
    assert "comes before the one from which" in client.post(f"{address}marks/", asked).content.decode()
    client.post(f"{address}marks/", asked | {"looked-until": "1/6/2015"})
    [mark] = row.marks.filter(withdrawn_at=None)
    assert mark.details == {"kinds": ["Visit", "Appointment"], "since": "2014-06-01", "until": "2015-06-01"}
