"""Two people do one thing at the same moment: nothing is lost, nothing is there twice, and the second is told in words.

Played on PostgreSQL, where each statement sees what is committed by then (`tests/racing.py`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.access import changes as access
from sightline.access.models import Role, Worker
from sightline.cases import allocating, attaching, store, usual
from sightline.cases import changes as cases
from sightline.cases.handling import mark_entry
from sightline.cases.models import (
    Allocation,
    Appointment,
    AttachedDocument,
    DefaultAudience,
    Handling,
    Involvement,
    Plan,
    Referral,
)
from sightline.cases.moving import move_entry
from sightline.checks import answers
from sightline.checks.models import Outcome
from sightline.coding import changes as coding
from sightline.coding.models import CodedText, DoubleCoding
from sightline.confidence import changes as surveys
from sightline.confidence.models import Response
from sightline.people import keeping, merging, telling
from sightline.people.barriers import NamedPerson, Restriction
from sightline.people.changes import amend_fact
from sightline.people.details import NameKey
from sightline.people.facts import ChangedMeanwhile
from sightline.people.knowing import index_missing
from sightline.people.models import Person
from sightline.reviews import changes as reviews
from sightline.reviews.models import CaseReview
from sightline.trail.models import Head
from sightline.upkeep import leaving
from tests.coding import a_text, coded, two_code
from tests.documents import PDF
from tests.library import a_finding, a_review
from tests.racing import meanwhile
from tests.standing import Standing, a_recorded_child
from tests.surveys import a_survey, at, wave_of
from tests.unit.exchange.cin.files import a_child as in_census
from tests.unit.exchange.cin.files import a_protection_plan, an_episode
from tests.unit.exchange.cin.stored import Census, the_child
from tests.workers import a_worker

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def a_child(by: Worker) -> Person:
    return a_recorded_child(by, born="2020-03-01").allocated_to(by, "2026-01-05").child


def an_appointment(by: Worker, child: Person) -> Appointment:
    return cases.record_appointment(by=by, child=child, when={"at_date": date(2026, 10, 1)}, service="Paediatrics")


def the_last_two_administrators_cannot_close_each_other(standing: Standing) -> None:
    one, other = standing.administrator, a_worker("administrator", "second")
    with meanwhile(lambda: leaving.close(one, by=other), before="SELECT", table=Worker, nth=3) as second:
        leaving.close(Worker.objects.get(pk=other.pk), by=one)
    assert isinstance(second.error, access.NotPossible)
    with meanwhile(lambda: access.change_role(one, by="system", role="practitioner"), before="UPDATE", table=Worker):
        access.add_worker(
            by=one, username="third", name="Third", role=Role.ADMINISTRATOR, agency=one.agency, password=None
        )
        third = Worker.objects.get(username="third")
        access.change_role(third, by=one, role="practitioner")
    assert Worker.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() == 1


def two_who_allocate_make_one_lead(standing: Standing) -> None:
    by, today = standing.supervisor, timezone.localdate()
    child = a_recorded_child(standing.social_worker, born="2020-03-01").child

    def lead(worker: Worker) -> Allocation:
        return allocating.allocate(child, by=by, worker=worker, role="lead", starts_on=today)

    with meanwhile(lambda: lead(standing.outsider), before="INSERT", table=Allocation) as other:
        lead(standing.social_worker)
    assert isinstance(other.error, allocating.NotPossible)
    assert other.error.field == "before"
    assert [row.worker for row in Allocation.objects.filter(child=child)] == [standing.social_worker]


def whoever_corrects_a_level_waits_for_whoever_allocates(standing: Standing) -> None:
    by, today = standing.supervisor, timezone.localdate()
    child = a_recorded_child(standing.social_worker, born="2020-03-01").child
    level = cases.open_involvement(by=by, child=child, level="CIN", starts_on=today)

    def correct() -> None:
        amend_fact(level, by=by, verb="cases.amend_involvement", child=child, changes={"level": "CP"})

    with meanwhile(correct, before="SELECT", table=Allocation) as other:
        allocating.allocate(child, by=by, worker=standing.social_worker, role="lead", starts_on=today)
    assert isinstance(other.error, ChangedMeanwhile), "told in words, and not undone by the database"
    now = Involvement.objects.current().get(child=child)
    assert (now.level, now.allocated_at) == ("CIN", today)


def one_username_is_given_once(standing: Standing) -> None:
    def add() -> Worker:
        agency = standing.administrator.agency
        return access.add_worker(
            by="system", username="robin.vale", name="Robin Vale", role="practitioner", agency=agency, password=None
        )

    with meanwhile(add, before="INSERT", table=Worker) as other, pytest.raises(access.NotPossible, match="already"):
        add()
    assert other.gave.username == "robin.vale"


def a_name_written_while_names_are_looked_at_is_found(standing: Standing) -> None:
    by = standing.social_worker
    child = a_child(by)

    def also_called() -> None:
        telling.record_other_name(child, by=by, child=child, name="Zebedee", kind="known_as")

    with meanwhile(also_called, before="INSERT", table=NameKey) as other:
        index_missing()
    index_missing()
    assert other.error is None
    before = NameKey.objects.filter(person=child).count()
    Person.objects.filter(pk=child.pk).update(names_indexed=False)
    index_missing()
    assert NameKey.objects.filter(person=child).count() == before


def a_restricted_record_keeps_a_keeper(standing: Standing) -> None:
    one, other = standing.social_worker, standing.supervisor
    row = keeping.restrict(a_child(one), by=one, reason="A relative works here.", keepers=[other])
    mine, theirs = (NamedPerson.objects.get(restriction=row, worker=worker) for worker in (one, other))
    with meanwhile(lambda: keeping.end_naming(mine, by=other), before="UPDATE", table=NamedPerson) as second:
        keeping.end_naming(theirs, by=one)
    assert isinstance(second.error, keeping.NotPossible)
    assert NamedPerson.objects.filter(restriction=row, is_keeper=True, ended_at=None).count() == 1


def a_record_is_restricted_once(standing: Standing) -> None:
    child = a_child(standing.social_worker)

    def restrict(by: Worker) -> Restriction:
        return keeping.restrict(child, by=by, reason="A relative works here.")

    with (
        meanwhile(lambda: restrict(standing.supervisor), before="INSERT", table=Restriction) as other,
        pytest.raises(keeping.NotPossible, match="restricted already"),
    ):
        restrict(standing.social_worker)
    assert other.gave == Restriction.objects.get(person=child, ended_at=None)


def a_restriction_ends_once_and_the_second_is_told(standing: Standing) -> None:
    one, other = standing.social_worker, standing.supervisor
    row = keeping.restrict(a_child(one), by=one, reason="A relative works here.", keepers=[other])
    again = Restriction.objects.get(pk=row.pk)
    with meanwhile(
        lambda: keeping.end_restriction(again, by=other, because="She left."), before="UPDATE", table=Restriction
    ) as second:
        keeping.end_restriction(row, by=one, because="He moved away.")
    assert isinstance(second.error, keeping.NotPossible)
    row.refresh_from_db()
    assert (row.ended_by, row.ended_because) == (one, "He moved away.")


def move(row: Appointment, *, by: Worker, to: Person) -> None:
    move_entry(Appointment.objects.get(pk=row.pk), by=by, to=to, because="A sibling's.", seen_version=1)


def an_entry_that_is_moved_is_not_corrected_on_the_record_it_left(standing: Standing) -> None:
    by = standing.social_worker
    wrong, right = a_child(by), a_child(by)
    row = an_appointment(by, wrong)

    with (
        meanwhile(lambda: move(row, by=by, to=right), before="SELECT", table=Appointment),
        pytest.raises(ChangedMeanwhile),
    ):
        cases.amend_appointment(row, by=by, seen_version=1, service="Dentist")
    assert Appointment.objects.get(fact=row.fact, superseded_at=None).service == "Paediatrics"
    assert trail.verify().problems == []


def a_document_goes_with_an_entry_that_is_moved_meanwhile(standing: Standing) -> None:
    by = standing.social_worker
    wrong, right = a_child(by), a_child(by)
    row = an_appointment(by, wrong)

    def attach() -> AttachedDocument:
        return attaching.attach(row, by=by, stored=store.keep([PDF]), opening="once", kind="pdf", what="A letter")

    with meanwhile(lambda: move(row, by=by, to=right), before="INSERT", table=AttachedDocument) as moving:
        made = attach()
    assert (moving.waited, moving.error) == (True, None)
    assert AttachedDocument.objects.get(pk=made.pk).child == right
    with pytest.raises(ChangedMeanwhile):
        attach()


def a_document_that_arrives_twice_at_once_is_one(standing: Standing) -> None:
    by = standing.social_worker
    row = an_appointment(by, a_child(by))

    def attach() -> AttachedDocument:
        return attaching.attach(row, by=by, stored=store.keep([PDF]), opening="twice", kind="pdf", what="A letter")

    with meanwhile(attach, before="INSERT", table=AttachedDocument) as other:
        mine = attach()
    assert (other.error, other.gave) == (None, mine)


def an_entry_is_marked_once_and_the_second_is_told(standing: Standing) -> None:
    by, other = standing.social_worker, standing.supervisor
    row = an_appointment(by, a_child(by))
    with (
        meanwhile(lambda: mark_entry(row, by=other, may_go_to="family"), before="INSERT", table=Handling),
        pytest.raises(ChangedMeanwhile),
    ):
        mark_entry(row, by=by, may_go_to="professionals")
    assert Handling.objects.get(of=row.fact).may_go_to == "family"


def a_question_that_is_asked_anew_is_not_said_to_have_cleared(standing: Standing) -> None:
    by = standing.social_worker
    who = a_recorded_child(by, born="2020-03-01").at_level("CP", "2026-06-01").allocated_to(by, "2026-06-01")
    who.with_visit("2026-08-03", seen="Y")
    asked = Outcome.objects.get(child=who.child, check_id="VOI-02", ends_at=None)
    assert asked.result == "ask"

    def answer() -> None:
        answers.answer(asked, by=by, kind="not_needed", reason="She was seen at school.")

    # The answer waits for the outcome that the save has just ended, and goes on when its successor is there.
    with meanwhile(answer, before="INSERT", table=Outcome) as answering, transaction.atomic():
        who.with_visit("2026-08-04", seen="Y")
    assert isinstance(answering.error, answers.NoLongerAsked)
    assert answering.error.now == Outcome.objects.get(child=who.child, check_id="VOI-02", ends_at=None)


def no_answer_comes_after_a_survey_was_closed(standing: Standing) -> None:
    lead = standing.learning_lead
    wave = wave_of(a_survey(lead), "T1")
    surveys.open_wave(wave, by=lead, invited=5)
    with meanwhile(lambda: surveys.close_wave(wave, by=lead), before="INSERT", table=Response) as closing:
        surveys.give_answers(wave, given=at(7))
    assert closing.waited
    with pytest.raises(surveys.Refused, match="not open"):
        surveys.give_answers(wave, given=at(7))


def a_survey_answered_by_a_double_click_counts_once(standing: Standing) -> None:
    lead = standing.learning_lead
    wave = wave_of(a_survey(lead), "T1")
    surveys.open_wave(wave, by=lead, invited=5)

    def send() -> Response:
        return surveys.give_answers(wave, given=at(7), opening="one opening of the page")

    with meanwhile(send, before="INSERT", table=Response) as other:
        mine = send()
    assert (other.waited, other.error, other.gave) == (True, None, mine)
    assert wave.responses.count() == 1


def nobody_else_codes_a_text_while_two_are_asked_to(standing: Standing) -> None:
    officer = standing.review_officer
    review = a_review(officer, "LR-33")
    for worker in (standing.social_worker, standing.supervisor, standing.safeguarding_lead):
        reviews.name_member(review, by=officer, worker=worker, level=1)
    text = a_text(review, officer)

    def code() -> None:
        coded(text, standing.safeguarding_lead, "Six appointments were missed", "PROC-WNB")

    with meanwhile(code, before="INSERT", table=DoubleCoding) as other:
        two_code(text, officer, standing.social_worker, standing.supervisor)
    assert (other.waited, type(other.error)) == (True, coding.Refused)
    assert not text.codings.exists()


def a_finding_opened_by_two_is_one_text(standing: Standing) -> None:
    officer = standing.review_officer
    finding = a_finding(a_review(officer, "LR-32"), officer)
    with meanwhile(lambda: coding.open_finding(finding, by=officer), before="INSERT", table=CodedText) as other:
        mine = coding.open_finding(finding, by=officer)
    assert (other.error, other.gave) == (None, mine)


def a_reference_is_given_to_one_review(standing: Standing) -> None:
    officer = standing.review_officer
    with (
        meanwhile(lambda: a_review(officer, "LR-31"), before="INSERT", table=CaseReview) as other,
        pytest.raises(reviews.Refused, match="Choose another reference"),
    ):
        a_review(officer, "LR-31")
    assert other.gave == CaseReview.objects.get(reference="LR-31")


def who_reads_a_kind_is_set_by_one_after_the_other(standing: Standing) -> None:
    def set_to(audience: str) -> DefaultAudience:
        return usual.set_usual(
            "Concern", audience, by=standing.administrator, from_on=timezone.localdate(), approved_by="Board",
            reason="As agreed.",
        )  # fmt: skip

    with (
        meanwhile(lambda: set_to("own_agency"), before="INSERT", table=DefaultAudience) as other,
        pytest.raises(usual.NotPossible, match="Somebody else"),
    ):
        set_to("named")
    assert DefaultAudience.objects.get(ends_at=None) == other.gave


def a_census_begins_anew_when_a_record_of_it_was_joined_away(standing: Standing, census: Census) -> None:
    census.bring_in(in_census(an_episode()))
    child, kept = the_child(), a_recorded_child(standing.social_worker).child

    def join() -> None:
        merging.merge(kept, child, by=standing.supervisor, because="The same pupil number.")

    with meanwhile(join, before="SELECT", table=Head) as joining:
        stored = census.bring_in(in_census(an_episode(), an_episode(year=2025)))
    assert (joining.waited, joining.error) == (False, None)
    assert stored.touched == {kept.pk}
    assert not Referral.objects.exclude(child=kept).exists()


def a_census_begins_anew_when_what_it_changes_was_amended(standing: Standing, census: Census) -> None:
    plan = an_episode(after=a_protection_plan("2025-11-20"))
    census.bring_in(in_census(plan, id="C2"))
    row = Plan.objects.get()

    def amend() -> None:
        amend_fact(row, by=standing.social_worker, verb="x", child=row.child, changes={"ends_on": date(2026, 1, 2)})

    with meanwhile(amend, before="UPDATE", table=Plan) as amending:
        census.bring_in(in_census(an_episode(after=a_protection_plan("2025-11-20", "2026-03-02")), id="C2"))
    assert amending.error is None
    assert [one.ends_on for one in Plan.objects.order_by("version")] == [None, date(2026, 1, 2)]


ROOMS = {
    "access": (
        the_last_two_administrators_cannot_close_each_other,
        one_username_is_given_once,
    ),
    "people": (
        a_name_written_while_names_are_looked_at_is_found,
        a_restricted_record_keeps_a_keeper,
        a_record_is_restricted_once,
        a_restriction_ends_once_and_the_second_is_told,
    ),
    "cases": (
        a_document_goes_with_an_entry_that_is_moved_meanwhile,
        a_document_that_arrives_twice_at_once_is_one,
        an_entry_that_is_moved_is_not_corrected_on_the_record_it_left,
        an_entry_is_marked_once_and_the_second_is_told,
        who_reads_a_kind_is_set_by_one_after_the_other,
        two_who_allocate_make_one_lead,
        whoever_corrects_a_level_waits_for_whoever_allocates,
    ),
    "checks": (a_question_that_is_asked_anew_is_not_said_to_have_cleared,),
    "reviews": (
        nobody_else_codes_a_text_while_two_are_asked_to,
        a_finding_opened_by_two_is_one_text,
        a_reference_is_given_to_one_review,
    ),
    "surveys": (no_answer_comes_after_a_survey_was_closed, a_survey_answered_by_a_double_click_counts_once),
}


def test_a_census_that_is_brought_in_meanwhile(standing: Standing, tmp_path: Path) -> None:
    for race in (
        a_census_begins_anew_when_a_record_of_it_was_joined_away,
        a_census_begins_anew_when_what_it_changes_was_amended,
    ):
        race(standing, Census(tmp_path))


@pytest.mark.parametrize("room", ROOMS)
def test_two_at_once(standing: Standing, room: str) -> None:
    """Several in one test: to empty the database after each would take longer than they do."""
    for race in ROOMS[room]:
        race(standing)
