"""What the pages of this room show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.urls import reverse

from sightline.domain.measures.instrument import ITEMS, WAVE_NAMES
from sightline.kit.parts import Link, Table

if TYPE_CHECKING:
    from sightline.confidence.models import Survey, Wave


@dataclass(frozen=True, slots=True)
class SurveyFilePage:
    """Bringing a survey tool's file into a wave."""

    survey: Link
    wave: str
    form: Form
    items: Table

    @classmethod
    def of(cls, wave: Wave, form: Form) -> SurveyFilePage:
        """The page of a wave."""
        items = Table(
            "Codes and words of the questions", ("Code", "Question"), tuple((item.code, item.words) for item in ITEMS)
        )
        link = Link(wave.survey.title, reverse("confidence:run", args=[wave.survey.key]))
        return cls(link, WAVE_NAMES[wave.kind].lower(), form, items)


@dataclass(frozen=True, slots=True)
class OwnQuestionsFilePage:
    """Taking a partnership's own questions from a file."""

    back: Link
    form: Form

    @classmethod
    def of(cls, survey: Survey, form: Form) -> OwnQuestionsFilePage:
        """The page of a survey."""
        return cls(Link("Questions of your own", reverse("confidence:own", args=[survey.key])), form)
