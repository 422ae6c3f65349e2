"""The data folder: made private, and refused in one sentence when it cannot be used."""

import os
import stat
import sys

import pytest

from sightline.config import folder

NOT_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="an administrator may write everywhere"
)


def test_it_is_made_with_its_rooms_and_closed_to_others(tmp_path):
    folder.prepare(tmp_path / "data")
    assert {p.name for p in (tmp_path / "data").iterdir()} == {"keys", "uploads", "incoming", "backups"}
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_file_in_its_place_is_one_plain_sentence(tmp_path):
    place = tmp_path / "data"
    place.write_text("x")
    with pytest.raises(folder.FolderError, match="is a file, not a folder"):
        folder.prepare(place)


def test_below_a_file_is_refused_too(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(folder.FolderError, match="SIGHTLINE_DATA"):
        folder.prepare(tmp_path / "file" / "data")


@NOT_ROOT
def test_a_read_only_place_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(folder.FolderError, match="cannot be written to"):
        folder.prepare(tmp_path / "data")


@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "is full. Nothing was changed"), (13, "cannot be written to"), (30, "cannot be written to")],
)
def test_accidents_of_the_disk_are_told_in_words(tmp_path, monkeypatch, number, words):
    def fails(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pathlib.Path.write_bytes", fails)
    with pytest.raises(folder.FolderError, match=words):
        folder.prepare(tmp_path / "data")


def test_a_secret_is_made_once_and_kept_private(tmp_path):
    place = tmp_path / "keys" / "secret.key"
    first = folder.secret(place)
    assert len(first) >= 50
    assert folder.secret(place) == first
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "short", "\n"])
def test_a_secret_that_is_cut_short_is_said_and_never_used(tmp_path, text):
    place = tmp_path / "secret.key"
    place.write_text(text)
    with pytest.raises(folder.FolderError, match=r"empty or cut short.*remove the file"):
        folder.secret(place)
