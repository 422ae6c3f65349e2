"""Running a survey: opened once, closed once, its deeds in the trail, files brought in whole and once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sightline.cli.main import main
from sightline.confidence import changes, queries
from sightline.confidence.models import BroughtIn, Response, Survey
from sightline.confidence.windows import off_time
from sightline.domain.measures.instrument import ITEMS
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.surveys import EVERY, a_survey, answered, at, wave_of
from tests.unit.exchange.survey.files import as_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(standing):
    return standing.learning_lead


@pytest.fixture
def survey(lead):
    return a_survey(lead)


def test_a_survey_is_set_up_in_the_browser(standing):
    client = signed_in(standing.quality_lead)
    sent = {"title": "Not brought", "event_on": "1/12/2026", "point": ""}
    answer = client.post(reverse("confidence:begin"), sent)
    survey = Survey.objects.get()
    assert answer.url == reverse("confidence:run", args=[survey.key])
    assert [wave.kind for wave in queries.waves_of(survey)] == ["T1", "T2", "T3"]
    assert "Westmarsh Council" in survey.agencies
    assert Entry.objects.filter(verb="confidence.begin_survey").count() == 1


def test_waves_are_opened_and_closed_once(survey, lead):
    client = signed_in(lead)
    wave = wave_of(survey, "T1")
    wrong = client.post(reverse("confidence:open_wave", args=[wave.key]), {"invited": "some"}).content.decode()
    assert "Write a number, like 40." in wrong
    client.post(reverse("confidence:open_wave", args=[wave.key]), {"invited": "40"})
    assert wave_of(survey, "T1").is_open
    page = client.get(reverse("confidence:run", args=[survey.key])).content.decode()
    assert f"/survey/{wave.token}/" in page
    client.post(reverse("confidence:close_wave", args=[wave.key]))
    with pytest.raises(changes.Refused, match="cannot be opened again"):
        changes.open_wave(wave, by=lead, invited=1)
    with pytest.raises(changes.Refused, match="Only what is open"):
        changes.close_wave(wave, by=lead)
    assert [e.verb for e in Entry.objects.filter(thing_id=survey.key).order_by("seq")] == [
        "confidence.begin_survey", "confidence.open_wave", "confidence.close_wave",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "days", "fits"),
    [
        ("T1", -8, False), ("T1", -7, True), ("T1", 0, True), ("T1", 1, False), ("T2", 0, True), ("T2", 1, False),
        ("T3", 69, False), ("T3", 70, True), ("T3", 98, True), ("T3", 99, False),
    ],
)  # fmt: skip
def test_a_wave_opened_at_another_time_is_said_to_be_so(kind, days, fits):
    event = date(2026, 7, 29)
    assert (off_time(kind, event, event + timedelta(days=days)) == "") is fits


def test_a_broken_trail_undoes_the_change(survey, lead, monkeypatch):
    monkeypatch.setattr("sightline.trail.record", lambda **kw: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        changes.open_wave(wave_of(survey, "T1"), by=lead, invited=5)
    assert not wave_of(survey, "T1").is_open


def test_nothing_is_counted_while_a_wave_is_open(survey, lead):
    wave = changes.open_wave(wave_of(survey, "T1"), by=lead, invited=20)
    for n in range(8):
        changes.give_answers(wave, given=at(6), code=f"CODE{n}")
    assert not queries.counted(survey).any
    changes.close_wave(wave, by=lead)
    assert queries.counted(survey).any


def test_words_are_quoted_only_once_read_and_from_ten_people_on(survey, lead):
    answered(survey, "T1", {"School": 12}, lead, 4)
    wave = changes.open_wave(wave_of(survey, "T3"), by=lead, invited=20)
    for n in range(9):
        changes.give_answers(wave, given=at(7), said=f"Words {n}")
    changes.close_wave(wave, by=lead)
    assert queries.words_given(survey, shown_only=False) == []
    changed = Response.objects.filter(wave=wave).first()
    Response.objects.create(wave=wave, answers={"now": {"R1": 5}})
    assert len(queries.words_given(survey, shown_only=False)) == 9
    assert queries.words_given(survey) == []
    client = signed_in(lead)
    client.post(reverse("confidence:words", args=[survey.key]), {"shown": [changed.key]})
    page = client.get(reverse("confidence:results", args=[survey.key])).content.decode()
    assert changed.said in page
    assert page.count("Words ") == 1


# --- files


def a_file(people: int = 8, level: int = 6) -> str:
    heads = ["Respondent ID", "IP Address", "Your own code", "Agency"] + [f"{i.code}. {i.words}" for i in ITEMS]
    rows = [["", "", *["Open-Ended Response"] * 2, *["Response"] * len(ITEMS)]]
    rows += [[str(1000 + n), "192.0.2.9", f"SCHO{n:02}", "school", *[str(level)] * len(ITEMS)] for n in range(people)]
    return as_csv([heads, *rows])


def test_a_file_is_brought_in_once_and_matches_with_answers_given_here(survey, lead):
    answered(survey, "T1", {"School": 8}, lead, 4)
    wave = wave_of(survey, "T3")
    client = signed_in(lead)
    page = reverse("exchange:survey_file", args=[wave.key])
    sent = SimpleUploadedFile("after.csv", a_file().encode())
    answer = client.post(page, {"file": sent}, follow=True)
    assert "Brought in: 8 responses with 19 questions." in answer.content.decode()
    assert not [r for r in Response.objects.filter(wave=wave) if "192.0.2.9" in str(r.answers)]
    assert {r.agency for r in Response.objects.filter(wave=wave)} == {"School"}
    again = client.post(page, {"file": SimpleUploadedFile("after.csv", a_file().encode())})
    assert "brought in before" in again.content.decode()
    assert BroughtIn.objects.count() == 1
    changes.close_wave(wave, by=lead)
    moved = queries.counted(survey).moved["prospective"].themes["R"]
    assert (moved.n, moved.better) == (8, 8)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "not text that can be read"),
        (b"Respondent ID,Ready?\n,Response\n1,Yes\n", "None of the nineteen questions"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(survey, lead, content, words):
    wave = wave_of(survey, "T1")
    page = reverse("exchange:survey_file", args=[wave.key])
    text = signed_in(lead).post(page, {"file": SimpleUploadedFile("x.csv", content)}).content.decode()
    assert words in text
    assert Response.objects.count() == 0


def test_nothing_is_added_to_a_closed_wave(survey, lead):
    wave = answered(survey, "T1", {"School": 8}, lead, 4)
    page = reverse("exchange:survey_file", args=[wave.key])
    text = signed_in(lead).post(page, {"file": SimpleUploadedFile("a.csv", a_file().encode())}).content.decode()
    assert "Nothing can be added" in text


def test_a_file_is_stored_from_the_command_line(survey, lead, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr("sightline.cli.start.database_ready", lambda: None)
    path = tmp_path / "before.csv"
    path.write_text(a_file(), encoding="utf-8")
    key = wave_of(survey, "T1").key
    assert main(["import", "survey", str(path), "--json", "--store", key]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["responses"], found["stored"], found["dropped"]) == (8, 8, ["IP Address"])
    assert main(["import", "survey", str(path), "--store", key]) == 0
    assert "brought in before" in capsys.readouterr().out
    assert main(["import", "survey", str(path), "--store", "nosuchkey"]) == 1
    assert "There is no asking with the key" in capsys.readouterr().err
    assert Response.objects.count() == 8
    assert len(EVERY) == 19
