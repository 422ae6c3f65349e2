"""What the pages of a partnership's own questions show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.urls import reverse

from sightline.confidence.models import OwnQuestion, Survey
from sightline.domain.measures.instrument import WAVE_NAMES
from sightline.domain.measures.own import KINDS, MOST_QUESTIONS
from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.confidence.own_forms import OwnQuestionForm


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A question as it is worded now."""

    words: str
    kind: str
    options: tuple[str, ...]
    waves: str
    change: str
    remove: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The partnership's own questions of a survey. `form` None: nothing can be added, `full` says why."""

    survey: Link
    lines: tuple[OwnLine, ...]
    form: Form | None
    full: str
    bring_in: str


@dataclass(frozen=True, slots=True)
class OwnQuestionPage:
    """Wording one question anew."""

    back: Link
    words: str
    form: Form
    fixed: str


def own_page(
    survey: Survey, rows: Sequence[OwnQuestion], form: OwnQuestionForm, *, to_open: Sequence[str], bring_in: str
) -> OwnPage:
    """`to_open`: waves that were not opened yet; `bring_in`: where a file with questions is taken, "" for nowhere."""
    full = ""
    if not to_open:
        full = "All three askings have been opened, so no question can be added or changed."
    elif len(rows) >= MOST_QUESTIONS:
        full = f"There are {MOST_QUESTIONS} questions, which is the most. Take one out to add another."
    lines = tuple(_line(survey, row, bool(to_open)) for row in rows)
    return OwnPage(_survey(survey), lines, None if full else form, full, "" if full else bring_in)


def _survey(survey: Survey) -> Link:
    return Link(survey.title, reverse("confidence:run", args=[survey.key]))


def _line(survey: Survey, row: OwnQuestion, open_still: bool) -> OwnLine:
    here = [survey.key, row.key]
    return OwnLine(
        words=row.words,
        kind=KINDS[row.kind],
        options=tuple(row.options),
        waves=", ".join(WAVE_NAMES[wave].lower() for wave in row.waves),
        change=reverse("confidence:own_question", args=here) if open_still else "",
        remove=reverse("confidence:remove_own", args=here) if open_still else "",
    )


def own_question_page(question: OwnQuestion, form: OwnQuestionForm, asked: Sequence[str]) -> OwnQuestionPage:
    """`asked`: waves that have been opened with an earlier wording, by kind."""
    survey = question.survey
    names = ", ".join(WAVE_NAMES[wave].lower() for wave in asked)
    fixed = f"Asked already, in its former words, and left so: {names}." if asked else ""
    back = Link("Questions of your own", reverse("confidence:own", args=[survey.key]))
    return OwnQuestionPage(back, question.words, form, fixed)
