"""Procedures as on the day: editions follow one another, and each day has those that stood."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.learning import texts
from sightline.learning.texts import Refused, add_procedure, end_procedure, procedures_on
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(standing):
    return add_procedure(
        by=standing.learning_lead, title="Escalation", publisher="Westmarsh", edition="2024",
        in_force_from=date(2024, 4, 1), themes=["MULTI-ESCALATE"],
    )  # fmt: skip


def editions(day, **more):
    return [row.edition for row in procedures_on(day, **more)]


def test_a_newer_edition_ends_the_earlier_one_the_day_before(standing, first):
    add_procedure(
        by=standing.learning_lead, title="Escalation", publisher="Westmarsh", edition="2026",
        in_force_from=date(2026, 9, 1), follows=first,
    )  # fmt: skip
    assert editions(date(2024, 3, 31)) == []
    assert editions(date(2024, 4, 1)) == ["2024"]
    assert editions(date(2026, 8, 31)) == ["2024"]
    assert editions(date(2026, 9, 1)) == ["2026"]


def test_an_edition_whose_first_day_nobody_knows_may_have_stood(standing, first):
    add_procedure(by=standing.learning_lead, title="Escalation", publisher="Westmarsh", edition="old", follows=first)
    assert sorted(editions(date(2020, 1, 1))) == ["old"]
    assert sorted(editions(date(2025, 1, 1))) == ["2024", "old"]


def test_what_cannot_be_is_refused(standing, first):
    lead = standing.learning_lead
    with pytest.raises(Refused, match="already"):
        add_procedure(by=lead, title="Escalation", publisher="W", edition="2024", follows=first)
    with pytest.raises(Refused, match="before"):
        add_procedure(by=lead, title="E", publisher="W", edition="0", in_force_from=date(2020, 1, 1), follows=first)
    with pytest.raises(Refused, match="before its first"):
        end_procedure(first, by=lead, on=date(2024, 3, 1))
    end_procedure(first, by=lead, on=date(2026, 3, 1))
    with pytest.raises(Refused, match="already"):
        end_procedure(first, by=lead, on=date(2026, 4, 1))


def test_by_theme(standing, first):
    assert editions(date(2025, 1, 1), themes=["MULTI-ESCALATE"]) == ["2024"]
    assert editions(date(2025, 1, 1), themes=["HARM-BRUISE"]) == []


def test_the_page_shows_the_day_asked_for_and_survives_nonsense(standing, first):
    client = signed_in(standing.social_worker)
    assert "2024" in client.get("/learning/procedures/?on=1/5/2024").content.decode()
    assert "No edition is recorded" in client.get("/learning/procedures/?on=1/5/2020").content.decode()
    assert client.get("/learning/procedures/?on=nonsense").status_code == 200


def test_the_whole_way_by_the_pages(standing):
    client = signed_in(standing.learning_lead)
    typed = {
        "title": "Bruises", "publisher": "Westmarsh", "edition": "1", "in_force_from": "1/5/2026", "in_force_to": "",
        "link": "", "note": "", "themes": ["HARM-BRUISE"],
    }  # fmt: skip
    assert client.post("/learning/procedures/add/", typed).status_code == 302
    [made] = texts.procedures_on(date(2026, 6, 1))
    newer = {**typed, "edition": "2", "in_force_from": "1/10/2026"}
    assert client.post(f"/learning/procedures/add/?of={made.key}", newer).status_code == 302
    made.refresh_from_db()
    assert made.in_force_to == date(2026, 9, 30)
    wrong = {**typed, "edition": "3", "in_force_from": "1/5/2026", "in_force_to": "1/4/2026"}
    page = client.post("/learning/procedures/add/", wrong)
    assert (page.status_code, "Check both" in page.content.decode()) == (422, True)


def test_a_published_text_is_added_and_written_from(standing):
    client = signed_in(standing.learning_lead)
    typed = {
        "title": "A report",
        "publisher": "A panel",
        "dated": "2026",
        "kind": "report",
        "link": "",
        "note": "It says so.",
    }
    assert client.post("/learning/texts/add/", typed).status_code == 302
    [text] = texts.every_source()
    point = {
        "published": [text.key], "title": "Ask first", "lesson": "Ask before you act.", "try_this": "", "questions": "",
        "detail": "", "themes": ["DIRECT-ASK"],
    }  # fmt: skip
    assert client.post("/learning/write/", point).status_code == 302
    page = client.post("/learning/write/", {**point, "published": []})
    assert "Choose at least one finding or published text" in page.content.decode()
