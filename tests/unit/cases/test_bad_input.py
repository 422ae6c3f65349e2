"""Every form of the record with what people and accidents put into forms: an answer in words, never a fault.

One generated test goes through every declared kind and the five forms of their own; what it makes has to survive being
stored as JSON and shown again.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from sightline.cases.accounts import AccountForm
from sightline.cases.entries import ENTRIES
from sightline.cases.entries.form import Around, NotedForm
from sightline.cases.entries.words import answers, headline, text_of
from sightline.cases.forms import AppointmentForm, ChildPartForm, VisitForm
from sightline.cases.models import Visit, Voice
from sightline.people.models import Person
from sightline.trail import keys
from tests.records import a_full_child, signed_in

TEXTS = {
    "nothing": "", "spaces": " \t\n ", "long": "ab " * 33_333, "markup": "<script>alert('x')</script>",
    "apostrophe": "O'Brien-Łukasz", "chinese": "李", "right to left": "\u202eمريم الحسن", "emoji": "👩‍👧 🫂",
    "nul": "before\0after", "lone surrogate": "\ud800", "formula": "=1+1",
}  # fmt: skip
DAYS = (
    "today", "yesterday", "about 3 May 2026", "May 2026", "2026", "between 1 and 9 May 2026", "not known",
    "31/02/2026", "29/02/2025", "0/0/0", "99/99/9999", "1/1/0001", "31/12/9999", "tomorrow", "in the spring",
    "22.11.26", "2026-11-22T10:00", "早", "\0", "x" * 500, "", "   ", "-1", "1e9", "Easter 2026",
)  # fmt: skip
TIMES = ("", "14:30", "2.30pm", "25:00", "noonish", "\0", "🕑")


def people() -> tuple[Person, Person]:
    child = Person(
        key="childchild12", given_name="Robin", is_child=True, dob=timezone.localdate() - timedelta(days=900)
    )
    child.pk = 1
    adult = Person(key="adultadult12", given_name="O'Brien-Łukasz")
    adult.pk = 2
    return child, adult


def every_form(child: Person, adult: Person):
    """(name, how to make the form of some data, its entry if it is declared)."""
    around = Around([child, adult], {})
    for kind, entry in ENTRIES.items():
        yield kind, (lambda data, entry=entry: NotedForm(data, child=child, entry=entry, around=around)), entry
    yield "own visit", lambda data: VisitForm(data, child=child), None
    yield "own part", lambda data: ChildPartForm(data, child=child, always=True), None
    yield "own appointment", lambda data: AppointmentForm(data, child=child, people=[adult]), None
    yield "own adult's appointment", lambda data: AppointmentForm(data, child=child, people=[adult], adults=True), None
    yield "own account", lambda data: AccountForm(data, child=child, people=[adult]), None


def typed(form, text: str, day: str, time: str) -> dict[str, str]:
    """The text in every field, the day in every field for a day. Choices get it too: nobody can choose it."""

    def of(name, field):
        if type(field).__name__ == "WhenField":
            return day
        if type(field).__name__ == "TimeField":
            return time
        choices = [value for value, _ in getattr(field, "choices", ()) if value]
        return str(choices[0]) if choices and len(text) % 2 else text

    return {form.add_prefix(name): of(name, field) for name, field in form.fields.items() if name != "opening"}


def answered(name, make, entry, text, day, time) -> bool:
    """Whether the form took it. Each refusal is a sentence; what is taken can be stored and shown."""
    form = make(typed(make({}), text, day, time))
    took = form.is_valid()
    for messages in form.errors.values():
        for message in messages:
            assert message[0].isupper(), (name, message)
            assert message.rstrip()[-1] in ".?!”", (name, message)
            assert "%" not in message, (name, message)
    if took and entry is not None:
        body = json.loads(json.dumps(form.body()))
        assert "\0" not in str(body), name
        names = {"childchild12": "Robin"}.get
        assert headline(entry, body, lambda key: names(key, "")).startswith(entry.name)
        text_of(entry, body, lambda key: names(key, ""))
        answers(entry, body, lambda key: names(key, ""))
        assert set(form.at_fields()) <= {"at_date", "at_time", "at_precision", "at_earliest", "at_latest", "at_words"}
    return took


def test_every_form_answers_whatever_is_typed():
    child, adult = people()
    forms = list(every_form(child, adult))
    assert len(forms) >= 42
    taken = set()
    for number, (name, make, entry) in enumerate(forms):
        for sort, text in TEXTS.items():
            if answered(name, make, entry, text, "today", "14:30"):
                taken.add((name, sort))
        for step, day in enumerate(DAYS):
            answered(name, make, entry, "She said so.", day, TIMES[(step + number) % len(TIMES)])
    assert not [each for each in taken if each[1] == "nul"], "a text with a NUL was taken"
    everyday = {"apostrophe", "chinese", "right to left", "emoji", "markup", "long"}
    assert everyday <= {sort for _, sort in taken}, "no form takes an everyday name"


@pytest.mark.parametrize("ahead", [1, 400])
def test_what_happened_cannot_lie_ahead_nor_before_the_child(ahead):
    child, adult = people()
    day = timezone.localdate()
    for name, make, entry in every_form(child, adult):
        form = make({"when": f"{day + timedelta(days=ahead):%d/%m/%Y}"})
        may_lie_ahead = name.endswith("appointment") or (entry is not None and entry.ahead)
        if "when" in form.fields and not may_lie_ahead:
            assert "still to come" in str(form.errors.get("when")), name
        early = make({"when": "1/1/2001"})
        if "when" in early.fields:
            assert "was born" in str(early.errors.get("when")), name


@pytest.mark.django_db
def test_a_spoilt_key_of_the_trail_is_said_kindly_and_gives_the_text_back(standing, monkeypatch, tmp_path):
    child = a_full_child(standing.social_worker)
    (tmp_path / "trail.key").touch()
    monkeypatch.setattr(keys, "key_file", lambda: tmp_path / "trail.key")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    typed = {"opening": "v1", "when": "today", "note": "She showed me her room."}
    answer = signed_in(standing.social_worker).post(reverse("write-visit", args=[child.key]), typed)
    text = answer.content.decode()
    assert (answer.status_code, "She showed me her room." in text, str(tmp_path) in text) == (503, True, False)
    assert "A key of this installation" in text


@pytest.mark.django_db
def test_a_full_disk_gives_a_kind_page_with_the_text_and_nothing_half_written(standing, monkeypatch):
    child = a_full_child(standing.social_worker)
    before = Visit.objects.count()

    def full(*_args, **_more):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Voice, "save", full)  # the second half of a visit
    typed = {"opening": "v1", "when": "today", "note": "She showed me <b>her</b> room.", f"c{child.pk}-words": "Mine!"}
    answer = signed_in(standing.social_worker).post(reverse("write-visit", args=[child.key]), typed)
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "disk is full" in text
    assert "She showed me &lt;b&gt;her&lt;/b&gt; room." in text
    assert "Mine!" in text
    assert Visit.objects.count() == before
