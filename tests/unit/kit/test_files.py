"""A file that is there whole or not at all, and never takes the place of another's."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from sightline.kit.files import keep_once


def no_links(*_names: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


@pytest.mark.parametrize("links", [True, False])
def test_the_first_stays_and_nothing_else_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "keys" / "one"
    assert keep_once(path, b"first")
    assert not keep_once(path, b"second")
    assert path.read_bytes() == b"first"
    assert [one.name for one in path.parent.iterdir()] == ["one"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_goes_wrong_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_once(tmp_path / "one", b"content")
    assert list(tmp_path.iterdir()) == []
