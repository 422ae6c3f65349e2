"""An eco-map as recorded: who stands in the middle, the systems around them, and ties as somebody rated them.

The model of the file format `sightline-ecomap/1`. A strength or a flow that nobody recorded stays None: it is drawn as
not known, never as ordinary. `state` of a tie: it is there (current), it was (ended), or it is wished for (wanted).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sightline.domain.kinship import Person

FORMAT: Final = "sightline-ecomap/1"

DOMAINS: Final[Mapping[str, str]] = {
    "family": "Wider family",
    "friends": "Friends and neighbours",
    "community": "Community, faith and leisure",
    "education": "School and early years",
    "health": "Health",
    "social_care": "Social care and support",
    "justice": "Police and courts",
    "daily_life": "Work, housing and money",
}
"""The sectors of the map, clockwise from the top; informal ones first, so that formal and informal stand apart."""
INFORMAL: Final = ("family", "friends", "community")

STRENGTHS: Final = ("none", "weak", "ordinary", "strong")
FLOWS: Final = ("in", "out", "both", "none")
STATES: Final = ("current", "ended", "wanted")
CENTRES: Final = ("household", "child")


@dataclass(frozen=True, slots=True)
class System:
    """Somebody or something outside the household: a school, a grandmother, a club."""

    id: str
    name: str = ""
    domain: str = "community"

    @property
    def called(self) -> str:
        """Its name, or its id where it has none."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, slots=True)
class Tie:
    """How one person in the middle (`person`), or all of them (""), stands with a system, as `rater` saw it.

    `flow`: "in", it gives to the family; "out", it takes; "both"; "none". `date`: a text of the file, or "".
    """

    system: str
    person: str = ""
    strength: str | None = None
    stress: bool | None = None
    flow: str | None = None
    state: str = "current"
    rater: str = ""
    date: str = ""
    note: str = ""

    @property
    def has_line(self) -> bool:
        """What has ended, is wished for, or is not there is a dashed circle and a word, no line."""
        return self.state == "current" and self.strength != "none"


@dataclass(frozen=True)
class EcoMap:
    """A whole map. `centre`: whether the household or the child stands in the middle; `persons` stand there."""

    id: str = ""
    title: str = ""
    as_of: str = ""
    centre: str = "household"
    label: str = ""
    persons: tuple[Person, ...] = ()
    systems: tuple[System, ...] = ()
    ties: tuple[Tie, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def system(self) -> Mapping[str, System]:
        """Systems by id."""
        return {one.id: one for one in self.systems}

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People in the middle by id."""
        return {one.id: one for one in self.persons}

    @cached_property
    def raters(self) -> tuple[str, ...]:
        """Who has rated a tie, by name; "" (nobody) is not among them."""
        return tuple(sorted({one.rater for one in self.ties} - {""}))
