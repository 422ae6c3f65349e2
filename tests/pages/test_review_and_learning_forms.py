"""Forms of reviews and learning as typed in a browser: saved, refused in a sentence, or come between by somebody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sightline.access.models import Draft, Worker
from sightline.learning.models import LearningPoint
from sightline.reviews import changes
from sightline.reviews.models import CaseReview
from tests.library import a_finding, a_point, a_review

pytestmark = pytest.mark.django_db


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
def lead(standing, as_):
    return as_(standing.learning_lead)


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer)


@pytest.fixture
def finding(standing, review):
    return a_finding(review, standing.review_officer, "Six were missed.")


@pytest.fixture
def point(standing, finding):
    return a_point(standing.learning_lead, [finding])


def text_of(response) -> str:
    return response.content.decode()


def test_open_a_review_with_its_subjects(officer):
    typed = {"reference": "LR-20", "title": "Child T", "regime": "LCSPR", "subjects": "Child T\n\nSibling 1\nChild T"}
    answer = officer.post(reverse("reviews:open"), {**typed, "notified_on": "2/3/2026"})
    review = CaseReview.objects.get(reference="LR-20")
    assert answer.url == reverse("reviews:review", args=[review.key])
    assert sorted(review.subjects.values_list("code", flat=True)) == ["Child T", "Sibling 1"]
    assert str(review.notified_on) == "2026-03-02"


def test_what_is_missing_is_said_at_the_field_and_above(officer, review):
    page = text_of(officer.post(reverse("reviews:open"), {"reference": "LR-07", "notified_on": "yonder"}))
    assert "There is a problem" in page
    for sentence in ("LR-07 already", "Write a title", "Choose the regime"):
        assert page.count(sentence) == 2, sentence
    assert 'value="yonder"' in page


def test_a_finding_with_its_themes(officer, review):
    url = reverse("reviews:write_finding", args=[review.key])
    answer = officer.post(url, {"text": "Nobody asked.", "polarity": "-", "codes": ["INFO-VERIFY", "DIRECT-ASK"]})
    made = review.findings.get()
    assert answer.url == reverse("reviews:finding", args=[made.key])
    assert changes.codes_of(made) == ["DIRECT-ASK", "INFO-VERIFY"]


def test_a_refused_finding_keeps_its_text_and_themes(officer, review):
    page = text_of(
        officer.post(
            reverse("reviews:write_finding", args=[review.key]), {"text": "Kept words", "codes": ["MULTI-ALL"]}
        )
    )
    assert "Choose whether it is a concern or a strength." in page
    assert "Kept words" in page
    assert 'value="MULTI-ALL" checked' in page


def test_the_second_to_save_a_finding_sees_both_texts_and_can_save_again(standing, officer, finding):
    url = reverse("reviews:amend_finding", args=[finding.key])
    mine = {"text": "My wording.", "polarity": "-", "codes": ["PROC-WNB"], "seen_version": "1"}
    changes.amend_finding(
        finding, by=standing.learning_lead, seen_version=1, text="Their wording.", polarity="-", codes=["PROC-WNB"]
    )
    answer = officer.post(url, mine)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Somebody else saved this while you were writing" in page
    assert "Learning Lead saved it" in page
    assert "Their wording." in page
    assert "My wording." in page
    assert 'name="seen_version" value="2"' in page
    finding.refresh_from_db()
    assert finding.text == "Their wording."
    assert officer.post(url, {**mine, "seen_version": "2"}).status_code == 302
    finding.refresh_from_db()
    assert finding.text == "My wording."
    assert list(finding.past.order_by("version").values_list("text", flat=True)) == [
        "Six were missed.",
        "Their wording.",
    ]


def test_the_second_to_save_a_learning_point_sees_both_texts(standing, lead, point, finding):
    url = reverse("learning:revise", args=[point.key])
    mine = {"findings": [finding.key], "title": "Count", "lesson": "My lesson.", "themes": ["PROC-WNB"]}
    assert lead.post(url, {**mine, "lesson": "Their lesson.", "seen_version": str(point.version)}).status_code == 302
    answer = lead.post(url, {**mine, "seen_version": str(point.version)})
    assert answer.status_code == 409
    assert "Their lesson." in text_of(answer)
    assert "My lesson." in text_of(answer)


def test_the_second_to_change_a_reviews_details_is_told(officer, review):
    url = reverse("reviews:details", args=[review.key])
    typed = {"reference": "LR-07", "title": "First title", "regime": "ALR", "seen_version": "1"}
    assert officer.post(url, typed).status_code == 302
    answer = officer.post(url, {**typed, "title": "Second title"})
    assert answer.status_code == 409
    assert "First title" in text_of(answer)
    assert "Second title" in text_of(answer)


def test_the_second_to_move_a_state_is_told_and_keeps_the_reason(standing, officer, review):
    url = reverse("reviews:move", args=[review.key, "review"])
    typed = {"seen_state": "NOTIFIED", "to": "CONSIDERED", "on": "today", "reason": "My reason."}
    assert officer.post(url, typed).status_code == 302
    answer = officer.post(url, typed)
    assert answer.status_code == 409
    assert "My reason." in text_of(answer)
    assert review.moves.filter(field="review_state").count() == 2


def test_a_move_without_its_reason_is_refused_in_a_sentence(officer, review):
    url = reverse("reviews:move", args=[review.key, "review"])
    page = text_of(officer.post(url, {"seen_state": "NOTIFIED", "to": "SCOPED", "on": "today"}))
    assert "Please write down the reason for passing over" in page
    review.refresh_from_db()
    assert review.review_state == "NOTIFIED"


def test_a_subject_is_joined_by_the_id_of_a_record(standing, officer, review):
    from sightline.people.changes import add_person

    child = add_person(by=standing.social_worker, is_child=True, given_name="Robin", family_name="Fennimore")
    subject = review.subjects.get()
    url = reverse("reviews:subject", args=[review.key, subject.pk])
    assert "There is no record with this id" in text_of(officer.post(url, {"where": "here", "person": "nobody"}))
    assert officer.post(url, {"where": "here", "person": child.key}).status_code == 302
    subject.refresh_from_db()
    assert subject.person == child
    assert "Fennimore" not in text_of(officer.get(reverse("reviews:review", args=[review.key])))


def test_named_and_taken_off(standing, officer, review):
    url = reverse("reviews:name_member", args=[review.key])
    assert "Nobody has this user name" in text_of(officer.post(url, {"username": "who", "level": "1"}))
    assert "administrator" in text_of(officer.post(url, {"username": "administrator", "level": "1"}))
    officer.post(url, {"username": "Social_Worker ", "level": "1", "role": "Agency author"})
    member = review.members.get(worker=standing.social_worker)
    officer.post(reverse("reviews:release_member", args=[review.key, member.pk]))
    assert not review.members.filter(worker=standing.social_worker).exists()


def test_a_limit_is_explained(officer, review):
    url = reverse("reviews:clock", args=[review.key, "finish"])
    assert "Please write the explanation." in text_of(officer.post(url, {"kind": "explained", "on": "today"}))
    assert officer.post(url, {"kind": "explained", "on": "today", "reason": "A trial."}).status_code == 302


def test_from_a_finding_to_the_library_to_a_team(lead, finding):
    page = text_of(lead.get(reverse("reviews:finding", args=[finding.key])))
    url = reverse("learning:write") + f"?finding={finding.key}"
    assert url in page
    form = text_of(lead.get(url))
    assert 'value="PROC-WNB" checked' in form
    typed = {"findings": [finding.key], "title": "Count", "lesson": "Count misses.", "themes": ["PROC-WNB"]}
    lead.post(url, typed)
    point = LearningPoint.objects.get(title="Count")
    lead.post(reverse("learning:publish", args=[point.key]), {"seen_version": "1"})
    lead.post(reverse("learning:share", args=[point.key]), {"on": "today", "how": "Team briefing", "audience": "All"})
    point.refresh_from_db()
    assert point.state == "published"
    assert point.sharings.get().how == "Team briefing"
    assert "Shared" in text_of(lead.get(reverse("reviews:review", args=[finding.review.key])))


def test_publishing_what_somebody_changed_meanwhile_is_not_done(standing, lead, finding):
    point = a_point(standing.learning_lead, [finding], published=False)
    for seen in ("7", "", "x", "²"):
        lead.post(reverse("learning:publish", args=[point.key]), {"seen_version": seen})
        point.refresh_from_db()
        assert point.state == "draft"


@pytest.mark.parametrize("who", ["learning_lead", "review_officer", "social_worker"])
def test_a_briefing_is_for_the_team_whoever_prints_it(standing, as_, point, who):
    page = text_of(as_(getattr(standing, who)).get(reverse("learning:briefing", args=[point.key])))
    assert "Count misses together." in page
    for secret in ("Six were missed", "walrus", "LR-07", "Child Q"):
        assert secret not in page


def test_a_long_box_of_a_briefing_is_warned_of(standing, as_, finding):
    long, short = (a_point(standing.learning_lead, [finding], lesson="word " * n) for n in (95, 80))
    client = as_(standing.learning_lead)
    assert "95 words: too long" in text_of(client.get(reverse("learning:briefing", args=[long.key])))
    assert "80 words: try to keep to 75" in text_of(client.get(reverse("learning:briefing", args=[short.key])))


@pytest.mark.parametrize("name", ["finding", "point"])
def test_what_was_typed_is_there_after_the_session_ended(standing, officer, lead, review, finding, name):
    client, url, field = {
        "finding": (officer, reverse("reviews:write_finding", args=[review.key]), "text"),
        "point": (lead, reverse("learning:write"), "lesson"),
    }[name]
    page = text_of(client.get(url))
    token = page.split('name="draft_token" value="')[1].split('"')[0]
    client.logout()
    client.post(url, {"draft_token": token, field: "Typed just before the session ended."})
    assert Draft.objects.count() == 1
    worker = standing.review_officer if name == "finding" else standing.learning_lead
    client.force_login(worker)
    session = client.session
    session["second_factor_enrolled"] = True
    session.save()
    assert "Typed just before the session ended." in text_of(client.get(url))
    assert "have not saved it yet" in text_of(client.get(url))


def test_a_saved_form_leaves_no_draft(officer, review):
    url = reverse("reviews:write_finding", args=[review.key])
    token = text_of(officer.get(url)).split('name="draft_token" value="')[1].split('"')[0]
    typed = {"draft_token": token, "text": "Nobody asked.", "polarity": "-"}
    officer.post(url, {**typed, "save_draft": "yes"})
    assert Draft.objects.count() == 1
    officer.post(url, typed)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("route", ["reviews:open", "reviews:themes", "learning:library", "learning:write"])
def test_signed_out_goes_to_sign_in(db, route):
    answer = Client().get(reverse(route))
    assert answer.status_code == 302
    assert "sign-in" in answer.url
