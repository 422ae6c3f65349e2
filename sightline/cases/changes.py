"""Writing on a child's record: each deed and its trail entry are one function and one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sightline import trail
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
from sightline.people.changes import amend_fact, record_fact
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

KEPT_KINDS = (
    "Person", "Involvement", "HouseholdMembership", "Parentage", "Event", "Concern", "AgencyContact", "Contact",
    "Section47", "Assessment", "Referral", "Decision", "Visit", "Voice", "Plan", "Appointment", "Statement", "Meeting",
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


@transaction.atomic
def record_visit(*, by: Worker, children: Iterable[ChildAtVisit], when: dict[str, Any], **details: Any) -> list[Visit]:
    """Write one visit on the record of every child it was about; each record holds only its own part.

    `when`: the `at_*` fields; `details`: `planned`, `where`, `by_words` (who visited, in words), `note`.
    """
    occasion = uuid.uuid4()
    who = details.pop("by_words", by.name)
    visits = []
    for part in children:
        visit = Visit(
            child=part.child,
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
        record_fact(visit, by=by, verb="cases.record_visit", child=part.child)
        visits.append(visit)
        if part.words or part.observation:
            record_voice(
                by=by,
                child=part.child,
                when=when,
                visit=visit.fact,
                mode="said" if part.words else "observed",
                words=part.words,
                observation=part.observation,
                worker_makes_of_it=part.worker_makes_of_it,
            )
    return visits


def record_voice(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Voice:
    """Write the child's words or what was observed, apart from what the worker makes of it."""
    return record_fact(Voice(child=child, **when, **details), by=by, verb="cases.record_voice", child=child)


def record_appointment(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Appointment:
    """Write an appointment, with its outcome if it has one. `person` defaults to the child."""
    details.setdefault("person", child)
    verb = "cases.record_was_not_brought" if details.get("outcome") == "was_not_brought" else "cases.record_appointment"
    return record_fact(Appointment(child=child, **when, **details), by=by, verb=verb, child=child)


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
    """Write what somebody said, who heard it, and whether it was checked."""
    return record_fact(Statement(child=child, **when, **details), by=by, verb="cases.record_statement", child=child)


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

    `corroboration`: {source, agency, date, how, result, origin}; it is added to those already there.
    """
    changes: dict[str, Any] = {"verification": verification}
    if why is not None:
        changes["verification_why"] = why
    if corroboration is not None:
        changes["corroborations"] = [*(row.corroborations or []), corroboration]
    if sought_at is not None:
        changes["sought_at"] = sought_at
    return amend_fact(
        row, by=by, verb="cases.record_verification", child=row.child, changes=changes, seen_version=seen_version
    )


def record_contact(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Contact:
    """Write a contact with the child's family."""
    return record_fact(Contact(child=child, **when, **details), by=by, verb="cases.record_contact", child=child)


def record_agency_contact(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> AgencyContact:
    """Write that another agency was spoken to, and what it knew."""
    row = AgencyContact(child=child, **when, **details)
    return record_fact(row, by=by, verb="cases.record_agency_contact", child=child)


def record_decision(*, by: Worker, child: Person, when: dict[str, Any], **details: Any) -> Decision:
    """Write a decision with its reasons, what it rests on, and any dissent."""
    details.setdefault("decided_by", by.name)
    return record_fact(Decision(child=child, **when, **details), by=by, verb="cases.record_decision", child=child)


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
def allocate(*, by: Worker, child: Person, worker: Worker, role: str, starts_on: date) -> Allocation:
    """Let a worker work with a child from a day on."""
    row = Allocation.objects.create(child=child, worker=worker, role=role, starts_on=starts_on)
    _trail_allocation(row, by=by, verb="cases.allocate")
    return row


@transaction.atomic
def end_allocation(row: Allocation, *, by: Worker, ends_on: date) -> Allocation:
    """End a worker's access to a child's record with a day."""
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    _trail_allocation(row, by=by, verb="cases.end_allocation")
    return row


def _trail_allocation(row: Allocation, *, by: Worker, verb: str) -> None:
    content = {"worker": row.worker_id, "role": row.role, "starts_on": str(row.starts_on), "ends_on": str(row.ends_on)}
    trail.record(verb=verb, by=by, child=row.child.key, thing=("Allocation", str(row.pk)), content=content)
