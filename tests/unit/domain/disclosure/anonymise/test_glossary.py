"""The glossary of a review: what is read, what is refused with a sentence, what is doubtful."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.disclosure.anonymise import Entry, Glossary, GlossaryError, propose

from .people import CSV, glossary

HEAD = "code,role,name,aliases,date_of_birth,gender\n"


def test_with_and_without_a_byte_order_mark():
    assert (
        Glossary.read("\ufeff" + CSV).entries == Glossary.read(CSV.replace("\n", "\r\n")).entries == glossary().entries
    )


def test_an_entry():
    assert glossary().entries[0] == Entry(
        "Child A", "subject", "Ava Netherlow", ("Avie", "baby Ava"), "14/07/2015", "F", date(2015, 7, 14)
    )


def test_columns_by_name_in_any_order_and_no_more_than_are_known():
    found = Glossary.read('Name,CODE,notes,Date of birth\n"Netherlow, Ava",C1,x,2015\n')
    assert found.entries == (Entry("C1", "", "Netherlow, Ava", (), "2015", ""),)


def test_written_and_read_again():
    assert Glossary.read(glossary().to_csv()).entries == glossary().entries


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The glossary is empty."),
        ("code,role\nM,mother\n", "The glossary has no column name."),
        (HEAD, "The glossary has no rows."),
        (HEAD + ",mother,Paula,,,\n", "Row 2 has no code."),
        (HEAD + "M,,Paula,,,\nm,,Ann,,,\n", "The code m stands twice in the glossary."),
        (HEAD + "[M],,Paula,,,\n", "Row 2: the code '[M]' may hold letters"),
        (HEAD + f"M,,{'x' * 201},,,\n", "Row 2: a code or name is longer than 200 letters."),
    ],
)
def test_what_cannot_be_used_says_why(text, sentence):
    with pytest.raises(GlossaryError) as refused:
        Glossary.read(text)
    assert str(refused.value).startswith(sentence)
    assert all(line.endswith(".") for line in refused.value.lines)


@pytest.mark.parametrize(
    ("rows", "warning"),
    [
        ("M,,Paula,F,,\nF,,Darren,,,\n", "'F', listed for M, is a code itself and stands for nobody."),
        ("M,,Paula,Sunny,,\nF,,Darren,sunny,,\n", "'Sunny' is listed for M and F, so it stands for neither."),
        ("M,,,,,\n", "Row 2: M has no name, so nothing stands for it in a text."),
        ("M,,Paula,,31/02/1990,\n", "Row 2: the date of birth '31/02/1990' cannot be read. Write it like 14/07/2015."),
    ],
)
def test_what_is_doubtful_is_said(rows, warning):
    assert Glossary.read(HEAD + rows).warnings == (warning,)


@pytest.mark.parametrize(
    "text", ["code,name\n李,李\n", "code,name\nA1,=cmd\n", "code,name,name\nA1,x,y\n", 'code,name\nA1,"x\ny"\n']
)
def test_odd_text_is_read(text):
    assert Glossary.read(text).to_coded("nobody") == "nobody"


@pytest.mark.parametrize(
    "text", ["\x00", '"', 'a,b\n"x', "\ud800", "code,name\n\x00,\x00\n", "code,name\n=1+1,x\n", "PK\x03\x04"]
)
def test_what_is_no_glossary_is_refused(text):
    with pytest.raises(GlossaryError):
        Glossary.read(text)


def test_codes_are_proposed_by_role_and_siblings_oldest_first():
    people = [
        Entry("", "subject", "Ava"), Entry("", "sibling", "Ben", born=date(2014, 1, 1)), Entry("", "half-brother",
        "Cai", born=date(2010, 1, 1)),
        Entry("", "mother", "Dee"), Entry("", "Mother’s partner", "Eli"), Entry("", "maternal grandmother", "Fay"),
        Entry("", "social worker", "Gus"), Entry("SW2", "social worker", "Hal"), Entry("", "social worker",
        "Ian"), Entry("", "neighbour", "Jo"),
        Entry("", "school", "Mossgrove"), Entry("", "subject", "Kit"), Entry("", "mother's partner", "Lu"),
    ]  # fmt: skip
    assert [entry.code for entry in propose(people)] == [
        "Child A", "Sibling 2", "Sibling 1", "M", "MP", "MGM", "SW1", "SW2", "SW3", "Adult 1", "School 1", "Child B",
        "MP2",
    ]  # fmt: skip


def test_the_glossary_of_another_review_is_noticed():
    own = ["Paula and Ava were seen by Grace.", "HV1 rang MP.", "School 1"]
    assert not glossary().coverage(own).doubt
    assert set(glossary().coverage(own).seen) == {"M", "Child A", "SW1", "HV1", "MP", "School 1"}
    other = glossary().coverage(["Child B, Sibling 4 and SW7 met HV3.", "M rang."])
    assert other.unknown == ("Child B", "HV3", "SW7", "Sibling 4")
    assert other.doubt.endswith("Is it the glossary of another review?")
    assert glossary().coverage(["Nobody here."]).doubt.startswith("Nobody of this glossary occurs")
    assert glossary().coverage(["Paula rang."]).doubt.startswith("Only 1 of the 13 entries")
