"""A child's overview: things to think about, who is who, who works with the child, the plan, what is kept here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.cases.brief import Colleague
from sightline.cases.queries import Coverage
from sightline.desk import saying
from sightline.desk.pages.frame import Frame, Known, frame, known
from sightline.desk.pages.plan import in_brief
from sightline.desk.then import keeping
from sightline.desk.thinking import Thinking, thinking_about
from sightline.desk.writing import Saved
from sightline.domain.checks.kinds import kind_in_words
from sightline.domain.dates import in_words
from sightline.domain.names import Unsaid
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import first_capital
from sightline.people.ages import age_words
from sightline.people.kept_back import unsaid_at_home
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.people.queries import Home, homes, open_here, parentages

if TYPE_CHECKING:
    from datetime import date

    from sightline.access.models import Worker

# Where these are not kept, the page says so: without them an empty place on it says nothing.
LOOKED_FOR = (
    "Person", "Involvement", "HouseholdMembership", "Parentage", "Event", "Concern", "AgencyContact", "Contact",
    "Section47", "Assessment", "Referral", "Decision", "Visit", "Voice", "Plan", "Appointment", "Statement", "Meeting",
)  # fmt: skip
# What a kind is called here, where the reader of a record knows another word than the reader of a check.
HERE = {
    "Person": "names and dates of birth",
    "Involvement": "levels of help",
    "HouseholdMembership": "who lives with whom",
    "Concern": "worries",
    "AgencyContact": "what other agencies told",
    "Statement": "accounts and their checking",
    "Tie": "ties around the family",
}


@dataclass(frozen=True)
class OverviewPage:
    frame: Frame
    thinking: Thinking
    who_is_who: tuple[Row, ...]
    homes: tuple[tuple[str, tuple[str | Link, ...]], ...]
    professionals: tuple[str, ...]
    plans: tuple[str, ...]
    plans_missing: str
    census: tuple[Row, ...]
    census_more: str
    household_kept: bool
    coverage: Table
    not_kept: tuple[str, ...]
    no_longer: tuple[str, ...]
    imported: bool
    name_kept: bool
    saved: Saved | None


def overview(child: Person, worker: Worker, today: date, saved: Saved | None = None) -> OverviewPage:
    """Build the page. At most 25 queries with everything around it."""
    about = known(child, today)
    parents, living = parentages(child, worker), homes(child, today, worker)
    kept_back = unsaid_at_home(child, worker, living)
    links = open_here(living)
    return OverviewPage(
        frame=frame(about, "child"),
        thinking=thinking_about(child, worker),
        who_is_who=who_is_who(parents, about, links),
        homes=tuple(_home(home, child, today, links, kept_back) for home in living if home.now),
        professionals=tuple(_professional(row) for row in about.brief.colleagues),
        plans=tuple(saying.plan(row) for row in about.brief.plans),
        plans_missing=_missing(about, "Plan", "Plans"),
        census=in_brief(child, worker) if about.coverage.only_imported else (),
        census_more=keeping(reverse("child-plan", kwargs={"key": child.key})),
        household_kept=about.coverage.keeps("HouseholdMembership", today),
        coverage=coverage_table(about.coverage),
        not_kept=tuple(_words_for(kind) for kind in LOOKED_FOR if not _ever(about.coverage, kind)),
        no_longer=tuple(_words_for(kind) for kind in LOOKED_FOR if about.coverage.until(kind, today)),
        imported=about.coverage.only_imported,
        name_kept=bool(child.name),
        saved=saved,
    )


def _professional(row: Colleague) -> str:
    lead = " (lead practitioner)" if row.is_lead else ""
    return f"{row.name}, {row.title}, {row.agency}{lead}, since {in_words(row.since)}"


def who_is_who(parents: list[Parentage], about: Known, links: frozenset[str]) -> tuple[Row, ...]:
    """A row for each parent; one who was asked about and is not known is said as such."""
    rows = [Row(_parent_label(row), _parent(row, about, links)) for row in parents]
    if not rows:
        kept = about.coverage.keeps("Parentage", about.today)
        rows = [Row("Parents", "", missing="Not recorded yet" if kept else "Not known: parents are not kept here")]
    return tuple(rows)


def _parent_label(row: Parentage) -> str:
    return (row.label or row.get_kind_display()).capitalize()


def _parent(row: Parentage, about: Known, links: frozenset[str]) -> str | Link:
    if row.parent is None:
        asked = f", asked {in_words(row.asked_on)}" if row.asked_on else ""
        answer = (row.answer or "not_known").replace("_", " ")
        return f"{answer}{asked}"
    return person(row.parent, about.today, links)


def person(who: Person, today: date, links: frozenset[str]) -> str | Link:
    """A person with age; a link for a child whose page this worker may open."""
    age = age_words(who, today)
    words = who.shown_name + (f", {age}" if who.is_child or age != "age not known" else "")
    return Link(words, keeping(f"/children/{who.key}/")) if who.key in links else words


def _home(
    home: Home, child: Person, today: date, links: frozenset[str], kept_back: Unsaid
) -> tuple[str, tuple[str | Link, ...]]:
    own, label = home.own, home.own.household.label
    at = "" if kept_back.named_in(label) else label
    often = own.role == "regular_contact"
    where = f"{'Often' if often else 'Lives'} at {at}" if at else "Often in a home" if often else "Lives"
    nights = "" if own.nights is None else f", {own.nights} {'night' if own.nights == 1 else 'nights'} a week"
    title = f"{where}{nights} ({saying.spell(own.starts_on, own.ends_on)}), with"
    return title, tuple(_member(row, today, links) for row in home.others if _now(row, today))


def _now(row: HouseholdMembership, today: date) -> bool:
    return (row.starts_on is None or row.starts_on <= today) and (row.ends_on is None or row.ends_on >= today)


def _member(row: HouseholdMembership, today: date, links: frozenset[str]) -> str | Link:
    found = person(row.person, today, links)
    note = f"{'often here, ' if row.role == 'regular_contact' else ''}{saying.spell(row.starts_on, row.ends_on)}"
    if isinstance(found, Link):
        return Link(found.text, found.href, note=note)
    return Link(found, "", note=note)


def _words_for(kind: str) -> str:
    """What a kind of record is called on a page of a record, in the plural."""
    return HERE.get(kind) or kind_in_words(kind)


def coverage_table(coverage: Coverage) -> Table:
    """Which kinds of record are here, from which source, from when to when; kinds of one spell in one row."""
    spells: dict[tuple[str, str], list[str]] = {}
    for row in coverage.rows:
        words = "every kind kept in Sightline" if row.kind == "*" else _words_for(row.kind)
        spells.setdefault((row.source, _span(row.starts_on, row.ends_on)), []).append(words)
    rows = tuple(
        (first_capital(saying.source(name)), span, first_capital(", ".join(kinds)))
        for (name, span), kinds in spells.items()
    )
    empty = "Nothing is declared as kept here for this child, so an empty place says nothing."
    return Table("What is kept here", ("Source", "From when to when", "Kinds of record"), rows, empty=empty)


def _span(starts: date | None, ends: date | None) -> str:
    if starts is None and ends is None:
        return "from the beginning, still"
    begin = in_words(starts) if starts else "the beginning"
    return f"{begin} to {in_words(ends)}" if ends else f"from {begin}, still"


def _ever(coverage: Coverage, kind: str) -> bool:
    return any(row.kind in (kind, "*") for row in coverage.rows)


def _missing(about: Known, kind: str, words: str) -> str:
    """Why nothing may be concluded from an empty place; "" when this kind is kept here today."""
    if about.coverage.keeps(kind, about.today):
        return ""
    until = about.coverage.until(kind, about.today)
    return f"{words} are here only up to {in_words(until)}." if until else f"{words} are kept elsewhere."
