"""Answering by a link: no account, no name, once open and until closed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sightline.confidence import changes, codes
from sightline.confidence.answering import Given
from sightline.confidence.models import Response, Wave
from sightline.trail.models import Entry
from tests.surveys import a_survey, at, typed, wave_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(standing):
    return standing.learning_lead


@pytest.fixture
def survey(lead):
    return a_survey(lead)


def opened(survey, kind, lead):
    return changes.open_wave(wave_of(survey, kind), by=lead, invited=20)


def test_somebody_without_an_account_answers(survey, lead):
    wave = opened(survey, "T1", lead)
    page = reverse("confidence:answer", args=[wave.token])
    client = Client()
    assert client.get(page).status_code == 200
    sent = typed("T1", code="an 07-le", agency="School", V1="b", V1_sure="9", now_M3="skip")
    assert client.post(page, sent).url == reverse("confidence:thanks", args=[wave.token])
    kept = Response.objects.get()
    assert kept.answers["now"]["R1"] == 7
    assert "M3" not in kept.answers["now"], "what is not one's role is left out"
    assert kept.answers["vignettes"] == {"V1": ["b", 9]}
    assert (kept.agency, kept.code) == ("School", codes.hashed(survey.key, "AN07LE"))
    assert client.get(reverse("confidence:thanks", args=[wave.token])).status_code == 200


def test_a_page_that_is_sent_twice_is_one_answer(survey, lead):
    wave = opened(survey, "T2", lead)
    page, client = reverse("confidence:answer", args=[wave.token]), Client()
    form = client.get(page).context_data["page"].form
    sent = typed("T2", code="AN07LE", agency="School") | {"opening": form["opening"].value()}
    first, second = client.post(page, sent), client.post(page, sent)
    assert first.url == second.url
    changes.give_then(Response.objects.get(), then=Given(then={"R1": 3}))
    assert client.post(page, sent).url == first.url, "and not other answers because the second page was filled"
    told = client.post(page, sent | {"now_R1": "2"})
    assert "were sent already" in told.content.decode()
    assert Response.objects.get().answers["now"]["R1"] == 7
    assert sent["opening"] not in str(Response.objects.values().get()), "the page is not kept"
    other = client.get(page).context_data["page"].form["opening"].value()
    client.post(page, sent | {"opening": other})
    assert Response.objects.count() == 2, "somebody else on the same computer, with the same answers"


def test_nothing_personal_is_kept(survey, lead):
    wave = opened(survey, "T1", lead)
    before = Entry.objects.count()
    client = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Known Browser 7")
    client.post(reverse("confidence:answer", args=[wave.token]), typed("T1", code="AN07LE"))
    row = Response.objects.values().get()
    everything = " ".join(str(value) for value in row.values())
    assert "192.0.2.77" not in everything
    assert "Known" not in everything
    assert "AN07LE" not in everything
    assert Entry.objects.count() == before, "the trail holds the very second, so an answer leaves no entry"
    assert set(client.cookies) <= {"sightline-csrf"}


def test_the_same_code_is_another_one_in_another_survey(survey, lead):
    other = a_survey(lead, title="Another")
    assert codes.hashed(survey.key, "AN07LE") == codes.hashed(survey.key, " an07 le ")
    assert codes.hashed(survey.key, "AN07LE") != codes.hashed(other.key, "AN07LE")


def test_a_lost_key_is_never_replaced_in_silence(survey, lead, settings):
    wave = opened(survey, "T1", lead)
    changes.give_answers(wave, given=at(5), code="AN07LE")
    key = settings.SIGHTLINE.keys / "surveys.key"
    away = key.rename(key.with_suffix(".away"))
    try:
        with pytest.raises(changes.Refused, match="missing"):
            changes.give_answers(wave, given=at(5), code="BO08RE")
        changes.give_answers(wave, given=at(5))
        assert not key.exists()
    finally:
        away.rename(key)


def test_on_the_day_before_is_asked_on_a_page_of_its_own(survey, lead):
    wave = opened(survey, "T2", lead)
    client = Client()
    answer = client.post(reverse("confidence:answer", args=[wave.token]), typed("T2", 8))
    kept = Response.objects.get()
    assert answer.url == reverse("confidence:before_today", args=[wave.token, kept.key])
    page = client.get(answer.url).content.decode()
    assert "And before today?" in page
    assert "now_R1" not in page
    assert client.post(answer.url, {"then_R1": "3", "then_H1": "skip"}).status_code == 302
    kept.refresh_from_db()
    assert kept.answers["then"] == {"R1": 3}
    client.post(answer.url, {"then_R1": "9"})
    kept.refresh_from_db()
    assert kept.answers["then"] == {"R1": 3}, "once"


def test_after_three_months_deeds_and_barriers_are_asked(survey, lead):
    wave = opened(survey, "T3", lead)
    more = {
        "needed_P3": "4",
        "done_P3": "3",
        "needed_D1": "2",
        "barrier_1": "time",
        "barrier_2": "time",
        "barrier_3": "how",
    }
    Client().post(reverse("confidence:answer", args=[wave.token]), typed("T3", said="I rang.", **more))
    kept = Response.objects.get()
    assert kept.answers["counts"] == {"P3": [4, 3]}, "half a count is none"
    assert kept.answers["barriers"] == ["time", "how"]
    assert (kept.said, kept.said_shown) == ("I rang.", False)


@pytest.mark.parametrize("before", ["not begun", "closed"])
def test_a_link_that_is_not_open_says_nothing(survey, lead, before):
    wave = wave_of(survey, "T1")
    if before == "closed":
        changes.close_wave(opened(survey, "T1", lead), by=lead)
    page = reverse("confidence:answer", args=[wave.token])
    assert Client().get(page).status_code == 404
    assert Client().post(page, typed("T1")).status_code == 404
    with pytest.raises(changes.Refused, match="not open"):
        changes.give_answers(wave, given=at(5))


def test_what_is_wrong_is_said_and_nothing_is_lost(survey, lead):
    wave = opened(survey, "T3", lead)
    page = reverse("confidence:answer", args=[wave.token])
    sent = typed("T3", code="A", needed_P3="many", said="Kept words") | {"consent": ""}
    text = Client().post(page, sent).content.decode()
    for sentence in ("A code has 4 to 20 letters", "Tick the box", "Write a number, like 3."):
        assert sentence in text
    assert "Kept words" in text
    assert 'value="7" checked' in text
    assert Response.objects.count() == 0


def test_an_empty_page_is_refused(survey, lead):
    wave = opened(survey, "T1", lead)
    text = Client().post(reverse("confidence:answer", args=[wave.token]), {"consent": "on"}).content.decode()
    assert "Nothing was answered" in text


def test_a_link_cannot_be_flooded(survey, lead, monkeypatch):
    wave = opened(survey, "T1", lead)
    monkeypatch.setattr(changes, "MOST_RESPONSES", 2)
    for _ in range(2):
        changes.give_answers(wave, given=at(5))
    with pytest.raises(changes.Refused, match="more answers than people"):
        changes.give_answers(wave, given=at(5))


def test_an_answer_off_the_scale_cannot_be_made():
    for wrong in ({"now": {"R1": 11}}, {"now": {"Z1": 5}}, {"vignettes": {"V1": ("z", 1)}}, {"barriers": ("none",)}):
        with pytest.raises(ValueError):
            Given(**wrong)
    with pytest.raises(ValueError, match="times"):
        Given(counts={"P3": (100, 1)})


def test_the_key_is_there_before_the_first_code(survey, lead, settings):
    key = settings.SIGHTLINE.keys / "surveys.key"
    key.unlink(missing_ok=True)
    codes.ready()
    made = key.read_bytes()
    assert (len(made), key.stat().st_mode & 0o077) == (32, 0)
    changes.give_answers(opened(survey, "T1", lead), given=at(5), code="AN07LE")
    codes.ready()
    assert key.read_bytes() == made
    key.write_bytes(made[:20])
    try:
        with pytest.raises(changes.Refused, match="missing or damaged"):
            changes.give_answers(Wave.objects.get(kind="T1"), given=at(5), code="AN07LE")
    finally:
        key.write_bytes(made)
