# ruff: noqa: E501  lines of family files read best whole
"""GEDCOM as it really comes: every encoding, broken lines, remarriages, people without a record; and back out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.kinship import Family, FamilyRefused, Parentage, Person, Union, read_family
from sightline.domain.kinship.family import PARENTAGE_KINDS, UNION_KINDS
from sightline.exchange.families import read_any
from sightline.exchange.gedcom import dates, read_gedcom, write_gedcom

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n2 FORM LINEAGE-LINKED\n1 CHAR {char}\n"
BODY = (
    "0 @I1@ INDI\n1 NAME Zoë /Müller-Łuk/\n1 SEX F\n1 BIRT\n2 DATE ABT 1950\n1 FAMS @F1@\n"
    "0 @I2@ INDI\n1 NAME Jörg /Müller/\n1 SEX M\n1 DEAT Y\n1 FAMS @F1@\n"
    "0 @I3@ INDI\n1 NAME Ana\n1 FAMC @F1@\n2 PEDI adopted\n"
    "0 @F1@ FAM\n1 HUSB @I2@\n1 WIFE @I1@\n1 CHIL @I3@\n1 MARR\n2 DATE 12 MAR 1975\n0 TRLR\n"
)


def ged(body: str = BODY, char: str = "UTF-8") -> str:
    return HEAD.format(char=char) + body


def facts(family: Family):
    return (
        {p.id: (p.name, p.sex, p.born, p.died, p.born_words, p.died_words, p.outcome) for p in family.persons},
        {(u.id, u.partners, u.kind, u.start, u.end) for u in family.unions},
        {(r.child, frozenset(r.parents), r.kind) for r in family.parentage},
    )


def test_people_union_parentage_and_phrases():
    family = read_gedcom(ged().encode()).family
    assert [(p.id, p.name, p.sex) for p in family.persons] == [
        ("I1", "Zoë Müller-Łuk", "F"), ("I2", "Jörg Müller", "M"), ("I3", "Ana", "U"),
    ]  # fmt: skip
    zoe, joerg = family.person["I1"], family.person["I2"]
    assert (zoe.born, zoe.born_words) == ("1950", "ABT 1950")
    assert (joerg.died, joerg.died_words) == ("", "day not known")  # dead, and nobody knows since when
    [union] = family.unions
    assert (set(union.partners), union.kind, union.start) == ({"I1", "I2"}, "married", "1975-03-12")
    [row] = family.parentage
    assert (row.child, set(row.parents), row.kind, row.union) == ("I3", {"I1", "I2"}, "adopted", "F1")


ANSEL = BODY.replace("Zoë", "Zo\0e").encode("ascii", "ignore")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ged().encode("utf-8"), "UTF-8"),
        (ged().encode("utf-8-sig"), "UTF-8"),
        (ged(char="UNICODE").encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + ged(char="UNICODE").encode("utf-16-be"), "UTF-16"),
        (ged(char="UNICODE").encode("utf-16-le"), "UTF-16"),
        (ged(char="UNICODE").encode("utf-16-be"), "UTF-16"),
        (ged(char="ANSEL").encode("utf-8"), "UTF-8"),  # what it says of itself is wrong
        (ged(char="ASCII").encode("utf-8"), "UTF-8"),
        (ged().replace("\n", "\r\n").encode(), "UTF-8"),
        (ged().replace("\n", "\r").encode(), "UTF-8"),
    ],
)
def test_every_encoding_reads_the_same(data, encoding):
    found = read_gedcom(data)
    assert found.encoding.startswith(encoding)
    assert found.family.person["I1"].name == "Zoë Müller-Łuk"
    assert facts(found.family) == facts(read_gedcom(ged().encode()).family)


def test_windows_and_ansel():
    windows = ged(BODY.replace("Łuk", "Luk"), "ANSI").encode("cp1252")
    assert read_gedcom(windows).family.person["I1"].name == "Zoë Müller-Luk"
    assert read_gedcom(windows).problems == ()
    wrong = read_gedcom(ged(BODY.replace("Łuk", "Luk"), "UTF-8").encode("cp1252"))
    assert wrong.family.person["I1"].name == "Zoë Müller-Luk"
    assert "Windows-1252" in wrong.problems[0]
    ansel = (
        ged(char="ANSEL")
        .replace("Zoë", "Zo\x01e")
        .replace("Müller-Łuk", "M\x01uller-\x02uk")
        .encode("ascii", "replace")
    )
    ansel = ansel.replace(b"\x01", b"\xe8").replace(b"\x02", b"\xa1")
    found = read_gedcom(ansel)
    assert (found.encoding, found.family.person["I1"].name) == ("ANSEL", "Zoë Müller-Łuk")


def test_a_remarriage_is_one_couple():
    one = "0 @A@ INDI\n1 SEX M\n0 @B@ INDI\n1 SEX F\n"
    single = one + (
        "0 @F1@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 MARR\n2 DATE 1 APR 1911\n1 DIV\n2 DATE 2 MAY 1912\n1 MARR\n2 DATE 1914\n"
    )
    [union] = read_gedcom(ged(single).encode()).family.unions
    assert (union.kind, union.start, union.end) == ("married", "1911-04-01", "")
    assert union.more["events"] == ["MARR 1 APR 1911", "DIV 2 MAY 1912", "MARR 1914"]
    two = one + (
        "0 @F1@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 MARR\n2 DATE 1911\n1 DIV\n2 DATE 1912\n"
        "0 @F2@ FAM\n1 HUSB @B@\n1 WIFE @A@\n1 MARR\n2 DATE 1914\n"
    )
    [union] = read_gedcom(ged(two).encode()).family.unions
    assert (union.id, union.kind, union.start, union.more["also"]) == ("F1", "married", "1911", ["F2"])


def test_same_sex_couples_and_roles_that_say_nothing_of_sex():
    body = "0 @A@ INDI\n1 SEX F\n0 @B@ INDI\n1 SEX F\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 MARR\n"
    family = read_gedcom(ged(body).encode()).family
    assert {p.sex for p in family.persons} == {"F"}
    assert family.unions[0].kind == "married"


def test_void_is_somebody_unknown():
    body = (
        "0 @A@ INDI\n1 FAMC @VOID@\n2 PEDI ADOPTED\n1 FAMS @F@\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @VOID@\n1 CHIL @VOID@\n"
    )
    family = read_gedcom(ged(body).encode()).family
    unknown = [p for p in family.persons if p.unknown]
    assert len(unknown) == 3
    assert any(row.child == "A" and row.kind == "adopted" for row in family.parentage)
    assert len(family.unions) == 1


def test_each_parent_apart_and_one_parent_stays_one():
    body = (
        "0 @A@ INDI\n1 SEX M\n0 @B@ INDI\n1 SEX F\n0 @C@ INDI\n0 @D@ INDI\n"
        "0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 CHIL @C@\n2 _FREL Step\n2 _MREL Natural\n"
        "0 @G@ FAM\n1 WIFE @B@\n1 CHIL @D@\n"
    )
    family = read_gedcom(ged(body).encode()).family
    rows = {(row.child, row.parents, row.kind) for row in family.parentage}
    assert rows == {("C", ("A",), "step"), ("C", ("B",), "birth"), ("D", ("B",), "birth")}
    assert len(family.unions) == 1


@pytest.mark.parametrize(
    ("value", "day", "words"),
    [
        ("12 MAR 2016", "2016-03-12", ""), ("MAR 2016", "2016-03", ""), ("2016", "2016", ""), ("12 mar 2016", "2016-03-12", ""),
        ("ABT 1950", "1950", "ABT 1950"), ("BEF 3 MAY 1920", "1920-05-03", "BEF 3 MAY 1920"),
        ("BET 1900 AND 1905", "1900", "BET 1900 AND 1905"), ("FROM 1900 TO 1905", "1900", "FROM 1900 TO 1905"),
        ("INT 1900 (about the fair)", "1900", "about the fair"), ("(after the war)", "", "after the war"),
        ("@#DJULIAN@ 1 JAN 1700", "", "@#DJULIAN@ 1 JAN 1700"), ("@#DGREGORIAN@ 1 JAN 1700", "1700-01-01", ""),
        ("31 FEB 1900", "1900", "31 FEB 1900"), ("44 BC", "", "44 BC"), ("", "", ""), ("1699/00", "1699", "1699/00"),
        ("JULIAN 1 JAN 1700", "", "JULIAN 1 JAN 1700"), ("nonsense", "", "nonsense"),
    ],
)  # fmt: skip
def test_dates(value, day, words):
    assert dates.read(value) == dates.Dated(day, words)


@pytest.mark.parametrize("seven", [True, False])
def test_phrases_survive(seven):
    for day, words in (("1950", "about the fair"), ("", "after the war"), ("1950", "ABT 1950"), ("1950-05-03", "")):
        value, phrase = dates.write(day, words, seven=seven)
        back = dates.read(value)
        assert (back.day, phrase or back.words) == (day, words)


def test_broken_lines_are_told_with_their_number_and_the_rest_is_read():
    body = BODY.replace("1 SEX F\n", "1 SEX F\nthis line has no level\n4 NOTE too deep\n@@ 1\n1 NO\0TE a\n", 1)
    found = read_gedcom(ged(body).encode())
    assert facts(found.family) == facts(read_gedcom(ged().encode()).family)
    assert [p.split(":")[0] for p in found.problems if p.startswith("Line")] == [
        "Line 9",
        "Line 10",
        "Line 11",
        "Line 12",
    ]


def test_pointers_to_nothing_and_twice_the_same_id():
    body = "0 @A@ INDI\n1 FAMC @NO@\n0 @A@ INDI\n1 NAME Other\n0 @F@ FAM\n1 HUSB @NOBODY@\n1 WIFE @A@\n1 CHIL @A2@\n0 INDI\n0 TRLR\n"
    found = read_gedcom(ged(body).encode())
    assert len(found.problems) == 5
    assert [p.id for p in found.family.persons][:1] == ["A"]


def test_own_ancestors_and_deep_nesting_end():
    loop = "0 @A@ INDI\n1 FAMC @F@\n0 @B@ INDI\n1 FAMC @G@\n0 @F@ FAM\n1 HUSB @B@\n1 CHIL @A@\n0 @G@ FAM\n1 HUSB @A@\n1 CHIL @B@\n"
    assert len(read_gedcom(ged(loop).encode()).family.parentage) == 2
    deep = "0 @A@ INDI\n" + "".join(f"{n} NOTE x\n" for n in range(1, 300))
    assert read_gedcom(ged(deep).encode()).family.persons


@pytest.mark.parametrize("data", [b"", b"\0\0", b"hello", b"PK\x03\x04broken", b"0 HEAD", b"\xff\xfe", b"0 @X@ NOTE\n"])
def test_what_is_no_family_is_refused_in_a_sentence_or_empty(data):
    assert _said_or_empty(data)


def _said_or_empty(data: bytes) -> bool:
    """Refused with a sentence, or read as a family without people."""
    try:
        return read_gedcom(data).family.persons == ()
    except FamilyRefused as refusal:
        return refusal.sentences[0].endswith(".")


def test_a_package():
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as out:
        out.writestr("gedcom.ged", ged())
        out.writestr("photo.jpg", b"x")
    assert len(read_gedcom(package.getvalue()).family.persons) == 3
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as out:
        out.writestr("other.txt", "x")
    with pytest.raises(FamilyRefused, match=r"gedcom\.ged"):
        read_gedcom(empty.getvalue())


def test_what_is_not_understood_is_kept_and_counted():
    body = BODY.replace("1 SEX F\n", "1 SEX F\n1 _EYES green\n2 SOUR @S1@\n1 NOTE A note\n2 CONT goes on\n", 1)
    found = read_gedcom(ged(body + "0 @S1@ SOUR\n1 TITL Church book\n").encode())
    assert found.kept["_EYES"] == 1
    again = write_gedcom(found.family, seven=False).data.decode("utf-8-sig")
    for line in (
        "1 _EYES green",
        "2 SOUR @S1@",
        "1 NOTE A note",
        "2 CONT goes on",
        "0 @S1@ SOUR",
        "1 TITL Church book",
    ):
        assert line in again.splitlines()


IDS = st.lists(
    st.from_regex(r"[A-Za-z][\w -]{0,24}", fullmatch=True).map(str.strip), min_size=1, max_size=6, unique=True
)
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\u2028\u2029\x85"), max_size=40)
DAYS = st.sampled_from(["", "1950", "1950-05", "1950-05-03"])


@st.composite
def families(draw):
    ids = draw(IDS)
    words = st.sampled_from(["", "about the fair", "after the war"])
    people = tuple(
        Person(
            key,
            " ".join(draw(NAMES).split()),
            draw(st.sampled_from("FMXU")),
            draw(DAYS),
            draw(DAYS),
            born_words=draw(words),
        )
        for key in ids
    )
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(UNION_KINDS), DAYS), max_size=4)
    )
    seen, unions = set(), []
    for a, b, kind, day in pairs:
        if a != b and frozenset((a, b)) not in seen:
            seen.add(frozenset((a, b)))
            unions.append(
                Union(
                    f"u{len(unions)}", (a, b), kind, day, day if kind in ("divorced", "separated", "annulled") else ""
                )
            )
    rows = {}
    for child, parents, kind in draw(
        st.lists(
            st.tuples(
                st.sampled_from(ids),
                st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True),
                st.sampled_from(PARENTAGE_KINDS),
            ),
            max_size=6,
        )
    ):
        rows.setdefault((child, frozenset(parents)), Parentage(child, tuple(parents), kind))
    return Family(id="f", persons=people, unions=tuple(unions), parentage=tuple(rows.values()))


@given(families(), st.booleans())
def test_round_trip_keeps_every_person_union_parentage_and_phrase(family, seven):
    again = read_gedcom(write_gedcom(family, seven=seven).data).family
    people, unions, parentage = facts(again)
    wanted_people, wanted_unions, wanted_parentage = facts(family)
    assert people == wanted_people
    assert parentage == wanted_parentage
    own = {(u[1], u[2], u[3], u[4]) for u in wanted_unions}
    assert {(u[1], u[2], u[3], u[4]) for u in unions if u[2] != "none"} == {u for u in own if u[1] != "none"}


@given(st.binary(max_size=400))
def test_whatever_comes_ends_in_a_family_or_a_sentence(data):
    for each in (data, b"0 HEAD\n" + data):
        try:
            family = read_any(each, name="x")[0]
        except FamilyRefused:
            continue
        assert isinstance(family, Family)


def test_the_seam_chooses_by_content():
    assert read_any(ged().encode(), name="x")[1].startswith("GEDCOM 5.5.1")
    ped = "F1 1 0 0 1 2\nF1 2 0 0 2 1\nF1 3 1 2 2 2\nF1 4 1 9 0 1\n"
    family, how, _said = read_any(ped.encode(), name="x")
    assert how == "a pedigree table"
    assert {p.id: p.sex for p in family.persons} == {"1": "M", "2": "F", "3": "F", "4": "U", "9": "F"}
    assert {(r.child, r.parents) for r in family.parentage} == {("3", ("1", "2")), ("4", ("1", "9"))}
    written = read_family('{"format": "sightline-family/1", "id": "f", "persons": []}')
    assert written.persons == ()


@pytest.mark.parametrize(
    ("char", "codec", "said"),
    [
        ("KOI8-R", "ascii", "It says of itself that it is KOI8-R, which is not read here"),
        ("MACINTOSH", "cp1252", "It says of itself that it is MACINTOSH, and was read as Windows-1252"),
        ("UNICODE", "utf-8", "It says of itself that it is UNICODE, and is UTF-8."),
        ("ANSEL", "utf-16", "It says of itself that it is ANSEL, and is UTF-16 (little endian)."),
        ("ASCII", "ascii", ""),
    ],
)
def test_an_encoding_that_is_not_what_the_file_says_is_told(char, codec, said):
    found = read_gedcom(
        ged("0 @I1@ INDI\n1 NAME Zo\n0 TRLR\n" if codec == "ascii" else BODY.replace("Ł", "L"), char).encode(codec)
    )
    assert [problem.startswith(said) for problem in found.problems] == ([True] if said else [])


def test_a_file_that_may_be_cut_short_says_so():
    assert "no last line" in read_gedcom(ged(BODY.removesuffix("0 TRLR\n")).encode()).problems[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end):
    lines = ged("\n\n0 @A@ INDI\n1 NAME A\0B\n\n4 NOTE x\n0 TRLR").replace("\n", end)
    found = read_gedcom(lines.encode())
    assert [problem.split(":")[0] for problem in found.problems] == ["Line 9", "Line 11"]
    assert found.family.person["A"].name == "AB"
