"""A review's coding out to other tools and back, a report as a file, rows of the chronology: in codes, always."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.chronologies.models import GlossaryVersion
from sightline.coding import changes, rows
from sightline.coding.changes import Refused
from sightline.coding.models import CodedText, Coding
from sightline.exchange.refi import of_review
from sightline.exchange.refi.reading import read
from tests.chronologies import GLOSSARY, rows_of, taken_in
from tests.coding import a_text, coded, two_code
from tests.library import a_review
from tests.property.exchange.test_refi_round_trip import a_foreign_project
from tests.records import signed_in
from tests.refi_rules import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def review(officer):
    return a_review(officer)


def out(review, worker, **more):
    return read(of_review.project_of(review, worker, **more))


def told(project) -> set[tuple[str, str]]:
    """(code and name, words) of every coding."""
    names = {code.guid: code.name for code in project.codes}
    texts = {text.guid: text.text for text in project.texts}
    return {(names[one.code], one.span.of(texts[one.text])) for one in project.codings}


def test_a_project_holds_the_passages_with_theme_and_polarity(officer, review):
    text = a_text(review, officer)
    coded(text, officer, "own two 🙂.", "MULTI-ALL", note="Größe")
    gone = coded(text, officer, "Six")
    changes.withdraw_coding(gone, by=officer, because="No.")
    project = out(review, officer).project
    assert {name.split(" ")[0] for name, _ in told(project)} == {"MULTI-ALL", "POLARITY-CONCERN"}
    assert {words for _, words in told(project)} == {"own two 🙂."}
    assert {one.note for one in project.codings} == {"Größe"}
    assert project.problems == ()
    document = out(review, officer)
    assert faults(document.files["project.qde"], document.files) == []


def test_what_two_people_are_coding_is_in_nobodys_file(standing, officer, review):
    text = a_text(review, officer)
    double = two_code(text, officer, standing.learning_lead, officer)
    coded(text, standing.learning_lead, "Friday")
    coded(text, officer, "Six")
    assert {words for _, words in told(out(review, officer).project)} == {"Six"}
    for coder in (double.first, double.second):
        double = changes.finish(double, by=coder)
    assert {words for _, words in told(out(review, officer).project)} == {"Six", "Friday"}


def test_a_foreign_project_comes_in_goes_out_whole_and_changes_nothing_twice(officer, review):
    data = a_foreign_project()
    done = of_review.bring_in(review, by=officer, name="P.qdpx", data=data, project=read(data).project)
    assert (done.texts, done.codings) == (1, 1)
    made = Coding.objects.get()
    assert (made.code, made.by, made.text.text[made.start : made.end]) == (
        "HARM-BRUISE",
        "Somebody in another tool",
        "\nDådyr",
    )
    again = of_review.bring_in(review, by=officer, name="P.qdpx", data=data, project=read(data).project)
    assert (again.texts, again.codings, Coding.objects.count()) == (0, 0, 1)
    coded(made.text, officer, "🙂", "PROC-WNB")
    back = out(review, officer, kept=review.project_files.get())
    xml = back.files[back.xml_name].decode()
    for kept in ("made by another tool", 'x:weight="3"', "<x:Deep>🙂</x:Deep>"):
        assert kept in xml
    assert back.files["odd/thing.bin"] == b"\0\1\2"
    assert ("HARM-BRUISE Blåmerker", "\nDådyr") in told(back.project)  # theirs, untouched
    assert any(name.startswith("PROC-WNB") and words == "🙂" for name, words in told(back.project))


def test_our_own_project_coded_elsewhere_comes_back_with_what_is_new(officer, review):
    text = a_text(review, officer)
    coded(text, officer, "Six")
    document = out(review, officer)
    data = of_review.file_of(document)
    done = of_review.bring_in(review, by=officer, name="x", data=data, project=document.project)
    assert (done.texts, done.codings) == (0, 0)
    assert Coding.objects.count() == 1


def test_names_of_the_glossary_stay_inside(officer, review):
    before = a_text(review, officer, "Then Paula rang. May Orchard called back.")
    coded(before, officer, "May Orchard called", "MULTI-ALL", note="Paula said so.")
    GlossaryVersion.objects.create(review=review, version=1, text=GLOSSARY)
    document = out(review, officer)
    shown = b"".join(document.files.values())
    assert not any(name in shown for name in (b"Paula", b"Orchard"))
    assert {words for _, words in told(document.project)} == {"SW1 called"}
    assert a_text(review, officer, "Paula again.").text == "M again."
    files = {"project.qde": _with_words("Paula rang")}
    data = _zipped(files)
    with pytest.raises(of_review.NotUsable, match="glossary"):
        of_review.bring_in(review, by=officer, name="x", data=data, project=read(data).project)


def _with_words(words: str) -> bytes:
    return (
        '<Project><CodeBook><Codes/></CodeBook><Sources><TextSource guid="t" name="T">'
        f"<PlainTextContent>{words}</PlainTextContent></TextSource></Sources></Project>"
    ).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    sent = io.BytesIO()
    with zipfile.ZipFile(sent, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sent.getvalue()


def test_a_row_of_the_chronology_is_coded_in_codes(standing, officer, review):
    taken_in(
        review, officer, "Ward", ("w1", "03/02/2015", "", "Notes", "Paula did not come.", "no", "May Orchard rang.")
    )
    (row,) = rows_of(review)
    with pytest.raises(Refused, match="glossary"):
        rows.open_row(row, by=officer)
    GlossaryVersion.objects.create(review=review, version=1, text=GLOSSARY)
    (row,) = rows_of(review)
    text = rows.open_row(row, by=officer)
    assert text.text == "M did not come.\nSW1 rang."
    coded(text, officer, "M did not come.")
    assert rows.coded_to(review, "PROC-WNB") == [row.key]
    links = rows.beside([row], officer)[row.key]
    assert links[0].text == "Was Not Brought (concern)"
    assert rows.beside([row], standing.administrator) == {}
    assert signed_in(officer).get(f"/reviews/{review.key}/coding/rows/{row.key}/")["Location"] == f"/coding/{text.key}/"


def test_files_in_the_browser(officer, review):
    client = signed_in(officer)
    sent = SimpleUploadedFile("../../Child Q.qdpx", a_foreign_project())
    assert client.post(f"/reviews/{review.key}/coding/bring-in/", {"file": sent}).status_code == 302
    report = SimpleUploadedFile("x.txt", "One.\r\nTwo 🙂.".encode())
    client.post(f"/reviews/{review.key}/coding/report/", {"file": report, "title": "Report"})
    assert CodedText.objects.get(kind="report").text == "One.\r\nTwo 🙂."
    bad = SimpleUploadedFile("x.qdpx", b"<!DOCTYPE a><CodeBook/>")
    answer = client.post(f"/reviews/{review.key}/coding/bring-in/", {"file": bad})
    assert "entities" in answer.content.decode()
    assert client.get("/codebook/").content.startswith(b"<?xml")
