"""Pages of published texts, procedures and materials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from sightline.access.policy import can
from sightline.domain.dates import in_words
from sightline.kit.parts import Link, Table
from sightline.learning import texts
from sightline.learning.gate import theme_tags
from sightline.learning.models import Material, Procedure
from sightline.reviews.theme_pages import ThemeGroup

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.forms import OnDayForm

GENERAL = "general knowledge: check before quoting"


@dataclass(frozen=True, slots=True)
class FormPage:
    """A plain form of this room."""

    title: str
    form: Any
    back: Link
    save: str = "Save"
    groups: tuple[ThemeGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A published text: what it is, what of it is relied on, how sure that is."""

    title: str
    about: str
    link: str
    note: str
    sure: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Every published text."""

    lines: tuple[SourceLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One edition of a procedure."""

    title: str
    about: str
    stood: str
    link: str
    note: str
    themes: tuple[str, ...]
    newer: str
    end: str


@dataclass(frozen=True, slots=True)
class ProceduresPage:
    """Procedures as they stood on a day."""

    form: OnDayForm
    on: date
    lines: tuple[ProcedureLine, ...]
    others: Table | None
    may_write: bool


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """A film or tool, and its stand-in to print."""

    material: Material
    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    themes: tuple[str, ...]
    change: str


def sources_page(worker: Worker) -> SourcesPage:
    """Every published text that learning here rests on."""
    lines = tuple(
        SourceLine(
            title=source.title,
            about=f"{source.publisher}, {source.dated}. {source.get_kind_display()}.",
            link=source.link,
            note=source.note,
            sure="" if source.seen else GENERAL,
        )
        for source in texts.every_source()
    )
    return SourcesPage(lines, bool(can(worker, "learning.write")))


def procedures_page(worker: Worker, form: OnDayForm, on: date) -> ProceduresPage:
    """The editions that stood on a day, and the others beneath."""
    may_write = bool(can(worker, "learning.write"))
    standing = texts.procedures_on(on)
    others = tuple((row.title, row.edition, row.publisher, stood(row)) for row in texts.other_editions(on, standing))
    head = ("Procedure", "Edition", "Whose", "In force")
    table = Table("Editions that did not stand on that day", head, others) if others else None
    lines = tuple(_line(row, worker, may_write) for row in standing)
    return ProceduresPage(form, on, lines, table, may_write)


def _line(row: Procedure, worker: Worker, may_write: bool) -> ProcedureLine:
    return ProcedureLine(
        title=row.title,
        about=f"{row.publisher}, {row.edition}",
        stood=stood(row),
        link=row.link,
        note=row.note,
        themes=tuple(tag.words for tag in theme_tags(row.themes, worker)),
        newer=f"{reverse('learning:add_procedure')}?of={row.key}" if may_write else "",
        end=reverse("learning:end_procedure", args=[row.key]) if may_write and row.in_force_to is None else "",
    )


def stood(row: Procedure) -> str:
    """From when to when an edition stood, with what nobody wrote down said as such."""
    first = f"from {in_words(row.in_force_from)}" if row.in_force_from else "first day not recorded"
    return f"{first}, until {in_words(row.in_force_to)}" if row.in_force_to else f"{first}, no last day recorded"


def material_page(material: Material, worker: Worker) -> MaterialPage:
    """A film or tool with its stand-in."""
    may_write = bool(can(worker, "learning.write"))
    return MaterialPage(
        material=material,
        paragraphs=tuple(part.replace("\n", " ").strip() for part in material.stand_in.split("\n\n") if part.strip()),
        questions=tuple(filter(None, material.questions.splitlines())),
        themes=tuple(tag.words for tag in theme_tags(material.themes, worker)),
        change=reverse("learning:material_link", args=[material.key]) if may_write else "",
    )


class LinkForm(forms.Form):
    """Where something is to be found."""

    link = forms.URLField(
        label="Its address",
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text="For the reader’s own browser. Leave it empty if there is none.",
        error_messages={"invalid": "Write the whole address, beginning with https://"},
    )


def link_form(data: Any, material: Material) -> LinkForm:
    """The form, as it stands now."""
    return LinkForm(data, initial={"link": material.link})
