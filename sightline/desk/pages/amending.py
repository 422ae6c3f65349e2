"""What was recorded beside a person's details, version by version, and the form that amends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from sightline.desk import composing
from sightline.desk.pages.entry import Version, versions_shown
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.kin_rows import change_address, parent_words
from sightline.desk.pages.kindred import KinPage
from sightline.desk.pages.trouble import Trouble
from sightline.desk.then import keeping
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Row
from sightline.kit.words import moment
from sightline.people.amending import KINDS, is_masked, stands
from sightline.people.details import Address
from sightline.people.models import Person
from sightline.people.telling import MASKED

WHAT: Final[Mapping[str, tuple[str, str]]] = {
    "parent": ("A parent or carer", "How somebody is a parent or carer: {}"),
    "home": ("A home", "A home of {}"),
    "partner": ("A partner", "A partner of {}"),
    "tie": ("How people get on", "How {} gets on with somebody"),
    "twins": ("Born together", "With whom {} was born together"),
    "name": ("Another name", "Another name of {}"),
    "address": ("An address", "Where {} lives or lived"),
    "professional": ("Somebody who works with the child", "Somebody who works with {}"),
}
LABELS: Final[Mapping[str, str]] = {
    "name": "Name", "kind": "What it is", "text": "Address", "role": "As what", "organisation": "Where",
    "reached_by": "Reached by", "starts_on": "From when", "ends_on": "Until when", "is_protected": "Protected",
    "kept_from": "Kept from", "parent": "Who", "label": "What they are", "starts": "Since", "ends": "Until",
    "certainty": "How sure", "asked_on": "Asked on", "rater": "Whose view", "nights": "Nights a week",
}  # fmt: skip


@dataclass(frozen=True)
class VersionsPage:
    """One fact with everything it said before."""

    frame: Frame
    heading: str
    about: str
    ended: str
    versions: tuple[Version, ...]
    change: Link | None
    show: Link | None
    back: Link


def said(row: Any, names: Sequence[str], around: Mapping[str, str], *, masked: bool) -> dict[str, str]:
    """The fields of a version in words. `around`: names by key of the people this reader may see."""
    found = {}
    for name in names:
        value = getattr(row, name)
        if name == "text" and masked:
            value = MASKED
        elif name == "kept_from":
            value = ", ".join(around.get(key, "somebody not on this record now") for key in value) or "nobody"
        elif name == "is_protected":
            value = "Yes" if value else "No"
        elif row._meta.get_field(name).choices:
            value = getattr(row, f"get_{name}_display")()
        elif isinstance(value, Person):
            value = value.shown_name
        elif isinstance(value, date):
            value = in_words(value)
        found[LABELS[name]] = "" if value is None else str(value)
    return found


def versions_page(
    child: Person, person: Person, what: str, rows: list[Any], fields: Sequence[str], around: Mapping[str, str],
    today: date, *, now: bool,
) -> VersionsPage:  # fmt: skip
    """Build the page. `now`: whether it may be changed, as a past day may not."""
    newest, of = rows[0], {"key": child.key, "person": person.key, "what": what, "fact": rows[0].fact}
    masked = [isinstance(row, Address) and is_masked(row, newest) for row in rows]
    shown = [said(row, fields, around, masked=hide) for row, hide in zip(rows, masked, strict=True)]
    holds = stands(rows)
    show = reverse("show-address", args=[child.key, person.key, newest.fact]) if any(masked) and now else ""
    heading, about = WHAT[what]
    return VersionsPage(
        frame=frame(known(child, today), ""),
        heading=heading,
        about=about.format(person.shown_name),
        ended="" if holds else ended_words(newest),
        versions=versions_shown(rows, shown),
        change=Link("Change it, end it or take it out", reverse("change-kept", kwargs=of)) if holds and now else None,
        show=Link("Show the protected address", show, note="asking for it is recorded") if show else None,
        back=Link("Back to the person", keeping(reverse("person", args=[child.key, person.key]))),
    )


def kin_versions_page(
    child: Person, about: Person, deed: str, rows: list[Any], today: date, *, now: bool
) -> VersionsPage:
    """A row of the family with everything it said before."""
    shown, holds = [said(row, KINDS[deed].fields, {}, masked=False) for row in rows], stands(rows)
    heading, words = WHAT[deed]
    change = Link("Change it, end it or take it out", change_address(child, deed, about.key, rows[0]))
    where = reverse("child-family-person", kwargs={"key": child.key, "person": about.key})
    return VersionsPage(
        frame=frame(known(child, today), ""),
        heading=heading,
        about=parent_words(rows[0]) if deed == "parent" else words.format(about.shown_name),
        ended="" if holds else ended_words(rows[0]),
        versions=versions_shown(rows, shown),
        change=change if holds and now else None,
        show=None,
        back=Link("Back to the family", keeping(where)),
    )


def ended_words(row: Any) -> str:
    """That a fact holds no more: taken out by somebody, or no longer in the file it came from."""
    if row.superseded_at != row.recorded_at:
        return f"It is not in the newest file of its source any more, as of {moment(row.superseded_at)}."
    who = row.recorded_by.name if row.recorded_by else "somebody not recorded"
    return f"Taken out of the record on {moment(row.recorded_at)} by {who}: {row.amended_because}"


def amend_page(child: Person, person: Person, what: str, **around: Any) -> KinPage:
    """The form that amends one of them."""
    heading, about = WHAT[what]
    back = reverse("person", args=[child.key, person.key])
    return KinPage(
        heading=f"{heading}: change it", about=about.format(person.shown_name), other=Link("Back to the person", back),
        **around,
    )  # fmt: skip


def meanwhile(form: Any, what: str, row: Any, around: Mapping[str, str]) -> Trouble:
    """Somebody saved first: theirs beside the writer's own words, which stay in the form and may follow theirs."""
    composing.put(form, "seen_version", str(row.version))
    who = row.recorded_by.name if row.recorded_by else "Somebody"
    theirs = said(row, KINDS[what].fields, around, masked=isinstance(row, Address) and row.is_protected)
    return Trouble(
        f"{who} changed this on {moment(row.recorded_at)}, while you were writing. Theirs is here; yours is still in "
        "the form below and has not been saved. Read both, then save again if yours should follow theirs.",
        tuple(Row(label, value) for label, value in theirs.items()),
    )
