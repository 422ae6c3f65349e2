"""Files that are not what they seem end in one plain sentence, whatever they do to the process that opens them."""

from __future__ import annotations

import os
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sightline.domain.chronology.reading import read_return
from sightline.exchange.chronology import child, limits, sandbox
from sightline.exchange.chronology.errors import FileRefused
from sightline.kit import apart
from tests.unit.exchange.chronology.files import HEAD, REFERENCE, part, repacked, text_file, word

LINE = ("1/5/2016", "s", "one")


def a_word(path: Path) -> Path:
    word(path, [HEAD, LINE])
    return path


def a_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(LINE)
    book.save(path)
    return path


def with_entities(path: Path) -> Path:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode() for a, b in zip("abcdefgh", "bcdefghi")
    )
    main = part(a_word(path), "word/document.xml")
    declaration, rest = main.split(b"?>", 1)
    return repacked(path, {"word/document.xml": declaration + b"?>" + bomb + b"]>" + rest.replace(b"one", b"&i;")})


def with_outside_entity(path: Path) -> Path:
    main = part(a_word(path), "word/document.xml")
    declaration, rest = main.split(b"?>", 1)
    outside = b'<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>'
    return repacked(path, {"word/document.xml": declaration + b"?>" + outside + rest.replace(b"one", b"&i;")})


def zip_bomb(path: Path) -> Path:
    return repacked(a_word(path), {"word/media/zero.bin": b"\0" * (limits.UNPACKED + 1)})


def macros(path: Path) -> Path:
    return repacked(a_word(path), {"word/vbaProject.bin": b"Sub AutoOpen()"})


def made_for_macros(path: Path) -> Path:
    types = part(a_workbook(path), "[Content_Types].xml").replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    return repacked(path, {"[Content_Types].xml": types})


def macro_sheet(path: Path) -> Path:
    return repacked(a_workbook(path), {"xl/macrosheets/sheet1.xml": b"<x/>"})


