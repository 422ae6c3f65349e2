"""Published texts, procedures and materials: reads and verbs. All of it is public; none of it is case content."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from sightline import trail
from sightline.learning.models import Material, Procedure, PublishedSource
from sightline.people.models import opaque_key
from sightline.reviews.changes import Refused

if TYPE_CHECKING:
    from sightline.access.models import Worker

__all__ = ["Refused"]


def every_source() -> list[PublishedSource]:
    """All published texts, by title."""
    return list(PublishedSource.objects.all())


@transaction.atomic
def add_source(
    *, by: Worker, title: str, publisher: str, dated: str, kind: str, link: str = "", note: str = "", seen: bool = False
) -> PublishedSource:
    """Add a published text that learning can rest on."""
    fields = {"title": title, "publisher": publisher, "dated": dated, "kind": kind, "link": link, "note": note}
    made = PublishedSource.objects.create(**fields, seen=seen, recorded_by=by)
    trail.record(
        verb="learning.add_source", by=by, thing=("PublishedSource", made.key), content=fields | {"seen": seen}
    )
    return made


def find_procedure(key: str) -> Procedure | None:
    """One edition of a procedure."""
    return Procedure.objects.filter(key=key).first() if key else None


def procedures_on(day: date, *, themes: Collection[str] = ()) -> list[Procedure]:
    """The editions that stood, or may have stood, on a day: an end that nobody wrote down leaves an edition standing.

    `themes`: only those of one of these themes.
    """
    begun = Q(in_force_from=None) | Q(in_force_from__lte=day)
    standing = Q(in_force_to=None) | Q(in_force_to__gte=day)
    rows = Procedure.objects.filter(begun & standing)
    return [row for row in rows if not themes or set(row.themes) & set(themes)]


def other_editions(day: date, standing: Sequence[Procedure]) -> list[Procedure]:
    """Editions that had ended before the day or began after it, newest first."""
    return list(Procedure.objects.exclude(pk__in=[row.pk for row in standing]))


@transaction.atomic
def add_procedure(
    *,
    by: Worker,
    title: str,
    publisher: str,
    edition: str,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    link: str = "",
    note: str = "",
    themes: Sequence[str] = (),
    follows: Procedure | None = None,
) -> Procedure:
    """Add an edition. One that follows another ends it the day before, when its own first day is known.

    Raises Refused when this edition is there already, or begins before the one it follows.
    """
    series = follows.series if follows else f"{slugify(title)[:48] or 'procedure'}-{opaque_key()[:6]}"
    if Procedure.objects.filter(series=series, edition=edition).exists():
        raise Refused("This edition is there already.")
    if follows and in_force_from and follows.in_force_from and in_force_from <= follows.in_force_from:
        raise Refused("The newer edition would begin before the one it follows. Check the day.")
    if follows and in_force_from and follows.in_force_to is None:
        _end(follows, by=by, on=in_force_from - timedelta(days=1))
    fields = {
        "title": title, "publisher": publisher, "edition": edition, "in_force_from": in_force_from,
        "in_force_to": in_force_to, "link": link, "note": note, "themes": list(themes),
    }  # fmt: skip
    made = Procedure.objects.create(series=series, recorded_by=by, **fields)
    trail.record(verb="learning.add_procedure", by=by, thing=("Procedure", made.key), content=fields)
    return made


@transaction.atomic
def end_procedure(procedure: Procedure, *, by: Worker, on: date) -> None:
    """Write down an edition's last day. Raises Refused when it has one, or the day is before its first."""
    if procedure.in_force_to is not None:
        raise Refused("Its last day is written down already.")
    if procedure.in_force_from and on < procedure.in_force_from:
        raise Refused("Its last day comes before its first. Check the day.")
    _end(procedure, by=by, on=on)


def _end(procedure: Procedure, *, by: Worker, on: date) -> None:
    procedure.in_force_to = on
    procedure.save(update_fields=["in_force_to"])
    trail.record(verb="learning.end_procedure", by=by, thing=("Procedure", procedure.key), content={"in_force_to": on})


def every_material() -> list[Material]:
    """Films and tools to use with a team."""
    return list(Material.objects.all())


def find_material(key: str) -> Material | None:
    """One of them."""
    return Material.objects.filter(key=key).first()


@transaction.atomic
def set_material_link(material: Material, *, by: Worker, link: str) -> None:
    """Write down where this partnership finds it."""
    material.link = link
    material.save(update_fields=["link"])
    trail.record(verb="learning.set_material_link", by=by, thing=("Material", material.key), content={"link": link})
