"""A clock that is wrong by a day is noticed, from whatever there is to compare it with, and said in plain words."""

from datetime import UTC, datetime, timedelta

import pytest

from sightline.upkeep import clock
from sightline.upkeep.clock import Witness, findings

NOW = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WRITTEN = Witness("something was recorded at", NOW, True)
DATABASE = Witness("the database server’s clock says", NOW, False)


@pytest.mark.parametrize("off", [timedelta(0), timedelta(minutes=9), timedelta(minutes=-9), 30 * DAY])
def test_later_than_what_was_written_is_no_contradiction(off):
    assert findings(NOW + off, [WRITTEN]) == []


def test_a_day_behind_what_was_written_is_said_with_both_times():
    [sentence] = findings(NOW - DAY, [WRITTEN])
    assert "says 24 November 2026 at 22:00" in sentence
    assert "recorded at 25 November 2026 at 22:00" in sentence
    assert "behind; or that was ahead" in sentence


@pytest.mark.parametrize(("off", "word"), [(DAY, "ahead"), (-DAY, "behind")])
def test_another_clock_contradicts_both_ways(off, word):
    [sentence] = findings(NOW + off, [DATABASE])
    assert f"seems to be {word}." in sentence


def test_the_hardware_clock_may_run_on_local_time(tmp_path):
    (tmp_path / "rtc").write_text(str(int(NOW.timestamp()) + 13 * 3600))
    assert findings(NOW, clock.hardware(tmp_path / "rtc")) == []
    assert findings(NOW + 2 * DAY, clock.hardware(tmp_path / "rtc")) != []
    assert clock.hardware(tmp_path / "none") == []
    (tmp_path / "rtc").write_text("x")
    assert clock.hardware(tmp_path / "rtc") == []


@pytest.mark.parametrize(("jump", "word"), [(DAY, "ahead"), (-DAY, "behind")])
def test_a_jump_while_the_machine_stayed_awake_is_noticed(tmp_path, jump, word):
    clock.note(tmp_path, NOW, 1000.0, "boot-1")
    later = NOW + timedelta(hours=3)
    assert findings(later, clock.since_last_mark(tmp_path, 1000.0 + 3 * 3600, "boot-1")) == []
    [sentence] = findings(later + jump, clock.since_last_mark(tmp_path, 1000.0 + 3 * 3600, "boot-1"))
    assert word in sentence


def test_after_a_new_start_it_is_only_known_not_to_be_earlier(tmp_path):
    clock.note(tmp_path, NOW, 1000.0, "boot-1")
    assert findings(NOW + 9 * DAY, clock.since_last_mark(tmp_path, 5.0, "boot-2")) == []
    assert findings(NOW - DAY, clock.since_last_mark(tmp_path, 5.0, "boot-2")) != []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"at": "x", "awake": 1, "boot": "b"}'])
def test_a_mark_that_cannot_be_read_says_nothing(tmp_path, text):
    (tmp_path / clock.MARK).write_text(text)
    assert clock.since_last_mark(tmp_path, 1.0, "b") == []


@pytest.mark.django_db
def test_the_newest_entry_of_the_trail_is_a_witness(standing, tmp_path):
    import time_machine as travel
    from django.db import transaction

    from sightline import trail

    with transaction.atomic():
        trail.record(verb="cases.record_visit", by="system")
    assert clock.look(tmp_path) == []
    with travel.travel(datetime.now(UTC) - DAY, tick=False):
        found = clock.look(tmp_path)
    assert any("something was recorded at" in sentence for sentence in found)
