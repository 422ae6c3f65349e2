"""Reads the objects of a drawing's JSON file field by field; every complaint names where it stands.

file = FileRows(data, wrong)  →  for row in file.rows("ties"): row.text("system", need=True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sightline.domain.dates import DateError, and_list
from sightline.domain.kinship import read_date

MOST_SENTENCES: Final = 50
"""A broken file of thousands of rows is told apart by its first reasons."""


class DrawingRefused(ValueError):
    """A file that cannot be drawn; `sentences` holds one plain sentence a reason."""

    def __init__(self, sentences: Sequence[str]) -> None:
        kept = tuple(dict.fromkeys(sentences))[:MOST_SENTENCES]
        more = len(dict.fromkeys(sentences)) - len(kept)
        self.sentences = (*kept, f"And {more} more like these.") if more else kept
        super().__init__(" ".join(self.sentences))


@dataclass
class FileRow:
    """One object. A field that is not there, or null, is empty; anything of the wrong kind is said in `wrong`."""

    where: str
    data: Mapping[str, Any]
    wrong: list[str]

    def text(self, name: str, *, need: bool = False) -> str:
        """A text; "" when it is not there."""
        value = self.data.get(name)
        if value is None and not need:
            return ""
        if not isinstance(value, str) or (need and not value.strip()):
            self.wrong.append(f"{self.where}: '{name}' should be text.")
            return ""
        return value

    def one_of(self, name: str, allowed: Sequence[str]) -> str | None:
        """One of these words; None when it is not there."""
        value = self.text(name)
        if value and value not in allowed:
            self.wrong.append(
                f"{self.where}: '{name}' is '{value[:40]}', and should be {and_list(list(allowed), 'or')}."
            )
            return None
        return value or None

    def day(self, name: str) -> str:
        """A date as family files write it; "" when it is not there."""
        value = self.text(name)
        try:
            read_date(value)
        except DateError as error:
            self.wrong.append(f"{self.where}: '{name}': {error}.")
            return ""
        return value

    def yes(self, name: str) -> bool | None:
        """true or false; None when it is not there."""
        value = self.data.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.wrong.append(f"{self.where}: '{name}' should be true or false.")
        return None

    def rows(self, name: str) -> Iterator[FileRow]:
        """The objects of a list."""
        value = self.data.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong.append(f"'{name}' should be a list.")
            return
        for number, row in enumerate(value, 1):
            if isinstance(row, Mapping):
                yield FileRow(f"Number {number} of {name}", row, self.wrong)
            else:
                self.wrong.append(f"Number {number} of {name} should be an object.")
