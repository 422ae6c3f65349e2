"""Files that cannot be read at all: each ends in one plain sentence, and nothing dangerous is expanded."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from sightline.exchange.cin import CensusError, open_census
from sightline.exchange.cin.stream import DEEPEST, LONGEST_PIECE
from tests.unit.exchange.cin.files import HEADER, a_child, a_file, read

GOOD = a_file(a_child())


def refusal(content: bytes | str, **options: int) -> str:
    with pytest.raises(CensusError) as refused:
        read(content, **options)
    return str(refused.value)


def a_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("census.xml", GOOD)
    return buffer.getvalue()


BOMB = "<!DOCTYPE Message [" + '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + "]>"
EXTERNAL = '<!DOCTYPE Message SYSTEM "file:///etc/passwd">'

REFUSED = {
    "empty": (b"", "The file is empty."),
    "only spaces": (b"  \n\n ", "The file is empty."),
    "a table": (b"LAchildID,Sex\nC1,F\n", "not an XML file"),
    "words": ("Dear all, please find attached", "not an XML file"),
    "gzip": (gzip.compress(GOOD.encode()), "a compressed file (gzip)"),
    "zip": (a_zip(), "a zip file or a spreadsheet"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old spreadsheet"),
    "PDF": (b"%PDF-1.7\n" + b"x" * 600, "a PDF"),
    "web page": ("<html><body>Sign in</body></html>", "it begins with html where a census begins with Message"),
    "another root": ("<Workbook xmlns='urn:x'><List1/></Workbook>", "begins with Workbook"),
    "another collection": (GOOD.replace(">CIN<", ">SSDA903<"), "the SSDA903 collection, not the children in need"),
    "no header": (a_file(a_child(), header=""), "no Header"),
    "no reference date": (GOOD.replace("ReferenceDate>", "RefDate>"), "no ReferenceDate that can be read"),
    "a reference date in words": (GOOD.replace("2026-03-31", "31/03/2026"), "no ReferenceDate that can be read"),
    "entity bomb": (BOMB + GOOD.replace(">C1<", ">&b;<"), "a DOCTYPE or an entity (line 1)"),
    "external document": ("<?xml version='1.0'?>\n" + EXTERNAL + GOOD, "a DOCTYPE or an entity (line 2)"),
    "bare DOCTYPE": ("<!DOCTYPE Message>" + GOOD, "a DOCTYPE or an entity"),
    "unknown entity": (GOOD.replace(">C1<", ">&x;<"), "broken at line"),
    "cut short": (GOOD[: GOOD.index("<ReferralSource>")], "ends in the middle"),
    "cut in a tag": (GOOD[: GOOD.index("<ReferralSource>") + 5], "ends in the middle"),
    "elements crossed": (GOOD.replace("</Ethnicity>", "</Sex>"), "The XML is broken at line"),
    "Latin-1": (GOOD.replace(">C1<", ">Zoë<").encode("latin-1"), "not written in UTF-8"),
    "unknown encoding": ('<?xml version="1.0" encoding="martian"?>' + GOOD, "encoding"),
    "rows without end": (
        GOOD.replace("<ReferralNFA>", "<X/>" * 60_000 + "<ReferralNFA>"),
        "One child holds more than 50,000 entries",
    ),
    "nested too deep": (GOOD.replace("<Sex>F</Sex>", "<a>" * 200 + "</a>" * 200), f"more than {DEEPEST} deep"),
    "one endless tag": (GOOD.replace("<Sex>F", f"<Sex a='{'x' * 3 * LONGEST_PIECE}'>F"), "one tag or comment"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_is_no_census_is_refused_in_a_sentence(name: str) -> None:
    content, words = REFUSED[name]
    if name == "unknown encoding":
        words = "character set" if "character set" in refusal(content) else "broken at line"
    sentence = refusal(content, limit=10_000_000)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Error" not in sentence


def test_two_gigabytes_are_refused_by_their_size_without_reading(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)  # takes no room on the disk
    with pytest.raises(CensusError, match=r"too large: 2,147 MB, and at most 200 MB"), open_census(huge):
        pass


def test_a_file_that_grows_while_read_is_stopped_at_the_limit() -> None:
    class Growing(io.BytesIO):
        def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
            return 10 if whence == os.SEEK_END else super().seek(place, whence)

    with pytest.raises(CensusError, match="too large"), open_census(Growing(GOOD.encode()), limit=500):
        pass


def test_names_that_are_no_readable_file_are_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.xml", "no file of that name"), (tmp_path, "not a file"), ("a\0b", "cannot")):
        with pytest.raises(CensusError, match=words), open_census(path):
            pass


def test_a_file_broken_in_the_middle_raises_while_it_is_read() -> None:
    text = a_file(*(a_child(id=f"C{number}") for number in range(400)))
    with open_census(io.BytesIO(text[: len(text) // 2].encode())) as census:
        children = iter(census.children)
        assert next(children).lachild_id == "C0"
        with pytest.raises(CensusError, match="ends in the middle"):
            list(children)


def test_what_the_file_says_is_not_repeated_to_the_screen() -> None:
    long_name = "x" * 4_000
    assert long_name not in refusal(f"<{long_name}/>")
    assert "Mallory" not in refusal(GOOD.replace(">CIN<", "><![CDATA[<b>Mallory</b>]]><"))


def test_the_memory_is_that_of_one_child() -> None:
    import tracemalloc

    def peak(children: int) -> int:
        text = a_file(*(a_child(id=f"C{number}") for number in range(children))).encode()
        tracemalloc.start()
        with open_census(io.BytesIO(text)) as census:
            assert sum(1 for _ in census.children) == children
            used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few, many = peak(200), peak(2_000)
    assert many < few + 2_000 * 600  # ids and fingerprints alone are kept, not children


def test_the_header_may_come_last() -> None:
    text = a_file(a_child(), header="").replace("</Message>", HEADER.format(year=2026) + "</Message>")
    result = read(text)
    assert result.child.lachild_id == "C1"
    assert result.header.census_year == 2026
