"""Builders for little stories: a child's record in the words of the field.

    a_child(born="2024-03-01").at_level("CP", since="2026-05-01").with_appointment("was_not_brought", on="2026-10-01")

Every builder returns a new story; nothing is shared. A day is a text ("2026-10-01"), a time ("2026-10-01T10:00") or the
five-part object of an uncertain date. A row is recorded on its own day unless `recorded` says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sightline.domain.checks import CATALOGUE, Check, ChildRecord, Coverage, Fact, Outcome, evaluate

EARLY = "2020-01-01"
CHILD = "C1"


@dataclass(frozen=True)
class Story:
    """A child's record in the making."""

    rows: tuple[Fact, ...] = ()
    coverage: tuple[Coverage, ...] | None = None

    def with_fact(self, kind: str, /, **fields: Any) -> Story:
        """Any row. `recorded` sets when it was written, `id` its id; `starts` stands for the field `from`."""
        number = sum(row.type == kind for row in self.rows) + 1
        fact_id = fields.pop("id", f"{kind}{number}")
        if "starts" in fields:
            fields["from"] = fields.pop("starts")
        own = next(
            (fields[name] for name in ("at", "from", "date", "first_known", "raised_on") if name in fields), None
        )
        recorded = fields.pop("recorded", None) or (own if isinstance(own, str) and own else EARLY)
        return replace(self, rows=(*self.rows, Fact(kind, fact_id, {**fields, "recorded_at": recorded[:10]})))

    def at_level(self, level: str | None, since: Any = EARLY, until: Any = None, **fields: Any) -> Story:
        """An involvement, open unless `until` is given."""
        return self.with_fact("Involvement", level=level, starts=since, to=until, **fields)

    def with_appointment(
        self, outcome: str | None, on: Any, importance: str | None = "routine", **fields: Any
    ) -> Story:
        """An appointment of the child's own unless `person` says otherwise."""
        return self.with_fact(
            "Appointment", **{"person": CHILD, "outcome": outcome, "at": on, "importance": importance, **fields}
        )

    def with_visit(self, on: Any, seen: str | None = "Y", where: str | None = "home", **fields: Any) -> Story:
        """A visit, at home unless said otherwise."""
        return self.with_fact("Visit", at=on, seen=seen, where=where, **fields)

    def with_plan(self, kind: str, since: str, every: int | None = None, until: Any = None) -> Story:
        """A plan with its own visiting interval in working days."""
        return self.with_fact("Plan", kind=kind, starts=since, to=until, visit_interval_wd=every)

    def with_person(self, person: str, name: str, **fields: Any) -> Story:
        """Somebody else on the record."""
        return self.with_fact("Person", id=person, name=name, recorded=EARLY, **fields)

    def living_with(self, person: str, household: str = "home", role: str | None = "member", **fields: Any) -> Story:
        """Somebody in a household."""
        return self.with_fact("HouseholdMembership", person=person, household=household, role=role, **fields)

    def with_statement(self, on: Any, said_by: str | None = "MUM", role: str | None = "parent", **fields: Any) -> Story:
        """An account that a decision could rest on, from a parent and not checked, unless said otherwise."""
        usual = {"topic": "household", "matters": "decision_relevant", "verification": "not_checked"}
        return self.with_fact("Statement", **{**usual, "at": on, "said_by": said_by, "role": role, **fields})

    def with_contact(self, on: Any, person: str | None = "MUM", **fields: Any) -> Story:
        """A contact with the family."""
        return self.with_fact("Contact", **{"at": on, "with_person": person, "kind": "call", **fields})

    def with_agency(self, agency: str | None, on: Any, about: str | None = CHILD, **fields: Any) -> Story:
        """A contact with another agency."""
        return self.with_fact("AgencyContact", agency=agency, at=on, about=about, **fields)

    def with_decision(self, what: str | None, on: Any, **fields: Any) -> Story:
        """A decision."""
        return self.with_fact("Decision", **{"what": what, "at": on, "status": "made", **fields})

    def kept_here(self, *kinds: str, since: str | None = None, until: str | None = None) -> Story:
        """Coverage of some kinds; once called, only what is named is kept here."""
        start, end = (date.fromisoformat(day) if day else None for day in (since, until))
        more = tuple(Coverage(kind, "kept here", start, end) for kind in kinds)
        return replace(self, coverage=(*(self.coverage or ()), *more))

    def on(self, day: str) -> ChildRecord:
        """The record as it was known on a day."""
        return ChildRecord.build(child=CHILD, as_of=date.fromisoformat(day), facts=self.rows, coverage=self.coverage)

    def ask(self, check_id: str, day: str, **params: float) -> Outcome:
        """What a check makes of it on a day. In a story a fault of a check is a fault, not an "unknown"."""
        return evaluate(CATALOGUE[check_id], self.on(day), params or None, on_fault=_raise)


def _raise(_check: Check, error: Exception) -> None:
    raise error


def a_child(born: Any = "2018-03-01", name: str | None = "Robin", **fields: Any) -> Story:
    """A child on record from early on; `born=None` leaves the date of birth empty."""
    return Story().with_fact("Person", id=CHILD, name=name, dob=born, subject=True, recorded=EARLY, **fields)
