"""Settings: typed, complete, and refused in plain words when half-safe."""

import sys
from pathlib import Path

import pytest

from sightline.config import env
from sightline.upkeep.backup import postgres
from sightline.upkeep.backup.trouble import NO_POSTGRES, BackupError


def problems(**environ: str) -> list[str]:
    with pytest.raises(env.SettingsError) as refused:
        env.load(environ)
    return refused.value.problems


def test_defaults_listen_on_this_machine_only_and_ask_for_a_second_factor():
    values = env.load({})
    assert values.loopback_only
    assert values.require_second_factor
    assert values.data == env.default_data_folder()


def test_the_demonstration_lives_in_a_folder_of_its_own():
    values = env.load({"SIGHTLINE_MODE": "demo", "SIGHTLINE_DATA": "/tmp/somewhere"})
    assert values.data == Path("/tmp/somewhere/demo")
    assert not values.require_second_factor


def test_unknown_name_is_refused_with_the_nearest_known_one():
    [sentence] = problems(SIGHTLINE_DATTA="/tmp")
    assert "SIGHTLINE_DATTA" in sentence
    assert "SIGHTLINE_DATA" in sentence.split("Did you mean")[1]


def test_every_problem_is_named_at_once():
    found = problems(SIGHTLINE_PORT="eighty", SIGHTLINE_IDLE_MINUTES="0", SIGHTLINE_MODE="play")
    assert len(found) == 3
    assert any("whole number from 1 to 65535" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"SIGHTLINE_MODE": "demo", "SIGHTLINE_ADDRESS": "0.0.0.0"}, "second factor"),
        ({"SIGHTLINE_ADDRESS": "0.0.0.0"}, "HTTPS"),
        ({"SIGHTLINE_SECRET_KEY": "short"}, "50 characters"),
        ({"SIGHTLINE_DATABASE_URL": "mysql://x"}, "postgresql://"),
    ],
)
def test_half_safe_set_ups_are_refused(environ, word):
    [sentence] = problems(**environ)
    assert word in sentence


def test_postgresql_without_its_package_is_said_in_words(monkeypatch):
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    assert problems(SIGHTLINE_DATABASE_URL="postgresql://x") == [NO_POSTGRES]
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BackupError, match="psycopg"):
        postgres.driver()


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("k" * 60 + "\n")
    assert env.load({"SIGHTLINE_SECRET_KEY_FILE": str(file)}).secret_key == "k" * 60


def test_a_secret_file_that_is_not_there_is_named(tmp_path):
    [sentence] = problems(SIGHTLINE_SECRET_KEY_FILE=str(tmp_path / "gone"))
    assert "gone" in sentence


def test_only_secrets_may_come_from_files():
    assert problems(SIGHTLINE_PORT_FILE="/tmp/port")


def test_every_setting_says_what_it_is_for_and_has_a_place_in_the_values():
    fields = set(env.Values.__dataclass_fields__)
    assert {setting.name for setting in env.SETTINGS} == fields
    assert all(setting.sentence.endswith(".") for setting in env.SETTINGS)
