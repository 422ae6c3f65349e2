"""Reads of a partnership's own questions. What leaves here of answers is counted, and only of waves that are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from sightline.access.policy import scope
from sightline.confidence.models import OwnQuestion, OwnWords, Response, Survey, Wave
from sightline.domain.disclosure import INTERNAL, PUBLISHED
from sightline.domain.measures.own import TEXT, NotAnAnswer, Value, answer_to
from sightline.domain.measures.own import OwnQuestion as Asked
from sightline.domain.measures.own_results import OwnResult, own_result
from sightline.domain.measures.survey import QUOTES_FROM

if TYPE_CHECKING:
    from sightline.access.models import Worker

Given = Mapping[str, list[tuple[str | None, Value]]]


def own_questions_of(wave: Wave) -> list[Asked]:
    """What a wave asks of the partnership's own, in order."""
    return [row.asked() for row in wave.own.order_by("place", "pk")]


def find_own_question(worker: Worker, survey_key: str, key: str) -> OwnQuestion | None:
    """The newest wording of a question, for whoever runs surveys."""
    rows = scope(worker, "measure.run_surveys", OwnQuestion.objects.select_related("survey"))
    return rows.filter(survey__key=survey_key, key=key).order_by("version").last()


def asked_in(question: OwnQuestion) -> list[str]:
    """Kinds of the waves that asked any wording of a question."""
    rows = Wave.objects.filter(own__key=question.key, own__survey=question.survey_id).order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def own_counted(survey: Survey, *, published: bool = False) -> tuple[OwnResult, ...]:
    """Own questions of the closed waves, each wording apart, in the order of the page. A process counts once."""
    closed = survey.waves.exclude(closed_at=None).order_by("kind")
    waves = tuple(closed.values_list("pk", "kind", "closed_at"))
    return _counted(survey.key, waves, PUBLISHED if published else INTERNAL)


@lru_cache(maxsize=64)
def _counted(_key: str, waves: tuple[tuple[int, str, datetime], ...], threshold: int) -> tuple[OwnResult, ...]:
    questions = _asked([pk for pk, *_ in waves])
    if not questions:
        return ()
    answers = {pk: _given(pk, asked) for pk, _, _ in waves if (asked := questions.get(pk))}
    kinds = {pk: kind for pk, kind, _ in waves}
    wordings = {(row.place, row.pk): row for rows in questions.values() for row in rows}
    found = []
    for _, row in sorted(wordings.items()):
        given = {kinds[pk]: answers[pk][row.key] for pk, rows in questions.items() if row in rows}
        found.append(own_result(row.asked(), given, threshold=threshold))
    return tuple(found)


def _asked(waves: list[int]) -> dict[int, list[OwnQuestion]]:
    """Wave -> the wordings it asks. Two queries."""
    asked = Prefetch("own", queryset=OwnQuestion.objects.order_by("place", "pk"))
    rows = Wave.objects.filter(pk__in=waves).order_by("pk").prefetch_related(asked)
    return {wave.pk: found for wave in rows if (found := list(wave.own.all()))}


def _given(wave: int, asked: list[OwnQuestion]) -> Given:
    """Question -> (code, answer) of everybody who answered it. A code that two people made is nobody's."""
    rows = list(Response.objects.filter(wave=wave).order_by("pk").values_list("pk", "code", "own"))
    often = Counter(code for _, code, _ in rows)
    codes = {pk: code if often[code] == 1 else None for pk, code, _ in rows}
    found: dict[str, list[tuple[str | None, Value]]] = {row.key: [] for row in asked}
    plain = [row.asked() for row in asked if row.kind != TEXT]
    for pk, _, own in rows:
        for question in plain:
            if question.key in own:
                try:
                    found[question.key].append((codes[pk], answer_to(question, own[question.key])))
                except NotAnAnswer:  # nothing that this wave asked: count nothing rather than something else
                    continue
    written = OwnWords.objects.filter(response__wave=wave).order_by("pk")
    for pk, key, said in written.values_list("response_id", "question__key", "said"):
        found[key].append((codes[pk], said))
    return found


def own_words_given(survey: Survey, *, shown_only: bool = True) -> list[OwnWords]:
    """Words that answer own questions in closed waves that ten or more answered; those released, or all of them.

    In the order of the questions, then of keys, which say nothing of who came when.
    """
    waves = [
        wave.pk
        for wave in survey.waves.exclude(closed_at=None).order_by("kind")
        if wave.responses.count() >= QUOTES_FROM
    ]
    rows = OwnWords.objects.filter(response__wave__in=waves).select_related("question", "response__wave__survey")
    found = rows.order_by("question__place", "question_id", "response__wave__kind", "key")
    return [one for one in found if one.shown or not shown_only]
