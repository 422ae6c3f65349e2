"""What is left in a text that tells who somebody is."""

from __future__ import annotations

import itertools

import pytest

from sightline.domain.disclosure.anonymise.identifiers import passes_modulus_11

from .people import glossary

G = glossary()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(place.kind, place.text) for place in G.residual(text)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("her number is 943 476 5919 today", "nhs_number", "943 476 5919"), ("9434765919", "nhs_number", "9434765919"),
        ("943-476-5919", "nhs_number", "943-476-5919"),
        ("NHS number: 123 456 7890", "nhs_number", "NHS number: 123 456 7890"),
        ("AB123456C", "national_insurance", "AB123456C"), ("ab 12 34 56 c", "national_insurance", "ab 12 34 56 c"),
        ("ring 0116 496 0123 now", "phone", "0116 496 0123"), ("07700 900123", "phone", "07700 900123"),
        ("+44 7700 900123", "phone", "+44 7700 900123"),
        ("(0116) 496 0123", "phone", "(0116) 496 0123"), ("01164960123", "phone", "01164960123"),
        ("a.b-c@example.org.uk.", "email", "a.b-c@example.org.uk"),
        ("see www.example.org/x", "web", "www.example.org/x"),
        ("LE1 6TP", "postcode", "LE1 6TP"), ("le16tp", "postcode", "le16tp"), ("SW1A 1AA", "postcode", "SW1A 1AA"),
        ("car AB12 CDE", "vehicle", "AB12 CDE"), ("A123 BCD", "vehicle", "A123 BCD"),
        ("dob 1.2.2003", "date_of_birth", "dob 1.2.2003"),
        ("born on 3 May 2001", "date_of_birth", "born on 3 May 2001"),
        ("seen 14 July 2015", "date_of_birth", "14 July 2015"), ("14.07.15", "date_of_birth", "14.07.15"),
        ("case no: 12345/AB", "case_number", "case no: 12345/AB"),
        ("crime ref 16N/123456", "case_number", "crime ref 16N/123456"),
        ("UPN: H801200001001", "case_number", "UPN: H801200001001"),
        ("at 12 Acacia Avenue", "house", "12 Acacia Avenue"), ("Flat 3b", "house", "Flat 3b"),
        ("the Netherlow family", "shared_name", "Netherlow"), ("Paula came", "name", "Paula"),
        ("with Jane", "name_part", "Jane"),
        ("Hollinwik said", "misspelling", "Hollinwik"),
        ("saw Marjorie Whitlock today", "capitalised", "Marjorie Whitlock"),
        ("Whitlock rang", "capitalised", "Whitlock"), ("saw Mr. Smith", "capitalised", "Smith"),
        ("SARAH JONES", "capitalised", "SARAH JONES"),
    ],
)  # fmt: skip
def test_each_kind(text, kind, found):
    assert (kind, found) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "SW1 and Child A met M at School 1 on Tuesday 22 May 2016.",
        "The GP referred to CAMHS and MASH in May 2016.", "Home Visit by HV1.",
        "9434765918", "1234567890", "Seen twice. Nothing new was said.", "aged 3, on 22/05/2016 at 14:30",
        "GP1's letter", "two SW1s", "",
        "Will was a word here once, and Grace.".replace("Will", "It").replace("Grace", "hope"), "Section 47 enquiry",
        "Strategy Discussion",
    ],
)  # fmt: skip
def test_what_tells_nobody(text):
    assert kinds(text) == []


def test_a_reason_and_whom_it_may_be():
    place = next(place for place in G.residual("Then Hollinwik rang") if place.kind == "misspelling")
    assert (place.start, place.end, place.code) == (5, 14, "SW1")
    assert place.reason == "One letter from 'hollinwick', a name of SW1."


def test_every_place_lies_where_it_says_and_none_overlap():
    text = (
        "Paula (dob 03/02/1990, NHS 943 476 5919) of 12 Acacia Avenue LE1 6TP, tel 0116 496 0123, Pau\u00adla’s "
        "Mossgrove; Marjorie."
    )
    places = G.residual(text)
    assert all(text[place.start : place.end] == place.text and place.reason.endswith(".") for place in places)
    assert all(one.end <= other.start for one, other in itertools.pairwise(places))
    assert len(places) >= 8


def test_modulus_11():
    assert passes_modulus_11("9434765919")
    assert not passes_modulus_11("9434765918")
    assert not passes_modulus_11("0000000010")
    good = [n for n in range(4_000_000_000, 4_000_001_000) if passes_modulus_11(str(n))]
    assert 85 <= len(good) <= 92, "about one in eleven"
