"""A process of its own for a file that somebody sent: bounded before it looks, without secrets, gone when done."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sightline.kit import apart

MODULE = "tests.unit.kit.in_a_process"
MEMORY = 512 * 1024 * 1024


def test_it_is_bounded_before_it_runs_and_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIGHTLINE_SECRET_KEY", "opens doors")
    found = json.loads(apart.run(MODULE, "tell", str(tmp_path / "new"), memory=MEMORY, seconds=7))
    assert found["secrets"] == []
    assert found["words"] == ["tell", str(tmp_path / "new")]
    if sys.platform == "linux":
        assert (found["memory"], found["seconds"]) == (MEMORY, 7)
        assert found["written"] is False
        assert not (tmp_path / "new").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")
@pytest.mark.parametrize("how", ["memory", "dies", "silent"])
def test_one_that_breaks_is_said_to_have_died(how: str) -> None:
    with pytest.raises(apart.Died):
        apart.run(MODULE, how, memory=MEMORY, seconds=7)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")
def test_one_that_spins_is_stopped() -> None:
    with pytest.raises(apart.TookTooLong):
        apart.run(MODULE, "spins", memory=MEMORY, seconds=1)
