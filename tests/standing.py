"""The standing people of the tests, and a child's record written through the product's own changes.

a_recorded_child(standing.social_worker, born="2024-03-01").at_level("CP", since="2026-08-03").child
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.models import Agency, Team, Worker
from sightline.cases import changes as cases
from sightline.people import changes as people
from sightline.people.models import Household, Person


@dataclass(frozen=True)
class Standing:
    """Insider, colleague, outsider and the other roles. None of them may do anything by accident of set-up."""

    social_worker: Worker
    safeguarding_lead: Worker
    outsider: Worker
    supervisor: Worker
    review_officer: Worker
    learning_lead: Worker
    quality_lead: Worker
    administrator: Worker


def make() -> Standing:
    """Two agencies, three teams, one worker each. Needs the database."""
    council = Agency.objects.create(name="Westmarsh Council", kind="social_care")
    trust = Agency.objects.create(name="Fernhill Schools Trust", kind="school")
    near, far = (Team.objects.create(agency=council, name=name) for name in ("Harbour", "Moorside"))
    leads = Team.objects.create(agency=trust, name="Leads")

    def worker(username: str, role: str, agency: Agency, team: Team | None) -> Worker:
        name = username.replace("_", " ").title()
        return Worker.objects.create(username=username, name=name, role=role, agency=agency, team=team)

    return Standing(
        social_worker=worker("social_worker", "practitioner", council, near),
        safeguarding_lead=worker("safeguarding_lead", "practitioner", trust, leads),
        outsider=worker("outsider", "practitioner", council, far),
        supervisor=worker("supervisor", "supervisor", council, near),
        review_officer=worker("review_officer", "review_officer", council, None),
        learning_lead=worker("learning_lead", "learning_lead", council, None),
        quality_lead=worker("quality_lead", "quality_lead", council, None),
        administrator=worker("administrator", "administrator", council, None),
    )


def day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


class RecordedChild:
    """A child's record under way; every step is one of the product's own deeds."""

    def __init__(self, by: Worker, born: str | date | None, name: str, kept_since: str | None, **details: Any) -> None:
        self.by = by
        given, _, family = name.partition(" ")
        self.child = people.add_person(
            by=by, is_child=True, given_name=given, family_name=family, dob=day(born) if born else None, **details
        )
        cases.open_record(by=by, child=self.child, starts_on=day(kept_since) if kept_since else None)

    def allocated_to(self, worker: Worker, since: str | date, until: str | date | None = None) -> RecordedChild:
        row = cases.allocate(by=self.by, child=self.child, worker=worker, role="lead", starts_on=day(since))
        if until is not None:
            cases.end_allocation(row, by=self.by, ends_on=day(until))
        return self

    def at_level(self, level: str, since: str | date) -> RecordedChild:
        cases.open_involvement(by=self.by, child=self.child, level=level, starts_on=day(since))
        return self

    def with_visit(self, on: str | date, **part: Any) -> RecordedChild:
        cases.record_visit(
            by=self.by, children=[cases.ChildAtVisit(self.child, **part)], when={"at_date": day(on)}, where="home"
        )
        return self

    def with_appointment(self, outcome: str | None, on: str | date, **more: Any) -> RecordedChild:
        cases.record_appointment(by=self.by, child=self.child, when={"at_date": day(on)}, outcome=outcome, **more)
        return self

    def with_statement(self, text: str, on: str | date, **more: Any) -> RecordedChild:
        cases.record_statement(by=self.by, child=self.child, when={"at_date": day(on)}, text=text, **more)
        return self

    def living_with(self, *others: Person, household: Household | None = None) -> RecordedChild:
        home = household or Household.objects.create()
        for person in (self.child, *others):
            people.join_household(by=self.by, person=person, household=home, child=self.child, starts_on=None)
        return self


def a_recorded_child(
    by: Worker, *, born: str | date | None = "2024-03-01", name: str = "Robin Fennimore", kept_since: str | None = None,
    **details: Any,
) -> RecordedChild:  # fmt: skip
    """Begin a child's record; every kind is kept here from `kept_since` (default: from the beginning)."""
    return RecordedChild(by, born, name, kept_since, **details)