def cut_off(path: Path) -> Path:
    data = a_word(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def bad_checksum(path: Path) -> Path:
    """A byte of the main part is turned over."""
    a_word(path)
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("word/document.xml")
    data = bytearray(path.read_bytes())
    data[entry.header_offset + 30 + len(entry.filename) + 60] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


def bad_xml(path: Path) -> Path:
    return repacked(a_word(path), {"word/document.xml": b"<w:document><w:body>"})


def zip_encrypted(path: Path) -> Path:
    """The flag that says a part is encrypted is set, in both of its places."""
    data = bytearray(a_word(path).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        flags = struct.unpack_from("<H", data, at + offset)[0]
        struct.pack_into("<H", data, at + offset, flags | 1)
    path.write_bytes(bytes(data))
    return path


def old_office(*streams: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        names = b"".join(name.encode("utf-16-le") for name in streams)
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + names + b"\0" * 600)
        return path

    return make


def content(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def far_away(path: Path) -> Path:
    """One cell at the far corner of the sheet, for which a dense reader would need gigabytes."""
    sheet = part(a_workbook(path), "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    )
    return repacked(path, {"xl/worksheets/sheet1.xml": sheet})


def nested_deep(path: Path) -> Path:
    main = part(a_word(path), "word/document.xml")
    deep = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    return repacked(path, {"word/document.xml": main.replace(b"<w:body>", b"<w:body>" + deep)})


BAD = {
    "entities": (with_entities, "XML entities"),
    "outside": (with_outside_entity, "XML entities"),
    "zip bomb": (zip_bomb, "booby-trapped"),
    "macros": (macros, "contains macros"),
    "made for macros": (made_for_macros, "made for macros"),
    "macro sheet": (macro_sheet, "contains macros"),
    "cut off": (cut_off, "damaged or was cut off"),
    "checksum": (bad_checksum, "damaged or was cut off"),
    "bad xml": (bad_xml, "damaged or was cut off"),
    "zip encrypted": (zip_encrypted, "locked with a password"),
    "office encrypted": (old_office("EncryptedPackage", "EncryptionInfo"), "locked with a password"),
    "old macros": (old_office("Workbook", "_VBA_PROJECT_CUR"), "contains macros"),
    "old word": (old_office("WordDocument"), "old Word document"),
    "old word about a book": (old_office("Book Title", "WordDocument"), "old Word document"),
    "old excel": (old_office("Workbook"), "damaged or was cut off"),
    "old something": (old_office("Nothing"), "neither a Word document nor a workbook"),
    "pdf": (content(b"%PDF-1.7 x"), "is a PDF"),
    "rtf": (content(b"{\\rtf1 x}"), "rich text"),
    "picture": (content(b"\x89PNG\r\n"), "is a picture"),
    "empty": (content(b""), "is empty"),
    "blank": (content(b" \r\n\r\n"), "is empty"),
    "web page": (content(b"<html><table><tr><td>Date</td></tr></table></html>"), "is a web page"),
    "xml": (content(b"<?xml version='1.0'?><x/>"), "is XML"),
    "archive": (content(b"Rar!\x1a\x07"), "is an archive"),
    "far away": (far_away, "large|damaged"),
}


@pytest.mark.parametrize("kind", BAD)
def test_it_ends_in_one_sentence_that_names_the_file(tmp_path: Path, kind: str) -> None:
    make, words = BAD[kind]
    path = make(tmp_path / "return of an agency.docx")
    with pytest.raises(FileRefused, match=words) as refused:
        read_return(sandbox.read_file(str(path), path.name), file=path.name, agency="A", reference=REFERENCE)
    assert path.name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


def test_tables_nested_without_end_are_passed_over(tmp_path: Path) -> None:
    found = child.read(str(nested_deep(tmp_path / "a.docx")), "a.docx")
    assert [row.cells[-1].text for row in found.grids[-1].rows] == ["Event", "one"]


def test_what_a_workbook_would_unpack_to_is_looked_at_before_it_is_opened(tmp_path: Path) -> None:
    sheet = part(a_workbook(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml")
    row = (
        b'<row r="9"><c r="A9" t="inlineStr"><is><t>'
        + b"a" * 200 * limits.MEGABYTE
        + b"</t></is></c></row></sheetData>"
    )
    repacked(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", row)})
    assert (tmp_path / "a.xlsx").stat().st_size < limits.MEGABYTE
    with pytest.raises(FileRefused, match="booby-trapped"):
        sandbox.read_file(str(tmp_path / "a.xlsx"), "a.xlsx")


def test_a_file_too_large_to_be_a_chronology_is_not_opened(tmp_path: Path) -> None:
    with open(tmp_path / "a.xlsx", "wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(200 * limits.MEGABYTE)
    with pytest.raises(FileRefused, match="has 200 MB"):
        sandbox.read_file(str(tmp_path / "a.xlsx"), "a.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name, words in (("pipe.csv", "not a file"), (".", "is a folder"), ("none.csv", "There is no file")):
        with pytest.raises(FileRefused, match=words):
            sandbox.read_file(str(tmp_path / name), name)


def test_a_reader_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", -4)  # five more are given to the process
    monkeypatch.setattr(apart, "_PROGRAM", "import time; time.sleep(60)")
    with pytest.raises(FileRefused, match="could not be read within"):
        sandbox.read_file(str(text_file(tmp_path / "a.csv", "Date,Event\n1/5/2016,x")), "a.csv")


@pytest.mark.parametrize("program", ["import os; os.abort()", "print('{\"found\": 7}')", "print('nonsense')", "pass"])
def test_a_child_that_dies_or_lies_gives_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", program)
    with pytest.raises(FileRefused, match="is damaged"):
        sandbox.read_file(str(text_file(tmp_path / "a.csv", "Date,Event\n1/5/2016,x")), "a.csv")


def test_rows_beyond_what_a_return_can_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 3)
    path = text_file(tmp_path / "a.csv", "Date,Event\n" + "1/5/2016,x\n" * 4)
    with pytest.raises(FileRefused, match="more than 3 rows"):
        child.read(str(path), "a.csv")
    word(tmp_path / "a.docx", [HEAD, *[LINE] * 4])
    with pytest.raises(FileRefused, match="more than 3 rows"):
        child.read(str(tmp_path / "a.docx"), "a.docx")
    book = openpyxl.Workbook()
    for line in [HEAD, *[LINE] * 4]:
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileRefused, match="more than 3 rows"):
        child.read(str(tmp_path / "a.xlsx"), "a.xlsx")
