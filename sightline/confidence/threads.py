"""How this room hangs together with others: from a learning point to its surveys, and where files are brought in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.confidence import queries
from sightline.kit.parts import Link
from sightline.learning import threads

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.confidence.models import Survey, Wave
    from sightline.learning.models import LearningPoint

_files: list[Callable[[Wave], str]] = []
_questions: list[Callable[[Survey], str]] = []


def register_files(provider: Callable[[Wave], str]) -> None:
    """`provider(wave)` gives the address where a survey tool's file is brought into a wave."""
    if provider not in _files:
        _files.append(provider)


def where_files_go(wave: Wave) -> str:
    """The address where a file is brought in; "" when no room offers it."""
    return next((provider(wave) for provider in _files), "")


def register_questions(provider: Callable[[Survey], str]) -> None:
    """`provider(survey)` gives the address where a file's questions are added to a survey."""
    if provider not in _questions:
        _questions.append(provider)


def where_questions_go(survey: Survey) -> str:
    """The address where a file with questions is taken; "" when no room offers it."""
    return next((provider(survey) for provider in _questions), "")


def link_from(point: LearningPoint, worker: Worker) -> tuple[Link, ...]:
    """The surveys about a learning point that have something to read."""
    if not can(worker, "measure.view"):
        return ()
    return tuple(
        Link(f"Are people surer? {survey.title}", reverse("confidence:results", args=[survey.key]))
        for survey in queries.surveys_about(point)
    )


def register() -> None:
    """Called once, when the app is ready."""
    threads.register_charts(link_from)
