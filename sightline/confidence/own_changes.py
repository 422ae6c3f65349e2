"""A partnership's own questions: added, changed and taken out, as long as nobody can have answered them so.

What a wave asked is fixed when it is opened. A change is a new wording, asked in the waves that are opened later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.confidence.models import OwnQuestion, Survey, Wave
from sightline.confidence.refusing import Refused
from sightline.domain.measures.instrument import WAVE_NAMES, WAVES
from sightline.domain.measures.own import MOST_QUESTIONS, NotAQuestion, worded
from sightline.people.models import opaque_key

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as somebody wants it: kind, words, options, and the waves it is for."""

    kind: str
    words: str
    options: Sequence[str] = ()
    waves: Sequence[str] = WAVES


def current_questions(survey: Survey) -> list[OwnQuestion]:
    """The newest wording of each question that has not been taken out, in their order."""
    newest: dict[str, OwnQuestion] = {}
    for row in survey.own_questions.order_by("version", "pk"):
        newest[row.key] = row
    return sorted((row for row in newest.values() if row.removed_at is None), key=lambda row: (row.place, row.pk))


def fix_questions(wave: Wave) -> None:
    """What this wave asks from now on, as worded today. Called once, when it is opened."""
    wave.own.set([row for row in current_questions(wave.survey) if wave.kind in row.waves])


@transaction.atomic
def add_questions(survey: Survey, *, by: Worker, wanted: Iterable[Wanted]) -> list[OwnQuestion]:
    """Add questions, all or none. Raises Refused with what is wrong, and with which one if they are several."""
    current = Survey.objects.select_for_update().get(pk=survey.pk)
    made = []
    for one in wanted:
        there = current_questions(current)
        if len(there) >= MOST_QUESTIONS:
            raise Refused(f"A survey has at most {MOST_QUESTIONS} questions of your own, so that people finish it.")
        words, options, waves = _checked(current, one, there)
        row = OwnQuestion.objects.create(
            survey=current, key=opaque_key(), kind=one.kind, words=words, options=list(options), waves=waves,
            place=1 + max((question.place for question in there), default=0), by=by,
        )  # fmt: skip
        _trail("add_question", by, row)
        made.append(row)
    return made


@transaction.atomic
def change_question(question: OwnQuestion, *, by: Worker, wanted: Wanted) -> OwnQuestion:
    """Word a question anew for the waves still to be opened. Raises Refused."""
    survey = Survey.objects.select_for_update().get(pk=question.survey_id)
    now = _newest(question)
    words, options, waves = _checked(
        survey, wanted, [row for row in current_questions(survey) if row.key != question.key]
    )
    if (now.kind, now.words, tuple(now.options), now.waves) == (wanted.kind, words, options, waves):
        return now
    row = OwnQuestion.objects.create(
        survey=survey, key=now.key, version=now.version + 1, kind=wanted.kind, words=words, options=list(options),
        waves=waves, place=now.place, by=by,
    )  # fmt: skip
    _trail("change_question", by, row)
    return row


@transaction.atomic
def remove_question(question: OwnQuestion, *, by: Worker) -> None:
    """Take a question out of the waves still to be opened; what was answered stays. Raises Refused when it is out."""
    Survey.objects.select_for_update().get(pk=question.survey_id)
    now = _newest(question)
    now.removed_at = timezone.now()
    now.save(update_fields=["removed_at"])
    _trail("remove_question", by, now)


def _newest(question: OwnQuestion) -> OwnQuestion:
    now = OwnQuestion.objects.filter(survey=question.survey_id, key=question.key).order_by("version").last()
    if now is None or now.removed_at is not None:
        raise Refused("This question was taken out already.")
    return now


def _checked(survey: Survey, wanted: Wanted, others: Collection[OwnQuestion]) -> tuple[str, tuple[str, ...], list[str]]:
    """Words, options and waves as they are kept. Raises Refused."""
    try:
        words, options = worded(wanted.kind, wanted.words, wanted.options)
    except NotAQuestion as wrong:
        raise Refused(str(wrong)) from None
    if any(row.words.casefold() == words.casefold() for row in others):
        raise Refused(f"“{words}” is asked already.")
    waves = [wave for wave in WAVES if wave in wanted.waves]
    if not waves:
        raise Refused("Choose when it is asked.")
    late = survey.waves.filter(kind__in=waves).exclude(opened_at=None).order_by("kind").first()
    if late is not None:
        raise Refused(
            f"“{WAVE_NAMES[late.kind]}” has been opened, and what it asks cannot be changed any more. Leave it out."
        )
    return words, options, waves


def _trail(deed: str, by: Worker, row: OwnQuestion) -> None:
    content: dict[str, Any] = {
        "question": row.key, "version": row.version, "kind": row.kind, "words": row.words,
        "options": row.options, "waves": row.waves,
    }  # fmt: skip
    trail.record(verb=f"confidence.{deed}", by=by, thing=("Survey", row.survey.key), content=content)
