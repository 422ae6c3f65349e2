"""Forms about the work of a review as typed in a browser: saved, refused in a sentence, or come between by somebody."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Draft, Worker
from sightline.reviews import work
from sightline.reviews.kinds import KINDS, OF_AN_ACTION
from sightline.reviews.models import (
    Action,
    AgencyReturn,
    Episode,
    Evidence,
    LocalRule,
    Panellist,
    QuestionAnswer,
    Recommendation,
    ReviewMember,
    Terms,
)
from tests.library import a_recommendation, a_return, a_review, an_action, evidence_for

pytestmark = pytest.mark.django_db
LONG = "x" * 100_000
MARKUP = "<script>alert(1)</script> {{ 7*7 }} 'OR'1'='1 \u202e"


@pytest.fixture
def as_(db: None):
    def signed_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker)
        session = client.session
        session["second_factor_enrolled"] = True
        session.save()
        return client

    return signed_in


@pytest.fixture
def officer(standing, as_):
    return as_(standing.review_officer)


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer, regime="LCSPR", notified_on=date(2026, 2, 2))


def text_of(response) -> str:
    return response.content.decode()


def write(review, kind: str) -> str:
    return reverse("reviews:write", args=[review.key, kind])


ACTION = {
    "outcome": "Children are seen.", "step": "Change the form.", "kind": "practice", "owner": "Head of service",
    "agency": "Westmarsh Council", "due_on": "3 May 2027", "measure": "Audit",
}  # fmt: skip


def test_everything_is_written_through_its_form_and_shown(standing, officer, review):
    def post(what, /, **typed):
        answer = officer.post(write(review, what), typed)
        assert answer.status_code == 302, text_of(answer)
        return text_of(officer.get(answer.url))

    page = post("proceeding", kind="inquest", standing="live", holds=["publication"], starts_on="1.2.2026")
    assert "Inquest" in page
    assert "Publication" in page
    assert "Where did it go?" in post("terms", purpose="To learn.", questions="Where did it go?\n\nWho knew?")
    page = post("panel", name="R. Achterberg", part="reviewer", interest="none", agency="…", other_agency="Independent")
    assert "Independent" in page
    met = {"on": "2.3.2026", "came": "Lead reviewer\nNamed nurse", "decisions": "Ask the GP again."}
    page = post("meeting", kind="panel", next_on="30/3/2026", **met)
    for words in ("Panel meeting, 2 March 2026", "Named nurse", "Ask the GP again.", "30 March 2026"):
        assert words in page
    told = {"given_on": "1/3/2026", "told_on": "3/3/2026", "told_by": "Business manager"}
    page = post("copy", what="briefing", holder="Named nurse, Westmarsh hospital", became="destroyed", **told)
    for words in ("Named nurse, Westmarsh hospital", "3 March 2026 by Business manager", "Destroyed"):
        assert words in page
    page = post("return", agency_name="…", other_agency="Saltmere Homes", asked_for="report", asked_on="2 March 2026",
                due_on="23rd of March 2026")  # fmt: skip
    assert "Saltmere Homes" in page
    key = AgencyReturn.objects.get().key
    assert "Telephone" in post("reminder", of=key, on="yesterday", how="Telephone")
    assert "about 3 May 2026 to June 2026" in post(
        "episode", title="The letter", happened="about 3 May 2026", until="June 2026"
    )
    episode = Episode.objects.get()
    assert str(episode.latest) == "2026-06-30"
    post("practice", episode=episode.key, agency_name="Westmarsh Council", expected="A.", done="B.", strength="strong")
    post("recommendation", text="Count.", addressed_to="Partners", made_on="31/12/2025", response="awaited")
    wanted = Recommendation.objects.get()
    assert str(wanted.response_due_on) == "2026-02-28"  # two months, clamped
    post("action", recommendation=wanted.key, **ACTION)
    action = Action.objects.get()
    url = reverse("reviews:report", args=[review.key, action.key, "evidence"])
    assert (
        officer.post(url, {"level": "4", "result": "worse", "on": "today", "text": "Ten of twenty."}).status_code == 302
    )
    judge = reverse("reviews:judge", args=[review.key, Evidence.objects.get().key])
    officer.post(judge, {"seen_version": 1, "decision": "accepted", "reason": "Drawn blind."})
    page = text_of(officer.get(reverse("reviews:action", args=[review.key, action.key])))
    for words in ("Worse", "Drawn blind.", "Accepted by"):
        assert words in page


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_AN_ACTION])
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_written(standing, officer, review, kind):
    action = an_action(review, standing.review_officer)
    a_return(review, standing.review_officer, "Westmarsh Police")
    model, fields = KINDS[kind].model, KINDS[kind].form.base_fields
    before = model._default_manager.count()
    for word in ("", "   \n ", LONG, "\x00", MARKUP):
        answer = officer.post(write(review, kind), dict.fromkeys(fields, word))
        page = text_of(answer)
        assert answer.status_code == 200
        assert "There is a problem" in page
        assert "<script>alert" not in page
        assert model._default_manager.count() == before
    assert action.version == 1


def test_text_with_markup_and_emoji_is_kept_and_escaped(officer, review):
    officer.post(write(review, "terms"), {"purpose": MARKUP + " 👶 ſ é"})
    assert Terms.objects.get().purpose == MARKUP + " 👶 ſ é"
    page = text_of(officer.get(reverse("reviews:opening", args=[review.key])))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("22/05/2026", "2026-05-22"),
        ("22.05.26", "2026-05-22"),
        ("2026-05-22", "2026-05-22"),
        ("22nd of May, 2026", "2026-05-22"),
        ("today", "today"),
        ("05/22/2026", ""),
        ("31/04/2026", ""),
        ("May 2026", ""),
        ("next week", ""),
        ("22/05/20266", ""),
        ("not known", ""),
    ],
)
def test_days_in_every_form(officer, review, typed, kept):
    answer = officer.post(write(review, "terms"), {"purpose": "To learn.", "agreed_on": typed})
    kept = str(timezone.localdate()) if kept == "today" else kept
    assert [str(row.agreed_on) for row in Terms.objects.all()] == ([kept] if kept else [])
    if not kept:
        assert "There is a problem" in text_of(answer)
        assert f'value="{typed}"' in text_of(answer)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("return", {"agency_name": "…"}, "Write the name of the agency."),
        ("return", {"asked_on": "2/3/2026", "due_on": "1/3/2026"}, "before the day it was asked for"),
        ("panel", {"interest": "aside"}, "Write what was declared"),
        ("panel", {"username": "nobody"}, "Nobody has this user name"),
        ("recommendation", {"response": "not"}, "Write the reason they gave."),
        ("recommendation", {"response": "accepted"}, "Write the day they answered."),
        ("episode", {"happened": "5 May 2026", "until": "1 May 2026"}, "before the day it began"),
        ("action", {"username": "outsider"}, "is named on this review"),
        ("reminder", {"of": "zzz"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_said_at_its_field(officer, review, kind, typed, sentence):
    assert sentence in text_of(officer.post(write(review, kind), typed))


def test_an_answer_needs_its_reasons_and_the_second_of_two_sees_the_first(officer, review):
    url = reverse("reviews:test", args=[review.key])
    assert "Write the reasons" in text_of(officer.post(url, {"answer_improve": "Y", "seen": ""}))
    assert officer.post(url, {"answer_improve": "Y", "reasons_improve": "Three gaps.", "seen": ""}).status_code == 302
    late = officer.post(url, {"answer_improve": "N", "reasons_improve": "None.", "seen": ""})
    assert late.status_code == 409
    assert "Three gaps." in text_of(late)
    assert QuestionAnswer.objects.get().answer == "Y"
    assert officer.post(url, {"answer_improve": "N", "reasons_improve": "None.", "seen": "improve1"}).status_code == 302
    assert QuestionAnswer.objects.get().answer == "N"


def test_two_who_amend_at_once_see_both_texts(standing, officer, review):
    row = a_recommendation(review, standing.review_officer)
    url = reverse("reviews:amend", args=[review.key, "recommendation", row.key])
    work.amend_item(row, by=standing.review_officer, seen_version=1, values={"text": "Theirs."})
    typed = {"text": "Mine.", "addressed_to": "X", "made_on": "2/3/2026", "response": "awaited"}
    answer = officer.post(url, typed | {"seen_version": "1"})
    assert answer.status_code == 409
    assert "Theirs." in text_of(answer)
    assert "Mine." in text_of(answer)
    assert officer.post(url, typed | {"seen_version": "2"}).status_code == 302
    assert Recommendation.objects.get().text == "Mine."


def test_a_return_moved_meanwhile_is_not_moved_again(standing, officer, review):
    row = a_return(review, standing.review_officer, "Westmarsh Police")
    url = reverse("reviews:move_return", args=[review.key, row.key])
    assert officer.post(url, {"seen_state": "ASKED", "to": "SUBMITTED", "on": "today"}).status_code == 302
    late = officer.post(url, {"seen_state": "ASKED", "to": "DRAFT", "on": "today"})
    assert late.status_code == 409
    assert "It now stands at" in text_of(late)
    lacks = officer.post(url, {"seen_state": "SUBMITTED", "to": "RETURNED", "on": "today"})
    assert "Please write down the reason" in text_of(lacks)


def test_another_reviews_things_cannot_be_reached_through_this_one(standing, officer, review):
    other = a_review(standing.review_officer, "LR-99", "Child Z")
    row, sent = an_action(other, standing.review_officer), a_return(other, standing.review_officer, "Westmarsh Police")
    proof = evidence_for(row, standing.review_officer)
    for name, args in (
        ("action", [row.key]), ("amend", ["action", row.key]), ("move_return", [sent.key]), ("judge", [proof.key]),
        ("report", [row.key, "progress"]),
    ):  # fmt: skip
        assert officer.get(reverse(f"reviews:{name}", args=[review.key, *args])).status_code == 404, name
    typed = {"of": sent.key, "on": "today", "how": "Letter"}
    assert "Select a valid choice" in text_of(officer.post(write(review, "reminder"), typed))
    for kind in ("nothing", "progress", "evidence"):
        assert officer.get(write(review, kind)).status_code == 404


def test_what_is_typed_is_kept_as_a_draft(officer, review):
    url = write(review, "terms")
    token = text_of(officer.get(url)).split('name="draft_token" value="')[1].split('"')[0]
    officer.post(url, {"draft_token": token, "purpose": "Half a sentence", "save_draft": "1"})
    assert Draft.objects.get().label == "Terms of reference: a new version (a review)"
    assert "Half a sentence" in text_of(officer.get(url))
    officer.post(url, {"draft_token": token, "purpose": "A whole sentence."})
    assert not Draft.objects.exists()


def test_how_reviews_are_run_here_is_set_from_a_day(officer, review):
    typed = {"step": "RECALL", "used": "no", "starts_on": "1/1/2027", "reason": "One event is enough."}
    assert officer.post(reverse("reviews:set_step", args=["alr"]), typed).status_code == 302
    page = text_of(officer.get(reverse("reviews:regime", args=["alr"])))
    assert "From 1 January 2027: not used. One event is enough." in page
    refused = officer.post(reverse("reviews:set_step", args=["alr"]), typed | {"step": "DECIDED"})
    assert "No review can do without" in text_of(refused)
    limit = {"clock": "finish", "amount": "4", "starts_on": "1/1/2027", "reason": "Ours."}
    assert officer.post(reverse("reviews:set_limit", args=["alr"]), limit).status_code == 302
    assert "set by law" in text_of(officer.post(reverse("reviews:set_limit", args=["lcspr"]), limit))
    assert LocalRule.objects.count() == 2
    assert officer.get(reverse("reviews:regime", args=["nothing"])).status_code == 404


def test_who_stands_aside_is_shut_out_at_once(standing, as_, officer, review):
    client = as_(standing.learning_lead)
    url = reverse("reviews:review", args=[review.key])
    assert client.get(url).status_code == 200
    typed = {
        "name": "L. Lead",
        "part": "panel",
        "username": "learning_lead",
        "interest": "aside",
        "interest_note": "Kin.",
    }
    officer.post(write(review, "panel"), typed)
    assert Panellist.objects.get().worker == standing.learning_lead
    assert ReviewMember.objects.get(worker=standing.learning_lead).level == 3
    assert client.get(url).status_code == 404
    assert "LR-07" not in text_of(client.get(reverse("reviews:reviews")))
