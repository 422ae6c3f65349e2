"""The page of a form that is written from the drawing's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sightline.cases.forms import opening
from sightline.cases.kin_forms import KinForm
from sightline.cases.once import AlreadySaved
from sightline.desk import composing
from sightline.desk.pages.people import Likeness
from sightline.desk.pages.trouble import Trouble
from sightline.desk.pages.writing import WritingPage
from sightline.kit.parts import Link
from sightline.kit.words import moment
from sightline.people.models import Person

LABELS = {
    "partner": ("A partner", "A partner of {}"),
    "child": ("A child of somebody", "A child of {}"),
    "parent": ("A parent or carer", "A parent or carer of {}"),
    "home": ("A move", "{} moves home"),
    "tie": ("How people get on", "How {} gets on with somebody"),
    "twins": ("Born together", "With whom {} was born together"),
}


@dataclass(frozen=True, kw_only=True)
class KinPage(WritingPage):
    """A form about one person of the family, who is named on the page and not in its title.

    `found`: who is known and may be the one about to be written down.
    """

    about: str
    found: tuple[Likeness, ...] = ()


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
