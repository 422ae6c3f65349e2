"""A check's words and dates, set by the partnership: dated rows, why, who, and nothing past is rewritten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from sightline.checks import nightly, standards, tending
from sightline.checks.models import Outcome, Standard
from sightline.checks.policy import NotAllowed
from sightline.checks.prompts import prompts_for
from sightline.checks.switching import switch
from sightline.people.facts import LONDON
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
OURS = "{what_happened} What would help {name} to be seen?"
WHY = {"source": "Parents found it cold", "approved_by": "Executive, 3 November 2026"}
WORDING = ("checks:wording", ["VOI-02", "today"])


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moving:
        yield moving


@pytest.fixture
def child(standing):
    made = a_recorded_child(standing.social_worker, name="Robin Fennimore", born="2024-03-01")
    made = made.allocated_to(standing.social_worker, "2026-01-01").at_level("CP", "2026-05-01")
    return made.with_visit("2026-09-19", seen="Y").child


def asked(child, worker):
    return {prompt.check_id: prompt.text for prompt in prompts_for(child, worker).all}


def post(worker, where, form):
    return signed_in(worker).post(reverse(where[0], args=where[1]), form)


def test_new_words_ask_from_their_day_and_the_old_question_keeps_its_own(standing, child):
    old = asked(child, standing.social_worker)["VOI-02"]
    form = WHY | {"text": OURS, "valid_from": "18/11/2026"}
    assert post(standing.quality_lead, WORDING, form).status_code == 302
    row = Standard.objects.get()
    assert (row.check_id, row.name, row.value, row.source) == ("VOI-02", "wording:today", OURS, WHY["source"])
    assert asked(child, standing.social_worker)["VOI-02"].endswith("What would help Robin to be seen?")
    *_, before, now = Outcome.objects.filter(child=child, check_id="VOI-02").order_by("pk")
    assert (before.prompt, before.check_version) == (old, "1")
    assert before.ends_at is not None
    assert now.check_version.startswith("1 w")
    assert now.asks_since == before.asks_since
    entry = Entry.objects.get(verb="checks.set_wording")
    assert (entry.kind, entry.actor, entry.child) == ("system", str(standing.quality_lead.pk), "")


def test_a_night_asks_again_whoever_was_asked_in_other_words(standing, child):
    nightly.nightly()
    assert nightly.due(TODAY.date()) == set()
    tending.set_wording("VOI-02", "today", by=standing.quality_lead, text=OURS, valid_from=TODAY.date(), **WHY)
    assert nightly.due(TODAY.date()) == {child.pk}


def test_an_empty_text_goes_back_to_the_words_it_came_with(standing, child):
    for text in (OURS, ""):
        tending.set_wording("VOI-02", "today", by=standing.quality_lead, text=text, valid_from=TODAY.date(), **WHY)
    assert "What would help" not in asked(child, standing.social_worker)["VOI-02"]
    assert Standard.objects.count() == 2
    assert Outcome.objects.filter(check_id="VOI-02", ends_at=None).get().check_version == "1"


def test_words_that_judge_are_refused_and_nothing_is_kept(standing):
    form = WHY | {"text": "The worker failed {name}?", "valid_from": "18/11/2026"}
    answer = post(standing.quality_lead, WORDING, form)
    assert answer.status_code == 422
    assert "judges" in answer.content.decode()
    answer = post(standing.quality_lead, WORDING, {"text": "{nobody}?"})
    assert set(answer.context_data["page"].form.errors) == {"text", "source", "valid_from", "approved_by"}
    assert not Standard.objects.exists()


def test_a_preview_keeps_nothing_and_asks_for_no_reason(standing):
    answer = post(standing.quality_lead, WORDING, {"text": OURS, "preview": "yes"})
    page = answer.context_data["page"]
    assert answer.status_code == 200
    assert page.previews[1] == "[what happened] What would help the baby to be seen?"
    assert not Standard.objects.exists()


def test_why_and_who_are_asked_for(standing):
    answer = post(standing.quality_lead, WORDING, {"text": OURS, "valid_from": ""})
    assert set(answer.context_data["page"].form.errors) == {"source", "approved_by", "valid_from"}


def test_from_its_day_a_check_that_is_let_go_asks_nobody(standing, child, clock):
    form = WHY | {"review": "1/12/2026", "retire": "20/11/2026"}
    assert post(standing.quality_lead, ("checks:words", ["VOI-02"]), form).status_code == 302
    assert "VOI-02" in asked(child, standing.social_worker)
    clock.move_to(TODAY + timedelta(days=2))
    assert "VOI-02" not in asked(child, standing.social_worker)
    assert standards.settings().state("VOI-02") == "off"
    assert Outcome.objects.filter(check_id="VOI-02", ends_at__isnull=False).exists()
    page = signed_in(standing.quality_lead).get(reverse("checks:check", args=["VOI-02"])).context_data["page"]
    assert page.due == "The partnership let this check go on 20 November 2026. It asks nothing."
    with pytest.raises(NotAllowed, match="let this check go"):
        switch("VOI-02", by=standing.quality_lead, state="on")
    post(standing.quality_lead, ("checks:words", ["VOI-02"]), WHY)
    assert standards.settings().state("VOI-02") == "on"
    assert [row.value for row in Standard.objects.filter(name="dates:retire").order_by("pk")] == ["2026-11-20", ""]


def test_a_day_that_is_past_cannot_be_set(standing):
    with pytest.raises(tending.Incomplete, match="past"):
        tending.set_dates("VOI-02", by=standing.quality_lead, review=date(2026, 1, 1), retire=None, **WHY)


def test_the_page_of_a_check_says_when_its_day_to_be_looked_at_has_come(standing, clock):
    tending.set_dates("WNB-01", by=standing.quality_lead, review=date(2026, 11, 19), retire=None, **WHY)
    where = reverse("checks:check", args=["WNB-01"])
    assert signed_in(standing.quality_lead).get(where).context_data["page"].due == ""
    clock.move_to(TODAY + timedelta(days=1))
    due = signed_in(standing.quality_lead).get(where).context_data["page"].due
    assert due == "This check was to be looked at again on 19 November 2026."


def test_only_the_quality_lead_may(standing):
    for worker in (standing.social_worker, standing.administrator):
        with pytest.raises(NotAllowed):
            tending.set_wording("VOI-02", "today", by=worker, text=OURS, valid_from=TODAY.date(), **WHY)
