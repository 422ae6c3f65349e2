"""Children's records for page tests: one with something of every kind, one empty, one imported from a census."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from sightline.access.models import Worker
from sightline.cases import changes as cases
from sightline.cases.models import (
    Assessment,
    Concern,
    Event,
    Involvement,
    Meeting,
    Plan,
    RecordCoverage,
    Referral,
    Section47,
)
from sightline.people import changes as people
from sightline.people.changes import record_fact
from sightline.people.models import Household, Person
from tests.standing import a_recorded_child

CENSUS = "cin:2024"


def signed_in(worker: Worker) -> Client:
    """A browser in which this worker has signed in with both factors."""
    client = Client()
    client.force_login(worker)
    session = client.session
    session["second_factor_enrolled"] = True
    session.save()
    return client


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def a_family(by: Worker, *names: str) -> list[Person]:
    """Children of one household with their mother, all of them `by`'s."""
    home = Household.objects.create()
    mother = people.add_person(by=by, given_name="Kerry", family_name="Fennimore", sex="F", dob=date(1997, 2, 1))
    children = []
    for name in names:
        made = a_recorded_child(by, name=name).allocated_to(by, "2026-01-01").at_level("CP", ago(90))
        others = () if children else (mother,)
        made.living_with(*others, household=home)
        children.append(made.child)
    return children


def an_empty_child(by: Worker, **details: Any) -> Person:
    """A child with a record opened and nothing in it."""
    return a_recorded_child(by, **details).allocated_to(by, "2026-01-01").child


def a_full_child(by: Worker) -> Person:
    """A child whose record holds something of every kind."""
    mother = people.add_person(by=by, given_name="Kerry", family_name="Fennimore", sex="F", dob=date(1997, 2, 1))
    made = a_recorded_child(by, born=ago(500)).allocated_to(by, "2026-01-01").at_level("CP", ago(90))
    child = made.living_with(mother).child
    people.record_parent(by=by, child=child, parent=mother, label="mother")
    people.record_parent(
        by=by, child=child, parent=None, kind="unknown", label="father", asked_on=date(2026, 3, 12), answer="not_known"
    )
    made.with_visit(ago(40), seen="Y", seen_alone="N", words="Bus! Bus!", worker_makes_of_it="Happy to see a bus.")
    made.with_visit(ago(5), seen="N", reason_if_not="Asleep.")
    made.with_appointment("was_not_brought", ago(30), service="Dental clinic")
    made.with_appointment("was_not_brought", ago(20), service="Eye clinic")
    made.with_appointment(None, ago(2), service="Speech and language")
    made.with_statement(
        "He has moved out.", ago(35), said_by="Kerry Fennimore", said_by_person=mother, role="parent",
        topic="separation", matters="decision_relevant", verification="not_checked", used_in=["the plan"],
    )  # fmt: skip
    when = {"at_date": ago(10)}
    cases.record_contact(by=by, child=child, when=when, with_person=mother, kind="call", note="About the dentist.")
    cases.record_agency_contact(by=by, child=child, when=when, with_agency="gp", who="Dr Oyelaran", about=child)
    cases.record_decision(by=by, child=child, when=when, what="change_of_plan", reasons="Too few visits.")
    cases.record_plan(by=by, child=child, kind="CP", starts_on=ago(90), visit_interval_wd=10, latest_category="NEG")
    _write(Meeting(child=child, kind="core_group", agencies_present=["school", "gp"], **when), by, child)
    _write(Event(child=child, what="Moved house", topic="move", **when), by, child)
    _write(Concern(child=child, person=child, topic="neglect", status="current", **when), by, child)
    return child


def an_imported_child(by: Worker) -> Person:
    """A child as a census brings it: no name, no visits, codes."""
    child = people.add_person(
        by=None, is_child=True, source=CENSUS, reference="DfEX0000001", dob=date(2020, 5, 1), sex="F", disability=[]
    )
    kinds = ("Person", "Involvement", "Referral", "Assessment", "Section47", "Plan", "Meeting", "Concern")
    RecordCoverage.objects.bulk_create(
        [
            RecordCoverage(child=child, kind=kind, source=CENSUS, starts_on=date(2023, 4, 1), ends_on=date(2024, 3, 31))
            for kind in kinds
        ]
    )
    for number, row in enumerate(_census_rows(child)):
        row.source, row.source_key = CENSUS, f"DfEX0000001/{number}"
        _write(row, None, child)
    cases.allocate(by=by, child=child, worker=by, role="lead", starts_on=date(2026, 1, 1))
    return child


def _census_rows(child: Person) -> list[Any]:
    return [
        Involvement(child=child, level="CP", starts_on=date(2023, 6, 1)),
        Referral(child=child, received_on=date(2023, 5, 2), source_code="3B", primary_need="N1"),
        Assessment(child=child, started_on=date(2023, 5, 3), authorised_on=date(2023, 5, 30), factors=["4B", "16A"]),
        Section47(child=child, started_on=date(2023, 5, 20), conference_target=date(2023, 6, 12)),
        Plan(child=child, kind="CP", starts_on=date(2023, 6, 1), initial_category="EMO", latest_category="NEG",
             previous_plans=0),
        Meeting(child=child, kind="icpc", at_date=date(2023, 6, 1)),
    ]  # fmt: skip


def _write(row: Any, by: Worker | None, child: Person) -> None:
    record_fact(row, by=by, verb="cases.record_event", child=child)
