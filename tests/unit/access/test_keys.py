"""A key of this installation: made once, whole, for this user only."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sightline.access.keys import BYTES, made_once
from sightline.kit.files import NotWhole


def test_it_is_made_once_and_is_the_same_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: made_once(path), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) == BYTES
    assert [one.name for one in path.parent.iterdir()] == ["one.key"]


@pytest.mark.skipif(os.name == "nt", reason="modes of Unix")
def test_only_this_user_reads_it(tmp_path: Path) -> None:
    made_once(tmp_path / "keys" / "one.key")
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys" / "one.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("length", [0, 16, 31])
def test_one_that_is_cut_short_is_never_used(tmp_path: Path, length: int) -> None:
    path = tmp_path / "one.key"
    path.write_bytes(b"k" * length)
    with pytest.raises(NotWhole, match=r"empty or cut short.*from the backup"):
        made_once(path)
    assert len(path.read_bytes()) == length
