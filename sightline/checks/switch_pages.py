"""Pages for switching checks off, to watch, and on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.checks import standards, switching
from sightline.domain import themes
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Check
from sightline.kit.parts import Link, Table

if TYPE_CHECKING:
    from sightline.access.models import Team
    from sightline.checks.forms import SwitchForm

STATES = {"off": "Off", "watch": "Watch: counted, not shown", "on": "On"}


@dataclass(frozen=True, slots=True)
class SwitchingPage:
    """Every check by theme, with its state and how many children it asks about."""

    on: int
    watching: int
    off: int
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class SwitchPage:
    """One check: on, watching or off, for the partnership and for teams."""

    check: Link
    question: str
    asked: str
    form: SwitchForm


def overview_page() -> SwitchingPage:
    """Build the page. Three queries."""
    settings = standards.settings()
    states = settings.states()
    asked = switching.asked_now(settings.running)
    own = {check for check, team in settings.rows if team is not None}
    by_group: dict[str, list[Check]] = {}
    for check in CATALOGUE.values():
        theme = themes.THEMES.get(check.theme)
        by_group.setdefault(theme.group if theme else "", []).append(check)
    head = ("Check", "What it asks", "State", "Children asked about now")
    tables = []
    for group in themes.groups():
        rows = tuple(
            (
                Link(check.name, reverse("checks:switch", args=[check.id]), note=check.id),
                check.question,
                STATES[states[check.id]] + ("; some teams differ" if check.id in own else ""),
                asked[check.id].words if check.id in asked else "not looked at",
            )
            for check in by_group.get(group.code, ())
        )
        if rows:
            tables.append(Table(group.name, head, rows))
    counts = list(states.values())
    return SwitchingPage(counts.count("on"), counts.count("watch"), counts.count("off"), tuple(tables))


def as_set(check_id: str, teams: Sequence[Team]) -> dict[str, str]:
    """What the form shows: the partnership's state, and each team's own, if it has one."""
    settings = standards.settings()
    found = {"partnership": settings.state(check_id)}
    return found | {f"team{team.pk}": settings.rows.get((check_id, team.pk), "") for team in teams}


def switch_page(check: Check, form: SwitchForm) -> SwitchPage:
    """Build the page of one check."""
    asked = switching.asked_now(frozenset({check.id}) & standards.settings().running)
    words = asked[check.id].words if check.id in asked else "It is not looked at, so nobody can tell."
    return SwitchPage(Link(check.name, reverse("checks:check", args=[check.id])), check.question, words, form)
