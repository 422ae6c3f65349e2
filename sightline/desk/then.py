"""A page of a record as it was known on a day: `?on=` understands what people write; every link on the page keeps it.

    with shown(request, key, "story") as (child, day):
        page = story_page(child, day, …)

The day of the page is handed to whoever builds it as its *today*. What is being shown is kept for the frame and for
addresses, so that no page can be built half of now and half of then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from sightline.cases.days import parse_when
from sightline.desk.finding import look
from sightline.domain.dates import DateError, in_words
from sightline.people.facts import LONDON, end_of_day
from sightline.people.hiding import asked_once
from sightline.people.looking_back import looking_back
from sightline.people.models import Person


@dataclass(frozen=True)
class On:
    """What was asked for in `?on=`. `day`: the day shown, None for now; `problem`: why it is no such day."""

    day: date | None = None
    typed: str = ""
    problem: str = ""
    now: str = ""

    @property
    def words(self) -> str:
        """The day in words."""
        return in_words(self.day) if self.day else ""


NOW = On()
_SHOWN: ContextVar[On | None] = ContextVar("record_shown_on", default=None)


def shown_on() -> On:
    """What the page that is being built shows: a day, or now."""
    return _SHOWN.get() or NOW


def keeping(address: str) -> str:
    """An address of this record with the day that is shown, if it is not now."""
    day = shown_on().day
    if day is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}on={day.isoformat()}"


@contextmanager
def shown(request: HttpRequest, key: str, part: str) -> Iterator[tuple[Person, date]]:
    """The child, and the day the page is about; inside, everything is read as it was known by the end of that day.

    The look is in the trail with its day, before anything is read.
    """
    today = timezone.localdate()
    asked = understood(request.GET.get("on", ""), today)
    child = look(request, key, f"{part}, as known on {asked.day}" if asked.day else part)
    if asked.day and asked.day < (first := child.first_recorded_at.astimezone(LONDON).date()):
        problem = f"Nothing was known here on that day: this record begins on {in_words(first)}."
        asked = On(typed=asked.typed, problem=problem)
    token = _SHOWN.set(On(asked.day, asked.typed, asked.problem, now=request.path))
    try:
        with asked_once():
            if asked.day is None:
                yield child, today
            else:
                with looking_back(child, end_of_day(asked.day)) as then:
                    yield then, asked.day
    finally:
        _SHOWN.reset(token)


def understood(typed: str, today: date) -> On:
    """A day as people write it; the last day of a month or a stretch. Today is now."""
    text = typed.strip()[:120]
    if not text:
        return On()
    try:
        found = parse_when(text, today)
    except DateError as error:
        return On(typed=text, problem=str(error))
    day = found.value if found.is_exact else found.latest
    if day is None:
        return On(typed=text, problem="Write a day, for example 3 May 2026.")
    if found.earliest and found.earliest > today:
        return On(typed=text, problem="That day is still to come. Nobody knows yet what will be known then.")
    return On(day, text) if day < today else On()
