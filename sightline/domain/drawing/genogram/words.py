"""The same facts in words: a sentence for each person and each tie, for titles, the tables and the narrative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sightline.domain.dates import age_bounds, and_list
from sightline.domain.kinship import (
    Family,
    Household,
    Parentage,
    Person,
    Relationship,
    Union,
    read_date,
    together_words,
)
from sightline.domain.kinship.family import CONDITION_KINDS

SEX: Final = {"F": "female", "M": "male", "X": "non-binary", "U": "gender not known"}
OUTCOME: Final = {
    "stillbirth": "stillborn",
    "miscarriage": "miscarriage",
    "termination": "termination",
    "unborn": "not yet born",
}
UNION: Final = {
    "married": "married",
    "cohabiting": "living together",
    "separated": "separated",
    "divorced": "divorced",
    "annulled": "marriage annulled",
    "casual": "brief relationship",
    "none": "parents of a child, no partnership",
    "unknown": "partners, kind not known",
    "together": "together",
}
PARENTAGE: Final = {
    "birth": "child",
    "adopted": "adopted child",
    "fostered": "foster child",
    "guardian": "child under special guardianship",
    "step": "step-child",
}
RELATIONSHIP: Final = {
    "close": "close",
    "very-close": "very close",
    "distant": "distant",
    "conflict": "conflict",
    "hostile": "hostile",
    "close-hostile": "close and hostile",
    "violence": "violence",
    "abuse": "abuse",
    "abuse-suspected": "suspected abuse",
    "cutoff": "cut off",
    "repaired": "cut off, and repaired",
}
CONDITION: Final = {
    "mental-illness": "mental illness",
    "physical-illness": "physical illness",
    "substance": "alcohol or drugs",
}
CONDITION_STATE: Final = {"current": "", "suspected": " (suspected)", "recovery": " (in recovery)"}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SAID: Final = {
    "ABT": "about", "CAL": "about", "EST": "about", "BEF": "before", "AFT": "after", "BET": "between", "AND": "and",
    "FROM": "from", "TO": "to", **{name[:3].upper(): name for name in _MONTHS},
}  # fmt: skip
"""The words GEDCOM writes dates with."""
CERTAINTY: Final = {"recorded": "", "reported": "reported, not verified", "disputed": "disputed"}


def name_of(person: Person) -> str:
    """A name for a reader; somebody who is not identified is said to be so."""
    name = " ".join(person.name.split())
    if person.outcome and not name:
        return OUTCOME[person.outcome].capitalize()
    return name or ("Not known" if person.unknown else person.id)


def gender_of(person: Person) -> str:
    """The gender somebody lives in; what was recorded at birth only where the view has kept it."""
    other = person.sex_at_birth
    lived = SEX[person.sex]
    return f"{lived} (at birth recorded {SEX[other]})" if other and other != person.sex else lived


def conditions_of(person: Person) -> list[str]:
    """Illness, alcohol or drugs, a phrase each: "mental illness (in recovery)"."""
    rows = sorted(person.conditions, key=lambda one: (CONDITION_KINDS.index(one.kind), one.start, one.state))
    return list(dict.fromkeys(CONDITION[one.kind] + CONDITION_STATE[one.state] for one in rows))


def date_words(text: str, source: str = "") -> str:
    """A date as people write it; the source's own phrase where there is one."""
    if source:
        return _phrase_words(source)
    return read_date(text).in_words().removeprefix("about ") if text else ""


def _phrase_words(source: str) -> str:
    """ "BET MAY 1950 AND 1952" of a family file as people say it; other words as they stand."""
    dated, bracket, rest = source.partition(" (")
    words = dated.split()
    if not words or not all(word in _SAID or word.isdigit() for word in words):
        return source
    return " ".join(_SAID.get(word, word) for word in words) + bracket + rest


def age_of(person: Person, as_of: str) -> str:
    """The age in years on the day of the drawing, or at death; "" where it can't be said.

    "69–70" where the days leave it open, "about 70" where the source itself says about. Of somebody born before or
    after a day, or between two, no age is told.
    """
    if person.outcome or not person.born or (person.dead and not person.died):
        return ""
    marks = year_mark(person.born, person.born_words), year_mark(person.died, person.died_words)
    if any(mark in ("<", ">") for mark in marks) or person.born_words.startswith("BET "):
        return ""  # of what a family file calls BET … AND …, `born` is only the beginning
    day, born = read_date(person.died or as_of), read_date(person.born)
    bounds = [age_bounds(born, one) for one in (day.earliest, day.latest) if one]
    years = [age.years for pair in bounds if pair for age in pair]
    if not years:
        return ""
    words = f"{min(years)}–{max(years)}" if min(years) < max(years) else f"{max(years)}"
    return f"about {words}" if "~" in marks else words


def year_mark(day: str, source: str) -> str:
    """What stands before a year whose source says more than a day: "<" before, ">" after, "~" about; else ""."""
    if not source or not day:
        return ""
    first = source.upper().split()[0]
    return {"BEF": "<", "TO": "<", "BEFORE": "<", "AFT": ">", "AFTER": ">", "FROM": ">"}.get(first, "~")


