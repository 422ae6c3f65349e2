"""Who has looked, and the head that is exported."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from sightline import trail
from sightline.trail.queries import HeadMark

ANA, BEN = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
pytestmark = pytest.mark.django_db


def looked(by, part, at, child="c1", kind="view", verb="view", reason_given=False):
    with transaction.atomic():
        trail.record_many([trail.Row(verb, by, child, kind=kind, part=part, at=at, reason_given=reason_given)])


def at(day, hour, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


def test_one_row_for_each_worker_day_and_kind_latest_first():
    looked(ANA, "overview", at(1, 9))
    looked(ANA, "story", at(1, 10))
    looked(ANA, "overview", at(1, 11), reason_given=True)
    looked(BEN, "overview", at(2, 9))
    looked(ANA, "", at(1, 12), kind="change", verb="cases.record_visit")
    looks = trail.who_has_looked("c1")
    assert [(look.actor, look.day, look.kind, look.times) for look in looks] == [
        ("2", "2026-06-02", "view", 1),
        ("1", "2026-06-01", "change", 1),
        ("1", "2026-06-01", "view", 3),
    ]
    assert set(looks[2].what) == {"overview", "story"}
    assert (looks[2].first_at, looks[2].last_at, looks[2].reason_given) == (at(1, 9), at(1, 11), True)
    assert looks[1].what == ("cases.record_visit",)


def test_the_day_is_londons():
    looked(ANA, "overview", at(1, 23, 30))  # half past midnight in summer time
    [look] = trail.who_has_looked("c1")
    assert look.day == "2026-06-02"


def test_another_childs_rows_are_not_among_them():
    looked(ANA, "overview", at(1, 9), child="c2")
    assert trail.who_has_looked("c1") == []


def test_only_since_and_only_the_newest():
    for day in (1, 2, 3):
        looked(ANA, "overview", at(day, 9))
    assert [look.day for look in trail.who_has_looked("c1", since=at(2, 0))] == ["2026-06-03", "2026-06-02"]
    assert [look.day for look in trail.who_has_looked("c1", newest=1)] == ["2026-06-03"]


def test_an_empty_trail_has_head_number_nought():
    assert trail.head().seq == 0
    assert trail.head().at is None
    assert trail.verify(trail.head()).ok


def test_the_head_goes_out_and_comes_back():
    looked(ANA, "overview", at(1, 9))
    import json

    assert HeadMark.from_json(json.dumps(trail.head().to_json())) == trail.head()


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"format": "other/1", "seq": 1}', '{"format":"sightline-trail-head/1","seq":1,"hash":"a"}'],
)
def test_what_is_no_head_is_refused(text):
    with pytest.raises(ValueError, match="not a head written by"):
        HeadMark.from_json(text)
