"""The chart of a learning point: counted from the kept replay, small numbers hidden, nobody named, few queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from sightline.checks import replayed
from sightline.checks.models import Citation, ReplayMark, ReplaySpan
from sightline.impact import queries
from sightline.learning.threads import charts
from sightline.people.facts import LONDON
from sightline.people.models import Person
from tests.library import a_finding, a_point, a_review
from tests.records import signed_in
from tests.standing import a_recorded_child

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
YESTERDAY = date(2026, 11, 17)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moving:
        yield moving


@pytest.fixture
def point(standing):
    review = a_review(standing.review_officer)
    point = a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])
    Citation.objects.create(check_id="WNB-01", point=point)
    return point


def rules() -> replayed.Rules:
    [found] = [each for each in replayed.rules_in_force() if each.check.id == "WNB-01"]
    return found


def replay_of(*children: tuple[tuple[str, str, str], ...]) -> None:
    """A kept replay of invented children: for each, (from, to, result)."""
    names = rules().names
    ReplayMark.objects.create(**names, starts_on=date(2026, 6, 1), done_to=YESTERDAY)
    people = [Person(is_child=True, given_name="Quillon", family_name=f"Zebedee{n}") for n in range(len(children))]
    Person.objects.bulk_create(people)
    ReplaySpan.objects.bulk_create(
        ReplaySpan(**names, child=person, starts_on=start, ends_on=end, result=result)
        for person, spans in zip(people, children)
        for start, end, result in spans
    )


ASKED_THEN_CLEAR = (("2026-06-01", "2026-08-09", "ask"), ("2026-08-10", "2026-11-17", "clear"))
CLEAR = (("2026-06-01", "2026-11-17", "clear"),)


def page_for(worker, point):
    return signed_in(worker).get(reverse("impact:chart", args=[point.key]))


def test_every_role_but_the_administrator_may_look(standing, point) -> None:
    replay_of(*[CLEAR] * 12)
    lookers = (standing.social_worker, standing.supervisor, standing.review_officer, standing.learning_lead)
    assert [page_for(worker, point).status_code for worker in (*lookers, standing.quality_lead)] == [200] * 5
    assert page_for(standing.administrator, point).status_code == 403


def test_the_table_holds_what_the_drawing_shows(standing, point) -> None:
    replay_of(*[ASKED_THEN_CLEAR] * 9, *[CLEAR] * 6)
    page = page_for(standing.quality_lead, point)
    [drawn] = page.context_data["page"].charts
    rows = {row[0]: row[1:] for row in drawn.table.rows}
    assert rows["July 2026"][2] == "9"
    assert rows["September 2026"][2] != "9"
    text = page.content.decode()
    assert text.count("<svg ") == 2
    assert "No direction is called better" in text


def test_small_numbers_are_hidden_and_nobody_is_named(standing, point) -> None:
    replay_of(*[ASKED_THEN_CLEAR] * 2, *[CLEAR] * 9)
    page = page_for(standing.quality_lead, point)
    [drawn] = page.context_data["page"].charts
    july = next(row for row in drawn.table.rows if row[0] == "July 2026")
    assert "2" not in july[1:6]
    text = page.content.decode()
    assert "Zebedee" not in text
    assert not any(key in text for key in Person.objects.filter(is_child=True).values_list("key", flat=True))


def test_the_day_of_sharing_is_marked(standing, point) -> None:
    replay_of(*[ASKED_THEN_CLEAR] * 6, *[CLEAR] * 8)
    point.sharings.create(on=date(2026, 8, 3), how="Briefing")
    page = page_for(standing.quality_lead, point)
    [drawn] = page.context_data["page"].charts
    assert next(row for row in drawn.table.rows if row[0] == "August 2026")[-1] == "3 August 2026"
    assert "The learning was shared on 3 August 2026." in drawn.words


def test_the_page_says_which_version_which_numbers_and_until_when(standing, point) -> None:
    replay_of(*[CLEAR] * 12)
    text = page_for(standing.quality_lead, point).content.decode()
    assert "WNB-01, version" in text
    assert "our default" in text
    assert "17 November 2026" in text


def test_few_queries_however_many_spans(standing, point, django_assert_max_num_queries) -> None:
    replay_of(*[ASKED_THEN_CLEAR] * 60)
    client = signed_in(standing.quality_lead)
    address = reverse("impact:chart", args=[point.key])
    client.get(address)
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200


def test_a_missing_replay_is_made_once_or_waits_for_the_night(standing, point, monkeypatch, clock) -> None:
    clock.move_to(TODAY - timedelta(days=60))
    a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01")
    clock.move_to(TODAY)
    monkeypatch.setattr(replayed, "ON_DEMAND", 0)
    assert "has not been worked out yet" in page_for(standing.quality_lead, point).content.decode()
    monkeypatch.undo()
    page_for(standing.quality_lead, point)
    assert ReplayMark.objects.get(check_id="WNB-01").done_to == YESTERDAY


def test_a_point_that_no_check_cites_has_no_chart(standing, point) -> None:
    assert [link.href for link in charts(point, standing.quality_lead)] == [reverse("impact:chart", args=[point.key])]
    Citation.objects.all().delete()
    assert charts(point, standing.quality_lead) == ()
    assert "nothing to chart" in page_for(standing.quality_lead, point).content.decode()


def test_an_unpublished_review_is_not_named(standing, point) -> None:
    replay_of(*[CLEAR] * 12)
    text = page_for(standing.social_worker, point).content.decode()
    assert "LR-07" not in text
    assert "An unpublished review" in text


def test_charts_count_the_numbers_in_force_for_every_month(standing, point) -> None:
    replay_of(*[CLEAR] * 12)
    [moved] = queries.charts_for(point, standing.quality_lead)
    assert moved.chart is not None
    assert moved.chart.as_of == YESTERDAY
    assert moved.chart.months[0].month == date(2026, 6, 1)
