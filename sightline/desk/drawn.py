"""What of a family is shown and how: the choices of the filter form, the view of the family they ask for, the drawing.

The page, the exports and the copy for a recipient all come through `draw`, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django import forms

from sightline.domain.drawing import genogram
from sightline.domain.drawing.genogram import Genogram, Options
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family
from sightline.people import changes
from sightline.people.family import Found, family_of
from sightline.people.hiding import hidden_rows, restricted_among, with_protected_address
from sightline.people.kept_back import other_names
from sightline.people.models import Person
from sightline.people.queries import layout_of

if TYPE_CHECKING:
    from sightline.access.models import Worker

FIRST, WHOLE = "first", "whole"
STEPS: Final = (1, 2, 3, 4, 5)
HOUSEHOLDS, AGES, TERMINATIONS = "households", "ages", "terminations"
USUAL_LAYERS: Final = (HOUSEHOLDS, AGES)
NONE, CHILDS, ALL = "none", "child", "all"


class ViewForm(forms.Form):
    """The filter above the drawing, sent by GET. Wrong or missing choices are the usual ones."""

    on = forms.CharField(
        label="As it was known on",
        help_text="For example 3 May 2026, yesterday, or April 2026 for the end of April.",
        max_length=120,
        required=False,
    )
    hindsight = forms.BooleanField(label="With what has been written down since (hindsight)", required=False)
    show = forms.ChoiceField(label="Who is shown", required=False)
    lines = forms.ChoiceField(
        label="How people get on",
        choices=((NONE, "Not drawn"), (CHILDS, "Lines that touch the child"), (ALL, "Every line on record")),
        required=False,
    )
    layers = forms.MultipleChoiceField(
        label="Also show",
        choices=((HOUSEHOLDS, "Who lives together"), (AGES, "Ages"), (TERMINATIONS, "Terminations of pregnancy")),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    profile = forms.ChoiceField(
        label="Symbols",
        choices=(("uk", "As in British social work"), ("mcgoldrick", "As in McGoldrick’s book")),
        required=False,
    )
    chosen = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def __init__(self, *args: Any, homes: Mapping[str, str], child: str, **options: Any) -> None:
        super().__init__(*args, **options)
        near = [(f"near-{k}", f"Up to {k} {'step' if k == 1 else 'steps'} from {child}") for k in STEPS]
        only = [(f"home-{key}", f"Only {label}, with parents and partners") for key, label in homes.items()]
        self.fields["show"].choices = [(FIRST, "As usual"), (WHOLE, "Everybody"), *near, *only]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Chosen:
    """What was chosen. `on`: the day of the drawing; `hindsight`: that day, seen with what was written down later."""

    on: date
    hindsight: bool = False
    show: str = FIRST
    lines: str = NONE
    layers: tuple[str, ...] = USUAL_LAYERS
    profile: str = "uk"
    today: bool = True

    def query(self) -> str:
        """The same choices as an address has them; "" for the usual ones."""
        if self == Chosen(self.on):
            return ""
        pairs: list[tuple[str, str]] = [] if self.today else [("on", self.on.isoformat())]
        pairs += [("hindsight", "on")] if self.hindsight else []
        pairs += [("show", self.show), ("lines", self.lines), ("profile", self.profile), ("chosen", "1")]
        return urlencode(pairs + [("layers", layer) for layer in self.layers])


def read_choices(data: Mapping[str, Any], on: date, today: date) -> Chosen:
    """The choices of an address; `on` has been understood already."""
    form = ViewForm(data, homes={}, child="")
    form.is_valid()
    clean, show = form.cleaned_data, str(data.get("show", "") or FIRST)
    return Chosen(
        on=on,
        hindsight=on < today and bool(clean.get("hindsight")),
        show=show if show.startswith(("near-", "home-")) or show == WHOLE else FIRST,
        lines=clean.get("lines") or NONE,
        layers=tuple(clean.get("layers") or ()) if data.get("chosen") else USUAL_LAYERS,
        profile=clean.get("profile") or "uk",
        today=on >= today,
    )


@dataclass(frozen=True)
class Drawn:
    """A family as it is shown: the view, its drawing, the order to read it in, and what was found in the tables."""

    chosen: Chosen
    found: Found
    family: Family
    genogram: Genogram
    order: tuple[str, ...]
    of: int
    kept: bool = False
    """Whether its places are kept for this worker, so that people can be pinned in it."""

    @property
    def svg(self) -> str:
        return render(self.genogram.scene)

    @property
    def pinned(self) -> frozenset[str]:
        """Who is held at their place."""
        return frozenset(row["id"] for row in self.genogram.layout["persons"] if row.get("pinned"))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is contradictory or left open in the record."""
        return (*self.found.notes, *self.genogram.notes)


