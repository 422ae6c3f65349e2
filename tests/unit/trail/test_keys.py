"""The trail's key: made once, private, and never quietly replaced."""

import stat
from types import SimpleNamespace

import pytest
from django.db import transaction

from sightline import trail
from sightline.trail import keys


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "key_file", lambda: tmp_path / "keys" / "trail.key")
    keys._read_key.cache_clear()
    yield tmp_path / "keys" / "trail.key"
    keys._read_key.cache_clear()


@pytest.mark.django_db
def test_it_is_made_on_first_need_for_this_user_only(elsewhere):
    assert keys.trail_key() == keys.trail_key()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    keys._read_key.cache_clear()
    assert keys.trail_key() == bytes.fromhex(elsewhere.read_text())


@pytest.mark.django_db
def test_a_lost_key_is_said_and_not_replaced(elsewhere):
    with transaction.atomic():
        trail.record(verb="cases.record_visit", by=SimpleNamespace(pk=7))
    elsewhere.unlink()
    keys._read_key.cache_clear()
    with pytest.raises(trail.TrailKeyError, match="missing"):
        keys.trail_key()
    assert not elsewhere.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["not hexadecimal", "abcd", ""])
def test_a_spoilt_key_is_said(elsewhere, monkeypatch, text):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    elsewhere.parent.mkdir()
    elsewhere.write_text(text)
    with pytest.raises(trail.TrailKeyError, match=r"does not hold .* Nothing has been recorded .* remove that file"):
        keys.trail_key()
    elsewhere.unlink()
    with transaction.atomic():
        trail.record(verb="cases.record_visit", by=SimpleNamespace(pk=7))
    elsewhere.write_text(text)
    keys._read_key.cache_clear()
    with pytest.raises(trail.TrailKeyError, match=r"does not hold .* Put the key back"):
        keys.trail_key()


@pytest.mark.django_db
def test_a_key_that_could_not_be_made_to_the_end_is_not_there(elsewhere, monkeypatch):
    def killed(handle):
        raise SystemExit

    monkeypatch.setattr("os.fsync", killed)
    with pytest.raises(SystemExit):
        keys.trail_key()
    assert not elsewhere.exists()


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_said(elsewhere):
    elsewhere.parent.parent.joinpath("keys").write_text("a file where the folder should be")
    with pytest.raises(trail.TrailKeyError, match="cannot be made"):
        keys.trail_key()
