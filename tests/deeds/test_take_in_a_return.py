"""An agency's return is looked at, taken in, sent again, taken back: the reviewer's work stays where it was."""

from __future__ import annotations

import pytest

from sightline import trail
from sightline.chronologies import returning
from sightline.chronologies.models import RowLink, RowNote
from sightline.chronologies.stored import content_of
from tests import chronologies as told
from tests import library, standing

pytestmark = pytest.mark.django_db

FIRST = (
    ("h1", "03/02/2015", "10:00", "Health record", "Home visit: Grace was asleep.", "no"),
    ("h2", "10/02/2015", "", "Health record", "Clinic: Grace was not brought.", "no"),
    ("h3", "17/02/2015", "", "Health record", "Grace seen and weighed.", "yes"),
)
AGAIN = (
    ("h1", "03/02/2015", "10:00", "Health record", "Home visit: Grace was asleep.", "no"),
    ("h3", "17/02/2015", "", "Health record", "Grace seen and weighed; weight on the 9th centile.", "yes"),
    ("h4", "24/02/2015", "", "Health record", "Letter to the GP.", "not applicable"),
)


@pytest.fixture
def people():
    return standing.make()


@pytest.fixture
def review(people):
    return library.a_review(people.review_officer)


def texts(review):
    return [row.event for row in told.rows_of(review)]


def test_looking_at_a_return_changes_no_row(review, people):
    file = told.sent(review, people.review_officer, "Health visiting", *FIRST)
    assert file.counts == {"read": 3, "kept": 3, "refused": 0}
    assert texts(review) == []
    returning.leave_out(file, by=people.review_officer)
    with pytest.raises(returning.Refused, match="settled meanwhile"):
        returning.take_in(file, by=people.review_officer)


def test_a_return_sent_again_keeps_what_the_reviewer_wrote(review, people):
    officer = people.review_officer
    told.taken_in(review, officer, "Health visiting", *FIRST)
    before = {row.ref: row for row in told.rows_of(review)}
    note = RowNote.objects.create(row=before["h3"], text="Ask for the red book.", by=officer)
    file = told.sent(review, officer, "Health visiting", *AGAIN, file="again.docx")
    assert returning.difference(file).counts == {"added": 1, "changed": 1, "removed": 1, "same": 1}
    returning.take_in(file, by=officer)
    after = {row.ref: row for row in told.rows_of(review)}
    assert list(after) == ["h1", "h3", "h4"]
    assert (after["h1"].key, after["h3"].key) == (before["h1"].key, before["h3"].key)
    assert note in after["h3"].notes.all()
    assert [past.content["event"] for past in after["h3"].past.all()] == ["Grace seen and weighed."]


def test_taking_a_return_back_leaves_every_row_as_it_was(review, people):
    officer = people.review_officer
    first = told.taken_in(review, officer, "Health visiting", *FIRST)
    before = {row.key: content_of(row) for row in told.rows_of(review)}
    file = told.taken_in(review, officer, "Health visiting", *AGAIN, file="again.docx")
    returning.take_back(file, by=officer)
    assert {row.key: content_of(row) for row in told.rows_of(review)} == before
    first.refresh_from_db()
    assert first.standing == "in"
    with pytest.raises(returning.Refused, match="Only the return that stands"):
        returning.take_back(file, by=officer)
    again = told.taken_in(review, officer, "Health visiting", *AGAIN, file="third.docx")
    assert again.counts["added"] == 1
    assert len({row.key for row in told.rows_of(review)} - set(before)) == 1
    assert review.chronology_rows.filter(ref="h4").count() == 1, "a row that comes back keeps its key"


def test_the_same_file_again_is_refused_and_changes_nothing(review, people):
    told.taken_in(review, people.review_officer, "Health visiting", *FIRST)
    with pytest.raises(returning.Refused, match="very file before"):
        told.sent(review, people.review_officer, "Health visiting", *FIRST)
    other = told.sent(review, people.review_officer, "Hospital", *FIRST, file="Health visiting.docx")
    assert other.notices == ["Health visiting sent the same file (Health visiting.docx): ask whose it is."]


def test_two_agencies_accounts_are_linked_and_stay_two_rows(review, people):
    officer = people.review_officer
    told.taken_in(
        review, officer, "Police", ("p1", "03/03/2015", "", "Log", "Strategy discussion about Grace by telephone.")
    )
    told.taken_in(
        review,
        officer,
        "Social care",
        ("c1", "03/03/2015", "", "Case notes", "Strategy discussion by telephone about Grace."),
    )
    [link] = RowLink.objects.filter(kind="D3", stands=True)
    assert link.rows.count() == 2
    assert len(texts(review)) == 2


def test_the_trail_names_the_file_and_no_child(review, people, monkeypatch):
    officer = people.review_officer
    file = told.sent(review, officer, "Health visiting", *FIRST)
    monkeypatch.setattr(trail, "record", _broken)
    with pytest.raises(RuntimeError):
        returning.take_in(file, by=officer)
    assert texts(review) == []


def _broken(**_):
    raise RuntimeError("The trail cannot be written.")