def about(person: Person, as_of: str) -> str:
    """One sentence on a person by themselves: "Umar Lubbe, male, child of interest, born 2014, aged 11." """
    parts = [name_of(person), gender_of(person)]
    if person.focus:
        parts.append("child of interest")
    if person.unknown:
        parts.append("known to exist, not identified")
    if person.asked:
        parts.append(f"asked {date_words(person.asked)}")
    if person.outcome:
        parts.append(OUTCOME[person.outcome])
    born = date_words(person.born, person.born_words)
    if born:
        parts.append(f"expected {born}" if person.outcome == "unborn" else f"born {born}")
    died, age = date_words(person.died, person.died_words), age_of(person, as_of)
    if died:
        parts.append(f"died{'' if person.died else ','} {died}" + (f" aged {age}" if age else ""))
    elif age:
        parts.append(f"aged {age}")
    return ", ".join([*parts, *conditions_of(person)]) + "."


def parentage_words(family: Family, row: Parentage) -> str:
    """ "Child of Ann Brook and Ben Dale" with how sure and since when."""
    parents = and_list([name_of(family.person[one]) for one in sorted(row.parents)])
    words = f"{PARENTAGE[row.kind]} of {parents}"
    return words[0].upper() + words[1:] + _since(row.start, row.end, row.certainty)


def union_words(family: Family, union: Union) -> str:
    """ "Ann Brook and Ben Dale: divorced, 1985 to 1999"."""
    names = and_list([name_of(family.person[one]) for one in sorted(union.partners)])
    return f"{names}: {UNION[union.kind]}{_since(union.start, union.end, union.certainty)}"


def relationship_words(family: Family, tie: Relationship) -> str:
    """ "Ann Brook towards Ben Dale: hostile (seen by …)"."""
    a, b = (name_of(family.person[one]) for one in (tie.a, tie.b))
    seen = f", as seen by {tie.rater}" if tie.rater else ""
    return f"{a} towards {b}: {RELATIONSHIP[tie.kind]}{_since(tie.start, tie.end, tie.certainty)}{seen}"


def household_words(family: Family, home: Household) -> str:
    """ "Family home: Ann Brook and Ben Dale (3 nights)"."""
    members = []
    for one in sorted(home.members, key=lambda one: (one.person, one.start)):
        nights = "" if one.nights is None else f" ({one.nights} night{'' if one.nights == 1 else 's'} a week)"
        members.append(name_of(family.person[one.person]) + nights)
    kind = " (foster home)" if home.kind == "foster" else ""
    return f"{home.label or home.id}{kind}: {and_list(members) or 'nobody'}"


def person_sentence(family: Family, person: Person) -> str:
    """The whole sentence a symbol is announced with."""
    rows = sorted(
        family.parentage_of.get(person.id, ()),
        key=lambda row: (row.kind != "birth", row.kind, sorted(row.parents), row.start),
    )
    parts = [about(person, family.as_of), *(f"{parentage_words(family, row)}." for row in rows)]
    homes = sorted(home.label or home.id for home in family.households_of.get(person.id, ()))
    if homes:
        parts.append(f"Lives in {and_list(homes)}.")
    return " ".join(parts)


def _since(start: str, end: str, certainty: str) -> str:
    when = ""
    if start and end:
        when = f", {date_words(start)} to {date_words(end)}"
    elif start or end:
        when = f", from {date_words(start)}" if start else f", until {date_words(end)}"
    return when + (f", {CERTAINTY[certainty]}" if CERTAINTY[certainty] else "")


def narrative(family: Family, order: Sequence[str] = ()) -> tuple[str, ...]:
    """The family in sentences, people first: the same facts as the drawing and the tables hold.

    `order`: ids in the order people are told in; without it, and for who is not in it, that of their ids.
    """
    return tuple(_sentences(family, order))


def in_reading_order(family: Family, order: Sequence[str]) -> list[Person]:
    """People as `order` has them, the rest by id."""
    place = {one: number for number, one in enumerate(order)}
    return sorted(family.persons, key=lambda one: (place.get(one.id, len(place)), one.id))


def _sentences(family: Family, order: Sequence[str]) -> Iterator[str]:
    count = len(family.persons)
    if not count:
        yield "Nobody is recorded in this family."
        return
    yield f"{count} {'person is' if count == 1 else 'people are'} drawn."
    for person in in_reading_order(family, order):
        yield person_sentence(family, person)
    for union in sorted(family.unions, key=lambda one: one.id):
        yield f"{union_words(family, union)}."
    for children, kind in twins(family):
        names = and_list([name_of(family.person[one]) for one in children])
        yield f"{names} are {kind}."
    for home in sorted(family.households, key=lambda one: one.id):
        yield f"Household {household_words(family, home)}."
    for tie in sorted(family.relationships, key=lambda one: (one.a, one.b, one.kind, one.start, one.rater)):
        yield f"{relationship_words(family, tie)}."


def twins(family: Family) -> list[tuple[tuple[str, ...], str]]:
    """Twins and more, with the word for them."""
    return sorted((tuple(sorted(many.children)), together_words(many)) for many in family.multiples)
