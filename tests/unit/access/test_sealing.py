"""Seeds of second factors lie sealed in the database: a copy of it opens no account. ASVS 5.0: V13.3.1, V14.2."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from sightline.access import changes, sealing
from sightline.upkeep import health
from tests.workers import a_worker

pytestmark = pytest.mark.django_db
KEY = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def one_moment():
    """A code counts for half a minute and once: time stands still, and no other test's codes are remembered."""
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=False):
        yield
    cache.clear()


@pytest.fixture
def robin():
    worker = a_worker("practitioner")
    changes.enrol_second_factor(worker, by="system", key=KEY)
    return worker


def code() -> str:
    return format_hotp_value(hotp_value(KEY, next(iter(yield_hotp_counters_from_time()))))


def kept(worker, kind: str) -> Authenticator:
    return Authenticator.objects.get(user=worker, type=kind)


def test_neither_seed_stands_in_the_database(robin):
    totp, codes = kept(robin, "totp"), kept(robin, "recovery_codes")
    assert KEY not in str(totp.data)
    assert totp.data["secret"].startswith(sealing.MARK)
    assert codes.data["seed"].startswith(sealing.MARK)
    assert TOTP(totp).validate_code(code())
    assert len(RecoveryCodes(codes).get_unused_codes()) == 10
    assert sealing.key_file().stat().st_mode & 0o077 == 0


def test_the_same_seed_is_sealed_otherwise_each_time_and_a_changed_one_does_not_open():
    one, other = sealing.seal("x"), sealing.seal("x")
    assert one != other
    assert sealing.opened(one) == sealing.opened(other) == "x"
    for wrong in (one[:-6] + "AAAAA=", sealing.MARK + "!", sealing.MARK):
        with pytest.raises(sealing.CannotOpen, match="Put it back from the backup"):
            sealing.opened(wrong)


def test_without_the_key_nobody_is_let_through_and_the_administrator_is_told(robin):
    right, file = code(), sealing.key_file()
    away = file.rename(file.with_suffix(".away"))
    try:
        assert not TOTP(kept(robin, "totp")).validate_code(right)
        assert any("second-factor.key" in sentence for sentence in health.warnings())
        assert not file.exists(), "no new key in the place of the one that is needed"
    finally:
        away.rename(file)
    assert not any("second-factor.key" in sentence for sentence in health.warnings())


def test_what_was_kept_in_the_clear_is_read_and_sealed_by_the_migration(robin):
    totp, codes = kept(robin, "totp"), kept(robin, "recovery_codes")
    totp.data, codes.data = {"secret": KEY}, {"migrated_codes": ["11112222"], "used_mask": 0}
    totp.save()
    codes.save()
    assert TOTP(totp).validate_code(code())
    migration = import_module("sightline.access.migrations.0005_seal_second_factors")
    for _again in range(2):
        migration.seal_them(apps, SimpleNamespace(connection=connection))
    totp, codes = kept(robin, "totp"), kept(robin, "recovery_codes")
    assert sealing.opened(totp.data["secret"]) == KEY
    assert RecoveryCodes(codes).get_unused_codes() == ["11112222"]
    assert "11112222" not in str(codes.data)


def test_the_disk_is_asked_about_until_somebody_answers_for_it(settings, monkeypatch):
    from dataclasses import replace

    values = replace(settings.SIGHTLINE, mode="production")
    for seen, said in (("encrypted", 0), ("not encrypted", 1), ("unknown", 1)):
        monkeypatch.setattr(health.volume, "look", lambda folder, seen=seen: seen)
        assert sum("The data folder lies" in one for one in health.encryption_warnings(values)) == said
    assert health.encryption_warnings(replace(values, disk_encrypted=True)) == []
