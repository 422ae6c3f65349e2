"""An agency's return in the browser: read, looked at, taken in; whatever is wrong is said, and nothing is changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.chronologies.models import ChronologyRow, ReturnFile
from sightline.trail.models import Entry
from tests import chronologies as told
from tests import library, standing
from tests.records import signed_in
from tests.surveys import gave_password

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "chronology"


@pytest.fixture
def people():
    return standing.make()


@pytest.fixture
def review(people):
    return library.a_review(people.review_officer)


@pytest.fixture
def officer(people):
    return signed_in(people.review_officer)


def send(client, review, **typed):
    data = {"agency": "", "another": "Health visiting", "received_on": "02/03/2026", **typed}
    return client.post(f"/reviews/{review.key}/chronology/send/", data, follow=True)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_word_file_is_read_looked_at_and_taken_in(review, officer):
    name = "Health Visiting.docx"
    page = send(officer, review, file=upload(name, (SAMPLES / name).read_bytes())).content.decode()
    assert "What taking it in would do" in page
    assert ChronologyRow.objects.count() == 0
    file = ReturnFile.objects.get()
    taken = officer.post(f"/reviews/{review.key}/chronology/returns/{file.key}/take-in/", follow=True)
    assert "is taken in" in taken.content.decode()
    assert ChronologyRow.objects.filter(removed_by=None).count() == file.counts["kept"] > 5
    parts = set(Entry.objects.filter(kind="view").values_list("part", flat=True))
    assert f"return {file.key} with names" in parts


def test_a_pasted_table_and_then_the_same_agency_again(review, officer, people):
    table = told.a_table(
        ("h1", "03/02/2015", "", "Record", "Visit: asleep."), ("h2", "04/02/2015", "", "Record", "Clinic.")
    )
    send(officer, review, pasted=table)
    told.returning.take_in(ReturnFile.objects.get(), by=people.review_officer)
    again = told.a_table(
        ("h1", "03/02/2015", "", "Record", "Visit: asleep upstairs."), ("h3", "05/02/2015", "", "Record", "Letter.")
    )
    page = send(officer, review, agency="Health visiting", another="", pasted=again).content.decode()
    for words in ("1 row changed", "1 row no longer in it", "1 row added", "asleep upstairs"):
        assert words in page


def a_zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, data)
    return out.getvalue()


REFUSED = {
    "corrupt": (b"PK\x03\x04 broken", "damaged"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "macros": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "contains macros"),
    "bomb": (a_zip("word/document.xml", b" " * 60_000_000), "Ask the agency"),
    "no date": (b"Name,Event\nA,b\n", "no table with a date column"),
    "two dates": (b"Date,Date of event,Event\n1/1/2015,2/1/2015,x\n", "two columns that could be the date"),
    "pdf": (b"%PDF-1.7", "is a PDF"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(review, officer, what):
    data, sentence = REFUSED[what]
    page = send(officer, review, file=upload("return.docx", data)).content.decode()
    assert sentence in page
    assert not ReturnFile.objects.exists()


def test_a_us_date_is_kept_undated_with_the_swap_suggested(review, officer):
    table = told.a_table(("h1", "05/22/2016", "", "Record", "Visit."), ("h2", "23/05/2016", "", "Record", "Clinic."))
    page = send(officer, review, pasted=table).content.decode()
    assert "nothing was changed" in page
    first = ReturnFile.objects.get().reading[0]
    assert (first["edtf"], first["date_raw"]) == (None, "05/22/2016")


def test_a_marked_copy_and_a_template_come_as_files(review, people):
    officer = gave_password(people.review_officer)
    file = told.sent(review, people.review_officer, "Hospital", ("a1", "", "", "", "No date here."))
    for address in (f"returns/{file.key}/marked/docx/", f"returns/{file.key}/marked/xlsx/", "template/docx/"):
        response = officer.get(f"/reviews/{review.key}/chronology/{address}")
        assert response.status_code == 200, address
        assert response.content.startswith(b"PK")
        assert "attachment" in response["Content-Disposition"]
        assert "Hospital" not in response["Content-Disposition"]
