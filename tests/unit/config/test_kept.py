"""Settings kept in the data folder: the environment wins, a spoilt line is named, and the demonstration reads none."""

from pathlib import Path

import pytest

from sightline.config import env, kept


def loaded(folder: Path, **more: str) -> env.Values:
    return env.load({"SIGHTLINE_DATA": str(folder), **more})


def test_what_is_kept_is_read_and_the_environment_wins(tmp_path):
    kept.write(tmp_path, {"SIGHTLINE_PARTNERSHIP": "West “Marsh” = one", "SIGHTLINE_PORT": "9000"})
    assert (loaded(tmp_path).partnership, loaded(tmp_path).port) == ("West “Marsh” = one", 9000)
    assert loaded(tmp_path, SIGHTLINE_PORT="9001").port == 9001
    assert kept.path_in(tmp_path).stat().st_mode & 0o077 == 0


def test_writing_one_leaves_the_others(tmp_path):
    kept.write(tmp_path, {"SIGHTLINE_PORT": "9000"})
    kept.write(tmp_path, {"SIGHTLINE_PARTNERSHIP": "West"})
    kept.write(tmp_path, {"SIGHTLINE_PORT": None})
    assert kept.read(tmp_path) == {"SIGHTLINE_PARTNERSHIP": "West"}


def test_a_secret_given_outside_by_file_wins_too(tmp_path):
    kept.write(tmp_path, {"SIGHTLINE_BACKUP_PASSPHRASE": "kept " * 6})
    (tmp_path / "secret").write_text("outside " * 5)
    assert (
        loaded(tmp_path, SIGHTLINE_BACKUP_PASSPHRASE_FILE=str(tmp_path / "secret")).backup_passphrase[:7] == "outside"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("port 9000", "line 1"),
        ("SIGHTLINE_DATA=/elsewhere", "line 1"),
        ("SIGHTLINE_MODE=demo", "line 1"),
        ("SIGHTLINE_PROT=9000", "Did you mean SIGHTLINE_PORT"),
        ("SIGHTLINE_PORT=many", "whole number"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, line, words):
    kept.path_in(tmp_path).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(env.SettingsError, match=words):
        loaded(tmp_path)


def test_a_value_of_two_lines_is_refused_before_it_is_written(tmp_path):
    with pytest.raises(kept.KeptError):
        kept.write(tmp_path, {"SIGHTLINE_PARTNERSHIP": "West\nSIGHTLINE_HTTPS=no"})
    assert kept.read(tmp_path) == {}


def test_the_demonstration_never_reads_it(tmp_path):
    kept.write(tmp_path, {"SIGHTLINE_DATABASE_URL": "postgresql://real"})
    assert loaded(tmp_path, SIGHTLINE_MODE="demo").database_url == ""


def test_a_running_server_sees_what_set_up_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path))
    values = loaded(tmp_path)
    assert values.current() is values
    kept.write(tmp_path, {"SIGHTLINE_PARTNERSHIP": "West"})
    assert values.current().partnership == "West"
    kept.path_in(tmp_path).write_text("spoilt\n")
    assert values.current().partnership == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"SIGHTLINE_CERTIFICATE": "/c.pem"}, "go together"),
        ({"SIGHTLINE_CERTIFICATE": "/c", "SIGHTLINE_CERTIFICATE_KEY": "/k", "SIGHTLINE_HTTPS": "yes"}, "proxy holds"),
        ({"SIGHTLINE_BACKUP_PASSPHRASE": "short"}, "20 characters"),
        ({"SIGHTLINE_NIGHTLY_AT": "25:00"}, "time of day"),
    ],
)
def test_half_safe_combinations_are_refused(tmp_path, more, words):
    with pytest.raises(env.SettingsError, match=words):
        loaded(tmp_path, **more)
