"""Writing down an appointment: was not brought, what got in the way, who was told; and filling in one on record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.cases import changes as cases
from sightline.cases.models import AgencyContact, Appointment, Contact, Decision
from sightline.checks.load import records
from sightline.people import keeping
from sightline.people.changes import add_person
from tests.records import a_family, a_full_child, ago, an_empty_child, signed_in

pytestmark = pytest.mark.django_db


class Writing:
    """A worker at the form of an appointment: a new one, or one on record (`row`)."""

    def __init__(self, worker, child, row=None, adult=False):
        self.client, self.child = signed_in(worker), child
        if row is None:
            self.address = reverse("write-appointment", kwargs={"key": child.key}) + ("?whose=adult" if adult else "")
        else:
            self.address = reverse("appointment-outcome", kwargs={"key": child.key, "fact": row.fact})
        self.page = self.client.get(self.address).context_data["page"]
        form = self.page.form
        self.typed = {"draft_token": self.page.writing.token, "opening": form["opening"].value()}
        if row is None:
            self.typed |= {"service": "Dental clinic", "when": f"{ago(3):%d/%m/%Y}"}
        else:
            self.typed |= {"seen_version": form["seen_version"].value()}

    def send(self, **typed):
        return self.client.post(self.address, {**self.typed, **typed})


@pytest.fixture
def robin(standing):
    return an_empty_child(standing.social_worker)


@pytest.fixture
def writing(standing, robin):
    return Writing(standing.social_worker, robin)


def errors(page):
    return " ".join(error["text"] for error in page.context_data["page"].errors)


def test_was_not_brought_is_written_in_those_words(writing, robin):
    writing.send(outcome="was_not_brought", barrier_codes=["transport"], consequence_for_child="Pain.")
    row = robin.appointments.current().get()
    assert (row.outcome, row.barrier_codes, row.person) == ("was_not_brought", ["transport"], robin)
    assert row.reason_given is None
    text = writing.client.get(reverse("child-health", kwargs={"key": robin.key})).content.decode()
    assert "was not brought" in text.lower()
    assert "did not attend" not in text.lower()


def test_how_the_family_was_told_of_it_is_kept_and_shown(writing, robin):
    writing.send(outcome="was_not_brought", mode="phone", invited_how="A letter in English.")
    row = robin.appointments.current().get()
    assert (row.mode, row.invited_how) == ("phone", "A letter in English.")
    text = writing.client.get(reverse("child-story", kwargs={"key": robin.key})).content.decode()
    assert "How was the family told of it? A letter in English." in text
    filled = Writing(robin.allocations.get().worker, robin, row)
    assert filled.send(outcome="rearranged").status_code == 302
    assert robin.appointments.current().get().invited_how == "A letter in English.", "what is not asked again stays"


def test_did_not_attend_is_never_offered_for_a_child(writing):
    offered = [value for value, _ in writing.page.form.fields["outcome"].choices]
    assert "was_not_brought" in offered
    assert not {"did_not_attend", "self_attending_dna"} & set(offered)
    assert "outcome" in writing.send(outcome="did_not_attend").context_data["page"].form.errors


def test_did_not_attend_is_offered_for_an_adults_own_appointment(standing):
    child = a_full_child(standing.social_worker)
    writing = Writing(standing.social_worker, child, adult=True)
    offered = [value for value, _ in writing.page.form.fields["outcome"].choices]
    assert "did_not_attend" in offered
    assert "was_not_brought" not in offered
    mother = child.parentages.current().exclude(parent=None).get().parent
    writing.send(whose=mother.key, outcome="did_not_attend", service="Drug and alcohol service")
    assert child.appointments.current().get(outcome="did_not_attend").person == mother


@pytest.mark.parametrize(("years", "offered"), [(15, False), (17, True)])
def test_only_from_sixteen_does_a_young_person_come_by_themselves(standing, years, offered):
    child = an_empty_child(standing.social_worker, born=ago(years * 366))
    writing = Writing(standing.social_worker, child)
    assert ("self_attending_dna" in dict(writing.page.form.fields["outcome"].choices)) is offered


def test_it_is_the_age_on_the_day_that_counts(standing):
    child = an_empty_child(standing.social_worker, born=ago(16 * 366))
    writing = Writing(standing.social_worker, child)
    page = writing.send(outcome="self_attending_dna", when=f"{ago(100):%d/%m/%Y}")
    assert "not known to be 16" in errors(page)
    assert writing.send(outcome="self_attending_dna").status_code == 302


def test_a_young_person_whose_birthday_is_unknown_is_not_taken_to_be_sixteen(standing):
    child = an_empty_child(standing.social_worker, born=None)
    writing = Writing(standing.social_worker, child)
    assert "self_attending_dna" not in dict(writing.page.form.fields["outcome"].choices)


def test_an_appointment_may_lie_ahead_but_not_its_outcome(writing, robin):
    ahead = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    assert "still to come" in errors(writing.send(when=ahead, outcome="attended"))
    assert not robin.appointments.exists()
    assert writing.send(when=ahead).status_code == 302
    assert robin.appointments.current().get().outcome is None


def test_one_cancelled_beforehand_may_say_so(writing, robin):
    ahead = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    writing.send(when=ahead, outcome="cancelled_by_service")
    assert robin.appointments.current().get().outcome == "cancelled_by_service"


def test_who_was_spoken_to_and_what_was_decided_are_entries_of_their_own(standing):
    child = a_full_child(standing.social_worker)
    mother = child.parentages.current().exclude(parent=None).get().parent
    row = child.appointments.current().get(service="Eye clinic")
    writing = Writing(standing.social_worker, child, row)
    answer = writing.send(
        outcome="was_not_brought", barrier_codes=["transport"], consequence_for_child="A squint not looked at.",
        action="Taxi booked.", told_who="GP", family=mother.key, family_how="call", family_when="today",
        agency="gp", agency_who="Dr Oyelaran", agency_when="today", decided="A worker goes along next time.",
    )  # fmt: skip
    assert answer.status_code == 302
    contact = Contact.objects.get(about_appointments=[str(row.fact)])
    assert (contact.with_person, contact.kind) == (mother, "call")
    told = AgencyContact.objects.get(at_date=timezone.localdate())
    assert (told.with_agency, told.about, told.by) == ("gp", child, "Social Worker")
    assert Decision.objects.get(what="wnb_response").names == [str(row.fact)]
    text = writing.client.get(answer.url).content.decode()
    assert "What came of the appointment is saved." in text
    assert "“Was not brought: a pattern” has cleared." in text


def test_half_a_conversation_is_refused(writing):
    assert "day on which you spoke to them" in errors(writing.send(agency="gp"))
    assert "which agency" in errors(writing.send(agency_advice="Has seen the family."))


def test_earlier_appointments_without_outcome_are_offered_first(standing):
    child = a_full_child(standing.social_worker)
    page = Writing(standing.social_worker, child).page
    assert [link.text.partition(",")[0] for link in page.waiting] == ["Speech and language"]


def test_a_double_click_makes_one_appointment_and_one_of_everything(standing):
    child = a_full_child(standing.social_worker)
    writing = Writing(standing.social_worker, child)
    before = Appointment.objects.count(), AgencyContact.objects.count()
    typed = {"outcome": "attended", "agency": "gp", "agency_when": "today"}
    assert [writing.send(**typed).status_code for _ in range(2)] == [302, 302]
    assert (Appointment.objects.count(), AgencyContact.objects.count()) == (before[0] + 1, before[1] + 1)


def test_a_double_click_on_an_outcome_makes_one_amendment(standing):
    child = a_full_child(standing.social_worker)
    row = child.appointments.current().get(outcome=None)
    writing = Writing(standing.social_worker, child, row)
    assert [writing.send(outcome="attended").status_code for _ in range(2)] == [302, 302]
    assert Appointment.objects.filter(fact=row.fact).count() == 2


def test_two_people_filling_in_the_same_appointment_both_keep_their_text(standing):
    child = a_full_child(standing.social_worker)
    row = child.appointments.current().get(outcome=None)
    first, second = Writing(standing.social_worker, child, row), Writing(standing.supervisor, child, row)
    first.send(outcome="attended", action="Next in June.")
    page = second.send(outcome="was_not_brought", action="Ask about the bus.")
    text = page.content.decode()
    assert "Social Worker changed this" in text
    assert "Next in June." in text
    assert "Ask about the bus." in text
    assert child.appointments.current().get(fact=row.fact).outcome == "attended"
    newest = page.context_data["page"].form["seen_version"].value()
    second.send(outcome="was_not_brought", action="Ask about the bus.", seen_version=newest)
    assert child.appointments.current().get(fact=row.fact).outcome == "was_not_brought"
    assert Appointment.objects.filter(fact=row.fact).count() == 3


def test_the_form_opens_with_what_is_on_record(standing):
    child = a_full_child(standing.social_worker)
    row = child.appointments.current().get(service="Eye clinic")
    cases.amend_appointment(
        row, by=standing.social_worker, seen_version=1, consequence_for_child="Cannot see the board."
    )
    page = Writing(standing.social_worker, child, row).page
    assert page.form["consequence_for_child"].value() == "Cannot see the board."
    assert page.form["outcome"].value() == "was_not_brought"


def test_an_appointment_of_another_child_is_not_found(standing):
    mine, other = an_empty_child(standing.social_worker), a_full_child(standing.outsider)
    row = other.appointments.current().first()
    address = reverse("appointment-outcome", kwargs={"key": mine.key, "fact": row.fact})
    assert signed_in(standing.social_worker).get(address).status_code == 404


def test_only_people_of_this_child_can_be_chosen(standing):
    robin, _ = a_family(standing.social_worker, "Robin Fennimore", "Maya Fennimore")
    stranger = add_person(by=standing.outsider, given_name="Ola", family_name="Unknown")
    page = Writing(standing.social_worker, robin).send(family=stranger.key, family_when="today")
    assert "family" in page.context_data["page"].form.errors


def test_who_was_to_bring_the_child_is_somebody_of_the_record_or_a_name(standing):
    child = a_full_child(standing.social_worker)
    worker = standing.social_worker
    mother = child.parentages.current().exclude(parent=None).get().parent
    Writing(worker, child).send(responsible_person=mother.key, service="Eyes")
    Writing(worker, child).send(responsible_adult=mother.shown_name.upper(), service="Ears")
    Writing(worker, child).send(responsible_adult="A neighbour", service="Teeth")
    wrong = Writing(worker, child).send(responsible_person=mother.key, responsible_adult="A neighbour")
    assert "Choose from the list, or write a name here, not both." in errors(wrong)
    eyes, ears, teeth = (child.appointments.current().get(service=name) for name in ("Eyes", "Ears", "Teeth"))
    for row in (eyes, ears):
        assert (row.responsible_person, row.responsible_adult) == (mother, mother.shown_name)
    assert (teeth.responsible_person, teeth.responsible_adult) == (None, "A neighbour")
    record = records([child.pk], timezone.localdate())[child.pk]
    told = {fact.get("service"): fact.get("responsible_adult") for fact in record.of("Appointment")}
    assert (told["Eyes"], told["Ears"], told["Teeth"]) == (mother.key, mother.key, "A neighbour")
    client = signed_in(worker)
    for page in (
        reverse("child-story", args=[child.key]), reverse("child-entry", args=[child.key, "Appointment", eyes.fact])
    ):  # fmt: skip
        assert mother.shown_name in client.get(page).content.decode()


def test_who_was_to_bring_the_child_stays_when_what_came_of_it_is_written(standing, monkeypatch):
    child = a_full_child(standing.social_worker)
    worker = standing.social_worker
    mother = child.parentages.current().exclude(parent=None).get().parent
    Writing(worker, child).send(responsible_person=mother.key, service="Eyes")
    row = child.appointments.current().get(service="Eyes")
    monkeypatch.setattr("sightline.desk.composing.people_around", lambda *_: [])  # moved out, and known no more
    writing = Writing(worker, child, row)
    form = writing.page.form
    assert (form["responsible_person"].value(), form["responsible_adult"].value()) == (mother.key, None)
    assert writing.send(outcome="attended", responsible_person=mother.key).status_code == 302
    now = child.appointments.current().get(service="Eyes")
    assert (now.version, now.outcome, now.responsible_person) == (2, "attended", mother)
    again = Writing(worker, child, now)
    assert again.send(outcome="attended", responsible_adult="A neighbour").status_code == 302
    now = child.appointments.current().get(service="Eyes")
    assert (now.responsible_person, now.responsible_adult) == (None, "A neighbour")
    assert Appointment.objects.get(service="Eyes", version=2).responsible_person == mother, "the earlier version stays"


def test_an_appointment_is_not_there_for_whom_the_one_who_was_to_bring_the_child_does_not_exist(standing):
    child = a_full_child(standing.social_worker)
    mother = child.parentages.current().exclude(parent=None).get().parent
    Writing(standing.social_worker, child).send(responsible_person=mother.key, service="Eyes")
    story = reverse("child-story", args=[child.key])
    client = signed_in(standing.social_worker)
    assert "Eyes" in client.get(story).content.decode()
    keeping.declare_conflict(mother, by=standing.supervisor, worker=standing.social_worker, whole_family=False)
    assert "Eyes" not in client.get(story).content.decode()
