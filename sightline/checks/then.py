"""What the checks asked about a child on a past day, from the outcomes kept then: never decided anew with hindsight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.cases.noting import hidden_facts
from sightline.checks import fresh, lapses, prompts, standards
from sightline.checks.cited import cited_by
from sightline.checks.models import Answer, Outcome, Setting

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person


def prompts_then(child: Person, viewer: Worker, instant: datetime, day: date) -> prompts.PromptList:
    """The questions that stood at `instant`, with the answers that held then; the learning is today's.

    A check that is only watched today stays unseen; one switched off since is shown; of those that were never looked
    at, only what is on today is said not to be known. Seven queries.
    """
    rows = {row.check_id: row for row in _outcomes(child, instant)}
    settings = standards.settings()
    states = dict(settings.states(viewer.team_id))
    on = Setting.State.ON.value
    watched = {check for check, state in states.items() if state == Setting.State.WATCH}
    shown = {check: row for check, row in rows.items() if check not in watched}
    stale = frozenset({child.pk}) if not rows else frozenset()
    numbers = standards.numbers(day)
    looked = fresh.Looked({child.pk: shown}, settings, _numbers(shown, numbers), stale)
    context = prompts.Context(
        looked=looked,
        states=dict.fromkeys([*shown, *(check for check in states if states[check] == on)], on),
        answers=_answers(child, rows, instant, day),
        hidden=_hidden(shown, viewer),
    )
    asking = {check for check, row in shown.items() if row.result == "ask"}
    if asking:
        context.learning = cited_by(asking, {child.pk}, viewer)
    return prompts.list_of(child, context)


def _outcomes(child: Person, instant: datetime) -> list[Outcome]:
    stood = Outcome.objects.filter(Q(ends_at=None) | Q(ends_at__gt=instant), child=child, starts_at__lte=instant)
    return list(stood.order_by("starts_at", "pk"))


def _numbers(
    rows: Mapping[str, Outcome], in_force: Mapping[str, tuple[standards.Number, ...]]
) -> dict[str, tuple[standards.Number, ...]]:
    """Numbers in force on the day; none are shown for a check whose outcome rested on others."""
    return {
        check: tuple(number for number in in_force.get(check, ()) if row.parameters.get(number.name) == number.value)
        for check, row in rows.items()
    }


def _answers(child: Person, rows: Mapping[str, Outcome], instant: datetime, day: date) -> dict[tuple[int, str], Answer]:
    """The answer to each question that held at `instant`, without what became of it later."""
    given = Answer.objects.filter(child=child, at__lte=instant).select_related("outcome", "by", "second_reader")
    found: dict[tuple[int, str], Answer] = {}
    for answer in given.order_by("at", "pk"):
        found.pop((child.pk, answer.check_id), None)
        lapsed = answer.lapsed_at is not None and answer.lapsed_at <= instant
        if lapsed or lapses.why_lapsed(answer, rows.get(answer.check_id), day):
            continue
        if answer.second_read_at is not None and answer.second_read_at > instant:
            answer.second_reader = answer.second_read_at = None
        found[child.pk, answer.check_id] = answer
    return found


def _hidden(rows: Mapping[str, Outcome], viewer: Worker) -> frozenset[str]:
    facts = (fact for row in rows.values() for fact in row.facts)
    return hidden_facts((fact["id"] for fact in facts), viewer)
