"""Where what Python compiles is kept: beside the program where it can be, else in the server's own data folder."""

from __future__ import annotations

import os
import sys

import pytest

from sightline.cli import compiled


@pytest.fixture
def python(monkeypatch, tmp_path):
    """Python as it starts: no folder chosen; a package of ours that was never compiled."""
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    package = tmp_path / "program" / "never_compiled"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path / "program")
    monkeypatch.setattr(compiled, "WHERE", ("never_compiled",))
    return package


def test_told_to_keep_nothing_beside_the_program_it_keeps_it_in_the_data_folder(python, tmp_path):
    assert compiled.keep(tmp_path)
    assert sys.pycache_prefix == os.environ["PYTHONPYCACHEPREFIX"] == str(tmp_path / "compiled")
    assert not sys.dont_write_bytecode
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ


def test_where_python_may_write_beside_the_program_it_is_left_to_it(python, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert not compiled.keep(tmp_path)
    assert sys.pycache_prefix is None


def test_what_is_kept_beside_the_program_is_used(python, tmp_path):
    kept = python / "__pycache__" / f"__init__.{sys.implementation.cache_tag}.pyc"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    assert not compiled.keep(tmp_path)


def test_a_folder_chosen_from_outside_stays(python, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", "/chosen")
    assert not compiled.keep(tmp_path)
    assert sys.pycache_prefix == "/chosen"
