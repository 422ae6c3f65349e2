"""A child's story: every kind of record as lines of one chronology, the newest first, with gaps in words.

One query a table, and one for all spells of help, so that the page stays under 25 whatever the record holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localtime

from sightline.cases import codes, models
from sightline.cases.audience import read, readable
from sightline.cases.entries import ENTRIES
from sightline.cases.entries import Entry as Declared
from sightline.cases.entries.words import Names, facts_of, headline, text_of
from sightline.cases.moving import removed_from
from sightline.cases.noting import about_shown
from sightline.cases.pointing import names_for, table_names
from sightline.cases.queries import latest_first, when
from sightline.cases.reading import fetch
from sightline.desk import saying
from sightline.desk.the_rest import corroboration, the_rest
from sightline.desk.then import keeping
from sightline.domain.dates import UncertainDate, in_words
from sightline.kit.parts import Event, Link
from sightline.kit.words import day, first_capital, moment
from sightline.people.facts import KEPT_HERE, DatedFact, VersionedFact
from sightline.people.models import Person
from sightline.people.queries import homes

if TYPE_CHECKING:
    from sightline.access.models import Worker

GAP_DAYS = 56  # our default: eight weeks without an entry are said in words


@dataclass(frozen=True)
class Entry:
    """One line: what kind of record, when it happened, and how it is drawn.

    `agency`: who recorded it; `facts`: its text with the questions apart; `spell`: what it is an end of (row, words,
    from, to), for the drawing.
    """

    kind: str
    when: UncertainDate
    heading: str
    text: str
    source: str
    recorded: str
    tags: tuple[str, ...] = ()
    fact: UUID | None = None
    amended: bool = False
    time: Any = None
    agency: str = ""
    spell: tuple[str, str, date | None, date | None] | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> date | None:
        """The day to sort by: the estimate, else the earliest it can have been."""
        return self.when.value or self.when.earliest or self.when.latest

    def event(self, child: Person) -> Event:
        """As the kit's timeline draws it."""
        words = self.when.in_words()
        if self.time is not None:
            words += f" at {saying.clock(self.time)}"
        tags = (*self.tags, "amended") if self.amended else self.tags
        link = Link(self.heading, address(child, self.kind, self.fact)) if self.fact else None
        anchor = f"entry-{self.fact}" if self.fact else ""
        return Event(words, self.heading, self.text, self.source, self.recorded, tags, link, anchor, self.facts)


def address(child: Person, kind: str, fact: UUID) -> str:
    """The page of one entry, with its earlier versions."""
    return keeping(reverse("child-entry", kwargs={"key": child.key, "kind": kind, "fact": fact}))


def lines(*parts: str | None) -> str:
    """The parts that say something, a line each."""
    return "\n".join(part for part in parts if part)


def labelled(label: str, text: str | None) -> str:
    return f"{label}: {text}" if text and text.strip() else ""


def _entry(row: DatedFact, heading: str, text: str, *tags: str) -> Entry:
    return Entry(
        kind=type(row).__name__,
        when=when(row),
        time=row.at_time,
        heading=heading,
        text=text,
        source=saying.recorder(row),
        recorded=saying.written(row),
        tags=tags,
        fact=row.fact,
        amended=row.version > 1,
    )


def visit(row: models.Visit) -> Entry:
    """A visit, as far as it concerns this child. What nobody wrote down is said, not left out."""
    kind = {"yes": "Planned visit", "no": "Unannounced visit"}.get(row.planned, "Visit")
    heading = f"{kind}{f', {row.where}' if row.where else ''}"
    text = lines(
        f"By {row.by or 'somebody not recorded'}. Seen: {saying.yes_no(row.seen)}. "
        f"Alone: {saying.yes_no(row.seen_alone)}. Bedroom seen: {saying.yes_no(row.bedroom)}. "
        f"Awake: {saying.yes_no(row.awake)}.",
        labelled("Reason if not seen", row.reason_if_not),
        row.note,
    )
    return _entry(row, heading, text, *(("not seen",) if row.seen == "N" else ()))


def voice(row: models.Voice) -> Entry:
    """The child's words or what was observed; the adult's reading stays on the page of the voice."""
    text = lines(f"“{row.words}”" if row.words else "", labelled("Observed", row.observation))
    return _entry(row, "In the child’s own words" if row.words else "What was observed of the child", text)


