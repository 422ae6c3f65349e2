"""A restore that is cut off in the middle of its moves leaves what was there, or what was to come: never a mixture."""

import contextlib
import os

import pytest

from sightline.upkeep.backup import swap


class PulledPlug(BaseException):
    """The process is gone: nothing after this runs."""


@pytest.fixture
def folders(tmp_path):
    """A data folder with something in it, and what is to replace it."""
    data, new = tmp_path / "data", tmp_path / "new"
    for folder, word in ((data, "old"), (new, "new")):
        (folder / "keys").mkdir(parents=True)
        (folder / "keys" / "trail.key").write_text(word)
        (folder / "sightline.sqlite3").write_text(word)
        (folder / "uploads").mkdir()
    (data / "sightline.sqlite3-wal").write_text("old")
    (data / "keys" / "backup.key").write_text("key")
    return data, new


def content(data):
    found = {
        path.relative_to(data).as_posix(): path.read_text()
        for path in data.rglob("*")
        if path.is_file() and "before-restore" not in str(path)
    }
    return found


OLD = {
    "keys/trail.key": "old", "keys/backup.key": "key", "sightline.sqlite3": "old", "sightline.sqlite3-wal": "old",
}  # fmt: skip
NEW = {"keys/trail.key": "new", "keys/backup.key": "key", "sightline.sqlite3": "new"}


def test_it_puts_the_new_in_place_and_keeps_the_old_aside_and_the_backup_key_where_it_is(folders):
    data, new = folders
    aside = swap.replace(data, new, "1", then=lambda: None)
    assert content(data) == NEW
    assert (aside / "sightline.sqlite3-wal").read_text() == "old"
    assert swap.settle(data, lambda schema: False) == ""


def test_when_the_last_step_fails_everything_is_as_before(folders):
    data, new = folders

    def fails():
        raise RuntimeError("the database said no")

    with pytest.raises(RuntimeError):
        swap.replace(data, new, "1", then=fails)
    assert content(data) == OLD
    assert not (data / swap.JOURNAL).exists()


@pytest.mark.parametrize("moves", range(9))
@pytest.mark.parametrize("renamed", [False, True])
def test_cut_off_after_any_move_the_next_start_settles_it(folders, monkeypatch, moves, renamed):
    data, new = folders
    real, done = os.replace, []

    def pulled(source, target):
        if len(done) == moves:
            raise PulledPlug
        done.append(target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("sightline.upkeep.backup.swap.os.replace", pulled)
        patch.setattr("sightline.upkeep.backup.swap._put_back", lambda *all_of_it: (_ for _ in ()).throw(PulledPlug))
        with contextlib.suppress(PulledPlug):
            swap.replace(data, new, "1", schema_aside="before_1", then=lambda: (_ for _ in ()).throw(PulledPlug))
    assert (data / swap.JOURNAL).exists()
    # PostgreSQL's renaming is the last step: when it was done, so was everything before it.
    said = swap.settle(data, lambda schema: renamed and moves == 8)
    assert said
    assert not (data / swap.JOURNAL).exists()
    assert content(data) == (NEW if renamed and moves == 8 else OLD)
    assert swap.settle(data, lambda schema: False) == ""
