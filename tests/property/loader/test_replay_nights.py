"""The replay behind the charts, night by night: as if every day had been looked at from the start.

A night looks only at children whose record changed or whose look has come, and makes every other span longer. Whatever
is written, amended, moved or written late, by whatever hands, that must come to the same spans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
import time_machine

from sightline.cases import changes as cases
from sightline.cases.models import Appointment
from sightline.cases.moving import move_entry
from sightline.checks import replayed
from sightline.checks.models import ReplayMark, ReplaySpan, Standard
from sightline.domain.checks.library import CATALOGUE
from sightline.people import changes as people
from sightline.people.facts import LONDON
from sightline.people.models import Household, Person
from tests.standing import Standing, a_recorded_child

BEGAN = date(2026, 9, 1)
NIGHTS = 30
WATCHED = ("WNB-01", "VOI-02", "VOI-01", "LA-01", "LA-02", "INF-01", "TIM-01", "HIS-01", "BRU-02", "CF-03")


@dataclass
class Town:
    """Two children who share a home and a mother, and one who shares nothing; and a neighbour somebody speaks with."""

    standing: Standing
    rng: Random
    children: list[Person]
    mother: Person
    neighbour: Person

    @classmethod
    def begun(cls, standing: Standing, rng: Random) -> Town:
        by, home = standing.social_worker, Household.objects.create()
        mother = people.add_person(by=by, given_name="Kerry")
        neighbour = people.add_person(by=by, given_name="Pat")
        born = BEGAN - timedelta(days=rng.choice((150, 360, 1_000)))
        names = ("Robin Fenn", "Maya Fenn", "Ada Quill")
        told = [a_recorded_child(by, name=name, born=born, kept_since="2026-08-01") for name in names]
        for who in told[:2]:
            people.record_parent(by=by, child=who.child, parent=mother)
            who.living_with(mother, household=home)
        told[0].at_level("CP", "2026-08-01")
        told[2].at_level("CIN", "2026-08-20")
        return cls(standing, rng, [who.child for who in told], mother, neighbour)

    def when(self, today: date) -> dict[str, Any]:
        """Today, earlier and written late, or a day that nobody knows for sure."""
        day = today - timedelta(days=self.rng.choice((0, 0, 1, 9, 40)))
        month = {"at_date": day, "at_precision": "month"}
        return self.rng.choice(({"at_date": day}, {"at_date": day}, month, {"at_precision": "unknown"}))

    def deeds(self, today: date) -> tuple[Callable[[], object], ...]:
        """What somebody may do on a day."""
        by, rng, child = self.standing.social_worker, self.rng, self.rng.choice(self.children)
        outcome = rng.choice(("was_not_brought", "attended", None, "cancelled_by_family"))
        seen = rng.choice(("Y", "N", None))
        return (
            lambda: cases.record_appointment(by=by, child=child, when=self.when(today), outcome=outcome),
            lambda: cases.record_visit(
                by=by, children=[cases.ChildAtVisit(child, seen=seen)], when=self.when(today), where="home"
            ),
            lambda: cases.record_voice(by=by, child=child, when=self.when(today), mode="said", words="I like it"),
            lambda: cases.record_contact(
                by=by, child=child, when=self.when(today), with_person=self.neighbour, kind="call", substantive="yes"
            ),
            lambda: cases.record_statement(
                by=by, child=child, when=self.when(today), text="Gone", matters="decision_relevant",
                verification="not_checked",
            ),
            lambda: self.amended(by),
            lambda: self.moved(by),
            lambda: self.told_of(
                rng.choice((self.mother, self.neighbour)),
                rng.choice(({"languages": ["Polish"]}, {"interpreter_need": "yes"}, {"languages": None})),
            ),
            lambda: self.told_of(child, {"disability": rng.choice(([], ["MOB"], None))}),
            lambda: cases.open_involvement(by=by, child=child, level=rng.choice(("CIN", "S47")), starts_on=today),
            lambda: self.children.append(a_recorded_child(by, name="New Child", kept_since=str(today)).child),
        )  # fmt: skip

    def told_of(self, person: Person, details: dict[str, Any]) -> None:
        people.amend_person(Person.objects.get(pk=person.pk), by=self.standing.social_worker, changes=details)

    def amended(self, by: Any) -> None:
        row = Appointment.objects.filter(superseded_at=None).order_by("pk").last()
        if row is not None:
            cases.amend_appointment(
                row, by=by, outcome=self.rng.choice(("attended", "was_not_brought")), because="Misread",
                seen_version=row.version,
            )  # fmt: skip

    def moved(self, by: Any) -> None:
        row = Appointment.objects.filter(superseded_at=None).order_by("pk").first()
        if row is not None:
            to = self.rng.choice([child for child in self.children if child.pk != row.child_id])
            move_entry(row, by=by, to=to, because="Wrong child", seen_version=row.version)


def watched(on: date) -> list[replayed.Rules]:
    return replayed.rules_in_force((CATALOGUE[key] for key in WATCHED), on=on)


def spans() -> list[tuple[Any, ...]]:
    columns = ("check_id", "parameters_key", "child_id", "starts_on", "ends_on", "result", "severity")
    return list(ReplaySpan.objects.order_by(*columns).values_list(*columns))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_night_after_night_comes_to_the_same_as_from_the_start(standing: Standing, seed: int, monkeypatch) -> None:
    rng = Random(seed)
    looked_at: list[int] = []
    whole = replayed.histories
    monkeypatch.setattr(replayed, "histories", lambda ids: looked_at.append(len(ids)) or whole(ids))
    with time_machine.travel(datetime.combine(BEGAN, time(10), LONDON), tick=False) as clock:
        town = Town.begun(standing, rng)
        for night in range(1, NIGHTS):
            today = BEGAN + timedelta(days=night)
            clock.move_to(datetime.combine(today, time(2), LONDON))
            if night not in (11, 12, 13):  # nobody was there to start it
                replayed.replay_to(today - timedelta(days=1), watched(BEGAN))
            clock.move_to(datetime.combine(today, time(15), LONDON))
            for _ in range(rng.choice((0, 0, 1, 2))):
                rng.choice(town.deeds(today))()
        last = BEGAN + timedelta(days=NIGHTS - 1)
        Standard.objects.create(
            check_id="VOI-02", name="visits_running", value=1, number_class="local", source="Invented board",
            valid_from=last, approved_by="Board",
        )  # fmt: skip
        clock.move_to(datetime.combine(last + timedelta(days=1), time(2), LONDON))
        rules = [*watched(BEGAN), *(each for each in watched(last) if each.check.id == "VOI-02")]
        replayed.replay_to(last, rules)
        by_nights = spans()
        ReplaySpan.objects.all().delete()
        ReplayMark.objects.all().delete()
        replayed.replay_to(last, rules)
    assert by_nights == spans()
    assert len(by_nights) > 40
    assert sum(looked_at) < 0.7 * len(town.children) * NIGHTS
