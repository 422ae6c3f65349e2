"""The numbers in force on a day, whose they are, and which checks are on.

A default comes with the check; a partnership sets its own from a day on, and the earlier one stays for the days
before. Everything here is one query, or none; what rows come to is worked out once for as long as they stay the same.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from sightline.checks.models import Setting, Standard
from sightline.domain.checks import rewording
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Check, Parameter, ParameterError
from sightline.kit.words import first_capital
from sightline.people.prepared import fetch

# Twelve are on until somebody sets them otherwise; the others wait to be switched on, so that nobody drowns. Ours: the
# thread's eight, and four whose question cannot wait (docs/decisions/2026-11-25-twelve-on-at-first.md).
ON_AT_FIRST = frozenset(
    {
        "BRU-01", "NAI-01", "TRI-01", "CSE-01", "REF-02", "VOI-01", "VOI-02", "WNB-01", "WNB-03", "INF-01", "UM-02",
        "PLN-01",
    }
)  # fmt: skip

WORDING, DATES = "wording", "dates"  # rows called "wording:today", "dates:review"; all others are numbers
log = logging.getLogger("sightline.checks")
Numbers = dict[str, Mapping[str, float]]


_SHORT = {"cp": "CP", "cin": "CIN", "cla": "CLA", "s47": "section 47", "csa": "CSA", "fgm": "FGM", "eh": "early help"}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a check as it is in force: what it is, whose, where it comes from, since when."""

    name: str
    value: Any
    unit: str
    number_class: str
    source: str
    note: str
    since: date | None
    default: Any

    @property
    def called(self) -> str:
        """Its name in words, and what is noted of it: "Young working days (While the child is under one)"."""
        words = " ".join(_SHORT.get(word, word) for word in self.name.split("_"))
        return f"{first_capital(words)}{f' ({self.note})' if self.note else ''}"

    @property
    def is_default(self) -> bool:
        """Whether it is the one the check came with."""
        return self.since is None


@dataclass(frozen=True)
class Rules:
    """What is in force on a day: each check's numbers, and each check in the partnership's own words if it has some.

    `dates`: the day on which the partnership wants to look at a check again, or lets it go ("review", "retire").
    """

    numbers: Mapping[str, tuple[Number, ...]]
    checks: Mapping[str, Check]
    dates: Mapping[str, Mapping[str, date]]

    def values(self) -> Numbers:
        """Every check's numbers by name."""
        return dict(self._values)

    @cached_property
    def _values(self) -> Numbers:
        return {key: CATALOGUE[key].values({n.name: n.value for n in found}) for key, found in self.numbers.items()}


def rules(on: date) -> Rules:
    """Everything the partnership has set by a day. One query."""
    return _rules(json.dumps(fetch("standards", _set_by, on=on), default=str))


def _set_by(on: date) -> QuerySet[Any, Any]:
    rows = Standard.objects.filter(valid_from__lte=on).exclude(check_id="").order_by("valid_from", "pk")
    return rows.values_list("check_id", "name", "value", "number_class", "source", "valid_from")


@lru_cache(maxsize=64)
def _rules(told_by: str) -> Rules:
    """What these rows, as JSON, come to: everybody's, so that nobody may change what is in it."""
    rows = [
        Standard(
            check_id=check, name=name, value=value, number_class=of, source=source,
            valid_from=date.fromisoformat(since),
        )
        for check, name, value, of, source, since in json.loads(told_by)
    ]  # fmt: skip
    own: dict[tuple[str, str], Standard] = {}
    told: dict[str, dict[str, dict[str, str]]] = {WORDING: {}, DATES: {}}
    for row in rows:
        lead, _, name = row.name.rpartition(":")
        if lead in told:
            told[lead].setdefault(row.check_id, {})[name] = str(row.value)
        elif _usable(row):
            own[row.check_id, row.name] = row
    dates = {
        key: {name: date.fromisoformat(text) for name, text in found.items() if text}
        for key, found in told[DATES].items()
    }
    changed = {key for key, _ in own}
    numbers = {
        key: tuple(_number(parameter, own.get((key, parameter.name))) for parameter in check.parameters)
        if key in changed
        else _as_it_came(check.parameters)
        for key, check in CATALOGUE.items()
    }
    return Rules(
        numbers,
        {key: _in_own_words(key, told[WORDING].get(key, {})) for key in CATALOGUE},
        dates,
    )


@lru_cache(maxsize=500)
def _as_it_came(parameters: tuple[Parameter, ...]) -> tuple[Number, ...]:
    """The numbers of a check that nobody has changed."""
    return tuple(_number(parameter, None) for parameter in parameters)


