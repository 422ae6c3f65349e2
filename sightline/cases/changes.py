"""Writing on a child's record: each deed and its trail entry are one function and one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.cases.entries import NOTED_KINDS
from sightline.cases.models import (
    AgencyContact,
    Allocation,
    Appointment,
    Contact,
    Decision,
    Involvement,
    Plan,
    RecordCoverage,
    Statement,
    Visit,
    Voice,
)
from sightline.cases.once import fact_of, saved_before
from sightline.people.changes import First, amend_fact, record_fact, record_facts
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

KEPT_KINDS = (
    "Person", "Involvement", "HouseholdMembership", "Parentage", "Event", "Concern", "AgencyContact", "Contact",
    "Section47", "Assessment", "Referral", "Decision", "Visit", "Voice", "Plan", "Appointment", "Statement", "Meeting",
    *NOTED_KINDS,
)  # fmt: skip


@dataclass(frozen=True)
class ChildAtVisit:
    """One child's part of a visit. `None` = nobody wrote it down."""

    child: Person
    seen: str | None = None
    seen_alone: str | None = None
    bedroom: str | None = None
    awake: str | None = None
    reason_if_not: str | None = None
    words: str | None = None
    observation: str | None = None
    worker_makes_of_it: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FollowUp:
    """What was done about a missed appointment: `at_*` fields of each conversation are in its `when`."""

    family: Person | None = None
    family_kind: str = ""
    family_when: dict[str, Any] = field(default_factory=dict)
    agency: str = ""
    agency_who: str = ""
    agency_when: dict[str, Any] = field(default_factory=dict)
    agency_advice: str | None = None
    decided: str | None = None


def record_visit(
    *, by: Worker, children: Iterable[ChildAtVisit], when: dict[str, Any], opening: str = "", **details: Any
) -> list[Visit]:
    """Write one visit on the record of every child it was about; each record holds only its own part.

    `when`: the `at_*` fields; `details`: `planned`, `where`, `by_words` (who visited, in words), `note`. `opening`
    names the opening of a form: sent twice, it is one visit. Raises AlreadySaved.
    """
    occasion = fact_of(opening, by, "occasion")
    who = details.pop("by_words", by.name)
    visits, new = [], []
    for part in children:
        visit = Visit(
            child=part.child,
            fact=fact_of(opening, by, "visit", part.child.key),
            occasion=occasion,
            by=who,
            seen=part.seen,
            seen_alone=part.seen_alone,
            bedroom=part.bedroom,
            awake=part.awake,
            reason_if_not=part.reason_if_not,
            **when,
            **details,
        )
        saved = saved_before(visit)
        visits.append(saved or visit)
        if saved is None:
            new.append(First(visit, "cases.record_visit", part.child))
        if part.words or part.observation:
            voice = _voice_at(visit, part, when, fact_of(opening, by, "voice", part.child.key))
            if saved_before(voice) is None:
                new.append(First(voice, "cases.record_voice", part.child))
    if new:
        record_facts(new, by=by)
    return visits


def _voice_at(visit: Visit, part: ChildAtVisit, when: dict[str, Any], fact: UUID) -> Voice:
    return Voice(
        child=part.child,
        fact=fact,
        visit=visit.fact,
        mode="said" if part.words else "observed",
        words=part.words,
        observation=part.observation,
        worker_makes_of_it=part.worker_makes_of_it,
        **when,
    )


