"""What a GEDCOM file says of how children belong and how couples stand, in the ways that are easily read wrong."""

from __future__ import annotations

import pytest

from sightline.exchange.gedcom import Read, read_gedcom, write_gedcom

COUPLE = "0 @A@ INDI\n1 NAME Ann /Dale/\n0 @B@ INDI\n0 @F@ FAM\n1 HUSB @B@\n1 WIFE @A@\n1 CHIL @C@\n"


def read(body: str, version: str = "5.5.1", head: str = "") -> Read:
    return read_gedcom(f"0 HEAD\n1 GEDC\n2 VERS {version}\n{head}{body}0 TRLR\n".encode())


def rows(found: Read) -> set[tuple[tuple[str, ...], str, str]]:
    return {(tuple(sorted(row.parents)), row.kind, row.certainty) for row in found.family.parentage}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("", {(("A", "B"), "birth", "recorded")}),
        ("2 STAT challenged\n", {(("A", "B"), "birth", "disputed")}),
        ("2 STAT DISPROVEN\n", set()),
        ("2 PEDI OTHER\n3 PHRASE Special guardian\n", {(("A", "B"), "guardian", "recorded")}),
        ("2 PEDI OTHER\n3 PHRASE raised by\n", {(("A", "B"), "guardian", "recorded")}),
        ("2 PEDI OTHER\n3 PHRASE her stepchild\n", {(("A", "B"), "step", "recorded")}),
        (
            "2 PEDI foster\n1 FAMC @F@\n2 PEDI adopted\n",
            {(("A", "B"), "fostered", "recorded"), (("A", "B"), "adopted", "recorded")},
        ),
    ],
)
def test_how_a_child_belongs(link, expected):
    assert rows(read(f"{COUPLE}0 @C@ INDI\n1 FAMC @F@\n{link}")) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("", {(("A", "B"), "adopted", "recorded")}),
        ("3 ADOP BOTH\n", {(("A", "B"), "adopted", "recorded")}),
        ("3 ADOP HUSB\n", {(("B",), "adopted", "recorded"), (("A",), "birth", "recorded")}),
    ],
)
def test_who_adopted_and_when(by, expected):
    found = read(f"{COUPLE}0 @C@ INDI\n1 FAMC @F@\n1 ADOP\n2 DATE 3 MAY 2001\n2 PLAC Court\n2 FAMC @F@\n{by}")
    assert rows(found) == expected
    assert {row.start for row in found.family.parentage if row.kind == "adopted"} == {"2001-05-03"}
    assert "2 PLAC Court" in write_gedcom(found.family).data.decode().splitlines()


def test_a_partner_whom_only_their_own_record_names():
    found = read(
        "0 @A@ INDI\n1 FAMS @F@\n0 @B@ INDI\n1 FAMS @F@\n1 FAMS @G@\n0 @C@ INDI\n0 @F@ FAM\n1 WIFE @A@\n1 CHIL @C@\n"
    )
    assert [sorted(one.partners) for one in found.family.unions] == [["A", "B"]]
    assert rows(found) == {(("A", "B"), "birth", "recorded")}
    assert found.problems == (
        "B points to the family G, which is not in the file.",
        "B points to the family F, which does not name them; read as its partner.",
    )


def test_what_stands_under_a_line_that_cannot_be_read_is_nobody_elses():
    found = read("0 @A@ INDI\n1 NAME Ann\n1 BIRT\n1 @@\n2 DATE 1990\n0 @@ INDI\n1 NAME Eve\n0 %%\n1 NAME Nobody\n")
    people = [(one.name, one.born, dict(one.more)) for one in found.family.persons]
    assert people == [("Ann", "", {}), ("Eve", "", {})]
    assert [sentence.split(":")[0] for sentence in found.problems] == ["Line 7", "Line 9", "Line 11", "Line 9"]


@pytest.mark.parametrize(
    ("said", "kind"), [("Separation", "separated"), ("legal separation", "separated"), ("Move", "married")]
)
def test_a_separation_is_an_event_of_that_type(said, kind):
    found = read(f"{COUPLE}1 MARR\n2 DATE 1990\n1 EVEN\n2 TYPE {said}\n2 DATE 1999\n2 PLAC Leeds\n0 @C@ INDI\n")
    union = found.family.unions[0]
    assert (union.kind, union.start, union.end) == (kind, "1990", "1999" if kind == "separated" else "")
    again = read_gedcom(write_gedcom(found.family).data).family.unions[0]
    assert (again.kind, again.end) == (union.kind, union.end)
    assert "2 PLAC Leeds" in write_gedcom(found.family).data.decode().splitlines()


