"""What is kept as a document, told by what is in the file; each refusal is one plain sentence or two."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.documents import BY_CODE, KINDS, Refused, examine, first_look, look, why_not_with
from sightline.domain.documents.kinds import HEAD, MEGABYTE, in_words, listed
from tests import documents
from tests.documents import GOOD, PDF, archive, office, packed, pdf, png


def refused(data: bytes, name: str, *, size: int | None = None) -> str:
    said = what_came(data, name, len(data) if size is None else size)
    assert said not in BY_CODE, "it was kept"
    return said


@pytest.mark.parametrize("code", sorted(GOOD))
def test_every_type_that_is_kept_is_known_by_its_content(code):
    for suffix in (f".{BY_CODE[code].suffix}", f".{BY_CODE[code].suffix.upper()}"):
        assert first_look(GOOD[code][:HEAD], len(GOOD[code]), f"a letter{suffix}").code == code
    examine(GOOD[code], code)


def test_every_type_has_an_example_and_stands_in_the_sentence():
    assert set(GOOD) == set(BY_CODE)
    assert all(f".{kind.suffix}" in listed() for kind in KINDS)


def test_a_name_without_an_ending_is_judged_by_its_content_alone():
    for name in ("letter", "Letter v1.2", "seen on 3.11.2026", "", "." * 5_000, "x" * 5_000):
        assert first_look(PDF, len(PDF), name).code == "pdf"


@pytest.mark.parametrize("name", ["a.exe", "a.txt", "a.png", "../../etc/a.docx", "C:\\a.html", "a.pdf.svg"])
def test_a_name_that_says_something_else_is_refused(name):
    assert "in it is something else: PDF" in refused(PDF, name)


@pytest.mark.parametrize("name", ["report\u202efdp.exe", "a\0.pdf", "a\u2066.pdf", "a\n.pdf"])
def test_a_name_that_hides_what_it_ends_in_is_refused(name):
    assert "signs that hide" in refused(PDF, name)


def test_a_name_of_any_people_is_fine():
    for name in ("Łukasz O’Brien.pdf", "李.pdf", "تقرير.pdf", "👩\u200d👧.pdf"):
        assert first_look(PDF, len(PDF), name).code == "pdf"


@pytest.mark.parametrize("data", [b"", b"   \r\n", b"\0" * 50, b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    assert "is empty" in refused(data, "a.txt")


@pytest.mark.parametrize("code", sorted(GOOD))
def test_a_file_that_is_too_large_is_refused_with_what_it_may_have(code):
    kind = BY_CODE[code]
    said = refused(GOOD[code], f"a.{kind.suffix}", size=kind.largest + 1)
    assert said.startswith("The file is too large")
    assert in_words(kind.largest) in said


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.doc", "older Office file"),
        (b"{\\rtf1 hello}", "a.rtf", "rich text"),
        (b"Rar!\x1a\x07", "a.rar", "an archive"),
        (archive({"a.txt": "x"}), "a.zip", "an archive"),
        (archive({"a.txt": "x"}), "a.docx", "an archive"),
        (b"MZ\x90\0\x03", "a.pdf", "a program"),
        (b"\x7fELF\x02\x01", "a", "a program"),
        (b"GIF89a\x01\0\x01\0\0", "a.gif", "not a type of file that is kept"),
        (b"RIFF\x10\0\0\0WEBP\0\0", "a.webp", "not a type of file that is kept"),
        (b"<!doctype html><script>alert(1)</script>", "a.txt", "web page"),
        (b"\xef\xbb\xbf  <svg onload='x'/>", "a.txt", "web page"),
        ("<html>".encode("utf-16"), "a.txt", "web page"),
        (b"#!/bin/sh\nrm -rf /", "a.txt", "web page"),
        (b"plain and then a bell \x07", "a.txt", "not a type of file that is kept"),
        (b"half a letter \xc3\x28 \x81", "a.txt", "not a type of file that is kept"),
        (office("xlsx"), "a.docx", "something else: Excel workbook"),
        (office("odt"), "a.ods", "something else: OpenDocument text"),
        (b"PK\x03\x04" + b"x" * 90, "a.docx", "damaged"),
        (office("docx")[:-40], "a.docx", "damaged"),
        (office("docx", {"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
        (office("odt", {"Basic/Standard/Module1.xml": "x"}), "a.odt", "macros"),
        (archive({"[Content_Types].xml": "ms-word.document.macroEnabled.main+xml"}), "a.docx", "macros"),
        (office("docx"), "a.docm", "macros"),
        (office("docx", {"word/embeddings/oleObject1.bin": b"x"}), "a.docx", "another file inside"),
        (office("xlsx", {"xl/externalLinks/externalLink1.xml": "<ddeLink ddeService='cmd'/>"}), "a.xlsx", "fetches"),
        (office("docx", {"word/footer1.xml": "<w:instrText> DDEAUTO c:\\\\cmd</w:instrText>"}), "a.docx", "fetches"),
        (office("docx", {"word/a.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]>"}), "a.docx", "XML entities"),
        (office("odt", {"META-INF/manifest.xml": "<encryption-data/>"}), "a.odt", "locked with a password"),
        (pdf(b"5 0 obj << /S /JavaScript /JS (x) >> endobj"), "a.pdf", "holds a program"),
        (pdf(b"5 0 obj << /S /#4aavaScript >> endobj"), "a.pdf", "holds a program"),
        (pdf(b"5 0 obj << /Type /Action /S /Launch /F (x) >> endobj"), "a.pdf", "holds a program"),
        (pdf(b"5 0 obj << /Names << /EmbeddedFiles 3 0 R >> >> endobj"), "a.pdf", "holds a program"),
        (pdf(packed(b"1 0 << /S /JavaScript >>")), "a.pdf", "holds a program"),
        (pdf(packed(b"1 0 << /S /JavaScript >>", before=b"/Type /#4fbjStm")), "a.pdf", "holds a program"),
        (pdf(packed(b"x", before=b"/Type /ObjStm /Filter /LZWDecode")), "a.pdf", "cannot be looked through"),
        (PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R"), "a.pdf", "password"),
        (PDF.replace(b"%%EOF", b""), "a.pdf", "cut off"),
        (png(30_000, 30_000), "a.png", "far more points"),
        (png(0, 2), "a.png", "damaged"),
        (png()[:-6], "a.png", "cut off"),
        (png(after=b"PK\x03\x04 what was cropped"), "a.png", "something else in the file"),
        (documents.jpeg(20_000, 20_000), "a.jpg", "far more points"),
        (documents.jpeg()[:-12], "a.jpg", "cut off"),
    ],
)
def test_what_is_not_kept_is_refused_in_a_plain_sentence(data, name, words):
    said = refused(data, name)
    assert words in said
    assert said.endswith(".")
    assert len(said) < 260


def test_what_is_fetched_when_it_is_opened_is_refused_and_a_link_is_not():
    relation = '<Relationship Type="http://x/{}" Target="{}" TargetMode="External"/>'
    for kind, target, fetches in (
        ("attachedTemplate", "https://elsewhere.test/a.dotm", True),
        ("image", "http://elsewhere.test/seen.png", True),
        ("attachedTemplate", "file:///C:/Templates/Letter.dotx", False),
        ("hyperlink", "https://elsewhere.test/", False),
    ):
        data = office("docx", {"word/_rels/document.xml.rels": relation.format(kind, target)})
        if fetches:
            assert "fetches something" in refused(data, "a.docx")
        else:
            examine(data, "docx")


def test_bombs_are_refused_before_they_are_unpacked():
    flat = office("xlsx", {"xl/worksheets/sheet1.xml": b"0" * (21 * MEGABYTE)})
    assert len(flat) < 100_000
    assert "unpacks to far more" in refused(flat, "a.xlsx")
    many = archive({f"word/{number}.xml": "" for number in range(5_001)})
    assert "unpacks to far more" in refused(many, "a.docx")
    assert "unpacks to far more" in refused(pdf(packed(b"0" * (65 * MEGABYTE))), "a.pdf")


def test_a_package_locked_with_a_password_is_refused():
    data = bytearray(office("docx"))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "locked with a password" in refused(bytes(data), "a.docx")
    sealed = archive({
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    })  # fmt: skip
    assert "locked with a password" in refused(sealed, "a.odt")


def test_a_package_that_states_a_smaller_size_than_it_has_is_refused():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * MEGABYTE)
    data = bytearray(made.getvalue())
    for at, offset in ((data.find(b"PK\x03\x04"), 22), (data.find(b"PK\x01\x02"), 24)):
        data[at + offset : at + offset + 4] = struct.pack("<I", 10)
    assert "damaged" in refused(bytes(data), "a.docx")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_no_picture_goes_with_a_worry_about_life_online_and_no_photograph_with_an_injury(kind):
    for entry in ("OnlineConcern", "ExploitationIndicator"):
        assert bool(why_not_with(entry, kind)) is (kind.code != "text")
    assert bool(why_not_with("Injury", kind)) is (kind.code in ("png", "jpeg"))
    assert why_not_with("Visit", kind) == ""


@given(st.binary(max_size=400), st.sampled_from(sorted(GOOD)), st.text(max_size=20))
def test_whatever_is_sent_is_kept_or_refused_and_nothing_else_happens(noise, code, name):
    """Any bytes, also behind the beginning of a good file, give a type of the list or a sentence."""
    for data in (noise, GOOD[code][:60] + noise, GOOD[code] + noise):
        assert what_came(data, name, len(data)).endswith((".", *BY_CODE))


def what_came(data: bytes, name: str, size: int) -> str:
    try:
        kind = first_look(data[:HEAD], size, name)
        examine(data, kind.code)
    except Refused as sentence:
        return str(sentence)
    return kind.code


@given(st.text())
def test_what_a_name_ends_in_is_short_and_plain_or_nothing(name):
    try:
        found = look.suffix_of(name)
    except Refused:
        return
    assert found == "" or (len(found) <= 5 and found.isascii() and found.isalnum())
