"""The pages made from the code are as the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import docs


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page. The harness has set Django up and dropped settings from outside."""
    return docs.pages()


def test_the_reference_is_up_to_date(made: dict[str, str]) -> None:
    assert docs.differences(made) == [], "run  .venv/bin/python -m tools.docs"


def test_every_setting_and_command_is_there(made: dict[str, str]) -> None:
    from sightline.config.env import SETTINGS

    assert all(f"`{one.variable}`" in made["settings.md"] for one in SETTINGS)
    for command in ("demo", "serve", "settings"):
        assert f"`sightline {command}`" in made["commands.md"]


def test_no_page_depends_on_who_makes_it(made: dict[str, str]) -> None:
    home = str(Path.home())
    assert not [name for name, text in made.items() if home in text or "/tmp/" in text]


def test_a_page_out_of_date_is_seen(tmp_path: Path) -> None:
    assert docs.differences({"a.md": "new\n"}, tmp_path)
    docs.write({"a.md": "new\n"}, tmp_path)
    assert docs.differences({"a.md": "new\n"}, tmp_path) == []
    (tmp_path / "a.md").write_text("old\n")
    assert "-old" in docs.differences({"a.md": "new\n"}, tmp_path)[0]


def test_a_bar_in_a_cell_does_not_break_a_table() -> None:
    assert docs.table(["a"], [["x|y\nz"]]).splitlines()[-1] == "| x\\|y z |"
