"""Boxes of a row as answers that may be open, ages, and the words for rows and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sightline.domain.dates import (
    DateError,
    UncertainDate,
    add_months,
    and_list,
    could_be_at_least,
    could_be_under,
    days_in_words,
)

from .fact import Fact
from .kinds import KINDS, PARTS, fields_in, kind_in_words
from .looks import when_of
from .maybe import NO, Maybe, open_, settled, yes

if TYPE_CHECKING:
    from .looks import Looks
    from .record import ChildRecord


class Boxes:
    """What `Look` knows about single rows and people."""

    __slots__ = ()
    record: ChildRecord
    as_of: date
    looks: Looks

    # single boxes

    def says_yes(self, fact: Fact, field: str, missing: str) -> Maybe:
        """Whether a yes/no box says yes; empty: open, with this sentence (rulings, A2.3 and A2.4)."""
        return settled(fact.yes(field), missing, fact)

    def says_no(self, fact: Fact, field: str, missing: str) -> Maybe:
        """Whether a yes/no box says no; empty: open."""
        answer = fact.yes(field)
        return settled(None if answer is None else not answer, missing, fact)

    def is_one_of(self, fact: Fact, field: str, codes: Iterable[str], missing: str) -> Maybe:
        """Whether a box holds one of these codes (in lower case); empty, or a code nobody knows: open."""
        code = fact.code(field)
        if code in codes:
            return yes(fact)
        return NO if code and is_known_code(fact.type, field, code) else open_(missing, fact)

    def is_about(self, fact: Fact, field: str, person: str, missing: str) -> Maybe:
        """Whether a box names this person (an id); empty: open."""
        named = fact.text(field)
        if named:
            return yes(fact) if named == person else NO
        return open_(missing, fact)

    def is_filled(self, fact: Fact, field: str) -> Maybe:
        """Whether something is there. For boxes whose emptiness the row itself names (rulings, A2.1): never open."""
        return yes(fact) if fact.is_filled(field) else NO

    # parts of a list

    def parts(self, fact: Fact, field: str) -> tuple[Fact, ...]:
        """The entries of a list (or one object) as rows of their own, with the id of the row they belong to.

        What is no day where a day should be counts as a day nobody knows; an entry that is a bare text is {"text": …}.
        """
        key = f"parts of {field}"
        found: tuple[Fact, ...] | None = fact.memory.get(key)
        if found is None:
            found = fact.memory[key] = tuple(_part(fact, field, entry) for entry in fact.items(field))
        return found

    # ages

    def born(self, person: Fact | None = None) -> UncertainDate | None:
        """The day of birth of somebody, by default the child; before birth the day it is expected."""
        fact = person or self.record.subject
        return fact.when("dob") or fact.when("expected_dob")

    def is_under(self, months: int, *, person: Fact | None = None, on: UncertainDate | None = None) -> Maybe:
        """Whether somebody could be under that many months old on a day (default: `as_of`); before birth too."""
        born = self.born(person)
        if born is None:
            return open_(self._no_birthday(person))
        if on is None:
            self.looks.add(born.latest and add_months(born.latest, months))
        return settled(
            could_be_under(born, on or UncertainDate.exact(self.as_of), months=months), self._no_birthday(person)
        )

    def is_at_least(self, months: int, *, person: Fact | None = None, on: UncertainDate | None = None) -> Maybe:
        """Whether somebody could have reached that age in months on a day (default: `as_of`)."""
        born = self.born(person)
        if born is None:
            return open_(self._no_birthday(person))
        if on is None:
            self.looks.add(born.earliest and add_months(born.earliest, months))
        return settled(
            could_be_at_least(born, on or UncertainDate.exact(self.as_of), months=months), self._no_birthday(person)
        )

    def is_unborn(self) -> bool:
        """Whether the child is not born yet, as far as is recorded."""
        return self.record.is_unborn

    def _no_birthday(self, person: Fact | None) -> str:
        name = self.who(person.id) if person else self.record.name
        return f"{capital(name)}: the date of birth is not recorded."

    # words

    def undated(self, of: object) -> str:
        """The sentence for a row whose day is not known."""
        if isinstance(of, Fact):
            return f"It is not recorded when one of the {kind_in_words(of.type)} was."
        return "It is not recorded when something began."

    def who(self, person_id: str, otherwise: str = "somebody") -> str:
        """What somebody is called; never an id."""
        if person_id == self.record.child:
            return self.record.name
        found = self.record.find(person_id, "Person") if person_id else None
        return (found.text("name") if found else "") or otherwise

    def day(self, fact: Fact, field: str | None = None) -> str:
        """A row's day in words: "3 May 2026", "May 2026 (approx.)"."""
        when = when_of(fact) if field is None else fact.when(field) or UncertainDate.unknown()
        return when.approximately()

    def days(self, facts: Iterable[Fact]) -> str:
        """The days of rows as one list, each once, oldest first."""
        whens = list(dict.fromkeys(when_of(fact) for fact in sorted(facts, key=lambda fact: fact.order)))
        exact = [when.earliest for when in whens if when.is_exact and when.earliest]
        if len(exact) == len(whens):
            return days_in_words(exact)
        return and_list([when.approximately() for when in whens])


def _part(fact: Fact, field: str, entry: object) -> Fact:
    values = dict(entry) if isinstance(entry, Mapping) else {"text": entry}
    for name in _part_dates(fact.type, field):
        try:
            UncertainDate.from_json(values.get(name))
        except DateError:
            values[name] = {"precision": "unknown"}
    return Fact(f"{fact.type}.{field}", fact.id, values)


@cache
def _part_dates(kind: str, field: str) -> tuple[str, ...]:
    spec = PARTS.get(f"{kind}.{field}", "")
    return tuple(entry.name for entry in fields_in(spec) if entry.type == "date")


@cache
def is_known_code(kind: str, field: str, code: str) -> bool:
    """Whether a code (in lower case) is one of the format's, or the list is open."""
    found = next((entry for entry in KINDS[kind].fields if entry.name == field), None) if kind in KINDS else None
    return found is None or not found.is_closed or code in {known.lower() for known in found.codes}


def words_of(code: str) -> str:
    """A code as words: "health_visitor" → "health visitor"."""
    return {"gp": "GP"}.get(code.lower(), code.replace("_", " ").strip())


def capital(text: str) -> str:
    """The same with a capital first letter."""
    return text[:1].upper() + text[1:]
