"""No name of the glossary is in what leaves in codes or for the public: every format is opened and searched."""

from __future__ import annotations

import io
import zipfile

import pytest

from sightline.chronologies import changes
from sightline.chronologies.models import Disguise
from sightline.domain.disclosure.anonymise import Glossary
from sightline.trail.models import Entry
from tests import chronologies as told
from tests import library, standing
from tests.records import signed_in
from tests.surveys import gave_password

pytestmark = pytest.mark.django_db
HEADINGS = (*told.HEADINGS, "Paula’s file number")
SLEPT = "Paula Elmfield’s arm was bruised; Grace, 14 months, slept."
SEEN = "+44 GRACIE was seen with May Orchard in May 2015."
ROWS = (
    ("p1", "02/05/2015", "23:10", "Paula’s log", SLEPT, "no", "=1+1"),
    ("p2", "20/06/2015", "", "Log", SEEN, "yes", "Ms Elmfield told.", "Paula 7"),
    ("Elmfield", "Paula's birthday", "", "Log", "Visit to the Plumtrees.", "", "", "@Grace"),
)
NAMES = ("paula", "plumtree", "elmfield", "grace", "gracie", "orchard")


@pytest.fixture
def people():
    return standing.make()


@pytest.fixture
def review(people):
    review = library.a_review(people.review_officer)
    officer = people.review_officer
    told.taken_in(review, officer, "Paula Elmfield House", *ROWS, headings=HEADINGS, file="Plumtree chronology.docx")
    row = told.rows_of(review)[0]
    glossary = Glossary.read(told.GLOSSARY.replace("Paula Plumtree", "Paula Elmfield"))
    changes.note_row(row, by=officer, text="Ask: zebra?")
    changes.write_glossary(
        review,
        by=officer,
        glossary=glossary,
        seen_version=0,
    )
    return review


def everything_in(data: bytes, kind: str) -> str:
    """Every text of a file: all parts of a package, the pages and the properties of a PDF."""
    if kind == "pdf":
        import pikepdf
        import pypdfium2

        pages = pypdfium2.PdfDocument(data)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return text + str(pdf.docinfo) + str(pdf.Root.get("/Metadata", ""))
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join(name + package.read(name).decode("utf-8") for name in package.namelist())
    return data.decode("utf-8")


@pytest.mark.parametrize("view", ["coded", "public"])
def test_no_name_leaves_in_any_format(review, people, view):
    client = gave_password(people.learning_lead)
    for kind in ("docx", "xlsx", "csv", "json", "pdf"):
        response = client.get(f"/reviews/{review.key}/chronology/files/{view}/{kind}/")
        assert response.status_code == 200, kind
        text = (everything_in(response.content, kind) + response["Content-Disposition"]).casefold()
        assert [name for name in NAMES if name in text] == [], (view, kind)
        assert "bruised" in text, (view, kind)
        assert "zebra" not in text, "a note of the reviewer is no part of what agencies sent"


def test_with_names_only_at_level_0_and_it_is_written_down(review, people):
    address = f"/reviews/{review.key}/chronology/files/personalised/csv/"
    assert gave_password(people.learning_lead).get(address).status_code == 404
    assert signed_in(people.review_officer).get(address).status_code == 302, "the password is asked for first"
    text = gave_password(people.review_officer).get(address).content.decode("utf-8-sig")
    assert "Paula Elmfield’s arm" in text
    part = f"chronology of review {review.key} as a file: personalised, csv"
    assert part in set(Entry.objects.filter(kind="view").values_list("part", flat=True))


def test_no_cell_begins_a_formula(review, people):
    client = gave_password(people.review_officer)
    text = client.get(f"/reviews/{review.key}/chronology/files/coded/csv/").content.decode("utf-8-sig")
    for cell in ("'=1+1", "'+44"):
        assert cell in text
    assert ",=1+1" not in text


def test_what_was_changed_to_disguise_is_kept_once_and_read_at_level_0(review, people):
    client = gave_password(people.review_officer)
    for _ in range(2):
        client.get(f"/reviews/{review.key}/chronology/files/public/csv/")
    assert Disguise.objects.count() == 1
    kept = client.get(f"/reviews/{review.key}/chronology/files/disguised/").content.decode()
    assert "before" in kept


def test_without_a_glossary_nothing_leaves_in_codes(people):
    review = library.a_review(people.review_officer)
    told.taken_in(review, people.review_officer, "Police", ROWS[0])
    response = gave_password(people.learning_lead).get(
        f"/reviews/{review.key}/chronology/files/coded/csv/", follow=True
    )
    assert "no codes to put for names" in response.content.decode()
