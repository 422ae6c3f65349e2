"""What an agency was asked for moves with the file it sends, and with the marked-up copy that goes back."""

from __future__ import annotations

import pytest

from sightline.chronologies import asked, returning
from sightline.chronologies.models import ReturnFile
from sightline.reviews import deciding
from sightline.reviews.changes import Refused
from tests import chronologies as told
from tests.library import ON, a_return, a_review
from tests.records import signed_in

pytestmark = pytest.mark.django_db
FIRST = ("h1", "03/02/2015", "", "Record", "Visit: asleep.")
LATER = ("h2", "05/02/2015", "", "", "Letter.")


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def review(officer):
    return a_review(officer)


@pytest.fixture
def row(review, officer):
    return a_return(review, officer, "Health visiting")


def states(row) -> list[str]:
    return list(row.moves.order_by("pk").values_list("to_state", flat=True))


def approve(row, officer):
    row.refresh_from_db()
    deciding.move_return(row, by=officer, to="APPROVED", on=ON, seen_state=row.state, signed_off_by="Named nurse")


def test_a_file_that_comes_in_submits_what_was_asked_for_whatever_the_case_of_its_name(review, officer, row):
    file = told.sent(review, officer, "health  Visiting", FIRST)
    assert (file.asked, states(row)) == (row, ["ASKED", "SUBMITTED"])
    assert row.moves.order_by("pk").last().on == file.received_on


def test_of_an_agency_nobody_asked_a_file_is_taken_all_the_same(review, officer, row):
    file = told.taken_in(review, officer, "Police", FIRST)
    assert (file.asked, states(row)) == (None, ["ASKED"])
    with pytest.raises(Refused, match="Nobody has written down that Police was asked"):
        asked.send_back(file, by=officer)


def test_a_marked_up_copy_goes_back_and_the_next_file_submits_it_again(review, officer, row):
    file = told.taken_in(review, officer, "Health visiting", FIRST, LATER)
    asked.send_back(file, by=officer)
    last = row.moves.order_by("pk").last()
    assert (last.to_state, last.reason) == (
        "RETURNED", "Sent back as a marked-up copy: 1 row with something to put right.",
    )  # fmt: skip
    with pytest.raises(Refused, match="with its agency already"):
        asked.send_back(ReturnFile.objects.get(pk=file.pk), by=officer)
    told.sent(review, officer, "Health visiting", FIRST)
    assert states(row) == ["ASKED", "SUBMITTED", "RETURNED", "SUBMITTED"]


def test_what_was_approved_is_not_approved_any_more_once_a_later_file_is_taken_in(review, officer, row):
    told.taken_in(review, officer, "Health visiting", FIRST)
    approve(row, officer)
    later = told.sent(review, officer, "Health visiting", FIRST, LATER)
    row.refresh_from_db()
    assert row.state == "APPROVED"  # it waits: what was approved still stands
    returning.take_in(later, by=officer)
    row.refresh_from_db()
    assert (row.state, row.signed_off_by) == ("SUBMITTED", "")


def test_the_replaced_file_is_not_what_goes_back(review, officer, row):
    old = told.taken_in(review, officer, "Health visiting", FIRST)
    told.taken_in(review, officer, "Health visiting", FIRST, LATER)
    with pytest.raises(Refused, match="A later return stands"):
        asked.send_back(ReturnFile.objects.get(pk=old.pk), by=officer)


def test_an_agency_that_said_it_holds_nothing_and_sends_something_after_all(review, officer, row):
    deciding.move_return(row, by=officer, to="NOTHING_HELD", on=ON, seen_state="ASKED", reason="Not known there.")
    told.sent(review, officer, "Health visiting", FIRST)
    assert states(row) == ["ASKED", "NOTHING_HELD", "ASKED", "SUBMITTED"]


def test_on_the_pages(review, officer, row):
    file = told.taken_in(review, officer, "Health visiting", FIRST, LATER)
    client, address = signed_in(officer), f"/reviews/{review.key}/chronology/returns/{file.key}/"
    page = client.get(address).content.decode()
    assert "1 row with something to put right" in page
    assert f"/reviews/{review.key}/returns/{row.key}/move/" in page
    after = client.post(f"{address}sent-back/", follow=True).content.decode()
    assert "written down as sent back to Health visiting" in after
    assert "I have sent it back" not in after
    asked_for = client.get(f"/reviews/{review.key}/returns/").content.decode()
    assert "Sent back as a marked-up copy: 1 row with something to put right" in asked_for
    assert address in asked_for
