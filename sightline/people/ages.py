"""How old somebody is, in words: before birth, imprecise, and corrected for coming early."""

from __future__ import annotations

from datetime import date

from sightline.domain.dates import UncertainDate, age_bounds, age_in_words, corrected_age
from sightline.people.models import PersonFields


def born(person: PersonFields) -> UncertainDate | None:
    """The date of birth as it is known; None when there is none."""
    parts = {
        "value": person.dob,
        "precision": person.dob_precision,
        "earliest": person.dob_earliest,
        "latest": person.dob_latest,
        "basis": person.dob_basis,
    }
    if not any((person.dob, person.dob_earliest, person.dob_latest)):
        return None
    return UncertainDate.from_json(parts)


def expected(person: PersonFields) -> UncertainDate | None:
    """The expected date of birth of a child who is not yet born."""
    if person.expected_dob and person.expected_precision == "exact":
        return UncertainDate.exact(person.expected_dob)
    if not any((person.expected_dob, person.expected_earliest, person.expected_latest)):
        return None
    return UncertainDate.from_json(
        {
            "value": person.expected_dob, "precision": person.expected_precision,
            "earliest": person.expected_earliest, "latest": person.expected_latest, "basis": "",
        }
    )  # fmt: skip


def months_on(person: PersonFields, on: date) -> int | None:
    """The youngest age in months that somebody can be on a day; 0 before birth, None when it is not known."""
    found = born(person)
    bounds = age_bounds(found, on) if found else None
    if bounds:
        return bounds[0].months
    return 0 if person.expected_dob or (found and found.earliest and on < found.earliest) else None


def age_words(person: PersonFields, on: date) -> str:
    """For a page: "3 years", "not yet born, expected 3 May 2027", "age not known", and the corrected age beside it."""
    if person.died_on and person.died_on <= on:
        return "has died"
    found = born(person)
    words = age_in_words(found, expected(person), on)
    if found and found.is_exact and found.value:
        corrected = corrected_age(found.value, person.gestation_weeks, on)
        if corrected is not None:
            words += f" ({corrected.in_words()} corrected, born at {person.gestation_weeks} weeks)"
    return words


def is_certainly_at_least(person: PersonFields, years: int, on: date) -> bool:
    """Whether the person has reached an age on a day by every reading of the date of birth. Unknown is never yes."""
    found = born(person)
    bounds = age_bounds(found, on) if found else None
    return bounds is not None and bounds[0].years >= years
