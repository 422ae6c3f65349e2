"""The page of a form that is written from the drawing's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sightline.cases.forms import opening
from sightline.cases.kin_forms import KinForm
from sightline.cases.once import AlreadySaved
from sightline.desk import composing
from sightline.desk.pages.trouble import Trouble
from sightline.desk.pages.writing import WritingPage
from sightline.kit.parts import Link, Row
from sightline.kit.words import moment
from sightline.people.facts import VersionedFact
from sightline.people.models import Person

LABELS = {
    "partner": ("A partner", "A partner of {}"),
    "child": ("A child of somebody", "A child of {}"),
    "parent": ("A parent or carer", "A parent or carer of {}"),
    "home": ("A move", "{} moves home"),
    "tie": ("How people get on", "How {} gets on with somebody"),
}


@dataclass(frozen=True, kw_only=True)
class KinPage(WritingPage):
    """A form about one person of the family, who is named on the page and not in its title."""

    about: str


def kin_page(deed: str, about: Person, *, amending: bool = False, **around: Any) -> KinPage:
    """Build the page."""
    heading, whose = LABELS[deed]
    return KinPage(
        heading=f"{heading}: amend" if amending else heading,
        about=whose.format(about.shown_name),
        **around,
    )


def saved_before(form: KinForm, error: AlreadySaved, child: Person) -> Trouble:
    """This opening of the form was saved with other words: nothing is written; sending again is a second deed."""
    composing.put(form, "opening", opening())
    return Trouble(
        f"This form was saved before, on {moment(error.saved.recorded_at)}. What you changed since is still below. To "
        "write something more, save again; to leave it as it was, go back to the family.",
        (),
        Link("The family", reverse("child-family", kwargs={"key": child.key})),
    )


def meanwhile(now: VersionedFact, names: Sequence[str]) -> Trouble:
    """Somebody saved while this was being written: theirs beside the writer's own, which stays in the form."""
    who = now.recorded_by.name if now.recorded_by else "Somebody"
    rows = tuple(Row(_word(now, name), _value(now, name)) for name in names)
    return Trouble(
        f"{who} changed this on {moment(now.recorded_at)}, while you were writing. Theirs is here; yours is still in "
        "the form below and has not been saved. Read both, then save again if yours should follow theirs.",
        rows,
    )


def _word(now: VersionedFact, name: str) -> str:
    return {"kind": "What it is", "starts": "Since", "ends": "Until", "certainty": "How sure", "rater": "Whose view"}[
        name
    ]


def _value(now: VersionedFact, name: str) -> str:
    shown = getattr(now, f"get_{name}_display", None)
    return str(shown() if shown else getattr(now, name))