def test_what_did_not_happen():
    found = read(f"{COUPLE}1 MARR\n2 DATE 1990\n1 DIV N\n0 @C@ INDI\n1 DEAT N\n")
    assert [(one.kind, one.end) for one in found.family.unions] == [("married", "")]
    assert not found.family.person["C"].dead


def test_what_is_said_of_a_disproven_link_and_under_links():
    found = read(f"{COUPLE}0 @C@ INDI\n1 FAMC @F@\n2 STAT disproven\n2 NOTE tested\n1 FAMS @G@\n0 FAM\n")
    assert [one for one in found.problems if "disproven" in one]
    assert [one for one in found.problems if one.endswith("1 NOTE under FAMC.")]
    assert [one for one in found.problems if "a family without an id" in one]


def test_the_words_of_a_date_and_of_a_phrase_are_both_kept():
    found = read("0 @A@ INDI\n1 BIRT\n2 DATE ABT 1950\n3 PHRASE the wet spring\n", "7.0")
    assert found.family.person["A"].born_words == "ABT 1950 (the wet spring)"
    assert "3 PHRASE the wet spring" in write_gedcom(found.family).data.decode()


def test_surnames_parts_of_names_and_places_go_out_as_they_came_in():
    body = "0 @A@ INDI\n1 NAME Ann /Dale/\n2 NPFX Dr\n1 BIRT\n2 DATE 1950\n2 PLAC Quernmoor\n2 _UID 7\n"
    again = write_gedcom(read(body).family, seven=False).data.decode("utf-8-sig").splitlines()
    for line in ("1 NAME Ann /Dale/", "2 NPFX Dr", "2 PLAC Quernmoor", "2 _UID 7"):
        assert line in again


def test_a_changed_name_is_not_written_as_it_once_was():
    from dataclasses import replace

    family = read("0 @A@ INDI\n1 NAME Ann /Dale/\n").family
    renamed = replace(family, persons=(replace(family.persons[0], name="Ann Pell"),))
    assert "1 NAME Ann Pell" in write_gedcom(renamed).data.decode().splitlines()


def test_an_extension_keeps_the_words_of_whose_it_is():
    found = read("0 @A@ INDI\n1 _SKILL x\n", "7.0", head="1 SCHMA\n2 TAG _SKILL https://example.org/skill\n")
    assert "2 TAG _SKILL https://example.org/skill" in write_gedcom(found.family).data.decode().splitlines()


def test_pointers_follow_people_who_get_another_id():
    body = "0 @i1@ INDI\n1 ASSO @i2@\n2 RELA Godfather\n0 @i2@ INDI\n1 NOTE @@home\n"
    seven = write_gedcom(read(body).family).data.decode().splitlines()
    assert "1 ASSO @SLP1@" in seven
    assert "1 NOTE @@home" in seven
    assert read_gedcom("\n".join(seven).encode()).family == read(body).family


def test_an_id_of_ours_is_never_one_that_somebody_has():
    body = "0 @SLP1@ INDI\n0 @a-b@ INDI\n0 @SLP1@ SOUR\n"
    lines = write_gedcom(read(body).family).data.decode().splitlines()
    ids = [line.split("@")[1] for line in lines if line.startswith("0 @")]
    assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize("version", ["5.5.1", "7.0"])
def test_every_at_is_doubled_before_seven_and_none_in_a_text_of_seven(version):
    found = read("0 @A@ INDI\n1 NOTE a@@b\n", version)
    kept = found.family.persons[0].more["gedcom"]
    assert kept == (["0 NOTE a@b"] if version == "5.5.1" else ["0 NOTE a@@b"])
    again = write_gedcom(found.family, seven=version == "7.0").data.decode().splitlines()
    assert "1 NOTE a@@b" in again


def test_long_lines_are_cut_within_words_in_the_older_version():
    lines = (
        write_gedcom(read(f"0 @A@ INDI\n1 NOTE {'two words ' * 60}\n").family, seven=False).data.decode().splitlines()
    )
    assert max(map(len, lines)) < 256
    cut = [line for line in lines if "NOTE" in line or "CONC" in line]
    assert len(cut) > 2
    assert not [line for line in cut[:-1] if line.endswith(" ")]


def test_nonsense_in_tags_of_ours_is_no_fact():
    own = "1 _SL asked yesterday\n1 FAMC @F@\n2 _SL from 2019-13\n2 _SL to x\n"
    found = read(f"{COUPLE}1 _SL kind royal\n1 _SL certainty sure\n1 _SL start soon\n0 @C@ INDI\n{own}")
    [union], [row] = found.family.unions, found.family.parentage
    assert (union.kind, union.certainty, union.start) == ("unknown", "recorded", "")
    assert (found.family.person["C"].asked, row.start, row.end) == ("", "", "")
