"""The night's work: done at its hour, made up for when missed, and one part that fails stops no other."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from sightline.cases import store
from sightline.checks.models import NightlyRun
from sightline.cli.main import main
from sightline.trail.queries import HeadMark
from sightline.upkeep import health, night
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import BACKING_UP, LOOKING, held
from sightline.upkeep.models import BackupRun
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def values(settings, tmp_path):
    """A data folder of this test's own."""
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    settings.SIGHTLINE = replace(settings.SIGHTLINE, data=data, nightly_at="02:30")
    return settings.SIGHTLINE


def looked(at: datetime) -> None:
    NightlyRun.objects.create(started_at=at, ended_at=at)


def london(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-11-25T12:00", True),  # never yet
        ("2026-11-25T02:31", "2026-11-25T12:00", False),
        ("2026-11-25T02:31", "2026-11-26T02:29", False),
        ("2026-11-25T02:31", "2026-11-26T02:30", True),
        ("2026-11-24T23:00", "2026-11-25T02:30", True),  # somebody did it by hand in the evening
        ("2026-11-25T02:31", "2026-11-26T09:00", True),  # the machine was off at the hour
        ("2026-03-28T02:31", "2026-03-29T03:31", True),  # the night the clocks go forward has no half past one
    ],
)
def test_it_is_due_at_its_hour_and_after_a_night_that_was_missed(last, now, due):
    if last is not None:
        looked(london(last))
    assert night.is_due(london(now)) is due


def test_set_to_off_it_is_due_only_when_a_timer_has_failed(settings, values):
    settings.SIGHTLINE = replace(values, nightly_at="off")
    looked(london("2026-11-25T02:31"))
    assert not night.is_due(london("2026-11-26T03:00"))
    assert night.is_due(london("2026-11-26T05:00"))


def test_it_looks_exports_the_head_and_backs_up_where_one_is_set_up(settings, values, tmp_path, monkeypatch):
    settings.SIGHTLINE = replace(values, backup_to=tmp_path / "away")
    asked = []

    class Done:
        class made:
            path = tmp_path / "away" / "x.slbackup"

    monkeypatch.setattr(night.runs, "back_up", lambda **words: asked.append(words) or Done)
    done = night.look()
    assert asked == [{"prove": True}]
    assert done.backup.endswith("x.slbackup")
    assert done.troubles == ()
    mark = HeadMark.from_json((tmp_path / "away" / "trail-heads").glob("*.json").__next__().read_text())
    assert mark.seq >= 0
    assert NightlyRun.objects.exclude(ended_at=None).count() == 1


def test_a_backup_that_fails_stops_nothing_and_is_said(settings, values, tmp_path, monkeypatch, capsys):
    settings.SIGHTLINE = replace(values, backup_to=tmp_path / "away")

    def fails(**words):
        raise BackupError("There is no room for a backup.")

    monkeypatch.setattr(night.runs, "back_up", fails)
    assert main(["nightly", "--json"]) == 1
    said = capsys.readouterr()
    assert "There is no room for a backup." in said.err
    assert json.loads(said.out)["backup"] == ""
    assert NightlyRun.objects.exclude(ended_at=None).count() == 1


def test_two_nights_at_once_are_one(values, capsys):
    with held(values.data / LOOKING):
        assert main(["nightly"]) == 1
    assert "under way already" in capsys.readouterr().err
    assert not NightlyRun.objects.exists()


def good_backup(hours: float) -> None:
    at = timezone.now() - timedelta(hours=hours)
    BackupRun.objects.create(started_at=at, ended_at=at, good=True, path="/mnt/x", size=1)


@pytest.mark.parametrize(("hours", "told"), [(1, False), (35.9, False), (36, True), (90, True)])
def test_a_banner_tells_the_administrator_alone_of_a_backup_that_is_too_old(
    settings, values, standing, tmp_path, hours, told
):
    settings.SIGHTLINE = replace(values, backup_to=tmp_path)
    with time_machine.travel(timezone.now(), tick=False):
        good_backup(hours)
        page = signed_in(standing.administrator).get("/people/").content.decode()
        assert ("more than 36 hours ago" in page) is told
        assert "36 hours" not in signed_in(standing.supervisor).get("/").content.decode()


def test_a_backup_that_failed_after_a_good_one_is_told(settings, values, tmp_path):
    settings.SIGHTLINE = replace(values, backup_to=tmp_path)
    good_backup(2)
    now = timezone.now()
    BackupRun.objects.create(started_at=now, ended_at=now, good=False, why_not="No room.")
    assert any("The last backup failed" in one and "No room." in one for one in health.warnings())


def test_a_disk_that_is_nearly_full_is_told(settings, values, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "_free", lambda folder: 1_500_000_000)
    assert any("1.5 GB left" in one for one in health.warnings())


def test_the_page_of_how_it_is_running_says_what_went_well_and_what_did_not(standing, values):
    good_backup(2)
    looked(timezone.now() - timedelta(hours=3))
    page = signed_in(standing.administrator).get("/running/").content.decode()
    assert "/mnt/x" in page
    assert "not proved" in page
    assert "Nobody has said where backups go" in page


def test_a_demonstration_says_that_its_backups_are_not_looked_after(standing, settings, values):
    settings.SIGHTLINE = replace(values, mode="demo")
    page = signed_in(standing.administrator).get("/running/").content.decode()
    assert "not asked for nights or backups" in page
    assert "nights, backups and disk were looked at" not in page


def test_files_that_no_document_calls_for_go_but_not_while_a_backup_copies_them(values, monkeypatch):
    monkeypatch.setattr("sightline.cases.store.LEFT_OVER", -60)
    left = store.path_of(store.keep([b"left by a kill"]).stored_as)
    with held(values.data / BACKING_UP):
        assert night.look().troubles == ()
        assert left.exists()
    night.look()
    assert not left.exists()