def appointment(row: models.Appointment, today: date, child: Person) -> Entry:
    """An appointment and what came of it."""
    whose = "" if row.person_id == child.pk else f" of {row.person.shown_name}"
    heading = f"Appointment{whose}: {row.service or 'service not recorded'}, {saying.outcome(row, today).lower()}"
    text = lines(
        labelled("For", row.purpose),
        labelled("What got in the way", reasons(row)),
        labelled("What the child missed out on", row.consequence_for_child),
        labelled("How the reason was checked", row.reason_checked),
        labelled("Who was to bring the child", row.responsible_adult),
        labelled("How much it matters", row.get_importance_display() if row.importance else ""),
        labelled("What happens next", row.action),
        labelled("Told", row.told_who),
        labelled("Came in as", row.imported_as),
    )
    return _entry(row, heading, text, *(("was not brought",) if row.outcome == "was_not_brought" else ()))


def reasons(row: models.Appointment) -> str:
    """Barriers and the reason in the family's words, in one line."""
    known = codes.all_in_words(codes.BARRIER, row.barrier_codes, none="", missing="")
    return "; ".join(part for part in (known, row.reason_given or "") if part)


def contact(row: models.Contact) -> Entry:
    """A contact with the family."""
    kind = row.get_kind_display() if row.kind else "Contact"
    who = f" with {row.with_person.shown_name}" if row.with_person else " with the family"
    return _entry(row, f"{kind}{who}", row.note)


def statement(row: models.Statement) -> Entry:
    """What somebody said, marked as an account and with the state of its checking."""
    who = row.said_by or "Somebody not recorded"
    checked = row.get_verification_display() if row.verification else "Whether it was checked is not recorded"
    text = lines(
        f"“{row.text}”",
        checked,
        labelled("Why it cannot be checked", row.verification_why),
        *(labelled("Spoken to by", corroboration(found)) for found in row.corroborations or ()),
        labelled("Used in", ", ".join(row.used_in or ())),
    )
    return _entry(row, f"{who} said", text, "an account")


def agency_contact(row: models.AgencyContact) -> Entry:
    """What another agency was asked or told."""
    agency = codes.in_words(codes.AGENCY, row.with_agency)
    return _entry(row, f"Spoke with {agency}{f' ({row.who})' if row.who else ''}", lines(row.advice))


def decision(row: models.Decision) -> Entry:
    """A decision with its reasons; dissent beside it."""
    text = lines(
        labelled("Reasons", row.reasons or "none recorded"),
        labelled("What it means for the child", row.child_impact),
        labelled("Seen differently", row.dissent),
        labelled("Decided by", row.decided_by),
    )
    return _entry(row, f"Decision: {codes.in_words(codes.DECISION, row.what)}", text)


def concern(row: models.Concern) -> Entry:
    """A worry about one person and one topic."""
    whom = row.person.shown_name if row.person else row.subject_words or "person not recorded"
    status = row.get_status_display() if row.status else "Status not recorded"
    text = lines(f"{status}.", labelled("Source", row.concern_source))
    return _entry(row, f"Worry noted: {codes.in_words(codes.CONCERN_TOPIC, row.topic)} ({whom})", text)


def event(row: models.Event) -> Entry:
    """A chronology entry that is none of the other kinds; a fact, a report and an opinion are told apart."""
    tags = (row.get_kind_display().lower(), *(("critical",) if row.significance == "critical" else ()))
    return _entry(row, row.what, labelled("Source", row.event_source), *tags)


def meeting(row: models.Meeting) -> Entry:
    """A meeting, held or arranged."""
    present = row.agencies_present
    who = "not recorded" if present is None else codes.all_in_words(codes.AGENCY, present, none="nobody", missing="")
    return _entry(row, codes.in_words(codes.MEETING_KIND, row.kind), lines(f"Agencies present: {who}.", row.note))


_Builder = Callable[[Any], Entry]
DATED: tuple[tuple[type[DatedFact], _Builder, tuple[str, ...]], ...] = (
    (models.Visit, visit, ()),
    (models.Voice, voice, ()),
    (models.Contact, contact, ("with_person",)),
    (models.Statement, statement, ("said_by_person", "about")),
    (models.AgencyContact, agency_contact, ("about",)),
    (models.Decision, decision, ()),
    (models.Concern, concern, ("person", "abuser_person", "victim_person")),
    (models.Event, event, ()),
    (models.Meeting, meeting, ()),
)
_BUILDERS: dict[type[Any], _Builder] = {model: build for model, build, _ in DATED}
# What is read together with a row of each table.
JOINS: dict[str, tuple[str, ...]] = {model.__name__: ("recorded_by", "agency", *joins) for model, _, joins in DATED} | {
    "Appointment": ("recorded_by", "agency", "person"),
    "Noted": ("recorded_by", "agency"),
}


def _by(row: DatedFact, entry: Entry) -> Entry:
    """The entry with the agency that recorded it, where the row was read with it."""
    return replace(entry, agency=row.agency.name if row.agency else "")


KEPT: tuple[type[Any], ...] = (*_BUILDERS, models.Appointment, models.Noted)


