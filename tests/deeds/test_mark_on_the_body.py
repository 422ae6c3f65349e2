"""Somebody records marks on the body map, without a script: region, place and words in lists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sightline.cases.entries import ENTRIES
from sightline.cases.models import Noted
from sightline.desk.pages import health
from sightline.domain.checks.record import ChildRecord
from sightline.domain.drawing.body import INFANT, OLDER
from tests.deeds.test_write_an_entry import address, child, post, record_of  # noqa: F401  child is a fixture
from tests.records import signed_in

pytestmark = pytest.mark.django_db

MARKED = {
    "opening": "m1", "when": "yesterday", "time": "", "type": "bruise", "body_region": "", "size_mm": "", "count": "",
    "drawing": OLDER,
    "marks-0-region": "cheek", "marks-0-side": "left", "marks-0-view": "front", "marks-0-x": "96.5", "marks-0-y": "50",
    "marks-0-place": "near the ear", "marks-0-size_mm": "12", "marks-0-shape": "oval", "marks-0-colour": "blue",
    "marks-1-region": "thigh", "marks-1-side": "right", "marks-1-view": "nr", "marks-1-place": "outer side",
}  # fmt: skip


def page(worker, where):
    return signed_in(worker).get(where).content.decode()


def test_several_marks_are_kept_with_the_drawing_they_were_made_on(standing, child):  # noqa: F811
    assert post(standing.social_worker, child, "injury", MARKED).status_code == 302
    body = Noted.objects.get(kind="Injury").body
    assert body == {
        "type": "bruise", "body_region": "several", "count": 2, "drawing": OLDER, "person": child.key,
        "marks": [
            {"region": "cheek", "side": "left", "view": "front", "x": 96.5, "y": 50.0, "place": "near the ear",
             "size_mm": 12, "shape": "oval", "colour": "blue"},
            {"region": "thigh", "side": "right", "place": "outer side"},
        ],
    }  # fmt: skip
    record = record_of(child)
    assert isinstance(record, ChildRecord)
    assert record.of("Injury")[0].text("body_region") == "several"


def test_the_entry_and_the_health_page_show_the_drawing_with_words(standing, child):  # noqa: F811
    post(standing.social_worker, child, "injury", MARKED)
    row = Noted.objects.get(kind="Injury")
    words = "Cheek, the child’s left, front view, near the ear; size 12 mm; shape: oval; colour: blue."
    for where in (f"/children/{child.key}/entries/Injury/{row.fact}/", f"/children/{child.key}/health/"):
        shown = page(standing.social_worker, where)
        assert words in shown
        assert "An older child, drawing 1." in shown, "marked on this one, though the child is an infant"
        assert "size not recorded" in shown
        assert ("Marked 96.5 across, 50 down." in shown) == ("/entries/" in where), "the point is for the entry itself"
        assert "Nobody can tell from a mark how old it is." in shown


def test_a_long_record_draws_the_newest_and_says_how_many_older_there_are(standing, child, monkeypatch):  # noqa: F811
    monkeypatch.setattr(health, "SHOWN", 1)
    post(standing.social_worker, child, "injury", MARKED)
    where = f"/children/{child.key}/health/"
    assert "Every mark on record, the newest first" in page(standing.social_worker, where)
    post(standing.social_worker, child, "injury", MARKED | {"opening": "m2", "when": "today", "marks-0-size_mm": "13"})
    shown = page(standing.social_worker, where)
    assert "Marks on record, by entry (the newest; 1 older in the story)" in shown
    assert shown.count("size 13 mm") > shown.count("size 12 mm") > 0, "the older one is in the list alone"


def test_an_amendment_keeps_the_drawing_and_its_versions_show_their_own_marks(standing, child):  # noqa: F811
    post(standing.social_worker, child, "injury", MARKED)
    row = Noted.objects.get(kind="Injury")
    form = page(standing.social_worker, address(child, "injury", row.fact))
    assert re.search(r'name="drawing" value="older-1"', form)
    assert re.search(r'name="marks-0-x" value="96.5"', form)
    changed = {**MARKED, "opening": "m2", "seen_version": "1", "amended_because": "", "marks-0-colour": "green"}
    assert post(standing.social_worker, child, "injury", changed, row.fact).status_code == 302
    shown = page(standing.social_worker, f"/children/{child.key}/entries/Injury/{row.fact}/")
    assert "colour: green." in shown
    assert "colour: blue." in shown


def test_a_new_form_offers_the_drawing_for_the_childs_age(standing, child):  # noqa: F811
    form = page(standing.social_worker, address(child, "injury"))
    assert re.search(rf'name="drawing" value="{INFANT}"', form)
    assert 'data-region="cheek"' in form
    assert "body-map.js" in form


def test_one_region_names_the_place_and_what_was_written_by_hand_stays(standing, child):  # noqa: F811
    one = {key: value for key, value in MARKED.items() if not key.startswith("marks-1")}
    post(standing.social_worker, child, "injury", one)
    post(standing.social_worker, child, "injury", {**MARKED, "opening": "m9", "body_region": "ear", "count": "5"})
    first, second = (row.body for row in Noted.objects.order_by("pk"))
    assert (first["body_region"], first["count"]) == ("cheek", 1)
    assert (second["body_region"], second["count"]) == ("ear", 5)


@pytest.mark.parametrize(
    ("odd", "kept"),
    [
        ({"marks-0-x": "9999"}, {"x": None}),
        ({"marks-0-x": "nan"}, {"x": None}),
        ({"marks-0-x": "<b>"}, {"x": None}),
        ({"marks-0-view": "nr"}, {"x": None}),
        ({"drawing": "../etc"}, {"x": 96.5}),
    ],
)
def test_what_a_drawing_cannot_hold_is_left_out(standing, child, odd, kept):  # noqa: F811
    assert post(standing.social_worker, child, "injury", {**MARKED, **odd}).status_code == 302
    body = Noted.objects.get(kind="Injury").body
    assert body["marks"][0].get("x") == kept["x"]
    assert body["marks"][0]["region"] == "cheek"
    assert body["drawing"] == OLDER


def test_without_marks_no_drawing_is_kept(standing, child):  # noqa: F811
    bare = {key: value for key, value in MARKED.items() if not key.startswith("marks-")}
    post(standing.social_worker, child, "injury", {**bare, "body_region": "ear"})
    body = Noted.objects.get(kind="Injury").body
    assert body == {"type": "bruise", "body_region": "ear", "person": child.key}
    assert Noted.objects.get().at_date == timezone.localdate() - timedelta(days=1)


def test_no_question_of_a_mark_is_for_its_age():
    marks = ENTRIES["Injury"].ask("marks")
    for ask in marks.asks:
        assert not re.search(r"(^|_)(age|old|days)(_|$)", ask.name)
        assert "how old" not in ask.label.lower()