def draw(
    child: Person, worker: Worker, chosen: Chosen, *, recipient: str = "", links: bool = False, places: bool = True
) -> Drawn:
    """The family as this worker may see it, drawn as chosen.

    `recipient`: the copy for somebody of the family; `links`: symbols link to their rows on the same page. The picture
    of today starts from where this worker last saw everybody; `places`: whether what is drawn is kept for that.
    """
    found = family_of(child, hidden_rows(worker), chosen.on)
    whole = genogram.on_day(found.family, chosen.on)
    if TERMINATIONS not in chosen.layers or recipient:
        whole = genogram.without_terminations(whole)
    if recipient:
        whole = genogram.family_copy(_guarded(whole, found), recipient)
    family = _view(whole, chosen, child.key)
    kept = chosen.today and not recipient and _is_usual(chosen, len(whole.persons))
    earlier = layout_of(child, worker) if kept else None
    made = genogram.draw_genogram(family, _options(family, chosen, worker, earlier, recipient, links=links))
    if kept and places and family.persons:
        changes.keep_layout(child, worker, made.layout, earlier)
    return Drawn(chosen, found, family, made, genogram.reading_order(made.layout), len(whole.persons), kept)


def _is_usual(chosen: Chosen, people: int) -> bool:
    """Whether this is the view whose places are kept: the usual one, or everybody where that is the same."""
    return chosen.show == FIRST or (chosen.show == WHOLE and people <= genogram.MANY)


def _guarded(family: Family, found: Found) -> Family:
    """With those marked whose record is restricted: they are in nobody's copy but their own; and homes of whoever has a
    protected address, which are in nobody's."""
    guarded, away = restricted_among(found.persons.values()), with_protected_address(found.persons.values())
    others = other_names(found.persons[key] for key in sorted(guarded)) if guarded else {}
    return replace(
        family,
        persons=tuple(
            replace(one, protected=True, more={**one.more, "other_names": others.get(one.id, ())})
            if one.id in guarded
            else one
            for one in family.persons
        ),
        households=tuple(
            replace(home, protected=home.protected or any(member.person in away for member in home.members))
            for home in family.households
        ),
    )


def _options(family: Family, chosen: Chosen, worker: Worker, earlier: Any, recipient: str, *, links: bool) -> Options:
    people = None if chosen.lines == CHILDS else ()
    return Options(
        profile=chosen.profile,
        family_view=bool(recipient),
        ties=() if chosen.lines == NONE else genogram.chosen_ties(family, people=people),
        drawn_by=worker.name,
        previous=genogram.read_layout(earlier) if earlier else None,
        same_page=links,
        ages=AGES in chosen.layers,
    )


def _view(whole: Family, chosen: Chosen, child: str) -> Family:
    kind, _, which = chosen.show.partition("-")
    if chosen.lines == NONE:
        whole = replace(whole, relationships=())
    elif chosen.lines == CHILDS:
        whole = replace(whole, relationships=genogram.chosen_ties(whole))
    if kind == "near" and which in {str(steps) for steps in STEPS}:
        whole = genogram.within_steps(whole, (child,), int(which))
    elif kind == "home" and which in {home.id for home in whole.households}:
        whole = genogram.one_household(whole, which)
    elif chosen.show != WHOLE:
        whole = genogram.first_view(whole, (child,))
    return whole if HOUSEHOLDS in chosen.layers else replace(whole, households=())
