"""Laws of anonymising: to names and back loses nothing, twice changes nothing, no name is left, nothing raises."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from sightline.domain.disclosure.anonymise import Entry, Glossary

# Names that run into each other, into words, into codes and into dates.
NAMES = st.sampled_from(
    [
        "Ann", "Ann Lee", "Lee", "Ann-Marie", "Lee Ann Hope", "May", "Will", "Grace May", "Rose Baker",
        "O'Brien", "Child",
        "Darren O'Brien", "Dr Ian Lee", "M Smith", "Smith", "A", "M", "Adult One", "李", "José", "James", "Jo",
        "An", "Home",
        "Ms Lee", "Paula (Pau)", "SW", "T1 Smith", "X-Ray", "de la Cruz", "Maria de la Cruz", "May 2016", "s",
        "in May",
    ]
)  # fmt: skip
CODES = ["Child A", "M", "F", "MP", "SW1", "SW2", "T1", "Adult 1", "A", "Home 1", "O'B"]
PIECES = st.sampled_from(
    [
        "Ann", "Lee", "Marie", "Hope", "May", "will", "Will", "Grace", "Rose", "Baker", "O'Brien", "Darren",
        "Ian", "Smith",
        "Child", "A", "M", "F", "MP", "SW1", "SW2", "T1", "Adult", "1", "Home", "José", "Jose\u0301", "James",
        "Jo", "An", "李",
        "Paula", "Pau", "de", "la", "Cruz", "Maria", "met", "on", "22 May", "2016", "in", "the", "s", "'s", "’s",
        "s'", "-", ".",
        ",", "(", ")", ";", "\n", "\u00ad", "Mrs", "Dr", "saw", "aged 3", "years old", "a 3-year-old",
        "ring 07700 900123", "ANN",
        "lee", "3/5/2016", "on 3 May", "Ms",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "-", "'", ", "])), max_size=14).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
GLOSSARIES = st.lists(
    st.tuples(NAMES, st.lists(NAMES, max_size=2), st.sampled_from(["", "mother", "school", "area"])),
    min_size=1,
    max_size=len(CODES),
).map(
    lambda rows: Glossary.of(
        Entry(code, role, name, tuple(also)) for code, (name, also, role) in zip(CODES, rows, strict=False)
    )
)


@given(GLOSSARIES, TEXTS)
def test_coding_twice_changes_nothing(glossary, text):
    coded = glossary.to_coded(text)
    assert glossary.to_coded(coded) == coded


@given(GLOSSARIES, TEXTS)
def test_coded_to_personalised_and_back_loses_nothing(glossary, text):
    coded = glossary.to_coded(text)
    assert glossary.to_coded(glossary.to_personalised(coded)) == coded
    assert glossary.to_coded(glossary.to_personalised(text)) == coded


@given(GLOSSARIES, TEXTS)
def test_the_public_view_twice_changes_nothing(glossary, text):
    public = glossary.public_text(text).text
    assert glossary.public_text(public).text == public


PLAIN = st.lists(
    st.sampled_from(["Paula", "Darren", "Netherlow", "Tarnbeck", "Danuta", "Zofia", "Oxenthorn", "Eskwith"]),
    min_size=1,
    max_size=2,
    unique=True,
)


@given(
    st.lists(PLAIN.map(" ".join), min_size=1, max_size=6, unique=True),
    TEXTS,
    TEXTS,
    st.sampled_from(["{}", "{}'s", "{}s", "({})", "{},"]),
    st.booleans(),
)
def test_no_name_of_the_glossary_is_left(names, before, after, form, loud):
    glossary = Glossary.of(Entry(code, "", name) for code, name in zip(CODES, names, strict=False))
    inside = " ".join(form.format(name.upper() if loud else name) for name in names)
    text = f"{before} {inside} {after}"
    coded, public = glossary.to_coded(text), glossary.public_text(text).text
    for name in names:
        # Coded, a surname of two people stays, and so does a name inside another one (Ann-Paula): both are flagged.
        shared = any(name in other and name != other for other in names)
        assert shared or not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", coded, re.IGNORECASE)
        assert not re.search(rf"\b{re.escape(name)}\b", public, re.IGNORECASE)


@given(GLOSSARIES, st.one_of(TEXTS, st.text(max_size=60)))
def test_any_text_has_an_answer(glossary, text):
    for place in glossary.residual(text):
        assert text[place.start : place.end] == place.text != ""
    coded = glossary.code(text)
    assert all(text[done.start : done.end] == done.name for done in coded.replaced)
    assert glossary.to_public({"event": text, "agency": text, "earliest": text}).fields.keys() == {
        "when",
        "event",
        "agency",
    }
    glossary.coverage([text])


@given(st.text(max_size=80))
def test_a_text_without_names_is_left_alone(text):
    assume("zyx" not in text.lower())
    assert Glossary.of([Entry("Zz9", "", "Zyxwen Zyxby")]).to_coded(text) == text
