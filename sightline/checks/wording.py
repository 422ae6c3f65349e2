"""What a recorded fact is called in a list of evidence: one short line, in the words of the field.

The lines are made when a record is looked at and kept with the outcome, so that a list of prompts asks nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sightline.cases import models as cases
from sightline.domain.checks.fact import Fact
from sightline.domain.dates import DateError, in_words
from sightline.kit.words import first_small
from sightline.people import models as people

_LABELS: dict[str, dict[str, str]] = {
    "outcome": dict(cases.Appointment._meta.get_field("outcome").flatchoices),
    "level": dict(cases.Involvement._meta.get_field("level").flatchoices),
    "plan": dict(cases.Plan._meta.get_field("kind").flatchoices),
    "contact": dict(cases.Contact._meta.get_field("kind").flatchoices),
    "role": dict(cases.Statement._meta.get_field("role").flatchoices),
    "topic": dict(cases.Statement._meta.get_field("topic").flatchoices),
    "status": dict(cases.Concern._meta.get_field("status").flatchoices),
    "parentage": dict(people.Parentage._meta.get_field("kind").flatchoices),
}
_SEEN = {True: "child seen", False: "child not seen", None: "not recorded whether the child was seen"}
_SINGULAR = {
    "Section47": "Section 47 enquiry",
    "HouseholdMembership": "Living in a household",
    "AgencyContact": "Contact with an agency",
    "Parentage": "Parent",
}


def describe(fact: Fact) -> str:
    """A line for one fact, e.g. "Visit, 3 May 2026: child not seen"."""
    what = _WORDS.get(fact.type, _plain)(fact)
    when = day_of(fact)
    return f"{what[0]}, {when}{f': {what[1]}' if what[1] else ''}" if when else _without_day(*what)


def day_of(fact: Fact) -> str:
    """When it happened in words, "" for what does not happen or has no date."""
    try:
        found = fact.when(fact.happens_on) if fact.happens_on else None
    except DateError:
        return "day not readable"
    if found is None:
        return "day not recorded" if fact.happens_on else ""
    return found.in_words()


def _without_day(name: str, more: str) -> str:
    return f"{name}: {more}" if more else name


def words_for(group: str, value: Any) -> str:
    """The label of a code; a code nobody has a label for is shown with spaces, never hidden."""
    text = str(value or "")
    return _LABELS[group].get(text, text.replace("_", " "))


def _plain(fact: Fact) -> tuple[str, str]:
    return _SINGULAR.get(fact.type, fact.type), ""


def _visit(fact: Fact) -> tuple[str, str]:
    return "Visit", _SEEN[fact.yes("seen")]


def _voice(fact: Fact) -> tuple[str, str]:
    return "The child’s words", (fact.text("mode") or "").replace("_", " ")


def _appointment(fact: Fact) -> tuple[str, str]:
    name = fact.text("service") or "Appointment"
    return name, first_small(words_for("outcome", fact.get("outcome"))) or "no outcome recorded"


def _statement(fact: Fact) -> tuple[str, str]:
    who = words_for("role", fact.get("role")) or "Somebody"
    topic = words_for("topic", fact.get("topic"))
    return f"{who}’s account", f"‘{first_small(topic)}’" if topic else ""


def _plan(fact: Fact) -> tuple[str, str]:
    return words_for("plan", fact.get("kind")) or "Plan", ""


def _involvement(fact: Fact) -> tuple[str, str]:
    return "Open involvement", first_small(words_for("level", fact.get("level")))


def _contact(fact: Fact) -> tuple[str, str]:
    return "Contact with the family", first_small(words_for("contact", fact.get("kind")))


def _agency(fact: Fact) -> tuple[str, str]:
    return "Contact with an agency", fact.text("agency").replace("_", " ")


def _decision(fact: Fact) -> tuple[str, str]:
    return "Decision", fact.text("what").replace("_", " ")


def _concern(fact: Fact) -> tuple[str, str]:
    status = words_for("status", fact.get("status"))
    return f"Concern about {fact.text('topic').replace('_', ' ')}", first_small(status)


def _person(fact: Fact) -> tuple[str, str]:
    return "Details of a person", ""


def _meeting(fact: Fact) -> tuple[str, str]:
    return "Meeting", fact.text("kind").replace("_", " ")


_WORDS: dict[str, Callable[[Fact], tuple[str, str]]] = {
    "Visit": _visit,
    "Voice": _voice,
    "Appointment": _appointment,
    "Statement": _statement,
    "Plan": _plan,
    "Involvement": _involvement,
    "Contact": _contact,
    "AgencyContact": _agency,
    "Decision": _decision,
    "Concern": _concern,
    "Person": _person,
    "Meeting": _meeting,
}


def number_in_words(value: Any, unit: str) -> str:
    """A number with its unit, e.g. "10 working days"."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{text} {unit}".strip()


def since_in_words(day: date) -> str:
    """ "since 3 May 2026"."""
    return f"since {in_words(day)}"
