"""Writing down what somebody said, and what checking it found: the checking is visible, and nobody's text is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.cases.models import Statement
from tests.records import a_full_child, an_empty_child, signed_in

pytestmark = pytest.mark.django_db


class Writing:
    """A worker at the form of an account, or at what checking one (`row`) found."""

    def __init__(self, worker, child, row=None):
        self.client, self.child = signed_in(worker), child
        name, more = ("write-account", {}) if row is None else ("account-checked", {"fact": row.fact})
        self.address = reverse(name, kwargs={"key": child.key, **more})
        self.page = self.client.get(self.address).context_data["page"]
        self.typed = {"draft_token": self.page.writing.token}
        if row is None:
            self.typed |= {
                "opening": self.page.form["opening"].value(), "text": "He has moved out.", "when": "yesterday",
                "said_by_person": "somebody-else", "said_by": "A neighbour", "topic": "household",
            }  # fmt: skip
        else:
            self.typed |= {"seen_version": self.page.form["seen_version"].value()}

    def send(self, **typed):
        return self.client.post(self.address, {**self.typed, **typed})


@pytest.fixture
def robin(standing):
    return an_empty_child(standing.social_worker)


@pytest.fixture
def writing(standing, robin):
    return Writing(standing.social_worker, robin)


@pytest.fixture
def said(standing):
    return a_full_child(standing.social_worker).statements.current().get()


def errors(page):
    return " ".join(error["text"] for error in page.context_data["page"].errors)


def test_an_account_is_written_as_an_account(writing, robin):
    writing.send(matters="decision_relevant", verification="not_checked", used_in="the child protection plan")
    row = robin.statements.current().get()
    assert (row.text, row.said_by, row.matters) == ("He has moved out.", "A neighbour", "decision_relevant")
    assert row.used_in == ["the child protection plan"]
    assert row.corroborations is None
    text = writing.client.get(reverse("child-information", kwargs={"key": robin.key})).content.decode()
    assert "Not checked yet" in text


def test_who_said_it_can_be_somebody_of_the_record(standing):
    child = a_full_child(standing.social_worker)
    mother = child.parentages.current().exclude(parent=None).get().parent
    Writing(standing.social_worker, child).send(said_by_person=mother.key, role="parent")
    row = child.statements.current().order_by("-pk").first()
    assert (row.said_by_person, row.said_by) == (mother, "Kerry Fennimore")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Write what was said."),
        ({"said_by": ""}, "Write who said it."),
        ({"when": "tomorrow or so"}, "Write the day like"),
        ({"verification": "supported"}, "Write who or what speaks to it"),
        ({"verification": "cannot_be_checked"}, "why it cannot be checked"),
        ({"verification": "sought"}, "the day on which somebody was asked"),
        ({"source": "The school"}, "Choose whether it was checked."),
    ],
)
def test_what_is_missing_is_asked_for_kindly(writing, robin, typed, sentence):
    page = writing.send(heard_by="Dr Oyelaran", **typed)
    assert sentence in errors(page)
    assert "Dr Oyelaran" in page.content.decode()
    assert not robin.statements.exists()


def test_what_is_still_to_be_said_is_refused(writing):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "still to come" in errors(writing.send(when=f"{tomorrow:%d/%m/%Y}"))


def test_a_double_click_makes_one_account(writing):
    assert [writing.send().status_code for _ in range(2)] == [302, 302]
    assert Statement.objects.count() == 1


def test_what_checking_found_is_added_and_the_first_version_stays(standing, said):
    writing = Writing(standing.social_worker, said.child, said)
    answer = writing.send(
        verification="supported", source="Tenancy office", agency="housing", how="The lease", checked_on="today",
        independent="yes",
    )  # fmt: skip
    assert answer.status_code == 302
    row = said.child.statements.current().get()
    assert (row.version, row.verification) == (2, "supported")
    assert row.corroborations[0]["source"] == "Tenancy office"
    assert row.corroborations[0]["origin"] is None
    assert Statement.objects.get(fact=said.fact, version=1).verification == "not_checked"
    assert "has cleared" in writing.client.get(answer.url).content.decode()


def test_a_source_that_only_repeats_keeps_where_it_came_from(standing, said):
    Writing(standing.social_worker, said.child, said).send(verification="supported", source="Nursery", independent="no")
    assert said.child.statements.current().get().corroborations[0]["origin"] == "Kerry Fennimore"


def test_a_double_click_on_checking_makes_one_amendment(standing, said):
    writing = Writing(standing.social_worker, said.child, said)
    typed = {"verification": "cannot_be_checked", "verification_why": "Nobody else was there."}
    assert [writing.send(**typed).status_code for _ in range(2)] == [302, 302]
    assert Statement.objects.filter(fact=said.fact).count() == 2


def test_two_people_checking_the_same_account_both_keep_their_text(standing, said):
    first, second = (Writing(worker, said.child, said) for worker in (standing.social_worker, standing.supervisor))
    first.send(verification="supported", source="Tenancy office")
    page = second.send(verification="contradicted", source="The landlord")
    text = page.content.decode()
    assert "Social Worker changed this" in text
    assert "Tenancy office" in text
    assert 'value="The landlord"' in text
    newest = page.context_data["page"].form["seen_version"].value()
    second.send(verification="contradicted", source="The landlord", seen_version=newest)
    row = said.child.statements.current().get()
    assert [found["source"] for found in row.corroborations] == ["Tenancy office", "The landlord"]


def test_an_outsider_cannot_check_it(standing, said):
    address = reverse("account-checked", kwargs={"key": said.child.key, "fact": said.fact})
    assert signed_in(standing.outsider).post(address, {"verification": "supported"}).status_code == 404
