"""Words that no learning of ours uses: they judge, or they are the names of labels."""

from __future__ import annotations

import tomllib
from pathlib import Path

DATA = Path(__file__).parents[2] / "sightline" / "learning" / "data"
FORBIDDEN = (
    r"disguised compliance|toxic trio|non-compliant|overdue by|failed to|hard to reach|lifestyle choice|promiscuous"
    r"|\bDNA\b|putting (her|him|them)self at risk"
)


def test_every_starter_file_can_be_read():
    names = {"points": "point", "sources": "source", "procedures": "procedure", "materials": "material"}
    for name, table in names.items():
        rows = tomllib.loads((DATA / f"starter_{name}.toml").read_text("utf-8"))[table]
        assert rows
        keys = [row.get("key") or (row["series"], row["edition"]) for row in rows]
        assert len(keys) == len(set(keys))
