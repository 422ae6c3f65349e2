"""Which column of which table is which field of the record format: one row a table, and nothing else knows.

    Table(Visit, {"at": WHEN, "seen": plain("seen"), …})
          │        │            └─ column, and how its value becomes the field's
          │        └─ field name of `sightline-record/1`
          └─ kind = name of the model

Three ways of being empty are kept apart. A nullable column says it itself: null = never filled, "" = saved empty.
A text column that cannot be null holds a name or a code, where "" only ever means "never filled" (`code`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any

from sightline.cases import models as cases
from sightline.domain.dates import Precision, UncertainDate
from sightline.people import models as people
from sightline.people.facts import KEPT_HERE, LONDON

Convert = Callable[..., Any]
Read = Callable[[Sequence[Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """The columns a field is read from, and how."""

    columns: tuple[str, ...]
    convert: Convert | None = None


def plain(column: str) -> Field:
    """As it stands in the table, null and "" apart."""
    return Field((column,))


def code(column: str) -> Field:
    """A code or name whose column cannot be null: "" is "never filled"."""
    return Field((column,), filled)


def filled(value: Any) -> Any:
    """The value, None for an empty text."""
    return value or None


def fact(column: str) -> Field:
    """Another fact's identity, as text."""
    return Field((column,), lambda value: None if value is None else str(value))


def person(column: str) -> Field:
    """A person's opaque key."""
    return Field((f"{column}__key",))


def _said_by(key: str | None, words: str) -> str | None:
    return key or words or None


@lru_cache(maxsize=50_000)
def local(moment: datetime) -> datetime:
    """A moment as the record format writes it: local time, without a zone. (An import writes thousands at once.)"""
    return moment.astimezone(LONDON).replace(tzinfo=None)


def when(
    day: date | None, at: time | None, precision: str, earliest: date | None, latest: date | None, words: str
) -> date | datetime | UncertainDate | None:
    """The `at_*` columns as a date, a local date and time, or an uncertain date. Nothing filled at all gives None."""
    if precision == Precision.EXACT:
        return moment_of(day, at)
    return uncertain(day, precision, earliest, latest, words)


def moment_of(day: date | None, at: time | None) -> date | datetime | None:
    """A day with its time, where somebody wrote it."""
    return datetime.combine(day, at) if day and at else day


def uncertain(
    day: date | None, precision: str, earliest: date | None, latest: date | None, basis: str
) -> UncertainDate | None:
    """An uncertain date; bounds nobody wrote are worked out from the day as its precision says."""
    if precision == Precision.UNKNOWN or not (day or earliest or latest):
        return UncertainDate.unknown(basis)
    return UncertainDate.from_json(
        {"value": day, "precision": precision, "earliest": earliest, "latest": latest, "basis": basis}
    )


def born(
    day: date | None, precision: str, earliest: date | None, latest: date | None, basis: str
) -> date | UncertainDate | None:
    """A date of birth; None when nothing is recorded, so that a check sees an empty field and not a guess."""
    if precision == Precision.EXACT or not (day or earliest or latest):
        return day
    return uncertain(day, precision, earliest, latest, basis)


WHEN = Field(("at_date", "at_time", "at_precision", "at_earliest", "at_latest", "at_words"), when)
BORN = Field(("dob", "dob_precision", "dob_earliest", "dob_latest", "dob_basis"), born)


