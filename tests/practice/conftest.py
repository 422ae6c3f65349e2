"""Every prompt that a story brings about is read for its words."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.domain.checks import Outcome, Result
from tests.builders import Story
from tests.practice.words import unkind


@pytest.fixture(autouse=True)
def kind_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt says what the record shows, asks, and has no word that judges; nothing is left unfilled."""
    asked = Story.ask

    def ask(self: Story, check_id: str, day: str, **params: Any) -> Outcome:
        outcome = asked(self, check_id, day, **params)
        for text in (outcome.prompt or "", *outcome.shows, *outcome.unknown_because):
            assert unkind(text) == [], f"{check_id}: {text}"
        if outcome.result is Result.ASK:
            assert outcome.prompt
            assert outcome.prompt.endswith("?")
            assert outcome.prompt[0].isupper() or outcome.prompt[0].isdigit()
        return outcome

    monkeypatch.setattr(Story, "ask", ask)
