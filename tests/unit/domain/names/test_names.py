"""Names as people write and mishear them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.names import Described, alike, folded, keys_of, sound, words_of

BORN = date(2019, 3, 4)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("O'Brien-Łukasz", ("obrien", "lukasz")),
        ("O’BRIEN LUKASZ", ("obrien", "lukasz")),
        ("李", ("李",)),
        ("عبد الله", ("عبد", "الله")),
        ("\u202eזֶבֶדְיָה", ("זבדיה",)),
        ("🦋 Robin", ("🦋", "robin")),
        ("Zoë\x00 de  la Cruz", ("zoe", "de", "la", "cruz")),
        ("<b>Sam</b>", ("b", "sam")),
        ("   ", ()),
    ],
)
def test_a_name_folds_to_its_words(typed, words):
    assert words_of(typed) == words


@pytest.mark.parametrize(
    "heard",
    [
        ("philips", "phillipps", "filips"), ("katherine", "catharine", "kathryn"), ("stephen", "steven"),
        ("mohammed", "muhamad", "mohamed"), ("lukasz", "lucas"), ("sean", "seen"), ("claire", "clare"),
        ("mcdonald", "macdonald"), ("jeffrey", "geoffrey"), ("knight", "night"),
    ],
)  # fmt: skip
def test_names_that_sound_alike_have_one_key(heard):
    assert len({sound(word) for word in heard}) == 1


@pytest.mark.parametrize(("one", "other"), [("robin", "ashley"), ("smith", "jones"), ("khan", "kaur")])
def test_names_that_do_not_have_not(one, other):
    assert not keys_of(one) & keys_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("fennimore", "fenimor"), ("quillfeather", "quilfether"), ("hargreaves", "hargraves")]
)
def test_one_sound_too_many_or_too_few_still_meets(one, other):
    assert keys_of(one) & keys_of(other)


@given(st.text(max_size=200))
def test_any_text_folds_to_itself_and_has_keys(text):
    assert folded(folded(text)) == folded(text)
    assert all(keys_of(word) and sound(word) for word in words_of(text))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_goes_both_ways(one, other):
    there, back = (alike(Described((a,)), Described((b,))) for a, b in ((one, other), (other, one)))
    assert (there is None) == (back is None)


def found(name, day=BORN, known=("Robin Fennimore",), earliest=BORN, latest=BORN):
    return alike(Described((name,), day, day), Described(known, earliest, latest))


def test_the_same_name_and_day_is_strong_and_says_why():
    assert found("robin fennimore").strength == "strong"
    assert found("robin fennimore").reasons == ("The same name", "The same date of birth")


@pytest.mark.parametrize(
    ("name", "day", "reason"),
    [
        ("Robyn Fenimore", BORN, "The name sounds alike"),
        ("Fennimore Robin", BORN, "The same names in another order"),
        ("Robin Fennimore", date(2019, 4, 3), "Day and month of birth are the other way round"),
        ("Robin Fennimore", date(2018, 3, 4), "Born on the same day of the next year or the one before"),
        ("Robin Fennimore", date(2019, 3, 20), "Born within a month of it"),
    ],
)
def test_what_people_get_wrong_is_found_with_its_reason(name, day, reason):
    assert reason in found(name, day).reasons


def test_another_name_she_goes_by_counts():
    assert found("Bobbie Quill", known=("Robin Fennimore", "Bobbie Quill")).strength == "strong"


def test_years_apart_with_a_name_only_alike_is_nobody():
    assert found("Robyn Fenimore", date(1990, 1, 1)) is None
    assert found("Ashley Quill") is None


def test_without_a_date_a_name_alone_is_never_strong():
    assert alike(Described(("Robin Fennimore",)), Described(("Robin Fennimore",), BORN, BORN)).strength == "likely"