def entries_of(
    model: type[Any], rows: Sequence[Any], child: Person, today: date, worker: Worker, *, whole: bool = False
) -> list[Entry]:
    """Rows of one table as lines, in the same order. Two queries more for the declared kinds, if there are any rows.

    `whole`: also the names of what an entry of another table rests on, for paper. Six queries more for each table.
    """
    if model is models.Appointment:
        made = [appointment(row, today, child) for row in rows]
    elif model is models.Noted:
        names = names_for(child, rows, worker, rows) if rows else (lambda _key: "")
        made = [_declared_entry(ENTRIES[row.kind], row, names) for row in rows]
    else:
        made = [_BUILDERS[model](row) for row in rows]
    if model is not models.Noted:
        called = table_names(child, ENTRIES[model.__name__], rows, worker) if whole else None
        made = [
            replace(line, text=lines(line.text, *the_rest(row, called))) for row, line in zip(rows, made, strict=True)
        ]
    return [_by(row, entry) for row, entry in zip(rows, made, strict=True)]


def _declared_entry(declared: Declared, row: models.Noted, names: Names) -> Entry:
    line = _entry(row, headline(declared, row.body, names), text_of(declared, row.body, names))
    return replace(line, kind=row.kind, facts=facts_of(declared, row.body, names))


def story(child: Person, today: date, worker: Worker) -> list[Entry]:
    """Every entry of the record that this worker may read, the newest first; what has no day comes last."""
    found = spells_and_moves(child, today, worker) + removals(child, worker)
    for model in KEPT:
        kept = latest_first(model._default_manager.current())
        rows = read(kept.select_related(*JOINS[model.__name__]), worker, child)
        rows = about_shown(rows, worker) if model is models.Noted else rows
        found += entries_of(model, rows, child, today, worker, whole=True)
    return sorted(found, key=_order, reverse=True)


def spells_and_moves(child: Person, today: date, worker: Worker) -> list[Entry]:
    """Spells of help, and who came to live with the child and who left. Three queries at most."""
    found = [entry for row in _spells(child, worker) for entry in _spell_entries(row)]
    return found + _moves(child, today, worker)


def removals(child: Person, worker: Worker) -> list[Entry]:
    """Lines for what was removed from this record. One query."""
    return [_removed(row) for row in removed_from(child, worker)]


def _removed(row: models.MovedEntry) -> Entry:
    """What is left of an entry that stood on the wrong record: that it is gone, and through whom."""
    at = localtime(row.moved_at)
    return Entry(
        kind="Removed",
        when=UncertainDate.exact(at.date()),
        heading=f"An entry was removed on {in_words(at.date())} by {row.by.name}",
        text="It had been written on the wrong child’s record. Its words are not kept here.",
        source=f"Recorded by {row.by.name}",
        recorded=f"written {moment(row.moved_at)}",
        time=at.time(),
    )


def _order(entry: Entry) -> tuple[bool, date, str]:
    at = saying.clock(entry.time) if entry.time else ""
    return entry.day is not None, entry.day or date.min, at


# Spells of help and statutory episodes: five tables, one query.

_SPELL = ("kind_of", "fact", "version", "first_recorded_at", "recorded_at", "source", "who")
_SPELL_EXTRA = ("opens", "closes", "code_1", "code_2", "list_1")


@dataclass(frozen=True)
class Spell:
    """One row of the five tables, in common columns."""

    kind_of: str
    fact: UUID
    version: int
    first_recorded_at: datetime
    recorded_at: datetime
    source: str
    who: str | None
    opens: date | None
    closes: date | None
    code_1: str
    code_2: str
    list_1: str | None


def _spells(child: Person, worker: Worker) -> list[Spell]:
    """Involvements, referrals, assessments, section 47 enquiries and plans."""
    return [Spell(*row) for row in fetch("spells", _spell_rows, child, worker)]


def _spell_rows(child: Person, worker: Worker) -> QuerySet[Any, Any]:
    def rows(model: type[VersionedFact], opens: str, closes: str, one: str, two: str, many: str = "") -> Any:
        some = readable(model._default_manager.current(), worker, child)
        return some.annotate(
            kind_of=Value(model.__name__, CharField()),
            who=F("recorded_by__name"),
            opens=F(opens),
            closes=F(closes),
            code_1=Cast(one, CharField()),
            code_2=Cast(two, CharField()),
            list_1=Cast(many, CharField()) if many else Cast(Value(None, CharField()), CharField()),
        ).values_list(*_SPELL, *_SPELL_EXTRA)

    found: QuerySet[Any, Any] = rows(models.Involvement, "starts_on", "ends_on", "level", "level").union(
        rows(models.Referral, "received_on", "closed_on", "source_code", "primary_need", "decision"),
        rows(models.Assessment, "started_on", "authorised_on", "outcome", "outcome", "factors"),
        rows(models.Section47, "started_on", "ended_on", "outcome", "conference_not_required"),
        rows(models.Plan, "starts_on", "ends_on", "kind", "latest_category"),
        all=True,
    )
    return found