def record_voice(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Voice:
    """Write the child's words or what was observed, apart from what the worker makes of it."""
    row = Voice(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb="cases.record_voice", child=child)


def record_appointment(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Appointment:
    """Write an appointment, with its outcome if it has one. `person` defaults to the child."""
    details.setdefault("person", child)
    verb = "cases.record_was_not_brought" if details.get("outcome") == "was_not_brought" else "cases.record_appointment"
    row = Appointment(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb=verb, child=child)


@transaction.atomic
def record_appointment_and_follow_up(
    *, by: Worker, child: Person, when: dict[str, Any], opening: str, follow_up: FollowUp, **details: Any
) -> Appointment:
    """Write an appointment and what was done about it. The same `opening` twice is one. Raises AlreadySaved."""
    row = record_appointment(by=by, child=child, when=when, fact=fact_of(opening, by, "appointment"), **details)
    record_follow_up(row, by=by, opening=opening, follow_up=follow_up)
    return row


@transaction.atomic
def record_outcome_and_follow_up(
    row: Appointment,
    *,
    by: Worker,
    seen_version: int,
    opening: str,
    follow_up: FollowUp,
    because: str = "",
    **changes: Any,
) -> Appointment:
    """Fill in an appointment already on record, and what was done about it. Raises ChangedMeanwhile.

    Sent twice it is one: the second finds its own words in place.
    """
    if row.version != seen_version + 1 or row.recorded_by_id != by.pk or not _holds(row, changes):
        row = amend_appointment(row, by=by, seen_version=seen_version, because=because, **changes)
    record_follow_up(row, by=by, opening=opening, follow_up=follow_up)
    return row


def record_follow_up(row: Appointment, *, by: Worker, opening: str, follow_up: FollowUp) -> None:
    """Write the talk with the family, with another agency, and the decision, as far as there were any."""
    child = row.child
    if follow_up.family:
        record_contact(
            by=by, child=child, when=follow_up.family_when, with_person=follow_up.family, kind=follow_up.family_kind,
            about_appointments=[str(row.fact)], substantive="yes", note=f"About the appointment: {row.service}.",
            fact=fact_of(opening, by, "family"),
        )  # fmt: skip
    if follow_up.agency:
        record_agency_contact(
            by=by, child=child, when=follow_up.agency_when, with_agency=follow_up.agency, who=follow_up.agency_who,
            about=child, advice=follow_up.agency_advice, fact=fact_of(opening, by, "agency"),
        )  # fmt: skip
    if follow_up.decided:
        record_decision(
            by=by, child=child, when={"at_date": timezone.localdate()}, what="wnb_response", names=[str(row.fact)],
            reasons=follow_up.decided, fact=fact_of(opening, by, "decision"),
        )  # fmt: skip


def amend_appointment(
    row: Appointment, *, by: Worker, seen_version: int, because: str = "", **changes: Any
) -> Appointment:
    """Fill in or correct an appointment; the earlier version stays. Raises ChangedMeanwhile."""
    return amend_fact(
        row,
        by=by,
        verb="cases.amend_appointment",
        child=row.child,
        changes=changes,
        because=because,
        seen_version=seen_version,
    )


def record_statement(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Statement:
    """Write what somebody said, who heard it, and whether it was checked. Raises AlreadySaved."""
    row = Statement(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb="cases.record_statement", child=child)


def record_verification(
    row: Statement,
    *,
    by: Worker,
    seen_version: int,
    verification: str,
    why: str | None = None,
    corroboration: dict[str, Any] | None = None,
    sought_at: date | None = None,
) -> Statement:
    """Write that an account was checked, is being checked, or cannot be. Raises ChangedMeanwhile.

    `corroboration`: {source, agency, date, how, result, origin}; it is added to those already there. Sent twice it is
    one: the second finds its own words in place.
    """
    changes: dict[str, Any] = {"verification": verification}
    mine = row.version == seen_version + 1 and row.recorded_by_id == by.pk and row.verification == verification
    if mine and (corroboration is None or (row.corroborations or [None])[-1] == corroboration):
        return row
    if why is not None:
        changes["verification_why"] = why
    if corroboration is not None:
        changes["corroborations"] = [*(row.corroborations or []), corroboration]
    if sought_at is not None:
        changes["sought_at"] = sought_at
    return amend_fact(
        row, by=by, verb="cases.record_verification", child=row.child, changes=changes, seen_version=seen_version
    )


def _holds(row: Appointment, changes: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in changes.items())


def record_contact(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Contact:
    """Write a contact with the child's family."""
    row = Contact(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb="cases.record_contact", child=child)


def record_agency_contact(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> AgencyContact:
    """Write that another agency was spoken to, and what it knew."""
    details.setdefault("by", by.name)
    row = AgencyContact(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb="cases.record_agency_contact", child=child)


def record_decision(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Decision:
    """Write a decision with its reasons, what it rests on, and any dissent."""
    details.setdefault("decided_by", by.name)
    row = Decision(child=child, **when, **details)
    return saved_before(row) or record_fact(row, by=by, verb="cases.record_decision", child=child)


def open_involvement(
    *, by: Worker, child: Person, level: str, starts_on: date, allocated_at: date | None = None
) -> Involvement:
    """Begin a spell of help at a level."""
    row = Involvement(child=child, level=level, starts_on=starts_on, allocated_at=allocated_at)
    return record_fact(row, by=by, verb="cases.open_involvement", child=child)


def record_plan(*, by: Worker, child: Person, kind: str, starts_on: date, **details: Any) -> Plan:
    """Begin a plan."""
    row = Plan(child=child, kind=kind, starts_on=starts_on, **details)
    return record_fact(row, by=by, verb="cases.record_plan", child=child)


@transaction.atomic
def open_record(*, by: Worker | None, child: Person, starts_on: date | None) -> None:
    """Declare that every kind of record in these tables is kept here for the child from a day on."""
    RecordCoverage.objects.bulk_create(
        [RecordCoverage(child=child, kind=kind, starts_on=starts_on) for kind in KEPT_KINDS], ignore_conflicts=True
    )
    trail.record(verb="cases.open_record", by=by, child=child.key, thing=("RecordCoverage", child.key), content=None)


@transaction.atomic
def allocate(*, by: Worker | str, child: Person, worker: Worker, role: str, starts_on: date) -> Allocation:
    """Let a worker work with a child from a day on."""
    row = Allocation.objects.create(child=child, worker=worker, role=role, starts_on=starts_on)
    _trail_allocation(row, by=by, verb="cases.allocate")
    return row


@transaction.atomic
def end_allocation(row: Allocation, *, by: Worker | str, ends_on: date) -> Allocation:
    """End a worker's access to a child's record with a day."""
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    _trail_allocation(row, by=by, verb="cases.end_allocation")
    return row


def _trail_allocation(row: Allocation, *, by: Worker | str, verb: str) -> None:
    content = {"worker": row.worker_id, "role": row.role, "starts_on": str(row.starts_on), "ends_on": str(row.ends_on)}
    trail.record(verb=verb, by=by, child=row.child.key, thing=("Allocation", str(row.pk)), content=content)
