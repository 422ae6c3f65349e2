"""Views of an eco-map: as of a day, as one rater saw it. Each view is a map again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from sightline.domain.kinship import begun_by, read_date

from .model import DOMAINS, EcoMap, System, Tie

_FIRST: Final = date.min


def on_day(eco: EcoMap, day: date) -> EcoMap:
    """Without ties rated after a day. A tie without a date is kept."""
    kept = tuple(tie for tie in eco.ties if begun_by(tie.date, day))
    return replace(eco, ties=kept, as_of=day.isoformat())


def newest(eco: EcoMap) -> tuple[EcoMap, tuple[Tie, ...]]:
    """The map with the latest rating of each tie by each rater, and the earlier ratings that it stands for."""
    latest: dict[tuple[str, str, str], Tie] = {}
    earlier: list[Tie] = []
    for tie in sorted(eco.ties, key=_age):
        key = (tie.rater, tie.system, tie.person)
        if key in latest:
            earlier.append(latest[key])
        latest[key] = tie
    ties = tuple(sorted(latest.values(), key=lambda one: (one.system, one.person, one.rater)))
    return replace(eco, ties=ties), tuple(
        sorted(earlier, key=lambda one: (one.system, one.person, one.rater, one.date))
    )


def _age(tie: Tie) -> tuple[bool, date, str, str]:
    """Ties without a date count as the oldest; of one day, the order of their fields settles it."""
    found = read_date(tie.date)
    return found.latest is not None, found.latest or _FIRST, tie.date, repr(tie)


def seen_by(eco: EcoMap, rater: str) -> tuple[Tie, ...]:
    """A rater's ties, and what stands on record without a rater where this rater said nothing of it."""
    own = [tie for tie in eco.ties if tie.rater == rater]
    said = {(tie.system, tie.person) for tie in own} | {(tie.system, "") for tie in own}
    recorded = [tie for tie in eco.ties if not tie.rater and rater and (tie.system, tie.person) not in said]
    return tuple(sorted(own + recorded, key=lambda one: (one.system, one.person, one.rater)))


def in_order(eco: EcoMap) -> EcoMap:
    """People by id, systems by sector and name: the order in which they stand, whatever the file's."""
    places = {domain: number for number, domain in enumerate(DOMAINS)}

    def place(system: System) -> tuple[int, str, str]:
        return places[system.domain], system.called.casefold(), system.id

    return replace(
        eco,
        persons=tuple(sorted(eco.persons, key=lambda one: (not one.focus, one.id))),
        systems=tuple(sorted(eco.systems, key=place)),
        ties=tuple(sorted(eco.ties, key=lambda one: (one.system, one.person, one.rater, one.date, repr(one)))),
    )
