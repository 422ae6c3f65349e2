"""The same file again, a changed one, another year's, an older one: what changes and what stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sightline import trail
from sightline.cases.models import Concern, Involvement, Plan, RecordCoverage, Referral
from sightline.exchange.models import ImportRun
from sightline.people.changes import amend_fact, amend_person
from sightline.people.models import Identifier, Person, PersonVersion
from sightline.trail.models import Entry
from tests.unit.exchange.cin.files import HEADER, a_child, a_protection_plan, an_assessment, an_episode
from tests.unit.exchange.cin.stored import Census, counts, the_child, total

pytestmark = pytest.mark.django_db
PLAN = a_protection_plan("2025-11-20")
ENDED = a_protection_plan("2025-11-20", "2026-03-02")


@pytest.fixture
def census(tmp_path):
    return Census(tmp_path)


def said(stored, field):
    return [(issue.child, issue.reason, issue.count) for issue in stored.warnings if issue.field == field]


def test_the_same_file_again_changes_nothing_at_all(census):
    child = a_child(an_episode(after=PLAN), more="<UPN>A123456789123</UPN>")
    created = total(census.bring_in(child))[0]
    before = counts()
    again = census.bring_in(child)
    assert (total(again), again.touched) == ((0, 0, created), frozenset())
    assert counts() == before


def test_layout_and_order_of_the_file_are_no_change(census):
    one, two = a_child(id="C1"), a_child(id="C2")
    census.bring_in(one, two)
    before = counts()
    assert total(census.bring_in(two.replace("\n", "\n   "), one))[:2] == (0, 0)
    assert counts() == before


def test_an_end_filled_in_later_is_a_new_version_and_the_rest_untouched(census):
    census.bring_in(a_child(an_episode(after=PLAN)))
    before = Plan.objects.get()
    entries = Entry.objects.count()
    stored = census.bring_in(a_child(an_episode(after=ENDED)))
    assert stored.kinds["Plan"] == {"changed": 1}
    assert stored.kinds["Involvement"] == {"changed": 1, "unchanged": 1}
    assert total(stored)[:2] == (0, 2)
    first, second = Plan.objects.order_by("version")
    assert (first.pk, first.ends_on, first.superseded_at) == (before.pk, None, second.recorded_at)
    assert (second.fact, second.version, second.ends_on) == (before.fact, 2, date(2026, 3, 2))
    assert second.first_recorded_at == before.first_recorded_at
    assert Entry.objects.count() == entries + 3  # two facts and the run


def test_a_changed_persons_earlier_details_stay_readable(census):
    census.bring_in(a_child())
    stored = census.bring_in(a_child(traits="<Ethnicity>MOTH</Ethnicity>"))
    assert stored.kinds["Person"] == {"changed": 1}
    assert (the_child().ethnicity, the_child().version) == ("MOTH", 2)
    assert the_child().disability == []  # the later file says nothing about it, which takes nothing back
    assert PersonVersion.objects.get().ethnicity == "WBRI"


def test_another_date_of_birth_is_amended_and_said(census):
    census.bring_in(a_child())
    stored = census.bring_in(a_child(birth="<PersonBirthDate>2018-05-06</PersonBirthDate>"))
    assert the_child().dob == date(2018, 5, 6)
    assert len(said(stored, "PersonBirthDate")) == 1


def test_two_years_join_and_what_the_second_has_not_stays(census):
    first = a_child(an_episode(year=2025, closed=_closed("2025-01-30")), year=2025)
    census.bring_in(first, year=2025)
    stored = census.bring_in(a_child(an_episode(year=2026)), year=2026)
    assert Person.objects.count() == 1
    assert stored.kinds["Referral"] == {"created": 1}
    assert {row.received_on.year for row in Referral.objects.current()} == {2024, 2025}
    spans = RecordCoverage.objects.filter(kind="Plan").order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(spans) == [(date(2024, 4, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2026, 3, 31))]
    assert said(stored, "CINdetails") == []


def test_an_open_episode_that_the_next_year_has_not_is_kept_and_said(census):
    census.bring_in(a_child(an_episode("", year=2025), year=2025), year=2025)
    stored = census.bring_in(a_child(an_episode("", year=2026)), year=2026)
    ((child, reason, count),) = said(stored, "CINdetails")
    assert (child, count) == ("C1", 1)
    assert "kept" in reason
    assert Involvement.objects.current().count() == 2


def test_a_row_that_a_newer_file_of_the_year_has_not_is_kept_and_said(census):
    census.bring_in(a_child(an_episode(after=PLAN)))
    stored = census.bring_in(a_child())
    assert [reason for _, reason, _ in said(stored, "ChildProtectionPlans")] == [
        "An earlier file had ChildProtectionPlans for this child that this one has not; it was kept as it was."
    ]
    assert Plan.objects.current().count() == 1
    assert total(stored)[:2] == (0, 0)


def test_a_child_that_a_newer_file_of_the_year_has_not_is_kept_and_said(census):
    census.bring_in(a_child(id="C1"), a_child(id="C2"))
    stored = census.bring_in(a_child(id="C1"))
    assert [child for child, _, _ in said(stored, "Child")] == ["C2"]
    assert Person.objects.count() == 2


def test_an_older_file_only_adds(census):
    census.bring_in(a_child(an_episode("", year=2025, closed=_closed("2025-06-30"))), year=2026)
    before = counts()
    stored = census.bring_in(
        a_child(
            an_episode(an_assessment("2024-11-04", "2024-12-02"), year=2025),
            year=2025,
            birth="<PersonBirthDate>2018-05-09</PersonBirthDate>",
        ),
        year=2025,
    )
    ((_, reason, count),) = said(stored, "Child")
    assert "later census" in reason
    assert count == 2  # the referral and its help, open in the older file
    assert (the_child().dob, the_child().version) == (date(2018, 5, 5), 1)
    assert {row.closed_on for row in Referral.objects.all()} == {date(2025, 6, 30)}
    assert counts()["Assessment"] == before["Assessment"] + 1


def test_what_a_person_amended_here_is_not_undone_by_a_file(census, standing):
    census.bring_in(a_child(an_episode(after=PLAN)))
    plan = Plan.objects.get()
    later = {"ends_on": date(2026, 1, 1)}
    amend_fact(plan, by=standing.social_worker, verb="cases.record_plan", child=plan.child, changes=later)
    amend_person(the_child(), by=standing.social_worker, changes={"ethnicity": "CHNE"})
    stored = census.bring_in(a_child(an_episode(after=ENDED), birth="<PersonBirthDate>2018-05-05</PersonBirthDate>"))
    assert Plan.objects.current().get().ends_on == date(2026, 1, 1)
    assert the_child().ethnicity == "CHNE"
    assert len(said(stored, "Child")) == len(said(stored, "ChildIdentifiers")) == 1


def test_only_authority_and_id_say_who_a_child_is(census):
    census.bring_in(a_child(more="<UPN>A123456789123</UPN>"))
    other = HEADER.format(year=2026).replace("<LEA>201<", "<LEA>202<")
    stored = census.bring_in(a_child(more="<UPN>A123456789123</UPN>"), header=other)
    assert Person.objects.count() == 2
    ((child, reason, _),) = [row for row in said(stored, "UPN") if "not joined" in row[1]]
    assert child == "C1"
    assert Identifier.objects.filter(value="A123456789123").count() == 1


def test_without_an_authority_another_date_of_birth_is_another_child(census):
    header = HEADER.format(year=2026).replace("<LEA>201</LEA>", "")
    first = census.bring_in(a_child(), header=header)
    assert len(said(first, "LEA")) == 1
    stored = census.bring_in(a_child(birth="<PersonBirthDate>2011-01-01</PersonBirthDate>"), header=header)
    assert [issue.field for issue in stored.refused] == ["LAchildID"]
    assert the_child().dob == date(2018, 5, 5)


def test_every_row_of_one_run_was_recorded_at_its_moment(census):
    began = timezone.now()
    census.bring_in(a_child(an_episode(after=PLAN)))
    run = ImportRun.objects.get()
    assert began <= run.at <= began + timedelta(minutes=5)
    recorded = {row.recorded_at for model in (Plan, Referral, Concern) for row in model.objects.all()}
    assert recorded | {the_child().recorded_at} == {run.at}
    assert (run.kind, run.by, run.counts["created"]) == ("cin", None, 7)


def test_each_row_has_its_line_in_the_trail_and_the_trail_is_whole(census):
    stored = census.bring_in(a_child(an_episode(after=PLAN)), a_child(id="C2"))
    assert trail.verify().ok
    lines = Entry.objects.filter(child=the_child().key)
    assert set(lines.values_list("actor", "verb")) == {("system", "exchange.import_census")}
    plan = Plan.objects.get()
    line = lines.get(thing_kind="Plan")
    assert line.thing_id == str(plan.fact)
    assert trail.digest_matches(line, plan.content())
    facts = Entry.objects.exclude(thing_kind__in=("RecordCoverage", "Identifier", "ImportRun")).count()
    assert facts == total(stored)[0]


def _closed(day: str) -> str:
    return f"<CINclosureDate>{day}</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
