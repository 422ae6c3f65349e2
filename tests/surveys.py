"""Confidence surveys for tests, made through the product's own changes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client

from sightline.access.models import Worker
from sightline.confidence import changes
from sightline.confidence.answering import Given
from sightline.confidence.models import Survey, Wave
from sightline.domain.measures.instrument import ITEMS
from tests.records import signed_in

EVERY = [item.code for item in ITEMS]
AGENCIES = ("School", "Health", "Police", "Housing")


def a_survey(by: Worker, **more: Any) -> Survey:
    """A survey whose waves have not begun."""
    given = {"title": "Asking who else knows this child", "event_on": date(2026, 7, 29), "agencies": AGENCIES} | more
    return changes.begin_survey(by=by, **given)


def wave_of(survey: Survey, kind: str) -> Wave:
    return survey.waves.get(kind=kind)


def at(level: int, **more: int) -> Given:
    """Every item answered alike, but for those named."""
    return Given(now=dict.fromkeys(EVERY, level) | more)


def answered(
    survey: Survey, kind: str, people: Mapping[str, int], by: Worker, level: int, *, invited: int = 40
) -> Wave:
    """A wave that so many people of each agency answered alike, opened and closed."""
    wave = changes.open_wave(wave_of(survey, kind), by=by, invited=invited)
    for agency, count in people.items():
        for n in range(count):
            changes.give_answers(wave, given=at(level), code=f"{agency[:4]}{n:02}", agency=agency)
    return changes.close_wave(wave, by=by)


def typed(wave: str, level: int = 7, **more: str) -> dict[str, str]:
    """What a browser sends for a page that was answered from top to bottom."""
    return {f"now_{code}": str(level) for code in EVERY} | {"consent": "on"} | more


def gave_password(worker: Worker) -> Client:
    """A browser in which this worker has just typed the password, as files ask for."""
    client = signed_in(worker)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(worker.pk)
    session.save()
    return client
