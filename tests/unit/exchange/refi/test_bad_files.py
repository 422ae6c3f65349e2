"""Whatever somebody sends, one sentence comes back: no expansion, no path outside, no traceback."""

from __future__ import annotations

import io
import zipfile

import pytest

from sightline.exchange.refi import archive, limits, markup
from sightline.exchange.refi.apart import look, read_coding, read_words
from sightline.exchange.refi.errors import NotUsable
from sightline.exchange.refi.reading import read
from sightline.exchange.refi.taguette import read_csv
from sightline.exchange.refi.texts import read_text

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><CodeBook><Codes>&c;</Codes></CodeBook>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><CodeBook/>'


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\0\0", "empty"),
        (BOMB, "entities"),
        (OUTSIDE, "document type"),
        (b"<CodeBook><Codes>", "well-formed"),
        (b"<Other/>", "does not begin with CodeBook"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (zipped(), "no project.qde"),
        (zipped(**{"word/document.xml": b"<a/>"}), "no project.qde"),
        (zipped(**{"project.qde": BOMB}), "entities"),
        (zipped(**{"project.qde": b"<CodeBook/>"}), "does not begin with Project"),
        (zipped(**{"project.qde": b"<Project/>", "../../evil": b"x"}), "leads outside"),
        (zipped(**{"project.qde": b"<Project/>", "/etc/x": b"x"}), "leads outside"),
        (zipped(**{"project.qde": b"<Project/>", "PROJECT.qde": b"x"}), "one name"),
        (b"<CodeBook>" + b"<a>" * 120 + b"</a>" * 120 + b"</CodeBook>", "deeper"),
    ],
)
def test_it_is_refused_in_a_sentence(data, says):
    with pytest.raises(NotUsable, match=says):
        read(data)


def test_a_zip_that_unpacks_to_far_more_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FROM", 1_000)
    with pytest.raises(NotUsable, match="booby-trapped"):
        archive.unpacked(zipped(**{"project.qde": b"\0" * 1_000_000}))


def test_a_zip_that_lies_about_its_size_is_stopped_while_reading(monkeypatch):
    monkeypatch.setattr(limits, "ONE_PART", 100)
    honest = zipped(**{"project.qde": b"x" * 5_000})
    lying = honest.replace((5_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(NotUsable):
        archive.unpacked(lying)


def test_too_many_elements(monkeypatch):
    monkeypatch.setattr(limits, "ELEMENTS", 10)
    with pytest.raises(NotUsable, match="larger"):
        markup.root_of(b"<a>" + b"<b/>" * 20 + b"</a>")


def test_a_passage_outside_its_text_is_kept_and_told():
    xml = (
        b'<Project><CodeBook><Codes><Code guid="c" name="X"/></Codes></CodeBook><Sources>'
        b'<TextSource guid="t" name="T"><PlainTextContent>four</PlainTextContent>'
        b'<PlainTextSelection guid="s" startPosition="2" endPosition="9">'
        b'<Coding guid="k"><CodeRef targetGUID="c"/></Coding>'
        b'</PlainTextSelection><PlainTextSelection startPosition="x"/>'
        b'<Coding guid="w"><CodeRef targetGUID="c"/></Coding><Coding><CodeRef targetGUID="gone"/></Coding>'
        b'</TextSource><TextSource guid="u" name="U" plainTextPath="internal://u.txt"/></Sources></Project>'
    )
    project = read(zipped(**{"project.qde": xml})).project
    assert [(one.guid, one.span.start, one.span.end) for one in project.codings] == [("w", 0, 4)]
    assert len(project.problems) == 4
    assert "from 2 to 9 does not lie in its text of 4" in project.problems[0]


def test_taguette():
    project = read_csv(
        '\ufefftag,description,colour\r\n"Médecin, école","Words; ""x"""\r\n,lost\r\nA,\r\nA,twice\r\n'.encode()
    )
    assert [(code.name, code.description) for code in project.codes] == [("Médecin, école", 'Words; "x"'), ("A", "")]
    assert len(project.problems) == 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a,b\n1,2\n", "no column called"),
        (b"name\n", "no codes"),
        (b"name\n\xff\xfe\xfa", "UTF-8"),
        (b'name\n"x', "CSV"),
    ],
)
def test_what_is_no_codebook_of_taguette(data, says):
    with pytest.raises(NotUsable, match=says):
        read_csv(data)


def test_a_word_document_gives_its_paragraphs_and_a_plain_file_its_text():
    import docx

    document = docx.Document()
    document.add_heading("What was found", 1)
    document.add_paragraph("Ångström 🙂 was seen.")
    document.add_table(1, 1).cell(0, 0).text = "In a table"
    out = io.BytesIO()
    document.save(out)
    assert read_text(out.getvalue()).text == "What was found\nÅngström 🙂 was seen.\nIn a table"
    assert read_text("\ufeffa\r\nb".encode()).text == "a\r\nb"
    assert read_text(b"caf\xe9").text == "café"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", "save it as .docx"),
        (b" \n", "no words"),
        (b"a\0b", "plain text"),
        (zipped(a=b"b"), "neither"),
        (zipped(**{"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}), "macros"),
        (zipped(**{"word/document.xml": BOMB}), "entities"),
    ],
)
def test_what_is_no_report(data, says):
    with pytest.raises(NotUsable, match=says):
        read_text(data)


def test_files_are_read_in_a_process_of_their_own(tmp_path):
    good, bad = tmp_path / "book.qdc", tmp_path / "bad.qdpx"
    good.write_bytes(b'<CodeBook><Codes><Code guid="1" name="PROC-WNB Was not brought"/></Codes></CodeBook>')
    bad.write_bytes(BOMB)
    kind, project = read_coding(str(good))
    assert (kind, project.codes[0].name) == ("codebook", "PROC-WNB Was not brought")
    with pytest.raises(NotUsable, match="entities"):
        read_coding(str(bad))
    with pytest.raises(NotUsable, match="no file"):
        read_words(str(tmp_path / "none"))
    assert look(b"name\nx\n")[0] == "taguette"
