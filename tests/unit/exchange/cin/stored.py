"""Census files stored, for tests: the file is written out, because that is what the command reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.cases.models import RecordCoverage
from sightline.exchange.cin import command
from sightline.exchange.cin.facts import MODELS
from sightline.exchange.cin.store import Stored, read_whole, store
from sightline.exchange.models import ImportRun
from sightline.people.models import Identifier, Person, PersonVersion
from sightline.trail.models import Entry
from tests.unit.exchange.cin.files import a_file

SAMPLES = Path(__file__).parents[3] / "samples" / "cin"
TABLES = (*MODELS, Person, PersonVersion, Identifier, RecordCoverage, ImportRun, Entry)


@dataclass
class Census:
    """Stores files one after another, each in the same folder."""

    folder: Path

    def path(self, *children: str, year: int = 2026, header: str | None = None) -> Path:
        path = self.folder / f"census{year}.xml"
        path.write_text(a_file(*children, year=year, header=header), encoding="utf-8")
        return path

    def bring_in(self, *children: str, year: int = 2026, header: str | None = None) -> Stored:
        """A file with these children, stored."""
        return store(read_whole(self.path(*children, year=year, header=header)))


def counts() -> dict[str, int]:
    """How many rows every table has that an import writes."""
    return {model.__name__: model._default_manager.count() for model in TABLES}


def total(stored: Stored) -> tuple[int, int, int]:
    """Created, changed, unchanged."""
    sums = [sum(tally.get(done, 0) for tally in stored.kinds.values()) for done in ("created", "changed", "unchanged")]
    return sums[0], sums[1], sums[2]


def the_child(reference: str = "C1") -> Person:
    return Person.objects.get(reference=reference)


def asked(path: Path | str, capsys: Any) -> dict[str, Any]:
    """The command with --json: the one object that it prints."""
    assert command.run(str(path), as_json=True) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed
