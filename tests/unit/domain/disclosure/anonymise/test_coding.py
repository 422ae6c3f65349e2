"""Names to codes: the longest first, whole words, and names that are also words."""

from __future__ import annotations

import time

import pytest

from sightline.domain.disclosure.anonymise import Entry, Glossary

from .people import glossary

G = glossary()


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("Paula's partner", "M's partner"), ("mum and MUM", "M and M"), ("P.N. said", "M. said"),
        ("Danuta Lukasz-Scarthwaite", "HV1"), ("Paula’s partner", "M’s partner"), ("PAULA and paula", "M and M"),
        ("Mum said", "M said"),
        ("Paula Jane Netherlow", "M"), ("Paula Netherlow", "M"), ("Netherlow, Paula", "M"), ("paula  netherlow", "M"),
        ("Paula\nNetherlow", "M"), ("Paula_Netherlow.docx", "M.docx"),
        ("paula.netherlow@example.org", "M.netherlow@example.org"),
        ("both Darrens", "both MPs"), ("the Paulas", "the M's"), ("Darren O'Brien", "MP"), ("Darren O’Brien", "MP"),
        ("Darren OBrien", "MP"),
        ("O'Brien rang", "MP rang"), ("Danuta Łukasz-Scarthwaite", "HV1"), ("Danuta Łukasz‑Scarthwaite", "HV1"),
        ("Pau\u00adla", "M"),
        ("DANUTA ŁUKASZ-SCARTHWAITE", "HV1"), ("ex-Paula, Paula-led", "ex-M, M-led"), ("(Paula)", "(M)"),
        ("'Paula'", "'M'"),
        ("Ava, Avie and baby Ava", "Child A, Child A and Child A"), ("Dr Ian Tarnbeck", "GP1"),
        ("Anneka Tarnbeck", "Adult 1"),
        ("Mossgrove Primary School, Mossgrove", "School 1, School 1"), ("PN said", "M said"),
        ("Grace visited", "SW1 visited"), ("GRACE visited", "SW1 visited"), ("Will Mark", "PO1"),
        ("seen by May.", "seen by T1."),
        ("Rose's notes", "MW1's notes"),
    ],
)  # fmt: skip
def test_a_name_is_its_code(text, coded):
    assert G.to_coded(text) == coded


@pytest.mark.parametrize(
    "text",
    [
        "by the grace of", "she will mark it", "will mark", "a rose in may", "22 May 2016", "22nd of May 2016",
        "May 2016",
        "in May", "early May", "May 22nd",
        "Annabel", "Avation", "Paulasaurus", "pn", "Ann-Mariette", "Ava-Rose", "Smith-Netherlow", "D'Ava", "Maypole",
        "Gracefully",
        "Child A and M and Sibling 1", "SW1's", "two SW1s", "Jane", "", " ", "\x00", "👶",
    ],
)  # fmt: skip
def test_what_is_no_name_stays(text):
    assert G.to_coded(text) == text


def test_a_surname_that_two_people_share_is_flagged_not_replaced():
    coded = G.code("The Netherlow family and Dr Tarnbeck")
    assert coded.text == "The Netherlow family and GP1"
    assert [(doubt.text, doubt.reason) for doubt in coded.doubts] == [
        ("Netherlow", "More than one person has this name (Child A, Sibling 1, M), so it was left as it is.")
    ]
    assert G.to_coded("Tarnbeck") == "Tarnbeck"


def test_a_word_that_begins_a_sentence_is_replaced_and_shown():
    coded = G.code("Seen at home. Will you ring?")
    assert coded.text == "Seen at home. PO1 you ring?"
    assert coded.doubts[0].reason == "A word can begin a sentence like this; it was taken for PO1."
    assert not G.code("visited by Will today").doubts


def test_places_in_the_text_that_was_given():
    coded = G.code("Then Pau\u00adla came")
    assert [(done.start, done.end, done.name, done.code) for done in coded.replaced] == [(5, 11, "Pau\u00adla", "M")]


@pytest.mark.parametrize(
    ("coded", "personal"),
    [
        ("M's partner MP", "Paula Jane Netherlow's partner Darren O'Brien"), ("two SW1s", "two Grace Hollinwicks"),
        ("Child A", "Ava Netherlow"),
        ("GP1 rang", "Dr Ian Tarnbeck rang"), ("Dr GP1 rang", "Dr Dr Ian Tarnbeck rang"),
        ("Ms Smith, M&S, MP3", "Ms Smith, Paula Jane Netherlow&S, MP3"),
        ("m and sw1", "m and sw1"),
    ],
)  # fmt: skip
def test_a_code_is_its_name_and_comes_back(coded, personal):
    assert G.to_personalised(coded) == personal
    assert G.to_coded(personal) == coded


def test_a_code_stays_where_its_name_would_be_taken_for_another():
    two = Glossary.of([Entry("A1", "adult", "Ann"), Entry("A2", "adult", "Ann Lee"), Entry("A3", "adult", "Bo Lee")])
    assert two.to_personalised("A1 Lee saw A2") == "A1 Lee saw Ann Lee"
    assert two.to_coded("A1 Lee saw Ann Lee") == "A1 Lee saw A2"
    assert two.to_coded("A1 Lee saw A2") == "A1 Lee saw A2"


def test_initials_stand_for_somebody_only_when_listed():
    assert G.to_coded("DOB, GH and PN") == "DOB, GH and M"


def test_two_thousand_rows_and_fifty_names_take_no_time():
    fifty = Glossary.of([Entry(f"Adult {n}", "adult", f"Fenella{n} Oxenthorn{n}") for n in range(50)])
    row = "Fenella7 met Fenella12 Oxenthorn12 about the referral that was made on Tuesday and agreed to visit again. "
    began = time.process_time()
    for _ in range(2_000):
        fifty.to_coded(row)
    assert time.process_time() - began < 1.5, "measured at 0.15 s"


def test_a_hundred_thousand_characters():
    for text in (
        "Paula " * 17_000,
        "M" * 100_000,
        "Paula-" * 17_000,
        "'" * 100_000,
        "Pau\u00ad" * 25_000,
        "M " * 50_000,
    ):
        began = time.process_time()
        coded = G.to_coded(text)
        assert G.to_coded(coded) == coded
        assert time.process_time() - began < 5
