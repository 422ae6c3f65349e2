"""The pages of the dated standards table: what is to be supplied, what is to be confirmed, and each row ever set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from sightline.checks import standards, supplied
from sightline.checks.models import Standard
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Check, NumberClass
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import count, day

TO_CONFIRM = (NumberClass.OUR_DEFAULT, NumberClass.OTHER_LOCAL)
WORDS = {
    "national": "national",
    "local": "local",
    "other local": "another area’s",
    "our default": "our default: nobody’s rule",
}


@dataclass(frozen=True)
class StandardsPage:
    """The whole table: questions only the partnership can answer first, then the numbers check by check."""

    missing: int
    to_confirm: int
    supply: Table
    checks: Table
    may_set: bool


@dataclass(frozen=True)
class NumbersPage:
    """The numbers of one check."""

    check: Link
    question: str
    numbers: Table
    may_set: bool


@dataclass(frozen=True)
class StandardPage:
    """One standard: what it is, what is in force, every row so far, and the form to add one."""

    heading: str
    caption: str
    asks: str
    facts: tuple[Row, ...]
    history: Table
    form: Any
    may_set: bool
    back: Link


def standards_page(today: date, may_set: bool) -> StandardsPage:
    """Build the list. Three queries whatever the number of checks."""
    answers = supplied.answers(today)
    order = sorted(supplied.topics().values(), key=lambda topic: topic.key in answers)
    states, numbers = standards.states(), standards.numbers(today)
    rows = sorted(
        (_check_row(CATALOGUE[key], states[key], found) for key, found in numbers.items() if found),
        key=lambda pair: (not pair[0], pair[1][0].note),
    )  # those that ask here first
    return StandardsPage(
        missing=len(supplied.topics()) - len(answers),
        to_confirm=to_confirm(states, numbers),
        supply=Table(
            "What only the partnership can supply",
            ("What", "In force here", "Whose", "Since", "Approved by"),
            tuple(_topic_row(topic, answers.get(topic.key)) for topic in order),
        ),
        checks=Table(
            "Numbers of the checks", ("Check", "State", "Numbers", "To confirm"), tuple(row for _on, row in rows)
        ),
        may_set=may_set,
    )


def _topic_row(topic: supplied.Topic, row: Standard | None) -> tuple[Any, ...]:
    link = Link(topic.name, reverse("checks:topic", args=[topic.key]))
    if row is None:
        return (link, "Not supplied yet", "", "", "")
    whose = WORDS.get(row.number_class, row.number_class)
    return (link, value_words(row.value, topic.unit), whose, day(row.valid_from), row.approved_by)


def _check_row(check: Check, state: str, found: Iterable[standards.Number]) -> tuple[bool, tuple[Any, ...]]:
    found = tuple(found)
    waiting = sum(1 for number in found if waits(number))
    link = Link(check.name, reverse("checks:numbers", args=[check.id]), note=check.id)
    return state != "off", (link, state.capitalize(), len(found), waiting or "none")


def to_confirm(states: Mapping[str, str], numbers: Mapping[str, Iterable[standards.Number]]) -> int:
    """How many numbers wait to be confirmed, of the checks that ask or watch here: the others ask nobody anything."""
    return sum(waits(number) for key, found in numbers.items() if states[key] != "off" for number in found)


def waits(number: standards.Number) -> bool:
    """Whether nobody here has confirmed a number that is nobody's rule, or another area's."""
    return number.is_default and number.number_class in TO_CONFIRM


def value_words(value: Any, unit: str = "") -> str:
    """A value as it reads: a number with its unit, a day in words, or its text."""
    if isinstance(value, str):
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            return value
    return f"{value:g} {unit}".strip()


def numbers_page(check: Check, today: date, may_set: bool) -> NumbersPage:
    """Build the page of one check's numbers."""
    rows = tuple(
        (
            Link(spoken(number.name), reverse("checks:number", args=[check.id, number.name]), note=number.note),
            value_words(number.value, number.unit),
            WORDS.get(number.number_class, number.number_class),
            number.source,
            day(number.since) if number.since else "came with the check",
            "To confirm" if waits(number) else "",
        )
        for number in standards.numbers(today)[check.id]
    )
    head = ("Number", "In force", "Whose", "Source", "Since", "")
    where = Link(check.name, reverse("checks:check", args=[check.id]), note=check.id)
    return NumbersPage(where, check.question, Table("Its numbers", (*head[:-1], "To do"), rows), may_set)


def spoken(name: str) -> str:
    """The name of a number as words."""
    return name.replace("_", " ").capitalize()


def topic_page(topic: supplied.Topic, form: Any, may_set: bool) -> StandardPage:
    """Build the page of one thing to be supplied."""
    facts = (Row("What it is for", topic.used), Row("Usually", WORDS[topic.number_class]))
    history = _history(supplied.NO_CHECK, topic.key, topic.unit)
    return StandardPage(
        topic.name, "The partnership must supply", topic.asks, facts, history, form, may_set,
        Link("All standards", reverse("checks:standards")),
    )  # fmt: skip


def number_page(check: Check, number: standards.Number, form: Any, may_set: bool) -> StandardPage:
    """Build the page of one number of a check."""
    facts = (
        Row("In force", value_words(number.value, number.unit)),
        Row("Whose", WORDS.get(number.number_class, number.number_class)),
        Row("Source", number.source),
        Row("Since", day(number.since) if number.since else "It came with the check"),
        Row("It came as", value_words(number.default, number.unit)),
        *((Row("Note", number.note),) if number.note else ()),
    )
    return StandardPage(
        spoken(number.name), f"{check.id} · {check.name}", check.question, facts,
        _history(check.id, number.name, number.unit), form, may_set,
        Link(f"The numbers of {check.id}", reverse("checks:numbers", args=[check.id])),
    )  # fmt: skip


def _history(check_id: str, name: str, unit: str) -> Table:
    rows = Standard.objects.filter(check_id=check_id, name=name).order_by("-valid_from", "-pk")
    return Table(
        "Every row so far", ("Counts from", "Value", "Whose", "Source", "Approved by", "Written"),
        tuple(
            (day(row.valid_from), value_words(row.value, unit), WORDS.get(row.number_class, row.number_class),
             row.source, row.approved_by, day(row.recorded_at))
            for row in rows
        ),
        empty="Nobody here has set it yet.",
    )  # fmt: skip


def set_words(row: Standard | None) -> str:
    """What to say after a row was added, or was there already."""
    return f"Kept. It counts from {day(row.valid_from)}." if row else "That very row is there already."


def waiting_words(missing: int, to_confirm: int) -> str:
    """Both counts in a sentence."""
    return (
        f"{count(missing, 'standard')} to be supplied, {count(to_confirm, 'number')} to confirm".capitalize()
    )  # fmt: skip
