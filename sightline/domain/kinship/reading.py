"""Reads `sightline-family/1`: a whole family, or every reason why not, in plain sentences.

read_family(text)  →  Family                 (raises FamilyRefused with one sentence a reason)
problems(family)   →  what to report beside the drawing
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sightline.domain.dates import DateError, and_list

from . import family as model
from .family import FORMAT, Condition, Family, Household, Member, Multiple, Parentage, Person, Relationship, Union
from .problems import problems, refusals
from .when import read_date

MOST_SENTENCES: Final = 50
"""A broken file of thousands of rows is told apart by its first reasons."""

_LISTS: Final = ("persons", "unions", "parentage", "multiples", "households", "relationships")
_TOP: Final = ("format", "id", "title", "as_of", "notes", *_LISTS)


class FamilyRefused(ValueError):
    """A family file that cannot be read; `sentences` holds one plain sentence a reason."""

    def __init__(self, sentences: Sequence[str]) -> None:
        kept = tuple(sentences[:MOST_SENTENCES])
        more = len(sentences) - len(kept)
        self.sentences = (*kept, f"And {more} more like these.") if more else kept
        super().__init__(" ".join(self.sentences))


def read_family(source: str | bytes | Mapping[str, Any]) -> Family:
    """A family from JSON text, bytes (UTF-8, with or without BOM) or parsed JSON. Raises FamilyRefused."""
    data = source if isinstance(source, Mapping) else _parsed(source)
    wrong: list[str] = []
    family = _family(data, wrong)
    wrong += [one.sentence for one in refusals(problems(family))] if not wrong else []
    if wrong:
        raise FamilyRefused(wrong)
    return family


def _parsed(source: str | bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(source.decode("utf-8-sig") if isinstance(source, bytes) else source.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise FamilyRefused(["The file is not text in UTF-8."]) from None
    except json.JSONDecodeError as error:
        raise FamilyRefused([f"The file is not JSON: line {error.lineno}, column {error.colno}."]) from None
    except (RecursionError, ValueError):
        raise FamilyRefused(["The file is not JSON that can be read: nested too deep, or a number too long."]) from None
    if not isinstance(data, Mapping):
        raise FamilyRefused(["The file holds no family: a JSON object is expected."])
    return data


@dataclass
class _Row:
    """One object of the file, read field by field; every complaint names where it stands."""

    where: str
    data: Mapping[str, Any]
    wrong: list[str]
    read: set[str] = field(default_factory=set)

    def text(self, name: str, *, need: bool = False) -> str:
        value = self.data.get(name)
        self.read.add(name)
        if value is None and not need:
            return ""
        if not isinstance(value, str) or (need and not value):
            self.wrong.append(f"{self.where}: '{name}' should be text.")
            return ""
        return value

    def one_of(self, name: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(name) or default
        if value not in allowed:
            words = and_list([one for one in allowed if one], "or")
            self.wrong.append(f"{self.where}: '{name}' is '{value[:40]}', and should be {words}.")
        return value

    def when(self, name: str) -> str:
        value = self.text(name)
        try:
            read_date(value)
        except DateError as error:
            self.wrong.append(f"{self.where}: '{name}': {error}.")
            return ""
        return value

    def yes(self, name: str) -> bool:
        value = self.data.get(name)
        self.read.add(name)
        if value not in (None, True, False):
            self.wrong.append(f"{self.where}: '{name}' should be true or false.")
        return value is True

    def ids(self, name: str) -> tuple[str, ...]:
        value = self.data.get(name)
        self.read.add(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong.append(f"{self.where}: '{name}' should be a list of ids.")
            return ()
        return tuple(value)

    def objects(self, name: str) -> tuple[Mapping[str, Any], ...]:
        value = self.data.get(name)
        self.read.add(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            self.wrong.append(f"{self.where}: '{name}' should be a list of objects.")
            return ()
        return tuple(value)

    @property
    def more(self) -> dict[str, Any]:
        return {key: value for key, value in self.data.items() if key not in self.read}


def _family(data: Mapping[str, Any], wrong: list[str]) -> Family:
    top = _Row("The family", data, wrong)
    if top.text("format") != FORMAT:
        wrong.append(f"The file does not say it is a family: 'format' should be '{FORMAT}'.")
    top.read.update(_TOP)
    read: dict[str, tuple[Any, ...]] = {name: tuple(_rows(data, name, wrong)) for name in _LISTS}
    return Family(
        id=top.text("id"),
        title=top.text("title"),
        as_of=top.when("as_of"),
        notes=top.text("notes"),
        more=top.more,
        **read,
    )


def _rows(data: Mapping[str, Any], name: str, wrong: list[str]) -> Iterator[Any]:
    value = data.get(name)
    if value is None:
        return
    if not isinstance(value, list):
        wrong.append(f"'{name}' should be a list.")
        return
    for number, row in enumerate(value, 1):
        if isinstance(row, Mapping):
            yield _READERS[name](_Row(f"Number {number} of {name}", row, wrong))
        else:
            wrong.append(f"Number {number} of {name} should be an object.")


def _person(row: _Row) -> Person:
    return Person(
        id=row.text("id", need=True),
        name=row.text("name"),
        sex=row.one_of("sex", model.SEXES, "U"),
        born=row.when("born"),
        died=row.when("died"),
        unknown=row.yes("unknown"),
        outcome=row.one_of("outcome", model.OUTCOMES, ""),
        focus=row.yes("focus"),
        protected=row.yes("protected"),
        cleared_for=row.ids("cleared_for"),
        asked=row.when("asked"),
        born_words=row.text("born_words"),
        died_words=row.text("died_words"),
        sex_at_birth=row.one_of("sex_at_birth", ("", *model.SEXES), ""),
        conditions=tuple(_condition(row, one) for one in row.objects("conditions")),
        more=row.more,
    )


def _condition(person: _Row, data: Mapping[str, Any]) -> Condition:
    row = _Row(f"{person.where}, a condition", data, person.wrong)
    return Condition(
        kind=row.one_of("kind", model.CONDITION_KINDS, ""),
        state=row.one_of("state", model.CONDITION_STATES, "current"),
        start=row.when("from"),
        end=row.when("to"),
        more=row.more,
    )


def _union(row: _Row) -> Union:
    return Union(
        id=row.text("id", need=True),
        partners=row.ids("partners"),
        kind=row.one_of("kind", model.UNION_KINDS, "unknown"),
        start=row.when("start"),
        end=row.when("end"),
        certainty=row.one_of("certainty", model.CERTAINTIES, "recorded"),
        more=row.more,
    )


def _parentage(row: _Row) -> Parentage:
    return Parentage(
        child=row.text("child", need=True),
        parents=row.ids("parents"),
        kind=row.one_of("kind", model.PARENTAGE_KINDS, "birth"),
        union=row.text("union"),
        start=row.when("from"),
        end=row.when("to"),
        certainty=row.one_of("certainty", model.CERTAINTIES, "recorded"),
        cleared_for=row.ids("cleared_for"),
        more=row.more,
    )


def _multiple(row: _Row) -> Multiple:
    return Multiple(
        kind=row.one_of("kind", model.MULTIPLE_KINDS, "unknown"), children=row.ids("children"), more=row.more
    )


def _household(row: _Row) -> Household:
    members = row.data.get("members")
    row.read.add("members")
    if members is not None and not isinstance(members, list):
        row.wrong.append(f"{row.where}: 'members' should be a list.")
        members = None
    return Household(
        id=row.text("id", need=True),
        label=row.text("label"),
        kind=row.one_of("kind", model.HOUSEHOLD_KINDS, "home"),
        members=tuple(_member(row, one) for one in members or ()),
        protected=row.yes("protected"),
        cleared_for=row.ids("cleared_for"),
        more=row.more,
    )


def _member(row: _Row, value: Any) -> Member:
    """A member is an id, or an object with `person`, `from`, `to` and `nights`."""
    if isinstance(value, str):
        return Member(value)
    if not isinstance(value, Mapping):
        row.wrong.append(f"{row.where}: a member should be an id, or an object with 'person'.")
        return Member("")
    inner = _Row(f"{row.where}, a member", value, row.wrong)
    nights = value.get("nights")
    if nights is not None and (not isinstance(nights, int) or isinstance(nights, bool) or not 0 <= nights <= 31):
        row.wrong.append(f"{inner.where}: 'nights' should be a whole number of nights.")
        nights = None
    return Member(inner.text("person", need=True), inner.when("from"), inner.when("to"), nights)


def _relationship(row: _Row) -> Relationship:
    return Relationship(
        a=row.text("a", need=True),
        b=row.text("b", need=True),
        kind=row.one_of("kind", model.RELATIONSHIP_KINDS, "close"),
        start=row.when("from"),
        end=row.when("to"),
        rater=row.text("rater"),
        certainty=row.one_of("certainty", model.CERTAINTIES, "recorded"),
        more=row.more,
    )


_READERS: Final[dict[str, Callable[[_Row], Any]]] = {
    "persons": _person,
    "unions": _union,
    "parentage": _parentage,
    "multiples": _multiple,
    "households": _household,
    "relationships": _relationship,
}
