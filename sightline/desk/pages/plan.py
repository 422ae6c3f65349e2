"""Plans, meetings and statutory episodes, with the census's codes in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sightline.cases import codes
from sightline.cases.alike import pairs
from sightline.cases.entries import ENTRIES, Entry
from sightline.cases.entries.words import Names, facts_of, headline, text_of
from sightline.cases.models import Assessment, Involvement, Meeting, Referral, Section47
from sightline.cases.noting import body_of
from sightline.cases.pointing import pointing
from sightline.cases.queries import Statutory, in_force, statutory
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.noted import Sections, sections_and_names
from sightline.domain.dates import add_working_days, england, in_words
from sightline.kit.parts import Event, Link, Row, Table
from sightline.kit.words import first_capital
from sightline.people.facts import KEPT_HERE, DatedFact
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

WRITTEN = 10  # of each kind in full on the page (our default); the others by their own pages, from the story
ALIKE = "Looks like another of that day"
OPENS = {"Referral": "received_on", "Assessment": "started_on", "Section47": "started_on", "Plan": "starts_on"}


@dataclass(frozen=True)
class PlanPage:
    frame: Frame
    sections: Sections
    written: tuple[Event, ...]
    plans_now: tuple[Row, ...]
    plans: Table
    meetings: Table
    referrals: Table
    assessments: Table
    enquiries: Table
    levels: Table
    plans_kept: bool


def plan_page(child: Person, today: date, worker: Worker) -> PlanPage:
    """Build the page."""
    about, found = known(child, today), statutory(child, worker)
    now = [row for row in found.plans if in_force(row, today)]
    here = _written_here(found)
    beside = [one for row in here for one in pointing(ENTRIES[type(row).__name__], [row])]
    listed, names = sections_and_names(child, worker, "child-plan", beside)
    return PlanPage(
        frame=frame(about, "child-plan"),
        sections=listed,
        written=tuple(_event(child, ENTRIES[type(row).__name__], row, names) for row in here),
        plans_now=tuple(Row(saying.plan(row), row.text, missing="Its text is not kept here") for row in now),
        plans=_plans(found),
        meetings=_meetings(found),
        referrals=_referrals(found),
        assessments=_assessments(found),
        enquiries=_enquiries(found),
        levels=levels_table(found.involvements),
        plans_kept=about.coverage.keeps("Plan", today),
    )


def in_brief(child: Person, worker: Worker) -> tuple[Row, ...]:
    """What a file of statutory episodes says of a child, in words. Five queries."""
    found = statutory(child, worker, levels=False)
    return (
        Row("Latest referral", tuple(_referral(row) for row in found.referrals[:1]), missing="None in the file"),
        Row("Latest assessment", tuple(_assessment(row) for row in found.assessments[:1]), missing="None in the file"),
        Row("Section 47 enquiries", tuple(_enquiry(row) for row in found.enquiries), missing="None in the file"),
        Row("Plans", tuple(saying.plan(row) for row in found.plans), missing="None in the file"),
        Row("Conferences", tuple(_meeting(row) for row in found.meetings.rows), missing="None in the file"),
    )


def _referral(row: Referral) -> str:
    origin, need = (
        codes.in_words(codes.REFERRAL_SOURCE, row.source_code),
        codes.in_words(codes.PRIMARY_NEED, row.primary_need),
    )
    closed = _closed(row.closed_on, row.closure_reason, row.decision)
    return f"{_day(row.received_on)}, from {origin}. Main need: {need}. Closed: {closed}."


def _assessment(row: Assessment) -> str:
    factors = codes.all_in_words(codes.FACTOR, row.factors, none="none recorded", missing=saying.NOT_RECORDED)
    return f"{first_capital(saying.spell(row.started_on, row.authorised_on))}. Factors found at its end: {factors}."


def _enquiry(row: Section47) -> str:
    return first_capital(saying.spell(row.started_on, row.ended_on))


def _meeting(row: Meeting) -> str:
    return f"{saying.happened(row)}: {codes.in_words(codes.MEETING_KIND, row.kind)}"


def _day(found: date | None, missing: str = saying.NOT_RECORDED) -> str:
    return in_words(found) if found else missing


def _plans(found: Statutory) -> Table:
    rows = tuple(
        (
            saying.plan(row),
            codes.in_words(codes.CATEGORY, row.initial_category, "–"),
            codes.in_words(codes.CATEGORY, row.latest_category, "–"),
            saying.NOT_RECORDED if row.previous_plans is None else str(row.previous_plans),
            saying.source(row.source),
        )
        for row in found.plans
    )
    head = ("Plan", "Category at first", "Latest category", "Child protection plans before", "Source")
    return Table("Plans", head, rows)


def _meetings(found: Statutory) -> Table:
    def present(row: Meeting) -> str:
        return codes.all_in_words(codes.AGENCY, row.agencies_present, none="nobody", missing=saying.NOT_RECORDED)

    rows = tuple(
        (saying.happened(row), codes.in_words(codes.MEETING_KIND, row.kind), present(row), saying.source(row.source))
        for row in found.meetings.rows
    )
    caption = saying.older("Meetings and conferences", found.meetings.more)
    return Table(caption, ("When", "Meeting", "Agencies present", "Source"), rows)


def _referrals(found: Statutory) -> Table:
    doubtful = pairs(found.referrals)
    rows = tuple(
        (
            saying.received(row),
            codes.in_words(codes.REFERRAL_SOURCE, row.source_code),
            codes.in_words(codes.PRIMARY_NEED, row.primary_need),
            _decided(row),
            _closed(row.closed_on, row.closure_reason, row.decision),
            saying.origin(row) + (f". {ALIKE}" if row.pk in doubtful else ""),
        )
        for row in found.referrals
    )
    return Table("Referrals", ("Received", "From", "Main need", "Decision", "Closed", "Source"), rows)


def _decided(row: Referral) -> str:
    """What was decided; until then, by when it is to be, for a referral that is written here."""
    if row.decision:
        on = f", {in_words(row.decided_on)}" if row.decided_on else ""
        return f"{codes.in_words(codes.REFERRAL_DECISION, row.decision)}{on}"
    if row.received_on is None or row.source != KEPT_HERE:
        return saying.NOT_RECORDED
    return f"to be decided by {in_words(decide_by(row.received_on))}"


def decide_by(received: date) -> date:
    """One working day after a referral was received (Working Together)."""
    return add_working_days(received, 1, england())


def _written_here(found: Statutory) -> list[Any]:
    """Referrals, assessments, enquiries, plans and meetings that were written here, the newest of each first."""
    every = (found.referrals, found.assessments, found.enquiries, found.plans, found.meetings.rows)
    return [row for rows in every for row in [one for one in rows if one.source == KEPT_HERE][:WRITTEN]]


def _event(child: Person, entry: Entry, row: Any, names: Names) -> Event:
    body = body_of(row, entry)
    title = headline(entry, body, names)
    dated = isinstance(row, DatedFact)
    return Event(
        when=saying.happened(row) if dated else _day(getattr(row, OPENS[entry.kind])),
        heading=title,
        text=text_of(entry, body, names),
        facts=facts_of(entry, body, names),
        source=saying.recorder(row),
        recorded=saying.written(row),
        tags=("amended",) if row.version > 1 else (),
        link=Link(title, address(child, entry.kind, row.fact)),
    )


def _closed(on: date | None, reason: str, decision: str | None) -> str:
    if on is None:
        return "not opened" if decision == "nfa" else "open, as far as recorded"
    return f"{in_words(on)}: {codes.in_words(codes.CLOSURE_REASON, reason, 'reason not recorded')}"


def _assessments(found: Statutory) -> Table:
    rows = tuple(
        (
            _day(row.started_on),
            _day(row.authorised_on, "not finished, as far as recorded"),
            codes.all_in_words(codes.FACTOR, row.factors, none="none recorded", missing=saying.NOT_RECORDED),
            saying.source(row.source),
        )
        for row in found.assessments
    )
    return Table("Assessments", ("Began", "Finished", "Factors found at its end", "Source"), rows)


def _enquiries(found: Statutory) -> Table:
    rows = tuple(
        (
            _day(row.started_on),
            _day(row.ended_on),
            _day(row.conference_target),
            {"yes": "not needed", "no": "needed"}.get(row.conference_not_required, saying.NOT_RECORDED),
            row.outcome.replace("_", " ") or saying.NOT_RECORDED,
            saying.source(row.source),
        )
        for row in found.enquiries
    )
    head = ("Began", "Ended", "Conference to be held by", "Conference", "Outcome", "Source")
    return Table("Section 47 enquiries", head, rows)


def levels_table(found: Sequence[Involvement]) -> Table:
    """The levels of help there were, from when to when."""
    rows = tuple(
        (row.get_level_display(), saying.spell(row.starts_on, row.ends_on), saying.source(row.source)) for row in found
    )
    return Table("Levels of help", ("Level", "From when to when", "Source"), rows)
