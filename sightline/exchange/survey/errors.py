"""Why a file as a whole could not be read."""

from __future__ import annotations


class SurveyError(Exception):
    """The file is not read at all. The message is one plain sentence: what is wrong, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
