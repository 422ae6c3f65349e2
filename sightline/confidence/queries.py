"""Reads of surveys. What leaves here about answers is counted, and only of waves that are closed."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from sightline.access.policy import scope
from sightline.confidence.answering import as_answers
from sightline.confidence.models import Response, Survey, Wave
from sightline.domain.disclosure import INTERNAL, PUBLISHED
from sightline.domain.measures.instrument import T3, WAVES
from sightline.domain.measures.survey import QUOTES_FROM, Results, results
from sightline.learning.models import LearningPoint

if TYPE_CHECKING:
    from sightline.access.models import Worker


def surveys(worker: Worker, action: str = "measure.view") -> list[Survey]:
    """All surveys, the latest event first, with their waves."""
    rows = scope(worker, action, Survey.objects.all()).order_by("-event_on", "-pk")
    return list(rows.prefetch_related("waves"))


def find_survey(worker: Worker, key: str, action: str = "measure.view") -> Survey | None:
    """The survey with this key, if the worker may do that to it."""
    return scope(worker, action, Survey.objects.select_related("point")).filter(key=key).first()


def find_wave(worker: Worker, key: str) -> Wave | None:
    """A wave, for whoever runs surveys."""
    return scope(worker, "measure.run_surveys", Wave.objects.select_related("survey")).filter(key=key).first()


def wave_of_link(token: str) -> Wave | None:
    """The wave a link belongs to, whoever asks."""
    return Wave.objects.select_related("survey").filter(token=token).first()


def response_of_link(token: str, key: str) -> Response | None:
    """A response just given through a link, so that the same person can go on."""
    return Response.objects.select_related("wave", "wave__survey").filter(wave__token=token, key=key).first()


def waves_of(survey: Survey) -> list[Wave]:
    """T1, T2, T3 in order, each with how many answered."""
    rows = {wave.kind: wave for wave in survey.waves.annotate(answered=Count("responses")).all()}
    return [rows[kind] for kind in WAVES if kind in rows]


def waves_to_open(survey: Survey) -> list[str]:
    """Kinds of the waves that have not been opened."""
    return list(survey.waves.filter(opened_at=None).order_by("kind").values_list("kind", flat=True))


def counted(survey: Survey, *, published: bool = False) -> Results:
    """The results of the closed waves. `published`: as for a paper that leaves the partnership (groups under ten).

    What is closed does not change, so a process counts it once.
    """
    closed = survey.waves.exclude(closed_at=None).order_by("kind")
    waves = tuple(closed.values_list("pk", "kind", "closed_at", "invited"))
    return _counted(survey.key, waves, PUBLISHED if published else INTERNAL)


@lru_cache(maxsize=64)
def _counted(_key: str, waves: tuple[tuple[int, str, datetime, int], ...], threshold: int) -> Results:
    """Count these closed waves. Key and moments of closing tell one database's waves from another's."""
    rows = Response.objects.filter(wave__in=[pk for pk, *_ in waves]).order_by("pk")
    columns = rows.values_list("wave__kind", "code", "agency", "work", "answers")
    invited = {kind: number for _, kind, _, number in waves}
    return results(as_answers(columns), invited=invited, threshold=threshold)


def words_given(survey: Survey, *, shown_only: bool = True) -> list[Response]:
    """What people wrote in their own words, where ten or more answered; those read and released, or all of them.

    In the order of their keys, which says nothing of who came when.
    """
    rows = Response.objects.filter(wave__survey=survey, wave__closed_at__isnull=False).exclude(said="")
    if Response.objects.filter(wave__survey=survey, wave__kind=T3).count() < QUOTES_FROM:
        return []
    found = rows.select_related("wave").order_by("key")
    return [one for one in found if one.said_shown or not shown_only]


def points_to_ask_about(worker: Worker) -> list[LearningPoint]:
    """Learning in the library, the newest first; its titles are for everyone."""
    rows = scope(worker, "learning.view", LearningPoint.objects.filter(state="published"))
    return list(rows.order_by("-published_at", "-pk"))


def surveys_about(point: LearningPoint) -> list[Survey]:
    """Surveys about a piece of learning that have something to show."""
    rows = Survey.objects.filter(Q(point=point) & Q(waves__closed_at__isnull=False))
    return list(rows.distinct().order_by("-event_on", "-pk"))