def _spell_entries(row: Spell) -> Iterable[Entry]:
    words = _SPELL_WORDS[row.kind_of]
    began, ended, text = words(row)
    if row.opens or not row.closes:
        yield _spell_entry(row, row.opens, began, text)
    if row.closes:
        yield _spell_entry(row, row.closes, ended, "")


def _spell_entry(row: Spell, on: date | None, heading: str, text: str) -> Entry:
    here = row.source == KEPT_HERE
    return Entry(
        kind=row.kind_of,
        when=UncertainDate.exact(on) if on else UncertainDate.unknown(),
        heading=heading,
        text=text,
        source=_recorder(row) if here else first_capital(saying.source(row.source)),
        recorded=f"{'written' if here else 'brought in'} {day(row.first_recorded_at)}",
        fact=row.fact,
        amended=row.version > 1,
    )


def _recorder(row: Spell) -> str:
    return f"Recorded by {row.who}" if row.who else "Recorded here"


def _involvement_words(row: Spell) -> tuple[str, str, str]:
    level = dict(models.involvement.Level.choices).get(row.code_1, row.code_1)
    return f"Help began: {level}", f"Help ended: {level}", ""


def _referral_words(row: Spell) -> tuple[str, str, str]:
    need = codes.in_words(codes.PRIMARY_NEED, row.code_2)
    origin = codes.in_words(codes.REFERRAL_SOURCE, row.code_1)
    decided = labelled("Decided", codes.in_words(codes.REFERRAL_DECISION, row.list_1, ""))
    return f"Referral from {origin}", "Referral closed", lines(f"Main need: {need}.", decided)


def _assessment_words(row: Spell) -> tuple[str, str, str]:
    found = json.loads(row.list_1) if row.list_1 else None
    words = codes.all_in_words(codes.FACTOR, found, none="none recorded", missing="not recorded")
    return "Assessment began", "Assessment finished", f"Factors found at its end: {words}."


def _section47_words(row: Spell) -> tuple[str, str, str]:
    return "Section 47 enquiry began", "Section 47 enquiry ended", labelled("Outcome", row.code_1)


def _plan_words(row: Spell) -> tuple[str, str, str]:
    kind = dict(models.statutory.PlanKind.choices).get(row.code_1, row.code_1)
    category = f"Category: {codes.in_words(codes.CATEGORY, row.code_2)}." if row.code_2 else ""
    return f"{kind} began", f"{kind} ended", category


_SPELL_WORDS = {
    "Involvement": _involvement_words,
    "Referral": _referral_words,
    "Assessment": _assessment_words,
    "Section47": _section47_words,
    "Plan": _plan_words,
}


def _moves(child: Person, today: date, worker: Worker) -> list[Entry]:
    """Who came to live with the child and who left, as far as days are recorded. Two queries."""
    found = []
    for number, home in enumerate(homes(child, today, worker), 1):
        for row in (home.own, *home.others):
            whom = child.shown_name if row.person_id == child.pk else row.person.shown_name
            often = row.role == "regular_contact"
            came, left = ("began to be often at", "stopped being often at") if often else ("joined", "left")
            name = f"{whom} (often there)" if often else whom
            spell = (f"Household {number}", name, row.starts_on, row.ends_on)
            if row.starts_on:
                found.append(_move(row, row.starts_on, f"{whom} {came} the household", spell))
            if row.ends_on:
                found.append(_move(row, row.ends_on, f"{whom} {left} the household", spell))
    return found


def _move(row: Any, on: date, heading: str, spell: tuple[str, str, date | None, date | None]) -> Entry:
    here = row.source == KEPT_HERE
    return Entry(
        kind="HouseholdMembership",
        when=UncertainDate.exact(on),
        heading=heading,
        text="",
        source="Recorded here" if here else first_capital(saying.source(row.source)),
        recorded=saying.written(row),
        spell=spell,
    )


def gaps(written: Iterable[date | None], today: date) -> tuple[str, ...]:
    """Stretches between the days of entries, the newest first, in words. Silence may mean that nobody wrote."""
    days = sorted({day for day in written if day and day <= today})
    if not days:
        return ()
    pairs = zip(days, [*days[1:], today], strict=True)
    found = [(first, last) for first, last in pairs if (last - first).days > GAP_DAYS]
    return tuple(_gap(first, last, last == today) for first, last in reversed(found))


def _gap(first: date, last: date, open_ended: bool) -> str:
    until = "today" if open_ended else in_words(last)
    return f"Nothing is recorded between {in_words(first)} and {until}. That may mean that nothing was written down."
