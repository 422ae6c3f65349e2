"""Laws of REFI-QDA: what is written is read back the same, and what is not understood is neither lost nor moved."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.coding.ids import guid_for
from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText, ProjectUser
from sightline.domain.coding.spans import Span
from sightline.exchange.refi.reading import read
from sightline.exchange.refi.writing import codebook, file_of, project_file
from tests.refi_rules import faults

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
# Accents composed and apart, emoji beyond 16 bits and joined ones, every line break, signs of XML.
ALPHABET = [
    "é",
    "e\u0301",
    "ß",
    "👨‍👩‍👧",
    "🙂",
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    "<",
    "&",
    "]]>",
    '"',
    "a",
    "B",
    " ",
    "Ω",
    "\t",
]
texts = st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=60).map("".join)
names = st.lists(st.sampled_from([*"éßΩ🙂<&\"'aB z"]), min_size=1, max_size=12).map("".join)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Nested codes, some without description; texts; codings that overlap, nest and repeat."""
    codes: list[ProjectCode] = []
    for number in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from(["", *(code.guid for code in codes)]))
        name, about = draw(names), draw(st.sampled_from(["", "Was heißt das? 🙂 <b>&amp;</b>"]))
        codes.append(ProjectCode(guid_for("code", str(number)), name, parent, about, "", draw(st.booleans())))
    found = [ProjectText(guid_for("text", str(n)), draw(names), draw(texts)) for n in range(draw(st.integers(1, 3)))]
    user = ProjectUser(guid_for("user", "1"), draw(names))
    codings = []
    for number in range(draw(st.integers(0, 8))):
        text = draw(st.sampled_from(found))
        start = draw(st.integers(0, len(text.text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text.text))))
        guid, note = guid_for("coding", str(number)), draw(st.sampled_from(["", "Why? Größe 🙂"]))
        code = draw(st.sampled_from(codes)).guid
        made = "2026-11-26T12:00:00Z"
        codings.append(ProjectCoding(guid, text.guid, span, code, user.guid, made, note, guid_for("selection", guid)))
    return Project("A project", "Sightline", (user,), tuple(codes), tuple(found), tuple(codings))


@settings(max_examples=40)
@given(projects())
def test_a_project_comes_back_as_it_was(project):
    document = read(file_of(project_file(project, made=AT)))
    assert faults(document.files["project.qde"], document.files) == []
    back = document.project
    assert back.texts == project.texts
    assert {code.guid: code for code in back.codes} == {code.guid: code for code in project.codes}
    assert {one.guid: one for one in back.codings} == {one.guid: one for one in project.codings}
    assert back.users == project.users
    assert back.problems == ()
    words = {text.guid: text.text for text in back.texts}
    assert all(one.span.of(words[one.text]) for one in back.codings)


@settings(max_examples=40)
@given(projects())
def test_reading_and_writing_again_changes_no_byte(project):
    once = file_of(project_file(project, made=AT))
    assert file_of(read(once)) == once


@settings(max_examples=40)
@given(projects())
def test_a_codebook_comes_back_with_its_tree(project):
    written = file_of(codebook(project))
    assert faults(written) == []
    back = read(written).project
    assert {code.guid: code for code in back.codes} == {code.guid: code for code in project.codes}


def a_foreign_project() -> bytes:
    """As another tool may write one: our elements among many that we have no use for."""
    xml = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by another tool -->
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:x="urn:other" name="P" origin="Other 9.1" x:secret="kept">
  <Users><User guid="g-1" name="Zoë" id="Z"/></Users>
  <CodeBook><Codes><Code guid="g-2" name="HARM-BRUISE Blåmerker" isCodable="true" x:weight="3">
    <Description/><NoteRef targetGUID="g-5"/>
    <Code guid="g-3" name="Under" isCodable="true"/></Code></Codes>
    <Sets><Set guid="g-7" name="S"/></Sets></CodeBook>
  <Variables><Variable guid="g-8" name="v" typeOfVariable="Text"/></Variables>
  <Sources><TextSource guid="g-4" name="Rapport" plainTextPath="internal://g-4.txt">
    <PlainTextSelection guid="g-6" startPosition="2" endPosition="8" x:why="?"><Description>n</Description>
      <Coding guid="g-9"><CodeRef targetGUID="g-2"/></Coding></PlainTextSelection></TextSource>
    <PictureSource guid="g-a" name="Pic" path="internal://a.png"/></Sources>
  <Notes><Note guid="g-5" name="Memo"><PlainTextContent>Æ</PlainTextContent></Note></Notes>
  <x:Odd><x:Deep>🙂</x:Deep></x:Odd>
</Project>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("Sources/g-4.txt", "\ufeff🙂\r\nDådyr\r\n".encode())
        archive.writestr("Sources/a.png", b"\x89PNG not ours")
        archive.writestr("odd/thing.bin", b"\0\1\2")
    return out.getvalue()


def test_everything_unknown_is_kept_and_written_back():
    document = read(a_foreign_project())
    (coding,) = document.project.codings
    assert coding.span.of(document.project.texts[0].text) == "\nDådyr"  # CRLF counts two, the mark at the start none
    assert document.project.kept["Odd"] == 1
    assert document.project.kept["PictureSource"] == 1
    again = read(file_of(document))
    assert again.files.keys() == document.files.keys()
    assert all(again.files[name] == data for name, data in document.files.items() if name != "project.qde")
    xml = file_of(document) and again.files["project.qde"].decode()
    for kept in (
        "made by another tool",
        'x:secret="kept"',
        'x:weight="3"',
        "<x:Deep>🙂</x:Deep>",
        'x:why="?"',
        'id="Z"',
    ):
        assert kept in xml


def test_the_rules_find_what_is_wrong():
    """A validator that finds nothing is no proof: each of these is broken on purpose."""
    good = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User guid="{0}"/></Users><CodeBook><Codes>'
        '<Code guid="{1}" name="A" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="{2}" '
        'plainTextPath="internal://a.txt"><PlainTextSelection guid="{3}" startPosition="0" endPosition="1">'
        '<Coding guid="{4}" creatingUser="{0}"><CodeRef targetGUID="{1}"/></Coding></PlainTextSelection></TextSource>'
        "</Sources></Project>"
    ).format(*(guid_for("x", str(n)) for n in range(5)))
    files = {"Sources/a.txt": "🙂".encode()}
    assert faults(good.encode(), files) == []
    for old, new in (
        (' isCodable="true"', ""),
        ('endPosition="1"', 'endPosition="2"'),
        ('endPosition="1"', ""),
        ("internal://a.txt", "internal://b.txt"),
        ('plainTextPath="internal://a.txt"', ""),
        (f'targetGUID="{guid_for("x", "1")}"', f'targetGUID="{guid_for("x", "9")}"'),
        (f'creatingUser="{guid_for("x", "0")}"', f'creatingUser="{guid_for("x", "9")}"'),
        (f'guid="{guid_for("x", "3")}"', f'guid="{guid_for("x", "4")}"'),
        (f'guid="{guid_for("x", "3")}"', 'guid="3"'),
        ("<Users>", "<Users/><Users>"),
        ("<Coding ", "<Description/><Coding "),
        ("</Sources>", "</Sources><Users/>"),
        ("urn:QDA-XML:project:1.0", "urn:other"),
    ):
        broken = good.replace(old, new, 1)
        if old != "<Coding ":
            assert faults(broken.encode(), files), new
        else:
            assert faults(broken.encode(), files) == []  # a description may stand before the codings
