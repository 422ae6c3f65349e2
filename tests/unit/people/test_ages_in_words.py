"""How old somebody is, in words, as far as it is known."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.people.ages import age_words, is_certainly_at_least
from sightline.people.models import Person

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"dob": date(2020, 5, 1)}, "6 years"),
        ({}, "age not known"),
        ({"expected_dob": date(2027, 5, 3)}, "not yet born, expected 3 May 2027"),
        ({"dob": date(2026, 8, 22), "gestation_weeks": 30}, "3 months (3 weeks corrected, born at 30 weeks)"),
        ({"dob": date(2020, 5, 1), "gestation_weeks": 30}, "6 years"),
        ({"dob": date(2020, 5, 1), "died_on": date(2025, 1, 1)}, "has died"),
    ],
)
def test_age(details, words):
    assert age_words(Person(is_child=True, **details), ON) == words


def test_an_estimated_day_of_birth_gives_a_span():
    person = Person(dob=date(2026, 9, 15), dob_precision="day_estimated")
    assert age_words(person, ON).startswith("between ")


@pytest.mark.parametrize(
    ("details", "grown"),
    [
        ({"dob": date(2010, 11, 22)}, True),
        ({"dob": date(2010, 11, 23)}, False),
        ({}, False),
        ({"dob": date(2010, 11, 15), "dob_precision": "day_estimated"}, False),
    ],
)
def test_sixteen_must_be_certain(details, grown):
    assert is_certainly_at_least(Person(**details), 16, ON) is grown
