"""The pages of a check's words and dates: what it says now, what it came with, each row ever set, and a preview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from sightline.checks import standards
from sightline.checks.models import Standard
from sightline.checks.tending_forms import DatesForm, WordingForm
from sightline.domain.checks import rewording
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import SEVERITY_IN_WORDS, Check, Severity
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import day

NAMES = {"review": "Look at it again", "retire": "Let it go"}


@dataclass(frozen=True, slots=True)
class WordsPage:
    """How a check asks, place by place, and its dates."""

    check: Link
    question: str
    wordings: Table
    dates: tuple[Row, ...]
    form: DatesForm
    history: Table


@dataclass(frozen=True, slots=True)
class WordingPage:
    """One wording with the form to change it. `previews`: how what was typed would read; empty before it was asked."""

    check: Link
    heading: str
    came_with: str
    placeholders: str
    previews: tuple[str, ...]
    form: WordingForm
    history: Table


def words_page(check: Check, form: DatesForm, on: date) -> WordsPage:
    """Build the page of all the words of a check."""
    rules = standards.rules(on)
    now = rewording.places(rules.checks[check.id])
    rows = tuple(
        (
            Link(place_in_words(place), reverse("checks:wording", args=[check.id, place])),
            in_brackets(now[place]),
            "the partnership’s" if now[place] != text else "as it came",
        )
        for place, text in rewording.places(check).items()
    )
    dates = rules.dates.get(check.id, {})
    return WordsPage(
        check=_link(check),
        question=check.question,
        wordings=Table("How it asks", ("When", "Words", "Whose"), rows),
        dates=tuple(Row(words, day(dates[name]) if name in dates else "", missing="No day is set")
                    for name, words in NAMES.items()),
        form=form,
        history=_history(check.id, f"{standards.DATES}:", "Every day set so far"),
    )  # fmt: skip


def wording_page(check: Check, place: str, form: WordingForm, *, preview: bool) -> WordingPage:
    """Build the page of one wording."""
    text = str(form["text"].value() or "")
    usable = ", ".join(f"{{{name}}}" for name in rewording.may_hold(check, place))
    return WordingPage(
        check=_link(check),
        heading=place_in_words(place),
        came_with=rewording.places(check)[place],
        placeholders=usable,
        previews=rewording.previews(text or rewording.places(check)[place]) if preview and not form.errors else (),
        form=form,
        history=_history(check.id, f"{standards.WORDING}:{place}", "Every wording so far"),
    )


def in_force(check: Check, place: str, on: date) -> str:
    """The words of a place on a day."""
    return rewording.places(standards.rules(on).checks[check.id])[place]


def dates_of(check_id: str, on: date) -> dict[str, Any]:
    """The days set for a check, for the form."""
    return dict(standards.rules(on).dates.get(check_id, {}))


def place_in_words(place: str) -> str:
    """A severity by what it asks for, a wording with a name of its own by that."""
    if place == rewording.NO_SEVERITY:
        return "Without a severity"
    if place in set(Severity):
        return f"{place.capitalize()}: {SEVERITY_IN_WORDS[Severity(place)]}"
    return f"In the case of: {place.replace('_', ' ')}"


def in_brackets(text: str) -> str:
    """A wording as people read it: "[name]" where the name of a child will stand."""
    return text.replace("_", " ").replace("{", "[").replace("}", "]")


def _history(check_id: str, name: str, caption: str) -> Table:
    rows = Standard.objects.filter(check_id=check_id, name__startswith=name).order_by("-valid_from", "-pk")
    return Table(
        caption, ("Counts from", "What", "Why", "Approved by", "Written"),
        tuple((day(row.valid_from), _value(row), row.source, row.approved_by, day(row.recorded_at)) for row in rows),
        empty="Nobody here has set it yet.",
    )  # fmt: skip


def _value(row: Standard) -> str:
    lead, _, name = row.name.rpartition(":")
    if lead == standards.DATES:
        return f"{NAMES[name]}: {day(date.fromisoformat(row.value)) if row.value else 'no day'}"
    return in_brackets(row.value) or "As it came"


def _link(check: Check) -> Link:
    return Link(check.name, reverse("checks:check", args=[check.id]), note=check.id)


def known(check_id: str) -> Check | None:
    """A check of the catalogue, or None."""
    return CATALOGUE.get(check_id)
