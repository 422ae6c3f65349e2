"""The public view: one way, and every disguise recorded."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.disclosure.anonymise import agency_kind, when_public

from .people import glossary

G = glossary()
ROW = {
    "date_raw": "22/05/16", "earliest": "2016-05-22", "latest": "2016-05-22", "agency": "Anyshire Police",
    "source": "log 12", "ref": "4",
    "event": "On Monday 22nd May 2016 Paula, aged 26, was seen with Ava (dob 14/07/2015) in Quernmoor.",
    "child_seen": "yes",
}  # fmt: skip


def test_a_row():
    row = G.to_public(ROW)
    assert row.fields == {
        "when": "May 2016", "agency": "police", "child_seen": "yes",
        "event": "In May 2016 M, aged 20 to 29, was seen with Child A (dob [date of birth removed]) in the area.",
    }  # fmt: skip
    assert ("event", "Quernmoor", "the area") in [(change.field, change.before, change.after) for change in row.changes]
    assert ("agency", "Anyshire Police", "police") in [
        (change.field, change.before, change.after) for change in row.changes
    ]


def test_weeks_later():
    assert G.to_public(ROW, previous=date(2016, 5, 1)).fields["when"] == "3 weeks later"
    assert G.to_public({**ROW, "latest": "2016-05-31"}, previous=date(2016, 5, 1)).fields["when"] == "May 2016"


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2016-05-22", "2016-05-22", "May 2016"), ("2016-05-01", "2016-07-31", "May 2016 to July 2016"),
        ("2016-01-01", "2016-12-31", "2016"),
        (None, "2016-05-22", "until May 2016"), ("2016-05-22", None, "from May 2016"), (None, None, "date not known"),
    ],
)  # fmt: skip
def test_when(earliest, latest, words):
    assert when_public(*(date.fromisoformat(day) if day else None for day in (earliest, latest))) == words


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("on 22 May 2016", "in May 2016"), ("22/05/2016", "May 2016"), ("2016-05-22", "May 2016"),
        ("3-7 May 2016", "May 2016"),
        ("Sunday 22 May", "in May"), ("22 April", "April"), ("on 22 May", "in May"),
        ("22/05/16", "May 2016"), ("May 2016", "May 2016"),
        ("aged 3 years and 4 months", "aged 1 to 4"), ("a 3-year-old girl", "a 1-to-4-year-old girl"),
        ("an 8 year old", "a 5-to-9-year-old"),
        ("6 weeks old", "aged 1 month"), ("12 days old", "aged under 1 month"), ("aged 7 months", "aged 7 months"),
        ("aged 17", "aged 16 or 17"),
        ("two 13-year-olds", "two 10-to-15-year-olds"), ("aged thirty", "aged thirty"),
        ("34 years old", "aged 30 to 39"),
        ("the Netherlow house", "the [name removed] house"), ("rang 07700 900123", "rang [telephone number removed]"),
        ("at 12 Acacia Avenue, LE1 6TP", "at [address removed], [postcode removed]"),
        ("born 14/07/2015", "born [date of birth removed]"),
        ("14 July 2015", "[aged 10 months]"), ("Darren's car AB12 CDE", "MP's car [vehicle removed]"),
        ("Area 1", "the area"),
        ("SW1 and School 1", "SW1 and School 1"),
        ("Jane and Zoe-Paula at the Primary School", "[name removed] and Zoe-[name removed] at the Primary School"),
    ],
)  # fmt: skip
def test_a_text(text, public):
    found = G.to_public({"earliest": "2016-05-22", "latest": "2016-05-22", "event": text})
    assert found.fields["event"] == public
    assert G.to_public({"earliest": "2016-05-22", "event": public}).fields["event"] == public, (
        "a second time changes nothing"
    )


def test_what_a_person_must_decide_is_listed():
    found = G.public_text(
        "He was the youngest of five brothers, a Polish boy with epilepsy, and was scalded. Marjorie saw."
    )
    assert {place.kind for place in found.questions} == {
        "gender",
        "siblings",
        "ethnicity",
        "condition",
        "method",
        "capitalised",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Anyshire Constabulary", "police"), ("St Elsewhere NHS Trust", "health"),
        ("Mossgrove Primary School", "education"),
        ("Anyshire County Council", "children's social care"), ("National Probation Service", "probation"),
        ("Acme", "another agency"), ("", ""),
    ],
)  # fmt: skip
def test_an_agency_is_named_by_its_kind(name, kind):
    assert agency_kind(name) == kind
