"""The pages of this room, each a frozen dataclass built here from what the queries gave."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from sightline.access.drafts import Writing
from sightline.access.policy import can
from sightline.checks import policy, standards, todo, used
from sightline.checks.cited import Learning, cited
from sightline.checks.forms import AnswerForm, CitationForm
from sightline.checks.models import Setting
from sightline.checks.prompts import Evidence, Prompt, card
from sightline.checks.wording import number_in_words
from sightline.domain import themes
from sightline.domain.checks.case import LEVEL_IN_WORDS
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import SEVERITY_IN_WORDS, Check
from sightline.domain.dates import in_words
from sightline.domain.disclosure.small_numbers import INTERNAL
from sightline.kit.parts import Identity, Link, Row, Table
from sightline.kit.parts import Prompt as Card
from sightline.people.ages import age_words
from sightline.people.facts import LONDON

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person

SEE_FIGURES = "measure.view"  # numbers without any child's identity
STATES = {"off": "Off", "watch": "Watching: counted, not shown", "on": "On"}


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One prompt with the form to answer it."""

    identity: Identity
    card: Card
    form: AnswerForm
    writing: Writing
    back: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class ClearedPage:
    """A prompt that asks nothing any more; what had been typed is still there to copy."""

    identity: Identity
    name: str
    typed: str
    back: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Why we ask: one check with everything a reader should see beside it."""

    id: str
    name: str
    question: str
    condition: str
    theme: str
    state: str
    facts: tuple[Row, ...]
    used: tuple[Row, ...]
    wants_review: bool
    wordings: tuple[Row, ...]
    numbers: Table
    clears: tuple[str, ...]
    limits: tuple[str, ...]
    readings: tuple[str, ...]
    learning: tuple[Learning, ...]
    cite: str
    switch: str
    words: str
    due: str


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """Every check."""

    tables: tuple[Table, ...]
    switching: str = ""


@dataclass(frozen=True, slots=True)
class CitationsPage:
    """Choosing the learning a check cites."""

    check: Link
    question: str
    form: CitationForm


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Answers to `today` prompts that wait for a second person."""

    readings: tuple[todo.Reading, ...]


def identity(child: Person, on: date) -> Identity:
    """Whose record this is."""
    return Identity(child.shown_name, (("Age", age_words(child, on)),))


def child_href(child: Person) -> str:
    """The child's page, which a higher room keeps."""
    try:
        return reverse("child", kwargs={"key": child.key})
    except NoReverseMatch:
        return "/"


EntryPages = Callable[["Person", Evidence], str]
_entry_pages: list[EntryPages] = []


def register_entry_pages(provider: EntryPages) -> None:
    """`provider(child, evidence)` gives the page of an entry, which a higher room keeps; "" where there is none."""
    if provider not in _entry_pages:
        _entry_pages.append(provider)


def entry_href(child: Person, evidence: Evidence) -> str:
    """The page of one entry; "" where there is none."""
    return next(filter(None, (provider(child, evidence) for provider in _entry_pages)), "")


def answer_page(child: Person, prompt: Prompt, form: AnswerForm, writing: Writing, *, notice: str = "") -> AnswerPage:
    """The page on which a prompt is answered."""
    drawn = card(prompt, lambda evidence: entry_href(child, evidence))
    return AnswerPage(identity(child, standards.today()), drawn, form, writing, child_href(child), notice)


def check_page(check: Check, worker: Worker) -> CheckPage:
    """Why we ask."""
    theme = themes.THEMES.get(check.theme)
    use = used.used(check.id) if can(worker, SEE_FIGURES) else None
    levels = ", ".join(LEVEL_IN_WORDS[level] for level in check.levels) or "any child on record"
    reviewed = in_words(check.reviewed_on) if check.reviewed_on else ""
    today = standards.today()
    rules = standards.rules(today)
    dates, worded = rules.dates.get(check.id, {}), rules.checks[check.id]
    return CheckPage(
        id=check.id,
        name=check.name,
        question=check.question,
        condition=check.condition,
        theme=theme.practice_label if theme else "",
        state=STATES[standards.states(worker.team_id)[check.id]],
        facts=(
            Row("Looked at for", levels),
            Row("Version", f"{check.version}"),
            Row("Last reviewed", reviewed, missing="Not yet"),
            Row(
                "To be looked at again", in_words(dates["review"]) if "review" in dates else "", missing="No day is set"
            ),
            *((Row("Let go from", in_words(dates["retire"])),) if "retire" in dates else ()),
        ),
        used=_use_rows(use),
        wants_review=bool(use and use.wants_review),
        wordings=(
            *(
                Row(SEVERITY_IN_WORDS[severity].capitalize() if severity else "Without a severity", _wording(text))
                for severity, text in worded.prompts.items()
            ),
            *(
                Row(f"In the case of: {name.replace('_', ' ')}", _wording(text))
                for name, text in worded.wordings.items()
            ),
        ),
        numbers=numbers_table(rules.numbers[check.id]),
        clears=check.clears,
        limits=check.known_limits,
        readings=check.readings,
        learning=cited(check.id, worker),
        cite=reverse("checks:citations", args=[check.id]) if can(worker, policy.CITE) else "",
        switch=reverse("checks:switch", args=[check.id]) if can(worker, policy.SWITCH) else "",
        words=reverse("checks:words", args=[check.id]) if can(worker, policy.WORD) else "",
        due=_due(dates, today),
    )


