"""Home pages by role, and finding a child: one number of queries whatever the number of children; nothing leaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.cases import changes as cases
from sightline.checks.answers import answer
from sightline.checks.models import Outcome
from tests import library
from tests.records import a_full_child, an_empty_child, an_imported_child, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def many(by, number):
    return [an_empty_child(by, name=f"Child{number} Field") for number in range(number)]


def home(worker):
    return signed_in(worker).get("/")


def test_my_children_says_who_when_last_seen_and_what_to_think_about(standing):
    a_full_child(standing.social_worker)
    page = home(standing.social_worker)
    row = (*page.context_data["page"].needing, *page.context_data["page"].others)[0]
    assert row.child.text == "Robin Fennimore"
    assert row.level == "Child protection plan"
    assert row.seen.endswith("by Social Worker")
    assert row.think


def test_a_child_with_something_today_comes_first(standing):
    an_empty_child(standing.social_worker, name="Abel Abbot")
    a_full_child(standing.social_worker)
    page = home(standing.social_worker).context_data["page"]
    assert [row.child.text for row in page.needing] == ["Robin Fennimore"]
    assert [row.child.text for row in page.others] == ["Abel Abbot"]


def test_sixty_children_cost_what_one_does(standing, django_assert_max_num_queries):
    many(standing.social_worker, 60)
    client = signed_in(standing.social_worker)
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/").context_data["page"]
    assert len(page.needing) + len(page.others) == 60


def test_a_child_nobody_has_seen_is_said_as_such(standing):
    an_empty_child(standing.social_worker)
    assert "no visit at which the child was seen is recorded here" in home(standing.social_worker).content.decode()


def test_an_imported_child_is_not_said_to_be_unseen(standing):
    an_imported_child(standing.social_worker)
    text = home(standing.social_worker).content.decode()
    assert "not known: visits are not kept here" in text
    assert "Child DfEX0000001" in text


def test_an_answer_waiting_for_a_second_reader_leads_to_where_it_can_be_read(standing):
    a_full_child(standing.social_worker)
    asked = Outcome.objects.get(ends_at=None, check_id="VOI-02", severity="today")
    answer(asked, by=standing.social_worker, kind="disagree", reason="Seen at school by the nurse.")
    supervisor = signed_in(standing.supervisor)
    [waiting] = supervisor.get("/").context_data["page"].second_readings
    text = supervisor.get(waiting.href).content.decode()
    assert "Seen at school by the nurse." in text
    assert f'href="/children/{asked.child.key}/"' in text, "the record can be read before the answer is said to be read"


def test_what_was_promised_is_said_to_be_whose_it_is(standing):
    a_full_child(standing.social_worker)
    asked = Outcome.objects.get(ends_at=None, check_id="VOI-02", severity="today")
    due, who = timezone.localdate() + timedelta(days=2), standing.social_worker.name
    answer(asked, by=standing.social_worker, kind="will_do", due=due, who=who)
    assert "What I said I would do" in home(standing.social_worker).content.decode()
    shown = home(standing.supervisor)
    text = shown.content.decode()
    assert "What people said they would do" in text
    assert "What I said I would do" not in text
    [reading] = shown.context_data["page"].second_readings
    assert reading.note.count(who) == 1, "who answered is who will do it"


def test_a_supervisor_sees_the_teams_children_with_their_lead(standing):
    an_empty_child(standing.social_worker)
    page = home(standing.supervisor).context_data["page"]
    assert [row.lead for row in page.others] == ["Social Worker"]


def test_a_child_nobody_works_with_yet_waits_apart(standing):
    child = a_recorded_child(standing.social_worker, name="Wendy Waiting").child
    page = home(standing.supervisor).context_data["page"]
    assert [link.text for link in page.waiting] == ["Wendy Waiting"]
    assert page.others == page.needing == ()
    cases.allocate(
        by=standing.supervisor, child=child, worker=standing.outsider, role="lead", starts_on=timezone.localdate()
    )
    assert home(standing.supervisor).context_data["page"].waiting == ()


def test_a_child_is_gone_when_the_allocation_ends(standing):
    made = a_recorded_child(standing.social_worker)
    yesterday = timezone.localdate() - timedelta(days=1)
    made.allocated_to(standing.social_worker, "2026-01-01", until=yesterday)
    assert home(standing.social_worker).context_data["page"].others == ()


@pytest.mark.parametrize("role", ["review_officer", "learning_lead", "quality_lead", "administrator"])
def test_other_roles_begin_elsewhere_and_see_no_child(standing, role):
    a_full_child(standing.social_worker)
    page = home(getattr(standing, role))
    assert page.status_code == 200
    assert "Robin" not in page.content.decode()


def test_the_administrator_sees_how_things_stand_and_no_case(standing):
    a_full_child(standing.social_worker)
    text = home(standing.administrator).content.decode()
    assert "8 open accounts, 2 agencies, 3 teams" in text
    assert "Say where backups go" in text
    assert "8 accounts" in text
    assert "Not looked at for 90 days" in text
    assert "nothing of any child" in text
    assert "Robin" not in text


def test_a_review_officer_begins_with_what_waits(standing, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    officer = standing.review_officer
    empty = home(officer).content.decode()
    assert "No time limit is overdue" in empty
    assert "no reviews are not closed" in empty.lower()

    def fill(numbers):
        for n in numbers:
            review = library.a_review(officer, f"N-{n}", "Child N", regime="LCSPR", notified_on=date(2026, 2, 2))
            library.a_return(review, officer, "Westmarsh Police")
            library.an_action(review, officer)
            finding = library.a_finding(review, officer)
            library.a_point(standing.learning_lead, [finding], title=f"Point {n}")

    fill(range(2))
    with CaptureQueriesContext(connection) as few:
        text = home(officer).content.decode()
    for words in ("2 reviews are not closed", "Return overdue: Westmarsh Police", "N-1 Child N", "Response overdue: 1",
                  "Overdue: Send the rapid review", "its case detail has not been released"):  # fmt: skip
        assert words in text, words
    fill(range(2, 7))
    with django_assert_num_queries(len(few)):
        home(officer)


def test_an_unfinished_draft_is_listed_and_leads_back(standing):
    child = an_empty_child(standing.social_worker)
    client = signed_in(standing.social_worker)
    address = reverse("write-visit", kwargs={"key": child.key})
    token = client.get(address).context_data["page"].writing.token
    client.post(address, {"draft_token": token, "save_draft": "yes", "note": "Kettle on the floor."})
    [draft] = client.get("/").context_data["page"].drafts
    assert "Kettle on the floor." in client.get(draft.href).content.decode()


@pytest.mark.parametrize("words", ["rob", "Fenni", "robin fennimore", "fennimore rob"])
def test_a_child_is_found_by_the_beginning_of_a_name(standing, words):
    a_full_child(standing.social_worker)
    page = signed_in(standing.social_worker).post("/find/", {"q": words}).context_data["page"]
    assert [row.child.text for row in page.rows] == ["Robin Fennimore"]


def test_a_child_is_found_by_reference(standing):
    an_imported_child(standing.social_worker)
    page = signed_in(standing.social_worker).post("/find/", {"q": "dfex0000001"}).context_data["page"]
    assert [row.child.text for row in page.rows] == ["Child DfEX0000001"]


def test_searching_for_anothers_child_says_what_searching_for_nobody_says(standing):
    a_full_child(standing.social_worker)
    client = signed_in(standing.outsider)
    found, nobody = (client.post("/find/", {"q": words}).context_data["page"] for words in ("robin", "zzz"))
    assert (found.rows, found.more) == (nobody.rows, nobody.more) == ((), False)


def test_searching_for_nothing_says_what_to_write_and_not_that_there_is_nobody(standing):
    said = signed_in(standing.social_worker).post(reverse("search"), {"q": "   "}).content.decode()
    assert "Write a name or a reference" in said
    assert "found" not in said


def test_a_wider_search_that_finds_too_many_says_so(standing, monkeypatch):
    child = an_empty_child(standing.outsider, name="Robin Fennimore")
    an_empty_child(standing.outsider, name="Robin Tarnbeck")
    said = signed_in(standing.social_worker).post(reverse("search"), {"q": "Robin", "wider": "1"}).content.decode()
    assert child.shown_name in said
    assert "There are more than these" not in said
    monkeypatch.setattr("sightline.desk.pages.home.WIDER_AT_MOST", 1)
    said = signed_in(standing.social_worker).post(reverse("search"), {"q": "Robin", "wider": "1"}).content.decode()
    assert "There are more than these" in said


def test_what_was_searched_for_is_in_no_address(standing):
    a_full_child(standing.social_worker)
    page = signed_in(standing.social_worker).post("/find/", {"q": "robin"})
    assert page.status_code == 200
    assert "q=" not in page.content.decode()
