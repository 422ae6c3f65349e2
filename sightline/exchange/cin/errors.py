"""Why a file as a whole could not be read."""

from __future__ import annotations


class CensusError(Exception):
    """The file is not read at all. The message is one plain sentence: what is wrong, and what to do."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