def _in_own_words(key: str, own: Mapping[str, str]) -> Check:
    """A wording that its check cannot use any more, after an update, is left aside: it asks as it came."""
    check = CATALOGUE[key]
    if not own:
        return check
    known = rewording.places(check)
    usable = {
        place: text for place, text in own.items()
        if text and place in known and not rewording.problems(check, place, text)
    }  # fmt: skip
    return rewording.reworded(key, usable)


def in_force(on: date) -> Numbers:
    """Every check's numbers on a day: the defaults, replaced by what the partnership had set by then."""
    return rules(on).values()


def numbers(on: date) -> Mapping[str, tuple[Number, ...]]:
    """The same with class, source and since when, for the page of a check and for its prompts."""
    return rules(on).numbers


def _number(parameter: Any, row: Standard | None) -> Number:
    return Number(
        name=parameter.name,
        value=row.value if row else parameter.default,
        unit=parameter.unit,
        number_class=row.number_class if row else str(parameter.cls),
        source=row.source if row else parameter.source,
        note=parameter.note,
        since=row.valid_from if row else None,
        default=parameter.default,
    )


def _usable(row: Standard) -> bool:
    """A number that its check cannot use, e.g. because the check was taken out, is left aside, loudly."""
    check = CATALOGUE.get(row.check_id)
    try:
        if check is not None:
            check.values({row.name: row.value})
            return True
    except ParameterError:
        pass
    log.warning("standard_not_usable check=%s name=%s", row.check_id, row.name)
    return False


def changed_since(on: date) -> date | None:
    """The newest day on or before `on` from which a number of the partnership's own counts; None when there is none."""
    newest: date | None = (
        Standard.objects.filter(valid_from__lte=on).exclude(check_id="").aggregate(newest=Max("valid_from"))["newest"]
    )
    return newest


@dataclass(frozen=True)
class Settings:
    """Every check's state, for the partnership and for teams that have set their own. Read once for a page."""

    rows: Mapping[tuple[str, int | None], str]
    retired: frozenset[str] = frozenset()  # their day has come: off for everybody

    def states(self, team: int | None = None) -> dict[str, str]:
        """Each check of the catalogue as it is for a team (primary key; None: for the partnership)."""
        return {key: self.state(key, team) for key in CATALOGUE}

    def state(self, check_id: str, team: int | None = None) -> str:
        """A team's own state, else the partnership's; one that nobody has set is on only if it is at first."""
        if check_id in self.retired:
            return Setting.State.OFF.value
        whole = self.rows.get((check_id, None)) or state_at_first(check_id)
        return self.rows.get((check_id, team), whole) if team else whole

    @cached_property
    def running(self) -> frozenset[str]:
        """The checks that are on or watching for anybody: these are looked at for every child."""
        off = Setting.State.OFF.value
        anywhere = {check for (check, _team), state in self.rows.items() if state != off} - self.retired
        return frozenset(key for key in CATALOGUE if key in anywhere or self.state(key) != off)


def settings() -> Settings:
    """One query."""
    return _settings(tuple(fetch("settings of checks", _set)), today())


def _set() -> QuerySet[Any, Any]:
    return Setting.objects.order_by("pk").values_list("check_id", "team_id", "state", "retires_on")


@lru_cache(maxsize=64)
def _settings(rows: tuple[tuple[str, int | None, str, date | None], ...], on: date) -> Settings:
    found: dict[tuple[str, int | None], str] = {}
    retired = set()
    for check, team, state, retires_on in rows:
        found[check, team] = state
        if retires_on is not None and retires_on <= on:
            retired.add(check)
    return Settings(found, frozenset(retired))


def states(team: int | None = None) -> dict[str, str]:
    """Whether each check of the catalogue is off, watch or on, for a team or for the partnership."""
    return settings().states(team)


def state_at_first(check_id: str) -> str:
    """The state of a check that nobody has set."""
    return Setting.State.ON.value if check_id in ON_AT_FIRST else Setting.State.OFF.value


def looked_at() -> tuple[Check, ...]:
    """The checks that are on or watching for anybody, in the order of the catalogue."""
    running = settings().running
    return tuple(check for key, check in CATALOGUE.items() if key in running)


def parameters_key(check: Check, values: Mapping[str, Any]) -> str:
    """A short name for one set of numbers of one check: the same numbers, the same name."""
    text = json.dumps([check.id, dict(sorted(check.values(values).items()))], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def today() -> date:
    """Today where the partnership is."""
    return timezone.localdate()
