"""Why a file as a whole cannot be used."""

from __future__ import annotations


class NotUsable(Exception):
    """A file that was refused. `sentence`: why, and what to do, for whoever chose it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