def _day_set(dates: Mapping[str, date], name: str) -> str:
    return in_words(dates[name]) if name in dates else ""


def _due(dates: Mapping[str, date], today: date) -> str:
    """What the partnership's own days say today; "" while neither has come."""
    if "retire" in dates and dates["retire"] <= today:
        return f"The partnership let this check go on {in_words(dates['retire'])}. It asks nothing."
    if "review" in dates and dates["review"] <= today:
        return f"This check was to be looked at again on {in_words(dates['review'])}."
    return ""


def _use_rows(use: used.Used | None) -> tuple[Row, ...]:
    """How it has been used, in rows; none for who may not see figures."""
    if use is None:
        return ()
    if not use.was_asked:
        return (Row("Times asked", "", missing="Not yet"),)
    since = in_words(use.since.astimezone(LONDON).date()) if use.since else ""
    few = f"Fewer than {INTERNAL} have cleared"
    share = f"Said once it has asked {used.ENOUGH} times"
    return (
        *(Row(used.in_words(kind), cell.words) for kind, cell in use.cells.items()),
        Row("First asked", since),
        Row("Half of those that cleared did so within", use.days_to_clear, missing=few),
        Row("Share answered “not needed”", use.share_not_needed, missing=share),
    )


def _wording(prompt: str) -> str:
    """A prompt as people read it: "[name]" where the name of a child will stand."""
    return re.sub(r"\{(\w+)\}", lambda found: f"[{found[1].replace('_', ' ')}]", prompt)


def numbers_table(numbers: tuple[standards.Number, ...]) -> Table:
    """Each number with whose it is, where it comes from, and since when."""
    rows = tuple(
        (
            number.called,
            number_in_words(number.value, number.unit),
            number.number_class,
            number.source,
            in_words(number.since) if number.since else "From the start",
        )
        for number in numbers
    )
    head = ("Number", "Value", "Class", "Source", "In force since")
    return Table("Numbers", head, rows, empty="This check has no numbers.")


def catalogue_page(worker: Worker) -> CataloguePage:
    """Every check of the catalogue by theme, those that are on first, with whether they are on for this worker."""
    states = standards.states(worker.team_id)
    order = (Setting.State.ON, Setting.State.WATCH, Setting.State.OFF)
    head = ("Check", "What it asks", "How soon", "State")
    tables = []
    for group in themes.groups():
        checks = [check for check in CATALOGUE.values() if _group(check) == group.code]
        checks.sort(key=lambda check: order.index(Setting.State(states[check.id])))
        if checks:
            tables.append(Table(group.name, head, tuple(_catalogue_row(check, states) for check in checks)))
    return CataloguePage(tuple(tables), reverse("checks:switching") if can(worker, policy.SWITCH) else "")


def _group(check: Check) -> str:
    theme = themes.THEMES.get(check.theme)
    return theme.group if theme else ""


def _catalogue_row(check: Check, states: Mapping[str, str]) -> tuple[Link | str, ...]:
    return (
        Link(check.name, reverse("checks:check", args=[check.id]), note=check.id),
        check.question,
        ", ".join(severity.value for severity in check.severities) or "never on a record",
        STATES[states[check.id]],
    )


def citations_page(check: Check, form: CitationForm) -> CitationsPage:
    """Choosing what a check cites."""
    return CitationsPage(Link(check.name, reverse("checks:check", args=[check.id])), check.question, form)


def reading_page(worker: Worker) -> ReadingPage:
    """What waits for this worker's second reading."""
    return ReadingPage(tuple(todo.to_read(worker)))