@dataclass(frozen=True)
class Table:
    """One table (`model`: a kind of VersionedFact) and how its rows read in the record format.

    `owner`: the column that says on whose record a row is.
    """

    model: Any
    fields: Mapping[str, Field]
    owner: str = "child_id"

    @property
    def kind(self) -> str:
        """The kind of the record format; models are named after it."""
        return str(self.model.__name__)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column to ask for, in the order `read` expects them."""
        return tuple(column for field in self.fields.values() for column in field.columns)

    def reader(self, start: int = 0) -> Read:
        """Reads the fields of one row from its columns, which begin at a place."""
        if start not in self._readers:
            self._readers[start] = reader(self.fields, start)
        return self._readers[start]

    @cached_property
    def _readers(self) -> dict[int, Read]:
        return {}


def reader(fields: Mapping[str, Field], start: int = 0) -> Read:
    """Reads these fields, in this order, from the columns of a row that begin at a place.

    Two million rows go through here: which column is whose is worked out once, and only what changes is touched again.
    """
    names, empty, changed, firsts = tuple(fields), [], [], []
    for name, field in fields.items():
        firsts.append(start)
        if field.convert is filled:
            empty.append(name)
        elif field.convert:
            changed.append((name, field.convert, slice(start, start + len(field.columns))))
        start += len(field.columns)
    pick = itemgetter(*firsts)

    def read(values: Sequence[Any]) -> dict[str, Any]:
        found = dict(zip(names, pick(values), strict=True))
        for name in empty:
            if not found[name]:
                found[name] = None
        for name, convert, columns in changed:
            found[name] = convert(*values[columns])
        return found

    return read


def _spell(**more: Field) -> dict[str, Field]:
    return {"from": plain("starts_on"), "to": plain("ends_on"), **more}


MEMBERSHIP = Table(
    people.HouseholdMembership,
    _spell(person=person("person"), household=Field(("household__key",)), role=code("role")),
    owner="household_id",
)
PARENTAGE = Table(
    people.Parentage,
    {
        "child": person("child"),
        "parent": person("parent"),
        "kind": code("kind"),
        "asked_on": plain("asked_on"),
        "answer": code("answer"),
    },
)
PERSON = {
    "given": plain("given_name"),
    "family": plain("family_name"),
    "dob": BORN,
    "expected_dob": plain("expected_dob"),
    "sex": code("sex"),
    "gestation_weeks": plain("gestation_weeks"),
    "disability": plain("disability"),
    "delay": code("delay"),
    "languages": plain("languages"),
    "interpreter_need": code("interpreter_need"),
}

CASE_TABLES = (
    Table(cases.Involvement, _spell(level=code("level"), allocated_at=plain("allocated_at"))),
    Table(
        cases.Plan,
        _spell(
            kind=code("kind"),
            visit_interval_wd=plain("visit_interval_wd"),
            persons_named=plain("persons_named"),
        ),
    ),
    Table(
        cases.Referral,
        {
            "received_at": Field(("received_on", "received_time"), moment_of),
            "source_code": code("source_code"),
            "referrer": code("referrer"),
            "decision": plain("decision"),
            "role": code("role"),
            "how_made": code("how_made"),
            "confirmed_in_writing_at": plain("confirmed_in_writing_on"),
            "decided_at": plain("decided_on"),
            "decided_by": code("decided_by"),
            "reasons": plain("reasons"),
            "feedback_given_at": plain("feedback_given_on"),
            "response_by_referrer": plain("response_by_referrer"),
            "response_at": plain("response_on"),
            # A census has no place for who decided and when; silence there is not the record's.
            "from_return": Field(("source",), lambda source: True if source != KEPT_HERE else None),
        },
    ),
    Table(
        cases.Assessment,
        {
            "referral": fact("referral"),
            "started_at": plain("started_on"),
            "planned_end": plain("planned_end"),
            "authorised_at": plain("authorised_on"),
            "outcome": code("outcome"),
        },
    ),
    Table(
        cases.Section47,
        {
            "started_on": plain("started_on"),
            "planned_end": plain("planned_end"),
            "ended_on": plain("ended_on"),
            "outcome": code("outcome"),
        },
    ),
    Table(
        cases.Meeting,
        {
            "at": WHEN,
            "kind": code("kind"),
            "planned": code("planned"),
            "agencies_present": plain("agencies_present"),
            "multi_agency": plain("multi_agency"),
            "quorum_reason": plain("quorum_reason"),
            "late_reason": plain("late_reason"),
            "dissent": plain("dissent"),
            "content_to_differ": plain("content_to_differ"),
            "decision_made_on": plain("decision_made_on"),
        },
    ),
    Table(
        cases.Visit,
        {
            "at": WHEN,
            "planned": code("planned"),
            "where": code("where"),
            "seen": plain("seen"),
            "seen_alone": plain("seen_alone"),
            "bedroom": plain("bedroom"),
            "awake": plain("awake"),
            "reason_if_not": plain("reason_if_not"),
            "by": code("by"),
        },
    ),
    Table(
        cases.Voice,
        {
            "date": WHEN,
            "person": person("child"),
            "mode": plain("mode"),
            "words": plain("words"),
            "observation": plain("observation"),
            "worker_makes_of_it": plain("worker_makes_of_it"),
            "what_changed": plain("what_changed"),
            "visit": fact("visit"),
        },
    ),
    Table(
        cases.Appointment,
        {
            "at": WHEN,
            "person": person("person"),
            "service": code("service"),
            "purpose": code("purpose"),
            "importance": plain("importance"),
            "outcome": plain("outcome"),
            "responsible_adult": Field(("responsible_person__key", "responsible_adult"), _said_by),
            "reason_given": plain("reason_given"),
            "reason_checked": plain("reason_checked"),
            "barrier_codes": plain("barrier_codes"),
            "consequence_for_child": plain("consequence_for_child"),
            "action": plain("action"),
            "told_who": plain("told_who"),
        },
    ),
    Table(
        cases.Contact,
        {
            "at": WHEN,
            "with_person": person("with_person"),
            "kind": code("kind"),
            "substantive": plain("substantive"),
            "direct": plain("direct"),
            "interpreter": plain("interpreter"),
            "repeats": fact("repeats"),
            "about_appointments": plain("about_appointments"),
        },
    ),
    Table(
        cases.AgencyContact,
        {
            "at": WHEN,
            "agency": code("with_agency"),
            "who": code("who"),
            "about": person("about"),
            "advice": plain("advice"),
            "by": code("by"),
        },
    ),
    Table(
        cases.Statement,
        {
            "at": WHEN,
            "about": person("about"),
            "said_by": Field(("said_by_person__key", "said_by"), _said_by),
            "role": plain("role"),
            "heard_by": code("heard_by"),
            "text": plain("text"),
            "topic": plain("topic"),
            "matters": plain("matters"),
            "verification": plain("verification"),
            "verification_why": plain("verification_why"),
            "corroborations": plain("corroborations"),
            "used_in": plain("used_in"),
            "informant": plain("informant"),
            "sought_at": plain("sought_at"),
            "response": plain("response"),
            "response_at": plain("response_at"),
        },
    ),
    Table(
        cases.Decision,
        {
            "at": WHEN,
            "what": code("what"),
            "options_considered": plain("options_considered"),
            "reasons": plain("reasons"),
            "evidence_refs": plain("evidence_refs"),
            "names": plain("names"),
            "decided_by": code("decided_by"),
            "role": code("role"),
            "dissent": plain("dissent"),
            "child_impact": plain("child_impact"),
            "status": code("status"),
            "takes_effect_on": plain("takes_effect_on"),
            "spoken_with_child": code("spoken_with_child"),
            "shared_with": code("shared_with"),
        },
    ),
    Table(
        cases.Concern,
        {
            "first_known": WHEN,
            "person": person("person"),
            "subject_words": code("subject_words"),
            "topic": code("topic"),
            "last_known": plain("last_known"),
            "status": plain("status"),
            "source": code("concern_source"),
            "map_to_cin": code("map_to_cin"),
            "abuser_person": person("abuser_person"),
            "victim_person": person("victim_person"),
            "abuser_not_known_reason": plain("abuser_not_known_reason"),
            "service": code("service"),
        },
    ),
    Table(
        cases.Event,
        {
            "when": WHEN,
            "what": plain("what"),
            "topic": code("topic"),
            "source": code("event_source"),
            "kind": code("kind"),
            "significance": plain("significance"),
            "persons": plain("persons"),
        },
    ),
)
TABLES = (MEMBERSHIP, PARENTAGE, *CASE_TABLES)

# Fields by which a fact names somebody: whoever is named is on the record as a Person (subject false).
NAMING = (
    "person", "about", "with_person", "said_by", "parent", "child", "cared_for", "owner", "abuser_person",
    "victim_person", "informant",
)  # fmt: skip
NAMING_LISTS = ("carers_allowed", "persons_named", "supervision", "siblings", "network", "persons", "not_relevant")


@cache
def naming(kind: str) -> tuple[tuple[str, bool], ...]:
    """The fields by which a fact of a kind can name somebody, and whether in a list or parts of the entry.

    An entry without a table may have any.
    """
    table = next((table for table in TABLES if table.kind == kind), None)
    every = [(name, False) for name in NAMING] + [(name, True) for name in NAMING_LISTS]
    return tuple((name, is_list) for name, is_list in every if table is None or name in table.fields)
