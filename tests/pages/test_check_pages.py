"""The pages of the checks: why we ask, the catalogue, citing learning; and what may never be cited on a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from sightline.checks import prompts
from sightline.checks.models import Citation, NightlyRun, Outcome, Setting, Standard
from sightline.checks.navigation import not_looked_at
from sightline.checks.pages import entry_href
from sightline.checks.prompts import Evidence
from sightline.domain.checks.library import CATALOGUE
from sightline.people import changes as people
from sightline.people.facts import LONDON
from tests.library import a_finding, a_point, a_review, about, publish
from tests.records import signed_in
from tests.standing import a_recorded_child

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moving:
        yield moving


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer)


@pytest.fixture
def point(standing, review):
    point = a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])
    Citation.objects.create(check_id="WNB-01", point=point)
    return point


def not_brought(standing, name: str = "Robin Fennimore"):
    who = a_recorded_child(standing.social_worker, name=name).at_level("CIN", "2026-06-01")
    who.allocated_to(standing.social_worker, "2026-06-01")
    return who.with_appointment("was_not_brought", "2026-10-05").with_appointment("was_not_brought", "2026-11-02")


def shown(child, viewer, check: str = "WNB-01") -> prompts.Prompt:
    return next(one for one in prompts.prompts_for(child, viewer).all if one.check_id == check)


def test_why_we_ask_holds_everything_a_reader_should_see(standing, point) -> None:
    name = CATALOGUE["WNB-01"].parameters[0].name
    Standard.objects.create(
        check_id="WNB-01", name=name, value=5, number_class="local", source="Westmarsh board, minute 4",
        valid_from=date(2026, 9, 1), approved_by="The board",
    )  # fmt: skip
    check = CATALOGUE["WNB-01"]
    page = signed_in(standing.social_worker).get(reverse("checks:check", args=["WNB-01"]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Westmarsh board, minute 4" in text
    assert "1 September 2026" in text
    assert len(page.context_data["page"].numbers.rows) == len(check.parameters)
    assert point.title in text
    assert "An unpublished review" in text
    assert "LR-07" not in text


@pytest.mark.parametrize("role", ["social_worker", "supervisor", "quality_lead", "administrator"])
def test_everyone_may_read_the_catalogue(standing, role) -> None:
    page = signed_in(getattr(standing, role)).get(reverse("checks:catalogue"))
    assert page.status_code == 200
    assert "WNB-01" in page.content.decode()
    assert signed_in(getattr(standing, role)).get("/checks/XYZ-99/").status_code == 404


def test_only_a_learning_lead_chooses_what_a_check_cites(standing, point) -> None:
    address = reverse("checks:citations", args=["VOI-02"])
    assert signed_in(standing.social_worker).get(address).status_code == 403
    lead = signed_in(standing.learning_lead)
    assert point.title in lead.get(address).content.decode()
    lead.post(address, {"points": [str(point.pk)]})
    assert Citation.objects.filter(check_id="VOI-02", point=point, by=standing.learning_lead).exists()
    lead.post(address, {})
    assert not Citation.objects.filter(check_id="VOI-02").exists()


def test_the_learning_behind_a_prompt_is_named_on_an_ordinary_record(standing, point) -> None:
    child = not_brought(standing).child
    [learning] = shown(child, standing.social_worker).learning
    assert (learning.title, learning.source_words) == (point.title, "An unpublished review")


def test_it_is_never_cited_on_the_record_of_the_reviews_subject_or_a_relative(standing, review, point) -> None:
    subject, sibling = not_brought(standing, "Robin Fennimore"), not_brought(standing, "Maya Fennimore")
    cousin = not_brought(standing, "Ada Quill")
    mother = people.add_person(by=standing.social_worker, given_name="Kerry")
    for who in (subject, sibling):
        people.record_parent(by=standing.social_worker, child=who.child, parent=mother)
    about(review, standing.review_officer, subject.child)
    found = prompts.for_children([subject.child, sibling.child, cousin.child], standing.social_worker)
    cited = {
        who.child.given_name: any(one.learning for one in found[who.child.pk].all) for who in (subject, sibling, cousin)
    }
    assert cited == {"Robin": False, "Maya": False, "Ada": True}
    assert all(one.text for one in found[subject.child.pk].all)


def test_a_published_review_may_be_cited_anywhere(standing, review, point) -> None:
    subject = not_brought(standing)
    about(review, standing.review_officer, subject.child)
    assert shown(subject.child, standing.social_worker).learning == ()
    publish(review, standing.review_officer)
    assert len(shown(subject.child, standing.social_worker).learning) == 1


def test_prompts_for_one_child_or_many_cost_the_same(standing, point, django_assert_max_num_queries) -> None:
    children = [not_brought(standing, f"Child {n}").child for n in range(6)]
    prompts.for_children(children, standing.social_worker)
    with django_assert_max_num_queries(15) as one:
        prompts.for_children(children[:1], standing.social_worker)
    with django_assert_max_num_queries(len(one)):
        assert len(prompts.for_children(children, standing.social_worker)) == 6


def test_unknown_is_listed_apart_and_never_as_clear(standing) -> None:
    child = people.add_person(by=standing.social_worker, is_child=True, source="cin 2025", reference="A1")
    from sightline.cases.changes import allocate

    allocate(by=standing.social_worker, child=child, worker=standing.social_worker, role="lead", starts_on=TODAY.date())
    found = prompts.prompts_for(child, standing.social_worker)
    assert found.shown == found.clear == ()
    assert "VOI-02" in {one.check_id for one in found.unknown}
    assert all("not kept here" in one.why.lower() for one in found.unknown)


def test_what_could_not_be_looked_at_again_is_unknown_since_when(standing, monkeypatch, clock) -> None:
    child = not_brought(standing).child
    monkeypatch.setattr(prompts.fresh, "AT_ONCE", 0)
    clock.move_to(TODAY + timedelta(days=200))
    found = prompts.prompts_for(child, standing.social_worker)
    assert found.shown == found.clear == ()
    assert {one.why for one in found.unknown} == {"Not looked at since 18 November 2026 at 10:00."}


def test_a_check_that_only_watches_is_decided_and_not_shown(standing) -> None:
    Setting.objects.create(check_id="WNB-01", state="watch")
    child = not_brought(standing).child
    assert Outcome.objects.get(child=child, check_id="WNB-01", ends_at=None).result == "ask"
    assert "WNB-01" not in {one.check_id for one in prompts.prompts_for(child, standing.social_worker).all}


def test_at_most_five_of_the_lesser_ones_are_shown(standing, monkeypatch) -> None:
    child = not_brought(standing).child
    row = Outcome.objects.get(child=child, check_id="WNB-01", ends_at=None)
    check = CATALOGUE["WNB-01"]
    many = {f"TST-{n:02}": replace(check, id=f"TST-{n:02}") for n in range(8)}
    numbers = prompts.standards.numbers(TODAY.date())["WNB-01"]
    rows = {}
    for n, key in enumerate(many):
        fields = {"severity": "today" if n < 2 else "soon", "asks_since": TODAY - timedelta(days=n)}
        rows[key] = Outcome(
            child_id=child.pk, check_id=key, result="ask", prompt=f"prompt {n}", key=f"k{n}", starts_at=row.starts_at,
            **fields,
        )  # fmt: skip
    monkeypatch.setattr(prompts, "CATALOGUE", many)
    monkeypatch.setattr(prompts.standards, "CATALOGUE", many)
    settings = prompts.standards.Settings({(key, None): "on" for key in many})
    looked = prompts.fresh.Looked({child.pk: rows}, settings, dict.fromkeys(many, numbers), frozenset())
    monkeypatch.setattr(prompts.fresh, "looked", lambda _children: looked)
    found = prompts.prompts_for(child, standing.social_worker)
    assert [one.text for one in found.shown] == [f"prompt {n}" for n in (1, 0, 7, 6, 5, 4, 3)]
    assert (found.more_count, found.more[0].text) == (1, "prompt 2")


def test_no_nights_looking_for_36_hours_is_said_to_everyone(standing, clock) -> None:
    NightlyRun.objects.create(started_at=TODAY, ended_at=TODAY)
    clock.move_to(TODAY + timedelta(hours=35))
    assert not_looked_at(None) is None
    clock.move_to(TODAY + timedelta(hours=36))
    banner = not_looked_at(None)
    assert banner is not None
    assert "18 November 2026 at 10:00" in banner.text


@pytest.mark.parametrize(
    ("kind", "has_a_page"), [("Visit", True), ("Injury", True), ("Parentage", False), ("Person", False)]
)
def test_evidence_leads_only_to_pages_that_there_are(standing, kind, has_a_page):
    """A parentage is shown in the family: answering a prompt that rests on one led nowhere."""
    child = a_recorded_child(standing.social_worker).child
    assert bool(entry_href(child, Evidence(str(uuid4()), kind, "words"))) is has_a_page
    assert entry_href(child, Evidence("not a number of a fact", kind, "words")) == ""
