"""The page on measuring confidence names every type a survey's question can have."""

from __future__ import annotations

from pathlib import Path

from sightline.exchange.survey.shapes import TYPES


def test_the_types_are_those_of_the_code() -> None:
    page = Path("docs/how-to/measure-confidence.md").read_text(encoding="utf-8")
    for word, meaning in TYPES.items():
        assert f"| `{word}` |" in page
        assert meaning.split(",")[0].split(" (")[0].split(" put")[0] in page.replace("(`items`, a column each)", "")
